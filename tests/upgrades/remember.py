"""``python -m tests.upgrades.remember NAME``: the first half of the story, as this release stores it.

With ``DATA`` an empty folder, on SQLite. The second half is in ``going_on.py``.
"""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cunli.cases.services import Reporter
from cunli.config import readiness
from cunli.journal.sealing import seal
from cunli.registry import services as registry
from cunli.registry.services.people import Numbers
from tests.acts.stories import minutes, report, step
from tests.cast import BEGAN, NOW, Cast, make_cast
from tests.upgrades import FOLDER, ID_NUMBER, PHONE, rows


def begin() -> Cast:
    """A pole that waits for two companies, a bridge nobody has looked at, a phone that was mended, and a register."""
    cast = make_cast()
    clerk = cast.actor("wang_clerk")
    dwelling = registry.register_dwelling(
        actor=clerk, area_id=cast.village.pk, at=NOW, door_no="18", address="3组 18号", grid_id=None
    )
    home = registry.register_household(
        actor=clerk, area_id=cast.village.pk, since=BEGAN, at=NOW, dwelling_id=dwelling.pk
    )
    registry.add_person(
        actor=clerk, household_id=home.pk, name="单桂兰", relation="head", since=BEGAN, at=NOW,
        numbers=Numbers(id_number=ID_NUMBER, phone=PHONE, bank="6222020200112233"),
    )  # fmt: skip
    _pole(cast)
    report(cast, "villager", "桥栏杆断了", kind="road", at=minutes(100))
    told = Reporter(name="周满仓", phone=PHONE)
    phone = report(cast, "window", "电话坏了", procedure="service_request", kind="phone", reporter=told)
    assert phone.state
    TOTP.activate(cast.users["supervisor"], "SECRET")
    seal(at=minutes(101))
    return cast


def _pole(cast: Cast) -> None:
    officer = cast.actor("peace_officer")
    matter = report(cast, "grid_member", "杆子歪到老周家屋顶上了")
    step(cast, "peace_officer", matter, "screen", at=minutes(2), level="L1",
         assignee=officer.unit_id, officer=officer.user_id)  # fmt: skip
    step(cast, "peace_officer", matter, "arrive", at=minutes(10), seen="杆根已松")
    step(cast, "peace_officer", matter, "act_on_the_spot", at=minutes(60), happened_at=minutes(18),
         spot_action="把杆子放倒，线理到路边", grounds="随时会倒", witnesses=["郑小满"], objections="")  # fmt: skip
    companies = [cast.units["dianxin"].pk, cast.units["liantong"].pk]
    step(cast, "peace_officer", matter, "draft_letter", at=minutes(70), letter_to=companies,
         letter_title="商请明确倾斜线杆维修责任", letter_body="请贵公司三个工作日内函复。")  # fmt: skip
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(80))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(90), delivered_how="by_hand")


def remember() -> dict[str, object]:
    out = StringIO()
    call_command("verify", "--json", stdout=out)
    said = json.loads(out.getvalue())
    keys = Path(settings.KEYS_DIR).iterdir()
    return {
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        "keys": {path.name: path.read_text() for path in sorted(keys) if path.name not in {"django", "metrics"}},
        "verify": {name: said[name] for name in ("entries", "blocks", "root", "ok")},
        "rows": rows.written(apps),
    }


def main(name: str) -> None:
    readiness.migrate()
    begin()
    with (FOLDER / f"{name}.json").open("x") as file:
        json.dump(remember(), file, ensure_ascii=False, indent=0, sort_keys=True)


if __name__ == "__main__":
    main(sys.argv[1])
