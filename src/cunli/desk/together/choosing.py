"""Which step serves a purpose in a matter, or why none does. Reads no table but through the matters given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.cases.models import Matter
from cunli.cases.selectors import steps_open_to
from cunli.desk.matter.moves import NOTE
from cunli.lib.actors import Actor
from cunli.procedures.grammar import FactType, Field, Procedure, Step

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 100
COMMON = frozenset({FactType.UNIT, FactType.OFFICER, FactType.CHOICE, FactType.LINE, FactType.TEXT})
"""What one answer can say for several matters; photos, money and names belong to one."""


class Purpose(StrEnum):
    ASSIGN = "assign"
    TAKE = "take"
    NOTE = "note"


TITLES: Mapping[Purpose, _StrPromise] = {
    Purpose.ASSIGN: gettext_lazy("交给谁办"),
    Purpose.TAKE: gettext_lazy("收下，我来办"),
    Purpose.NOTE: gettext_lazy("加一句话"),
}


@dataclass(frozen=True, slots=True)
class Able:
    """A matter and the step that will be taken."""

    matter: Matter
    step: Step

    @property
    def item(self) -> str:
        """What the form brings back: which matter, which step, and how it stood when it was looked at."""
        return f"{self.matter.ref}~{self.step.key}~{self.matter.version}"


@dataclass(frozen=True, slots=True)
class Unable:
    """``matter`` is None where the reference leads to nothing within reach."""

    ref: str
    why: str
    matter: Matter | None = None


def serves(purpose: Purpose, step: Step) -> bool:
    match purpose:
        case Purpose.ASSIGN:
            return step.assigns
        case Purpose.TAKE:
            return step.takes
        case Purpose.NOTE:
            return step.key == NOTE


def fields_of(law: Procedure, step: Step) -> list[Field] | None:
    """What is asked once for all: the required fields, and who exactly goes; None where one of them is each one's own.

    Optional fields stay with the matter's own page.
    """
    asked = [item for item in step.fields if item.required or law.fact(item.fact).type is FactType.OFFICER]
    return asked if all(law.fact(item.fact).type in COMMON for item in asked) else None


def read(refs: Sequence[str], found: Mapping[str, Matter], actor: Actor, purpose: Purpose, *, at: datetime) -> Sorted:
    """Each reference in its order, as able or unable."""
    result = Sorted([], [])
    for ref in refs:
        matter = found.get(ref)
        if matter is None:
            result.unable.append(Unable(ref, _("没有找到这件事，可能不归您这里管。")))
            continue
        step = _step(actor, matter, purpose, at=at)
        if isinstance(step, str):
            result.unable.append(Unable(ref, step, matter))
        else:
            result.able.append(Able(matter, step))
    return result


@dataclass(frozen=True, slots=True)
class Sorted:
    able: list[Able]
    unable: list[Unable]


def _step(actor: Actor, matter: Matter, purpose: Purpose, *, at: datetime) -> Step | str:
    """The step, or the sentence why there is none."""
    law = matter.law
    meant = [step for step in law.steps if serves(purpose, step)]
    here = [step for step in meant if matter.state in step.from_]
    if not here:
        return _("%(state)s这时候没有“%(what)s”这一步。") % {
            "state": matter.stands.sentence,
            "what": TITLES[purpose],
        }
    offered = steps_open_to(actor, matter, at=at)
    step = next((step for step in here if step in offered), None)
    if step is None:
        return _("“%(step)s”不是您这个岗位办的。") % {"step": here[0].title}
    if fields_of(law, step) is None:
        return _("“%(step)s”要一件一件填。") % {"step": step.title}
    return step


def distinct(refs: Collection[str]) -> list[str]:
    """In order, each once, none that could not be a reference."""
    return list(dict.fromkeys(ref.replace("\0", "")[:24] for ref in refs if ref.strip()))
