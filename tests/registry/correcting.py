"""How the tests ask for a correction, and decide it."""

from __future__ import annotations

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.accounts.selectors import actor_for, villager_actor
from cunli.lib.actors import Actor
from cunli.registry import services
from cunli.registry.models import Correction, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World

WHY = "户口本上不是这样写的"
PHONE = "139 1111 2222"


def ask(world: World, home: Home, **changed: object) -> Correction:
    said = {"actor": world.grid_member, "person_id": home.son.pk, "field": "phone", "value": PHONE, "reason": WHY}
    return services.ask_correction(**{**said, "at": NOW, **changed})


def apply(actor: Actor, correction: Correction, again: str = PHONE) -> Correction:
    return services.apply_correction(actor=actor, correction_id=correction.pk, again=again, at=NOW)


def refuse(actor: Actor, correction: Correction, why_not: str = "本人说没有换号") -> Correction:
    return services.refuse_correction(actor=actor, correction_id=correction.pk, why_not=why_not, at=NOW)


def now(person: Person) -> Person:
    return Person.objects.unscoped("test").get(pk=person.pk)


def villager_of(world: World, person: Person, name: str = "villager-of") -> Actor:
    user = User.objects.create(username=f"{name}-{person.pk}", name=person.name, created_at=NOW)
    services.link_user(actor=world.clerk, person_id=person.pk, user_id=user.pk, at=NOW)
    return villager_actor(user)


def colleague(world: World, role: str = Role.FIRST_SECRETARY, name: str = "何雨晴") -> Actor:
    unit = Post.objects.unscoped("test").get(user_id=world.clerk.user_id).unit
    user = User.objects.create(username=name, name=name, created_at=NOW)
    return actor_for(Post.objects.create(user=user, role=role, unit=unit, valid_from=START), TODAY)
