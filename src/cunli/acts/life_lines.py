"""What has to be seen to after an event in a home: a line each, with the office or the unit that sees to it.

What the register and the matters say is looked up here; what only a county can say is its setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cunli.acts.happening import Happening
from cunli.benefits.models import Entitlement
from cunli.benefits.selectors import kind_word, still_to_come
from cunli.cases.models import Fact, Matter
from cunli.county import selectors as county
from cunli.county.defaults.life import follows
from cunli.lib import identity
from cunli.lib.terms import day_of
from cunli.places.kinds import UnitFunction
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import FactType
from cunli.registry.kinds import LabelKind, Relation
from cunli.registry.models import Consent, Correction, Label, Membership, Person
from cunli.registry.selectors import shown_name

DEATH = "death"
_F = UnitFunction
KEPT_BY: Mapping[str, UnitFunction] = {
    LabelKind.MONITORED: _F.FARMING,
    LabelKind.LIFTED_OUT_OF_POVERTY: _F.FARMING,
    LabelKind.DIBAO: _F.CIVIL_AFFAIRS,
    LabelKind.DIBAO_MARGIN: _F.CIVIL_AFFAIRS,
    LabelKind.DESTITUTE: _F.CIVIL_AFFAIRS,
    LabelKind.DISABLED: _F.CIVIL_AFFAIRS,
    LabelKind.LEFT_BEHIND_CHILD: _F.CIVIL_AFFAIRS,
}
"""Which office's finding it is; all others are the village's own."""
MOST_MATTERS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """``owner``: a function, whose nearest unit sees to it, or the number of a unit."""

    about: str
    owner: str | int


def of_the_county(event: str, people: Sequence[Person], *, matter: Matter, on: date) -> Sequence[Line]:
    """What the county says follows; what is for an age only where somebody is so old."""
    items = county.items(follows(event), on=day_of(matter.opened_at), county_id=matter.county_id)
    oldest = max((identity.age(one.born_on, on) for one in people if one.born_on), default=0)
    wanted = [item for item in items if oldest >= item.get("from_age", 0)]
    return [Line(item.get("title") or item["word"], item["handles"]) for item in wanted]


def of_person(person: Person, happening: Happening, event: str) -> Sequence[Line]:
    """What is found about them, what they still wait for, what they agreed to, the account they sign in with."""
    name = shown_name(person, day_of(happening.at))
    return [
        *_labels(person, name, event),
        *_benefits(person, name, happening, event),
        *_matters(person, happening),
        *_corrections(person, name),
        *_consents(person, name, happening, event),
        *_account(person, name, event),
    ]


def benefits_ended(person: Person, ended: Iterable[Entitlement], happening: Happening) -> Sequence[Line]:
    """What they received has ended with them: what was paid too much comes back, who is left may need it."""
    name = shown_name(person, day_of(happening.at))
    said = _("%(name)s领的“%(kind)s”（%(ref)s）停了：多发的追回，家里人还该领的换人申请")
    return [_of_benefit(said, name, one) for one in ended]


def benefits_resumed(person: Person, resumed: Iterable[Entitlement], happening: Happening) -> Sequence[Line]:
    """Lists leave out no month by themselves: what was missed is paid by another one."""
    name = shown_name(person, day_of(happening.at))
    said = _("%(name)s领的“%(kind)s”（%(ref)s）接着发，少发的、追回的补上")
    return [_of_benefit(said, name, one) for one in resumed]


def of_household(household_id: int, happening: Happening) -> Sequence[Line]:
    """Findings about the household as a whole, and what is under way for it: who lives there is different now."""
    rows = Label.objects.within(happening.actor.scope).filter(household_id=household_id, valid_until=None)
    said = _("家里人变了，“%(label)s”按现在的人重新看一遍")
    found = [Line(said % {"label": LabelKind(kind).label}, _keeper(kind)) for kind in _kinds(rows)]
    return [*found, *_for_the_household(household_id, happening)]


def of_household_again(household_id: int, on: date) -> Sequence[Line]:
    """What was found about a household that had ended because nobody lived there: somebody says whether it holds."""
    rows = Label.objects.unscoped("the household was read within a scope").filter(household_id=household_id)
    said = _("这一户又有人了，停了的“%(label)s”要不要恢复")
    ended = _kinds(rows.filter(valid_until__gte=on))
    return [Line(said % {"label": LabelKind(kind).label}, _keeper(kind)) for kind in ended]


def _for_the_household(household_id: int, happening: Happening) -> Iterable[Line]:
    """Open matters that name it, such as a household that is being looked at or helped; each where it lies."""
    named = {(law.key, fact.key) for law in EDITIONS for fact in law.facts if fact.type is FactType.HOUSEHOLD}
    facts = Fact.objects.filter(key__in={fact for _law, fact in named}, value__id=household_id)
    rows = Matter.objects.within(happening.actor.scope).filter(
        is_open=True, procedure__in={law for law, _fact in named}, village_id=happening.matter.village_id
    )
    rows = rows.exclude(pk=happening.matter.pk).filter(pk__in=facts.values("matter_id"))
    said = _("正给这户办的事 %(ref)s：家里人变了，接着怎么办")
    for one in rows.select_related("unit", "desk_unit").order_by("opened_at")[:MOST_MATTERS]:
        yield Line(said % {"ref": one.ref}, one.holder.pk)


def of_children(care: str) -> Sequence[Line]:
    if not care:
        return []
    return [
        Line(_("家里的孩子跟谁过：%(care)s。上门看，落实监护") % {"care": care}, _F.COMMITTEE),
        Line(_("家里的孩子要不要救助、助学"), _F.CIVIL_AFFAIRS),
    ]


def relations_again(members: Sequence[Membership]) -> Sequence[Line]:
    """Whose relation to the new head does not follow for sure."""
    unsure = [row for row in members if row.relation == Relation.OTHER]
    if not unsure:
        return []
    return [Line(_("换了户主，%(n)d 个人和户主的关系在户册里改过来") % {"n": len(unsure)}, _F.COMMITTEE)]


def added(child: Person) -> Sequence[Line]:
    """A child that has no name yet gets one later."""
    if child.name != _("未取名"):
        return []
    return [Line(_("孩子起了名，在户册里改过来"), _F.COMMITTEE)]


def _labels(person: Person, name: str, event: str) -> Iterable[Line]:
    rows = Label.objects.unscoped("the person was read within a scope").filter(person=person, valid_until=None)
    said = _("%(name)s的“%(label)s”户册里停了，该停发的停发、该结清的结清")
    if event != DEATH:
        said = _("%(name)s的“%(label)s”要不要停、要不要转")
    for kind in _kinds(rows):
        if event == DEATH and kind not in KEPT_BY:
            continue  # it has ended with the person, nobody pays for it
        yield Line(said % {"name": name, "label": LabelKind(kind).label}, _keeper(kind))


def _benefits(person: Person, name: str, happening: Happening, event: str) -> Iterable[Line]:
    """What they receive, where somebody has to decide whether it goes on; a death ends it (``benefits_ended``)."""
    said = _("%(name)s领的“%(kind)s”（%(ref)s）要不要停、要不要转")
    if event != DEATH:
        yield from (_of_benefit(said, name, one) for one in still_to_come(person.pk, day_of(happening.at)))


def _of_benefit(said: str, name: str, one: Entitlement) -> Line:
    """At the unit that pays it."""
    kind = kind_word(one.kind, county_id=one.county_id, on=one.since)
    return Line(said % {"name": name, "kind": kind, "ref": one.ref}, one.unit_id)


def _matters(person: Person, happening: Happening) -> Iterable[Line]:
    """Open ones within reach of who checks; each where it lies."""
    rows = Matter.objects.within(happening.actor.scope).filter(person=person, is_open=True)
    rows = rows.exclude(pk=happening.matter.pk).select_related("unit", "desk_unit").order_by("opened_at")
    said = _("还没办完的事 %(ref)s：要不要接着办、找谁")
    return [Line(said % {"ref": one.ref}, one.holder.pk) for one in rows[:MOST_MATTERS]]


def _corrections(person: Person, name: str) -> Iterable[Line]:
    waiting = Correction.objects.unscoped("the person was read within a scope").open().filter(person=person)
    if waiting.exists():
        yield Line(_("%(name)s在户册里请改的还没核对，先核对掉") % {"name": name}, _F.COMMITTEE)


def _consents(person: Person, name: str, happening: Happening, event: str) -> Iterable[Line]:
    given = Consent.objects.unscoped("the person was read within a scope").on(day_of(happening.at))
    if event == DEATH and given.filter(person=person).exists():
        yield Line(_("%(name)s答应过留的信息，不再用的去掉") % {"name": name}, _F.COMMITTEE)
    if given.filter(given_by=person).exclude(person=person).exists():
        yield Line(_("%(name)s替孩子答应过的，请现在的监护人再看一遍") % {"name": name}, _F.COMMITTEE)


def _account(person: Person, name: str, event: str) -> Iterable[Line]:
    if event == DEATH and person.user_id is not None:
        yield Line(_("%(name)s登录的账号停掉，家里人要办事用自己的") % {"name": name}, _F.COMMITTEE)


def _kinds(rows: Iterable[Label]) -> list[str]:
    return list(dict.fromkeys(label.kind for label in rows))


def _keeper(kind: str) -> UnitFunction:
    return KEPT_BY.get(kind, _F.COMMITTEE)
