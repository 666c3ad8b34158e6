"""What the bench measures is worth something only if it says so when a promise is broken or an answer is missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.__main__ import main, measure
from benchmarks.burst import Phone, Tally, parsed
from benchmarks.ground import Ground
from benchmarks.promises import Promise, interleaved

MET = Promise("writes, × bare", 0.35, 0.36, least=True)
BROKEN = Promise("inbox, × bare", 3.0, 3.04, note="36 ms against 12 ms")
FIGURE = Promise("writes a second, 16 at once", None, 100.0)
GROUND = Ground(cluster="", folder=Path())
REFUSED = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
FILED = b"HTTP/1.1 302 Found\r\nLocation: /m/HD-2026-00017/\r\nContent-Length: 0\r\n\r\n"


def _part(*promises: Promise) -> Callable[[Ground], Iterator[Promise]]:
    return lambda _ground: iter(promises)


def test_a_broken_promise_gives_exit_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure({"heart": _part(MET, FIGURE)}, GROUND, results=None) == 0
    assert measure({"heart": _part(MET), "size": _part(BROKEN)}, GROUND, results=None) == 1
    said = capsys.readouterr().out
    assert "NOT MET  inbox, × bare" in said and "≤ 3      36 ms against 12 ms" in said
    assert "figure   writes a second" in said


def test_a_limit_that_is_just_reached_is_kept() -> None:
    assert Promise("least", 0.85, 0.85, least=True).is_met and Promise("most", 1.3, 1.3).is_met
    assert not Promise("least", 0.85, 0.84, least=True).is_met


def test_parts_of_a_day_are_kept_together_and_the_later_one_of_a_part_stays(tmp_path: Path) -> None:
    measure({"heart": _part(MET), "size": _part(BROKEN)}, GROUND, results=tmp_path)
    measure({"size": _part(MET)}, GROUND, results=tmp_path)
    (file,) = tmp_path.iterdir()
    parts = json.loads(file.read_text())["parts"]
    assert list(parts) == ["heart", "size"]
    assert [promise["met"] for promise in parts["size"]["promises"]] == [True]


def test_a_part_that_is_not_there_is_named_and_nothing_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hart"]) == 2
    assert "No such part: hart. There are: heart, demo, size" in capsys.readouterr().out


def test_two_measurements_are_taken_in_turn() -> None:
    taken: list[str] = []

    def one(name: str, figures: list[float]) -> Callable[[], float]:
        return lambda: (taken.append(name), figures.pop())[1]  # type: ignore[func-returns-value]

    assert interleaved(one("ours", [3, 9, 1]), one("bare", [2, 2, 8]), rounds=3) == (3, 2)
    assert taken == ["bare", "ours"] * 3


def test_an_answer_that_was_cut_off_is_no_answer() -> None:
    for raw in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"):
        with pytest.raises(ValueError, match="answer"):
            parsed(raw)


@pytest.mark.parametrize(
    ("answers", "told", "lost", "broken"),
    [
        ([REFUSED, REFUSED, FILED], 2, 0, 0),
        ([b""], 0, 1, 0),
        ([b"HTTP/1.1 500 Oops\r\n\r\n"], 0, 0, 1),
        ([b"HTTP/1.1 503 Not now, and nobody knows when\r\n\r\n"], 0, 0, 1),
    ],
)
def test_who_is_told_to_wait_asks_again_and_what_is_lost_or_broken_is_counted(
    answers: list[bytes], told: int, lost: int, broken: int
) -> None:
    tally, asked = asyncio.run(_asking(answers))
    assert (tally.told, len(tally.lost), len(tally.broken)) == (told, lost, broken)
    assert asked == [asked[0]] * len(answers), "the same request, with the same key"


async def _asking(answers: list[bytes]) -> tuple[Tally, list[bytes]]:
    """One request to a server that gives these answers in turn."""
    left, asked = list(answers), []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"key=7"))
        writer.write(left.pop(0))
        writer.close()

    tally = Tally()
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await Phone(port, "session", tally).ask("POST", "/report/", "key=7")
    return tally, asked
