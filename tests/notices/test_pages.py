"""The pages of notices, with and without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cunli.accounts.throttle import Limit
from cunli.lib.codes import short_code
from cunli.notices import public_views, services
from cunli.notices.models import Notice, State
from tests.cast import NOW, Cast
from tests.notices.conftest import ID, PHONE

TYPED = {"kind": "monitored", "title": "监测对象公示", "hangs_at": "村委会公示栏", "ref": "", "days": ""}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page_of(notice: Notice) -> str:
    return reverse("notices:notice", args=[notice.pk])


@pytest.mark.parametrize("key", ["li_clerk", "far_officer", "zhao_clerk"])
def test_the_neighbours_clerk_gets_nothing(cast: Cast, drafted, hung, key: str) -> None:
    notices, browser = [drafted(), hung(title="第二份")], cast.client(key)
    for notice in notices:
        assert browser.get(page_of(notice)).status_code == 404
        assert browser.get(reverse("notices:sheet", args=[notice.pk])).status_code == 404
        assert browser.get(reverse("notices:revise", args=[notice.pk])).status_code == 404
        assert browser.post(page_of(notice), {"do": "withdraw", "version": 1, "reason": "x"}).status_code == 404
        assert notice.title not in browser.get(reverse("notices:notices")).content.decode()


def test_from_draft_to_board(cast: Cast) -> None:
    clerk, secretary = cast.client("wang_clerk"), cast.client("secretary")
    answer = clerk.post(reverse("notices:draft"), TYPED | {"text": f"张有田 {ID} 肝硬化", "key": "k1"})
    notice = Notice.objects.unscoped("the test").get()
    assert answer["Location"] == page_of(notice)
    clerk.post(reverse("notices:draft"), TYPED | {"text": f"张有田 {ID} 肝硬化", "key": "k1"})
    assert Notice.objects.unscoped("the test").count() == 1
    shown = clerk.get(page_of(notice)).content.decode()
    assert '<mark data-kind="id">〔身份证号已遮住〕</mark>' in shown
    assert '<mark data-kind="health">〔病情已遮住〕</mark>' in shown
    assert ID not in shown and 'value="post"' not in shown
    assert clerk.post(page_of(notice), {"do": "post", "version": 1}).status_code == 422
    assert 'value="post"' in secretary.get(page_of(notice)).content.decode()
    assert secretary.post(page_of(notice), {"do": "post", "version": 1}).status_code == 302
    sheet = secretary.get(reverse("notices:sheet", args=[notice.pk])).content.decode()
    assert "<svg" in sheet and "张有田" in sheet and ID not in sheet


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    answer = cast.client("wang_clerk").post(reverse("notices:draft"), TYPED | {"text": "", "days": "3"})
    assert answer.status_code == 422
    assert "请写公示的内容" in answer.content.decode()
    answer = cast.client("wang_clerk").post(reverse("notices:draft"), TYPED | {"text": "写好的", "days": "3"})
    assert "至少挂 5 天" in answer.content.decode() and "写好的" in answer.content.decode()
    many = cast.client("wang_clerk").post(
        reverse("notices:draft"), TYPED | {"text": "一", "hangs_at": "\n".join("一二三四五六七")}
    )
    assert "最多写 6 处" in many.content.decode()


def test_a_draft_is_written_anew(cast: Cast, drafted, hung) -> None:
    notice, browser = drafted(), cast.client("wang_clerk")
    form = browser.get(reverse("notices:revise", args=[notice.pk])).content.decode()
    assert ID in form
    again = TYPED | {"text": "改过的", "version": "1"}
    assert browser.post(reverse("notices:revise", args=[notice.pk]), again).status_code == 302
    assert browser.post(reverse("notices:revise", args=[notice.pk]), again).status_code == 422
    assert browser.get(reverse("notices:revise", args=[hung(title="二").pk])).status_code == 404
    assert browser.get(reverse("notices:sheet", args=[notice.pk])).status_code == 404


def test_a_title_is_revised_as_it_was_typed_and_hangs_blacked_out(cast: Cast, drafted) -> None:
    notice, browser = drafted(title=f"给{PHONE}的补助"), cast.client("wang_clerk")
    assert PHONE not in notice.title and PHONE not in browser.get(page_of(notice)).content.decode()
    revise = reverse("notices:revise", args=[notice.pk])
    assert f"给{PHONE}的补助" in browser.get(revise).content.decode()
    browser.post(revise, TYPED | {"title": f"给{PHONE}的补助", "version": "1"})
    assert f"给{PHONE}的补助" in browser.get(revise).content.decode(), "as often as it is revised"
    again = Notice.objects.unscoped("the test").get()
    hangs = services.post(actor=cast.actor("secretary"), notice=again, at=NOW)
    assert PHONE not in hangs.title and (hangs.draft_title, hangs.draft) == ("", "")


def test_anybody_reads_it_while_it_hangs(cast: Cast, hung, drafted, monkeypatch) -> None:
    notice, nobody = hung(), cast.client(None)
    address = reverse("notices:read", args=[notice.code])
    shown = nobody.get(address).content.decode()
    assert "张有田" in shown and ID not in shown and PHONE not in shown
    board = nobody.get(reverse("notices:board", args=[cast.village.pk])).content.decode()
    assert notice.title in board and drafted(title="还没挂的").title not in board
    assert nobody.get(reverse("notices:read", args=[drafted().code])).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=6))
    ended = nobody.get(address).content.decode()
    assert "张有田" not in ended and "结果还没写" in ended
    assert notice.title not in nobody.get(reverse("notices:board", args=[cast.village.pk])).content.decode()
    services.conclude(actor=cast.actor("wang_clerk"), notice=notice, outcome="没有异议", at=timezone.now())
    assert "没有异议" in nobody.get(address).content.decode()


def test_the_towns_notice_hangs_in_its_villages(cast: Cast, drafted) -> None:
    notice = services.post(actor=cast.actor("peace_chief"), notice=drafted("peace_officer", title="镇里的"), at=NOW)
    assert notice.village_id is None
    for area in (cast.village, cast.town):
        board = cast.client(None).get(reverse("notices:board", args=[area.pk]))
        assert "镇里的" in board.content.decode()
    far = cast.client(None).get(reverse("notices:board", args=[cast.areas["shanwai"].pk]))
    assert "镇里的" not in far.content.decode()


def test_the_sheet_is_in_chinese_whoever_prints_it(cast: Cast, hung) -> None:
    browser = cast.client("secretary")
    page = browser.get(reverse("notices:sheet", args=[hung().pk]), headers={"accept-language": "en"}).content.decode()
    assert "手机扫一扫也能看" in page and "Scan" not in page and 'lang="zh-hans"' in page


def test_guessing_codes_is_throttled(cast: Cast, hung, monkeypatch) -> None:
    monkeypatch.setattr(public_views, "MISSES", Limit("notice", 2, timedelta(hours=1)))
    nobody, known = cast.client(None), hung()
    for _try in range(2):
        assert nobody.get(reverse("notices:read", args=[short_code()])).status_code == 404
    assert nobody.get(reverse("notices:read", args=["abc"])).status_code == 429
    assert nobody.get(reverse("notices:read", args=[known.code])).status_code == 200
    assert nobody.get(reverse("notices:board", args=[10**9])).status_code == 429


def test_the_outcome_and_the_withdrawal_from_the_page(cast: Cast, hung, monkeypatch) -> None:
    first, second, browser = hung(), hung(title="第二份"), cast.client("wang_clerk")
    assert browser.post(page_of(second), {"do": "withdraw", "version": 1, "reason": ""}).status_code == 422
    assert browser.post(page_of(second), {"do": "withdraw", "version": 1, "reason": "写错了"}).status_code == 302
    assert "写错了" in cast.client(None).get(reverse("notices:read", args=[second.code])).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=6))
    assert "到期了，写结果" in browser.get(reverse("notices:notices")).content.decode()
    assert "公示到期，写结果" in browser.get(reverse("desk:today")).content.decode()
    assert browser.post(page_of(first), {"do": "conclude", "version": 1, "outcome": "没有异议"}).status_code == 302
    first.refresh_from_db()
    assert first.state == State.CONCLUDED
