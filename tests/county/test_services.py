from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from cunli.accounts.roles import Capability, Role
from cunli.county import selectors, services
from cunli.county.models import Setting
from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.lib.scope import Scope
from cunli.places.kinds import Level
from cunli.places.models import Area, Unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # already the 24th in Shanghai
TODAY = date(2026, 11, 24)


@pytest.fixture
def county() -> Area:
    return Area.objects.create(level=Level.COUNTY, name="禾川县", short_name="禾川县", valid_from=date(2020, 1, 1))


def admin(area: Area) -> Actor:
    """Whoever configures serves at a unit of the county; like every administrator, within reach of no matter."""
    office = Unit.objects.create(
        area=area, county=area, name="政府办公室", short_name="政府办", kind="department", function="general"
    )
    scope = Scope(capabilities=frozenset({Capability.CONFIGURE.value}))
    return Actor(role=Role.SYSTEM_ADMIN.value, user_id=1, post_id=7, unit_id=office.pk, name="许明", scope=scope)


def decide(area: Area | None, valid_from: date, *, actor: Actor = SYSTEM, **changed: object) -> Setting:
    given = {"key": "confirm", "value": "5d", "source": "禾政办〔2026〕3号", "why": "秋收忙"} | changed
    return services.set_value(actor=actor, area=area, valid_from=valid_from, at=AT, **given)


def test_the_clerk_of_another_county_decides_nothing(county: Area) -> None:
    elsewhere = Area.objects.create(level=Level.COUNTY, name="云岭县", short_name="云岭县", valid_from=date(2020, 1, 1))
    with pytest.raises(NotYours):
        decide(county, TODAY, actor=admin(elsewhere))
    with pytest.raises(NotYourPost):
        decide(county, TODAY, actor=Actor(role=Role.TOWN_OFFICER.value, scope=Scope(counties=frozenset({county.pk}))))
    assert not Entry.objects.exists()


def test_a_decision_holds_from_its_day_and_is_journalled(county: Area) -> None:
    made = decide(county, TODAY, actor=admin(county))
    assert made.set_by_post_id == 7
    assert str(made) == "confirm 2026-11-24"
    assert selectors.value("confirm", on=TODAY, county_id=county.pk) == "5d"
    assert selectors.value("confirm", on=date(2026, 11, 23), county_id=county.pk) == "7d"
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject, entry.county_id) == ("county.set_value", "setting:confirm", county.pk)
    assert (entry.before["value"], entry.after["value"]) == ("7d", "5d")


def test_the_first_row_may_lie_back_but_later_ones_never_touch_past_days(county: Area) -> None:
    decide(county, date(2026, 1, 1))
    with pytest.raises(Invalid) as refused:
        decide(county, date(2026, 11, 23), value="6d")
    assert "valid_from" in refused.value.fields
    decide(county, TODAY, value="6d")
    with pytest.raises(services.AlreadyBegun):
        decide(county, TODAY, value="8d")
    assert selectors.value("confirm", on=date(2026, 11, 23), county_id=county.pk) == "5d"


def test_a_row_for_a_day_to_come_is_replaced(county: Area) -> None:
    decide(county, date(2026, 12, 1))
    decide(county, date(2026, 12, 1), value="6d")
    assert Setting.objects.unscoped("count them").count() == 1
    assert Entry.objects.order_by("-id")[0].before["value"] == "5d"


def test_the_whole_installation_has_its_own_rows(county: Area) -> None:
    decide(None, TODAY)
    assert selectors.value("confirm", on=TODAY, county_id=county.pk) == "5d"


@pytest.mark.parametrize(
    ("field", "changed"),
    [("key", {"key": "no.such"}), ("value", {"value": "soon"}), ("source", {"source": "  "})],
)
def test_malformed_input_gets_a_sentence_at_its_field(county: Area, field: str, changed: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        decide(county, TODAY, **changed)
    assert refused.value.fields[field]
    assert not Setting.objects.unscoped("nothing half-saved").exists()


def test_only_a_county_decides(county: Area) -> None:
    town = Area.objects.create(
        level=Level.TOWN, name="柳湾镇", short_name="柳湾镇", parent=county, county=county, valid_from=date(2020, 1, 1)
    )
    with pytest.raises(Invalid) as refused:
        decide(town, TODAY)
    assert "area" in refused.value.fields


def test_nobody_takes_back_what_is_not_theirs_or_without_a_reason(county: Area) -> None:
    elsewhere = Area.objects.create(level=Level.COUNTY, name="云岭县", short_name="云岭县", valid_from=date(2020, 1, 1))
    decide(county, date(2026, 12, 1))
    given = {"key": "confirm", "valid_from": date(2026, 12, 1), "at": AT, "area": county}
    with pytest.raises(NotYours):
        services.withdraw_value(actor=admin(elsewhere), why="不对", **given)
    with pytest.raises(Invalid):
        services.withdraw_value(actor=SYSTEM, why=" ", **given)
    assert Setting.objects.unscoped("it stays").count() == 1


def test_a_list_never_loses_an_entry(county: Area) -> None:
    papers = [{"key": "id_card", "word": "身份证"}]
    with pytest.raises(Invalid) as refused:
        decide(county, TODAY, key="service.papers", value=papers)
    assert "“户口本”有事用着" in refused.value.fields["value"]
    decide(None, date(2026, 11, 24), key="reopen", value="20d")
    assert selectors.value("reopen", on=TODAY, county_id=county.pk) == "20d"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_very_same_moment_one_is_told() -> None:
    county = Area.objects.create(level=Level.COUNTY, name="禾川县", short_name="禾川县", valid_from=date(2020, 1, 1))
    seen, together, said = selectors.fingerprint("confirm", county=county), Barrier(2), []

    def press(value: str) -> None:
        together.wait(30)
        try:
            decide(county, TODAY, value=value, seen=seen)
            said.append("decided")
        except services.SetMeanwhile:
            said.append("told")
        finally:
            connection.close()

    crowd = [Thread(target=press, args=(value,)) for value in ("5d", "6d")]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join(60)
    assert sorted(said) == ["decided", "told"]
    assert (Setting.objects.unscoped("one row").count(), Entry.objects.count()) == (1, 1)
