"""A unit answers while a colleague takes a step: the clock that both touch ends on its right day."""

from __future__ import annotations

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from cunli.acts.asking import answer_ask
from cunli.cases.models import Answer, Ask, Term
from cunli.dues.models import Due
from tests.acts.stories import again, days, minutes, report, step
from tests.cast import Cast, make_cast

HOLDS_SECONDS = 1.0


def asked_by_letter(cast: Cast) -> Ask:
    """A matter in hand whose clock stands still while a company is asked."""
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L3", assignee=officer.unit_id, at=minutes(1))
    step(cast, "peace_officer", matter, "arrive", at=minutes(2))
    step(cast, "peace_officer", matter, "draft_letter", at=minutes(3), letter_to=[cast.units["dianxin"].pk],
         letter_title="商请维修线杆", letter_body="请函复。")  # fmt: skip
    step(cast, "peace_chief", matter, "sign_letter", at=minutes(4))
    step(cast, "peace_officer", matter, "deliver_letter", at=minutes(5), delivered_how="by_hand")
    return Ask.objects.select_related("matter", "unit").get()


@pytest.mark.django_db(transaction=True)
def test_a_step_taken_while_an_answer_is_written_keeps_the_day_of_the_answer() -> None:
    cast = make_cast()
    ask = asked_by_letter(cast)
    stopped = Term.objects.get(key="done").due_at
    failed: list[BaseException] = []

    def note_something() -> None:
        try:
            step(cast, "peace_officer", ask.matter, "progress", at=days(1), note="等着他们来")
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    colleague = Thread(target=note_something)
    with transaction.atomic():
        answer_ask(actor=cast.actor("dianxin_contact"), ask=ask, answer=Answer.YES, said="今天就修",
                   answered_by="老高", at=minutes(60))  # fmt: skip
        colleague.start()
        time.sleep(HOLDS_SECONDS)  # the colleague's step has read the clocks, if it does not wait
    colleague.join(30)
    assert not failed
    done = Term.objects.get(key="done")
    assert done.due_at < stopped, "the answer lets the clock run again"
    assert again(ask.matter).due_at == done.due_at
    assert Due.objects.unscoped("test").get(ref=ask.matter.ref, source="matter").due_at == done.due_at
