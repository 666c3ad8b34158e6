"""The two pages of this floor."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cunli.papers import services
from cunli.papers.kinds import DeliveryWay
from cunli.papers.models import Paper
from tests.cast import NOW, Cast

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def sealed(cast: Cast, draft) -> Paper:
    paper = services.sign(actor=cast.actor("peace_chief"), paper=draft(), at=NOW)
    return services.seal(actor=cast.actor("peace_officer"), paper=paper, at=NOW)


def file_of(paper: Paper) -> str:
    return reverse("papers:file", args=[paper.pk])


@pytest.mark.parametrize("key", ["li_clerk", "far_officer", "dianxin_contact", "villager", "audit_admin"])
def test_who_is_not_concerned_gets_nothing(cast: Cast, sealed: Paper, key: str) -> None:
    assert cast.client(key).get(file_of(sealed)).status_code == 404
    assert cast.client(None).get(file_of(sealed)).status_code == 302


def test_the_sealed_file_is_downloaded(cast: Cast, sealed: Paper) -> None:
    answer = cast.client("peace_officer").get(file_of(sealed))
    assert answer.status_code == 200
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_the_company_reads_what_it_was_sent(cast: Cast, sealed: Paper) -> None:
    company = cast.units["dianxin"].pk
    officer = cast.actor("peace_officer")
    services.deliver(actor=officer, paper=sealed, unit_ids=[company], how=DeliveryWay.ELECTRONIC, at=NOW)
    assert cast.client("dianxin_contact").get(file_of(sealed)).status_code == 200
    assert cast.client("liantong_contact").get(file_of(sealed)).status_code == 404


def test_a_draft_can_be_read_before_it_is_signed(cast: Cast, draft) -> None:
    answer = cast.client("peace_chief").get(file_of(draft()))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


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
