"""``python -m tests.upgrades.going_on``: the second half of the story, by the doors that people use.

Runs on an upgraded database, with this release's settings; fails loudly. What it finds was written by an earlier
release: only what people see and do may be asked here.
"""

from __future__ import annotations

import sys

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone

from cunli.accounts.adapters import PLACE
from cunli.accounts.models import Post, User
from cunli.cases.models import Matter
from cunli.config import readiness
from cunli.lib.crypto import open_sealed
from cunli.places.models import Area, Grid, Unit
from tests.acts.stories import minutes
from tests.cast import PEOPLE, UNITS, Cast
from tests.upgrades import ID_NUMBER, PHONE


def found_cast() -> Cast:
    """The cast as it is in the database: units that joined it since are not there."""
    cast = Cast()
    cast.areas = {key: Area.objects.get(short_name=name) for key, name in (("shitou", "石头村"), ("liuwan", "柳湾镇"))}
    cast.grids = {"shitou_1": Grid.objects.get(code="150999101201001")}
    units = {unit.name: unit for unit in Unit.objects.all()}
    cast.units = {key: units[name] for key, _area, _kind, _function, name, *_ in UNITS if name in units}
    cast.users = {member.key: User.objects.get(username=member.key) for member in PEOPLE}
    posts = Post.objects.unscoped("a test").select_related("user", "unit")
    cast.posts = {post.user.username: post for post in posts}
    return cast


def go_on(cast: Cast) -> None:
    what_was_sealed_opens(cast)
    everybody_finds_their_pages(cast)
    the_companies_answer_and_it_is_solved(cast)
    the_bridge_is_taken_up(cast)
    a_new_one_is_reported(cast)
    the_person_is_found(cast)
    call_command("check")
    call_command("sweep")
    call_command("sweep", verify=True)
    call_command("verify")


def matter(title: str) -> Matter:
    return Matter.objects.unscoped("a test").get(title__startswith=title)


def posted(client: Client, path: str, **data: object) -> None:
    answer = client.post(path, {"key": path, **data})
    assert answer.status_code == 302, f"{path}: {answer.status_code} {answer.content.decode()[-3000:]}"


def page(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.content.decode()


def what_was_sealed_opens(cast: Cast) -> None:
    assert matter("电话坏了").reporter_phone == PHONE
    assert User.objects.by_phone("13800000001") == cast.users["wang_clerk"]
    secret = Authenticator.objects.get(user=cast.users["supervisor"]).data["secret"]
    assert open_sealed(secret, place=PLACE) == "SECRET"


def everybody_finds_their_pages(cast: Cast) -> None:
    for key in (
        "wang_clerk",
        "grid_member",
        "peace_officer",
        "peace_chief",
        "dianxin_contact",
        "supervisor",
        "villager",
    ):
        page(cast.client(key), "/")
    assert matter("杆子").ref in page(cast.client("peace_officer"), "/inbox/")


def the_companies_answer_and_it_is_solved(cast: Cast) -> None:
    pole = matter("杆子")
    for unit, who, answer in (("dianxin", "dianxin_contact", "yes"), ("liantong", "liantong_contact", "objected")):
        ask = pole.asks.get(unit=cast.units[unit])
        posted(cast.client(who), f"/m/{pole.ref}/ask/{ask.pk}/", answer=answer, said="明天来看", answered_by="老高")
    posted(cast.client("peace_officer"), f"/m/{pole.ref}/step/fix/", outcome="新杆立好了")
    posted(cast.client("grid_member"), f"/m/{pole.ref}/step/confirm/")
    assert matter("杆子").outcome == "solved"


def the_bridge_is_taken_up(cast: Cast) -> None:
    bridge, officer = matter("桥栏杆"), cast.users["peace_officer"]
    posted(cast.client("peace_chief"), f"/m/{bridge.ref}/step/screen/",
           level="L3", assignee=cast.units["peace"].pk, officer=officer.pk)  # fmt: skip
    assert "桥栏杆断了" in page(cast.client("villager"), f"/m/{bridge.ref}/")


def a_new_one_is_reported(cast: Cast) -> None:
    before = set(Matter.objects.unscoped("a test").values_list("ref", flat=True))
    posted(cast.client("grid_member"), "/report/", kind="pole", say="又一根杆子歪了", place="3组", sure="1")
    new = matter("又一根")
    assert new.ref not in before
    assert new.ref > max(ref for ref in before if ref[:2] == new.ref[:2]), "numbers go on"


def the_person_is_found(cast: Cast) -> None:
    clerk = cast.client("wang_clerk")
    for text in ("单桂兰", ID_NUMBER, PHONE, "shanguilan"):
        assert "单桂兰" in page(clerk, "/search/", q=text), text


if __name__ == "__main__":
    readiness.gather_static()
    setup_test_environment()
    timezone.now = lambda: minutes(200)
    go_on(found_cast())
    sys.stdout.write("the story ends well\n")
