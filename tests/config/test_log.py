"""The log tells what happened, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.encoding import escape_uri_path

from cunli.config.logs import JsonLines
from cunli.config.requests import HEADER, new_number
from tests.acts.stories import report
from tests.cast import PASSWORD, Cast

NAME, PHONE, WORDS = "周满仓", "13811112222", "屋后杆子歪了压着电线"
ALLOWED = {
    "time", "level", "logger", "request", "message", "where", "error", "at", "constraint", "sqlstate",
    "route", "method", "status", "ms", "queries", "user",
}  # fmt: skip


class Log:
    """What the server would have written."""

    def __init__(self) -> None:
        self.written = io.StringIO()

    @property
    def text(self) -> str:
        return self.written.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, response: Any) -> list[dict[str, Any]]:
        return [line for line in self.lines if line.get("request") == response[HEADER]]


@pytest.fixture
def log() -> Iterator[Log]:
    found = Log()
    handler = logging.StreamHandler(found.written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.urls("tests.config.broken")
def test_nothing_about_anybody_is_found_in_the_log(cast: Cast, log: Log, browser: Client) -> None:
    matter = report(cast, "grid_member", WORDS)
    words = {"words": WORDS, "phone": PHONE, "who": NAME}
    answers = [
        browser.post("/account/in", {"login": "13800000008", "password": PASSWORD}),
        browser.post("/account/in", {"login": PHONE, "password": WORDS}),
        browser.get(f"/s/{matter.code}"),
        browser.get(f"/m/{matter.ref}/", {"q": NAME, "phone": PHONE}),
        browser.get(f"/nowhere/{escape_uri_path(NAME)}/{PHONE}/{matter.code}", headers={"User-Agent": NAME.encode()}),
        browser.post("/report/", words, headers={"Referer": f"http://testserver/?{PHONE}"}),
        browser.post(f"/breaks/{NAME}/?{PHONE}", words),
        browser.get(f"/database/{NAME}/"),
        browser.get(f"/suspicious/{NAME}/"),
        browser.generic("ZHOUMANCANG", "/healthz"),
        Client(enforce_csrf_checks=True).post(f"/nowhere/{PHONE}", words),
    ]
    assert {404, 500, 400, 302} <= {answer.status_code for answer in answers}
    secrets = (NAME, PHONE, WORDS, PASSWORD, matter.code, matter.ref, "13800000008", "127.0.0.1", "ZHOUMANCANG")
    assert [secret for secret in secrets if secret in log.text] == []
    assert {name for line in log.lines for name in line} <= ALLOWED
    for answer in answers:
        assert [line["status"] for line in log.of(answer) if line["logger"] == "cunli.requests"] == [answer.status_code]


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_route_its_person_and_what_it_cost(cast: Cast, log: Log) -> None:
    matter = report(cast, "grid_member", WORDS)
    client = cast.client("wang_clerk")
    (line,) = log.of(client.get(f"/m/{matter.ref}/"))
    assert (line["route"], line["method"], line["status"]) == ("desk:matter", "GET", 200)
    assert line["user"] == cast.users["wang_clerk"].pk
    assert line["queries"] > 0 and line["ms"] > 0 and line["time"].endswith("+08:00")


@pytest.mark.django_db
@pytest.mark.urls("tests.config.broken")
def test_the_number_on_the_page_leads_to_what_broke(cast: Cast, log: Log, browser: Client) -> None:
    answer = browser.post(f"/breaks/{NAME}/", {"words": WORDS, "phone": PHONE})
    assert answer[HEADER] in answer.content.decode()
    broke, asked = log.of(answer)
    assert broke["error"] == "RuntimeError < ValueError"
    assert broke["at"][-1].startswith("broken.py:") and broke["at"][-1].endswith(" breaks")
    assert (asked["route"], asked["status"], asked["level"]) == ("breaks", 500, "error")


@pytest.mark.django_db
def test_a_number_of_the_senders_own_is_not_taken_over(log: Log) -> None:
    answer = Client().get("/account/in", headers={HEADER: NAME.encode()})
    assert answer[HEADER] != NAME and len(answer[HEADER]) == len("402-118-937")
    assert len({new_number() for _each in range(100)}) == 100


def test_watchdogs_do_not_fill_the_log(log: Log) -> None:
    assert Client().get("/healthz")[HEADER]
    assert log.lines == []


def test_what_a_library_says_is_written_without_its_values(log: Log) -> None:
    logging.getLogger("gunicorn.elsewhere").error("Error handling request %s", f"/s/{PHONE}")
    logging.getLogger("gunicorn.elsewhere").error("Worker (pid:%s) was sent %s!", 4711, "SIGKILL")
    logging.getLogger("some.library").warning(f"cannot read {NAME}")
    first, second, third = log.lines
    assert first["message"] == "Error handling request …"
    assert second["message"] == "Worker (pid:4711) was sent …!"
    assert "message" not in third and third["where"].startswith("test_log.py:")
