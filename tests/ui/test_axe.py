"""Every component, in both faces, light and dark and in large type, under axe and with large enough targets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
TARGETS = """least => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter(it => it.offsetParent)
  .map(it => [it.outerHTML.slice(0, 80), (it.closest('label') || it).getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5).map(([html, box]) => html + ' ' + box.height)"""
WAYS = [
    ("phone", {}, 44),
    ("phone", {"theme": "dark"}, 44),
    ("phone", {"elder": "22"}, 60),
    ("phone", {"elder": "30", "theme": "dark"}, 60),
    ("desk", {}, 18),
    ("desk", {"theme": "dark"}, 18),
    ("desk", {"elder": "22"}, 30),
]

pytestmark = pytest.mark.browser


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The pages of this floor, served without a database: it has none."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), server_class=_Server, handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _open(chrome: Browser, url: str, face: str, choices: dict[str, str]) -> Page:
    width, height = (390, 844) if face == "phone" else (1440, 900)
    context = chrome.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in {"face": face, **choices}.items()])
    page = context.new_page()
    page.goto(f"{url}/ui/examples")
    return page


@pytest.mark.parametrize(("face", "choices", "least"), WAYS)
def test_components_are_readable_reachable_and_stay_on_the_screen(
    chrome: Browser, site: str, face: str, choices: dict[str, str], least: int
) -> None:
    page = _open(chrome, site, face, choices)
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    violations = page.evaluate(
        AXE.read_text() + ";axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
    )
    assert violations == []
    assert page.evaluate(TARGETS, least) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults == []
    page.context.close()


def test_scripts_add_their_comforts(chrome: Browser, site: str) -> None:
    page = _open(chrome, site, "desk", {})
    bulk = page.locator("#bulk-example")
    assert not bulk.is_visible()
    page.locator('input[name="ref"]').first.check()
    assert bulk.is_visible() and bulk.locator("[data-bulk-count]").inner_text() == "1"
    page.context.set_offline(True)
    page.evaluate("document.dispatchEvent(new CustomEvent('cunli:outbox', {detail: {count: 3}}))")
    assert "3 条" in page.locator("[data-offline-words]").first.inner_text()
    page.context.set_offline(False)
    page.evaluate("document.dispatchEvent(new CustomEvent('cunli:outbox', {detail: {count: 0}}))")
    assert page.locator("[data-offline-words]").first.inner_text() == "都发出去了"
    page.context.close()


def test_without_scripts_a_tile_is_chosen_and_its_tick_is_seen(chrome: Browser, site: str) -> None:
    context = chrome.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies([{"name": "face", "value": "phone", "url": site}])
    page = context.new_page()
    page.goto(f"{site}/ui/examples")
    page.locator('.cl-chip:has-text("山林")').click()
    assert page.locator('.cl-chip:has-text("山林") .cl-chip-tick').is_visible()
    assert not page.locator("[data-locate], [data-read-aloud]").first.is_visible()
    context.close()


def test_a_photo_is_shrunk_before_it_is_sent(chrome: Browser, site: str) -> None:
    page = _open(chrome, site, "phone", {})
    page.evaluate("""async () => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 4000, height: 3000});
      const paint = canvas.getContext('2d');
      for (let i = 0; i < 400; i++) {
        paint.fillStyle = `hsl(${i * 7} 80% 50%)`;
        paint.fillRect(i * 10, (i * 37) % 2900, 90, 90);
      }
      const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
      const hold = new DataTransfer(); hold.items.add(new File([blob], 'pole.png', {type: 'image/png'}));
      const input = document.querySelector('[data-photo]'); input.files = hold.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    }""")
    page.wait_for_selector("[data-photo][data-shrunk]", state="attached")
    name, width = page.evaluate("""async () => {
      const file = document.querySelector('[data-photo]').files[0];
      return [file.name + ' ' + file.type, (await createImageBitmap(file)).width];
    }""")
    assert (name, width) == ("pole.jpg image/jpeg", 1600)
    page.context.close()


def test_what_was_typed_is_kept_on_the_phone_until_it_was_taken(chrome: Browser, site: str) -> None:
    page = _open(chrome, site, "phone", {"who": "7"})
    page.goto(f"{site}/note")
    box, button = page.locator("textarea"), page.get_by_role("button", name="记下")
    box.fill("院子又沉了一块")
    page.reload()
    assert box.input_value() == "院子又沉了一块"
    button.click()
    assert page.get_by_text("请说一声好").is_visible() and box.input_value() == "院子又沉了一块"
    page.goto(f"{site}/page")
    page.goto(f"{site}/note")
    assert box.input_value() == "院子又沉了一块", "refused and left: still there"
    page.context.add_cookies([{"name": "who", "value": "8", "url": site}])
    page.reload()
    assert box.input_value() == "", "another person on the same phone does not see it"
    page.context.add_cookies([{"name": "who", "value": "7", "url": site}])
    page.reload()
    box.fill("院子填好了")
    button.click()
    page.wait_for_url("**/note")
    assert box.input_value() == "", "taken: forgotten"
    page.context.close()


def test_what_was_sent_without_signal_is_still_there_on_the_way_back(chrome: Browser, site: str) -> None:
    page = _open(chrome, site, "phone", {"who": "7"})
    page.goto(f"{site}/note")
    page.locator("textarea").fill("院子填好了")
    page.context.set_offline(True)
    page.get_by_role("button", name="记下").click()
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto(f"{site}/note")
    assert page.locator("textarea").input_value() == "院子填好了"
    page.context.close()


def test_on_a_phone_where_nobody_is_signed_in_no_draft_is_kept(chrome: Browser, site: str) -> None:
    page = _open(chrome, site, "phone", {})
    box = page.locator('textarea[name="words2"]')
    box.fill("院子又沉了一块")
    page.reload()
    assert box.input_value() == ""
    page.context.close()
