"""How a matter is said in one line of a list: where it stands, whom it waits for, where its page is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.benefits.models import ListState
from cunli.cases.models import Matter
from cunli.dues.models import Due, Source
from cunli.places.models import Area
from cunli.procedures.catalogue import current
from cunli.procedures.grammar import Outcome, Party
from cunli.registry.kinds import CorrectionField


def matter_url(ref: str) -> str:
    """The page of a matter. The address is made once: a list of fifty asks fifty times."""
    before, after = _matter_address()
    return f"{before}{ref}{after}"


@cache
def _matter_address() -> tuple[str, str]:
    """What stands before and after the reference."""
    before, after = reverse("desk:matter", args=["-"]).split("-")
    return before, after


def due_url(due: Due) -> str:
    """The page on which it is done."""
    address = _PAGES.get(Source(due.source))
    return reverse(address, args=[due.source_id]) if address else matter_url(due.ref)


_PAGES = {
    Source.CORRECTION: "registry:correction",
    Source.NOTICE: "notices:notice",
    Source.PAYMENT: "desk:payment_list",
}


def due_title(due: Due) -> str:
    """What the matter is about; of a correction whose value of which field."""
    if due.source != Source.CORRECTION:
        return due.title
    return _("%(name)s的%(what)s，有人请改") % {"name": due.title, "what": CorrectionField(due.step).label}


_ALWAYS: Mapping[str, Promise] = {
    Source.CORRECTION: gettext_lazy("等另一个人核对"),
    Source.NOTICE: gettext_lazy("公示到期，写结果"),
    Source.RATING: gettext_lazy("差评，换一个人问清楚"),
}
"""What is waited for wherever the procedure does not say it."""


def due_words(due: Due, on: date) -> str:
    """What is waited for: the state of a matter, the question that was asked of a unit or of the person, a second
    person's check."""
    if due.source == Source.PAYMENT:
        return str(ListState(due.step).label)
    if due.source in _ALWAYS:
        return str(_ALWAYS[due.source])
    law = current(due.kind, on)
    if law is None:
        return ""
    if due.source == Source.ASK:
        return str(law.question_words.get(due.step, ""))
    if due.source == Source.QUESTION:
        return str(law.term(due.step).title)
    return next((str(state.title) for state in law.states if state.key == due.step), "")


def state_words(matter: Matter) -> str:
    return str(matter.stands.title)


def asker_words(matter: Matter, *, is_voice: bool) -> str:
    """How it stands, said to the person who asked. What turns to them is said to a voice that joined as it is said of
    them."""
    state = matter.stands
    to_the_asker = state.waits_for is Party.REPORTER or state.outcome is Outcome.NOT_ASKED
    return str(state.sentence if is_voice and to_the_asker else state.villager)


def waits_words(matter: Matter) -> str:
    """Whom it waits for, by name; the matter was read with ``waits_unit`` and ``waits_user``."""
    if not matter.waits_for:
        return ""
    if matter.waits_for == Party.REPORTER:
        return _("%(name)s（报的人）") % {"name": matter.reporter_name} if matter.reporter_name else _("报的人")
    if matter.waits_user is not None:
        return str(matter.waits_user)
    return str(matter.waits_unit or "")


def procedure_words(matter: Matter) -> str:
    return str(matter.law.title)


def village_names(ids: Iterable[int | None]) -> Mapping[int, str]:
    """Short names by id; one query, none for no ids."""
    wanted = {pk for pk in ids if pk is not None}
    return dict(Area.objects.filter(pk__in=wanted).values_list("pk", "short_name")) if wanted else {}
