"""What was made at the time and is named as evidence: a matter or a sealed paper, by its number or its code.

Kept is which it is, its day and what proves that it has not changed since; never its text. Whoever names it must be
able to see it, and whoever opens it later as well: the reference opens nothing by itself.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.journal.selectors import newest_mark, still_says
from cunli.lib.actors import Actor
from cunli.lib.codes import is_short_code, spoken
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of
from cunli.papers.models import Paper
from cunli.papers.rules import day_in_words
from cunli.papers.selectors import papers_within

SHOWN = 12
"""So much of a hash tells two records apart."""


class UnseenRecord(Refusal):
    """No such record, or none that this person may see: the answer is the same."""

    code = "unseen_record"
    status = 409


def record_named(actor: Actor, typed: str) -> dict[str, object]:
    """A paper by the ten digits printed on it, a matter by its number. Raises UnseenRecord."""
    plain = "".join(typed.split()).upper()
    found = _paper(actor, plain) if is_short_code(plain) else _matter(actor, plain)
    if found is None:
        raise UnseenRecord(
            _("没有找到这份记录"),
            why=_("可能号码打错了，也可能这份记录您看不到。"),
            instead=_("写事情的号码（像 HD-2026-00017），或者盖了章的文书上的 10 个数字。"),
        )
    return found


def is_unchanged(record: object) -> bool:
    """Whether what was named is still what it was."""
    if not isinstance(record, dict):
        return False
    if "entry" in record:
        return still_says(int(record["entry"]), str(record["leaf"]))
    paper = Paper.objects.unscoped("only whether its file is the same").select_related("file")
    kept = paper.filter(verify_code=record["code"]).first()
    return kept is not None and kept.file is not None and kept.file.sha256 == record["sha256"]


def _matter(actor: Actor, ref: str) -> dict[str, object] | None:
    matter = Matter.objects.reached(actor.scope, ref)
    mark = newest_mark(ref)
    if matter is None or mark is None:
        return None
    day = day_of(matter.opened_at)
    named = f"{ref}（{day_in_words(day)}，记录第{mark.entry}号，指纹 {mark.leaf[:SHOWN]}）"
    return {"name": named, "ref": ref, "day": day.isoformat(), "entry": mark.entry, "leaf": mark.leaf}


def _paper(actor: Actor, code: str) -> dict[str, object] | None:
    paper = papers_within(actor).select_related("file").filter(verify_code=code).first()
    if paper is None or paper.file is None or paper.sealed_at is None:
        return None
    day = day_of(paper.sealed_at)
    named = f"{paper.number}（{day_in_words(day)}，核验码 {spoken(code)}）"
    return {"name": named, "ref": paper.ref, "day": day.isoformat(), "code": code, "sha256": paper.file.sha256}
