"""``cunli term``: the due day and its reasons, for people and for scripts."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("term", *words)
    return capsys.readouterr().out


def test_it_prints_the_day_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "2026-09-20", "15d").splitlines() == [
        "2026-10-08",
        "  9月20日当天不算，第二天起数  [民法典第201条]",
        "  15天是10月5日",
        "  那天国庆节放假，顺到10月8日周四  [民法典第203条]",
    ]


def test_the_machine_form(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "2026-09-20", "15d", "--json"))
    assert (found["due"], found["provisional"], found["paused"]) == ("2026-10-08", False, False)
    assert [sentence["citation"] for sentence in found["reckoning"]] == ["民法典第201条", None, "民法典第203条"]
    assert all(sentence["text"] for sentence in found["reckoning"])


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (["2026-09-20", "15wd"], "2026-10-16"),
        (["2026-10-18", "1m"], "2026-11-18"),
        (["2026-11-02", "5d", "--extend", "5"], "2026-11-12"),
        (["2026-11-02", "5d", "--suspend", "2026-11-03..2026-11-05"], "2026-11-09"),
        (
            ["2026-11-02", "5d", "--suspend", "2026-11-03..2026-11-05", "--suspend", "2026-11-06..2026-11-07"],
            "2026-11-10",
        ),
        (["2026-07-15T09:02", "30min"], "2026-07-15"),
    ],
)
def test_lengths_suspensions_and_extensions(capsys: pytest.CaptureFixture[str], words: list[str], due: str) -> None:
    assert json.loads(run(capsys, *words, "--json"))["due"] == due


def test_hours_are_said_with_their_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "2026-07-15T09:02", "30min").startswith("2026-07-15 09:32\n")


def test_past_the_announced_year_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "2026-12-20", "15wd").startswith("2027-01-08（先算个大概）")
    assert json.loads(run(capsys, "2026-12-20", "15wd", "--json"))["provisional"] is True


def test_a_suspension_that_still_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "2026-11-02", "5d", "--suspend", "2026-11-03..", "--json"))["paused"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "要写从哪天起、多长"),
        (["2026-09-20"], "要写从哪天起、多长"),
        (["tomorrow", "15d"], "看不懂日子"),
        (["2026-02-30", "15d"], "没有“2026-02-30”这一天"),
        (["2026-02-20", "15x"], "看不懂多长"),
        (["2026-02-20", "0d"], "看不懂多长"),
        (["2026-02-20", "4h"], "要写几点起"),
        (["2026-02-20T25:00", "4h"], "没有“2026-02-20T25:00”这个时间"),
        (["9999-12-30", "15d"], "太远"),
        (["2026-02-20", "15d", "--suspend", "2026-02-21"], "看不懂停着的日子"),
        (["2026-02-20", "15d", "--suspend", "x..y"], "看不懂日子"),
        (["2026-02-20", "15d", "--suspend", "2026-02-25..2026-02-25"], "要比前面的晚"),
        (["2026-02-20", "15d", "--extend", "some"], "看不懂延长多少"),
        (["2026-02-20", "15d", "--extend", "0"], "看不懂延长多少"),
        (["2026-02-20", "15d", "--extend", "9999999"], "看不懂延长多少"),
        (["2026-02-20", "36500d", "--extend", "1"], "太长"),
    ],
)
def test_bad_input_gets_one_sentence_and_status_two(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("term", *words)
    assert left.value.code == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err
    assert len(out.err.splitlines()) == 1
