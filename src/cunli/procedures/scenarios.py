"""Stories of a procedure, in the words of a jurist: who does what, when, and what must then hold.

A file ``<key>.scenarios.yaml`` lies beside each procedure. Everything in it is text; the tests play it through the
acts. What each key means is said in ``docs/how-to/add-a-procedure.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

Text = str | list[str]
CATALOGUE = Path(__file__).parent / "catalogue"

OPENED = frozenset({"at", "by", "for", "phone", "opening", "kind", "title", "area", "happened", "channel", "refused"})
"""What an opening may say beside its facts."""
ACT = frozenset(
    {"at", "by", "step", "answer", "said", "sweep", "takes", "rate", "join", "happened", "refused", "asked", "about"}
    | {"home", "moved", "hang", "objection", "conclude", "withdraw"}
    | {"arrives", "goes_on", "comes", "brings", "hand", "mark"}
    | {"anew", "for", "kind", "title"}
)
"""What an act may say beside its facts."""
EXPECT = frozenset(
    {
        "state",
        "outcome",
        "lives",
        "lines",
        "waits_for",
        "open_asks",
        "terms",
        "due",
        "papers",
        "told",
        "facts",
        "rating",
        "closed_on",
    }
    | {"led_to"}
)
VERBS = (
    *("step", "answer", "arrives", "comes", "hand", "sweep", "rate", "join", "home", "moved"),
    *("hang", "objection", "conclude", "withdraw", "anew"),
)
CLOCKS = frozenset(f"{how}{late}" for how in ("running", "met", "ended") for late in ("", " late")) | {"never started"}
"""How a term may stand at the end; *late* when its day had passed; a law that gives no clock is shown by none."""


class Unreadable(ValueError):
    """The file says something that no scenario can say."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that someone (or the night's sweep) does. ``refused`` is the code of the refusal it meets, or ""."""

    verb: str
    said: Mapping[str, str]
    values: Mapping[str, Text] = field(default_factory=dict)

    @property
    def refused(self) -> str:
        return self.said.get("refused", "")


@dataclass(frozen=True, slots=True)
class Scenario:
    """``title`` is a sentence; ``expect`` what holds once the last act is done."""

    title: str
    opened: Act
    acts: Sequence[Act]
    expect: Mapping[str, object]
    homes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What the register knows before: by number, a line each for who lives there ("周老七 head 1944-02-03")."""

    def __str__(self) -> str:
        return self.title


def path_of(key: str) -> Path:
    return CATALOGUE / f"{key}.scenarios.yaml"


@cache
def scenarios_in(path: Path) -> tuple[Scenario, ...]:
    """The scenarios of a file, none where there is no file. Raises Unreadable."""
    if not path.exists():
        return ()
    # BaseLoader reads everything as text, so that 10:30 stays a time and "no" stays a word.
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return tuple(_scenario(title, body) for entry in entries for title, body in entry.items())


def _scenario(title: str, body: Mapping[str, object]) -> Scenario:
    opened, acts, expect = body.get("opened"), body.get("acts", []), body.get("expect", {})
    if not isinstance(opened, dict) or not isinstance(acts, list) or not isinstance(expect, dict):
        raise Unreadable(f"{title}: opened and expect hold names, acts is a list")
    _refuse(title, "expects", set(body) - {"opened", "acts", "expect", "homes"})
    _refuse(title, "expects", set(expect) - EXPECT)
    clocks = expect.get("terms", {})
    _refuse(title, "says of a clock", set(clocks.values()) - CLOCKS)
    homes = body.get("homes", {})
    if not isinstance(homes, dict):
        raise Unreadable(f"{title}: homes are lists of people, by number")
    return Scenario(title, _act(title, opened, OPENED, "opened"), [_read(title, act) for act in acts], expect, homes)


def _read(title: str, act: Mapping[str, Text]) -> Act:
    verbs = [verb for verb in VERBS if verb in act]
    if len(verbs) != 1:
        raise Unreadable(f"{title}: an act is one of {', '.join(VERBS)}, not {sorted(act)}")
    return _act(title, act, ACT, verbs[0])


def _act(title: str, act: Mapping[str, Text], known: frozenset[str], verb: str) -> Act:
    said = {name: value for name, value in act.items() if name in known and isinstance(value, str)}
    if "at" not in said:
        raise Unreadable(f"{title}: {verb} does not say when")
    return Act(verb, said, {name: value for name, value in act.items() if name not in known})


def _refuse(title: str, what: str, unknown: set[str]) -> None:
    if unknown:
        raise Unreadable(f"{title}: {what} something unknown: {', '.join(sorted(unknown))}")
