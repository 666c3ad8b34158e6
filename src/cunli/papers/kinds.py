"""The kinds of papers and what each is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK, IS_DRAFT = "mark", "is_draft"
"""A letterhead set as one, and a truth value: what no template writes as text."""


class PaperKind(TextChoices):
    LETTER = "letter", _("公函")
    SPOT_DECISION = "spot_decision", _("当场决定记录")
    MED_REGISTER = "med_register", _("人民调解受理登记表")
    MED_NOTICE = "med_notice", _("人民调解权利义务告知书")
    MED_RECORD = "med_record", _("人民调解记录")
    MED_AGREEMENT = "med_agreement", _("人民调解协议书")
    MED_ORAL = "med_oral", _("人民调解口头协议登记表")
    MED_FOLLOW_UP = "med_follow_up", _("人民调解回访记录")
    PET_TRANSFER = "pet_transfer", _("信访事项转送告知书")
    PET_ACCEPT = "pet_accept", _("信访事项受理告知书")
    PET_ROUTE = "pet_route", _("信访事项法定途径告知书")
    PET_NOT_ACCEPT = "pet_not_accept", _("信访事项不予受理告知书")
    PET_EXTEND = "pet_extend", _("信访事项延期告知书")
    PET_OPINION = "pet_opinion", _("信访处理意见书")
    PET_REPLY = "pet_reply", _("信访建议答复书")
    PET_REVIEW = "pet_review", _("信访复查意见书")
    TOL_HEARING = "tol_hearing", _("听取本人说明记录")
    TOL_DECISION = "tol_decision", _("容错纠错决定书")
    MONITORED_CONSENT = "monitored_consent", _("监测对象申请及承诺授权书")
    BEN_DECISION = "ben_decision", _("救助补贴决定书")
    BEN_REFUSAL = "ben_refusal", _("不予救助补贴决定书")
    BEN_CHANGE = "ben_change", _("减发、停发救助补贴决定书")


class Status(TextChoices):
    DRAFTED = "drafted", _("拟好了，等人签发")
    REFUSED = "refused", _("没签，退回去改")
    SIGNED = "signed", _("签发了，等着盖章")
    SEALED = "sealed", _("盖了章，等着送出")
    DELIVERED = "delivered", _("都送到了")
    WITHDRAWN = "withdrawn", _("作废了")


class DeliveryWay(TextChoices):
    BY_HAND = "by_hand", _("当面送")
    POST = "post", _("邮寄")
    FAX = "fax", _("传真")
    ELECTRONIC = "electronic", _("网上送")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a paper is written from. ``many``: a list of short texts, otherwise one text."""

    name: str
    label: str | Promise
    required: bool = True
    many: bool = False

    @property
    def written(self) -> str:
        """How a template writes it."""
        if self.name == MARK:
            return f"{{{{r {self.name} }}}}"
        if self.name == IS_DRAFT:
            return f"{{% if {self.name} %}}…{{% endif %}}"
        return f"{{{{ {self.name}|join('、') }}}}" if self.many else f"{{{{ {self.name} }}}}"


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """``mark`` follows the unit's own mark in the number; ``needs_recipients``: it goes to somebody outside.

    ``number`` is how the number is written; ``numbered_as``: it bears the number of its matter's paper of that kind.
    """

    mark: str
    template: str
    fields: tuple[Field, ...]
    needs_recipients: bool
    number: str = "{mark}〔{year}〕{serial}号"
    numbered_as: PaperKind | None = None


CASE_NUMBER = "（{year}）{mark}第{serial:03}号"
"""Of the national forms of people's mediation (人民调解文书格式, 司法部 2010): （2026）石村人调字第001号."""
_SIDES = (Field("applicants", _("申请人"), many=True), Field("respondents", _("对方"), many=True))
_AGREEMENT = (
    *_SIDES,
    Field("mediators", _("调解员"), many=True),
    Field("points", _("争的是什么，各方的责任")),
    Field("agreed", _("谈好的是什么，怎么履行")),
    Field("perform_where", _("在哪里履行")),
    Field("perform_by", _("下一次哪天前履行")),
)


def _of_mediation(name: str, *fields: Field, first: bool = False) -> PaperSpec:
    """Every paper of a case bears the number of its registration."""
    return PaperSpec(
        mark="人调字",
        template=f"{name}.docx",
        needs_recipients=False,
        fields=fields,
        number=CASE_NUMBER,
        numbered_as=None if first else PaperKind.MED_REGISTER,
    )


_PETITION = (Field("petitioners", _("信访人"), many=True), Field("received_on", _("哪天收到的")))


def _of_petition(kind: PaperKind, mark: str, *fields: Field) -> PaperSpec:
    """To the petitioner, who is no unit: the delivery stands in the course of the matter."""
    return PaperSpec(mark=mark, template=f"{kind.value}.docx", needs_recipients=False, fields=(*_PETITION, *fields))


def _of_benefit(kind: PaperKind, mark: str, *fields: Field) -> PaperSpec:
    """To whoever applied: why, on which rule, and where they may take it (社会救助法 art. 43-48, 76)."""
    return PaperSpec(
        mark=mark,
        template=f"{kind.value}.docx",
        needs_recipients=False,
        fields=(
            Field("person", _("申请的人")),
            Field("kind", _("申请的是哪一样")),
            Field("applied_on", _("哪天申请的")),
            *fields,
            Field("why", _("为什么")),
            Field("rule", _("照哪份文件"), required=False),
            Field("review_organ", _("向谁申请行政复议")),
        ),
    )


TOLERANCE_ASKS = {
    "tried": _("第一个区分"),
    "unclear": _("第二个区分"),
    "unselfish": _("第三个区分"),
    "motive": _("动机态度"),
    "conditions": _("客观条件"),
    "manner": _("程序方法"),
    "nature": _("性质程度"),
    "consequence": _("后果影响"),
    "remedy": _("挽回损失"),
}
"""The three distinctions and the six factors: what the body and the person say to each."""

SPECS: Mapping[PaperKind, PaperSpec] = {
    PaperKind.LETTER: PaperSpec(
        mark="函",
        template="letter.docx",
        needs_recipients=True,
        fields=(
            Field("body", _("正文")),
            Field("attachments", _("附件"), required=False, many=True),
            Field("photos", _("附上的照片"), required=False, many=True),
            Field("contact_name", _("联系人")),
            Field("contact_phone", _("联系电话")),
            Field("cc", _("抄送"), required=False, many=True),
        ),
    ),
    PaperKind.SPOT_DECISION: PaperSpec(
        mark="当决",
        template="spot_decision.docx",
        needs_recipients=False,
        fields=(
            Field("place", _("地点")),
            Field("situation", _("当时的情况")),
            Field("decision", _("当场决定")),
            Field("grounds", _("为什么这样定")),
            Field("witnesses", _("在场见证人"), many=True),
            Field("objections", _("有人说过的不同意见和怎么答的"), required=False, many=True),
            Field("reported_at", _("什么时候报的")),
            Field("arrived_at", _("什么时候到的")),
            Field("decided_at", _("什么时候定的")),
            Field("decided_by", _("谁定的")),
        ),
    ),
    PaperKind.MED_REGISTER: _of_mediation(
        "med_register",
        Field("accepted_on", _("哪天收的")),
        Field("what", _("什么纠纷")),
        Field("source", _("怎么来的")),
        *_SIDES,
        Field("story", _("事情的经过"), required=False),
        Field("wish", _("想怎么解决"), required=False),
        Field("earlier", _("以前调过的，写那次的号码"), required=False),
        Field("registrar", _("谁登记的")),
        first=True,
    ),
    PaperKind.MED_NOTICE: _of_mediation(
        "med_notice",
        *_SIDES,
        Field("mediators", _("调解员"), many=True),
        Field("chosen_how", _("调解员怎么定的")),
        Field("next_on", _("哪天谈")),
        Field("session_place", _("在哪里谈")),
    ),
    PaperKind.MED_RECORD: _of_mediation(
        "med_record",
        Field("held_on", _("哪天谈的")),
        Field("session_place", _("在哪里谈")),
        *_SIDES,
        Field("mediators", _("调解员"), many=True),
        Field("present", _("谁在场"), many=True),
        Field("record", _("谈了什么，两边怎么说")),
        Field("next_on", _("下次哪天谈")),
    ),
    PaperKind.MED_AGREEMENT: _of_mediation("med_agreement", *_AGREEMENT),
    PaperKind.MED_ORAL: _of_mediation("med_oral", *_AGREEMENT),
    PaperKind.MED_FOLLOW_UP: _of_mediation(
        "med_follow_up",
        Field("visited_on", _("哪天回访的")),
        Field("visited", _("回访了谁")),
        Field("performed", _("履行得怎么样")),
        Field("content", _("满意不满意，他怎么说")),
        Field("risk", _("看到什么苗头，先做了什么"), required=False),
        Field("visitor", _("谁回访的")),
    ),
    PaperKind.PET_TRANSFER: _of_petition(
        PaperKind.PET_TRANSFER, "信转", Field("handed_to", _("转给谁")), Field("handed_how", _("怎么转"))
    ),
    PaperKind.PET_ACCEPT: _of_petition(PaperKind.PET_ACCEPT, "信受", Field("answer_by", _("哪天前答复"))),
    PaperKind.PET_ROUTE: _of_petition(
        PaperKind.PET_ROUTE,
        "信告",
        Field("route", _("该走哪条路")),
        Field("why", _("为什么")),
        Field("where_to", _("找谁")),
    ),
    PaperKind.PET_NOT_ACCEPT: _of_petition(
        PaperKind.PET_NOT_ACCEPT,
        "信不受",
        Field("because", _("为什么不受理")),
        Field("why", _("写明的原因")),
        Field("where_to", _("找谁"), required=False),
    ),
    PaperKind.PET_EXTEND: _of_petition(
        PaperKind.PET_EXTEND, "信延", Field("answer_by", _("延到哪天")), Field("why", _("为什么"))
    ),
    PaperKind.PET_OPINION: _of_petition(
        PaperKind.PET_OPINION,
        "信处",
        Field("claim", _("他要求什么")),
        Field("findings", _("查明的事实和理由")),
        Field("opinion_kind", _("是哪一种意见")),
        Field("opinion", _("处理意见")),
        Field("legal_basis", _("依据哪条规定")),
    ),
    PaperKind.PET_REPLY: _of_petition(
        PaperKind.PET_REPLY, "信答", Field("adopted", _("采纳没有")), Field("reply", _("怎么答复"))
    ),
    PaperKind.PET_REVIEW: _of_petition(
        PaperKind.PET_REVIEW,
        "信查",
        Field("review_organ", _("由哪个机关来看")),
        Field("review_result", _("结果")),
        Field("opinion", _("复查意见")),
        Field("legal_basis", _("依据哪条规定")),
    ),
    PaperKind.TOL_HEARING: PaperSpec(
        mark="听记",
        template="tol_hearing.docx",
        needs_recipients=False,
        fields=(
            Field("person", _("本人")),
            Field("heard_on", _("哪天听的")),
            Field("heard_where", _("在哪里听的")),
            Field("heard_by", _("谁听的"), many=True),
            Field("heard_said", _("本人怎么说")),
            Field("exhibits", _("当时的记录"), required=False, many=True),
        ),
    ),
    PaperKind.TOL_DECISION: PaperSpec(
        mark="容决",
        template="tol_decision.docx",
        needs_recipients=False,
        fields=(
            Field("person", _("本人")),
            Field("events", _("那件事的经过")),
            Field("harm", _("出了什么问题")),
            Field("exhibits", _("当时的记录"), required=False, many=True),
            Field("heard", _("听没听本人说")),
            *(Field(name, label) for name, label in TOLERANCE_ASKS.items()),
            Field("measure", _("照哪条细则")),
            Field("decision", _("怎么定的")),
            Field("reasons", _("理由")),
            Field("correct_what", _("要改正什么"), required=False),
            Field("correct_who", _("谁来改"), required=False),
            Field("correct_by", _("哪天前改好"), required=False),
            Field("decided_by", _("哪个机关定的")),
            Field("decided_on", _("哪天定的")),
            Field("took_part", _("谁参加了"), many=True),
            Field("object_within", _("多久内可以提不同意见")),
        ),
    ),
    PaperKind.MONITORED_CONSENT: PaperSpec(
        mark="监测授",
        template="monitored_consent.docx",
        needs_recipients=False,
        fields=(
            Field("place", _("哪个村")),
            Field("household", _("哪一户")),
            Field("risk", _("因为什么")),
            Field("signers", _("谁来签"), many=True),
            Field("verifiers", _("谁去核实的"), many=True),
        ),
    ),
    PaperKind.BEN_DECISION: _of_benefit(
        PaperKind.BEN_DECISION,
        "救准",
        Field("gives", _("给什么")),
        Field("since", _("从哪天起")),
        Field("until", _("到哪天止"), required=False),
    ),
    PaperKind.BEN_REFUSAL: _of_benefit(PaperKind.BEN_REFUSAL, "救不准", Field("what_would_change", _("怎样就能批"))),
    PaperKind.BEN_CHANGE: _of_benefit(
        PaperKind.BEN_CHANGE, "救变", Field("change", _("改成什么")), Field("heard", _("本人怎么说"))
    ),
}

COMMON_FIELDS = (
    Field("issuer", _("发文的单位")),
    Field(MARK, _("红头上的名字")),
    Field("number", _("文号")),
    Field("title", _("标题")),
    Field("recipients", _("发给谁"), many=True),
    Field("date", _("日期")),
    Field("ref", _("事项编号")),
    Field("verify_code", _("核验码")),
    Field("verify_at", _("查真伪的网址")),
    Field(IS_DRAFT, _("还是草稿吗")),
)
"""What every template may use besides the fields of its kind; ``mark`` is the issuer's name set as a
letterhead."""
PHOTOS_TITLE = "现场照片"
"""What the photos are called in the list of attachments and above their pages; no translation, it is on the paper."""
LANGUAGE = "zh-hans"
"""An official paper is written in Simplified Chinese, whatever language its writer uses the system in."""
SEAL_PLACE, CODE_PLACE = "seal.png", "code.png"
"""The names of the pictures in a template that the seal and the square code take the place of. It may do without."""


def fields_of(kind: PaperKind) -> tuple[Field, ...]:
    """Everything that a template of this kind may use."""
    return (*SPECS[kind].fields, *COMMON_FIELDS)


def names_of(kind: PaperKind) -> frozenset[str]:
    """What it is called in the Word file."""
    return frozenset(field.name for field in fields_of(kind))
