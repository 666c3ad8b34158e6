"""The production server's own settings, with nothing to serve and a companion that only sleeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cunli.config import companions, gunicorn
from cunli.config.gunicorn import *  # noqa: F403 - everything else is as in production

wsgi_app = "tests.config.beside:application"
workers = 1
gunicorn.COMPANIONS = (("shell", "--no-imports", "-c", "import time; time.sleep(600)"),)
companions.Companion.__init__.__kwdefaults__["pause"] = 0.2


def application(environ: object, start_response: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    del environ
    start_response("204 No Content", [])
    return []
