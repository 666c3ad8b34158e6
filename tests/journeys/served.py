"""How the production server is run for a journey: as always, but by the clock that can be moved, and without the sweep.

The sweep that runs beside the server goes by the real clock; journeys call it when their own clock has been moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cunli.config.gunicorn import *  # noqa: F403 - everything else is as in production

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

wsgi_app = "tests.journeys.clock:application"


def when_ready(server: Arbiter) -> None:
    """No companion."""
