"""What is typed after a visit: one screen, nothing that is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.acts.visiting import Promised
from cunli.lib.typed import TextField
from cunli.visits.kinds import Way
from cunli.visits.models import TEXT_MAX

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROMISES = 3
LONGEST_AGO = timedelta(days=31)
TOO_LONG = {"max_length": _("写得太长了，最多 1000 个字")}
WHEN = (("1", _("明天")), ("3", _("三天内")), ("7", _("一周内")), ("day", _("选一天")))
NOON = time(12)


def _words(label: _StrPromise) -> TextField:
    return TextField(
        label=label, max_length=TEXT_MAX, required=False, error_messages=TOO_LONG, widget=forms.Textarea({"rows": 2})
    )


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What stands in one row of 答应的事."""

    number: int
    what: str
    when: str
    day: str
    problem: str


class VisitForm(Form):
    """``people`` are (number, name) of the household, the one who is met most likely first."""

    way = forms.ChoiceField(choices=Way.choices, required=False)
    met = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": _("请从这一家里选见到的人")})
    met_besides = TextField(label=_("别的人"), max_length=40, required=False)
    seen, said, did = _words(_("看到")), _words(_("他说")), _words(_("做了"))
    is_sensitive = forms.BooleanField(label=_("这一笔只给我和联系人看"), required=False)
    on = forms.DateField(label=_("哪天的事"), required=False, error_messages={"invalid": _("请选几月几日")})
    happened = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M"])
    """Filled in by the phone: when 记好了 was pressed, which may be long before it is sent."""
    wanted = TextField(max_length=200, required=False, error_messages={"max_length": _("写短一点，最多 200 个字")})
    wanted_kind = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("请选是哪一类")})
    phone_of = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("请从这一家里选")})
    phone = TextField(max_length=20, required=False)
    key = forms.CharField(max_length=64, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        people: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, str]],
        now: datetime,
    ) -> None:
        super().__init__(data)
        self.now = now
        for name, choices in (("met", people), ("phone_of", people), ("wanted_kind", kinds)):
            cast(forms.ChoiceField, self.fields[name]).choices = list(choices)
        for number in range(PROMISES):
            self.fields[f"what_{number}"] = TextField(
                max_length=200, required=False, error_messages={"max_length": _("写短一点，最多 200 个字")}
            )
            self.fields[f"when_{number}"] = forms.ChoiceField(choices=WHEN, required=False)
            self.fields[f"day_{number}"] = forms.DateField(required=False, error_messages={"invalid": _("请选哪一天")})

    @property
    def problems(self) -> dict[str, str]:
        """Each field's first sentence, "" where there is none."""
        said = {name: str(errors[0]) for name, errors in self.errors.items()} if self.is_bound else {}
        return {name: said.get(name, "") for name in (*self.fields, "__all__")}

    @property
    def sentences(self) -> list[str]:
        """Every sentence once, in the order of the page."""
        return [text for text in dict.fromkeys(self.problems.values()) if text]

    @property
    def typed(self) -> dict[str, Any]:
        return {name: self[name].value() or "" for name in self.fields}

    @property
    def rows(self) -> list[PromiseRow]:
        """The rows of 答应的事, with what was typed."""
        typed, wrong = self.typed, self.problems
        return [
            PromiseRow(
                number=number,
                what=typed[f"what_{number}"],
                when=typed[f"when_{number}"],
                day=str(typed[f"day_{number}"]),
                problem=wrong[f"what_{number}"] or wrong[f"when_{number}"] or wrong[f"day_{number}"],
            )
            for number in range(PROMISES)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in range(PROMISES):
            self._clean_promise(given, number)
        if given.get("wanted") and not given.get("wanted_kind"):
            self.add_error("wanted_kind", _("请选是哪一类事，才知道交给谁"))
        if given.get("phone") and not given.get("phone_of"):
            self.add_error("phone_of", _("请选是谁的电话换了"))
        on, today = given.get("on"), timezone.localdate(self.now)
        if on and not today - LONGEST_AGO <= on <= today:
            self.add_error("on", _("只能记今天和过去一个月里的"))
        return given

    def _clean_promise(self, given: dict[str, Any], number: int) -> None:
        what, when, day = (given.get(f"{name}_{number}") for name in ("what", "when", "day"))
        if what and not (when or day):
            self.add_error(f"when_{number}", _("请选哪天前办到"))
        if what and when == "day" and not day:
            self.add_error(f"day_{number}", _("请选哪一天"))

    @property
    def promises(self) -> Iterator[Promised]:
        """Of a valid form."""
        today = timezone.localdate(self.now)
        for number in range(PROMISES):
            what, when, day = (self.cleaned_data[f"{name}_{number}"] for name in ("what", "when", "day"))
            if what:
                until: date = day if when in ("day", "") else today + timedelta(days=int(when))
                yield Promised(words=" ".join(what.split()), done_by=until)

    @property
    def happened_at(self) -> datetime:
        """When it was: as the phone wrote down, else the day that was picked, else now."""
        written: datetime | None = self.cleaned_data["happened"]
        if written:
            return max(min(written, self.now), self.now - LONGEST_AGO)
        on: date | None = self.cleaned_data["on"]
        if on is None or on == timezone.localdate(self.now):
            return self.now
        return timezone.make_aware(datetime.combine(on, NOON))


class CorrectForm(Form):
    """The three sentences of one's own note, and why they change."""

    seen, said, did = _words(_("看到")), _words(_("他说")), _words(_("做了"))
    why = TextField(label=_("为什么改"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PairForm(Form):
    """Households that were ticked, and who looks after them from today on."""

    households = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("请勾选哪些户")})
    helper = forms.TypedChoiceField(coerce=int, label=_("由谁来联系"), error_messages={"required": _("请选由谁来联系")})

    def __init__(
        self, data: QueryDict | None, *, households: Sequence[tuple[int, str]], helpers: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["households"]).choices = list(households)
        cast(forms.ChoiceField, self.fields["helper"]).choices = list(helpers)
