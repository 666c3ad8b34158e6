"""Pages of this floor are tested without the floors above: their frame is left out."""

from __future__ import annotations

import copy

import pytest


@pytest.fixture(autouse=True)
def _without_the_desk(settings) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if "cunli.desk" not in name]
    settings.TEMPLATES = templates
