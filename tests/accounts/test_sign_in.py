"""Signing in with a password, and going out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cunli.accounts import throttle
from cunli.accounts.models import Attempt
from cunli.journal.models import Entry
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")
URL = "/account/in"


def come_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(URL, {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["wang_clerk", " WANG_clerk ", "13800000001", "+86 138 0000 0001"])
def test_by_name_or_phone_however_it_is_typed(cast: Cast, client: Client, login: str):
    answer = come_in(client, login)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get("/who").json()["role"] == "village_cadre"
    assert Entry.objects.filter(verb="accounts.sign_in", user_id=cast.users["wang_clerk"].pk).count() == 1


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cast: Cast, client: Client):
    wrong, unknown = come_in(client, "wang_clerk", "no"), come_in(client, "nobody", "no")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "名字或密码不对" in answer.content.decode()


def test_what_was_typed_stays_but_never_the_password(cast: Cast, client: Client):
    page = come_in(client, "wang_clerk", "secret-guess").content.decode()
    assert 'value="wang_clerk"' in page
    assert "secret-guess" not in page


def test_empty_fields_say_what_is_missing(cast: Cast, client: Client):
    answer = client.post(URL, {})
    assert answer.status_code == 422
    assert "请写密码" in answer.content.decode()


def test_after_six_wrong_tries_the_right_password_waits_too(cast: Cast, client: Client):
    for _ in range(6):
        assert come_in(client, "wang_clerk", "no").status_code == 422
    answer = come_in(client, "wang_clerk")
    assert answer.status_code == 429
    assert "先歇一歇" in answer.content.decode()
    assert come_in(Client(), "li_clerk").status_code == 302  # the neighbour behind the same address is not shut out


def test_a_stranger_who_guesses_elsewhere_does_not_shut_the_owner_out(cast: Cast):
    desk, stranger = Client(REMOTE_ADDR="10.0.0.5"), Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        assert come_in(stranger, "wang_clerk", "no").status_code == 422
    assert come_in(stranger, "wang_clerk").status_code == 429
    assert come_in(desk, "wang_clerk").status_code == 302


def test_a_network_of_strangers_is_stopped_together_and_only_where_the_owner_never_was(cast: Cast):
    assert come_in(Client(REMOTE_ADDR="10.0.0.5"), "wang_clerk").status_code == 302
    for number in range(30):
        come_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), "wang_clerk", "no")
    assert come_in(Client(REMOTE_ADDR="203.0.113.99"), "wang_clerk").status_code == 429
    assert come_in(Client(REMOTE_ADDR="10.0.0.5"), "wang_clerk").status_code == 302
    assert come_in(Client(REMOTE_ADDR="203.0.113.99"), "wang_clerk").status_code == 429, "no success refills it"
    assert come_in(Client(REMOTE_ADDR="203.0.113.99"), "li_clerk").status_code == 302


def test_at_the_owner_s_own_desk_six_wrong_tries_are_six_too(cast: Cast):
    desk = Client(REMOTE_ADDR="10.0.0.5")
    assert come_in(desk, "wang_clerk").status_code == 302
    for _ in range(6):
        assert come_in(desk, "wang_clerk", "no").status_code == 422
    assert come_in(desk, "wang_clerk").status_code == 429


def test_a_place_is_familiar_for_ninety_days_and_tries_are_kept_for_one(cast: Cast):
    come_in(Client(REMOTE_ADDR="10.0.0.5"), "wang_clerk")
    now = timezone.now()
    assert throttle.is_familiar("wang_clerk", "10.0.0.5", now)
    assert not throttle.is_familiar("wang_clerk", "10.0.0.6", now)
    assert not throttle.is_familiar("wang_clerk", "10.0.0.5", now + timedelta(days=91))
    throttle.clear_old(now + timedelta(days=2))
    assert list(Attempt.objects.values_list("bucket", flat=True)) == ["familiar"]
    throttle.clear_old(now + timedelta(days=91))
    assert not Attempt.objects.exists()


def test_the_phone_and_the_other_spellings_of_it_share_one_count(cast: Cast, client: Client):
    for login in ("13800000001", "138-0000-0001", "+8613800000001") * 2:
        come_in(client, login, "no")
    assert come_in(client, "13800000001").status_code == 429


def test_a_success_starts_the_count_anew(cast: Cast, client: Client):
    for _ in range(5):
        come_in(client, "wang_clerk", "no")
    assert come_in(client, "wang_clerk").status_code == 302
    assert come_in(Client(), "wang_clerk", "no").status_code == 422


def test_an_address_that_tries_everybody_is_stopped(cast: Cast, client: Client):
    for number in range(150):
        come_in(client, f"guess{number}", "no")
    assert come_in(client, "wang_clerk").status_code == 429


def test_tries_hold_no_name_and_no_address(cast: Cast, client: Client):
    come_in(client, "wang_clerk", "no")
    for attempt in Attempt.objects.all():
        assert "wang" not in attempt.whose and "127" not in attempt.whose[:4]


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"])
def test_nobody_is_led_off_the_site(cast: Cast, client: Client, wanted: str):
    assert come_in(client, "wang_clerk", next=wanted)["Location"] == "/"


def test_one_is_led_back_to_where_one_was(cast: Cast, client: Client):
    assert come_in(client, "wang_clerk", next="/who/figures?a=1")["Location"] == "/who/figures?a=1"


def test_a_shared_phone_forgets_with_the_browser_and_an_own_one_after_14_days(cast: Cast):
    shared, own = Client(), Client()
    come_in(shared, "wang_clerk")
    come_in(own, "wang_clerk", own_phone="on")
    assert shared.cookies["sessionid"]["max-age"] == ""
    assert own.cookies["sessionid"]["max-age"] == 60 * 60 * 24 * 14


def test_the_next_person_on_a_shared_phone_finds_nothing_of_the_first(cast: Cast, client: Client):
    come_in(client, "wang_clerk")
    client.post("/account/post", {"post": "0"})
    come_in(client, "li_clerk")
    assert client.get("/who").json()["villages"] == [cast.other_village.pk]


def test_going_out_is_a_post_and_clears_the_device(cast: Cast):
    client = cast.client("wang_clerk")
    assert client.get("/account/out").status_code == 405
    answer = client.post("/account/out")
    assert '"cookies"' in answer["Clear-Site-Data"]
    assert client.get("/who").status_code == 302


def test_a_form_from_another_site_does_not_sign_anybody_out(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["wang_clerk"])
    assert client.post("/account/out").status_code == 403
    assert client.get("/who").status_code == 200


def test_demo_logins_are_shown_in_a_demo_only(cast: Cast, client: Client, settings, tmp_path):
    from cunli.accounts.demo import DemoLogin, write_demo_logins

    settings.DATA_DIR = tmp_path
    write_demo_logins([DemoLogin(role="村干部", name="王秀梅", login="wang", password="show-me")])
    assert "show-me" not in client.get(URL).content.decode()
    settings.DEMO = True
    assert "show-me" in client.get(URL).content.decode()
