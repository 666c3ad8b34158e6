"""Who may look after whom, who does, and who has nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext

from cunli.accounts.models import Post
from cunli.accounts.roles import Role
from cunli.accounts.selectors import in_force
from cunli.lib import identity
from cunli.lib.scope import Scope
from cunli.places.models import Area
from cunli.registry.models import Household, Membership
from cunli.registry.models.homes import HouseholdQuerySet
from cunli.registry.selectors import Contact, contact_for, households_on
from cunli.visits.models import Care, CareQuerySet, Note, Pairing, PairingQuerySet
from cunli.visits.rules import Wanting

IN_THE_VILLAGE = (Role.GRID_MEMBER, Role.GROUP_LEADER, Role.VILLAGE_CADRE, Role.FIRST_SECRETARY)
_OPEN = "contacts of households are known to whoever sees the households"


@dataclass(frozen=True, slots=True)
class Helper:
    """Whoever may be a household's contact. ``households``: how many they have anywhere; never shown as a score."""

    user_id: int
    name: str
    title: str
    grids: frozenset[int]
    households: int


@dataclass(frozen=True, slots=True)
class Caseload:
    """One of a person's households. ``last_note`` as its writer dated it, by whoever wrote it."""

    household: Household
    since: date
    last_note: datetime | None
    due_on: date | None
    """By when it wants to be seen; None where nothing asks for it."""


def helpers_in(village_id: int, on: date) -> list[Helper]:
    """The posts of the village that go to people's homes, and the officers of its town. Two queries."""
    village = Area.objects.only("town_id").get(pk=village_id)
    posts = Post.objects.unscoped("who may be a contact is shown to whoever decides it").filter(
        Q(role__in=IN_THE_VILLAGE, unit__village_id=village_id)
        | Q(role=Role.TOWN_OFFICER, unit__town_id=village.town_id),
        user__is_active=True,
    )
    found: dict[int, list[Post]] = {}
    for post in in_force(posts, on).select_related("user", "unit").order_by("unit__village_id", "valid_from", "id"):
        found.setdefault(post.user_id, []).append(post)
    held = Pairing.objects.unscoped(_OPEN).filter(user_id__in=found, valid_until=None)
    counted = dict(held.values_list("user_id").annotate(n=Count("id")))
    return [
        Helper(
            user_id=user_id,
            name=str(held_posts[0].user),
            title=held_posts[0].title or str(held_posts[0]),
            grids=frozenset(post.grid_id for post in held_posts if post.grid_id),
            households=counted.get(user_id, 0),
        )
        for user_id, held_posts in found.items()
    ]


def unpaired(scope: Scope, on: date, *, village_id: int | None = None) -> HouseholdQuerySet:
    """Households within a scope that nobody looks after, by village and number; to be cut."""
    held = Pairing.objects.unscoped(_OPEN).standing(on).filter(household=OuterRef("pk"))
    found = households_on(scope, on).exclude(Exists(held))
    return found.filter(village_id=village_id) if village_id else found


def wanting(homes: Iterable[Household], helpers: Sequence[Helper]) -> list[Wanting]:
    """Each household with the helpers who walk its grid."""
    return [
        Wanting(home.pk, frozenset(one.user_id for one in helpers if home.grid_id and home.grid_id in one.grids))
        for home in homes
    ]


def contact_of(household_id: int, on: date) -> Pairing | None:
    """Whoever looks after a household that was read within a scope."""
    return Pairing.objects.unscoped(_OPEN).standing(on).filter(household_id=household_id).select_related("user").first()


def who_to_call(person_id: int, *, grid_id: int | None, village_id: int, on: date) -> Contact | None:
    """Whom somebody of the register calls first: whoever looks after the household they live in, else who walks their
    grid, else a cadre of the village. One query, two more where the first has no phone."""
    homes = Membership.objects.unscoped("where one lives oneself").on(on).filter(person_id=person_id)
    rows = Pairing.objects.unscoped(_OPEN).standing(on).filter(household_id__in=homes.values("household_id"))
    found = rows.select_related("user").first()
    if found is not None and found.user.phone:
        phone = identity.local_phone(found.user.phone)
        return Contact(found.user_id, str(found.user), gettext("联系您家的人"), phone)
    return contact_for(grid_id=grid_id, village_id=village_id, on=on)


def caseload_of(scope: Scope, user_id: int, on: date) -> list[Caseload]:
    """A person's households that their post still reaches: first who wants to be seen soonest, then who was not seen
    for longest. Two queries; a caseload is a few hundred at most."""
    held = Pairing.objects.within(scope).on(on).filter(user_id=user_id)
    rows = list(held.select_related(*(f"household__{name}" for name in ("village", "area", "dwelling", "care"))))
    notes = Note.objects.unscoped("of households one looks after").filter(
        household_id__in=[row.household_id for row in rows]
    )
    newest = dict(notes.values_list("household_id").annotate(Max("happened_at")))
    found = [
        Caseload(row.household, row.valid_from, newest.get(row.household_id), _due_on(row.household)) for row in rows
    ]
    return sorted(found, key=_most_wanted)


def _due_on(home: Household) -> date | None:
    """Read with the household; one that nothing asks for has no such row."""
    return home.care.due_on if hasattr(home, "care") else None


def count_wanting(scope: Scope, user_id: int, on: date, *, most: int) -> int:
    """How many households want to be seen up to today: one's own, and of one's village or grid whatever was missed,
    whoever looks after it. Up to ``most``; one query."""
    return _wanting_now(scope, user_id, on)[:most].count()


def missed_within(scope: Scope, user_id: int, on: date, *, most: int) -> list[Care]:
    """Households of one's village or grid whose day has passed and that somebody else, or nobody, looks after: whoever
    can goes. The longest ago first; nobody is named."""
    found = _missed(scope, on).exclude(household_id__in=_own(user_id).values("household_id"))
    rows = found.select_related("household__village", "household__area", "household__dwelling")
    return list(rows.order_by("due_on", "household_id")[:most])


def _wanting_now(scope: Scope, user_id: int, on: date) -> CareQuerySet:
    own = Care.objects.within(scope).filter(due_on__lte=on, household_id__in=_own(user_id).values("household_id"))
    return own | _missed(scope, on)


def _missed(scope: Scope, on: date) -> CareQuerySet:
    """Not for who sees a whole town: there somebody of the village goes."""
    found = Care.objects.within(scope).filter(due_on__lt=on)
    return found if scope.villages or scope.grids else found.none()


def _own(user_id: int) -> PairingQuerySet:
    return Pairing.objects.unscoped("one's own households").filter(user_id=user_id, valid_until=None)


def _most_wanted(one: Caseload) -> tuple[date, float, str]:
    seen = one.last_note.timestamp() if one.last_note else 0.0
    return (one.due_on or date.max, seen, one.household.household_no)
