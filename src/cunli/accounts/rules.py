"""Which unit fits which role. Pure."""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import REACH, Reach, Role
from cunli.places.kinds import UnitKind


class Placed(Protocol):
    """What is asked of a unit."""

    kind: str
    town_id: int | None
    village_id: int | None


def misfit(role: str, unit: Placed) -> Promise | str | None:
    """Why a role cannot be held at a unit; None when it can. The unit's area is what the role will reach."""
    reach = REACH.get(role)
    outside = unit.kind == UnitKind.OUTSIDE_COMPANY
    in_village, in_town = unit.village_id is not None, unit.town_id is not None
    checks = (
        (reach is None, _("没有这个岗位。")),
        (role == Role.OUTSIDE_CONTACT and not outside, _("外部单位联系人要在外部单位。")),
        (role != Role.OUTSIDE_CONTACT and outside, _("外部单位的人只能当联系人。")),
        (reach in {Reach.VILLAGE, Reach.GRID} and not in_village, _("这个岗位要在村里的单位。")),
        (reach is Reach.STATION and not in_town, _("窗口要在村里或乡镇的单位。")),
        (reach is Reach.TOWN and (in_village or not in_town), _("这个岗位要在乡镇的单位。")),
        (reach in {Reach.COUNTY, Reach.NOTHING} and in_town, _("这个岗位要在县里的单位。")),
    )
    return next((why for wrong, why in checks if wrong), None)
