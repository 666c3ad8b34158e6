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
    if reach is None:
        return _("没有这个岗位。")
    if role == Role.OUTSIDE_CONTACT and unit.kind != UnitKind.OUTSIDE_COMPANY:
        return _("外部单位联系人要在外部单位。")
    if role != Role.OUTSIDE_CONTACT and unit.kind == UnitKind.OUTSIDE_COMPANY:
        return _("外部单位的人只能当联系人。")
    if reach in {Reach.VILLAGE, Reach.GRID} and unit.village_id is None:
        return _("这个岗位要在村里的单位。")
    if reach is Reach.STATION and unit.town_id is None:
        return _("窗口要在村里或乡镇的单位。")
    if reach is Reach.TOWN and (unit.town_id is None or unit.village_id is not None):
        return _("这个岗位要在乡镇的单位。")
    if reach in {Reach.COUNTY, Reach.NOTHING} and unit.town_id is not None:
        return _("这个岗位要在县里的单位。")
    return None
