"""Scene 8: a pole is about to fall on a house; three companies each say they must report up first."""

from __future__ import annotations

from cunli.acts.asking import answer_ask
from cunli.cases.models import Answer, Term
from cunli.papers.models import Paper
from tests.acts.stories import again, minutes, report, step
from tests.cast import Cast


def test_from_the_report_to_the_official_letter_and_its_answers(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪到老周家屋顶上了，一刮风就晃。")
    officer = cast.actor("peace_officer")
    step(
        cast,
        "peace_officer",
        matter,
        "screen",
        at=minutes(2),
        level="L1",
        assignee=officer.unit_id,
        officer=officer.user_id,
    )
    step(cast, "peace_officer", matter, "arrive", at=minutes(10), seen="杆根已松")
    step(
        cast,
        "peace_officer",
        matter,
        "act_on_the_spot",
        at=minutes(60),
        happened_at=minutes(18),
        spot_action="把杆子放倒，线理到路边",
        grounds="随时会倒",
        witnesses=["郑小满", "周满仓"],
        objections="",
    )
    assert again(matter).state == "in_hand"
    companies = [cast.units["dianxin"].pk, cast.units["liantong"].pk]
    step(
        cast,
        "peace_officer",
        matter,
        "draft_letter",
        at=minutes(70),
        letter_to=companies,
        letter_title="商请明确倾斜线杆维修责任",
        letter_body="7月15日，石头村一线杆倾斜。\n请贵公司三个工作日内函复。",
    )
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(80))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(90), delivered_how="by_hand")
    letter = Paper.objects.unscoped("test").get(ref=matter.ref, kind="letter")
    assert letter.status == "delivered" and letter.number.endswith("号")
    asks = list(matter.asks.select_related("matter", "unit"))
    assert len(asks) == 2
    done = Term.objects.get(matter=matter, key="done", met_at=None)
    assert done.suspensions, "the clock stops while the companies are asked"
    answer_ask(
        actor=cast.actor("dianxin_contact"),
        ask=asks[0],
        answer=Answer.YES,
        said="明天来修",
        answered_by="老高",
        at=minutes(200),
    )
    answer_ask(
        actor=cast.actor("peace_officer"),
        ask=asks[1],
        answer=Answer.OBJECTED,
        said="不是我们的杆",
        answered_by="值班",
        at=minutes(201),
    )
    step(cast, "peace_officer", matter, "fix", at=minutes(300), outcome="新杆立好了")
    step(cast, "grid_member", matter, "confirm", at=minutes(400))
    assert again(matter).outcome == "solved"
