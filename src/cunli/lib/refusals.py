"""A refusal is an answer: what is refused, why, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class Refusal(Exception):
    """Base of every named refusal. Subclasses live beside the service that raises them.

    ``code`` is stable and for machines; ``what``, ``why`` and ``instead`` are sentences (lazily translated)
    for the screen. ``status`` is the HTTP status a door answers with; ``fields`` maps a field to its sentence.
    """

    code = "refused"
    status = 409

    def __init__(
        self, what: Words, *, why: Words = "", instead: Words = "", fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.instead = instead
        self.fields = dict(fields or {})

    def __str__(self) -> str:
        return _one_after_another([str(part) for part in (self.what, self.why, self.instead) if part])


def _one_after_another(sentences: list[str]) -> str:
    """Each closed before the next begins, in the manner of its script."""
    closed = []
    for sentence in sentences[:-1]:
        stop = "" if sentence[-1] in "。！？.!?" else "。" if sentence[-1] >= "\u2e80" else "."
        closed.append(sentence + stop + ("" if (sentence + stop)[-1] in "。！？" else " "))
    return "".join([*closed, *sentences[-1:]])


class NotYours(Refusal):
    """Outside the actor's scope. Reads answer 404, so that nobody learns what exists elsewhere."""

    code = "not_your_place"
    status = 404


class NotYourPost(Refusal):
    """Within reach, but this post may not do it."""

    code = "not_your_post"
    status = 403


class Invalid(Refusal):
    """What was typed cannot be understood; ``fields`` says where."""

    code = "invalid"
    status = 422


class Conflict(Refusal):
    """Someone else was first; nothing was lost."""

    code = "conflict"
    status = 409
