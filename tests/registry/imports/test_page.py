"""By page: a table is sent, looked at, imported; what was refused is taken home."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import Post
from cunli.journal.models import Entry
from cunli.registry.imports.page import line
from cunli.registry.imports.page.shelf import Shelf, folder
from cunli.registry.models import ColumnMapping, ImportRun, Person
from cunli.registry.models.runs import Stage
from tests.registry.conftest import NOW, Home, World, corrected
from tests.registry.imports.county_rows import id_number
from tests.registry.imports.test_import import BORN, csv_of, person
from tests.registry.test_consent_pages import as_

START = reverse("registry:import")


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]


def send(client: Client, tmp_path: Path, people: list[dict[str, str]], key: str = "k1") -> HttpResponse:
    content = csv_of(tmp_path / "户册.csv", people).read_bytes()
    return send_bytes(client, content, "户册.csv", key)


def send_bytes(client: Client, content: bytes, name: str, key: str = "k1") -> HttpResponse:
    return client.post(START, {"file": SimpleUploadedFile(name, content), "key": key})  # type: ignore[return-value]


def the_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


def worked_off() -> ImportRun:
    """What the companion starts for whatever is next in line."""
    run = line.next_run()
    assert run is not None
    call_command("importer", run=run.pk)
    return ImportRun.objects.get(pk=run.pk)


def page_of(client: Client, run: ImportRun) -> str:
    return client.get(reverse("registry:import_run", args=[run.pk])).content.decode()


def press(client: Client, name: str, run: ImportRun, **said: str) -> HttpResponse:
    return client.post(reverse(f"registry:{name}", args=[run.pk]), said)  # type: ignore[return-value]


def previewed(client: Client, tmp_path: Path, people: list[dict[str, str]], key: str = "k1") -> ImportRun:
    assert send(client, tmp_path, people, key).status_code == 302
    return worked_off()


def persons() -> int:
    return Person.objects.unscoped("test").count()


def test_a_table_is_read_shown_imported_and_gone(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    answer = send(client, tmp_path, [person(1), person(2, phone="12")])
    run = the_run()
    assert answer["Location"] == reverse("registry:import_run", args=[run.pk])
    waiting = page_of(client, run)
    assert "马上就开始" in waiting and '<noscript><meta http-equiv="refresh"' in waiting
    worked_off()
    page = page_of(client, run)
    assert "会新增 1 人，会改 0 人" in page and "退回 1 行" in page and "打不通" in page and "refresh" not in page
    assert persons() == 0
    press(client, "confirm_import", run, plan=ImportRun.objects.get().plan_hash)
    assert persons() == 0, "a web worker does not import"
    run = worked_off()
    assert "导好了：新增 1 人" in page_of(client, run)
    assert (run.stage, persons()) == (Stage.DONE, 1)
    assert [path.name for path in Shelf(run.token).path.iterdir()] == ["refused.xlsx"]
    entry = Entry.objects.get(verb="registry.import")
    assert (entry.user_id, entry.after["sha256"]) == (world.clerk.user_id, run.sha256)


def test_what_changes_is_shown_old_and_new_with_numbers_masked_and_nothing_old_of_a_child(
    world: World, home: Home, tmp_path: Path
) -> None:
    client, house = as_(world.clerk), home.household.household_no
    said = [
        person(1, name="单桂兰", id=home.grandmother.id_number, house=house, phone="13911112222"),
        person(2, name="曾雨童", id=home.child.id_number, house=house, relation="之孙女"),
    ]
    page = page_of(client, previewed(client, tmp_path, said))
    assert "会改 2 人" in page
    assert "<del>138****1234</del> → <ins>139****2222</ins>" in page
    assert "13911112222" not in page and "13800001234" not in page
    assert "<del>…</del> → <ins>曾雨童</ins>" in page and "曾雨桐" not in page


def test_nothing_but_what_was_shown_is_imported(world: World, home: Home, tmp_path: Path) -> None:
    client, house = as_(world.clerk), home.household.household_no
    run = previewed(client, tmp_path, [person(1, name="曾大军", id=home.son.id_number, house=house, relation="之子")])
    shown = run.plan_hash
    corrected(world, home.son, "name", "曾立军")
    press(client, "confirm_import", run, plan=shown)
    run = worked_off()
    assert run.stage == Stage.READY and run.plan_hash != shown
    assert Person.objects.unscoped("test").get(pk=home.son.pk).name == "曾立军"
    page = page_of(client, run)
    assert "户册有人改过了" in page and "曾立军" in page
    assert press(client, "confirm_import", run, plan=shown).status_code == 409
    press(client, "confirm_import", run, plan=run.plan_hash)
    worked_off()
    assert Person.objects.unscoped("test").get(pk=home.son.pk).name == "曾大军"


def test_the_same_form_twice_is_one_run_and_the_button_pressed_twice_one_import(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    places = {send(client, tmp_path, [person(1)])["Location"] for _twice in range(2)}
    assert len(places) == 1 and ImportRun.objects.count() == 1
    assert len([path for path in folder().iterdir() if path.is_dir()]) == 1
    run = worked_off()
    for _twice in range(2):
        assert press(client, "confirm_import", run, plan=run.plan_hash).status_code == 302
    worked_off()
    assert press(client, "confirm_import", run, plan=run.plan_hash).status_code == 302
    assert line.next_run() is None and Entry.objects.filter(verb="registry.import").count() == 1


def test_the_second_of_two_is_told_to_wait_and_comes_after_the_first(world: World, tmp_path: Path) -> None:
    first, second = as_(world.clerk), as_(world.town_officer)
    send(first, tmp_path, [person(1)])
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(seconds=1)):
        send(second, tmp_path, [person(2)])
    runs = list(ImportRun.objects.order_by("pk"))
    assert "前面还有 1 份在导" in page_of(second, runs[1])
    assert [worked_off().pk, worked_off().pk] == [run.pk for run in runs]
    assert "会新增 1 人" in page_of(second, runs[1])


def test_one_post_imports_one_table_at_a_time(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = the_first = previewed(client, tmp_path, [person(1)])
    press(client, "confirm_import", run, plan=run.plan_hash)
    answer = send(client, tmp_path, [person(2)], key="k2")
    assert answer.status_code == 422 and "您有一份正在导" in answer.content.decode()
    worked_off()
    seen = previewed(client, tmp_path, [person(2)], key="k3")
    assert send(client, tmp_path, [person(3)], key="k4").status_code == 302
    seen.refresh_from_db()
    assert seen.stage == Stage.DROPPED, "a new table takes the place of one that nobody confirmed"
    assert the_first.pk != seen.pk


def test_only_who_sent_it_sees_it_in_the_post_they_sent_it_in(world: World, tmp_path: Path) -> None:
    run = previewed(as_(world.clerk), tmp_path, [person(1), person(2, phone="12")])
    for other in (world.other_clerk, world.town_officer):
        client = as_(other)
        assert client.get(reverse("registry:import_run", args=[run.pk])).status_code == 404
        for name in ("explain_import", "confirm_import", "give_up_import", "import_refused"):
            assert press(client, name, run, plan=run.plan_hash).status_code == 404
    for other in (world.grid_member, world.supervisor, world.villager):
        assert as_(other).get(START).status_code in {302, 403}
    run.refresh_from_db()
    assert run.stage == Stage.READY


def test_it_is_reached_from_the_list_of_households_by_who_may_import(world: World) -> None:
    assert START in as_(world.clerk).get("/households/").content.decode()
    assert START not in as_(world.grid_member).get("/households/").content.decode()


def test_the_refused_rows_are_taken_on_record_and_go_after_three_days(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = previewed(client, tmp_path, [person(1, name="=1+1"), person(2, name="@cmd", phone="12")])
    content = b"".join(press(client, "import_refused", run).streaming_content)  # type: ignore[attr-defined]
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[0][-1] == "原因" and len(sheet) == 3
    assert not [cell for row in sheet for cell in row if str(cell).startswith(("=", "+", "-", "@"))]
    assert Entry.objects.filter(verb="registry.import_refused_taken", subject=f"import_run:{run.pk}").count() == 1
    ImportRun.objects.update(stage=Stage.DONE, ended_at=NOW)
    line.tidy(at=NOW + timedelta(days=2))
    assert "下载退回的行" in page_of(client, run)
    line.tidy(at=NOW + timedelta(days=4))
    assert "只留三天，已经删了" in page_of(client, run)
    assert press(client, "import_refused", run).status_code == 409


def test_a_heading_is_explained_remembered_with_who_said_it_and_taken_back(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    said = [{**person(1), "一年挣多少": "八千"}]
    del said[0]["人均纯收入"]
    run = previewed(client, tmp_path, said)
    assert "没见过的表头" in page_of(client, run)
    press(client, "explain_import", run, heading_0="income")
    run = worked_off()
    assert "不像一个数" in page_of(client, run), "read once more, as an amount"
    press(client, "confirm_import", run, plan=run.plan_hash)
    worked_off()
    remembered = reverse("registry:import_headings")
    page = client.get(remembered).content.decode()
    assert "一年挣多少" in page and "人均纯收入" in page and "赵明" in page
    assert client.post(remembered, {"heading": "一年挣多少", "field": "phone"}).status_code == 302
    assert ColumnMapping.objects.get().field == "phone"
    assert client.post(remembered, {"heading": "", "field": "phone"}).status_code == 422
    client.post(reverse("registry:forget_heading", args=[ColumnMapping.objects.get().pk]))
    assert not ColumnMapping.objects.exists()
    assert Entry.objects.filter(verb="registry.heading_said").count() == 2


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"%PDF-1.7 nothing", "户册.xlsx", "这不是表格"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "户册.csv", "这不是表格"),
        (b"   ", "户册.csv", "文件是空的"),
    ],
)
def test_what_is_no_table_is_said_at_once_by_its_content(world: World, content: bytes, name: str, says: str) -> None:
    answer = send_bytes(as_(world.clerk), content, name)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not ImportRun.objects.exists() and not [path for path in folder().iterdir() if path.is_dir()]


def test_a_table_that_is_too_large_is_refused(world: World) -> None:
    with mock.patch("cunli.registry.imports.page.runs.MAX_BY_PAGE", 10):
        answer = send_bytes(as_(world.clerk), b"a,b,c\n1,2,3\n", "户册.csv")
    assert answer.status_code == 422 and "文件太大" in answer.content.decode()


def test_a_table_that_cannot_be_read_changes_nothing_and_says_what_to_do(world: World) -> None:
    client = as_(world.clerk)
    send_bytes(client, b"PK\x03\x04 broken", "户册.xlsx")
    run = worked_off()
    page = page_of(client, run)
    assert run.stage == Stage.FAILED and "没导成，户册一点没动" in page and "另存为 .xlsx 再传" in page
    assert not Shelf(run.token).path.exists()


def test_a_process_that_dies_leaves_nothing_and_its_page_says_so(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = previewed(client, tmp_path, [person(1)])
    press(client, "confirm_import", run, plan=run.plan_hash)
    waiting = line.next_run()
    assert waiting is not None
    with line.alone() as lock:
        line.work_off(waiting, ["/bin/false"], lock, at=NOW)
    run.refresh_from_db()
    page = page_of(client, run)
    assert (run.stage, persons()) == (Stage.FAILED, 0)
    assert "没导成，户册一点没动" in page and "再传一次" in page
    assert not Shelf(run.token).path.exists()
    ImportRun.objects.update(stage=Stage.WRITING)
    line.clear_stranded(at=NOW)
    run.refresh_from_db()
    assert run.stage == Stage.FAILED, "nor does one that ended together with the machine"


def test_writing_that_breaks_off_takes_everything_back(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = previewed(client, tmp_path, [person(1)])
    press(client, "confirm_import", run, plan=run.plan_hash)
    with mock.patch("cunli.registry.imports.applying.tell_the_planner", side_effect=MemoryError):
        run = worked_off()
    assert (run.stage, persons()) == (Stage.FAILED, 0)
    assert not Entry.objects.filter(verb="registry.import").exists()


def test_who_lost_the_post_meanwhile_does_not_import(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = previewed(client, tmp_path, [person(1)])
    press(client, "confirm_import", run, plan=run.plan_hash)
    Post.objects.unscoped("test").filter(pk=run.post_id).update(valid_until=NOW.date())
    assert (worked_off().stage, persons()) == (Stage.FAILED, 0)


def test_it_is_given_up_by_a_button_or_by_not_being_looked_at_for_a_day(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    run = previewed(client, tmp_path, [person(1)])
    for _twice in range(2):
        assert press(client, "give_up_import", run).status_code == 302
    assert "这份没有导" in page_of(client, run) and not Shelf(run.token).path.exists()
    run = previewed(client, tmp_path, [person(1)], key="k2")
    line.tidy(at=NOW + timedelta(hours=23))
    assert Shelf(run.token).path.exists()
    line.tidy(at=NOW + timedelta(hours=25))
    run.refresh_from_db()
    assert run.stage == Stage.DROPPED and not Shelf(run.token).path.exists()
    assert press(client, "confirm_import", run, plan=run.plan_hash).status_code == 409


def test_a_page_that_waits_asks_for_its_middle_and_is_told_when_it_is_over(world: World, tmp_path: Path) -> None:
    client = as_(world.clerk)
    send(client, tmp_path, [person(1, id=id_number(BORN, 1))])
    address = reverse("registry:import_run", args=[the_run().pk])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div") and "every 2s" in part
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=2)):
        assert "cunli importer 没有开着" in client.get(address).content.decode()
    ImportRun.objects.update(stage=Stage.WRITING, new=10)
    Shelf(the_run().token)._write("progress.json", {"step": "write", "done": 4})
    assert "写了 4 人" in client.get(address).content.decode()
    ImportRun.objects.update(stage=Stage.DONE)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
