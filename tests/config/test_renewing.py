"""The server is renewed, stopped and started again under load: what was answered is there, nobody gets a fault."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.load import Load
from tests.config.processes import command_of
from tests.journeys.serving import PREPARE, Server, environment_of, start

SERVE = [sys.executable, "-m", "gunicorn", "--config", "python:cunli.config.gunicorn"]


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[dict[str, str], str]:
    """The environment of a server with the cast in it, and the grid member's session."""
    environment = environment_of(tmp_path)
    done = subprocess.run([sys.executable, "-c", PREPARE], env=environment, capture_output=True, text=True, check=True)
    return environment, done.stdout.split()[-1]


def test_hup_renews_the_workers_and_term_ends_them_without_losing_an_answer(
    prepared: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    running = start(*prepared)
    try:
        with Load(running) as load:
            load.until(filed=15)
            before = workers(running)
            for _twice in range(2):
                running.process.send_signal(signal.SIGHUP)
                load.until(filed=15)
            until_gone(before)
            assert load.unanswered == [], "a reload is seen by nobody"
            counted = requests_counted(running.port)
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(30) == 0
        assert set(load.answers) <= {200, 302}, load.answers
        assert all(refused(each) for each in load.unanswered), load.unanswered
        assert counted >= 45, "what ended workers counted is still counted"
        assert sorted(load.filed) == sorted(set(load.filed)) and set(load.filed) <= set(kept(tmp_path))
        assert not (tmp_path / "run" / "metrics").is_symlink()
    finally:
        if running.process.poll() is None:
            running.kill()


def test_with_the_socket_of_systemd_a_restart_keeps_everybody_waiting_and_refuses_nobody(
    prepared: tuple[dict[str, str], str], tmp_path: Path
) -> None:
    environment, session = prepared
    with socket.socket() as door, (tmp_path / "log").open("wb") as log:
        door.bind(("127.0.0.1", int(environment["PORT"])))
        door.listen(2048)
        first = behind(door, environment, log.fileno())
        running = Server(int(environment["PORT"]), first, session, environment)
        try:
            with Load(running) as load:
                load.until(filed=10)
                first.send_signal(signal.SIGTERM)
                assert first.wait(30) == 0
                time.sleep(0.5)  # nobody is there; the queue of the socket holds them
                running.process = behind(door, environment, log.fileno())
                load.until(filed=10)
            assert load.unanswered == []
            assert set(load.answers) <= {200, 302}, load.answers
            assert set(load.filed) <= set(kept(tmp_path))
        finally:
            for process in (first, running.process):
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert {line["route"] for line in lines if line["logger"] == "cunli.requests"} >= {"desk:today", "desk:file_hazard"}
    assert [line for line in lines if line["level"] == "error"] == []


def behind(door: socket.socket, environment: dict[str, str], log: int) -> subprocess.Popen[bytes]:
    """Start the server as systemd does: the open socket is file 3, and the environment says so."""
    handed = (
        "import os,sys; os.dup2(int(sys.argv[1]), 3); os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1')"
    )
    command = [sys.executable, "-c", f"{handed}; os.execv(sys.argv[2], sys.argv[2:])", str(door.fileno()), *SERVE]
    return subprocess.Popen(
        command, env=environment, start_new_session=True, pass_fds=[door.fileno(), 3], stderr=log, stdout=log
    )


def refused(error: str) -> bool:
    """After TERM nobody listens; who stood in the queue at that moment is hung up on, unread."""
    return re.match(r"ConnectionRefused|ConnectionReset|RemoteDisconnected", error) is not None


def workers(running: Server) -> list[int]:
    found = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    return [int(pid) for pid in found if b"gunicorn" in command_of(pid)]


def until_gone(pids: list[int]) -> None:
    end = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < end, "workers of before are still there"
        time.sleep(0.05)


def requests_counted(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/metrics")
    page = connection.getresponse().read().decode()
    filed = re.search(r'cunli_requests_total\{method="POST",route="desk:file_hazard",status="302"\} ([\d.]+)', page)
    assert filed is not None, page
    return round(float(filed[1]))


def kept(data: Path) -> list[str]:
    database = sqlite3.connect(data / "cunli.sqlite3")
    return [ref for (ref,) in database.execute("SELECT ref FROM cases_matter")]
