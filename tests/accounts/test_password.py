"""Passwords: changed by oneself, set by the security administrator; other sessions end."""

from __future__ import annotations

import pytest
from django.test import Client

from cunli.accounts import services
from cunli.journal.models import Entry
from cunli.lib.refusals import Invalid, NotYourPost
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")
URL = "/account/me/password"
NEW = "brook-77-willow"


def test_a_change_ends_the_other_sessions_and_keeps_this_one(cast: Cast):
    here, there = cast.client("wang_clerk"), cast.client("wang_clerk")
    answer = here.post(URL, {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 302, answer.content.decode()
    assert here.get("/who").status_code == 200
    assert there.get("/who").status_code == 302
    assert Client().post("/account/in", {"login": "wang_clerk", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "现在的密码不对"),
        (PASSWORD, NEW, NEW + "x", "两遍写的不一样"),
        (PASSWORD, "123", "123", "短"),
        (PASSWORD, "1234567890123", "1234567890123", "数字"),
        (PASSWORD, PASSWORD, PASSWORD, "换一个"),
        (PASSWORD, "", "", "请写新密码"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_changes(cast: Cast, old, new, again, said):
    client = cast.client("wang_clerk")
    page = client.post(URL, {"old": old, "new": new, "again": again}).content.decode()
    assert said in page
    cast.users["wang_clerk"].refresh_from_db()
    assert cast.users["wang_clerk"].check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(cast: Cast):
    with pytest.raises(NotYourPost):
        services.change_password(
            actor=cast.actor("li_clerk"), user=cast.users["wang_clerk"], old=PASSWORD, new=NEW, at=cast.now
        )


def test_a_password_set_by_the_administrator_must_be_changed_and_ends_sessions(cast: Cast):
    client = cast.client("wang_clerk")
    user = cast.users["wang_clerk"]
    services.set_password(
        actor=cast.actor("security_admin"), user=user, password="first-11-words", at=cast.now, reason="忘了"
    )
    assert client.get("/who").status_code == 302
    client.post("/account/in", {"login": "wang_clerk", "password": "first-11-words"})
    assert client.get("/who")["Location"] == URL
    client.post(URL, {"old": "first-11-words", "new": NEW, "again": NEW})
    assert client.get("/who").status_code == 200


def test_a_weak_password_is_refused_with_a_sentence(cast: Cast):
    with pytest.raises(Invalid) as refused:
        services.set_password(
            actor=cast.actor("security_admin"), user=cast.users["villager"], password="1234", at=cast.now, reason="x"
        )
    assert "new" in refused.value.fields


def test_no_password_ever_stands_in_the_journal(cast: Cast):
    services.change_password(
        actor=cast.actor("wang_clerk"), user=cast.users["wang_clerk"], old=PASSWORD, new=NEW, at=cast.now
    )
    entry = Entry.objects.get(verb="accounts.change_password")
    assert NEW not in str(entry.before) + str(entry.after)
