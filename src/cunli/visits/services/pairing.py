"""A household gets a contact, another one, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.lib.terms import day_of
from cunli.places.models import Area
from cunli.registry.models import Household
from cunli.registry.selectors import households_on
from cunli.visits.kinds import SetHow
from cunli.visits.models import Pairing
from cunli.visits.rules import share_out
from cunli.visits.selectors import helpers_in, unpaired, wanting

MOST = 1000
"""Households in one act."""


@transaction.atomic
def pair(*, actor: Actor, household_ids: Sequence[int], user_id: int, at: datetime, set_how: str = SetHow.HAND) -> int:
    """From today on these households have this contact; whoever it was before ends today. Those that have it already
    are left alone. Returns how many changed.

    Raises NotYourPost, Invalid (a household out of reach or too many; somebody whose post does not see them all).
    """
    _must_decide(actor)
    homes = _within(actor, household_ids, at)
    for village_id in {home.village_id for home in homes}:
        if all(helper.user_id != user_id for helper in helpers_in(village_id, day_of(at))):
            raise Invalid(
                _("这个人的岗位看不到这些户"),
                fields={"helper": _("请选本村的干部、网格员、组长，或者镇里的干部")},
            )
    return _set(actor, dict.fromkeys(homes, user_id), at=at, set_how=set_how)


@transaction.atomic
def share_out_village(*, actor: Actor, village: Area, helper_ids: Sequence[int], at: datetime) -> int:
    """Every household of the village without a contact gets one of these, each whoever has fewest by then, of the own
    grid first. Returns how many got one. Raises NotYourPost, NotYours (another village), Invalid (nobody, or somebody
    whose post is elsewhere)."""
    _must_decide(actor)
    if village.pk not in actor.scope.villages and village.town_id not in actor.scope.towns:
        raise NotYours(_("这个村不归您管"), instead=_("请找那个村的村干部。"))
    on = day_of(at)
    helpers = {helper.user_id: helper for helper in helpers_in(village.pk, on)}
    if not helper_ids or not set(helper_ids) <= set(helpers):
        raise Invalid(_("还没有定"), fields={"helpers": _("请选由哪几位来联系，从名单里勾")})
    homes = {home.pk: home for home in unpaired(actor.scope, on, village_id=village.pk)[:MOST]}
    load = {user_id: helpers[user_id].households for user_id in helper_ids}
    found = share_out(wanting(homes.values(), [helpers[user_id] for user_id in helper_ids]), load)
    return _set(actor, {homes[pk]: user for pk, user in found.items()}, at=at, set_how=SetHow.SHARED_OUT)


@transaction.atomic
def end_pairings(*, actor: Actor, household_ids: Sequence[int], why: str, at: datetime) -> int:
    """These households have no contact from today on, and stand where everybody sees it. Returns how many had one.
    Raises NotYourPost, Invalid (no reason)."""
    _must_decide(actor)
    if not why.strip():
        raise Invalid(_("还没有改"), fields={"why": _("请写一句为什么，会留记录")})
    homes = _within(actor, household_ids, at)
    ended = _end([home.pk for home in homes], at)
    if ended:
        _note(actor, "pairing.end", homes, f"village:{homes[0].village_id}", at, reason=why.strip()[:200])
    return ended


def _must_decide(actor: Actor) -> None:
    if not (actor.may(Capability.SCREEN) and actor.may(Capability.SEE_REGISTER)):
        raise NotYourPost(_("谁联系哪一户，由村干部来定"), instead=_("要换人，请跟村干部说一声。"))


def _within(actor: Actor, household_ids: Sequence[int], at: datetime) -> list[Household]:
    """Locked, in one order. Raises Invalid."""
    wanted = set(household_ids)
    if not wanted or len(wanted) > MOST:
        raise Invalid(
            _("还没有改"),
            fields={"households": _("请勾选哪些户，一次最多 %(most)d 户") % {"most": MOST}},
        )
    rows = households_on(actor.scope, day_of(at)).filter(pk__in=wanted).order_by("pk")
    homes = list(rows.select_for_update(of=("self",)))
    if len(homes) < len(wanted):
        raise Invalid(_("有的户不在您管的地方，或者已经没有了"), instead=_("刷新一下名单再勾。"))
    return homes


def _set(actor: Actor, contacts: Mapping[Household, int], *, at: datetime, set_how: str) -> int:
    """Four statements whatever the number, and an entry for each contact."""
    on = day_of(at)
    held = Pairing.objects.unscoped("households read within a scope").filter(
        household_id__in=[home.pk for home in contacts], valid_until=None
    )
    has = dict(held.values_list("household_id", "user_id"))
    changed = {home: user for home, user in contacts.items() if has.get(home.pk) != user}
    _end([home.pk for home in changed], at)
    Pairing.objects.bulk_create(
        Pairing(
            household=home, user_id=user, valid_from=on, set_how=set_how, county_id=home.county_id,
            town_id=home.town_id, village_id=home.village_id, grid_id=home.grid_id,
        )
        for home, user in changed.items()
    )  # fmt: skip
    given = defaultdict(list)
    for home, user in changed.items():
        given[user].append(home)
    for user, homes in sorted(given.items()):
        _note(actor, "pairing.pair", homes, f"user:{user}", at, how=str(set_how))
    return len(changed)


def _end(household_ids: Sequence[int], at: datetime) -> int:
    rows = Pairing.objects.unscoped("households read within a scope").filter(
        household_id__in=household_ids, valid_until=None
    )
    return rows.update(valid_until=day_of(at))


def _note(
    actor: Actor, verb: str, homes: Sequence[Household], subject: str, at: datetime, *, how: str = "", reason: str = ""
) -> None:
    after: dict[str, object] = {"households": sorted(home.pk for home in homes)}
    record(
        actor=actor, verb=verb, subject=subject, at=at, after=after | ({"how": how} if how else {}), reason=reason,
        county_id=homes[0].county_id, village_id=homes[0].village_id,
    )  # fmt: skip
