"""The official letter (公函) of a matter: drafted, changed, signed, delivered, or taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability, capabilities_of
from cunli.accounts.selectors import officers_at
from cunli.acts.happening import Happening, tell_units, tell_users
from cunli.acts.issuers import own_unit, town_government
from cunli.cases import services as cases
from cunli.lib.typed import as_title
from cunli.papers import services as papers
from cunli.papers.kinds import DeliveryWay, PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import Recipient
from cunli.papers.selectors import newest, writers_of
from cunli.places.models import Unit


@dataclass(frozen=True, slots=True)
class Written:
    """What the form says, as the paper keeps it: in Chinese, whatever language its writer reads."""

    title: str
    recipients: list[Recipient]
    data: Mapping[str, object]


def draft(happening: Happening) -> Paper:
    issuer = _issuer(happening)
    written = _written(happening, issuer)
    paper = papers.draft(
        actor=happening.actor,
        kind=PaperKind.LETTER,
        unit=issuer,
        title=written.title,
        recipients=written.recipients,
        data=written.data,
        ref=happening.matter.ref,
        about_village_id=happening.matter.village_id,
        at=happening.at,
    )
    _tell_signers(happening, paper, _("“%(paper)s”起草好了，等您签发。"))
    return paper


def revise(happening: Happening) -> Paper:
    """The next version of the draft; it waits for a signature again."""
    paper = _letter(happening)
    written = _written(happening, paper.unit)
    paper = papers.revise(
        actor=happening.actor,
        paper=paper,
        title=written.title,
        recipients=written.recipients,
        data=written.data,
        at=happening.at,
    )
    _tell_signers(happening, paper, _("“%(paper)s”改好了，等您签发。"))
    return paper


def sign(happening: Happening) -> Paper:
    """签发: number, then seal, by another than who wrote it."""
    paper = papers.sign(actor=happening.actor, paper=_letter(happening), at=happening.at)
    return papers.seal(actor=happening.actor, paper=paper, at=happening.at)


def send_back(happening: Happening) -> Paper:
    """Not signed: whoever wrote it hears why."""
    why = str(happening.values["why"])
    paper = papers.refuse(actor=happening.actor, paper=_letter(happening), reason=why, at=happening.at)
    _tell_writer(happening, paper, _("“%(paper)s”没有签，退回来改：%(why)s"), why)
    return paper


def deliver(happening: Happening) -> Paper:
    paper = _letter(happening)
    unit_ids = list(paper.copies.values_list("unit_id", flat=True))
    how = DeliveryWay(str(happening.values["delivered_how"]))
    return papers.deliver(actor=happening.actor, paper=paper, unit_ids=unit_ids, how=how, at=happening.at)


def withdraw(happening: Happening) -> Paper:
    """Taken back: whoever has a copy hears why, and nobody is pressed for an answer to it any more."""
    why, paper = str(happening.values["why"]), _letter(happening)
    had_it = list(paper.copies.exclude(delivered_at=None).values_list("unit_id", flat=True))
    paper = papers.withdraw(actor=happening.actor, paper=paper, reason=why, at=happening.at)
    cases.close_asks(actor=happening.actor, matter=happening.matter, at=happening.at, paper_id=paper.pk)
    named = {"paper": paper.title, "number": paper.number, "why": why}
    tell_units(happening, had_it, _("“%(paper)s”（%(number)s）作废了，不用再答复：%(why)s") % named)
    _tell_writer(happening, paper, _("“%(paper)s”作废了：%(why)s"), why)
    return paper


MOVES: Mapping[str, Callable[[Happening], Paper]] = {
    "draft": draft,
    "revise": revise,
    "sign": sign,
    "refuse": send_back,
    "deliver": deliver,
    "withdraw": withdraw,
}


def _written(happening: Happening, issuer: Unit) -> Written:
    values = happening.values
    to, copies = _units(values["letter_to"]), _units(values.get("letter_cc"))
    phone = own_unit(happening.actor).phone or happening.matter.desk_unit.phone
    return Written(
        title=_title(issuer, str(values["letter_title"])),
        recipients=[Recipient(unit_id=unit.pk, name=unit.name) for unit in to],
        data={
            "body": values["letter_body"],
            "attachments": values.get("letter_attachments") or "",
            "photos": _photo_files(happening),
            "contact_name": happening.actor.name,
            "contact_phone": phone or "见信封",
            "cc": [unit.name for unit in copies if unit not in to and unit != issuer],
        },
    )


def _title(issuer: Unit, subject: str) -> str:
    """Issuing body, subject, kind (GB/T 9704, 7.3.1): 柳湾镇人民政府关于…的函, however much of it was typed."""
    plain = as_title(subject).removeprefix(issuer.name).removeprefix(issuer.short_name).removeprefix("关于")
    return f"{issuer.name}关于{plain if plain.endswith('函') else f'{plain}的函'}"


def _photo_files(happening: Happening) -> list[str]:
    """The kept files of the photos that were ticked, in the order they were taken; only this matter's own."""
    ticked = happening.values.get("letter_photos") or []
    photos = happening.matter.attachments.filter(pk__in=ticked if isinstance(ticked, list) else [])
    return [str(pk) for pk in photos.order_by("pk").values_list("file_id", flat=True)]


def _units(value: object) -> list[Unit]:
    """In the order they were ticked."""
    ids = [int(item) for item in value] if isinstance(value, list) else []
    known = Unit.objects.in_bulk(ids)
    return [known[pk] for pk in dict.fromkeys(ids) if pk in known]


def _issuer(happening: Happening) -> Unit:
    """The town's own government signs outside letters; where it is not recorded, the actor's unit does."""
    return town_government(happening.matter.town) or own_unit(happening.actor)


def _letter(happening: Happening) -> Paper:
    paper = newest(ref=happening.matter.ref, kind=PaperKind.LETTER)
    if paper is None:
        raise LookupError("the guards let no letter move that is not there")
    return paper


def _tell_signers(happening: Happening, paper: Paper, words: str) -> None:
    """Colleagues of the drafter who may sign; nobody signs what they wrote."""
    wrote = writers_of(paper)
    serving = officers_at(own_unit(happening.actor), timezone.localtime(happening.at).date())
    able = [post.user_id for post in serving if Capability.SIGN_PAPER in capabilities_of(post.role)]
    signers = [user_id for user_id in dict.fromkeys(able) if user_id not in wrote]
    tell_users(happening, signers, words % {"paper": paper.title})


def _tell_writer(happening: Happening, paper: Paper, words: str, why: str) -> None:
    if paper.drafted_by_id is not None and paper.drafted_by_id != happening.actor.user_id:
        tell_users(happening, [paper.drafted_by_id], words % {"paper": paper.title, "why": why})
