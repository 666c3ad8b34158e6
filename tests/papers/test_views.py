"""The page of this floor."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cunli.papers import services
from cunli.papers.models import Paper
from tests.cast import NOW, Cast


@pytest.fixture
def sealed(cast: Cast, draft) -> Paper:
    paper = services.sign(actor=cast.actor("peace_chief"), paper=draft(), at=NOW)
    return services.seal(actor=cast.actor("peace_officer"), paper=paper, at=NOW)


def test_anybody_may_ask_whether_a_paper_is_genuine(cast: Cast, sealed: Paper) -> None:
    browser, page = cast.client(None), reverse("papers:verify")
    assert browser.get(page).status_code == 200
    found = browser.get(page, {"code": sealed.verify_code})
    assert sealed.number in found.content.decode()
    assert sealed.title not in found.content.decode()
    unknown = browser.get(page, {"code": "<script>"})
    assert unknown.status_code == 404
    assert "<script>" not in unknown.content.decode().split("<main")[1]


def test_trying_codes_is_stopped(cast: Cast) -> None:
    browser, page = cast.client(None), reverse("papers:verify")
    answers = {browser.get(page, {"code": f"{n:010}"}).status_code for n in range(62)}
    assert 429 in answers
