"""One thing of each kind that an address may name, all of them of 石头村, and who is what to it.

A new address needs its example here, in ``World.examples``, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cunli.accounts.models import User
from cunli.acts.asking import answer_ask
from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.acts.verifying import draw_up
from cunli.api.models import MachineToken
from cunli.api.services import make_calendar_address, make_token
from cunli.cases import services as cases
from cunli.cases.calling import call_for
from cunli.cases.models import Answer, Attachment, Matter
from cunli.cases.selectors import matter_for
from cunli.cases.services import Place, Reporter
from cunli.files.cleaning import clean
from cunli.files.models import Kind
from cunli.messages.models import Message
from cunli.notices import services as notices
from cunli.notices.services import Sheet
from cunli.papers.models import Paper
from cunli.procedures.catalogue import current
from cunli.registry import services as registry
from cunli.registry.imports.page.headings import say_heading
from cunli.registry.imports.page.runs import begin
from cunli.registry.kinds import FoundBy, Relation
from cunli.registry.models import ColumnMapping, Duplicate, ImportRun, Person
from cunli.roster.services import add_entry
from cunli.visits.services import Wording, write_note
from cunli.webhooks.models import Webhook
from cunli.webhooks.services import register_webhook
from tests.acts.stories import again, report, step
from tests.architecture.one_of_money import lists_of_benefits
from tests.cast import NOW, TODAY, Cast
from tests.files.samples import png
from tests.registry.imports.test_import import csv_of, person

SINCE = date(2020, 1, 1)
LETTER = {"letter_title": "商请修杆", "letter_body": "请三日内函复。"}
BODIES: Mapping[str, Mapping[str, object]] = {
    "answer_child_look": {"agree": "1"},
    "call_made": {"said": "说了"},
    "withdraw_token": {"reason": "换了平台"},
    "remove_webhook": {"reason": "换了平台"},
    "change_person": {"name": "周桂芳"},
    "child": {"reason": "核对学籍"},
    "confirm_account": {"person": "{person_id}", "user": "{user_id}"},
    "confirm_import": {"plan": "{plan}"},
    "draft": {"kind": "other", "title": "公示", "text": "积分", "hangs_at": "公示栏"},
    "file_hazard": {"kind": "road", "say": "路上有坑", "where": "v{village_id}", "sure": "1"},
    "file_life": {"new_name": "张小田", "relation": "other", "on": "2026-11-20", "evidence": "户口本"},
    "file_mediation": {
        "kind": "neighbours",
        "say": "院墙占地",
        "other_side": "胡大成",
        "one_side": "张有田",
        "opening": "apply",
        "where": "v{village_id}",
    },
    "file_service": {"kind": "errand", "say": "取药", "who": "胡大成", "where": "v{village_id}"},
    "file_new": {"wanted": "money", "kind": "road", "say": "铺石子"},
    "complain": {"kind": "decision", "say": "低保没批", "where": "v{village_id}"},
    "object_to_notice": {"kind": "notice", "say": "漏了我家"},
    "import_headings": {"heading": "门牌号", "field": "address"},
    "hear_besides": {"way": "here"},
    "keep_filter": {"name": "没人接的", "wait": "desk"},
    "look": {"reason": "核对"},
    "add_force": {"force": "police", "name": "李警官", "phone": "13811112222", "valid_from": "2026-11-23"},
    "end_force": {"reason": "调走了"},
    "force_phone": {"reason": "村口吵起来了"},
    "matter_outside": {"reason": "到社保窗口代办"},
    "matter_outside_excel": {"reason": "到社保窗口代办"},
    "matter_outside_number": {"number": "YL-7"},
    "matter_hands": {"people": "1", "brings": "铁锹"},
    "matter_ask": {"answer": "yes", "said": "来修", "answered_by": "杨信"},
    "matter_delegate": {"phone": "13900000002", "why": "邻居"},
    "benefits": {"kind": "farming_support", "period": "2026-11"},
    "asked_payments": {"payment": "{payment}", "arrived": "yes"},
    "payment_list": {"do": "approve", "version": "{version}"},
    "programme": {
        "kind": "dibao",
        "form": "money",
        "rhythm": "monthly",
        "gives": "每月补到标准",
        "valid_from": "2026-01-01",
        "source": "县里的标准",
    },
    "notice": {"do": "post", "version": "1"},
    "revise": {"kind": "other", "title": "公示", "text": "积分", "hangs_at": "公示栏", "version": "1"},
    "matter_rate": {"stars": "5"},
    "screen": {"level": "L2", "assignee": "{unit_id}"},
    "fix": {"outcome": "立好了"},
    "switch_post": {"post": "{clerk_post_id}"},
    "part_account": {"person": "{person_id}", "user": "{user_id}", "reason": "号给了别人"},
    "verification": {"kind": "pension", "done_by": "2026-12-31"},
    "visit": {"seen": "院子沉了一块"},
    "correct_note": {"seen": "院子沉了两块", "version": "1", "why": "看错了"},
    "withdraw_consent": {},
}
"""The least that is worth deciding on: with less, a form asks for more before anybody looks at who asks. By address,
of the step form by its step; an address that is not here is sent an empty form."""
STEPS = ("screen", "arrive", "fix", "confirm")
"""Of the step form: a hazard that waits for just this one, in turn."""
PARTS = {
    "villager": "asked for it",
    "helper": "helps",
    "voice": "joined",
    "dianxin_contact": "was asked",
    "liantong_contact": "has answered",
    "grid_member": "wrote it down",
    "peace_officer": "has it",
}
"""What members of the cast are to the matters, beside their post."""


@dataclass(frozen=True)
class World:
    """``matters``: one that waits for each of STEPS. The one that waits for ``fix`` is the one that was asked about."""

    cast: Cast
    matters: Mapping[str, Matter]
    examples: Mapping[str, object]
    """By the name of the parameter, or by the address and the name where one name means several things."""

    @property
    def matter(self) -> Matter:
        return self.matters["fix"]

    def example(self, address: str, parameter: str) -> object:
        """Raises KeyError for a parameter that has none: an address that nobody could be refused is no proof."""
        found = self.examples.get(f"{address}.{parameter}", self.examples.get(parameter))
        if found is None:
            raise KeyError(f"{address} names a {parameter}: give an example in tests/architecture/one_of_each.py")
        return found

    def body(self, name: str) -> dict[str, object]:
        """What is posted to the address of this name; ``{…}`` stands for an example."""
        filled = BODIES.get(name, {})
        return {key: str(value).format(**self.examples) for key, value in filled.items()}


def build(cast: Cast, folder: Path) -> World:
    """``folder`` is for what is sent as a file."""
    for key, name in (("helper", "张小田"), ("voice", "周满仓")):
        cast.users[key] = User.objects.create(username=key, name=name, phone="", created_at=NOW)
    matters = {key: _waiting_for(cast, key) for key in STEPS}
    examples = {
        **_of_matters(cast, matters["fix"]),
        **_of_people(cast),
        **_of_imports(cast, folder),
        **_of_notices(cast),
        **_of_calls(cast),
        **lists_of_benefits(cast),
    }
    pension = report(cast, "window", "养老认证", procedure="service_request", kind="pension_check")
    entry = add_entry(
        actor=cast.actor("peace_officer"), force="police", name="李警官", town=cast.town, village=cast.village,
        grids=[cast.grids["shitou_1"]], phone="13811112222", valid_from=SINCE, at=NOW,
    )  # fmt: skip
    fresh = {key: again(matter) for key, matter in matters.items()}
    named = {
        "ref": fresh["fix"].ref,
        "code": fresh["fix"].code,
        "key": "fix",
        "procedure": "request_upward",
        "kind": "letter",
        "what": "asked",
        "setting": "confirm",
        "system": "pension",
        "matter_outside.ref": pension.ref,
        "matter_outside_excel.ref": pension.ref,
        "matter_outside_number.ref": pension.ref,
        "entry_id": entry.pk,
        "open311_request.request_id": fresh["fix"].ref,
        "open311_token.request_id": fresh["fix"].ref,
        "open311_service.code": "pole",
        "extension": "json",
        "event": "move_in",
    }
    places = {"village_id": cast.village.pk, "user_id": cast.users["window"].pk, "post_id": cast.posts["window"].pk}
    places |= {"secret": make_calendar_address(actor=cast.actor("window"), at=NOW)}
    places |= {"token_id": _token(cast), "webhook_id": _webhook(cast)}
    places |= {"unit_id": cast.units["peace"].pk, "clerk_post_id": cast.posts["wang_clerk"].pk}
    return World(cast, fresh, {**named, **places, **examples})


def _webhook(cast: Cast) -> int:
    """Another system hears what the window sees."""
    given = {"name": "12345 平台", "purpose": "看进度", "address": "https://8.8.8.8/in"}
    until = TODAY + timedelta(days=30)
    register_webhook(actor=cast.actor("security_admin"), post=cast.posts["window"], valid_until=until, at=NOW, **given)
    return Webhook.objects.get().pk


def _token(cast: Cast) -> int:
    """A machine comes in as the window."""
    given = {"name": "12345 平台", "purpose": "转来的工单在村里办", "valid_until": TODAY + timedelta(days=30)}
    make_token(actor=cast.actor("security_admin"), post=cast.posts["window"], at=NOW, **given)
    return MachineToken.objects.get().pk


def _waiting_for(cast: Cast, key: str) -> Matter:
    """Reported by the grid member for the villager, who has a helper; a neighbour joined."""
    villager, officer = cast.users["villager"], cast.actor("peace_officer")
    reporter = Reporter(user_id=villager.pk, name=villager.name)
    matter = report(cast, "grid_member", f"杆子歪了，{key}", reporter=reporter, grid=cast.grids["shitou_1"])
    cases.delegate(actor=cast.actor("villager"), matter=matter, to=cast.users["helper"], why="女儿", at=NOW)
    voice = Reporter(user_id=cast.users["voice"].pk, name="周满仓")
    cases.join(actor=cast.actor("grid_member"), matter=matter, reporter=voice, words="我家门口那根", at=NOW)
    if key != "screen":
        given = {"assignee": officer.unit_id, "officer": officer.user_id}
        step(cast, "peace_officer", matter, "screen", level="L2", **given)
    if key in ("fix", "confirm"):
        step(cast, "peace_officer", matter, "arrive")
    if key == "confirm":
        step(cast, "peace_officer", matter, "fix", outcome="立好了")
    return again(matter)


def _of_matters(cast: Cast, matter: Matter) -> dict[str, object]:
    """A sent letter with one answer and its reply, a photo, a helper, a kept filter, a call to make."""
    to = [cast.units["dianxin"].pk, cast.units["liantong"].pk]
    step(cast, "peace_officer", matter, "draft_letter", letter_to=to, **LETTER)
    step(cast, "peace_chief", matter, "sign_letter")
    step(cast, "peace_officer", matter, "deliver_letter", delivered_how="by_hand")
    answered = matter.asks.select_related("unit", "matter").get(unit=cast.units["liantong"])
    reply = SimpleUploadedFile("回函.png", png())
    answer_ask(
        actor=cast.actor("liantong_contact"),
        ask=answered,
        answer=Answer.NO,
        said="不是我们的杆",
        answered_by="马联",
        at=NOW,
        document=reply,
    )
    officer = cast.actor("peace_officer")
    held, photo = matter_for(officer, matter.ref), SimpleUploadedFile("杆.png", png())
    note = held.law.step("progress")
    assert note is not None
    take_step(actor=officer, matter=held, step=note, values={"note": "看"}, photos=[photo], at=NOW)
    kept = cases.keep_filter(actor=cast.actor("wang_clerk"), name="没人接的", query="wait=desk", at=NOW)
    paper = Paper.objects.unscoped("the table").get(ref=matter.ref)
    return {
        "paper_id": paper.pk,
        "verify.code": paper.verify_code,
        "ask_id": matter.asks.get(unit=cast.units["dianxin"]).pk,
        "matter_ask_reply.ask_id": answered.pk,
        "photo_id": Attachment.objects.get(matter=matter).pk,
        "grant_id": matter.grants.get().pk,
        "filter_id": kept.pk,
        "message_id": _call(cast),
    }


def _call(cast: Cast) -> int:
    """The station has to phone somebody without an account."""
    granny = Reporter(name="田奶奶", phone="0474-7900055")
    asked = report(cast, "window", "手机不响", procedure="service_request", kind="phone_silent", reporter=granny)
    step(cast, "window", asked, "take")
    return Message.objects.unscoped("the table").filter(ref=asked.ref, channel="phone_call").latest("pk").pk


def _of_people(cast: Cast) -> dict[str, object]:
    """A household with a head and a child, what was agreed, asked and said to be wrong; a drawing of the village."""
    clerk = cast.actor("wang_clerk")
    home = registry.register_household(actor=clerk, area_id=cast.village.pk, since=SINCE, at=NOW)
    added = {"actor": clerk, "household_id": home.pk, "since": SINCE, "at": NOW}
    head = registry.add_person(name="张有田", relation=Relation.HEAD, born_on=date(1960, 1, 1), **added)
    child = registry.add_person(name="张小小", relation=Relation.GRANDCHILD, born_on=date(2018, 5, 1), **added)
    drawn = clean(SimpleUploadedFile("村.png", png()), kind=Kind.PHOTO)
    registry.keep_sketch(actor=clerk, village_id=cast.village.pk, picture=drawn, at=NOW)
    consent = registry.give_consent(
        actor=clerk,
        person_id=child.pk,
        given_by_id=head.pk,
        kinds=["basics"],
        agreed_to="上学用",
        way="paper",
        paper="柜 3",
        given_on=TODAY,
        at=NOW,
    )
    twice = registry.add_person(name="张有田", relation=Relation.OTHER, born_on=date(1960, 1, 1), **added)
    registry.note_duplicates(actor=clerk, person_ids=[twice.pk], found_by=FoundBy.SWEEP, at=NOW)
    request = registry.ask_erasure(actor=clerk, person_id=head.pk, kinds=["bank"], said="不留卡号", at=NOW)
    correction = registry.ask_correction(
        actor=cast.actor("window"), person_id=head.pk, field="phone", value="13900000001", reason="换了号码", at=NOW
    )
    registry.put_label(actor=clerk, kind="dibao", source="县民政局", valid_from=SINCE, at=NOW, person_id=head.pk)
    listed = draw_up(actor=cast.actor("civil_officer"), kind="dibao", done_by=date(2026, 12, 31), at=NOW)
    look = registry.ask_child_look(actor=clerk, person_id=child.pk, reason="核对学籍", at=NOW)
    seen = Wording(seen="院子沉了一块")
    note = write_note(actor=clerk, household=home, way="visit", wording=seen, met=[], happened_at=NOW, at=NOW)
    return {
        "note_id": note.pk,
        "household_id": home.pk,
        "person_id": head.pk,
        "child.person_id": child.pk,
        "field": "phone",
        "correct_household.field": "address",
        "consent_id": consent.pk,
        "correction_id": correction.pk,
        "duplicate_id": Duplicate.objects.unscoped("the table").get(second=twice).pk,
        "request_id": request.pk,
        "look_id": look.pk,
        "batch_id": listed.pk,
    }


def _of_notices(cast: Cast) -> dict[str, object]:
    """A draft, and one that hangs."""
    written = Sheet(kind="other", title="积分公示", text="张有田 50 分", days=7, hangs_at=("公示栏",))
    drafted, hung = (notices.draft(actor=cast.actor("wang_clerk"), sheet=written, at=NOW) for _one in range(2))
    notices.post(actor=cast.actor("secretary"), notice=hung, at=NOW)
    return {
        "notice_id": drafted.pk,
        "sheet.notice_id": hung.pk,
        "read.code": hung.code,
        "object_to_notice.code": hung.code,
        "area_id": cast.village.pk,
    }


def _of_calls(cast: Cast) -> dict[str, object]:
    """A call for hands of the village; the villager, who is registered there now, has said that they come."""
    clerk = cast.actor("wang_clerk")
    Person.objects.create(
        name="张有田", user=cast.users["villager"], village=cast.village, county=cast.county, town=cast.town
    )
    law = current("call_for_hands", TODAY)
    assert law is not None
    needs = {"gather_at": "村口", "how_many": "10 个人", "until": TODAY.isoformat()}
    done = file_matter(
        actor=clerk,
        procedure=law,
        opening=law.openings[0],
        title="河水漫到路上",
        kind="flood",
        channel="self",
        place=Place(area=cast.village),
        reporter=Reporter(user_id=clerk.user_id, name=clerk.name),
        values=needs,
        at=NOW,
    )
    villager = cast.actor("villager")
    coming = cases.Coming(name=villager.name, user_id=villager.user_id)
    hand = cases.say_coming(actor=villager, matter=call_for(villager, done.ref), coming=coming, at=NOW)
    return {
        "matter_hands.ref": done.ref,
        "hand_mark.ref": done.ref,
        "hand_mark.hand_id": hand.pk,
        "hand_mark.word": "arrived",
    }


def _of_imports(cast: Cast, folder: Path) -> dict[str, object]:
    """What a heading means; and a table with a refused row, read and shown, that waits for a yes or a no."""
    clerk = cast.actor("wang_clerk")
    say_heading(actor=clerk, heading="门牌", field="address", at=NOW)
    rows = [person(1, village=cast.village.short_name), person(2, village=cast.village.short_name, phone="12")]
    table = SimpleUploadedFile("户册.csv", csv_of(folder / "户册.csv", rows).read_bytes())
    run = begin(actor=clerk, upload=table, at=NOW)
    call_command("importer", run=run.pk)
    return {
        "run_id": run.pk,
        "plan": ImportRun.objects.get(pk=run.pk).plan_hash,
        "mapping_id": ColumnMapping.objects.get(heading="门牌").pk,
    }
