"""No signal at the worst moments: before sending, after the server has taken it, across a log-out, with another hand
on the phone. Each record arrives exactly once, and what cannot be taken is said."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Route

from tests.journeys.browsing import Crowd, Visitor
from tests.journeys.serving import Village

pytestmark = pytest.mark.browser

SAYS = "杆子歪到老周家屋顶上了，一刮风就晃。"
WAITS = "已存手机 1 条"
KEPT_A_VISIT = """() => caches.open('cunli-pages').then(kept => kept.keys())
  .then(keys => keys.some(key => /visit/.test(key.url)))"""


def count(place: Village, table: str, where: str = "1 = 1") -> int:
    with sqlite3.connect(place.data / "cunli.sqlite3") as database:
        return int(database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def reports(who: Visitor, says: str = SAYS, what: str = "电线杆") -> None:
    who.picks(what)
    who.writes("说一句是什么事", says)
    who.button("报上去").click()


def until_sent(who: Visitor) -> None:
    for _turn in range(80):
        who.page.evaluate("window.cunliOutbox.send()")
        if who.page.evaluate("window.cunliOutbox.mine().then(records => records.length)") == 0:
            return
        who.page.wait_for_timeout(100)
    raise AssertionError("it is still in the phone")


def test_written_without_signal_it_is_sent_by_itself_once(crowd: Crowd) -> None:
    xiaoman = crowd.staff("grid_member", "phone")
    xiaoman.goes("/report/")
    xiaoman.look_if_new()
    xiaoman.context.set_offline(True)
    xiaoman.writes("在哪里", "3组，老周家屋后")
    reports(xiaoman)
    xiaoman.sees(WAITS)
    assert xiaoman.page.get_by_label("说一句是什么事").input_value() == "", "it is in the phone, the form is free again"
    reports(xiaoman, "桥栏杆断了", "路和桥")
    xiaoman.sees("已存手机 2 条")
    assert count(crowd.place, "cases_matter") == 0
    xiaoman.context.set_offline(False)
    xiaoman.sees("都发出去了")
    assert count(crowd.place, "cases_matter") == 2


def test_the_answer_is_lost_after_the_server_has_taken_it(crowd: Crowd) -> None:
    xiaoman = crowd.staff("grid_member", "phone")
    xiaoman.goes("/report/")

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    xiaoman.look_if_new()
    xiaoman.page.route("**/report/", lose)
    reports(xiaoman)
    xiaoman.sees(WAITS)
    assert count(crowd.place, "cases_matter") == 1, "taken, and the phone does not know it"
    xiaoman.page.unroute("**/report/")
    until_sent(xiaoman)
    assert count(crowd.place, "cases_matter") == 1


def test_across_a_log_out_it_waits_for_its_writer_and_for_nobody_else(crowd: Crowd) -> None:
    xiaoman = crowd.staff("grid_member", "phone")
    xiaoman.goes("/report/")
    xiaoman.look_if_new()
    xiaoman.context.set_offline(True)
    reports(xiaoman)
    xiaoman.sees(WAITS)
    xiaoman.context.clear_cookies(name="sessionid")
    xiaoman.context.set_offline(False)
    xiaoman.page.evaluate("window.cunliOutbox.send()")
    assert count(crowd.place, "cases_matter") == 0
    xiaoman.sign_in("leader")  # a colleague, on the same phone
    xiaoman.goes("/kept/")
    xiaoman.sees("没有，都发出去了")
    xiaoman.goes("/")
    assert count(crowd.place, "cases_matter") == 0
    xiaoman.context.clear_cookies(name="sessionid")
    xiaoman.sign_in("grid_member")
    until_sent(xiaoman)
    assert count(crowd.place, "cases_matter") == 1
    assert count(crowd.place, "cases_matter", f"filed_by_id = {crowd.place.users['grid_member']}") == 1


def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(crowd: Crowd) -> None:
    xiaoman = crowd.staff("grid_member", "phone")
    xiaoman.goes("/report/")
    xiaoman.look_if_new()
    xiaoman.context.set_offline(True)
    xiaoman.writes("说一句是什么事", SAYS)
    xiaoman.button("报上去").click()  # without saying what it is
    xiaoman.sees(WAITS)
    xiaoman.context.set_offline(False)
    with xiaoman.expecting(422):
        xiaoman.goes("/kept/")
        xiaoman.page.evaluate("window.cunliOutbox.send()")
        xiaoman.sees("请选一个是什么")
        xiaoman.looks("kept-problem")
        xiaoman.taps_on(xiaoman.button("打开改一下再发"))
        assert xiaoman.page.get_by_label("说一句是什么事").input_value() == SAYS
    xiaoman.picks("电线杆")
    xiaoman.taps_on(xiaoman.button("报上去"))
    xiaoman.sees("号码 HD-")
    until_sent(xiaoman)
    assert count(crowd.place, "cases_matter") == 1


def test_what_somebody_else_reported_meanwhile_is_a_question_when_it_is_sent(crowd: Crowd) -> None:
    xiaoman, leader = crowd.staff("grid_member", "phone"), crowd.staff("leader", "phone")
    xiaoman.goes("/report/")
    xiaoman.look_if_new()
    xiaoman.context.set_offline(True)
    xiaoman.writes("在哪里", "3组，老周家屋后")
    reports(xiaoman)
    xiaoman.sees(WAITS)
    leader.goes("/report/")
    leader.writes("在哪里", "3组，老周家屋后")
    reports(leader)
    leader.sees("号码 HD-")
    xiaoman.context.set_offline(False)
    xiaoman.goes("/kept/")
    xiaoman.page.evaluate("window.cunliOutbox.send()")
    xiaoman.taps_on(xiaoman.button("打开改一下再发"))
    xiaoman.sees("可能已经有人报了")
    xiaoman.new = False
    assert count(crowd.place, "cases_matter") == 1, "nothing was joined or doubled without asking"


def test_a_visit_is_written_down_on_a_page_that_the_phone_has_kept(crowd: Crowd) -> None:
    """Scenes 3 and 4: an old woman's yard, no signal behind the hill, one promise; six taps."""
    secretary = crowd.staff("secretary", "phone")
    secretary.goes("/pairing/")
    secretary.page.get_by_text("田奶奶").locator("visible=true").first.wait_for()
    secretary.taps_on(secretary.page.locator("label.cl-check-row").filter(has_text="田奶奶").first)
    secretary.chooses("由谁来联系", "何雨晴")
    secretary.taps_on(secretary.button("就由他联系"))
    secretary.goes("/mine/households/")
    secretary.sees("田奶奶")
    while not secretary.page.evaluate(KEPT_A_VISIT):
        secretary.page.wait_for_timeout(100)
    secretary.goes("/")
    secretary.look_if_new()
    secretary.taps = 0
    secretary.context.set_offline(True)
    secretary.taps_on(secretary.link("我联系的户"))
    secretary.taps_on(secretary.link("记一笔"))
    secretary.writes("看到", "院子又沉了一块，墙根还潮。")
    secretary.writes("答应办什么 1", "送她去镇卫生院")
    secretary.picks("三天内")
    secretary.taps_on(secretary.button("记好了"))
    assert secretary.taps <= 6, f"{secretary.taps} taps"
    secretary.sees(WAITS)
    secretary.context.set_offline(False)
    until_sent(secretary)
    assert count(crowd.place, "visits_note") == 1
    assert count(crowd.place, "cases_matter", "procedure = 'promise' AND title = '送她去镇卫生院'") == 1
    secretary.goes("/mine/notes/")
    secretary.sees("院子又沉了一块")
    secretary.taps_on(secretary.link("送她去镇卫生院"))
    secretary.sees("答应了，还没办到")
