"""What goes in and out at the REST door; from these comes its OpenAPI description."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

Ref = Annotated[str, Field(pattern=r"^[A-Z]{2,4}-\d{4}-\d{1,9}$", examples=["HD-2026-00017"])]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
Word = Annotated[str, Field(pattern=r"^[a-z_]{0,40}$")]
Number = Annotated[int, Field(ge=1, le=2**53)]


class Given(Schema):
    """A field that is not described is a mistake of the sender, not to be passed over."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457. ``title`` says what is refused, ``detail`` why, ``instead`` what to do now."""

    type: str
    title: str
    status: int
    detail: str
    instead: str
    fields: dict[str, str]
    likely: list[str] = []


class Sought(Given):
    """``after``: where the last page ended. ``tab``: of these only the late ones, today's, those of the next days,
    or those that wait for somebody else."""

    after: str = Field(default="", max_length=120)
    limit: int = Field(default=50, ge=1, le=100)
    tab: Literal["", "late", "today", "soon", "others"] = ""
    village: Number | None = None
    procedure: Word = ""
    waits_for: Word = ""
    q: str = Field(default="", max_length=60)


class MatterLine(Schema):
    ref: str
    title: str
    procedure: str
    state: str
    waits_for: str
    village: str
    opened_at: datetime
    due_at: datetime | None


class Matters(Schema):
    """``next``: give it as ``after`` to read on; "" at the end."""

    matters: list[MatterLine]
    next: str


class Clock(Schema):
    """``state``: met, running, today, late, paused. ``reckoning``: why it is this day, a sentence each."""

    label: str
    state: str
    due: datetime | None
    words: str
    reckoning: list[str]


class Happened(Schema):
    """``received_at`` where it was written down later than it happened."""

    at: datetime
    received_at: datetime | None
    who: str
    title: str
    text: str


class Asked(Schema):
    who: str
    asked_on: datetime
    due: datetime
    state: str
    said: str


class StepOffered(Schema):
    key: str
    label: str
    hint: str


class MatterShown(Schema):
    """As the page shows it to this post; the newest line of ``course`` first."""

    ref: str
    title: str
    procedure: str
    sentence: str
    waits_for: str
    place: str
    is_open: bool
    clocks: list[Clock]
    course: list[Happened]
    asks: list[Asked]
    steps: list[StepOffered]


class OptionShown(Schema):
    value: str
    word: str


class FieldShown(Schema):
    """``kind`` says how the value is written: yes_no takes "yes" or "no", day an ISO day, money yuan."""

    name: str
    label: str
    kind: str
    required: bool
    options: list[OptionShown]


class StepShown(Schema):
    key: str
    label: str
    fields: list[FieldShown]


class StepGiven(Given):
    values: dict[Key, str | list[str]] = Field(default={}, max_length=40)
    happened_at: AwareDatetime | None = None


class HazardGiven(Given):
    """``kind`` and ``where`` are of GET /api/filing. ``teller`` is whoever told it, if somebody did."""

    kind: Key
    where: str = Field(default="", max_length=20)
    say: str = Field(min_length=1, max_length=2000)
    place: str = Field(default="", max_length=120)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lng: float | None = Field(default=None, ge=-180, le=180)
    happened: AwareDatetime | None = None
    people_at_risk: bool = False
    teller: str = Field(default="", max_length=40)
    teller_phone: str = Field(default="", max_length=30)
    sure: bool = False
    join: Ref | Literal[""] = ""


class ServiceGiven(Given):
    """``person`` is a ``person_id`` of GET /api/households; without it ``who`` says the name."""

    kind: Key = "other"
    where: str = Field(default="", max_length=20)
    say: str = Field(default="", max_length=2000)
    who: str = Field(default="", max_length=40)
    phone: str = Field(default="", max_length=30)
    person: Number | None = None
    channel: Literal["counter", "call"] = "call"
    sure: bool = False
    join: Ref | Literal[""] = ""


class Done(Schema):
    """``repeated``: this very request was answered before; nothing was done again."""

    ref: str
    repeated: bool


class Offered(Schema):
    """What may be written into ``where`` and ``kind`` when something is filed."""

    places: list[OptionShown]
    hazard_kinds: list[OptionShown]
    service_kinds: list[OptionShown]


class HouseholdHit(Schema):
    """Children without a name, telephones masked."""

    person_id: int
    name: str
    household_id: int | None
    household_no: str
    where: str
    phone: str


class Households(Schema):
    found: list[HouseholdHit]


class IntakeGiven(Given):
    """A work order of another system, under its own ``number``. ``who`` asked there."""

    source: Literal["12345", "platform"]
    number: str = Field(pattern=r"^[A-Za-z0-9./_-]{1,60}$")
    procedure: Literal["hazard", "service_request"]
    kind: Key = "other"
    where: str = Field(default="", max_length=20)
    say: str = Field(min_length=1, max_length=2000)
    place: str = Field(default="", max_length=120)
    who: str = Field(min_length=1, max_length=40)
    phone: str = Field(default="", max_length=30)


class TakenIn(Schema):
    """``repeated``: the number was known. ``noted``: it came with something new, which stands on the matter now."""

    ref: str
    repeated: bool
    noted: bool
