"""A county has given out a million codes: one new one in a thousand would be taken."""

from __future__ import annotations

import pytest

from cunli.cases.models import Matter
from cunli.lib import codes
from tests.acts.stories import report
from tests.cast import Cast


def test_a_matter_gets_another_code_when_the_first_is_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = report(cast, "grid_member", "电线杆歪了")
    drawn = iter([first.code, "2222222220"])
    monkeypatch.setattr(codes, "short_code", lambda: next(drawn))
    second = report(cast, "grid_member", "路上有坑", kind="road")
    assert second.code == "2222222220"
    assert Matter.objects.unscoped("a test").count() == 2
