"""People with a browser in their hand, and the eye that looks at every page they see.

A ``Visitor`` is one person at one device. Whatever they do next, the page they stand on has been looked at first:
axe in ordinary type, in large type (phone) and in dark; no overflow; targets large enough; no console error; nothing
asked of another host. Faults are gathered by the ``Crowd`` and fail the journey at its end, all of them at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Download, Locator, Page, Response

from tests.cast import PASSWORD
from tests.journeys.devices import ANDROID, SIZES
from tests.journeys.serving import Village

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RUN_AXE = """rules => axe.run(document, {resultTypes: ['violations'], ...(rules ? {runOnly: rules} : {})})
  .then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"""
WIDE = """width => document.documentElement.scrollWidth > width && 'wider than the screen: ' +
  [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > width + 1)
  .slice(0, 3).map(it => it.outerHTML.slice(0, 120)).join(' | ')"""
SMALL = """([least, which]) => [...document.querySelectorAll(which)]
  .filter(it => it.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !it.closest('.cl-hidden'))
  .map(it => [it.outerHTML.slice(0, 100), (it.closest('label') || it).getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && box.height < least - 0.5)
  .map(([html, box]) => 'only ' + Math.round(box.height) + ' high: ' + html)"""
SHOW = """([name, value]) => {
  const root = document.documentElement, before = root.getAttribute(name);
  if (value === null) { root.removeAttribute(name); } else { root.setAttribute(name, value); }
  return before;
}"""
SKELETON = """() => [...new Set([...document.querySelectorAll('body *')].map(it => it.parentElement.tagName + ' ' +
  it.tagName + ' ' + it.getAttribute('class') + ' ' + it.getAttribute('data-tone') + ' ' +
  [...it.attributes].map(each => each.name).join(' ')))].sort().join('|')"""
SIZES_MATTER = ["color-contrast", "scrollable-region-focusable", "link-in-text-block"]
"""What large type can change; everything else has been looked at in ordinary type. Targets are measured apart: axe
counts what a fixed bar happens to cover as too small, though it can be scrolled to."""
LOOKED_AT: set[tuple[str, str]] = set()
"""Pages made of the same kinds of elements are looked at once in a run; they differ in words and in length."""
EVERY_TARGET = "a:not(.cl-skip), button, summary, input:not([type=hidden]), select, textarea"
MAIN_TARGETS = ".cl-btn, .cl-tile, .cl-chip, .cl-seg, .cl-tabbar a"
LEAST = {"phone": 44, "desk": 18}
SCREENS = Path(__file__).parents[2] / "build" / "screens"
KEEPS_SCREENS = os.environ.get("SCREENS") == "1"
"""All pages in all ways, to look at; otherwise only where a journey failed."""


class Crowd:
    """The people of one journey and what was wrong with the pages they saw."""

    def __init__(self, chrome: Browser, place: Village, *, story: str) -> None:
        self.chrome, self.place, self.story = chrome, place, story
        self.hosts = {place.url}
        """Whom a browser may ask: the server, and what the county configured."""
        self.faults: list[str] = []
        self.visitors: list[Visitor] = []
        self.shots = 0

    def visitor(self, key: str, face: str, *, scripts: bool = True, **options: Any) -> Visitor:
        """Somebody with a new browser, not signed in."""
        visitor = Visitor(self, key, face, scripts=scripts, **options)
        self.visitors.append(visitor)
        return visitor

    def staff(self, key: str, face: str, *, scripts: bool = True) -> Visitor:
        """A member of the cast: the first of a journey comes in through the sign-in page, the others are in already."""
        visitor = self.visitor(key, face, scripts=scripts)
        if len(self.visitors) == 1:
            visitor.sign_in(key)
        else:
            session = {"name": "sessionid", "value": self.place.sessions[key], "url": self.place.url}
            visitor.context.add_cookies([session])
            visitor.goes("/")
        return visitor

    def keep_last_pages(self) -> None:
        """Where everybody stood when the journey failed."""
        for visitor in self.visitors:
            visitor.keep(f"failed-{visitor.key}")
            visitor.new = False

    def leave(self) -> None:
        for visitor in self.visitors:
            visitor.look_if_new()
            visitor.context.close()


class Visitor:
    """``face`` is the device: ``phone`` 390 × 844 or ``desk`` 1440 × 900. ``taps`` counts what a finger does."""

    def __init__(self, crowd: Crowd, key: str, face: str, *, scripts: bool, **options: Any) -> None:
        self.crowd, self.key, self.face, self.scripts = crowd, key, face, scripts
        self.taps = 0
        self.context = self._context(**options)
        self.page: Page = self.context.new_page()
        self.new = False
        self._expected: set[int] = {200, 204, 302, 304}
        self._listen()

    def _context(self, **options: Any) -> BrowserContext:
        width, height = SIZES[self.face]
        phone = {"user_agent": ANDROID, "is_mobile": True, "has_touch": True} if self.face == "phone" else {}
        context = self.crowd.chrome.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=self.scripts,
            color_scheme="light",
            **phone,  # type: ignore[arg-type]  # a dict of options
            **options,
        )
        context.set_default_timeout(8000)
        context.add_cookies([{"name": "face", "value": self.face, "url": self.crowd.place.url}])
        return context

    def _listen(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._fault(f"script error: {error}"))
        self.page.on("response", self._answered)
        self.page.on("framenavigated", self._moved)

    # what goes wrong by itself

    def _fault(self, what: str) -> None:
        where = urlsplit(self.page.url).path
        self.crowd.faults.append(f"{self.key} at {where} ({self.face}): {what}")

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            self._fault(f"console: {said.text}")

    def _answered(self, response: Response) -> None:
        there = urlsplit(response.url)
        if there.scheme in {"data", "blob"}:
            return
        if f"{there.scheme}://{there.netloc}" not in self.crowd.hosts:
            self._fault(f"another host was asked: {response.url}")
        if response.status not in self._expected:
            self._fault(f"{response.status} for {response.url}")

    def _moved(self, frame: Any) -> None:
        if frame == self.page.main_frame and self.page.url.startswith("http"):
            self.new = True

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Answers that are right here though they are refusals."""
        before, self._expected = self._expected, self._expected | set(statuses)
        yield
        self.look_if_new()
        self._expected = before

    # what a person does

    def goes(self, path: str) -> None:
        """Type an address, follow a link on paper, or open what a QR says."""
        self.look_if_new()
        self.page.goto(path if path.startswith("http") else self.crowd.place.url + path)

    def taps_on(self, what: Locator) -> None:
        """One tap; the page it leaves has been looked at."""
        self.look_if_new()
        self.taps += 1
        what.click()
        self.settles()

    def settles(self) -> None:
        self.page.wait_for_load_state("load")
        if self.scripts and self.page.url.startswith("http"):  # what the outbox is sending just now
            self.page.wait_for_function("() => !document.querySelector('form[data-outbox][data-sending]')")
            self.page.wait_for_load_state("load")

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words).first

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=words).first

    def writes(self, label: str, words: str) -> None:
        self.page.get_by_label(label).first.fill(words)

    def picks(self, words: str) -> None:
        """A tile, a segment or a tick, by its words."""
        self.taps_on(self.page.locator("label.cl-chip, label.cl-seg, label.cl-check-row").filter(has_text=words).first)

    def answers(self, question: str, word: str) -> None:
        """One of the segments under a question, where several questions have the same words."""
        asked = self.page.get_by_role("group", name=question).first
        self.taps_on(asked.get_by_role("radio", name=word, exact=True))

    def chooses(self, label: str, words: str) -> None:
        box = self.page.get_by_label(label).first
        value = box.locator("option").filter(has_text=words).first.get_attribute("value")
        box.select_option(value)

    def unfolds(self, words: str) -> None:
        fold = self.page.locator("details").filter(has=self.page.locator("summary", has_text=words)).first
        if fold.get_attribute("open") is None:
            self.taps_on(fold.locator("summary").first)

    def opens_step(self, title: str) -> None:
        """Come to the form of a step: it stands there already, or behind the green button, or under 更多."""
        waiting = self.page.locator("#next-step[hx-get]")
        if self.scripts and waiting.count():
            self.page.locator("#next-step:not([hx-get])").wait_for()
        if self.page.locator("#step-form").get_by_role("button", name=title, exact=True).count():
            return
        way = self.page.locator("a.cl-btn, a.cl-more-item").filter(has_text=title).first
        if not way.is_visible():
            self.taps_on(self.page.locator("details.cl-more summary").first)
        self.taps_on(way)

    def sends_step(self, title: str) -> None:
        self.taps_on(self.page.locator("#step-form").get_by_role("button", name=title, exact=True))

    def does_at_once(self, title: str) -> None:
        """A step that asks nothing is done by its own button."""
        button = self.page.locator("form button").filter(has_text=title).first
        if not button.is_visible():
            self.taps_on(self.page.locator("details.cl-more summary").first)
        self.taps_on(button)

    def sees(self, *words: str) -> None:
        """The words stand on the page, visibly."""
        for each in words:
            self.page.get_by_text(each).locator("visible=true").first.wait_for()

    def does_not_see(self, words: str) -> None:
        assert words not in self.page.locator("body").inner_text(), words

    def downloads(self, what: Locator, to: Path) -> Path:
        """Tap on a file and keep it."""
        self.look_if_new()
        with self.page.expect_download() as started:
            what.click()
        download: Download = started.value
        kept = to / download.suggested_filename
        download.save_as(kept)
        return kept

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        self.goes("/account/in")
        self.writes("登录名或手机号", login)
        self.writes("密码", password)
        self.taps_on(self.button("进去"))

    def sign_in_by_phone(self, phone: str) -> None:
        """Villagers: a code is sent; in the demo it can be read on the page."""
        self.goes("/account/in/phone")
        self.writes("手机号", phone)
        self.taps_on(self.button("给我发验证码"))
        code = self.page.locator(".cl-inset strong").inner_text()
        self.writes("6 位验证码", code)
        self.taps_on(self.button("进去"))

    # the eye

    def look_if_new(self) -> None:
        if self.new:
            self.looks()

    def looks(self, name: str = "") -> None:
        """Look at the page as it stands now, in every way it is shown."""
        self.new = False
        if os.environ.get("LOOK") == "0":  # while a journey is being written
            return
        self.crowd.shots += 1
        name = f"{self.crowd.shots:02d}-{name or self._name()}-{self.key}"
        if not self.scripts:
            if KEEPS_SCREENS:
                self.keep(name)
            return
        skeleton = (self.face, self.page.evaluate(SKELETON))
        if skeleton in LOOKED_AT and not KEEPS_SCREENS:
            return
        LOOKED_AT.add(skeleton)
        self.page.evaluate(AXE + ";0")
        self._examine(name, "light", None)
        if self.face == "phone":
            with self._shown_as("data-elder", "22"):
                self._examine(name, "elder", SIZES_MATTER)
        with self._shown_as("data-theme", "dark"):
            self._examine(name, "dark", ["color-contrast"])

    def _examine(self, name: str, way: str, rules: list[str] | None) -> None:
        found: list[str] = self.page.evaluate(RUN_AXE, rules)
        wide = self.page.evaluate(WIDE, SIZES[self.face][0]) if way != "dark" else ""
        small: list[str] = []
        if way != "dark":
            small = self.page.evaluate(SMALL, [LEAST[self.face], EVERY_TARGET])
        if way == "elder":
            small += self.page.evaluate(SMALL, [60, MAIN_TARGETS])
        for fault in (*found, *([wide] if wide else []), *small):
            self._fault(f"{way}: {fault}")
        if KEEPS_SCREENS:
            self.keep(f"{name}-{way}")

    @contextmanager
    def _shown_as(self, attribute: str, value: str) -> Iterator[None]:
        """As the cookie would have it; the style sheets look at this attribute only."""
        before = self.page.evaluate(SHOW, [attribute, value])
        yield
        self.page.evaluate(SHOW, [attribute, before])

    def _name(self) -> str:
        path = urlsplit(self.page.url).path.strip("/")
        return re.sub(r"[A-Z]{2}-?\d[\d-]*/?|[^a-z]+", "-", path).strip("-") or "today"

    def keep(self, name: str) -> None:
        """The whole page as a picture in ``build/screens``."""
        folder = SCREENS / self.crowd.story
        folder.mkdir(parents=True, exist_ok=True)
        width, height = SIZES[self.face]
        whole = self.page.evaluate("document.documentElement.scrollHeight")
        if whole > height:  # so that a bar fixed at the bottom does not cover the middle
            self.page.set_viewport_size({"width": width, "height": whole})
        self.page.screenshot(path=folder / f"{name}.png")
        if whole > height:
            self.page.set_viewport_size({"width": width, "height": height})
