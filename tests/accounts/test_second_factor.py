"""The second factor: required for county and administrator posts, offered to all with a password."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from cunli.accounts import services
from cunli.accounts.second_factor import SECRET
from cunli.lib.refusals import Conflict
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")
SETUP = "/account/me/two-factor"


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up(client: Client) -> tuple[str, list[str]]:
    client.get(SETUP)
    secret = client.session[SECRET]
    page = client.post(SETUP, {"code": code_of(secret, -1)}).content.decode()
    return secret, re.findall(r"<strong>(\d{6,})</strong>", page)


def come_in(client: Client, login: str):
    return client.post("/account/in", {"login": login, "password": PASSWORD, "next": "/who/public"})


def test_setting_it_up_opens_the_county_post(cast: Cast, client: Client):
    come_in(client, "supervisor")
    assert client.get("/who")["Location"] == SETUP
    _secret, codes = set_up(client)
    assert len(codes) == 10
    assert client.get("/who").json()["role"] == "county_supervisor"


def test_the_secret_is_sealed_in_the_database(cast: Cast, client: Client):
    come_in(client, "supervisor")
    secret, _codes = set_up(client)
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)


def test_from_then_on_a_password_alone_does_not_open_the_door(cast: Cast, client: Client):
    come_in(client, "supervisor")
    secret, _codes = set_up(client)
    again = Client()
    assert come_in(again, "supervisor")["Location"] == "/account/in/code"
    assert again.get("/who").status_code == 302
    answer = again.post("/account/in/code", {"code": code_of(secret)})
    assert answer["Location"] == "/who/public"
    assert again.get("/who").json()["role"] == "county_supervisor"


def test_a_code_does_not_work_twice(cast: Cast, client: Client):
    come_in(client, "supervisor")
    secret, _codes = set_up(client)
    code = code_of(secret)
    for status in (302, 422):
        again = Client()
        come_in(again, "supervisor")
        assert again.post("/account/in/code", {"code": code}).status_code == status


def test_a_recovery_code_works_once(cast: Cast, client: Client):
    come_in(client, "supervisor")
    _secret, codes = set_up(client)
    for status in (302, 422):
        again = Client()
        come_in(again, "supervisor")
        assert again.post("/account/in/code", {"code": codes[0]}).status_code == status


def test_guessing_codes_is_stopped(cast: Cast, client: Client):
    come_in(client, "supervisor")
    secret, _codes = set_up(client)
    again = Client()
    come_in(again, "supervisor")
    for _ in range(5):
        assert again.post("/account/in/code", {"code": "000000"}).status_code == 422
    again.post("/account/in/code", {"code": "000000"})
    assert again.post("/account/in/code", {"code": code_of(secret, 1)}).status_code == 429


def test_the_second_page_without_the_first_leads_back(cast: Cast, client: Client):
    assert client.get("/account/in/code")["Location"] == "/account/in"


def test_who_does_not_need_one_may_still_have_one(cast: Cast, client: Client):
    come_in(client, "wang_clerk")
    assert client.get("/who").status_code == 200
    set_up(client)
    assert come_in(Client(), "wang_clerk")["Location"] == "/account/in/code"


def test_a_wrong_code_does_not_switch_it_on(cast: Cast, client: Client):
    come_in(client, "supervisor")
    client.get(SETUP)
    assert client.post(SETUP, {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_a_session_from_before_is_asked_for_the_code_too(cast: Cast, client: Client):
    older = Client()
    older.force_login(cast.users["supervisor"])
    come_in(client, "supervisor")
    secret, _codes = set_up(client)
    assert older.get(SETUP)["Location"] == "/account/in/code"
    assert older.post("/account/in/code", {"code": code_of(secret)}).status_code == 302
    assert older.get("/who").status_code == 200


def test_a_lost_one_is_taken_away_by_someone_else_only(cast: Cast, client: Client):
    come_in(client, "supervisor")
    set_up(client)
    guard = cast.actor("security_admin")
    with pytest.raises(Conflict):
        services.reset_second_factor(actor=guard, user=cast.users["security_admin"], at=cast.now, reason="丢了")
    services.reset_second_factor(actor=guard, user=cast.users["supervisor"], at=cast.now, reason="手机丢了")
    assert not Authenticator.objects.exists()
