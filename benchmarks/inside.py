"""What only a site's own process can do: sign people in, read the register, count. Asked by ``Site.ask``.

``python -m benchmarks.inside QUESTION`` takes a JSON list of arguments on standard input and prints one JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import django

django.setup()

from django.db.models import F, Min  # noqa: E402 - Django is set up first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.world import dispatched_matters  # noqa: E402
from cunli.accounts.models import Post, User  # noqa: E402
from cunli.accounts.roles import needs_totp  # noqa: E402
from cunli.accounts.second_factor import SHOWN  # noqa: E402
from cunli.accounts.selectors import actor_for, posts_held  # noqa: E402
from cunli.cases.models import Ask, Matter, Term  # noqa: E402
from cunli.config import readiness  # noqa: E402
from cunli.desk.demo.copies import copy_matters  # noqa: E402
from cunli.registry.models import Household, Person  # noqa: E402
from cunli.registry.selectors import search  # noqa: E402

WHY = "the benchmark's own"
MEMBER, OFFICER = "zhengxiaoman", "liuzhiyuan"
"""A grid member and the peace officer of her town."""
ROWS, DUES, DIFFERENT, TEN = 60, 140, 20, 10
"""Open matters put into the officer's inbox and at the member's unit, so that in a county of any size the one shows
fifty and Today a hundred and more; pages and persons read in turn."""
PASSES = 5
FAR = timedelta(days=3650)


def gather_static() -> bool:
    return readiness.gather_static()


def people(count: int) -> dict[str, Any]:
    """``count`` sessions of the member and of the officer, the officer's unit, and what they read: matters just
    dispatched, households of the stories (the same in a county of any size), words to search by."""
    member, officer = (_post(login) for login in (MEMBER, OFFICER))
    village = member.unit.area
    today = timezone.localdate()
    both = actor_for(member, today), actor_for(officer, today)
    refs = dispatched_matters(*both, village, ROWS)
    dispatched_matters(*both, village, DUES, kind="surroundings", to=member.unit_id)
    homes = Household.objects.unscoped(WHY).filter(area__parent=village).order_by("pk").values_list("pk", flat=True)
    return {
        "sessions": {"grid_member": _sessions(member, count), "peace_officer": _sessions(officer, count)},
        "unit": officer.unit_id,
        "refs": refs[:DIFFERENT],
        "households": list(homes[:DIFFERENT]),
        "words": _words(officer),
    }


def solved(refs: list[str]) -> int:
    """How many of these matters have been lived to the end."""
    return Matter.objects.unscoped(WHY).filter(ref__in=refs, state="solved").count()


def stored(refs: list[str]) -> int:
    """How many of these matters there are."""
    return Matter.objects.unscoped(WHY).filter(ref__in=refs).count()


def residents() -> int:
    """How many people are in the register."""
    return Person.objects.unscoped(WHY).count()


def searching() -> dict[str, float]:
    """Milliseconds, medians of interleaved passes: one search by the officer, and ten persons by primary key."""
    officer, today, luck = _post(OFFICER), timezone.localdate(), Random(7)
    scope = actor_for(officer, today).scope
    numbers = list(Person.objects.within(scope).order_by("pk").values_list("pk", flat=True))
    searches, fetches = [], []
    for word in _words(officer) * PASSES:
        ten = luck.sample(numbers, TEN)
        fetches.append(_milliseconds(list, Person.objects.within(scope).filter(pk__in=ten)))
        searches.append(_milliseconds(search, scope, word, today))
    return {"search": statistics.median(searches), "fetch": statistics.median(fetches)}


def open_matters(count: int) -> int:
    """So many more that are not over, nothing of them due for years. How many open ones there are now."""
    today = timezone.localdate()
    copy_matters(count=count, years=1, random=Random(7), today=today, say=lambda _words: None, open_one_in=1)
    Term.objects.filter(watch_at__isnull=False).update(watch_at=F("watch_at") + FAR)
    Ask.objects.filter(watch_at__isnull=False).update(watch_at=F("watch_at") + FAR)
    return Matter.objects.unscoped(WHY).filter(is_open=True).count()


def crossing(count: int) -> int:
    """So many clocks that were never crossed pass their day now, of matters spread over all. How many do."""
    waiting = Term.objects.filter(watch_at__gt=timezone.now(), rung=0, met_at=None, ended_at=None, matter__is_open=True)
    first = waiting.order_by().values("matter_id").annotate(term=Min("pk")).values_list("term", flat=True)
    numbers = sorted(first)
    chosen = numbers[:: max(1, len(numbers) // count)][:count]
    passed = timezone.now() - timedelta(minutes=1)
    return sum(
        Term.objects.filter(pk__in=chosen[at : at + 1000]).update(watch_at=passed) for at in range(0, len(chosen), 1000)
    )


def overdue() -> int:
    """How many clocks passed their day and nobody noticed."""
    return Term.objects.filter(watch_at__lte=timezone.now()).count()


QUESTIONS: tuple[Callable[..., Any], ...] = (
    gather_static, people, solved, stored, residents, searching, open_matters, crossing, overdue,
)  # fmt: skip


def _post(login: str) -> Post:
    user = User.objects.get(username=login)
    return posts_held(user, timezone.localdate())[0]


def _sessions(post: Post, count: int) -> list[str]:
    return [_session(post) for _ in range(count)]


def _session(post: Post) -> str:
    """As signing in leaves it."""
    client = Client()
    client.force_login(post.user)
    if needs_totp(post.role):
        session = client.session
        session[SHOWN] = True
        session.save()
    return client.cookies["sessionid"].value


def _words(officer: Post) -> list[str]:
    """As people search: a surname, a whole name, a given name, letters, the end of a number, a house."""
    scope = actor_for(officer, timezone.localdate()).scope
    found = Person.objects.within(scope).exclude(phone_last4="").order_by("pk")[: DIFFERENT * 7 : 7]
    words = []
    for person in found:
        words += [person.name[0], person.name, person.name[1:], person.phone_last4]
    return [*words, "wxl", "zhang", "li", "12", "3-1"]


def _milliseconds(what: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    what(*arguments)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    asked = {question.__name__: question for question in QUESTIONS}[sys.argv[1]]
    print(json.dumps(asked(*json.load(sys.stdin))))
