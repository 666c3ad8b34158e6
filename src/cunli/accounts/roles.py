"""Roles: what each may do (capabilities), how far it reaches, whether it needs a second factor."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ANONYMOUS = "anonymous"
SLIP = "slip"
SYSTEM = "system"


class Role(TextChoices):
    VILLAGER = "villager", _("村民")
    GRID_MEMBER = "grid_member", _("网格员")
    GROUP_LEADER = "group_leader", _("村民组长")
    VILLAGE_CADRE = "village_cadre", _("村干部")
    FIRST_SECRETARY = "first_secretary", _("第一书记")
    STATION_WINDOW = "station_window", _("便民窗口")
    TOWN_OFFICER = "town_officer", _("乡镇干部")
    DEPARTMENT_OFFICER = "department_officer", _("部门干部")
    OUTSIDE_CONTACT = "outside_contact", _("外部单位联系人")
    COUNTY_SUPERVISOR = "county_supervisor", _("县级督办")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


class Capability(TextChoices):
    FILE_MATTER = "file_matter", _("报事")
    SCREEN = "screen", _("看一看归谁办")
    WORK_MATTER = "work_matter", _("办事")
    SIGN_PAPER = "sign_paper", _("签发")
    SEE_REGISTER = "see_register", _("看户册")
    UNMASK = "unmask", _("看全号")
    SEE_FIGURES = "see_figures", _("看数字")
    READ_JOURNAL = "read_journal", _("看记录")
    MANAGE_ACCOUNTS = "manage_accounts", _("管账号")
    CONFIGURE = "configure", _("改设置")
    SEE_SETTINGS = "see_settings", _("看县里的规定")
    ASK_OUTSIDE = "ask_outside", _("问外部单位")
    CALL_BACK = "call_back", _("回访")
    DRAFT_NOTICE = "draft_notice", _("拟公示")
    PAY_BENEFITS = "pay_benefits", _("发救助和补贴")
    RULE_BENEFITS = "rule_benefits", _("写救助和补贴的标准")
    SEE_BENEFITS = "see_benefits", _("看救助和补贴")


class Reach(TextChoices):
    """How far a role sees: from its own affairs up to the county."""

    OWN = "own", _("自己的事")
    UNIT = "unit", _("本单位的事")
    GRID = "grid", _("本网格")
    """Of a post that names its grid; the whole village where the post names none."""
    VILLAGE = "village", _("本村")
    STATION = "station", _("窗口所在的村或乡镇")
    TOWN = "town", _("本乡镇")
    COUNTY = "county", _("全县")
    NOTHING = "nothing", _("不看任何事项")


_FIELD = frozenset({Capability.FILE_MATTER, Capability.WORK_MATTER, Capability.SEE_REGISTER})
_VILLAGE = _FIELD | {
    Capability.SCREEN,
    Capability.SIGN_PAPER,
    Capability.UNMASK,
    Capability.SEE_FIGURES,
    Capability.CALL_BACK,
    Capability.DRAFT_NOTICE,
    Capability.SEE_BENEFITS,
}

CAPABILITIES: Mapping[str, frozenset[Capability]] = MappingProxyType(
    {
        Role.VILLAGER: frozenset({Capability.FILE_MATTER}),
        Role.GRID_MEMBER: _FIELD,
        Role.GROUP_LEADER: _FIELD,
        Role.VILLAGE_CADRE: _VILLAGE,
        Role.FIRST_SECRETARY: _VILLAGE,
        Role.STATION_WINDOW: _FIELD | {Capability.CALL_BACK},
        Role.TOWN_OFFICER: _VILLAGE | {Capability.ASK_OUTSIDE, Capability.SEE_SETTINGS, Capability.PAY_BENEFITS},
        Role.DEPARTMENT_OFFICER: frozenset(
            {
                Capability.WORK_MATTER,
                Capability.SIGN_PAPER,
                Capability.SEE_FIGURES,
                Capability.ASK_OUTSIDE,
                Capability.SEE_BENEFITS,
                Capability.PAY_BENEFITS,
                Capability.RULE_BENEFITS,
                Capability.SEE_SETTINGS,
            }
        ),
        Role.OUTSIDE_CONTACT: frozenset({Capability.WORK_MATTER}),
        Role.COUNTY_SUPERVISOR: frozenset(
            {
                Capability.WORK_MATTER,
                Capability.SEE_FIGURES,
                Capability.ASK_OUTSIDE,
                Capability.CALL_BACK,
                Capability.SEE_SETTINGS,
                Capability.SEE_BENEFITS,
            }
        ),
        Role.SYSTEM_ADMIN: frozenset({Capability.CONFIGURE, Capability.SEE_SETTINGS}),
        Role.SECURITY_ADMIN: frozenset({Capability.MANAGE_ACCOUNTS}),
        Role.AUDIT_ADMIN: frozenset({Capability.READ_JOURNAL}),
    }
)

REACH: Mapping[str, Reach] = MappingProxyType(
    {
        Role.VILLAGER: Reach.OWN,
        Role.GRID_MEMBER: Reach.GRID,
        Role.GROUP_LEADER: Reach.GRID,
        Role.VILLAGE_CADRE: Reach.VILLAGE,
        Role.FIRST_SECRETARY: Reach.VILLAGE,
        Role.STATION_WINDOW: Reach.STATION,
        Role.TOWN_OFFICER: Reach.TOWN,
        Role.DEPARTMENT_OFFICER: Reach.UNIT,
        Role.OUTSIDE_CONTACT: Reach.UNIT,
        Role.COUNTY_SUPERVISOR: Reach.COUNTY,
        Role.SYSTEM_ADMIN: Reach.NOTHING,
        Role.SECURITY_ADMIN: Reach.NOTHING,
        Role.AUDIT_ADMIN: Reach.NOTHING,
    }
)

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""System, security and audit: one person never holds two of them (GB/T 22239-2019, separation of administrators)."""

TOTP_REQUIRED = ADMINISTRATORS | {Role.COUNTY_SUPERVISOR, Role.DEPARTMENT_OFFICER}
"""County and administrator posts sign in with a second factor; for all others it is offered."""


def capabilities_of(role: str) -> frozenset[str]:
    return frozenset(str(capability) for capability in CAPABILITIES.get(role, frozenset()))


def needs_totp(role: str) -> bool:
    return role in TOTP_REQUIRED
