"""Villagers come in with six digits sent to their phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cunli.accounts import phone_codes
from cunli.accounts.models import User
from cunli.messages import outgoing
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    box: list[tuple[str, str]] = []
    monkeypatch.setattr(outgoing, "send_code", lambda *, phone, code, at: box.append((phone, code)))
    return box


def ask(client: Client, phone: str, **more: str):
    return client.post("/account/in/phone", {"phone": phone, **more})


def tell(client: Client, code: str, **more: str):
    return client.post("/account/in/phone/code", {"code": code, **more})


def test_a_plain_11_digit_number_and_six_digits_are_enough(cast: Cast, client: Client, sent):
    assert ask(client, "13900000001").status_code == 302
    phone, code = sent[-1]
    assert phone == "+8613900000001"
    assert re.fullmatch(r"\d{6}", code)
    assert tell(client, f" {code[:3]} {code[3:]} ").status_code == 302
    assert client.get("/who").json()["role"] == "villager"
    assert client.session.get_expire_at_browser_close()


def test_an_unknown_number_gets_the_same_answer_and_an_account_after_the_right_code(cast: Cast, client: Client, sent):
    answer = ask(client, "13700000009")
    assert answer.status_code == 302
    assert User.objects.by_phone("13700000009") is None
    tell(client, sent[-1][1])
    user = User.objects.by_phone("13700000009")
    assert user is not None and not user.has_usable_password() and user.phone_verified_at is not None


def test_a_wrong_code_is_refused_and_the_sixth_try_ends_it(cast: Cast, client: Client, sent):
    ask(client, "13900000001")
    right = sent[-1][1]
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert tell(client, wrong).status_code == 422
    assert tell(client, right).status_code == 429
    assert client.get("/who").status_code == 302


def test_a_code_goes_stale_after_five_minutes(cast: Cast, client: Client, sent, monkeypatch):
    ask(client, "13900000001")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    answer = tell(client, sent[-1][1])
    assert answer.status_code == 422
    assert "5 分钟" in answer.content.decode()


def test_a_code_works_once_and_only_in_the_browser_that_asked(cast: Cast, client: Client, sent):
    ask(client, "13900000001")
    code = sent[-1][1]
    stranger = Client()
    assert tell(stranger, code)["Location"] == "/account/in/phone"
    assert tell(client, code).status_code == 302
    client.post("/account/out")
    assert tell(client, code)["Location"] == "/account/in/phone"


def test_codes_are_not_sent_again_within_a_minute(cast: Cast, client: Client, sent):
    ask(client, "13900000001")
    assert ask(Client(), "139 0000 0001").status_code == 429
    assert len(sent) == 1


@pytest.mark.parametrize("phone", ["", "12", "1390000000a", "电话", "139000000011111111111"])
def test_what_is_no_phone_is_said_at_the_field(cast: Cast, client: Client, sent, phone: str):
    answer = ask(client, phone)
    assert answer.status_code in {200, 422}
    assert "手机号" in answer.content.decode()
    assert not sent


def test_the_code_is_not_readable_in_the_session(cast: Cast, client: Client, sent):
    ask(client, "13900000001")
    assert sent[-1][1] not in str(client.session[phone_codes.CODE]["hash"])


def test_staff_who_show_only_a_phone_code_are_villagers(cast: Cast, client: Client, sent):
    ask(client, "13800000015")  # the county supervisor's phone
    assert tell(client, sent[-1][1]).status_code == 302
    assert client.get("/who").json() == {"role": "villager", "villages": [], "matter": None}
    post = cast.posts["supervisor"].pk
    assert client.post("/account/post", {"post": str(post)}).status_code == 404


def test_one_is_led_back_but_not_off_the_site(cast: Cast, client: Client, sent):
    ask(client, "13900000001", next="/who/figures")
    assert tell(client, sent[-1][1])["Location"] == "/who/figures"
    ask(client, "13900000002", next="//evil.example")
    assert tell(client, sent[-1][1])["Location"] == "/"


def test_strangers_who_ask_for_codes_all_day_leave_the_owner_s_own_place_open(cast: Cast, sent, monkeypatch):
    begin = timezone.now()
    home = Client(REMOTE_ADDR="10.0.0.5")
    ask(home, "13900000001")
    assert tell(home, sent[-1][1]).status_code == 302
    for number in range(1, 9):
        monkeypatch.setattr(timezone, "now", lambda number=number: begin + timedelta(minutes=number))
        answer = ask(Client(REMOTE_ADDR="203.0.113.9"), "13900000001")
    assert answer.status_code == 429
    monkeypatch.setattr(timezone, "now", lambda: begin + timedelta(minutes=20))
    assert ask(Client(REMOTE_ADDR="203.0.113.9"), "13900000001").status_code == 429
    assert ask(Client(REMOTE_ADDR="10.0.0.5"), "13900000001").status_code == 302
