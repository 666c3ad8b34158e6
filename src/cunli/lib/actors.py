"""Who does something: a user in one of their posts, a slip's holder, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass

from cunli.lib.scope import NOWHERE, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """The first argument of every service.

    ``role`` is a value of ``accounts.roles.Role`` or one of ``anonymous``, ``slip``, ``system``.
    ``name`` and ``title`` are what timelines show ("刘志远", "柳湾镇平安建设办").
    ``address`` is the network address the request came from; "" for what the system does by itself.
    """

    role: str
    user_id: int | None = None
    post_id: int | None = None
    unit_id: int | None = None
    name: str = ""
    title: str = ""
    scope: Scope = NOWHERE
    address: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def may(self, capability: str) -> bool:
        return self.scope.allows(capability)


ANONYMOUS = Actor(role="anonymous")
SYSTEM = Actor(role="system", name="村里")
