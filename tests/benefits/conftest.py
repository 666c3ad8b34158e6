"""A household that a decision grants 8,000 yuan for sheep, and others who are paid by the same bureau."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from cunli.benefits import services
from cunli.benefits.models import Entitlement, Form, PaymentList, Programme, Rhythm
from cunli.benefits.services.entitling import Granted
from cunli.benefits.services.programmes import Terms
from cunli.lib.crypto import blind_index
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Membership, Person
from tests.cast import BEGAN, TODAY, Cast
from tests.procedures.bureaus import with_civil_bureau

SHEEP_FEN = 800_000
ACCOUNT = "6217000010001234567"
Granting = Callable[..., Entitlement]


def person(
    cast: Cast, name: str, *, bank: str = ACCOUNT, born_on: date = date(1950, 3, 1), number: str = "1"
) -> Person:
    places = {"village": cast.village, "town": cast.town, "county": cast.county}
    made = Person.objects.create(
        name=name, born_on=born_on, bank=bank, bank_blind=blind_index("bank", bank) if bank else "",
        bank_last4=bank[-4:], **places,
    )  # fmt: skip
    home = Household.objects.create(
        household_no=number, printed_no=f"H-{number}", area=cast.village, since=BEGAN, **places
    )
    Membership.objects.create(person=made, household=home, relation=Relation.HEAD, valid_from=BEGAN)
    return made


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return with_civil_bureau(cast)


@pytest.fixture
def sheep(cast: Cast) -> Programme:
    return services.write_programme(
        actor=cast.actor("bureau_officer"),
        county_id=cast.county.pk,
        terms=Terms(
            kind="farming_support", form=Form.MONEY, rhythm=Rhythm.ONCE, gives="买种羊 8000 元", most_fen=SHEEP_FEN,
            source="青河县产业帮扶到户办法（2026）", valid_from=BEGAN,
            rules=[{"fact": "label", "is": "has", "value": ["monitored"]}],
        ),
        at=cast.now,
    )  # fmt: skip


@pytest.fixture
def granting(cast: Cast, sheep: Programme) -> Granting:
    """``granting("周满仓", amount_fen=…)``: a decision of the county's bureau."""
    del sheep
    given: list[Entitlement] = []

    def grant(name: str, *, amount_fen: int = SHEEP_FEN, ref: str = "", **about: object) -> Entitlement:
        number = str(len(given) + 1)
        who = person(cast, name, number=number, **about)  # type: ignore[arg-type]
        granted = Granted(
            ref=ref or f"BA-2026-{len(given) + 1:05d}", kind="farming_support", name=name, person=who, since=TODAY,
            unit=cast.units["civil_bureau"], county_id=cast.county.pk, town_id=cast.town.pk,
            village_id=cast.village.pk, amount_fen=amount_fen,
        )  # fmt: skip
        given.append(services.grant(actor=cast.actor("bureau_officer"), granted=granted, at=cast.now))
        return given[-1]

    return grant


@dataclass
class Paying:
    """The acts on one list, each by whom it takes."""

    cast: Cast

    def drafted(self, by: str = "bureau_officer") -> PaymentList:
        return services.draft_list(
            actor=self.cast.actor(by), kind="farming_support", period="2026-11", at=self.cast.now
        )

    def approved(self) -> PaymentList:
        made = self.drafted()
        return services.approve(actor=self.cast.actor("bureau_colleague"), found=made, at=self.cast.now)

    def sent(self) -> PaymentList:
        made = self.approved()
        services.send(actor=self.cast.actor("bureau_officer"), found=made, at=self.cast.now).close()
        return made

    def read(self, made: PaymentList, content: bytes, by: str = "bureau_officer") -> object:
        return services.read_bank_file(
            actor=self.cast.actor(by), found=made, content=content, name="回单.csv", paid_on=TODAY, at=self.cast.now
        )

    def answer(self, *lines: str) -> bytes:
        return "\n".join(["编号,户名,账号,金额,结果,原因", *lines]).encode("gb18030")


@pytest.fixture
def paying(cast: Cast) -> Paying:
    return Paying(cast)
