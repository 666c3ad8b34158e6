"""Photos that come with a report or a step: a few, cleaned before anything is locked, and part of what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cunli.cases.models import Attachment, Matter
from cunli.files import images, rules
from cunli.journal.models import Entry
from tests.acts.stories import minutes, report, step
from tests.cast import NOW, Cast
from tests.files.samples import photo

HAZARD = "/report/"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def pictures(count: int, **different: object) -> list[SimpleUploadedFile]:
    content = photo(size=(40, 30), **different)
    return [SimpleUploadedFile(f"{number}.jpg", content) for number in range(count)]


def in_hand(cast: Cast) -> Matter:
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_chief", matter, "screen", level="L2", assignee=officer.unit_id)
    return matter


def test_six_are_kept_and_a_seventh_is_refused_at_the_photos_with_the_words_kept(cast: Cast) -> None:
    client = cast.client("grid_member")
    sent = {"kind": "pole", "say": "杆子歪了"}
    answer = client.post(HAZARD, {**sent, "photos": pictures(rules.MAX_PHOTOS + 1)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="photos_error"' in page and "最多加 6 张，这次有 7 张" in page and "杆子歪了" in page
    assert not Matter.objects.unscoped("test").exists() and not Entry.objects.filter(verb="file_kept").exists()
    assert client.post(HAZARD, {**sent, "photos": pictures(rules.MAX_PHOTOS)}).status_code == 302
    assert Attachment.objects.count() == rules.MAX_PHOTOS


def test_a_step_refuses_a_seventh_at_its_photos_too(cast: Cast) -> None:
    matter = in_hand(cast)
    path = f"/m/{matter.ref}/step/arrive/"
    answer = cast.client("peace_officer").post(path, {"seen": "杆根已松", "photo": pictures(rules.MAX_PHOTOS + 1)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="f-photo_error"' in page and "最多加 6 张" in page and "杆根已松" in page
    assert not Attachment.objects.exists()


def test_the_same_key_with_other_photos_is_another_request(cast: Cast) -> None:
    client = cast.client("grid_member")
    sent = {"kind": "pole", "say": "杆子歪了", "key": "once", "sure": "1"}
    assert client.post(HAZARD, {**sent, "photos": pictures(1)}).status_code == 302
    assert client.post(HAZARD, {**sent, "photos": pictures(1)}).status_code == 302
    for others in (pictures(2), pictures(1, orientation=1), []):
        assert client.post(HAZARD, {**sent, "photos": others}).status_code == 422
    assert Matter.objects.unscoped("test").count() == 1 and Attachment.objects.count() == 1


def test_the_same_key_with_other_photos_is_another_step(cast: Cast) -> None:
    matter = in_hand(cast)
    client, path = cast.client("peace_officer"), f"/m/{matter.ref}/step/arrive/"
    assert client.post(path, {"key": "once", "photo": pictures(1)}).status_code == 302
    assert client.post(path, {"key": "once", "photo": pictures(1)}).status_code == 302
    assert client.post(path, {"key": "once", "photo": pictures(1, orientation=1)}).status_code == 422
    assert Attachment.objects.count() == 1


def test_pictures_are_drawn_anew_before_the_transaction_begins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = in_hand(cast)
    outside, seen, real = len(connection.savepoint_ids), [], images.clean

    def watched(*args: object) -> bytes:
        seen.append(len(connection.savepoint_ids))
        return real(*args)

    monkeypatch.setattr(images, "clean", watched)
    cast.client("grid_member").post(HAZARD, {"kind": "road", "say": "路塌了", "photos": pictures(1)})
    with mock.patch("django.utils.timezone.now", return_value=minutes(30)):
        cast.client("peace_officer").post(f"/m/{matter.ref}/step/arrive/", {"photo": pictures(1)})
    assert seen == [outside, outside] and Attachment.objects.count() == 2
