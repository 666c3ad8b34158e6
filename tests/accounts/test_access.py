"""Who may open what."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")


def test_a_stranger_is_led_to_sign_in_and_back(cast: Cast):
    answer = cast.client(None).get("/who/figures?of=roads")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/in?next=%2Fwho%2Ffigures%3Fof%3Droads"


def test_a_form_without_a_session_is_refused_and_not_led_away(cast: Cast):
    answer = cast.client(None).post("/who/figures", {"text": "村口 路灯坏了"})
    assert answer.status_code == 401
    assert "村口 路灯坏了" in answer.content.decode()


def test_htmx_without_a_session_is_told_where_to_go(cast: Cast):
    answer = cast.client(None).get("/who", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/account/in?next=")


def test_a_post_without_the_capability_is_refused_in_words(cast: Cast):
    answer = cast.client("grid_member").get("/who/figures")
    assert answer.status_code == 403
    assert "看数字" in answer.content.decode()
    assert cast.client("wang_clerk").get("/who/figures").status_code == 200


def test_a_public_page_is_open_to_all(cast: Cast):
    assert Client().get("/who/public").json()["role"] == "anonymous"


def test_a_slip_opens_its_one_matter_and_nothing_else(cast: Cast):
    client = Client()
    assert client.get("/who/slip-or-in").status_code == 302
    client.get("/who/slip/41")
    assert client.get("/who/slip-or-in").json() == {"role": "slip", "villages": [], "matter": 41}
    assert client.get("/who").status_code == 302
    assert client.session.get_expire_at_browser_close()


def test_a_villager_with_a_slip_keeps_their_own_and_gains_the_matter(cast: Cast):
    client = cast.client("villager")
    client.get("/who/slip/41")
    assert client.get("/who").json() == {"role": "villager", "villages": [], "matter": 41}


def test_opening_a_slip_changes_the_session_id(cast: Cast):
    client = Client()
    client.get("/who/slip/1")
    before = client.session.session_key
    client.get("/who/slip/2")
    assert client.session.session_key != before


def test_pages_of_signed_in_people_are_not_kept_by_the_browser(cast: Cast):
    assert "no-store" in cast.client("wang_clerk").get("/who")["Cache-Control"]


def test_a_request_costs_one_query_for_the_posts(cast: Cast, django_assert_num_queries):
    client = cast.client("wang_clerk")
    with django_assert_num_queries(3):  # session, user, posts
        client.get("/who")


def test_a_county_post_without_second_factor_is_led_to_set_it_up(cast: Cast):
    client = Client()
    client.force_login(cast.users["supervisor"])
    answer = client.get("/who")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/me/two-factor"
    assert client.get("/account/me/two-factor").status_code == 200
    assert client.post("/ui/elder", {"elder": "22"}).status_code == 302


def test_a_first_password_must_be_changed_before_anything_else(cast: Cast):
    user = cast.users["wang_clerk"]
    user.must_change_password = True
    user.save()
    assert cast.client("wang_clerk").get("/who")["Location"] == "/account/me/password"


def test_someone_switched_off_is_out_with_the_next_request(cast: Cast):
    client = cast.client("wang_clerk")
    assert client.get("/who").status_code == 200
    cast.users["wang_clerk"].is_active = False
    cast.users["wang_clerk"].save()
    assert client.get("/who").status_code == 302
