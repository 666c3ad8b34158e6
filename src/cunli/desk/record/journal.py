"""The record, for the audit administrator: who did what to whom, when and why. Nothing here can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cunli.accounts.models import Post, User
from cunli.cases.models import Ask, Attachment
from cunli.desk.inbox.filters import moment_in
from cunli.desk.record.verbs import GROUPS, words_of
from cunli.exclusions.hiding import hidden_refs
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.lib.masking import mask_long_numbers
from cunli.lib.scope import Scope
from cunli.papers.models import Paper
from cunli.places.models import Unit
from cunli.registry.models import Household, Membership

ROWS = 50
DAYS = 30
"""Looked through where no day is said: without a person or a thing named, the index walks by time."""
MOST_PEOPLE = 50
_WHY = "the audit administrator reads the record of the whole county"
_HIDDEN = "what is left out of the record of whom it is about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which entries are wanted. ``what``: a key of ``GROUPS``; ``after``: where the last page ended."""

    subject: str = ""
    who: str = ""
    what: str = ""
    since: date
    until: date
    after: str = ""

    @classmethod
    def from_query(cls, query: QueryDict, today: date) -> Asked:
        """Whatever cannot be understood is left out: a list is shown rather than an error."""
        until = _day(query.get("until", "")) or today
        return cls(
            subject=query.get("subject", "").replace("\0", "").strip()[:80],
            who=query.get("who", "").replace("\0", "").strip()[:40],
            what=query.get("what", "") if query.get("what", "") in GROUPS else "",
            since=_day(query.get("since", "")) or until - timedelta(days=DAYS),
            until=until,
            after=query.get("after", "").replace("\0", "")[:60],
        )

    def link(self, **changes: str) -> str:
        new = replace(self, **{"after": "", **changes})  # type: ignore[arg-type]  # checked by the dataclass
        return "?" + urlencode({name: value for name, value in asdict(new).items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    happened_at: datetime | None
    """Where it is another time."""
    who: str
    title: str
    verb: str
    subject: str
    subject_href: str
    for_whom: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    asked: Asked
    lines: Sequence[Line]
    groups: Sequence[tuple[str, str, bool]]
    next_page: str
    first_page: str


def build(actor: Actor, asked: Asked) -> JournalPage:
    """Two queries; one or two more where a person or a household is named."""
    found = _within(actor).exclude(_hidden(actor.scope)).filter(_between(asked), _after(asked.after))
    if asked.what:
        found = found.filter(GROUPS[asked.what][1])
    if asked.who:
        found = found.filter(user_id__in=_users(asked.who))
    if asked.subject:
        found = found.filter(subject__in=_subjects(asked.subject))
    rows = list(found.order_by("-at", "-id")[: ROWS + 1])
    last = rows[ROWS - 1] if len(rows) > ROWS else None
    return JournalPage(
        asked=asked,
        lines=[_line(row, asked) for row in rows[:ROWS]],
        groups=[(key, str(word), key == asked.what) for key, (word, _verbs) in GROUPS.items()],
        next_page=asked.link(after=f"{last.at.isoformat()}~{last.pk}") if last else "",
        first_page=asked.link() if asked.after else "",
    )


def _within(actor: Actor) -> QuerySet[Entry]:
    """The administrator's county, and what belongs to no county (signing in, keys) where nobody of another did it."""
    unit = Unit.objects.filter(pk=actor.unit_id or 0).only("county_id").first()
    if unit is None or unit.county_id is None:
        return Entry.objects.none()
    ours = Post.objects.unscoped(_WHY).filter(unit__county_id=unit.county_id).values("pk")
    return Entry.objects.filter(
        Q(county_id=unit.county_id) | Q(county_id=None) & (Q(post_id=None) | Q(post_id__in=ours))
    )


def _hidden(scope: Scope) -> Q:
    """What does not exist for whoever reads, and the files that belong to it, which are entered by their own number."""
    hidden = hidden_refs(scope)
    subject = Concat(Value("file:"), Cast("file_id", CharField()))
    found = Q(subject__in=hidden)
    for rows in (
        Attachment.objects.filter(matter__ref__in=hidden),
        Ask.objects.filter(matter__ref__in=hidden, file__isnull=False),
        Paper.objects.unscoped(_HIDDEN).filter(ref__in=hidden, file__isnull=False),
    ):
        found |= Q(subject__in=rows.values_list(subject))
    return found


def _between(asked: Asked) -> Q:
    zone = timezone.get_current_timezone()
    begin = datetime.combine(asked.since, time.min, zone)
    return Q(at__gte=begin, at__lt=datetime.combine(asked.until, time.min, zone) + timedelta(days=1))


def _after(after: str) -> Q:
    moment, _mark, number = after.rpartition("~")
    at = moment_in(moment)
    if at is None or not (number.isascii() and number.isdigit() and len(number) < 18):
        return Q()
    return Q(at__lt=at) | Q(at=at, id__lt=int(number))


def _users(who: str) -> list[int]:
    rows = User.objects.filter(Q(name=who) | Q(username=who.lower()))
    return list(rows.values_list("pk", flat=True)[:MOST_PEOPLE])


def _subjects(said: str) -> list[str]:
    """As the record names it; of a household by its printed number, also everybody who ever lived in it."""
    home = Household.objects.unscoped(_WHY).filter(printed_no=said.upper()).only("pk").first()
    if home is None:
        return [said, said.upper()]
    lived = Membership.objects.unscoped(_WHY).filter(household=home).values_list("person_id", flat=True)
    return [f"household:{home.pk}", *(f"person:{pk}" for pk in lived)]


def _line(row: Entry, asked: Asked) -> Line:
    return Line(
        at=row.at,
        happened_at=row.happened_at if row.happened_at != row.at else None,
        who=row.actor_name,
        title=row.actor_title,
        verb=words_of(row.verb),
        subject=_thing(row.subject),
        subject_href=asked.link(subject=row.subject, who="", what=""),
        for_whom=_thing(row.for_whom),
        reason=mask_long_numbers(row.reason),
        origin=row.origin,
    )


def _thing(said: str) -> str:
    """A printed reference as it is; anything else by its kind and number, never by name."""
    kind, mark, number = said.partition(":")
    names = {
        "person": pgettext("one of them", "人"), "household": pgettext("one of them", "户"), "user": _("账号"),
        "unit": _("单位"), "area": _("地方"),
        "file": _("文件"), "label": _("标签"), "import": _("导入"), "import_run": _("导入"), "setting": _("设置"),
        "template": _("文书样式"), "filter": _("存的条件"), "message": _("消息"), "paper": _("文书"),
        "notice": _("公示"), "token": _("令牌"), "webhook": _("推送"), "holidays": _("放假安排"),
    }  # fmt: skip
    return f"{names[kind]} {number}" if mark and kind in names else said


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and date(2000, 1, 1) <= found <= date(2200, 1, 1) else None
