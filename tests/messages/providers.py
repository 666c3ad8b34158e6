"""Small servers on 127.0.0.1 that speak the providers' protocols and check what the providers would check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.cast import NOW


@dataclass
class Asked:
    """One request as the server saw it; names of headers in lower case."""

    path: str
    query: dict[str, str]
    raw_query: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Provider:
    """``check``: what is wrong with a request, answered instead of what was planned; ``answers``: what comes next.

    ``now``: its clock.
    """

    check: Callable[[Asked, datetime], dict[str, Any] | None]
    good: dict[str, Any]
    address: str = ""
    now: datetime = NOW
    asked: list[Asked] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def next_answer(self, asked: Asked) -> object:
        self.asked.append(asked)
        wrong = self.check(asked, self.now)
        if wrong is not None:
            return wrong
        return self.answers.pop(0) if self.answers else self.good


SILENT = object()
"""Planned as an answer: the request is taken and nothing is said."""
CUT_OFF = object()
"""The request is taken and the line goes dead."""


@dataclass
class Answer:
    """An answer with a status of its own; ``body`` as it goes over the wire."""

    status: int
    body: bytes


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            there = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(there.query, keep_blank_values=True))
            answer = provider.next_answer(Asked(there.path, query, there.query, headers, body))
            if answer is SILENT:
                provider.over.wait(5)
            if answer is SILENT or answer is CUT_OFF:
                self.close_connection = True
                return
            if not isinstance(answer, Answer):
                answer = Answer(200, json.dumps(answer).encode())
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port() -> str:
    """An address where nobody listens."""
    with serving(Provider(check=lambda asked, now: None, good={})) as provider:
        return provider.address
