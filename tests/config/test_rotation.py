"""A new key takes the place of an old one while people work: nothing is lost, nothing keeps the old key."""

from __future__ import annotations

import os
import re
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models

from cunli.accounts.models import User
from cunli.benefits.models import Entitlement, PaymentList
from cunli.cases.models import Fact, Hand, Matter, Participant, Proxy, Voice
from cunli.cases.services import Reporter
from cunli.config.rotation import work
from cunli.config.rotation.tables import Columns, SealedTable, tables
from cunli.journal.models import Entry
from cunli.lib import crypto, identity
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.refusals import Conflict
from cunli.messages.models import Message, OtherWay, Robot
from cunli.notices import services as notices
from cunli.notices.services import Sheet
from cunli.registry import services as registry
from cunli.registry.models import Household, Person
from cunli.registry.selectors.search import search
from cunli.registry.services.people import Numbers
from cunli.roster import services as roster
from cunli.webhooks.models import Webhook
from tests.acts.stories import report
from tests.architecture.checkers import house
from tests.cast import BEGAN, NOW, TODAY, Cast, make_cast

ID_NUMBER, PHONE, BANK = (
    "15092219400101002" + identity.check_digit("15092219400101002"),
    "13912340000",
    "6222020200112233",
)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    """Keys of the test's own, and a value in every column that is sealed."""
    settings.KEYS_DIR, settings.DATA_DIR = tmp_path / "keys", tmp_path
    cast = make_cast()
    matter = report(cast, "wang_clerk", "路塌了", reporter=Reporter(name="周满仓", phone=PHONE))
    Voice.objects.create(matter=matter, name="周满仓", phone=PHONE, words="我家门口也是", at=NOW)
    Hand.objects.create(matter=matter, name="周满仓", phone=PHONE, said_at=NOW)
    Proxy.objects.create(matter=matter, name="王小明", phone=PHONE, relation="外孙")
    Participant.objects.create(matter=matter, seat="respondent", name="王小明", phone=PHONE, named_at=NOW)
    taken = matter.course.get(number=1)
    Fact.objects.create(matter=matter, step=taken, key="note", sealed='"只给调解员看"', source="step")
    clerk, area = cast.actor("wang_clerk"), cast.village.pk
    house_ = registry.register_dwelling(actor=clerk, area_id=area, at=NOW, door_no="18", address="18号", grid_id=None)
    home = registry.register_household(actor=clerk, area_id=area, since=BEGAN, at=NOW, dwelling_id=house_.pk)
    person = registry.add_person(
        actor=clerk, household_id=home.pk, name="单桂兰", relation="head", since=BEGAN, at=NOW,
        numbers=Numbers(id_number=ID_NUMBER, phone=PHONE, bank=BANK),
    )  # fmt: skip
    registry.ask_correction(
        actor=clerk, person_id=person.pk, field="phone", value="13912340001", reason="换了号码", at=NOW
    )
    Message.objects.create(phone=PHONE, channel="sms", kind="done", body="路修好了", created_at=NOW)
    OtherWay.objects.create(user_id=cast.users["villager"].pk, channel="sms", address=PHONE)
    unit = cast.posts["wang_clerk"].unit
    Robot.objects.create(unit=unit, make="dingtalk", address="https://example.org/k", secret="SECRET")
    Webhook.objects.create(
        post=cast.posts["window"], name="平台", purpose="看进度", address="https://example.org/in", key="whsec_NEW",
        old_key="whsec_OLD", made_at=NOW, valid_until=NOW.date(),
    )  # fmt: skip
    _paid(cast)
    sheet = Sheet(kind="other", title="公示", text="还没挂出的原文", days=7, hangs_at=("公示栏",))
    notices.draft(actor=clerk, sheet=sheet, at=NOW)
    roster.add_entry(
        actor=cast.actor("peace_officer"), force="police", name="李警官", town=cast.town, phone=PHONE, valid_from=BEGAN,
        at=NOW,
    )  # fmt: skip
    TOTP.activate(cast.users["supervisor"], "SECRET")
    RecoveryCodes.activate(cast.users["supervisor"])
    return cast


def _paid(cast: Cast) -> None:
    """Somebody is paid by a list, and the bank's file has a line that belongs to nobody."""
    unit, user = cast.units["civil"], cast.users["civil_officer"]
    given = Entitlement.objects.create(
        ref="BA-2026-00001", kind="dibao", name="张有田", rhythm="monthly", amount_fen=1, since=TODAY, unit=unit,
        county=cast.county, town=cast.town, village=cast.village, granted_at=NOW,
    )  # fmt: skip
    made = PaymentList.objects.unscoped("a story").create(
        ref="PL-2026-00001", kind="dibao", period="2026-11", unit=unit, county=cast.county, total_fen=1, lines=1,
        due_at=NOW, drafted_by=user, drafted_at=NOW,
    )  # fmt: skip
    made.payments.create(number=1, entitlement=given, name="张有田", amount_fen=1, bank=BANK, bank_last4=BANK[-4:])
    made.files.create(name="回单.csv", sha256="0" * 64, read_by_id=user.pk, read_at=NOW, unknown=BANK)


def keys(*options: str) -> str:
    out = StringIO()
    call_command("keys", *options, stdout=out)
    return out.getvalue()


def an_hour_passes(folder: Path) -> None:
    for path in folder.glob("*.key"):
        os.utime(path, (time.time() - 3700,) * 2)


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            texts += [str(row) for row in cursor.fetchall()]
    return "\n".join(texts)


def everything_is_found(cast: Cast) -> None:
    person = Person.objects.unscoped("test").get()
    assert (person.id_number, person.phone, person.bank) == (ID_NUMBER, "+8613912340000", BANK)
    clerk = cast.actor("wang_clerk")
    assert [len(search(clerk.scope, text, on=TODAY)) for text in (ID_NUMBER, PHONE)] == [1, 1]
    assert User.objects.by_phone("13800000001") == cast.users["wang_clerk"]
    assert Matter.objects.unscoped("test").get().reporter_phone == PHONE
    second = {row.type: row.wrap() for row in Authenticator.objects.filter(user=cast.users["supervisor"])}
    assert crypto.open_sealed(second["totp"].instance.data["secret"], place="mfa_authenticator.data") == "SECRET"
    assert len(second["recovery_codes"].get_unused_codes()) == 10
    call_command("verify", stdout=StringIO())


def test_nothing_needs_the_old_key_any_more(cast: Cast, settings: Any) -> None:
    old = crypto.opening_of(bytes.fromhex((settings.KEYS_DIR / "sealing-0001.key").read_text()))
    indexes = {person.phone_blind for person in Person.objects.unscoped("test")} | {
        user.phone_index for user in cast.users.values() if user.phone_index
    }
    assert "sealing-0002.key、index-0002.key、journal-2" in keys("--new")
    everything_is_found(cast)
    said = keys("--reseal")
    assert re.search(r"改了 \d\d 行", said), said
    everything_is_found(cast)
    stored = everything_in_the_database()
    assert old not in stored
    assert [index for index in indexes if index in stored] == []
    an_hour_passes(settings.KEYS_DIR)
    assert "sealing-0001.key、index.key" in keys("--retire")
    assert {path.name for path in settings.KEYS_DIR.iterdir()} == {
        "sealing-0002.key", "index-0002.key", "journal-1", "journal-2", "retired",
    }  # fmt: skip
    everything_is_found(cast)
    assert list(Entry.objects.filter(subject="keys").order_by("pk").values_list("verb", flat=True)) == [
        "keys.add", "keys.reseal", "keys.retire",
    ]  # fmt: skip


def test_every_sealed_column_is_among_the_tables_and_in_this_story(cast: Cast) -> None:
    """A new one that is not filled above is named here."""
    columns = [field for table in tables() if isinstance(table, Columns) for field in table.fields]
    every = [f for model in apps.get_models() for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]
    assert columns == every
    empty = [field for field in columns if not any(getattr(one, field.name) for one in _all(field.model))]
    assert empty == []


def _all(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._base_manager.all()


def test_every_blind_index_is_named_by_the_value_it_finds() -> None:
    named = {(field.model, field.blind[0]) for table in tables() if isinstance(table, Columns)
             for field in table.fields if field.blind}  # fmt: skip
    every = {(model, field.name) for model in apps.get_models() if model.__module__.startswith("cunli.")
             for field in model._meta.local_fields if field.name.endswith(("_blind", "_index"))}  # fmt: skip
    assert named == every


def test_nobody_else_seals() -> None:
    """What is sealed elsewhere needs a table of its own in ``rotation/tables.py``."""
    said = {path.name: path.read_text() for path in house.python_files(house.SOURCE)}
    assert {name for name, text in said.items() if "crypto.seal(" in text} == {
        "adapters.py", "encrypted_field.py", "tables.py",
    }  # fmt: skip
    assert [name for name, text in said.items() if re.search(r"crypto import .*\bseal\b", text)] == []


class TestWhilePeopleWork:
    def test_values_of_both_keys_are_found_and_an_account_is_still_one_per_phone(self, cast: Cast) -> None:
        keys("--new")
        before, after = cast.users["wang_clerk"], cast.users["li_clerk"]
        after.phone, after.phone_index = "+8613800000002", crypto.blind_index("phone", "13800000002")
        after.save()
        assert [User.objects.by_phone(f"1380000000{n}") for n in (1, 2)] == [before, after]
        with pytest.raises(Conflict, match="已经在户册里"):
            registry.add_person(
                actor=cast.actor("wang_clerk"), household_id=Household.objects.unscoped("test").get().pk,
                name="又一个", relation="son", since=BEGAN, at=NOW, numbers=Numbers(id_number=ID_NUMBER),
            )  # fmt: skip

    def test_a_kill_in_the_middle_loses_nothing_and_the_next_run_goes_on(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keys("--new")
        monkeypatch.setattr(work, "BATCH", 3)
        monkeypatch.setattr(work, "PAGE", 7)
        real, written = work._write, []

        def dies(table: SealedTable, ids: list[object]) -> int:
            if len(written) == 4:
                raise KeyboardInterrupt
            written.append(real(table, ids))
            return written[-1]

        monkeypatch.setattr(work, "_write", dies)
        with pytest.raises(KeyboardInterrupt):
            keys("--reseal")
        everything_is_found(cast)
        left = work.look().left
        monkeypatch.setattr(work, "_write", real)
        assert f"改了 {left} 行" in keys("--reseal")
        assert work.look().left == 0
        assert "改了 0 行" in keys("--reseal"), "a third run finds nothing to do"

    def test_rows_that_others_hold_are_left_and_said(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        keys("--new")
        monkeypatch.setattr(work, "_write", lambda _table, _ids: 0)
        monkeypatch.setattr(time, "sleep", lambda _seconds: None)
        with pytest.raises(CommandError, match="别人正用着"):
            keys("--reseal")


class TestRefusals:
    def test_an_old_key_that_is_needed_stays(self, cast: Cast, settings: Any) -> None:
        keys("--new")
        an_hour_passes(settings.KEYS_DIR)
        with pytest.raises(CommandError, match=r"还有 \d+ 行用着旧密钥"):
            keys("--retire")
        assert (settings.KEYS_DIR / "sealing-0001.key").exists()

    def test_a_key_is_not_put_aside_while_something_begun_before_may_still_be_written(self, cast: Cast) -> None:
        keys("--new")
        keys("--reseal")
        with pytest.raises(CommandError, match="不到一小时"):
            keys("--retire")

    def test_one_rotation_is_finished_before_the_next(self, cast: Cast) -> None:
        keys("--new")
        with pytest.raises(CommandError, match="还没有做完"):
            keys("--new")

    def test_a_value_that_does_not_open_is_named_and_keeps_the_old_key(self, cast: Cast, settings: Any) -> None:
        user = cast.users["wang_clerk"]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET phone = 'AQAA' WHERE id = %s", [user.pk])
        keys("--new")
        out = StringIO()
        with pytest.raises(CommandError, match="1 行打不开"):
            call_command("keys", "--reseal", stdout=out)
        assert f"accounts_user 第 {user.pk} 行" in out.getvalue()
        an_hour_passes(settings.KEYS_DIR)
        with pytest.raises(CommandError, match="1 行打不开"):
            keys("--retire")


def test_which_keys_are_in_use_is_told(cast: Cast) -> None:
    assert re.search(r"sealing-0001\.key  封着 (\d+) 个号码\nindex\.key  按号码找人用\njournal-1", keys())
    keys("--new")
    assert "sealing-0002.key  封着 0 个号码" in keys()
    keys("--reseal")
    assert "sealing-0001.key  封着 0 个号码" in keys()
