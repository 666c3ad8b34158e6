"""The door keeps to its own description: requests made up by schemathesis, answers held against the schema."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance

from cunli.api.views import door
from tests.acts.stories import report
from tests.api.machines import token_for
from tests.cast import Cast

LEFT_OUT = [positive_data_acceptance]
"""What fits the schema may still be of another village, or a kind that nobody has; that is refused, and described."""
EXAMPLES = 12
SIGNALS = (request_started, request_finished)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """As Django's own test client: the transaction of the test must outlive its requests."""
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    yield
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_are_as_described(cast: Cast, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(door.REQUESTS, "most", 10**6)
    report(cast, "wang_clerk", "井盖没了")
    headers = {"Authorization": f"Bearer {token_for(cast, 'wang_clerk')}", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    seen = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=HealthCheck
        )
        def holds(case: schemathesis.Case) -> None:
            case.validate_response(case.call(headers=headers), excluded_checks=LEFT_OUT, headers=headers)

        holds()
        seen += 1
    assert seen == 9
