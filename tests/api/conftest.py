"""Every test begins with nobody counted at the door."""

from __future__ import annotations

import pytest

from cunli.api import limits
from cunli.api.views import door, open311


@pytest.fixture(autouse=True)
def _nobody_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "REQUESTS", limits.Minute())
    monkeypatch.setattr(open311, "READING", limits.Minute(1000))
    monkeypatch.setattr(open311, "FILING", limits.Minute(5))
