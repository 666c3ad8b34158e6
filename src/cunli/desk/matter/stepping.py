"""From a posted step form to one service call, and back to the form with everything typed when it is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import uuid4

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.acts.choices import options_for
from cunli.acts.done import Done
from cunli.acts.letter_draft import first_draft
from cunli.acts.steps import take_step
from cunli.cases import forms
from cunli.cases.forms import Question, StepForm
from cunli.cases.models import Matter
from cunli.cases.selectors import participants_of, written_last_by
from cunli.desk.matter import cash
from cunli.desk.matter.moves import NOTE
from cunli.desk.matter.questions import Asked, asked
from cunli.files.cleaning import Upload, fingerprints
from cunli.files.refusals import FileRefused
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Refusal
from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.papers.rules import listed_attachments
from cunli.papers.selectors import newest
from cunli.procedures.grammar import FactType, Seat, Step
from cunli.registry.selectors.residents import current_household_ids
from cunli.ui import words

AFTERWARDS = frozenset({"arrive", "act_on_the_spot", "fix"})
"""Steps that are often done first and written down later: both times are kept."""
WITH_DOCUMENT = frozenset({NOTE})
"""Steps that may bring one document: what somebody sent that is neither a photo nor a paper of ours."""
DRAFT, REVISE = "draft", "revise"
EARLIEST = "%Y-%m-%dT%H:%M"


@dataclass(kw_only=True)
class StepPage:
    """The form of one step, blank or with what was typed, and the refusal that it met."""

    matter: Matter
    step: Step
    form: StepForm
    action: str
    idempotency: str
    asks_when: bool
    when_typed: str = ""
    when_error: str = ""
    happened_at: datetime | None = None
    document_error: str = ""
    files_lost: bool = False
    refusal: Refusal | None = None

    @cached_property
    def paper(self) -> Paper | None:
        """What a signature would be put to, so that nobody signs unread."""
        issues = self.step.issues
        if issues is None or issues.move != "sign":
            return None
        return newest(ref=self.matter.ref, kind=PaperKind(issues.kind))

    @property
    def paper_attachments(self) -> list[str]:
        """What goes with it, by the names that it gives them."""
        return listed_attachments(self.paper.data) if self.paper else []

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid and not self.when_error

    @property
    def latest(self) -> str:
        """For the browser's own picker: not after now."""
        return timezone.localtime().strftime(EARLIEST)

    @property
    def questions(self) -> list[Asked]:
        return [asked(question, self.matter.ref) for question in self.form.questions if _answerable(question)]

    @property
    def takes_document(self) -> bool:
        return self.step.key in WITH_DOCUMENT

    @property
    def multipart(self) -> bool:
        return self.takes_document or any(question.fact.type is FactType.PHOTO for question in self.form.questions)


def step_named(matter: Matter, key: str) -> Step:
    """The procedure's step of this key; 404 when it has none."""
    step = matter.law.step(key)
    if step is None:
        raise Http404
    return step


def blank(matter: Matter, step: Step, *, at: datetime) -> StepPage:
    """The form as it is first shown, begun with what is on record."""
    page, begun = _page(matter, step, None, at=at), _begun(matter, step, at=at)
    for question in page.form.questions:
        question.typed = begun.get(question.name, question.typed)
    return page


def typed(matter: Matter, step: Step, data: QueryDict, *, at: datetime) -> StepPage:
    """The form with what was posted, cleaned; mistakes stand beside their fields."""
    filled = {name for name, said in data.lists() if any(said)}
    page = _page(matter, step, data, at=at, given=filled)
    page.when_typed = data.get("happened_at", "").strip() if page.asks_when else ""
    if page.when_typed:
        page.happened_at, page.when_error = _moment(page.when_typed, matter, at=at)
    if not page.is_valid:
        page.form = _page(matter, step, data, at=at).form  # shown again, with everything there is to choose from
    return page


def post_step(request: HttpRequest, actor: Actor, page: StepPage, *, at: datetime) -> Done | None:
    """Take the step; None when it was refused, with the refusal on the page. One service call."""
    photos, document = _photos(request, page), _document(request, page)
    came = fingerprints([*photos, document] if document else photos)
    parts = [page.matter.ref, page.step.key, sorted(page.form.values.items()), page.when_typed, *came]
    try:
        return take_step(
            actor=actor,
            matter=page.matter,
            step=page.step,
            values=page.form.values,
            photos=photos,
            document=document,
            at=at,
            happened_at=page.happened_at,
            key=key_for(request.POST.get("key", ""), parts),
        )
    except Refusal as refusal:
        page.form = _page(page.matter, page.step, request.POST, at=at).form
        page.refusal = refusal
        page.files_lost = bool(came)
        if isinstance(refusal, FileRefused):
            _say_at_the_files(page, refusal, document=document is not None and not photos)
        return None


def _say_at_the_files(page: StepPage, refusal: FileRefused, *, document: bool) -> None:
    if document:
        page.document_error = str(refusal.what)
        return
    for question in page.form.questions:
        if question.fact.type is FactType.PHOTO:
            question.error = str(refusal.what)


def was_answered(request: HttpRequest, actor: Actor) -> bool:
    """Whether this very request was already taken, by an act that also took the matter out of reach."""
    return (
        request.method == "POST" and journal.result_of_key(actor=actor, value=request.POST.get("key", "")) is not None
    )


def may_hand_away(step: Step) -> bool:
    return step.assigns or step.returns


def _page(
    matter: Matter, step: Step, data: QueryDict | None, *, at: datetime, given: Collection[str] | None = None
) -> StepPage:
    options = options_for(matter, step.fields, on=words.day_of(at), given=given) if step.fields else {}
    form = forms.build(matter.law, step.fields, options, data)
    cash.count(form)
    return StepPage(
        matter=matter,
        step=step,
        form=form,
        action=reverse("desk:matter_step", args=[matter.ref, step.key]),
        idempotency=str(uuid4()),
        asks_when=step.key in AFTERWARDS,
    )


def _begun(matter: Matter, step: Step, *, at: datetime) -> Mapping[str, str | list[str]]:
    """What the form begins with, as if it were typed: of a letter a first draft or what was last written; else what is
    known of the applicant."""
    move = step.issues.move if step.issues is not None and step.issues.kind == PaperKind.LETTER else ""
    if move == DRAFT:
        return first_draft(matter, at=at)
    if move == REVISE:
        wrote = {one.key for one in matter.law.steps if one.issues and one.issues.move in (DRAFT, REVISE)}
        return {key: _as_typed(value) for key, value in written_last_by(matter, wrote).items()}
    return _of_the_applicant(matter, step, on=words.day_of(at))


def _of_the_applicant(matter: Matter, step: Step, *, on: date) -> Mapping[str, str]:
    """Whose home it is and who is seated as applicant is known where they asked themselves: it is not typed again."""
    homes = [item.fact for item in step.fields if matter.law.fact(item.fact).type is FactType.HOUSEHOLD]
    names = [seats.fact for seats in step.seats if seats.fact and seats.seat is Seat.APPLICANT]
    seated = [one for one in participants_of(matter) if one.seat == Seat.APPLICANT] if homes or names else []
    if len(seated) != 1:
        return {}
    applicant = seated[0]
    lived_in = current_household_ids(applicant.user_id, on) if applicant.user_id else []
    home = str(lived_in[0]) if len(lived_in) == 1 else ""
    return dict.fromkeys(homes, home) | dict.fromkeys(names, applicant.name)


def _as_typed(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [str(item["id"] if isinstance(item, dict) else item) for item in value]
    return str(value)


def _answerable(question: Question) -> bool:
    """Nobody is asked to choose among photos that there are not."""
    return question.fact.type is not FactType.PHOTOS or bool(question.options)


def _moment(said: str, matter: Matter, *, at: datetime) -> tuple[datetime | None, str]:
    """When it was done, and what is wrong with that: not after now, not before the matter itself."""
    try:
        local = datetime.fromisoformat(said)
    except ValueError:
        return None, _("时间没看懂，请写成 2026-11-23 09:20 这样")
    moment = timezone.make_aware(local) if timezone.is_naive(local) else local
    if moment > at:
        return None, _("这个时间还没到，请写已经做了的时间")
    if moment < min(matter.happened_at, matter.opened_at):
        return None, _("这件事那时还没报上来，请看看时间对不对")
    return moment, ""


def _photos(request: HttpRequest, page: StepPage) -> Sequence[Upload]:
    name = next((asked.name for asked in page.form.questions if asked.fact.type is FactType.PHOTO), "")
    return [photo for photo in request.FILES.getlist(name) if photo] if name else []


def _document(request: HttpRequest, page: StepPage) -> Upload | None:
    return request.FILES.get("document") if page.takes_document else None
