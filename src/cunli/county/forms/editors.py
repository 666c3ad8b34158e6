"""For each shape of a setting the inputs of its value: drawn from a stored value, read back into one.

An editor is bound to what was posted or, without it, shows the value given. ``grown`` keeps what was typed and has one
empty row more: that is how a table grows without scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

from django.forms import Form
from django.http import QueryDict
from django.utils.functional import cached_property

from cunli.county.forms.lengths import LengthForm, WholeForm, split
from cunli.county.forms.rows import INPUTS, Offers, RowForm, RungForm, rung_inputs
from cunli.county.rules import LADDERS, LEVELS
from cunli.county.values import WHOLE, Json, Shape

MOST_ROWS = 60
NO_RUNG = rung_inputs({})
Row = TypeVar("Row", bound=Form)
Entries = list[dict[str, Json]]


class Editor(Protocol):
    """``template`` draws it. ``value`` only once it is valid."""

    template: str

    def is_valid(self) -> bool: ...

    @property
    def value(self) -> Json: ...

    def grown(self, table: str) -> Editor: ...


class LengthEditor:
    template = "county/_length.html"

    def __init__(self, data: QueryDict | None, value: Json) -> None:
        self.form = LengthForm(data, prefix="value", initial=split(value))

    def is_valid(self) -> bool:
        return self.form.is_valid()

    @property
    def value(self) -> Json:
        return self.form.written

    def grown(self, table: str) -> Editor:
        del table
        return self


class WholeEditor:
    template = "county/_length.html"

    def __init__(self, data: QueryDict | None, value: Json, shape: Shape) -> None:
        self.form = WholeForm(data, shape=shape, prefix="value", initial={"number": value})

    def is_valid(self) -> bool:
        return self.form.is_valid()

    @property
    def value(self) -> Json:
        return int(self.form.cleaned_data["number"])

    def grown(self, table: str) -> Editor:
        del table
        return self


class PerLevelEditor:
    template = "county/_per_level.html"

    def __init__(self, data: QueryDict | None, value: Json, words: Mapping[str, str]) -> None:
        lengths = value if isinstance(value, dict) else {}
        self.forms = [
            (words[level], LengthForm(data, prefix=f"value-{level}", initial=split(lengths.get(level))))
            for level in LEVELS
        ]

    def is_valid(self) -> bool:
        return _all_valid(form for _word, form in self.forms)

    @property
    def value(self) -> Json:
        return {level: form.written for level, (_word, form) in zip(LEVELS, self.forms, strict=True)}

    def grown(self, table: str) -> Editor:
        del table
        return self


class Table(Generic[Row]):
    """Rows of one kind of form; how many is posted along, so that a page may have grown."""

    def __init__(
        self,
        data: QueryDict | None,
        make: type[Row],
        *,
        name: str,
        initial: Sequence[Mapping[str, object]],
        **more: Any,
    ) -> None:
        self.name = name
        count = _count(data, f"{name}-count") if data is not None else len(initial)
        shown = [*initial, *({} for _ in range(count - len(initial)))]
        self.rows = [
            make(data, prefix=f"{name}-{n}", initial=shown[n], **more)  # type: ignore[arg-type]
            for n in range(count)
        ]

    def is_valid(self) -> bool:
        return _all_valid(self.rows)

    @property
    def typed(self) -> list[dict[str, object]]:
        """As it stands in the inputs, not checked."""
        return [{name: row[name].value() for name in row.fields} for row in self.rows]


class ListEditor:
    """``value`` gives new rows a key; rows are ordered by the number typed, the others after it."""

    template = "county/_rows.html"

    def __init__(
        self,
        data: QueryDict | None,
        value: Json,
        *,
        shape: Shape,
        offers: Offers,
        shown: Sequence[Mapping[str, object]] | None = None,
    ) -> None:
        self._known, self._shape, self._offers = cast(Entries, value), shape, offers
        numbered = [{**entry, "order": number} for number, entry in enumerate(self._known, 1)]
        self.may_grow = "order" in INPUTS[shape]
        empty: list[dict[str, object]] = [{}] if self.may_grow else []
        self.table: Table[RowForm] = Table(
            data,
            RowForm,
            name="row",
            initial=[*numbered, *empty] if shown is None else shown,
            shape=shape,
            offers=offers,
        )

    def is_valid(self) -> bool:
        return self.table.is_valid()

    @cached_property
    def value(self) -> Json:
        rows = [row for row in self.table.rows if not row.is_blank]
        known = {str(entry["key"]): entry for entry in self._known}
        rows.sort(key=lambda row: _wanted(row, list(known)))
        fresh = (f"own_{n}" for n in range(1, 1000) if f"own_{n}" not in known)
        made: list[Json] = []
        for row in rows:
            key = row.cleaned_data["key"]
            made.append(row.entry(known.get(key, {}), key if key in known else next(fresh)))
        return made

    def grown(self, table: str) -> Editor:
        del table
        shown = [*self.table.typed, {}]
        return ListEditor(None, cast(Json, self._known), shape=self._shape, offers=self._offers, shown=shown)


class LadderEditor:
    template = "county/_ladder.html"

    def __init__(
        self, data: QueryDict | None, value: Json, shown: Mapping[str, Sequence[Mapping[str, object]]] | None = None
    ) -> None:
        ladders = value if isinstance(value, dict) else {}
        stored = {name: [*map(rung_inputs, cast(Entries, ladders[name])), NO_RUNG] for name in LADDERS}
        self.tables = [Table(data, RungForm, name=name, initial=(shown or stored)[name]) for name in LADDERS]
        self._value = value

    def is_valid(self) -> bool:
        return _all_valid(row for table in self.tables for row in table.rows)

    @property
    def value(self) -> Json:
        return {table.name: [row.rung for row in table.rows if not row.is_blank] for table in self.tables}

    def grown(self, table: str) -> Editor:
        shown = {one.name: [*one.typed, *([NO_RUNG] if one.name == table else [])] for one in self.tables}
        return LadderEditor(None, self._value, shown)


def editor_of(
    shape: Shape, data: QueryDict | None, value: Json, *, levels: Mapping[str, str], offers: Offers
) -> Editor:
    """The editor of a setting; ``levels``: the words of the hazard levels."""
    if shape is Shape.LENGTH:
        return LengthEditor(data, value)
    if shape is Shape.LENGTH_PER_LEVEL:
        return PerLevelEditor(data, value, levels)
    if shape in WHOLE:
        return WholeEditor(data, value, shape)
    if shape is Shape.LADDER:
        return LadderEditor(data, value)
    return ListEditor(data, value, shape=shape, offers=offers)


def _wanted(row: RowForm, keys: list[str]) -> tuple[int, int]:
    """The place typed; who moves up or is new stands before whoever is there, who moves down behind."""
    key = row.cleaned_data["key"]
    place = row.cleaned_data.get("order") or MOST_ROWS + 1
    was = keys.index(key) + 1 if key in keys else MOST_ROWS + 2
    return place, (place > was) - (place < was)


def _all_valid(checked: Iterable[Form]) -> bool:
    """Every one is looked at, so that every complaint is shown."""
    return not [form for form in checked if not form.is_valid()]


def _count(data: QueryDict, name: str) -> int:
    typed = data.get(name, "")
    return min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdigit() else 0
