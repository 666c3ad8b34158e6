from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings as live
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory

from cunli.lib.actors import ANONYMOUS, Actor
from cunli.ui import faces, views
from cunli.ui.faces import Face

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 8) Mobile MicroMessenger"}


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def text(response: object) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "face"),
    [
        ("villager", "phone"),
        ("grid_member", "phone"),
        ("first_secretary", "phone"),
        ("town_officer", "desk"),
        ("system_admin", "desk"),
    ],
)
def test_the_post_chooses_the_face(role: str, face: str) -> None:
    request = RequestFactory().get("/")
    request.actor = Actor(role=role)
    assert faces.face_of(request) == face


def test_a_phone_is_a_phone_whoever_holds_it_and_the_person_has_the_last_word() -> None:
    request = RequestFactory().get("/", headers=PHONE)
    request.actor = Actor(role="town_officer")
    assert faces.face_of(request) is Face.PHONE
    request.COOKIES["face"] = "desk"
    assert faces.face_of(request) is Face.DESK
    hinted = RequestFactory().get("/", headers={**PHONE, "Sec-CH-UA-Mobile": "?0"})
    hinted.actor = ANONYMOUS
    assert faces.face_of(hinted) is Face.DESK


@pytest.mark.parametrize(
    ("url", "name", "value"),
    [("face", "face", "phone"), ("elder", "elder", "26"), ("theme", "theme", "dark"), ("language", "language", "en")],
)
def test_a_choice_is_kept_and_goes_back_to_where_the_person_was(
    browser: Client, url: str, name: str, value: str
) -> None:
    response = browser.post(f"/ui/{url}", {name: value, "next": "/page?a=1"})
    assert (response.status_code, response.headers["Location"]) == (302, "/page?a=1")
    cookie = live.LANGUAGE_COOKIE_NAME if name == "language" else name
    assert response.cookies[cookie].value == value
    response = browser.post(f"/ui/{url}", {name: "", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/" and response.cookies[cookie]["max-age"] == 0
    assert browser.post(f"/ui/{url}", {name: "nonsense"}).status_code == 422
    assert browser.get(f"/ui/{url}").status_code == 405


def test_every_view_declares_its_access() -> None:
    for view in (
        views.choose_face,
        views.choose_elder,
        views.choose_theme,
        views.choose_language,
        views.offline,
        views.show_examples,
    ):
        assert view.access == "public"


def test_large_type_and_theme_stand_on_the_page(browser: Client) -> None:
    browser.cookies.load({"elder": "26", "theme": "dark", "face": "phone"})
    page = text(browser.get("/page"))
    assert 'data-elder="26"' in page and 'data-theme="dark"' in page and 'data-face="phone"' in page
    browser.cookies.load({"elder": '9"><script>', "theme": "pink"})
    page = text(browser.get("/page"))
    assert "data-elder" not in page and "data-theme" not in page


@pytest.mark.parametrize("face", ["phone", "desk"])
def test_a_refusal_says_what_why_and_what_now_and_keeps_what_was_written(browser: Client, face: str) -> None:
    browser.cookies.load({"face": face})
    response = browser.post("/conflict", {"words": "杆子歪了 <b>很急</b>", "password": "我的密码", "code": "123 456"})
    page = text(response)
    assert response.status_code == 409
    assert all(
        said in page
        for said in ("这一步刚才已经有人按了", "小郑按了到了现场。", "看一看经过", "杆子歪了 &lt;b&gt;很急")
    )
    assert "我的密码" not in page and "123 456" not in page


def test_the_outbox_and_machines_get_the_refusal_as_data(browser: Client) -> None:
    expected = {
        "code": "invalid",
        "what": "还差一点",
        "why": "",
        "instead": "",
        "fields": {"words": "请说一句是什么事"},
    }
    for headers in ({"X-Requested-With": "outbox"}, {"Accept": "application/json"}):
        response = browser.post("/invalid", headers=headers)
        assert (response.status_code, response.json()) == (422, expected)
    assert "请说一句是什么事" in text(browser.get("/invalid", headers={"Accept": "text/html,application/json;q=0.9"}))


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_not_yours_and_what_is_not_there_cannot_be_told_apart(browser: Client, accept: str) -> None:
    def seen(path: str) -> tuple[int, str]:
        response = browser.get(path, headers={"Accept": accept})
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text(response))
        return response.status_code, page.replace(path, "/x")

    assert seen("/not-yours") == seen("/missing") == seen("/nowhere")
    assert seen("/not-yours")[0] == 404 and "石桥村" not in seen("/not-yours")[1]


def test_another_refusal_keeps_its_status(browser: Client) -> None:
    assert browser.get("/not-your-post").status_code == 403


def test_a_fault_of_ours_is_a_plain_page_that_needs_nothing(browser: Client) -> None:
    response = browser.get("/broken")
    assert response.status_code == 500 and "不是您弄错了" in text(response)


@pytest.mark.parametrize("face", ["phone", "desk"])
def test_the_example_page_shows_every_component_and_only_where_asked_for(
    browser: Client, face: str, settings: object
) -> None:
    browser.cookies.load({"face": face})
    assert browser.get("/ui/examples").status_code == 200
    settings.DEMO = False
    assert browser.get("/ui/examples").status_code == 404


def test_no_page_names_another_host(browser: Client) -> None:
    for face in ("phone", "desk"):
        browser.cookies.load({"face": face})
        page = text(browser.get("/ui/examples"))
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    own = [
        path for path in Path(finders.find("ui/css/tokens.css")).parents[1].rglob("*") if path.suffix in {".css", ".js"}
    ]
    assert not [path for path in own if "vendor" not in path.parts and re.search(r"https?://", path.read_text("utf-8"))]


def test_the_first_load_of_a_phone_page_is_small(browser: Client) -> None:
    browser.cookies.load({"face": "phone"})
    page = browser.get("/page").content
    addresses = re.findall(rb'(?:src|href)="/static/([^"]+)"', page)
    assert len(addresses) > 8
    files = [Path(finders.find(address.decode())).read_bytes() for address in addresses]
    sent = sum(len(gzip.compress(body)) for body in [page, *files])
    assert sent <= 70_000, f"{sent} bytes; the promise is 120 KB for a full page"


def test_who_finds_no_room_is_told_to_wait_and_keeps_what_was_typed(browser: Client) -> None:
    answer = browser.post("/full", {"words": "杆子歪了"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "等几秒再按一次" in text(answer) and "杆子歪了" in text(answer)
    machine = browser.post("/full", headers={"X-Requested-With": "outbox"})
    assert machine.json()["code"] == "busy"
