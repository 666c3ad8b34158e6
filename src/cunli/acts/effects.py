"""Each effect of a step, carried out by one service of one floor, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.accounts.roles import Capability, capabilities_of
from cunli.accounts.selectors import officers_at
from cunli.acts.telling import tell_reporter
from cunli.cases import services as cases
from cunli.cases.engine import AskUnits, CloseAsks, Effect, IssuePaper, TellReporter
from cunli.cases.models import Fact, Matter, StepTaken
from cunli.cases.services import Advanced
from cunli.lib.actors import Actor
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.papers import services as papers
from cunli.papers.kinds import DeliveryWay, PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import Recipient
from cunli.papers.selectors import newest
from cunli.places.kinds import UnitFunction, UnitKind
from cunli.places.models import Unit
from cunli.places.selectors import units_of
from cunli.procedures.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every effect of one step shares."""

    actor: Actor
    advanced: Advanced
    values: Values
    at: datetime

    @property
    def matter(self) -> Matter:
        return self.advanced.matter


def carry_out(happening: Happening) -> None:
    """All effects of a step, in the procedure's order."""
    for effect in happening.advanced.effects:
        _carry_out_one(happening, effect)


def _carry_out_one(happening: Happening, effect: Effect) -> None:
    match effect:
        case TellReporter(words=words):
            tell_reporter(actor=happening.actor, matter=happening.matter, words=words, at=happening.at)
        case CloseAsks():
            cases.close_asks(actor=happening.actor, matter=happening.matter, at=happening.at)
        case IssuePaper(issues=issues):
            paper = _MOVES[issues.move](happening)
            happening.advanced.taken.paper_id = paper.pk
            StepTaken.objects.filter(pk=happening.advanced.taken.pk).update(paper_id=paper.pk)
        case AskUnits(asks=asks):
            unit_ids = _asked(happening, asks.fact)
            cases.open_asks(
                actor=happening.actor,
                matter=happening.matter,
                asks=asks,
                unit_ids=unit_ids,
                at=happening.at,
                paper_id=happening.advanced.taken.paper_id,
            )
            _tell_units(happening, unit_ids, str(happening.matter.law.question_words[asks.question]))


def _draft_letter(happening: Happening) -> Paper:
    actor, matter = happening.actor, happening.matter
    units = Unit.objects.in_bulk(_ids(happening.values["letter_to"]))
    issuer = _issuer(actor, matter)
    paper = papers.draft(
        actor=actor,
        kind=PaperKind.LETTER,
        unit=issuer,
        title=_title(issuer, str(happening.values["letter_title"])),
        recipients=[Recipient(unit_id=unit.pk, name=unit.name) for unit in units.values()],
        data={
            "body": happening.values["letter_body"],
            "contact_name": actor.name,
            "contact_phone": _phone_of(actor, matter),
        },
        ref=matter.ref,
        at=happening.at,
    )
    _tell_users(happening, _signers(happening), _("“%(paper)s”起草好了，等您签发。") % {"paper": paper.title})
    return paper


def _signers(happening: Happening) -> list[int]:
    """Colleagues of the drafter who may sign; nobody signs what they wrote."""
    serving = officers_at(_unit_of(happening.actor), timezone.localtime(happening.at).date())
    able = [post.user_id for post in serving if Capability.SIGN_PAPER in capabilities_of(post.role)]
    return [user_id for user_id in dict.fromkeys(able) if user_id != happening.actor.user_id]


def _send_back(happening: Happening) -> Paper:
    """Not signed: whoever wrote it hears why."""
    why = str(happening.values["why"])
    paper = papers.refuse(actor=happening.actor, paper=_letter(happening), reason=why, at=happening.at)
    if paper.drafted_by_id is not None:
        words = _("“%(paper)s”没有签，退回来改：%(why)s") % {"paper": paper.title, "why": why}
        _tell_users(happening, [paper.drafted_by_id], words)
    return paper


def _tell_users(happening: Happening, user_ids: Sequence[int], text: str) -> None:
    names = User.objects.in_bulk(user_ids)
    messages.tell(
        actor=happening.actor,
        to=[Address(name=str(user), user_id=pk) for pk, user in names.items()],
        text=text,
        ref=happening.matter.ref,
        at=happening.at,
        kind=Kind.PAPER,
        link=f"/m/{happening.matter.ref}",
    )


def _title(issuer: Unit, subject: str) -> str:
    """Issuing body, subject, kind (党政机关公文格式 GB/T 9704): 柳湾镇人民政府关于…的函."""
    if subject.endswith("函"):
        return subject
    return _("%(issuer)s关于%(subject)s的函") % {"issuer": issuer.name, "subject": subject}


def _record_spot_decision(happening: Happening) -> Paper:
    """The good-faith record: what was known and decided, by whom, before whom, at which times."""
    actor, matter, values = happening.actor, happening.matter, happening.values
    arrived = matter.course.filter(key="arrive").values_list("happened_at", flat=True).first()
    decided = happening.advanced.taken.happened_at
    paper = papers.draft(
        actor=actor,
        kind=PaperKind.SPOT_DECISION,
        unit=_issuer(actor, matter),
        title=_("%(title)s 当场决定记录") % {"title": matter.title},
        recipients=[],
        data={
            "place": f"{matter.village or matter.town} {matter.place}",
            "situation": _latest(matter, "seen") or matter.title,
            "decision": values["spot_action"],
            "grounds": values["grounds"],
            "witnesses": values["witnesses"],
            "objections": values.get("objections") or [],
            "reported_at": _moment(matter.happened_at),
            "arrived_at": _moment(arrived or decided),
            "decided_at": _moment(decided),
            "decided_by": f"{actor.name}（{actor.title}）",
        },
        ref=matter.ref,
        at=happening.at,
    )
    return papers.close_record(actor=actor, paper=paper, at=happening.at)


def _sign(happening: Happening) -> Paper:
    """签发: number, then seal, by another than the drafter."""
    paper = papers.sign(actor=happening.actor, paper=_letter(happening), at=happening.at)
    return papers.seal(actor=happening.actor, paper=paper, at=happening.at)


def _deliver(happening: Happening) -> Paper:
    paper = _letter(happening)
    unit_ids = list(paper.copies.values_list("unit_id", flat=True))
    how = DeliveryWay(str(happening.values["delivered_how"]))
    return papers.deliver(actor=happening.actor, paper=paper, unit_ids=unit_ids, how=how, at=happening.at)


_MOVES = {
    "record": _record_spot_decision,
    "draft": _draft_letter,
    "sign": _sign,
    "refuse": _send_back,
    "deliver": _deliver,
}


def _letter(happening: Happening) -> Paper:
    paper = newest(ref=happening.matter.ref, kind=PaperKind.LETTER)
    if paper is None:
        raise LookupError("the guard letter_drafted lets no letter move that is not there")
    return paper


def _issuer(actor: Actor, matter: Matter) -> Unit:
    """The town's own government signs outside letters; where it is not recorded, the actor's unit does."""
    governments = units_of(area=matter.town, function=UnitFunction.GENERAL, kind=UnitKind.TOWN_OFFICE)
    return governments.exclude(doc_mark="").first() or Unit.objects.get(pk=_unit_of(actor))


def _phone_of(actor: Actor, matter: Matter) -> str:
    unit = Unit.objects.filter(pk=_unit_of(actor)).first()
    return (unit.phone if unit else "") or matter.desk_unit.phone or _("见信封")


def _unit_of(actor: Actor) -> int:
    if actor.unit_id is None:
        raise LookupError("only a post at a unit may take a step that writes a paper")
    return actor.unit_id


def _asked(happening: Happening, fact: str) -> Sequence[int]:
    """The units the form names; for a letter that is sent later, those it was drafted to."""
    value = happening.values.get(fact)
    return _ids(value if value is not None else _latest(happening.matter, fact))


def _ids(value: object) -> list[int]:
    items = value if isinstance(value, list) else []
    return [int(item["id"] if isinstance(item, dict) else item) for item in items]


def _latest(matter: Matter, key: str) -> object:
    return Fact.objects.filter(matter=matter, key=key).order_by("-id").values_list("value", flat=True).first()


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _tell_units(happening: Happening, unit_ids: Sequence[int], question: str) -> None:
    """Whoever serves at an asked unit hears of it at once."""
    on = timezone.localtime(happening.at).date()
    to = [
        Address(name=str(post.user), user_id=post.user_id) for unit_id in unit_ids for post in officers_at(unit_id, on)
    ]
    messages.tell(
        actor=happening.actor,
        to=to,
        text=_("%(who)s%(question)s：%(title)s")
        % {
            "who": happening.actor.title,
            "question": question,
            "title": happening.matter.title,
        },
        ref=happening.matter.ref,
        at=happening.at,
        kind=Kind.ASK,
        link=f"/m/{happening.matter.ref}",
    )
