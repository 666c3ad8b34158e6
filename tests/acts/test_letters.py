"""The official letter of a matter through its pages: what goes with it, changing it, taking it back; who reads it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from cunli.cases.models import Answer, Matter
from cunli.papers.models import Paper
from cunli.papers.selectors import papers_of, papers_within, waiting_for_signature
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Unit
from tests.acts.stories import again, minutes, report, step
from tests.cast import Cast
from tests.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: minutes(90))
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A pole that the town's office looks after."""
    found = report(cast, "grid_member", "杆子歪了")
    sent = {"assignee": cast.units["peace"].pk, "officer": cast.users["peace_officer"].pk}
    step(cast, "peace_officer", found, "screen", at=minutes(2), level="L3", **sent)
    step(cast, "peace_officer", found, "arrive", at=minutes(10))
    return found


def town_government(cast: Cast) -> Unit:
    town = cast.town
    return Unit.objects.create(
        kind=UnitKind.TOWN_OFFICE, function=UnitFunction.GENERAL, name="柳湾镇人民政府", short_name="柳湾镇政府",
        area=town, county_id=town.county_id, town_id=town.pk, doc_mark="柳政",
    )  # fmt: skip


def written(cast: Cast, **changes: object) -> dict[str, object]:
    """What the officer types."""
    return {
        "key": "k1",
        "letter_to": [cast.units["dianxin"].pk],
        "letter_title": "商请维修线杆",
        "letter_body": "请修。",
    } | changes


def post(cast: Cast, who: str, matter: Matter, key: str, said: dict[str, object]) -> Any:
    return cast.client(who).post(f"/m/{matter.ref}/step/{key}/", said)


def post_in_english(cast: Cast, who: str, matter: Matter, key: str, said: dict[str, object]) -> Any:
    client = cast.client(who)
    client.cookies["django_language"] = "en"
    with translation.override("zh-hans"):  # a request leaves its language behind for the next test
        answer = client.post(f"/m/{matter.ref}/step/{key}/", said)
        assert translation.get_language() == "en", "the officer reads English"
    return answer


def only_letter(matter: Matter) -> Paper:
    return papers_of(matter.ref).get(kind="letter")


def words_of(paper: Paper) -> str:
    assert paper.file is not None
    document = docx.Document(io.BytesIO(paper.file.path.read_bytes()))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def sent(cast: Cast, matter: Matter, **changes: object) -> Paper:
    assert post(cast, "peace_officer", matter, "draft_letter", written(cast, **changes)).status_code == 302
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(91))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(92), delivered_how="by_hand")
    return only_letter(matter)


def test_attachments_photos_and_copies_are_typed_and_stand_in_the_letter(cast: Cast, matter: Matter) -> None:
    photo = SimpleUploadedFile("杆.jpg", samples.photo())
    assert (
        post(cast, "peace_officer", matter, "progress", {"key": "p", "note": "拍了照", "photo": photo}).status_code
        == 302
    )
    taken = matter.attachments.get()
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/step/draft_letter/").content.decode()
    assert f'src="/m/{matter.ref}/photo/{taken.pk}"' in page
    copies = [cast.units["shitou"].pk, cast.units["dianxin"].pk]
    letter = sent(cast, matter, letter_attachments="现场记录\n权属表", letter_photos=[taken.pk], letter_cc=copies)
    assert letter.data["photos"] == [str(taken.file_id)]
    assert letter.data["cc"] == ["石头村村民委员会"], "whoever it is addressed to gets no copy besides"
    text = words_of(letter)
    for words in ("附件：1. 现场记录", "2. 权属表", "3. 现场照片", "附件3", "抄送：石头村村民委员会。"):
        assert words in text


def test_who_signs_reads_what_goes_with_it(cast: Cast, matter: Matter) -> None:
    said = written(cast, letter_attachments="权属表", letter_cc=[cast.units["roads"].pk])
    post(cast, "peace_officer", matter, "draft_letter", said)
    page = cast.client("peace_chief").get(f"/m/{matter.ref}/step/sign_letter/").content.decode()
    assert "权属表" in page and "青河县交通运输局" in page


def test_a_photo_of_another_matter_is_not_for_choosing(cast: Cast, matter: Matter) -> None:
    other = report(cast, "grid_member", "另一根")
    step(cast, "peace_officer", other, "screen", level="L3", assignee=cast.units["peace"].pk)
    photo = SimpleUploadedFile("杆.jpg", samples.photo())
    post(cast, "peace_officer", other, "progress", {"key": "p", "note": "拍了照", "photo": photo})
    said = written(cast, letter_photos=[other.attachments.get().pk])
    assert post(cast, "peace_officer", matter, "draft_letter", said).status_code == 422
    assert not papers_of(matter.ref).exists()
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/step/draft_letter/").content.decode()
    assert "附上哪些照片" not in page, "nobody is asked to choose among photos that there are not"


def test_a_letter_is_changed_from_what_it_says_and_nobody_signs_what_they_wrote(cast: Cast, matter: Matter) -> None:
    said = written(cast, letter_attachments="权属表", letter_cc=[cast.units["roads"].pk])
    post(cast, "peace_officer", matter, "draft_letter", said)
    page = cast.client("peace_chief").get(f"/m/{matter.ref}/step/revise_letter/").content.decode()
    assert "商请维修线杆" in page and "权属表" in page
    assert f'value="{cast.units["roads"].pk}" checked' in page
    revised = written(cast, key="k2", letter_body="请三日内修。")
    assert post(cast, "peace_chief", matter, "revise_letter", revised).status_code == 302
    letter = only_letter(matter)
    assert (letter.version, letter.data["body"], letter.data["cc"]) == (2, "请三日内修。", [])
    for writer in ("peace_officer", "peace_chief"):
        assert "step/sign_letter/" not in cast.client(writer).get(f"/m/{matter.ref}/").content.decode()
        assert post(cast, writer, matter, "sign_letter", {"key": f"s{writer}"}).status_code == 409
        assert not waiting_for_signature(cast.actor(writer)).exists()
    assert waiting_for_signature(cast.actor("civil_officer")).exists()


def test_a_second_letter_is_offered_only_when_the_first_is_out_of_the_house(cast: Cast, matter: Matter) -> None:
    def offered() -> bool:
        return "step/draft_letter/" in cast.client("peace_officer").get(f"/m/{matter.ref}/").content.decode()

    assert offered()
    post(cast, "peace_officer", matter, "draft_letter", written(cast))
    assert not offered()
    step(cast, "peace_chief", matter, "send_back", at=minutes(91), why="写上日子")
    assert not offered(), "what was sent back is changed, not written beside"
    assert post(cast, "peace_officer", matter, "draft_letter", written(cast, key="k2")).status_code == 409
    step(cast, "peace_officer", matter, "drop_letter", at=minutes(92), why="不用了")
    assert offered()


def test_a_letter_taken_back_asks_for_nothing_and_stops_no_clock(cast: Cast, matter: Matter) -> None:
    before = again(matter).terms.get(key="done").due_at
    letter = sent(cast, matter)
    step(cast, "peace_officer", matter, "whistle", at=minutes(93), whistled=[cast.units["roads"].pk], why="路断了")
    assert again(matter).terms.get(key="done").due_at > before
    taken_back = {"key": "w", "why": "不是他家的杆"}
    assert post(cast, "water_officer", matter, "withdraw_letter", taken_back).status_code == 404
    assert post(cast, "peace_officer", matter, "withdraw_letter", {"key": "w"}).status_code == 422
    assert post(cast, "peace_officer", matter, "withdraw_letter", taken_back).status_code == 302
    answers = dict(matter.asks.values_list("question", "answer"))
    assert answers == {"answer": Answer.DROPPED, "come": Answer.OPEN}, "the whistle still stands"
    assert again(matter).terms.get(key="done").due_at == before
    letter.refresh_from_db()
    assert (letter.status, letter.reason) == ("withdrawn", "不是他家的杆")
    told = cast.client("dianxin_contact").get("/messages/").content.decode()
    assert "不用再答复：不是他家的杆" in told
    assert "这件事不用再答复了" in cast.client("dianxin_contact").get(f"/m/{matter.ref}/").content.decode()


def test_a_letter_written_by_who_reads_english_is_chinese(cast: Cast, matter: Matter) -> None:
    government = town_government(cast)
    assert post_in_english(cast, "peace_officer", matter, "draft_letter", written(cast)).status_code == 302
    signed = post_in_english(cast, "peace_chief", matter, "sign_letter", {"key": "s"})
    assert signed.status_code == 302
    letter = only_letter(matter)
    assert letter.unit == government
    assert letter.title == "柳湾镇人民政府关于商请维修线杆的函"
    assert letter.number == "柳政函〔2026〕1号"
    assert "2026年11月23日" in words_of(letter)


def test_the_village_reads_a_letter_about_it_once_it_is_delivered(cast: Cast, matter: Matter) -> None:
    town_government(cast)
    post(cast, "peace_officer", matter, "draft_letter", written(cast))
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(91))
    clerk, address = cast.client("wang_clerk"), f"/m/{matter.ref}/paper/{only_letter(matter).pk}.docx"
    assert clerk.get(address).status_code == 404
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(92), delivered_how="by_hand")
    assert clerk.get(address).status_code == 200
    assert "柳政函〔2026〕1号" in clerk.get(f"/m/{matter.ref}/").content.decode()
    for stranger in ("li_clerk", "zhao_clerk"):
        assert only_letter(matter) not in papers_within(cast.actor(stranger))


@pytest.mark.parametrize(
    ("who", "number", "issuer"),
    [
        ("grid_member", "石村当决〔2026〕1号", "石头村村民委员会"),
        ("peace_officer", "柳政当决〔2026〕1号", "柳湾镇人民政府"),
    ],
)
def test_a_decision_on_the_spot_is_recorded_in_the_name_of_who_decided(
    cast: Cast, who: str, number: str, issuer: str
) -> None:
    town_government(cast)
    found = report(cast, "villager", "杆子要倒了", kind="road")
    unit = "shitou" if who == "grid_member" else "peace"
    step(cast, "peace_officer", found, "screen", level="L1", assignee=cast.units[unit].pk, officer=cast.users[who].pk)
    said = {"key": "a", "spot_action": "放倒", "grounds": "要倒了", "witnesses": "周水生"}
    assert post_in_english(cast, who, found, "act_on_the_spot", said).status_code == 302
    record = papers_of(found.ref).get(kind="spot_decision")
    assert (record.number, record.unit.name, record.title) == (number, issuer, "杆子要倒了")
    assert record.data["decided_at"] == "2026年11月23日11时30分"


@pytest.mark.parametrize(
    "typed",
    ["商请维修线杆", "关于商请维修线杆的函", "柳湾镇政府关于商请维修线杆的函", "柳湾镇人民政府关于商请维修线杆的函。"],
)
def test_the_title_names_the_issuer_however_much_of_it_was_typed(cast: Cast, matter: Matter, typed: str) -> None:
    town_government(cast)
    post(cast, "peace_officer", matter, "draft_letter", written(cast, letter_title=typed))
    assert only_letter(matter).title == "柳湾镇人民政府关于商请维修线杆的函"


def test_whoever_a_letter_is_from_gets_no_copy_of_it(cast: Cast, matter: Matter) -> None:
    government = town_government(cast)
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/step/draft_letter/").content.decode()
    copies = page[page.index('name="letter_cc"') :]
    assert f'value="{cast.units["shitou"].pk}"' in copies and f'value="{government.pk}"' not in copies
    said = written(cast, letter_cc=[government.pk])
    assert post(cast, "peace_officer", matter, "draft_letter", said).status_code == 422


def test_a_unit_that_writes_in_its_own_name_gets_no_copy_either(cast: Cast, matter: Matter) -> None:
    said = written(cast, letter_cc=[cast.units["peace"].pk, cast.units["shitou"].pk])
    post(cast, "peace_officer", matter, "draft_letter", said)
    assert only_letter(matter).data["cc"] == ["石头村村民委员会"]


def test_a_draft_begins_with_what_is_on_record_in_chinese(cast: Cast) -> None:
    found = report(cast, "grid_member", "杆子要倒了。")
    unit, officer = cast.units["peace"].pk, cast.users["peace_officer"].pk
    step(cast, "peace_officer", found, "screen", at=minutes(2), level="L1", assignee=unit, officer=officer)
    step(cast, "peace_officer", found, "arrive", at=minutes(10), seen="杆根松了。")
    said = {"spot_action": "放倒", "grounds": "要倒了", "witnesses": ["周水生"]}
    step(cast, "peace_officer", found, "act_on_the_spot", at=minutes(12), **said)
    for language in ("zh-hans", "en"):
        client = cast.client("peace_officer")
        client.cookies["django_language"] = language
        with translation.override("zh-hans"):
            page = client.get(f"/m/{found.ref}/step/draft_letter/").content.decode()
        assert 'value="商请处理石头村电力、通信杆线隐患"' in page
        for words in (
            "石头村（3组，周满仓家屋后）有人报告：杆子要倒了。",
            "到现场查看：杆根松了。",
            "当场作了处置：放倒。当场处置的原因：要倒了。",
            "收到本函后3个工作日内书面答复",
        ):
            assert words in page
        assert "cl-error" not in page, "nothing is wrong with a form that nobody has filled in yet"


def test_the_course_stands_beside_the_form_on_the_desk(cast: Cast, matter: Matter) -> None:
    for face, beside in (("desk", True), ("phone", False)):
        client = cast.client("peace_officer")
        client.cookies["face"] = face
        page = client.get(f"/m/{matter.ref}/step/draft_letter/").content.decode()
        assert ("cl-timeline" in page) is beside
