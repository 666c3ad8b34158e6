"""A county's slice of the list of codes becomes places, again and again, without guessing."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cunli.journal.models import Entry
from cunli.places.models import Area, AreaCode, AreaName, Succession
from cunli.places.selectors import area_by_code, area_tree
from tests.cast import TODAY as LATER
from tests.cast import Cast

FIRST = date(2025, 1, 1)
LINES = [
    "150922,化德县",
    "150922200,德包图乡",
    "150922201,公腊胡洞乡",
    "150922200204,崩巴图村民委员会",
    "150922200205,农场嘎查村民委员会",
    "150922201201,西村村民委员会",
    "150922201202,幸福社区居委会",
]


class County:
    """A folder of lists and the command that reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, *lines: str, name: str = "list.csv", head: str = "code,name", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes("\r\n".join([head, *lines, ""]).encode(encoding))
        return path

    def load(self, *lines: str, on: date = FIRST, merges: str = "", **options: Any) -> dict[str, Any]:
        options.setdefault("as_of", on.isoformat())
        if merges:
            options["merges"] = self.file(*merges.split(), name="merges.csv", head="old_code,new_code")
        return self.run(self.file(*lines), **options)

    def run(self, *files: Path, **options: Any) -> dict[str, Any]:
        out = StringIO()
        try:
            call_command("places", *files, stdout=out, json=True, **options)
        except CommandError:
            if not out.getvalue():
                raise
        told: dict[str, Any] = json.loads(out.getvalue())
        return told


@pytest.fixture
def county(db: None, tmp_path: Path) -> County:
    return County(tmp_path)


def counts(told: dict[str, Any]) -> dict[str, int]:
    return {name: number for name, number in told.items() if isinstance(number, int) and number}


def without(code: str) -> list[str]:
    return [line for line in LINES if not line.startswith(f"{code},")]


def test_a_list_becomes_a_tree_with_short_names(county: County) -> None:
    assert counts(county.load(*LINES)) == {"new": 7}
    (tree,) = area_tree(on=FIRST)
    assert [(town.name, town.code, len(town.children)) for town in tree.children] == [
        ("德包图乡", "150922200", 2), ("公腊胡洞乡", "150922201", 2),
    ]  # fmt: skip
    village = area_by_code("150922200204")
    assert village is not None
    assert (village.short_name, village.county_id, village.village_id) == ("崩巴图村", tree.area_id, village.pk)
    assert {area.short_name for area in Area.objects.filter(level="village")} == {
        "崩巴图村", "农场嘎查", "西村", "幸福社区",
    }  # fmt: skip
    code = AreaCode.objects.get(code="150922200204")
    assert (code.source, code.as_of, code.valid_from, code.valid_until) == ("list.csv", FIRST, FIRST, None)


def test_an_import_is_one_entry_and_the_second_changes_nothing(county: County) -> None:
    county.load(*LINES)
    entry = Entry.objects.get(verb="places.import")
    assert entry.after["new"] == 7 and len(entry.after["sha256"]) == 64
    before = list(AreaCode.objects.values_list().order_by("pk"))
    assert counts(county.load(*LINES, on=LATER)) == {"unchanged": 7}
    assert Entry.objects.filter(verb="places.import").count() == 1
    assert list(AreaCode.objects.values_list().order_by("pk")) == before


def test_a_preview_writes_nothing(county: County) -> None:
    assert counts(county.load(*LINES, dry_run=True)) == {"new": 7}
    assert not Area.objects.exists() and not Entry.objects.exists()


def test_the_files_of_the_package_are_read_together_and_cut_to_the_county(county: County) -> None:
    areas = county.file('"150922","化德县","1509","15"', '"410181","巩义市","4101","41"', name="areas.csv",
                        head='"code","name","cityCode","provinceCode"')  # fmt: skip
    streets = county.file('"150922200","德包图乡","150922","15","1509"', '"410181111","西村镇","410181","41","4101"',
                          name="streets.csv", head='"code","name","areaCode","provinceCode","cityCode"')  # fmt: skip
    villages = county.file('"150922200204","崩巴图村民委员会","150922200","15","1509","150922"', name="villages.csv",
                           head='"code","name","streetCode","provinceCode","cityCode","areaCode"')  # fmt: skip
    with pytest.raises(CommandError, match=r"2 个县.*--county"):
        county.run(areas, streets, villages)
    assert counts(county.run(areas, streets, villages, county="150922")) == {"new": 3}
    assert not Area.objects.filter(name="西村镇").exists()
    assert counts(county.run(villages, county="150922")) == {"unchanged": 1}


def test_codes_with_noughts_old_encodings_and_no_header_are_understood(county: County) -> None:
    path = county.file("150922200000,德包图乡", "１５０９２２２００２０４,崩巴图村委会", "", head="150922000000,化德县",
                       encoding="gb18030")  # fmt: skip
    assert counts(county.run(path, as_of="2025-01-01")) == {"new": 3}
    assert area_by_code("150922200") is not None


def test_a_broken_file_is_refused_row_by_row_and_changes_nothing(county: County) -> None:
    told = county.load(
        *LINES[:4], "15092220020,少一位", "1509222002O5,字母", "150922209201,没有乡的村", "150922200204,又一个",
        "150922200206,", "150922200207,崩巴图村民委员会", "150922200208," + "长" * 61,
    )  # fmt: skip
    assert [(row["line"], row["reason"]) for row in told["refused_rows"]] == [
        (6, "代码要是 6 位（县）、9 位（乡镇）或 12 位（村）数字"),
        (7, "代码要是 6 位（县）、9 位（乡镇）或 12 位（村）数字"),
        (8, "它上面的乡镇 150922209 没有：文件里没有，系统里也没有"),
        (9, "这个代码前面已经有了"),
        (10, "没有名称"),
        (11, "和第 5 行同名，上级也一样"),
        (12, "名称太长，最多 60 个字"),
    ]
    assert not Area.objects.exists()
    out = StringIO()
    with pytest.raises(CommandError, match="7 行不对，一个地方都没有动"):
        call_command("places", county.folder / "list.csv", stdout=out)
    assert "list.csv 第 6 行 15092220020" in out.getvalue()


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", b"a,b\n1,2\n", b"code,name\n"])
def test_what_is_no_list_is_refused(county: County, content: bytes) -> None:
    path = county.folder / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        county.run(path)
    with pytest.raises(CommandError, match="打不开"):
        county.run(county.folder / "none.csv")


def test_a_new_name_keeps_the_area_and_the_old_name_its_period(county: County) -> None:
    county.load(*LINES)
    before = area_by_code("150922200204")
    told = county.load(*without("150922200204"), "150922200204,新崩巴图村民委员会", on=LATER)
    assert counts(told) == {"renamed": 1, "unchanged": 6}
    after = area_by_code("150922200204")
    assert after == before and after is not None and after.short_name == "新崩巴图村"
    old = AreaName.objects.get(area=after)
    assert (old.name, old.valid_from, old.valid_until) == ("崩巴图村民委员会", FIRST, LATER)
    names = [[village.name for village in area_tree(on=day)[0].children[0].children] for day in (FIRST, LATER)]
    assert "崩巴图村民委员会" in names[0] and "新崩巴图村民委员会" in names[1]


def test_a_code_that_is_gone_ends_and_is_never_given_again(county: County) -> None:
    county.load(*LINES)
    assert counts(county.load(*without("150922201202"), on=LATER)) == {"ended": 1, "unchanged": 6}
    code = AreaCode.objects.get(code="150922201202")
    assert code.valid_until == code.area.valid_until == LATER and code.area.successor is None
    told = county.load(*LINES, on=LATER)
    assert [row["reason"] for row in told["refused_rows"]] == ["这个代码已经废止，不能再用"]


def test_towns_alone_say_nothing_of_villages(county: County) -> None:
    county.load(*LINES)
    assert counts(county.load(*LINES[:3], on=LATER)) == {"unchanged": 3}


def test_gone_and_new_in_one_town_is_asked_not_guessed(county: County) -> None:
    county.load(*LINES)
    told = county.load(*without("150922200204"), "150922200210,崩巴图村民委员会", on=LATER)
    assert counts(told) == {"asked": 2, "unchanged": 6}
    assert [row["code"] for row in told["asked_rows"]] == ["150922200204", "150922200210"]
    assert "150922200210" in told["asked_rows"][0]["question"]
    assert AreaCode.objects.get(code="150922200204").valid_until is None


def test_one_for_one_is_the_same_place_with_another_code(county: County) -> None:
    county.load(*LINES)
    village = area_by_code("150922200204")
    lines = [*without("150922200204"), "150922200210,崩巴图社区居民委员会"]
    told = county.load(*lines, on=LATER, merges="150922200204,150922200210")
    assert counts(told) == {"recoded": 1, "renamed": 1, "unchanged": 6}
    assert area_by_code("150922200210") == area_by_code("150922200204") == village
    old = AreaCode.objects.get(code="150922200204")
    assert old.valid_until == LATER and old.successor is not None and old.successor.code == "150922200210"
    assert counts(county.load(*lines, on=LATER, merges="150922200204,150922200210")) == {"unchanged": 7}


def test_two_villages_become_one(county: County) -> None:
    county.load(*LINES)
    lines = [*LINES[:3], *LINES[5:], "150922200210,联合村民委员会"]
    merges = "150922200204,150922200210 150922200205,150922200210"
    assert counts(county.load(*lines, on=LATER, merges=merges)) == {"ended": 2, "new": 1, "unchanged": 5}
    united = area_by_code("150922200210")
    for code in ("150922200204", "150922200205"):
        old = area_by_code(code)
        assert old is not None and old.successor == united and old.valid_until == LATER
    assert counts(county.load(*lines, on=LATER, merges=merges)) == {"unchanged": 6}


def test_one_village_becomes_two_or_gives_a_part_away(county: County) -> None:
    county.load(*LINES)
    lines = [*without("150922200204"), "150922200210,东崩巴图村民委员会", "150922200211,西崩巴图村民委员会"]
    merges = "150922200204,150922200210 150922200204,150922200211"
    assert counts(county.load(*lines, on=LATER, merges=merges)) == {"ended": 1, "new": 2, "unchanged": 6}
    old = area_by_code("150922200204")
    assert old is not None and old.successor is None
    assert {row.new.short_name for row in old.successions.all()} == {"东崩巴图村", "西崩巴图村"}
    lines.append("150922201205,南西村民委员会")
    for _again in range(2):
        county.load(*lines, on=LATER, merges="150922201201,150922201205")
    assert Succession.objects.filter(old=area_by_code("150922201201")).count() == 1
    assert AreaCode.objects.get(code="150922201201").valid_until is None


def test_what_the_pairs_cannot_mean_is_asked(county: County) -> None:
    county.load(*LINES)
    told = county.load(*without("150922200204"), on=LATER, merges="150922200204,150922200299 150922200777,150922200205")
    assert [row["question"] for row in told["asked_rows"]] == [
        "对照表里的新代码 150922200299 文件里没有", "对照表里的这个旧代码，系统里没有",
    ]  # fmt: skip
    told = county.load(*without("150922200204"), on=FIRST)
    assert "--as-of" in told["asked_rows"][0]["question"]
    with pytest.raises(CommandError, match="第 2 行看不懂"):
        county.load(*LINES, merges="abc,150922200204")


def test_half_a_file_does_not_end_half_a_county(county: County) -> None:
    county.load(*LINES, "150922201203,三村村民委员会")
    told = county.load(*LINES[:4], on=LATER)
    assert counts(told) == {"asked": 4, "unchanged": 4}
    assert "四分之一" in told["asked_rows"][0]["question"]


def test_a_town_that_is_gone_waits_until_its_villages_are_told(county: County) -> None:
    county.load(*LINES)
    told = county.load(*without("150922201"), on=LATER)
    assert [(row["code"], row["question"]) for row in told["asked_rows"]] == [
        ("150922201", "它下面还有 2 个村，先说清它们归哪里")
    ]


def test_places_made_by_hand_get_their_code(cast: Cast, tmp_path: Path) -> None:
    AreaCode.objects.all().delete()
    told = County(tmp_path).load(
        "150999,青河县", "150999101,柳湾镇", "150999101201,石头村村民委员会", "150999101209,新村村民委员会"
    )
    assert counts(told) == {"recoded": 3, "new": 1}
    assert area_by_code("150999101201") == cast.village


def test_what_it_says_can_be_read(county: County) -> None:
    out = StringIO()
    county.load(*LINES)
    path = county.file(*without("150922200204"), "150922200210,崩巴图村民委员会", "150922,化德新县")
    with pytest.raises(CommandError):
        call_command("places", path, stdout=StringIO())
    with pytest.raises(CommandError, match="还没到"):
        county.load(*LINES, on=date(2100, 1, 1))
    path = county.file(*without("150922200204")[1:], "150922200210,别的村民委员会", "150922,化德新县")
    call_command("places", path, as_of=LATER.isoformat(), stdout=out)
    said = out.getvalue()
    assert "新增 1，改名 1，换代码 0，撤并 0，没变 5，不对 0，要问 1" in said
    assert "改名：150922 化德县 → 化德新县" in said and "要问：150922200204 崩巴图村民委员会" in said
