"""What a stranger sends at the edges gets an answer, never an error of ours."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


def test_a_wrong_host_is_refused_and_not_our_error(db: None, settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for host in ("evil.example", "127.0.0.1:80 evil"):
        assert Client(headers={"host": host}).get("/account/in").status_code == 400


@pytest.mark.parametrize("after", ["0001-01-01T00:00:00%2B14:00~1", "9999-12-31T23:59:59-14:00~99", "x~1", "~", "%00"])
def test_a_page_mark_from_the_edge_of_time_shows_the_list(cast: Cast, after: str) -> None:
    client = cast.client("peace_officer")
    assert client.get(f"/inbox/?after={after}").status_code == 200
    assert client.get(f"/figures/asked/?after={after}").status_code == 200


@pytest.mark.parametrize("post", ["9" * 5000, "-1", "x", "", "１"])
def test_a_post_that_is_not_mine_is_refused(cast: Cast, post: str) -> None:
    assert cast.client("peace_officer").post("/account/post", {"post": post}).status_code == 404
