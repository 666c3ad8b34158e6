"""The rows of one household against what the register says: what is new, what changes, what cannot be."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cunli.lib.crypto import blind_indexes
from cunli.registry.imports import findings
from cunli.registry.imports.intake import RowRefused
from cunli.registry.imports.known import Known, KnownHome, KnownPerson
from cunli.registry.imports.plan import Change, Home, Member, Row
from cunli.registry.kinds import Relation, Sex

Turned = list[tuple[Row, RowRefused]]


def compare(rows: list[Row], known: Known, today: date) -> tuple[Home, Turned]:
    """The plan for one household, and the rows that are turned away."""
    home = known.homes.get((rows[0].village_id, rows[0].household_no))
    turned: Turned = []
    pairs: list[tuple[Row, KnownPerson | None]] = []
    for row in rows:
        try:
            _reachable(home)
            pairs.append((row, _person_of(row, home, known)))
        except RowRefused as reason:
            turned.append((row, reason))
    pairs = _one_row_each(pairs, turned)
    pairs = _one_head(pairs, home, turned)
    members = [_member(row, person, today) for row, person in pairs]
    return _home(home, members, today), turned


def _reachable(home: KnownHome | None) -> None:
    if home is not None and home.ended:
        raise RowRefused("household_no", _("这一户在户册里已经销户"))


def _person_of(row: Row, home: KnownHome | None, known: Known) -> KnownPerson | None:
    """By ID number in the county, else by name and birth in the household. Raises RowRefused."""
    ways = blind_indexes("id_number", row.id_number)
    person = next((known.by_id[way] for way in ways if way in known.by_id), None)
    if person is None:
        return _namesake(row, home)
    if person.died_on is not None:
        raise RowRefused("id_number", _("户册上这个人已经去世"))
    if person.village_id != row.village_id:
        raise RowRefused("id_number", _("这个身份证号登记在别的村，请先办迁移"))
    if person.household_id is None:
        raise RowRefused("id_number", _("户册上这个人已经迁出，请先办迁入"))
    if home is None or person.household_id != home.household_id:
        raise RowRefused("household_no", _("户册上这个人在另一户，户编号不一样，请先核对或者办迁移"))
    return person


def _namesake(row: Row, home: KnownHome | None) -> KnownPerson | None:
    """Someone of the household by the same name and birth, where not both have a number."""
    same = [
        one
        for one in (home.members if home else [])
        if one.name == row.name
        and not (row.id_number and one.id_blind)
        and (one.born_on == row.born_on or not (one.born_on and row.born_on))
    ]
    if len(same) > 1:
        raise RowRefused("name", _("这一户有两个同名的人，请写上身份证号"))
    return same[0] if same else None


def _one_row_each(pairs: list[tuple[Row, KnownPerson | None]], turned: Turned) -> list[tuple[Row, KnownPerson | None]]:
    kept, seen = [], dict[int, int]()
    for row, person in pairs:
        if person is not None and person.person_id in seen:
            first = seen[person.person_id]
            turned.append((row, RowRefused("name", _("和第 %(row)d 行是同一个人") % {"row": first})))
            continue
        if person is not None:
            seen[person.person_id] = row.row
        kept.append((row, person))
    return kept


def _one_head(
    pairs: list[tuple[Row, KnownPerson | None]], home: KnownHome | None, turned: Turned
) -> list[tuple[Row, KnownPerson | None]]:
    """Of two heads the first stays; a head of the register stays unless the file says what they are now."""
    said = {person.person_id for _row, person in pairs if person}
    others = [one for one in (home.members if home else []) if one.person_id not in said]
    standing = next((one for one in others if one.relation == Relation.HEAD), None)
    kept: list[tuple[Row, KnownPerson | None]] = []
    first: int | None = None
    for row, person in pairs:
        if row.relation == Relation.HEAD and standing is not None:
            why = _("户册里这一户已经有户主，请先办换户主，或者把原来的户主也写上")
            turned.append((row, RowRefused("relation", why)))
        elif row.relation == Relation.HEAD and first is not None:
            why = _("这一户写了两个户主，第 %(row)d 行已经是户主") % {"row": first}
            turned.append((row, RowRefused("relation", why)))
        else:
            first = row.row if row.relation == Relation.HEAD else first
            kept.append((row, person))
    return kept


def _member(row: Row, person: KnownPerson | None, today: date) -> Member:
    if not row.phone and row.relation == Relation.HEAD:
        row.phone = row.household_phone
    wanted = findings.of_person(row.facts, today)
    if person is None:
        return Member(row, labels=wanted)
    withheld = _withhold(row, person)
    labels = findings.called_for(wanted, person.labels)
    member = Member(row, person.person_id, person.membership_id, _changes(row, person), labels, withheld)
    member.changes += [Change("label", "", label.kind) for label in labels]
    member.changes += _fact_changes(row.facts, person.facts)
    return member


def _withhold(row: Row, person: KnownPerson) -> list[str]:
    """Takes out of the row what the person had removed, and says what that was."""
    found = []
    if "phone" in person.declined and row.phone:
        found.append("phone")
        row.phone = ""
    if "health" in person.declined and row.facts.pop("health", ""):
        found.append("health")
    return found


def withheld(home: Home) -> Turned:
    """Where a row says what the person had removed."""
    why = _("本人说过不要留，没有写进去")
    return [(member.row, RowRefused(key, why)) for member in home.members for key in member.withheld]


def _changes(row: Row, person: KnownPerson) -> list[Change]:
    """What the row says otherwise. An empty cell says nothing: it takes nothing away."""
    found = []
    if row.name != person.name:
        found.append(Change("name", person.name, row.name))
    if row.relation != person.relation:
        found.append(Change("relation", person.relation, row.relation))
    if row.born_on and row.born_on != person.born_on:
        found.append(Change("born_on", person.born_on.isoformat() if person.born_on else "", row.born_on.isoformat()))
    if row.sex not in {Sex.UNKNOWN, person.sex}:
        found.append(Change("sex", person.sex, row.sex))
    if row.ethnicity and row.ethnicity != person.ethnicity:
        found.append(Change("ethnicity", person.ethnicity, row.ethnicity))
    if row.id_number and not person.id_blind:
        found.append(Change("id_number"))
    if row.phone and person.phone_blind not in blind_indexes("phone", row.phone):
        found.append(Change("phone"))
    return found


def _fact_changes(new: dict[str, str], old: dict[str, str]) -> list[Change]:
    return [Change(key, old.get(key, ""), value) for key, value in new.items() if old.get(key) != value]


def disagreeing(home: Home) -> Turned:
    """Where a row says of the household what an earlier row says otherwise; the first is kept."""
    return [
        (member.row, RowRefused(key, _("同一户写得不一样，用了前面的“%(text)s”") % {"text": home.facts[key]}))
        for member in home.members
        for key, value in member.row.home_facts.items()
        if home.facts[key] != value
    ]


def _home(home: KnownHome | None, members: list[Member], today: date) -> Home:
    """What the rows say of the whole household: of each fact the first that is not empty."""
    facts: dict[str, str] = {}
    for member in members:
        facts = member.row.home_facts | facts
    wanted = findings.of_household(facts, today)
    if home is None:
        return Home(None, members, facts, labels=wanted)
    labels = findings.called_for(wanted, home.labels)
    changes = [
        Change("label", label.kind if label.until else "", "" if label.until else label.kind) for label in labels
    ]
    return Home(home.household_id, members, facts, changes + _fact_changes(facts, home.facts), labels)
