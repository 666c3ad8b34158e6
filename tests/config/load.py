"""Phones that go on asking and filing while the server is renewed, stopped or started again."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlencode

from tests.journeys.serving import Server

CSRF = "c" * 32


class Load:
    """Each phone reads a page, then files a hazard, again and again, each time on a new connection, as a proxy does."""

    def __init__(self, running: Server, *, phones: int = 6) -> None:
        self.port, self.session = running.port, running.session
        self.answers: Counter[int] = Counter()
        self.filed: list[str] = []
        self.unanswered: list[str] = []
        self._ended = threading.Event()
        self._phones = [threading.Thread(target=self._go_on) for _each in range(phones)]

    def __enter__(self) -> Load:
        for phone in self._phones:
            phone.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        for phone in self._phones:
            phone.join()

    def until(self, filed: int) -> None:
        """Wait until so many more hazards are filed."""
        wanted, end = len(self.filed) + filed, time.monotonic() + 60
        while len(self.filed) < wanted:
            assert time.monotonic() < end, f"only {len(self.filed)} were filed, {self.unanswered[-3:]}"
            time.sleep(0.01)

    def _go_on(self) -> None:
        for number in itertools.count():
            if self._ended.is_set():
                return
            try:
                self._read() if number % 2 else self._file(number)
            except (OSError, http.client.HTTPException) as error:
                self.unanswered.append(f"{type(error).__name__}: {error}")
                time.sleep(0.02)

    def _read(self) -> None:
        status, _place = self._ask("GET", "/", None)
        self.answers[status] += 1

    def _file(self, number: int) -> None:
        fields = {"kind": "pole", "say": f"第 {number} 根杆子歪了", "place": "3组", "sure": "1"}
        body = urlencode({**fields, "key": str(uuid.uuid4()), "csrfmiddlewaretoken": CSRF})
        status, place = self._ask("POST", "/report/", body)
        self.answers[status] += 1
        if status == 302:
            self.filed.append(place.split("/m/")[1].split("/")[0])

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        return answer.status, answer.headers.get("Location", "")
