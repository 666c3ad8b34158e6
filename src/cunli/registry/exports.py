"""The list of people as an Excel: the rows and columns that a post sees on the pages, masked as there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.lib.sheets import table
from cunli.registry import rules
from cunli.registry.kinds import SENSITIVE_LABELS, LabelKind
from cunli.registry.models import Label, Membership
from cunli.registry.models.people import MembershipQuerySet
from cunli.registry.selectors.households import member_row
from cunli.registry.services.reach import day_of

MOST = 20_000
"""People in one file: a town. It is made while somebody waits."""
BATCH = 500


def columns() -> list[tuple[str, int]]:
    """Title and width."""
    return [
        (_("乡镇"), 12), (_("村"), 16), (_("组"), 12), (_("户号"), 12), (_("名字"), 14), (_("与户主关系"), 12),
        (_("性别"), 6), (_("年龄"), 6), (_("身份证号"), 20), (_("电话"), 16), (_("住哪里"), 30), (_("标签"), 30),
        (_("从哪天住这里"), 14),
    ]  # fmt: skip


def how_many(actor: Actor, village_id: int | None, on: date) -> int:
    """People of the file, at most one more than may be in it."""
    return len(_living(actor, village_id, on).values_list("pk")[: MOST + 1])


def write_people(*, actor: Actor, village_id: int | None, reason: str, at: datetime) -> IO[bytes]:
    """The file, and the entry that says who took what for what. Raises Invalid without a reason, or with too many."""
    if not rules.is_reason(reason):
        raise Invalid(_("还缺拿来做什么"), fields={"reason": _("请写一句拿来做什么，至少 4 个字")})
    on = day_of(at)
    rows = how_many(actor, village_id, on)
    if rows > MOST:
        raise Invalid(_("人太多，一份最多 %(n)d 人") % {"n": MOST}, instead=_("请先选一个村，再导出。"))
    with transaction.atomic():
        found = table(_("户册"), columns(), _rows(actor, village_id, on))
        record(
            actor=actor, verb="registry.people_exported", subject=f"area:{village_id or 0}", at=at, reason=reason,
            after={"rows": rows}, village_id=village_id,
        )  # fmt: skip
    return found


def _living(actor: Actor, village_id: int | None, on: date) -> MembershipQuerySet:
    rows = Membership.objects.within(actor.scope).on(on)
    return rows.filter(household__village_id=village_id) if village_id else rows


def _rows(actor: Actor, village_id: int | None, on: date) -> Iterator[list[str]]:
    found = _living(actor, village_id, on).select_related(
        "person", "household", "household__area", "household__dwelling", "household__village", "household__town"
    )
    sees_all = actor.may(Capability.UNMASK)
    waiting = found.order_by("household__village_id", "household__household_no", "valid_from", "pk").iterator(BATCH)
    while part := list(islice(waiting, BATCH)):
        labels = _labels(part, on, sees_all=sees_all)
        for membership in part:
            yield _row(membership, labels, on)


def _row(membership: Membership, labels: dict[tuple[str, int], list[str]], on: date) -> list[str]:
    one, home = member_row(membership, on, named=False), membership.household
    said = [*labels["person", membership.person_id], *labels["household", membership.household_id]]
    return [
        str(home.town), str(home.village), str(home.area) if home.area_id != home.village_id else "",
        home.household_no, one.name, one.relation, one.sex, "" if one.age is None else str(one.age), one.id_number,
        one.phone, home.dwelling.address if home.dwelling else "", "、".join(dict.fromkeys(said)),
        one.since.isoformat(),
    ]  # fmt: skip


def _labels(part: Sequence[Membership], on: date, *, sees_all: bool) -> dict[tuple[str, int], list[str]]:
    """Names of labels that hold, by ("person" or "household", id), without those the post does not see."""
    people, homes = [one.person_id for one in part], {one.household_id for one in part}
    rows = Label.objects.unscoped("of memberships read within a scope").on(on)
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, person_id, household_id in rows.filter(
        Q(person_id__in=people) | Q(person=None, household_id__in=homes)
    ).values_list("kind", "person_id", "household_id"):
        if sees_all or kind not in SENSITIVE_LABELS:
            bearer = ("person", person_id) if person_id else ("household", household_id)
            found[bearer].append(str(LabelKind(kind).label))
    return found
