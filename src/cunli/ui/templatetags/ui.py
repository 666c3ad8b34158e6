"""Tags and filters for every template (registered as a builtin): icons, and how days and numbers are said.

``today`` and ``now`` come from the context processor; a filter takes either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cunli.lib.sentences import Sentence
from cunli.ui import icons, words
from cunli.ui.frame import NavItem
from cunli.ui.words import When

register = template.Library()
CHECKED, HERE = mark_safe(" checked"), mark_safe(' aria-current="page"')


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "phone" %}``: inline SVG, hidden from screen readers."""
    return icons.draw(name)


DOOR = '<li><a href="{}"{}>{}<span>{}</span>{}</a></li>'


@register.simple_tag
def side_doors(doors: Sequence[NavItem]) -> SafeString:
    """``{% side_doors frame.desk %}``: where the desk's sidebar leads, with what waits there."""
    return format_html_join(
        "",
        DOOR,
        (
            (
                door.href,
                HERE if door.current else "",
                icons.draw(door.icon),
                door.label,
                format_html("<span>{}</span>", door.count) if door.count else "",
            )
            for door in doors
        ),
    )


TABLE_ROW = (
    '<tr>{}<td class="cl-due"><span class="cl-tag" data-tone="{}">{}</span>{}</td>'
    '<td class="cl-title"><a href="{}">{}</a></td><td class="cl-quiet">{}</td><td>{}</td>'
    '<td class="cl-ref">{}</td><td>{}</td><td class="cl-ref">{}</td></tr>'
)
CELLS = ("tone", "due_word", "due_date", "href", "title", "step", "waits_for", "village", "kind", "ref")
BOX = '<td><input class="cl-check" type="checkbox" name="ref" value="{}"{} aria-label="{}"></td>'


@register.simple_tag
def table_row(row: Mapping[str, str], ticked: bool = False) -> SafeString:
    """``{% table_row row ticked %}``: one of fifty, which would be half of a page's time if a template wrote them."""
    box = format_html(BOX, row["select"], CHECKED if ticked else "", row["title"]) if row["select"] else ""
    return format_html(TABLE_ROW, box, *(row[name] for name in CELLS))


@register.filter
def due_words(due: When | None, now: When) -> str:
    """``{{ due|due_words:now }}``: 超2天 · 今天 · 明天 · 还有3天."""
    return words.due_words(due, now) if due else ""


@register.filter
def due_tone(due: When | None, now: When) -> str:
    """``{{ due|due_tone:now }}``: late, due or calm."""
    return words.due_tone(due, now).value if due else words.Tone.CALM.value


@register.filter
def due_at(due: When | None, now: When) -> str:
    """``{{ due|due_at:now }}``: 11月21日, or 15:00 前 when it is today by the clock."""
    return words.due_at(due, now) if due else ""


@register.filter
def day_cn(day: When | None, today: When) -> str:
    """``{{ day|day_cn:today }}``: 11月30日 周一; the year only when it is not this one."""
    return words.day_cn(day, today) if day else ""


@register.filter
def day_short(day: When | None, today: When) -> str:
    """``{{ day|day_short:today }}``: 11月30日."""
    return words.day_short(day, today) if day else ""


@register.filter
def day_full(day: When | None) -> str:
    """``{{ at|day_full }}``: 2026年11月23日."""
    return words.day_full(day) if day else ""


@register.filter
def month_full(day: When | None) -> str:
    """``{{ month|month_full }}``: 2026年11月."""
    return words.month_full(day) if day else ""


@register.filter
def weekday_long(day: When | None) -> str:
    """``{{ day|weekday_long }}``: 星期四."""
    return words.weekday_long(day) if day else ""


@register.filter
def clock_cn(moment: datetime | time | None) -> str:
    """``{{ at|clock_cn }}``: 9:04."""
    return words.clock_cn(moment) if moment else ""


@register.filter
def moment_cn(moment: When | None, today: When) -> str:
    """``{{ at|moment_cn:today }}``: 今天 10:30 · 昨天 19:20 · 11月21日 周六 15:00."""
    return words.moment_cn(moment, today) if moment else ""


@register.filter
def spoken_phone(number: str) -> str:
    """``{{ phone|spoken_phone }}``: 138 0013 8000."""
    return words.spoken_phone(number)


@register.filter
def heat_word(heat: int) -> str:
    """``{{ heat|heat_word }}``: 很激动 … 谈拢."""
    return words.heat_word(heat)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each written line a paragraph, escaped."""
    lines = [line.strip() for line in str(text).splitlines()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


@register.filter
def share(n: int, of: int) -> str:
    """``{{ n|share:of }}``: how long a bar of ``n`` out of ``of`` is, in percent of its track."""
    return f"{min(100 * n / of, 100):.1f}" if of else "0"


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's input in our look, with hint and error announced to readers."""
    kind = getattr(field.field.widget, "input_type", "textarea")
    css = {"checkbox": "cl-check", "radio": "cl-check", "file": "cl-file", "hidden": ""}.get(kind, "cl-input")
    own = str(field.field.widget.attrs.get("class", ""))
    attrs: dict[str, str | bool] = {"class": f"{css} {own}".strip()}
    described = _described_by(field)
    if described:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    return mark_safe(field.as_widget(attrs=attrs))  # noqa: S308 - rendered and escaped by the form


def _described_by(field: BoundField) -> str:
    parts = [f"{field.id_for_label or field.auto_id}_hint"] if field.help_text else []
    if field.errors:
        parts.append(f"{field.id_for_label or field.auto_id}_error")
    return " ".join(parts)


@register.filter
def widget_kind(field: BoundField) -> str:
    """``radio``, ``checkbox``, ``select``, ``text`` …: how the field component lays it out."""
    widget = field.field.widget
    if getattr(widget, "input_type", "") == "checkbox" and getattr(widget, "allow_multiple_selected", False):
        return "checkboxes"
    return str(getattr(widget, "input_type", "text"))


@register.filter
def has_hour(due: When) -> bool:
    """Whether the due moment runs by the clock and not only by the day."""
    return words.has_hour(due)


@register.filter
def clock_before(due: datetime) -> str:
    """``{{ due|clock_before }}``: 15:00 前."""
    return words.clock_before(due)


@register.filter
def sentence(line: object) -> str:
    """One line of a reckoning: a ``Sentence`` says itself, a string is itself."""
    return line.text() if isinstance(line, Sentence) else str(line)


@register.filter
def source(line: object) -> str:
    """The article a line of a reckoning stands on, if it has one."""
    return str(line.citation) if isinstance(line, Sentence) and line.citation else ""


@register.filter
def thousands(n: int) -> str:
    """``{{ n|thousands }}``: 1,284."""
    return f"{n:,}"


@register.filter
def dots(heat: int) -> list[bool]:
    """Five dots; the one of this heat is marked."""
    return [place == heat for place in range(1, 6)]


@register.simple_tag
def percent(n: int, of: int) -> SafeString:
    """``{% percent n of %}``: 93%. Only ever beside its count."""
    return format_html("{}%", round(100 * n / of)) if of else mark_safe("")
