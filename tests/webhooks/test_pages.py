"""Registered, changed and removed by the security administrator; the key shown once; no door behind the wall."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.utils import timezone

from cunli.journal.models import Entry
from cunli.webhooks import there
from cunli.webhooks.models import Webhook
from tests.cast import PEOPLE, Cast

ADDRESS = "/account/webhooks"
THEIRS = "https://8.8.8.8/in"


def ask(cast: Cast, post: str = "window", **given: object) -> HttpResponseBase:
    until = timezone.localdate() + timedelta(days=30)
    body = {"name": "12345 平台", "purpose": "看进度", "address": THEIRS, "valid_until": str(until), **given}
    return cast.client("security_admin").post(f"{ADDRESS}/for/{cast.posts[post].pk}", body)


def key_in(answer: HttpResponseBase) -> str:
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    (key,) = re.findall(r'value="(whsec_[\w+/=]{44})"', answer.content.decode())
    return key


@pytest.mark.parametrize("who", [member.key for member in PEOPLE if member.key != "security_admin"])
def test_nobody_else_gets_in(cast: Cast, who: str):
    ask(cast)
    client, pk = cast.client(who), Webhook.objects.get().pk
    there_ = f"{ADDRESS}/for/{cast.posts['window'].pk}"
    assert client.get(ADDRESS).status_code == 403
    assert client.get(there_).status_code == 403
    for path in (there_, f"{ADDRESS}/{pk}/remove", f"{ADDRESS}/{pk}/key", f"{ADDRESS}/{pk}/wake"):
        assert client.post(path, {"reason": "x"}).status_code == 403


def test_the_key_is_shown_once_and_kept_sealed(cast: Cast):
    key = key_in(ask(cast))
    assert Webhook.objects.get().key == key
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, key FROM webhooks_webhook")
        ((address, kept),) = cursor.fetchall()
    assert key not in kept and "8.8.8.8" not in address
    page = cast.client("security_admin").get(ADDRESS).content.decode()
    assert key not in page and "12345 平台" in page and "8.8.8.8" not in page
    entry = Entry.objects.get(verb="webhooks.register")
    assert entry.after["purpose"] == "看进度"
    assert key not in str(entry.after) and "8.8.8.8" not in str(entry.after)


def test_a_new_key_is_shown_once_and_journalled(cast: Cast):
    old = key_in(ask(cast))
    new = key_in(cast.client("security_admin").post(f"{ADDRESS}/{Webhook.objects.get().pk}/key"))
    assert new != old and Webhook.objects.get().old_key == old
    assert Entry.objects.filter(verb="webhooks.change_key").count() == 1


def test_the_same_form_sent_twice_makes_one(cast: Cast):
    ask(cast)
    assert ask(cast).status_code == 409
    assert Webhook.objects.count() == 1


BEHIND = [
    "https://127.0.0.1/in",
    "https://10.1.2.3/in",
    "https://192.168.1.1:8443/in",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://224.0.0.1/",
    "https://localhost/in",
    "https://2130706433/",
    "https://0x7f.1/",
]
NO_ADDRESS = [
    "",
    "http://8.8.8.8/in",
    "ftp://8.8.8.8/",
    "8.8.8.8",
    "https://",
    "https://user:secret@8.8.8.8/",
    "https://8.8.8.8:99999/",
    "https://8.8.8.8/ in",
    "https://8.8.8.8\\@127.0.0.1/",
    "https://8.8.8.8/#x",
    "https://村.example/",
    f"https://8.8.8.8/{'x' * 500}",
]


@pytest.mark.parametrize("address", [*BEHIND, *NO_ADDRESS])
def test_no_door_behind_the_wall_and_none_that_is_not_one(cast: Cast, address: str):
    answer = ask(cast, address=address)
    assert answer.status_code == 422, answer.content.decode()
    assert not Webhook.objects.exists()


def test_the_county_may_name_a_host_of_its_own(cast: Cast, settings):
    settings.WEBHOOK_HOSTS = ("127.0.0.1",)
    assert ask(cast, address="https://127.0.0.1/in").status_code == 200
    assert ask(cast, address="https://10.0.0.1/in", name="另一个").status_code == 422
    assert there.places("https://127.0.0.1/") == ["127.0.0.1"]


WRONG = [{"name": ""}, {"purpose": ""}, {"valid_until": "昨天"}, {"valid_until": "2026-01-01"}]


@pytest.mark.parametrize("given", WRONG)
def test_each_sentence_is_needed(cast: Cast, given: dict[str, str]):
    assert ask(cast, **given).status_code == 422


@pytest.mark.parametrize("key", ["system_admin", "security_admin", "audit_admin"])
def test_no_machine_hears_as_an_administrator(cast: Cast, key: str):
    assert ask(cast, key).status_code == 404


def test_it_is_removed_with_a_reason_and_once(cast: Cast):
    ask(cast)
    pk, client = Webhook.objects.get().pk, cast.client("security_admin")
    assert client.post(f"{ADDRESS}/{pk}/remove", {"reason": ""}).status_code == 422
    assert client.post(f"{ADDRESS}/{pk}/remove", {"reason": "换了平台"}).status_code == 302
    for path in ("remove", "key", "wake"):
        assert client.post(f"{ADDRESS}/{pk}/{path}", {"reason": "换了平台"}).status_code == 404
    assert Entry.objects.get(verb="webhooks.remove").reason == "换了平台"
    assert "停了" in client.get(ADDRESS).content.decode()
    assert ask(cast).status_code == 200, "the name is free again"


def test_the_page_of_a_person_leads_there(cast: Cast):
    page = cast.client("security_admin").get(f"/account/people/{cast.users['window'].pk}").content.decode()
    assert f"{ADDRESS}/for/{cast.posts['window'].pk}" in page
