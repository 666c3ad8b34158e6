"""The server is killed while people are filing: what was answered is there, and no half of anything else."""

from __future__ import annotations

import http.client
import sqlite3
import threading
import uuid
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests.journeys.serving import Server, server, start

FILINGS, CLIENTS, KILL_AFTER = 1000, 8, 350
CSRF = "c" * 32

HALVES = {
    "a matter without its step": "SELECT count(*) FROM cases_matter m WHERE NOT EXISTS "
    "(SELECT 1 FROM cases_steptaken s WHERE s.matter_id = m.id)",
    "a matter without its clock": "SELECT count(*) FROM cases_matter m WHERE NOT EXISTS "
    "(SELECT 1 FROM cases_term t WHERE t.matter_id = m.id)",
    "a matter without its journal entry": "SELECT count(*) FROM cases_matter m WHERE NOT EXISTS "
    "(SELECT 1 FROM journal_entry j WHERE j.subject = m.ref)",
    "a matter that waits for nobody": "SELECT count(*) FROM cases_matter m WHERE NOT EXISTS "
    "(SELECT 1 FROM dues_due d WHERE d.ref = m.ref)",
    "a journal entry without its matter": "SELECT count(*) FROM journal_entry j WHERE j.verb = 'matter.report' "
    "AND NOT EXISTS (SELECT 1 FROM cases_matter m WHERE m.ref = j.subject)",
}


def test_kill_nine_during_a_thousand_filings_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with server(tmp_path) as running:
        crowd = Crowd(running)
        crowd.file_until_killed()
        assert 0 < len(crowd.answered) < FILINGS, "the kill must fall in the middle"
        again = start(running.environment, running.session)
        try:
            crowd.send_again(again)
        finally:
            again.kill()
    database = sqlite3.connect(tmp_path / "cunli.sqlite3")
    refs = [ref for (ref,) in database.execute("SELECT ref FROM cases_matter")]
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(crowd.answered.values()) <= set(refs), "an answered filing is missing"
    assert len(refs) == len(set(refs)) == FILINGS, "sent again with its key, each is there exactly once"
    assert {what: database.execute(query).fetchone()[0] for what, query in HALVES.items()} == dict.fromkeys(HALVES, 0)


class Crowd:
    """Eight phones filing; each remembers what it was answered."""

    def __init__(self, running: Server) -> None:
        self.running = running
        self.keys = [str(uuid.uuid4()) for _ in range(FILINGS)]
        self.answered: dict[str, str] = {}
        self.killed = threading.Event()

    def file_until_killed(self) -> None:
        phones = [threading.Thread(target=self._file, args=(self.keys[n::CLIENTS],)) for n in range(CLIENTS)]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()

    def send_again(self, running: Server) -> None:
        """Whoever got no answer sends the very same request again, as an outbox does."""
        for number, key in enumerate(self.keys):
            while key not in self.answered:
                connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
                with closing(connection), suppress(ConnectionError):
                    self.answered[key] = file(connection, running.session, key, number)

    def _file(self, keys: list[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.running.port, timeout=60)
        for key in keys:
            if self.killed.is_set():
                return
            try:
                self.answered[key] = file(connection, self.running.session, key, self.keys.index(key))
            except (OSError, http.client.HTTPException):
                return
            if len(self.answered) >= KILL_AFTER and not self.killed.is_set():
                self.killed.set()
                self.running.kill()


def file(connection: http.client.HTTPConnection, session: str, key: str, number: int) -> str:
    """File one hazard; the reference that the answer names."""
    fields = {"kind": "pole", "say": f"第 {number} 根杆子歪了", "place": "3组", "sure": "1", "key": key}
    connection.request(
        "POST",
        "/report/",
        urlencode({**fields, "csrfmiddlewaretoken": CSRF}),
        {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 302, body[:500]
    return answer.headers["Location"].split("/m/")[1].split("/")[0]
