"""Tokens: made and withdrawn by the security administrator, shown once, kept as a hash."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from cunli.api.models import MachineToken
from cunli.api.rules import digest_of
from cunli.journal.models import Entry
from tests.cast import PEOPLE, Cast

ADDRESS = "/account/machines"


def ask(cast: Cast, post: str = "window", **given: object) -> HttpResponseBase:
    until = timezone.localdate() + timedelta(days=30)
    body = {"name": "12345 平台", "purpose": "转来的工单在村里办", "valid_until": str(until), **given}
    return cast.client("security_admin").post(f"{ADDRESS}/for/{cast.posts[post].pk}", body)


@pytest.mark.parametrize("key", [member.key for member in PEOPLE if member.key != "security_admin"])
def test_nobody_else_gets_in(cast: Cast, key: str):
    client = cast.client(key)
    assert client.get(ADDRESS).status_code == 403
    assert client.get(f"{ADDRESS}/for/{cast.posts['window'].pk}").status_code == 403
    assert client.post(f"{ADDRESS}/for/{cast.posts['window'].pk}", {"name": "x"}).status_code == 403
    assert client.post(f"{ADDRESS}/1/withdraw", {"reason": "x"}).status_code == 403


def test_it_is_shown_once_kept_as_a_hash_and_journalled(cast: Cast):
    answer = ask(cast)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    (token,) = re.findall(r'value="(cunli_[\w-]{43})"', answer.content.decode())
    kept = MachineToken.objects.get()
    assert kept.digest == digest_of(token)
    assert token not in cast.client("security_admin").get(ADDRESS).content.decode()
    entry = Entry.objects.get(verb="api.make_token")
    assert entry.after["purpose"] == "转来的工单在村里办"
    assert token not in str(entry.after)


def test_the_same_form_sent_twice_makes_one(cast: Cast):
    ask(cast)
    assert ask(cast).status_code == 409
    assert MachineToken.objects.count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_it_ends_within_a_year(cast: Cast, days: int):
    answer = ask(cast, valid_until=str(timezone.localdate() + timedelta(days=days)))
    assert answer.status_code == 422
    assert not MachineToken.objects.exists()


@pytest.mark.parametrize("given", [{"name": ""}, {"purpose": ""}, {"valid_until": "昨天"}])
def test_each_sentence_is_needed(cast: Cast, given: dict[str, str]):
    assert ask(cast, **given).status_code == 422


@pytest.mark.parametrize("key", ["system_admin", "security_admin", "audit_admin"])
def test_no_machine_is_an_administrator(cast: Cast, key: str):
    assert ask(cast, key).status_code == 404
    page = cast.client("security_admin").get(f"/account/people/{cast.users[key].pk}").content.decode()
    assert "machines/for" not in page


def test_the_page_of_a_person_leads_there(cast: Cast):
    page = cast.client("security_admin").get(f"/account/people/{cast.users['window'].pk}").content.decode()
    assert f"{ADDRESS}/for/{cast.posts['window'].pk}" in page


def test_it_is_withdrawn_with_a_reason_and_once(cast: Cast):
    ask(cast)
    token, client = MachineToken.objects.get(), cast.client("security_admin")
    assert client.post(f"{ADDRESS}/{token.pk}/withdraw", {"reason": ""}).status_code == 422
    assert client.post(f"{ADDRESS}/{token.pk}/withdraw", {"reason": "换了平台"}).status_code == 302
    assert client.post(f"{ADDRESS}/{token.pk}/withdraw", {"reason": "换了平台"}).status_code == 409
    assert Entry.objects.get(verb="api.withdraw_token").reason == "换了平台"
    assert "收回了" in client.get(ADDRESS).content.decode()
    assert ask(cast).status_code == 200, "the name is free again"


def test_a_post_that_ended_takes_no_machine(cast: Cast):
    cast.posts["window"].valid_until = date(2026, 2, 1)
    cast.posts["window"].save()
    assert ask(cast).status_code == 404


def test_who_gives_them_out_has_shown_a_second_factor(cast: Cast):
    """The token's own holder need not have one: it is no way in for them, and nobody signs in with it."""
    client = Client()
    client.force_login(cast.users["security_admin"])
    for path in (ADDRESS, f"{ADDRESS}/for/{cast.posts['window'].pk}", "/account/webhooks"):
        assert client.get(path).status_code == 302 and "two-factor" in client.get(path)["Location"]
    assert ask(cast, "supervisor").status_code == ask(cast, "water_officer").status_code == 200
