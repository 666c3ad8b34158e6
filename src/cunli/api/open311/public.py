"""What anybody may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cunli.api.open311.written import Record
from cunli.cases.models import Matter, StepTaken
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.refusals import Invalid, NotYours
from cunli.lib.terms import day_of
from cunli.places.kinds import CodeSystem, Level
from cunli.places.models import Area
from cunli.places.selectors import areas_in_force

KINDS = frozenset({"pole", "road", "water", "slope", "forest", "surroundings"})
"""Not what is somebody's house, kitchen, shop or school, and not "other", which may be anything."""
MOST = 1000
SPAN = timedelta(days=90)
"""Both as the standard has them."""
STATUS = {"open": True, "closed": False}
VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Sought:
    """``ids`` alone count where some are given, as the standard says."""

    since: datetime
    until: datetime
    ids: Sequence[str] = ()
    codes: Sequence[str] = ()
    statuses: Sequence[str] = ()


def sought(given: dict[str, str], *, now: datetime) -> Sought:
    """From the query's words. Raises Invalid."""
    since, until = (_moment(given, name) for name in ("start_date", "end_date"))
    until = until or (since + SPAN if since else now)
    since = since or until - SPAN
    if not since <= until <= since + SPAN:
        raise Invalid(_("start_date 到 end_date 最多 90 天"))
    statuses = _list(given, "status")
    if not set(statuses) <= STATUS.keys():
        raise Invalid(_("status 只能写 open 或 closed"))
    return Sought(since, until, _list(given, "service_request_id"), _list(given, "service_code"), statuses)


def the_county(now: datetime) -> Area:
    """One database is one county's. Raises NotYours before anybody has put it in."""
    found = areas_in_force(day_of(now)).filter(level=Level.COUNTY).order_by("pk").first()
    if found is None:
        raise NotYours(_("这里还没有录入县"))
    return found


def code_of(area: Area) -> str:
    """The county's code, by which others name this jurisdiction."""
    codes = area.codes.filter(system=CodeSystem.STATISTICS, valid_until=None)
    return codes.values_list("code", flat=True).first() or ""


def offered(now: datetime) -> list[Item]:
    items = county.items("hazard.kinds", on=day_of(now), county_id=the_county(now).pk)
    return [item for item in items if item["key"] in KINDS]


def kind_named(code: str, now: datetime) -> Item:
    found = next((item for item in offered(now) if item["key"] == code), None)
    if found is None:
        raise NotYours(_("没有这个 service_code"))
    return found


def services(now: datetime) -> list[Record]:
    return [
        {
            "service_code": item["key"],
            "service_name": item["word"],
            "description": item.get("title") or item["word"],
            "metadata": True,
            "type": "realtime",
            "keywords": "",
            "group": _("哪里不安全"),
        }
        for item in offered(now)
    ]


def definition(code: str, now: datetime) -> Record:
    """Which village it is in: nobody's telephone knows where a village ends."""
    villages = areas_in_force(day_of(now)).filter(level=Level.VILLAGE).select_related("town")
    values: list[Record] = [
        {"key": f"v{area.pk}", "name": f"{area.town or ''} {area.short_name}"}
        for area in villages.order_by("town__name", "name")
    ]
    attribute: Record = {
        "variable": True,
        "code": VILLAGE,
        "datatype": "singlevaluelist",
        "required": True,
        "datatype_description": _("选一个村"),
        "order": 1,
        "description": _("在哪个村"),
        "values": values,
    }
    return {"service_code": kind_named(code, now)["key"], "attributes": [attribute]}


def requests(asked: Sought, now: datetime) -> list[Record]:
    """The newest first, a thousand at most; two queries."""
    towns = areas_in_force(day_of(now)).filter(level=Level.TOWN).values_list("pk", flat=True)
    # By town: that is what the index of the days begins with.
    wanted = Q(town_id__in=list(towns), opened_at__range=(asked.since, asked.until))
    if asked.codes:
        wanted &= Q(kind__in=asked.codes)
    if len(set(asked.statuses)) == 1:
        wanted &= Q(is_open=STATUS[asked.statuses[0]])
    if asked.ids:
        wanted = Q(ref__in=asked.ids)
    words = {item["key"]: item["word"] for item in offered(now)}
    moved = StepTaken.objects.filter(matter=OuterRef("pk")).order_by("-number").values("received_at")[:1]
    found = Matter.objects.unscoped("of public kinds; no typed word leaves").filter(wanted, procedure="hazard")
    rows = found.filter(kind__in=words).select_related("town", "village", "unit").annotate(moved=Subquery(moved))
    return [_record(row, words) for row in rows.order_by("-opened_at", "-id")[:MOST]]


def request_named(ref: str, now: datetime) -> list[Record]:
    """As a list of one; raises NotYours."""
    found = requests(Sought(now, now, ids=[ref.replace("\0", "")]), now)
    if not found:
        raise NotYours(_("没有这个 service_request_id"))
    return found


def _record(matter: Matter, words: dict[str, str]) -> Record:
    return {
        "service_request_id": matter.ref,
        "status": "open" if matter.is_open else "closed",
        "status_notes": str(matter.stands.title),
        "service_name": words[matter.kind],
        "service_code": matter.kind,
        "description": words[matter.kind],
        "agency_responsible": matter.unit.name if matter.unit else None,
        "service_notice": None,
        "requested_datetime": _said(matter.opened_at),
        "updated_datetime": _said(getattr(matter, "moved", None) or matter.opened_at),
        "expected_datetime": None,
        "address": f"{matter.town} {matter.village or ''}".strip(),
        "address_id": f"v{matter.village_id}" if matter.village_id else None,
        "zipcode": None,
        "lat": _coarse(matter.lat),
        "long": _coarse(matter.lng),
        "media_url": None,
    }


def _coarse(degrees: object) -> float | None:
    """A kilometre, about."""
    return None if degrees is None else round(float(str(degrees)), 2)


def _said(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _list(given: dict[str, str], name: str) -> list[str]:
    words = given.get(name, "").replace("\0", "").split(",")
    return [word.strip()[:40] for word in words if word.strip()][:100]


def _moment(given: dict[str, str], name: str) -> datetime | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    try:
        found = parse_datetime(said.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found) or found.year not in range(2000, 2100):
        raise Invalid(_("%(name)s 要写成 2026-11-30T08:00:00+08:00 这样") % {"name": name})
    return found
