"""The inbox as an Excel: what the post sees there, by the same filter, on record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from unittest import mock

import pytest
import python_calamine
from django.http import StreamingHttpResponse

from cunli.desk.inbox import export
from cunli.journal.models import Entry
from tests.acts.stories import report
from tests.cast import NOW, Cast

EXPORT, WHY = "/inbox/export/", {"reason": "周一例会用"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def rows(cast: Cast, who: str, query: str = "") -> list[list[str]]:
    answer = cast.client(who).post(EXPORT + query, WHY)
    assert isinstance(answer, StreamingHttpResponse) and answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]  # not an async answer
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    report(cast, "grid_member", "田埂塌了", kind="road")
    assert len(rows(cast, "li_clerk")) == 1
    assert "0 件" in cast.client("li_clerk").get(EXPORT).content.decode()
    assert cast.client("villager").get(EXPORT).status_code == 403


def test_it_has_the_rows_of_the_filter_and_the_columns_of_the_table(cast: Cast) -> None:
    road = report(cast, "grid_member", "=1+1", kind="road")
    report(cast, "window", "手机不响", procedure="service_request")
    header, one = rows(cast, "wang_clerk", "?kind=hazard")
    assert header == ["期限", "哪天", "事情", "到哪一步", "等谁", "村", "类别", "编号"]
    assert one[2] == "'=1+1" and one[5] == "石头村" and one[7] == road.ref
    assert len(rows(cast, "wang_clerk")) == 3
    assert "/inbox/export/?kind=hazard" in cast.client("wang_clerk").get("/inbox/?kind=hazard").content.decode()
    entry = Entry.objects.filter(verb="desk.inbox_exported").earliest("id")
    assert (entry.reason, entry.after) == ("周一例会用", {"rows": 1, "filter": "kind=hazard"})


def test_without_a_reason_or_with_too_many_nothing_leaves(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report(cast, "grid_member", "田埂塌了", kind="road")
    client = cast.client("wang_clerk")
    assert client.post(EXPORT, {"reason": "用"}).status_code == 422
    monkeypatch.setattr(export, "MOST", 0)
    answer = client.post(EXPORT, WHY)
    assert answer.status_code == 422 and "请先筛一筛" in answer.content.decode()
    assert not Entry.objects.filter(verb="desk.inbox_exported").exists()
