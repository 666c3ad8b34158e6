"""What is shown of a plan, and whether a plan made later is the same."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from cunli.registry.imports.national import BY_FIELD
from cunli.registry.imports.plan import NotRead, Plan
from cunli.registry.kinds import LabelKind, Relation, Sex

SHOWN = 200
"""Lines of each list on the page; the counts above them are of all."""
_WORDS = {"relation": Relation, "sex": Sex, "label": LabelKind}


def preview_of(plan: Plan) -> dict[str, Any]:
    """As it lies on the shelf: plain values, the words of the register still by their keys."""
    return {
        "changes": [
            [one.sheet, one.row, one.name, one.change.field, one.change.old, one.change.new]
            for one in plan.shown_changes[:SHOWN]
        ],
        "refused": [[one.sheet, one.row, one.column, one.reason] for one in sorted(plan.refused)[:SHOWN]],
        "disagreeing": [[one.sheet, one.row, one.column, one.reason] for one in plan.disagreeing[:SHOWN]],
        "withheld": [[one.sheet, one.row, one.column, one.reason] for one in plan.withheld[:SHOWN]],
        "unknown": [[column, value, count] for (column, value), count in plan.unknown_values.most_common(SHOWN)],
        "headings": plan.unknown_columns,
        "not_read": [[name, why.value] for name, why in plan.not_read],
    }


def fingerprint(plan: Plan) -> str:
    """The same for two plans that write the same, made by different processes; nothing in it can be read back."""
    digest = hashlib.sha256(f"{plan.sha256} {plan.county_id} {sorted(plan.mapping.items())}".encode())
    for homes in plan.homes():
        digest.update(repr(homes).encode())
    return digest.hexdigest()


def shown_changes(preview: dict[str, Any]) -> list[dict[str, object]]:
    """Lines of the preview in words."""
    return [
        {
            "sheet": sheet,
            "row": row,
            "name": name,
            "what": field_title(field),
            "old": value_words(field, old) or _("空"),
            "new": value_words(field, new) or _("没有了"),
        }
        for sheet, row, name, field, old, new in preview.get("changes", ())
    ]


def not_read(preview: dict[str, Any]) -> list[tuple[str, str]]:
    """(sheet, why it was passed over) in words."""
    said = {NotRead.HIDDEN: _("是隐藏的"), NotRead.NO_HEADER: _("没有表头")}
    return [(name, said[NotRead(why)]) for name, why in preview.get("not_read", ())]


def field_title(field: str) -> str:
    """What a field is called; a county's own heading is called by itself."""
    if field == "label":
        return _("标签")
    column = BY_FIELD.get(field)
    return column.title if column else field


def value_words(field: str, value: str) -> str:
    """What a value is called, where the register keeps it by a key."""
    words = _WORDS.get(field)
    return str(words(value).label) if words and value in words.values else value
