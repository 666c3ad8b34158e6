"""Forms that say what is missing in a sentence a person would use. No 必填, no 非法, no codes."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLAIN: dict[str, str | Promise] = {
    "required": _("这里还空着，请填一下"),
    "invalid": _("这里没看懂，请再看一眼"),
    "invalid_choice": _("请从给出的几项里选一个"),
    "invalid_list": _("请从给出的几项里选"),
    "empty": _("这个文件是空的，请换一个"),
    "missing": _("文件没送到，请再选一次"),
}
BY_FIELD: dict[type[forms.Field], dict[str, str | Promise]] = {
    forms.DateField: {"invalid": _("日子没看懂，请写成 2026-11-23 这样")},
    forms.DateTimeField: {"invalid": _("时间没看懂，请写成 2026-11-23 09:30 这样")},
    forms.IntegerField: {"invalid": _("这里要填一个整数")},
    forms.DecimalField: {"invalid": _("这里要填一个数")},
}


class PlainForm(forms.Form):
    """The base of every form: a field keeps the sentences it was given, and gets plain ones for the rest."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        for field in self.fields.values():
            speak_plainly(field)


def speak_plainly(field: forms.Field) -> None:
    """Replace Django's stock sentences on ``field``; those written for this field stay."""
    stock: dict[str, object] = {}
    for ancestor in reversed(type(field).__mro__):
        stock.update(getattr(ancestor, "default_error_messages", {}))
    plain = {**PLAIN, **_for_type(field)}
    for code, sentence in plain.items():
        if code in field.error_messages and field.error_messages[code] == stock.get(code):
            field.error_messages[code] = sentence  # type: ignore[assignment]  # lazily translated sentences are allowed


def _for_type(field: forms.Field) -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for kind, sentences in BY_FIELD.items():
        if isinstance(field, kind):
            found.update(sentences)
    return found
