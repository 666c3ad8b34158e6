"""The county made larger: more people, years of matters, every copy as true as what it was copied from."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from cunli.acts.verify import differences
from cunli.cases.models import Matter, StepTaken
from cunli.desk.demo import copies, growth
from cunli.desk.demo import load as county
from cunli.desk.demo.invented import Inventor
from cunli.journal import rules
from cunli.journal.models import Entry
from cunli.journal.signing import CONTENT
from cunli.lib.codes import is_short_code
from cunli.lib.terms import SHANGHAI
from cunli.registry.models import Person

ANCHOR = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
WHY = "the demo is looked at as a whole"


@pytest.mark.django_db
def test_a_larger_county_is_as_true_as_the_small_one() -> None:
    stage = county.prepare(anchor=ANCHOR, say=str)
    stage.run()
    matters, people = Matter.objects.unscoped(WHY), Person.objects.unscoped(WHY)
    played, born = matters.count(), people.count()
    said: list[str] = []
    since, random = stage.today.replace(month=1), Random(7)
    growth.grow(
        stage.land, Inventor(random, stage.today, id_prefix="990102", phones=10_000), persons=1700,
        since=since, today=stage.today, made_at=ANCHOR, at=ANCHOR, say=said.append,
    )  # fmt: skip
    made = copies.copy_matters(count=600, years=2, random=random, today=stage.today, say=said.append)

    assert people.count() - born in range(1700, 1710)
    assert made == matters.count() - played == 600
    assert [line.split()[0] for line in said].count("100%") == 2
    refs = list(matters.values_list("ref", "code"))
    assert len({ref for ref, _code in refs}) == len({code for _ref, code in refs}) == len(refs)
    assert all(is_short_code(code) for _ref, code in refs)
    assert matters.filter(opened_at__year=2025).exists()
    assert not matters.filter(opened_at__gt=ANCHOR).exists()
    assert not StepTaken.objects.filter(received_at__gt=ANCHOR).exists()
    assert not [line for line in differences() if "holidays" not in line]
    for entry in Entry.objects.order_by("-pk")[:200]:
        assert bytes(entry.leaf) == rules.leaf_of({name: getattr(entry, name) for name in CONTENT})
