"""Ten entries in three sealed blocks, in a data folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cunli.journal import sealing
from cunli.journal.models import Entry
from cunli.journal.sealing import seal
from tests.acts.stories import minutes
from tests.journal.tampering import write


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sealed by other tests is not known here; blocks are small."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(sealing, "SIZE", 4)


@pytest.fixture
def written(own_folder: None, db: Any) -> list[Entry]:
    """Ten entries in three blocks, sealed a minute after they were written."""
    entries = [write(number) for number in range(10)]
    assert seal(at=minutes(1)) == 10
    return entries
