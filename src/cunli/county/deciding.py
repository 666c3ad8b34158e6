"""One decision on one setting, from the form to the preview to the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict

from cunli.county import pages, selectors, services, words
from cunli.county.forms import DecisionForm, Editor
from cunli.county.values import Default, Json
from cunli.lib.actors import Actor
from cunli.lib.refusals import Refusal
from cunli.places.models import Area

ADD = "add:"
"""What the button of a table posts before the table's name: one row more."""
SHOWN = ("csrfmiddlewaretoken", "do")


@dataclass(slots=True)
class Deciding:
    """What was posted, ``do`` apart: add a row, look at what it changes, go back to it, or decide."""

    default: Default
    county: Area
    form: DecisionForm
    editor: Editor
    do: str
    sent: Sequence[tuple[str, str]]
    status: int = 200

    @property
    def is_preview(self) -> bool:
        return self.do == "preview" and self.status == 200

    @property
    def value(self) -> Json:
        return self.editor.value

    def changes(self, today: date) -> list[str]:
        """Against what would hold that day without it."""
        on: date = self.form.cleaned_data["valid_from"]
        before = pages.held_on(self.default, on, county=self.county)
        return words.changes(self.default.shape, before, self.value, pages.level_words(self.county, today))


def opened(default: Default, county: Area, *, today: date, of: date | None) -> Deciding:
    """The form as it is first shown: with what holds today, or what was decided for the day ``of``."""
    rows = [one.row for one in selectors.decided(default.key, county=county)]
    row = next((row for row in rows if row.valid_from == of and row.valid_from > today and row.area_id), None)
    initial: dict[str, object] = {"valid_from": today + timedelta(days=1)}
    if row is not None:
        initial = {"valid_from": row.valid_from, "source": row.source, "why": row.why}
    initial["seen"] = selectors.fingerprint(default.key, county=county)
    value = row.value if row is not None else pages.held_on(default, today, county=county)
    editor = pages.editor_for(default, None, value, county=county, today=today)
    return Deciding(default, county, DecisionForm(initial=initial), editor, "", ())


def posted(default: Default, county: Area, data: QueryDict, *, actor: Actor, at: datetime, today: date) -> Deciding:
    """Carry out what the button says, as far as it can be; refusals stand at their fields, nothing typed is lost."""
    do = data.get("do", "preview")
    editor = pages.editor_for(default, data, _base(default, county, data, today), county=county, today=today)
    sent = [(name, value) for name, values in data.lists() for value in values if name not in SHOWN]
    deciding = Deciding(default, county, DecisionForm(data), editor, do, sent)
    if do.startswith(ADD):
        deciding.editor = editor.grown(do.removeprefix(ADD))
        deciding.form = DecisionForm(initial=data.dict())
    elif not all([deciding.form.is_valid(), editor.is_valid()]):
        deciding.status = 422
    elif do != "edit":
        _carry_out(deciding, actor=actor, at=at)
    return deciding


def _carry_out(deciding: Deciding, *, actor: Actor, at: datetime) -> None:
    given = deciding.form.cleaned_data
    said = {name: given[name] for name in ("valid_from", "source", "seen")}
    said |= {"actor": actor, "key": deciding.default.key, "value": deciding.value, "at": at, "area": deciding.county}
    try:
        if deciding.do == "save":
            services.set_value(**said, why=given["why"])
        else:
            services.check_value(**said)
    except Refusal as refusal:
        deciding.form.refuse(refusal)
        deciding.status = refusal.status


def _base(default: Default, county: Area, data: QueryDict, today: date) -> Json:
    """The value whose rows the posted ones refer to by key: what would hold on the day chosen."""
    try:
        on = date.fromisoformat(data.get("valid_from", ""))
    except ValueError:
        on = today
    return pages.held_on(default, max(on, today), county=county)
