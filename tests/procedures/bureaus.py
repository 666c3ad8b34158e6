"""Bureaus that decide in some procedures only, with those who serve there: beside the named cast."""

from __future__ import annotations

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Unit
from tests.cast import BEGAN, NOW, Cast


def with_farming_bureau(cast: Cast) -> Cast:
    """The county's bureau that decides on monitored households, and somebody who serves there; no part of the named
    cast, whose members every page of the table names."""
    if "farming" in cast.units:
        return cast
    area = cast.county
    unit = Unit.objects.create(
        kind=UnitKind.DEPARTMENT, function=UnitFunction.FARMING, name="青河县农业农村局", short_name="县农业农村局",
        area=area, county_id=area.pk, doc_mark="青农",
    )  # fmt: skip
    user = User.objects.create(username="farming_officer", name="段禾", created_at=NOW)
    cast.units["farming"], cast.users["farming_officer"] = unit, user
    cast.posts["farming_officer"] = Post.objects.create(
        user=user, role=Role.DEPARTMENT_OFFICER, unit=unit, title="县农业农村局干部", valid_from=BEGAN
    )
    return cast


def with_civil_bureau(cast: Cast) -> Cast:
    """The county's bureau that decides on assistance and pays it, with three who serve there, and a second officer of
    the town's office; no part of the named cast either."""
    if "civil_bureau" in cast.units:
        return cast
    area = cast.county
    cast.units["civil_bureau"] = Unit.objects.create(
        kind=UnitKind.DEPARTMENT, function=UnitFunction.CIVIL_AFFAIRS, name="青河县民政局", short_name="县民政局",
        area=area, county_id=area.pk, doc_mark="青民",
    )  # fmt: skip
    for key, name, role, unit in (
        ("bureau_officer", "宋敏", Role.DEPARTMENT_OFFICER, "civil_bureau"),
        ("bureau_colleague", "唐立", Role.DEPARTMENT_OFFICER, "civil_bureau"),
        ("bureau_third", "许平", Role.DEPARTMENT_OFFICER, "civil_bureau"),
        ("civil_colleague", "秦芳", Role.TOWN_OFFICER, "civil"),
    ):
        user = cast.users[key] = User.objects.create(username=key, name=name, created_at=NOW)
        cast.posts[key] = Post.objects.create(user=user, role=role, unit=cast.units[unit], valid_from=BEGAN)
    return cast


def with_discipline(cast: Cast) -> Cast:
    """The county's body that tolerates or does not, and somebody who serves there; without it the county's general
    office has what belongs to it."""
    if "discipline" in cast.units:
        return cast
    area = cast.county
    unit = Unit.objects.create(
        kind=UnitKind.DEPARTMENT, function=UnitFunction.DISCIPLINE, name="青河县纪委监委", short_name="县纪委监委",
        area=area, county_id=area.pk, doc_mark="青纪",
    )  # fmt: skip
    user = User.objects.create(username="discipline_officer", name="严正", created_at=NOW)
    cast.units["discipline"], cast.users["discipline_officer"] = unit, user
    cast.posts["discipline_officer"] = Post.objects.create(
        user=user, role=Role.DEPARTMENT_OFFICER, unit=unit, title="县纪委监委干部", valid_from=BEGAN
    )
    return cast


WIDER = {"monitored_household": with_farming_bureau, "benefit_application": with_civil_bureau}
"""Procedures that somebody decides who is no part of the named cast."""
