"""For whom a matter does not exist, no answer of the house differs by it: every address is asked before it came in and
afterwards, then with its number and with one that was never given out, and with its parts under another's number."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from cunli.accounts.machines import POSTLESS
from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.cases.models import Attachment, Matter
from cunli.cases.selectors import matter_for
from cunli.desk.figures.counts import MEASURES
from cunli.dues.selectors import count_at_unit
from cunli.papers.models import Paper
from cunli.webhooks.models import Webhook
from cunli.webhooks.selectors import within_hearing
from tests.acts.stories import report, step
from tests.api.machines import machine
from tests.architecture.one_of_each import World, build
from tests.architecture.test_who_gets_what import TOKEN, browser, rolled_back, rows
from tests.cast import NOW, TODAY, Cast
from tests.files.samples import png

SECRET = "收了两条烟才给办低保"
NEVER = "PT-2026-99999"
LATER = NOW + timedelta(days=1)
END = datetime(2027, 12, 31, tzinfo=ZoneInfo("Asia/Shanghai"))
MADE_ANEW = re.compile(
    rb"(?<=csrfmiddlewaretoken\" value=\")\w+|(?<=X-CSRFToken\": \")\w+|(?<=\"token\": \")\w+"
    rb"|(?<=nonce=\")[^\"]+|(?<=nonce-)[^']+"
    rb"|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}"
)
"""What every page makes up: its token, the key of its form."""
ANOTHER_EACH_TIME = ("two_factor_setup", "seal", "seal_sheet")
"""They show a secret just drawn, and the newest seal of everything that is done in the house."""
Answer = tuple[int, bytes]


@pytest.fixture
def world(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Iterator[World]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    settings.MEDIA_ROOT = tmp_path
    made = build(cast, tmp_path)
    sweep(at=NOW)  # what it does about everything else is done before anybody looks
    logging.disable()
    yield made
    logging.disable(logging.NOTSET)


def accuse(cast: Cast) -> Matter:
    """Sealed: hidden from every office of its village and town; and its clerk is named."""
    matter = report(cast, "villager", SECRET, procedure="petition", kind="accusation", opening="submit")
    step(cast, "supervisor", matter, "take_accusation")
    step(cast, "supervisor", matter, "name", named=cast.users["wang_clerk"].pk)
    return matter


def complain(cast: Cast, named: str = "peace_officer") -> Matter:
    """An appeal that names the officer who had it; a colleague takes it in, with a photo and a paper."""
    matter = report(cast, "villager", SECRET, procedure="petition", kind="appeal", opening="submit")
    step(cast, "peace_chief", matter, "name", named=cast.users[named].pk)
    chief = cast.actor("peace_chief")
    found = matter_for(chief, matter.ref)
    taken = found.law.step("accept")
    assert taken is not None
    take_step(actor=chief, matter=found, step=taken, values={}, photos=[SimpleUploadedFile("a.png", png())], at=NOW)
    return matter


def complain_of_the_auditor(cast: Cast) -> Matter:
    """Of whoever reads the record of every act."""
    return complain(cast, "audit_admin")


@pytest.mark.parametrize(
    ("happens", "who"),
    [(accuse, "wang_clerk"), (complain, "peace_officer"), (complain_of_the_auditor, "audit_admin")],
)
def test_no_answer_differs(world: World, happens: Callable[[Cast], Matter], who: str) -> None:
    watcher = Watcher(world, who)
    before = watcher.everything()
    assert sum(status == 200 for status, _body in before.values()) > 10, "there is something to look at"
    matter = happens(world.cast)
    sweep(at=NOW)
    after = watcher.everything()
    assert differing(before, after) == []
    assert watcher.unlike_nothing(matter) == []


def test_whoever_may_see_it_finds_it_on_these_pages(world: World) -> None:
    """The watching can fail."""
    watcher = Watcher(world, "peace_chief")
    before = watcher.everything()
    matter = complain(world.cast)
    after = watcher.everything()
    changed = {line.partition(" ")[0] for line in differing(before, after)}
    assert {"/inbox/", "/api/matters"} <= changed
    assert watcher.unlike_nothing(matter) != []


class Watcher:
    """One member of the cast at the desk, a machine in the same post, and the robot of the unit's group."""

    def __init__(self, world: World, who: str) -> None:
        self.world, self.who = world, who
        self.post = world.cast.posts.get(who)
        self.desk = browser(world, who, 9)
        self.desk.defaults["HTTP_USER_AGENT"] = "Desk"
        works = self.post is not None and self.post.role not in POSTLESS
        self.robot = machine(world.cast, who).client if works else None

    def everything(self) -> dict[str, Answer]:
        """Address → what it answers."""
        reads = [row for row in rows(self.world) if "GET" in row.methods and row.name not in ANOTHER_EACH_TIME]
        doors = [row.path for row in reads if not row.path.startswith("/api/")]
        seen = {door: asked(self.desk, door) for door in [*doors, *sought()]}
        if self.robot is not None:
            seen |= {door: asked(self.robot, door) for door in MACHINE}
        if self.post is not None:
            counted = count_at_unit(self.post.unit_id, now=LATER, until=END)
            seen["group"] = (0, str(counted).encode())
        return seen

    def unlike_nothing(self, matter: Matter) -> Sequence[str]:
        """Addresses that say something else of this matter than of one that there never was, or that give a part of
        it away under the number of another."""
        return [*self._told_apart(matter), *self._parts_given_away(matter), *self._heard(matter)]

    def _told_apart(self, matter: Matter) -> Iterator[str]:
        shown = self.world.matter.ref
        for row in rows(self.world):
            client = self.robot if row.path.startswith("/api/") else self.desk
            if client is None or shown not in row.path:
                continue
            for method in row.methods & {"GET", "POST"}:
                real, never = (answer_to(client, method, row.path, shown, ref) for ref in (matter.ref, NEVER))
                if real != never:
                    yield f"{method} {row.path}"

    def _parts_given_away(self, matter: Matter) -> Iterator[str]:
        """Under the number of a matter that is seen, what belongs to the hidden one."""
        papers = Paper.objects.unscoped("a test looks").filter(ref=matter.ref).values_list("pk", flat=True)
        photos = Attachment.objects.filter(matter=matter).values_list("pk", flat=True)
        for name, numbers in (("matter_paper", papers), ("matter_photo", photos)):
            for number in numbers:
                for ref in (self.world.matter.ref, matter.ref):
                    if asked(self.desk, reverse(f"desk:{name}", args=[ref, number]))[0] == 200:
                        yield f"{name} {number} of {ref}"

    def _heard(self, matter: Matter) -> Iterator[str]:
        if self.post is not None and within_hearing(Webhook(post=self.post), [matter.ref], TODAY):
            yield "a webhook"


MACHINE = ("/api/matters", "/api/matters?procedure=petition", f"/api/matters?q={SECRET[:3]}", "/api/filing")


def sought() -> Iterator[str]:
    """Questions that would be answered by it."""
    for name in ("search", "inbox", "inbox_export", "map", "together"):
        yield f"{reverse(f'desk:{name}')}?q={SECRET[:3]}"
        yield f"{reverse(f'desk:{name}')}?kind=petition"
        yield f"{reverse(f'desk:{name}')}?q={NEVER[:7]}"
    for what in MEASURES:
        yield reverse("desk:counted", args=[what]) + "?kind=petition"
    yield f"{reverse('desk:figures')}?kind=petition"
    yield f"{reverse('api:open311_requests', args=['json'])}?service_request_id={NEVER}"


def differing(before: dict[str, Answer], after: dict[str, Answer]) -> Sequence[str]:
    """The address, and where its answer begins to be another."""
    found = []
    for door, (status, body) in before.items():
        new_status, new = after[door]
        if (status, body) != (new_status, new):
            place = next((n for n, (one, two) in enumerate(zip(body, new, strict=False)) if one != two), 0)
            shown = [part[max(0, place - 60) : place + 60].decode(errors="replace") for part in (body, new)]
            found.append(f"{door} {status} {new_status}: {shown}")
    return found


def asked(client: Client, door: str) -> Answer:
    with rolled_back(client):
        return plain(client.get(door))


def answer_to(client: Client, method: str, door: str, shown: str, ref: str) -> Answer:
    with rolled_back(client):
        status, body = plain(client.generic(method, door.replace(shown, ref), headers={"X-CSRFToken": TOKEN}))
        return status, body.replace(ref.encode(), b"REF")


def plain(answer: HttpResponseBase) -> Answer:
    """Status, where it leads, and what it says."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"".join(package.read(name) for name in package.namelist() if not name.startswith("docProps/"))
    return answer.status_code, answer.get("Location", "").encode() + MADE_ANEW.sub(b"", body)
