"""In which posts a machine may stand, and what of the post it has. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from cunli.accounts.roles import ADMINISTRATORS, Capability, Role
from cunli.lib.actors import Actor

LONGEST = timedelta(days=366)
"""How long somebody answers for a machine before they must say again that it is still wanted."""
TITLE_MAX = 120
POSTLESS = ADMINISTRATORS | {Role.VILLAGER}
"""Roles in which no machine acts."""
OF_MACHINES = frozenset({Capability.FILE_MATTER, Capability.SCREEN, Capability.WORK_MATTER, Capability.SEE_REGISTER})
"""Of what its post may do. Signing, whole numbers, calling people back, accounts and settings stay with people."""


def as_machine(actor: Actor, name: str) -> Actor:
    """The post's actor as a machine: its name stands with what it does, and the office holder's own affairs, which
    they reach as a person, are out of its reach. What is hidden from them stays hidden."""
    title = f"{actor.title[: TITLE_MAX - len(name) - 2]}（{name}）"
    able = _only(actor.scope.capabilities)
    scope = replace(actor.scope, user_id=None, barred_user_id=actor.user_id, capabilities=able)
    return replace(actor, title=title, scope=scope)


def _only(capabilities: Iterable[str]) -> frozenset[str]:
    return frozenset(capabilities) & frozenset(str(one.value) for one in OF_MACHINES)
