"""What the verbs of the journal are called, and the groups they are looked for in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue import EDITIONS
from cunli.registry.selectors import LOOKED_AT

LOOKS, TAKEN, REGISTER, MATTERS = "looks", "taken", "register", "matters"
NOTICES, MONEY, ACCOUNTS, SETTINGS = "notices", "money", "accounts", "settings"
_LOOKS = (
    *LOOKED_AT,
    "matter.sheet_opened",
    "roster.show_phone",
    "registry.ask_child_look",
    "registry.answer_child_look",
)
_TAKEN = (
    "registry.people_exported",
    "desk.inbox_exported",
    "desk.own_copy_taken",
    "matter.sheet_taken",
    "payment_list.taken_to_bank",
    "registry.import",
    "registry.import_begun",
    "registry.import_confirmed",
    "registry.import_explained",
    "registry.import_given_up",
    "registry.import_refused_taken",
    "places.import",
)
_OTHER_SETTINGS = (
    "template_replaced",
    "retention.clear",
    "registry.heading_said",
    "roster.add_entry",
    "roster.end_entry",
)
_SETTINGS = Q()
for _floor in ("county.", "places.", "keys.", "messages."):
    _SETTINGS |= Q(verb__startswith=_floor)
_MATTERS = Q()
for _start in ("matter.", "ask.", "hand.", "paper_"):
    _MATTERS |= Q(verb__startswith=_start)
_ACCOUNTS = Q()
for _start in ("accounts.", "api.", "webhooks."):
    _ACCOUNTS |= Q(verb__startswith=_start)
GROUPS: Mapping[str, tuple[Promise, Q]] = {
    LOOKS: (_("看全号、看孩子"), Q(verb__in=_LOOKS)),
    TAKEN: (_("导出、导入"), Q(verb__in=_TAKEN)),
    REGISTER: (_("改户册"), Q(verb__startswith="registry.") & ~Q(verb__in=(*_LOOKS, *_TAKEN))),
    MATTERS: (_("办事"), _MATTERS & ~Q(verb__in=(*_LOOKS, *_TAKEN))),
    MONEY: (
        _("救助补贴和发钱"),
        (Q(verb__startswith="payment_list.") | Q(verb__startswith="benefit.")) & ~Q(verb__in=_TAKEN),
    ),
    NOTICES: (_("公示"), Q(verb__startswith="notice.")),
    ACCOUNTS: (_("账号、岗位"), _ACCOUNTS),
    SETTINGS: (_("县里的设置"), _SETTINGS | Q(verb__in=_OTHER_SETTINGS)),
}
_WORDS: Mapping[str, Promise] = {
    "batch.draw_up": _("列核实名单"),
    "batch.go_on": _("照名单开事项"),
    "benefit.changed": _("改每次发多少"),
    "benefit.ended": _("停发"),
    "benefit.granted": _("批下救助补贴"),
    "benefit.resumed": _("停错了，接着发"),
    "benefit.programme_written": _("写救助补贴的标准"),
    "pairing.end": _("不再联系这几户"),
    "pairing.pair": _("定谁联系哪几户"),
    "payment_list.approved": _("批发钱的名单"),
    "payment_list.asked": _("问收到没有"),
    "payment_list.drafted": _("拟发钱的名单"),
    "payment_list.dropped": _("作废发钱的名单"),
    "payment_list.reconciled": _("和银行对账"),
    "payment_list.recovered": _("记追回的钱"),
    "payment_list.taken_to_bank": _("取给银行的名单"),
    "accounts.call_by_name": _("照户册写名字"),
    "accounts.change_password": _("改密码"),
    "accounts.create_user": _("开账号"),
    "accounts.end_post": _("停岗位"),
    "accounts.first_phone_sign_in": _("第一次用手机号登录"),
    "accounts.give_post": _("给岗位"),
    "accounts.reset_second_factor": _("重设动态码"),
    "accounts.set_active": _("停用或启用账号"),
    "accounts.set_password": _("设密码"),
    "accounts.set_up_second_factor": _("设动态码"),
    "accounts.sign_in": _("登录"),
    "accounts.verify_phone": _("核对手机号"),
    "api.make_calendar_address": _("做日历地址"),
    "api.make_token": _("给机器令牌"),
    "api.withdraw_calendar_address": _("收回日历地址"),
    "api.withdraw_token": _("收回机器令牌"),
    "ask.answer": _("答复"),
    "ask.arrive": _("到了现场"),
    "ask.chase": _("催一催"),
    "ask.put_off": _("说过几天答复"),
    "county.announce_holidays": _("登记放假的日子"),
    "county.set_value": _("改县里的设置"),
    "county.withdraw_value": _("撤回没开始的规定"),
    "demo.load": _("装演示数据"),
    "desk.inbox_exported": _("导出待办"),
    "desk.own_copy_taken": _("本人取走自己的信息"),
    "file_kept": _("存文件"),
    "filter_dropped": _("删掉存的条件"),
    "filter_kept": _("存条件"),
    "messages.hear_besides": _("选另外怎么告诉我"),
    "messages.robot_set": _("设群机器人"),
    "messages.robot_removed": _("停群机器人"),
    "hand.arrived": _("来帮忙的人到了"),
    "hand.comes": _("有人说来帮忙"),
    "hand.home": _("来帮忙的人到家了"),
    "hand.off": _("说来的人没来"),
    "keys.add": _("加密钥"),
    "keys.reseal": _("换密钥重新加密"),
    "keys.retire": _("停旧密钥"),
    "matter.answer_rating": _("差评打电话问过了"),
    "matter.delegate": _("请人帮着看"),
    "matter.join": _("加进同一件事"),
    "matter.noted_from_outside": _("别的系统补充内容"),
    "matter.outside_number_kept": _("记别处系统给的号码"),
    "matter.rate": _("评价"),
    "matter.sheet_opened": _("看要填的表上的全号"),
    "matter.sheet_taken": _("下载要填的表"),
    "matter.take_back": _("不请人帮了"),
    "paper_delivered": _("文书送达"),
    "notice.concluded": _("写公示的结果"),
    "notice.drafted": _("拟公示"),
    "notice.objection_answered": _("公示的异议答复了"),
    "notice.objection_counted": _("公示收到异议"),
    "notice.posted": _("挂出公示"),
    "notice.revised": _("改公示"),
    "notice.withdrawn": _("撤下公示"),
    "paper_drafted": _("起草文书"),
    "paper_not_signed": _("退回不签"),
    "paper_revised": _("改文书"),
    "paper_sealed": _("文书盖章"),
    "paper_signed": _("签发文书"),
    "paper_withdrawn": _("收回文书"),
    "phoned_and_told": _("打电话告诉了"),
    "phoned_no_answer": _("打电话没人接"),
    "places.add_area": _("加地方"),
    "places.add_grid": _("加网格"),
    "places.add_unit": _("加单位"),
    "places.close_unit": _("撤单位"),
    "places.give_code": _("给代码"),
    "places.import": _("导入地名"),
    "places.merge_area": _("合并地方"),
    "places.rename_area": _("地方改名"),
    "record_closed": _("封存记录"),
    "registry.add_person": _("登记一个人"),
    "registry.answer_child_look": _("答复看孩子的申请"),
    "registry.answer_erasure": _("答复要去掉的"),
    "registry.apply_correction": _("核对过，改户册"),
    "registry.ask_again": _("退回：再看是不是同一个人"),
    "registry.ask_child_look": _("申请看孩子"),
    "registry.ask_correction": _("请改户册"),
    "registry.ask_erasure": _("要求去掉"),
    "registry.change_head": _("换户主"),
    "registry.change_contact": _("改电话、银行卡"),
    "registry.copy_given": _("给本人打一份信息"),
    "registry.divide_household": _("分户"),
    "registry.end_household": _("一户到此为止"),
    "registry.end_labels": _("停一个人的标签"),
    "registry.end_label": _("停标签"),
    "registry.give_consent": _("记下答应"),
    "registry.heading_said": _("说明表头"),
    "registry.import": _("导入户册"),
    "registry.import_begun": _("传来户册的表"),
    "registry.import_confirmed": _("点了导入"),
    "registry.import_explained": _("说明表头，重看一遍"),
    "registry.import_given_up": _("不导了"),
    "registry.import_refused_taken": _("取走退回的行"),
    "registry.keep_sketch": _("存村里的图"),
    "registry.link_user": _("人和账号对上"),
    "registry.load_register": _("成批写进户册"),
    "registry.merge_households": _("并户"),
    "registry.merge_persons": _("并成一个人"),
    "registry.move_in": _("迁入"),
    "registry.move_out": _("迁出"),
    "registry.open_minor": _("看孩子的名字"),
    "registry.part_user": _("人和账号分开"),
    "registry.people_exported": _("导出户册"),
    "registry.place_pins": _("在图上标户"),
    "registry.put_label": _("加标签"),
    "registry.record_death": _("记去世"),
    "registry.resume_labels": _("恢复一个人的标签"),
    "registry.take_back_death": _("去世记错了，改回来"),
    "registry.record_production": _("记种什么、养什么"),
    "registry.refuse_correction": _("户册不改"),
    "registry.register_dwelling": _("登记房子"),
    "registry.register_household": _("登记一户"),
    "registry.rename_person": _("改名字"),
    "registry.say_different": _("定了是两个人"),
    "registry.tell_notice": _("当面告知"),
    "registry.undo_merge": _("退回：还分成两个人"),
    "registry.unmask_bank": _("看银行卡全号"),
    "registry.unmask_id_number": _("看身份证全号"),
    "registry.unmask_phone": _("看电话全号"),
    "registry.withdraw_consent": _("收回答应"),
    "registry.withdraw_correction": _("收回请改的"),
    "retention.clear": _("留够了日子的清掉"),
    "roster.add_entry": _("网格力量加一位"),
    "roster.end_entry": _("网格力量去一位"),
    "roster.show_phone": _("看网格力量的电话"),
    "slip_printed": _("打小票"),
    "template_replaced": _("换文书样式"),
    "term.ask_again": _("再问一次本人"),
    "term.cross": _("超了日子"),
    "term.escalate": _("往上报"),
    "term.not_asked": _("没问到本人"),
    "term.reckon_again": _("日子重算"),
    "visit.correct": _("改走访记录"),
    "visit.write": _("记走访"),
    "webhooks.change_key": _("换推送的密钥"),
    "webhooks.register": _("开推送"),
    "webhooks.remove": _("关推送"),
    "webhooks.wake": _("叫醒推送"),
}


def words_of(verb: str) -> str:
    """What a verb is called; of a step of a matter what its course says. One that nobody named stays as it is."""
    known = _WORDS.get(verb)
    return str(known if known is not None else _STEPS.get(verb, verb))


def _steps() -> dict[str, object]:
    found: dict[str, object] = {}
    for law in EDITIONS:
        found |= {f"matter.{step.key}": step.done for step in law.steps}
        found |= {f"matter.{opening.key}": opening.done for opening in law.openings}
    return found


_STEPS = _steps()
