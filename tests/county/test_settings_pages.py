"""A county reads and decides its settings on pages, each change looked at before it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.county import selectors
from cunli.county.defaults import DEFAULTS
from cunli.county.forms.editors import LadderEditor, LengthEditor, ListEditor, PerLevelEditor
from cunli.county.models import Setting
from cunli.journal.models import Entry
from cunli.places.kinds import Level
from cunli.places.models import Area, Unit
from tests.cast import BEGAN, NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
READERS = ("peace_officer", "water_officer", "supervisor", "system_admin")
OTHERS = ("wang_clerk", "li_clerk", "grid_member", "dianxin_contact", "security_admin", "audit_admin", "villager")


@pytest.fixture(autouse=True)
def _it_is_the_day_of_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def url(key: str = "confirm", name: str = "setting") -> str:
    return reverse(f"county:{name}", args=[key])


def typed(**changes: object) -> dict[str, object]:
    """What an administrator types to let ``confirm`` be five days from tomorrow on."""
    said = {"value-number": "5", "value-unit": "d", "valid_from": TOMORROW.isoformat()}
    return {**said, "source": "青河县县府会议纪要第7号", "why": "人手够了", "do": "save", **changes}


def shown(cast: Cast, key: str, who: str = "system_admin", **query: str) -> dict[str, object]:
    """What the inputs of the page hold, as a browser would send them back."""
    deciding = cast.client(who).get(url(key), query).context["deciding"]
    forms, sent = [deciding.form], {}
    match deciding.editor:
        case LengthEditor() as editor:
            forms.append(editor.form)
        case PerLevelEditor() as editor:
            forms += [form for _word, form in editor.forms]
        case ListEditor() | LadderEditor() as editor:
            for table in editor.tables if isinstance(editor, LadderEditor) else [editor.table]:
                sent[f"{table.name}-count"] = len(table.rows)
                forms += table.rows
    held = {field.html_name: field.value() for form in forms for field in form}
    sent |= {name: value for name, value in held.items() if value not in (None, "", False)}
    return {"seen": "", "source": "县府会议", "why": "每年看一次", **sent, "do": "save"}


def decide(cast: Cast, key: str = "confirm", who: str = "system_admin", **changes: object) -> HttpResponse:
    county = cast.posts[who].unit.county if who in cast.posts else cast.county
    said = {"seen": selectors.fingerprint(key, county=county)} | typed(**changes)
    return cast.client(who).post(url(key, "decide"), said)


def value(cast: Cast, key: str = "confirm", on: date = TOMORROW) -> object:
    return selectors.value(key, on=on, county_id=cast.county.pk)


def test_the_clerk_of_a_village_gets_nothing_and_officers_only_read(cast: Cast) -> None:
    for who in OTHERS:
        assert cast.client(who).get(reverse("county:settings")).status_code == 403, who
        assert cast.client(who).get(url()).status_code == 403, who
        assert decide(cast, who=who).status_code == 403, who
    for who in READERS:
        assert cast.client(who).get(reverse("county:settings")).status_code == 200, who
        assert ("看看会改什么" in page(cast.client(who).get(url()))) is (who == "system_admin")
    for who in READERS[:-1]:
        assert decide(cast, who=who).status_code == 403, who
    assert not Setting.objects.unscoped("test").exists()


def test_another_county_sees_and_changes_only_its_own(cast: Cast) -> None:
    assert decide(cast).status_code == 302
    other = Area.objects.create(level=Level.COUNTY, name="云岭县", short_name="云岭县", valid_from=BEGAN)
    office = Unit.objects.create(
        area=other, county=other, name="政府办", short_name="政府办", kind="department", function="general"
    )
    stranger = User.objects.create(username="stranger", name="外人", password="!", created_at=NOW)
    post = Post.objects.create(user=stranger, role=Role.SYSTEM_ADMIN, unit=office, valid_from=BEGAN)
    cast.users["stranger"], cast.posts["stranger"] = stranger, post
    seen = page(cast.client("stranger").get(url()))
    assert "青河县县府会议纪要第7号" not in seen and "5天" not in seen
    assert decide(cast, who="stranger", **{"value-number": "9"}).status_code == 302
    assert (value(cast), selectors.value("confirm", on=TOMORROW, county_id=other.pk)) == ("5d", "9d")


def test_everything_is_listed_in_words_with_its_source(cast: Cast) -> None:
    seen = page(cast.client("peace_officer").get(reverse("county:settings")))
    for default in DEFAULTS.values():
        assert default.title in seen and url(default.key) in seen
    for said in ("3个工作日", "一级：30分钟", "电线杆、房子墙", "马上告诉乡镇干部（乡镇、平安建设）"):
        assert said in seen
    assert "信访工作条例第34条" in seen and "信访：办结" in seen, "what the state fixed is shown beside it"


def test_a_decision_is_looked_at_kept_listed_and_journalled(cast: Cast) -> None:
    looked = page(decide(cast, do="preview"))
    assert "7天 → 5天" in looked and "已经在走的期限不变" in looked and "2026年11月24日起" in looked
    assert not Setting.objects.unscoped("test").exists(), "looking keeps nothing"
    assert "人手够了" in page(decide(cast, do="edit")), "and what was typed is there to be changed"
    assert decide(cast).status_code == 302
    assert (value(cast, on=TODAY), value(cast)) == ("7d", "5d")
    seen = page(cast.client("supervisor").get(url()))
    for said in ("5天", "青河县县府会议纪要第7号", "人手够了", "钱系（县政府办）", "还没到日子"):
        assert said in seen
    assert "11月24日起" in page(cast.client("supervisor").get(reverse("county:settings")))
    entry = Entry.objects.get(verb="county.set_value")
    assert (entry.actor_name, entry.after["valid_from"], entry.reason) == ("钱系", "2026-11-24", "人手够了")


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("value-number", "", "请填多长"),
        ("value-number", "0", "至少是 1"),
        ("value-number", "半", "这里要填一个整数"),
        ("value-number", "99999999", "太长了，没有这么长的期限"),
        ("valid_from", "明天", "这不是一个日子"),
        ("source", " ", "请写是哪里定的"),
        ("why", "", "请写一句为什么改"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, field: str, wrong: str, said: str
) -> None:
    answer = decide(cast, **{field: wrong})
    assert answer.status_code == 422
    assert said in page(answer)
    kept = "县府会议纪要第7号" if field != "source" else "人手够了"
    assert kept in page(answer)
    assert not Setting.objects.unscoped("test").exists()


def test_what_has_begun_is_never_changed(cast: Cast) -> None:
    decide(cast, valid_from=TODAY.isoformat())
    yesterday = decide(cast, valid_from=date(2026, 11, 20).isoformat(), do="preview", **{"value-number": "6"})
    assert yesterday.status_code == 422 and "从今天或以后的一天起" in page(yesterday)
    again = decide(cast, valid_from=TODAY.isoformat(), **{"value-number": "6"})
    assert again.status_code == 409
    assert value(cast, on=TODAY) == "5d"


def test_what_is_to_come_is_changed_or_taken_back_until_it_begins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(cast)
    said = shown(cast, "confirm", of=TOMORROW.isoformat())
    assert (said["value-number"], said["source"], said["why"]) == (5, "青河县县府会议纪要第7号", "人手够了")
    assert decide(cast, **{**said, "value-number": "6", "valid_from": TOMORROW.isoformat()}).status_code == 302
    assert value(cast) == "6d"
    admin, back = cast.client("system_admin"), {"valid_from": TOMORROW.isoformat(), "why": "会上又说不改了"}
    back["seen"] = selectors.fingerprint("confirm", county=cast.county)
    assert admin.post(url(name="withdraw"), {**back, "why": ""}).status_code == 422
    assert cast.client("supervisor").post(url(name="withdraw"), back).status_code == 403
    assert admin.post(url(name="withdraw"), back).status_code == 302
    assert value(cast) == "7d"
    assert admin.post(url(name="withdraw"), back).status_code == 409, "it is gone already"
    assert Entry.objects.get(verb="county.withdraw_value").reason == "会上又说不改了"
    decide(cast)
    back["seen"] = selectors.fingerprint("confirm", county=cast.county)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    assert admin.post(url(name="withdraw"), back).status_code == 409, "it has begun"
    assert value(cast) == "5d"


def test_of_two_administrators_who_set_the_same_day_the_second_is_told(cast: Cast) -> None:
    first, second = shown(cast, "confirm"), shown(cast, "confirm")
    assert decide(cast, **{**first, "value-number": "5"}).status_code == 302
    answer = decide(cast, **{**second, "value-number": "9", "why": "我也改"})
    assert answer.status_code == 409
    assert "刚才有人先定了这一项" in page(answer) and "我也改" in page(answer)
    assert value(cast) == "5d"
    assert decide(cast, **{**first, "value-number": "5"}).status_code == 302, "the same request once more is no second"
    assert Entry.objects.filter(verb="county.set_value").count() == 1


def test_four_levels_have_four_lengths(cast: Cast) -> None:
    said = shown(cast, "hazard.done")
    looked = decide(cast, "hazard.done", **{**said, "value-L3-number": "8", "do": "preview"})
    assert "三级：10个工作日 → 三级：8个工作日" in page(looked)
    decide(cast, "hazard.done", **{**said, "value-L3-number": "8"})
    assert value(cast, "hazard.done") == {"L1": "7d", "L2": "7d", "L3": "8wd", "L4": "20wd"}


def test_a_setting_that_there_is_not_is_no_page(cast: Cast) -> None:
    assert cast.client("system_admin").get(url("no.such")).status_code == 404
    assert decide(cast, "no.such").status_code == 404
