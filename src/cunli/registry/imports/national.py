"""The columns of the national monitoring system's export, their other names, and what their cells may say.

Source: the export "全国防返贫监测信息系统" hands to counties; counties add and drop some. What has a column or a label
in the register goes there; all else is kept as imported facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    WHOLE = "whole"
    ID_NUMBER = "id_number"
    CODE = "code"


class Of(StrEnum):
    """Whom a column is about. ``KEY`` columns find the row's place and person, and are kept nowhere else."""

    KEY = "key"
    PERSON = "person"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is the key under which a value is kept; ``known`` the values the national system offers."""

    field: str
    title: str
    of: Of
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    sensitive: bool = False


_YES_NO = frozenset({"是", "否"})
_EDUCATION = frozenset(
    {"文盲", "半文盲", "文盲或半文盲", "小学", "初中", "高中", "中专", "职高", "大专", "高职", "本科", "研究生",
     "学龄前儿童", "大专及以上", "本科及以上", "硕士研究生及以上"}
)  # fmt: skip
_STUDENT = frozenset(
    {"非在校生", "学龄前儿童", "学前教育", "学前班", "小学", "初中", "七年级", "八年级", "九年级", "普通高中", "高中",
     "中职", "高职", "大专", "本科", "研究生", "硕士研究生及以上"}
)  # fmt: skip
_SKILL = frozenset(
    {"普通劳动力", "技能劳动力", "丧失劳动力", "无劳动力", "弱劳动力或半劳动力", "弱劳动力", "半劳动力"}
)  # fmt: skip
_CAUSE = frozenset(
    {"因病", "因残", "因学", "因灾", "因丧", "缺土地", "缺水", "缺技术", "缺劳动力", "缺劳力", "缺资金", "交通条件落后",
     "自身发展动力不足", "因婚", "其他", "因意外事故", "因务工就业不稳", "因产业项目失败", "因自然灾害", "因突发事件"}
)  # fmt: skip
_HEALTH = frozenset({"健康", "长期慢性病", "慢性病", "患有大病", "大病", "重病", "残疾"})
_KINDS = frozenset(
    {"一般农户", "一般户", "脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "监测户", "监测对象", "低保户",
     "特困户", "特困供养户", "低保边缘户"}
)  # fmt: skip

COLUMNS: tuple[Column, ...] = (
    Column("county", "县(市、区、旗)", Of.KEY, also=("县", "县区", "县市区", "旗县", "区县", "县名称")),
    Column("town", "乡(镇)", Of.KEY, also=("乡镇", "乡", "镇", "苏木", "街道", "乡镇街道", "乡镇名称", "所属乡镇")),
    Column("village", "行政村", Of.KEY,
           also=("村", "村名", "嘎查", "社区", "村社区", "村委会", "行政村名称", "所属村")),
    Column("group", "自然村", Of.KEY, also=("组", "村民小组", "小组", "村组", "屯", "自然村组", "组别", "社")),
    Column("household_no", "户编号", Of.KEY, Kind.CODE, also=("户号", "户编码", "家庭编号", "户编", "户口簿号")),
    Column("person_no", "人编号", Of.PERSON, Kind.CODE, also=("人编码", "人员编号", "个人编号")),
    Column("name", "姓名", Of.KEY, also=("名字", "成员姓名", "家庭成员姓名", "人员姓名", "家庭成员", "姓 名")),
    Column("id_number", "证件号码", Of.KEY, Kind.ID_NUMBER,
           also=("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码", "居民身份证号")),
    Column("size", "人数", Of.HOUSEHOLD, Kind.WHOLE, also=("家庭人口", "家庭人数", "家庭人口数", "户人数", "人口数")),
    Column("relation", "与户主关系", Of.KEY, also=("关系", "与户主的关系", "和户主关系", "家庭关系", "户主关系")),
    Column("sex", "性别", Of.KEY),
    Column("born_on", "出生日期", Of.KEY, Kind.DATE, also=("生日", "出生年月", "出生年月日", "出生时间")),
    Column("ethnicity", "民族", Of.KEY, also=("族别",)),
    Column("education", "文化程度", Of.PERSON, also=("学历", "文化", "受教育程度"), known=_EDUCATION),
    Column("student", "在校生状况", Of.PERSON, also=("在校状况", "在校情况", "在校生情况", "就学情况"), known=_STUDENT),
    Column("health", "健康状况", Of.PERSON,
           also=("健康", "健康情况", "身体状况", "身体情况"), known=_HEALTH, sensitive=True),
    Column("skill", "劳动技能", Of.PERSON, also=("劳动能力", "劳动力", "劳动力状况"), known=_SKILL),
    Column("work_months", "务工时间(月)", Of.PERSON, Kind.AMOUNT,
           also=("务工时间", "务工月数", "外出务工时间", "务工时长")),
    Column("serious_illness_insurance", "是否参加大病保险", Of.PERSON,
           also=("大病保险", "参加大病保险"), known=_YES_NO),
    Column("cause", "致贫原因1", Of.HOUSEHOLD,
           also=("致贫原因", "主要致贫原因", "致贫返贫风险", "致(返)贫风险", "致贫返贫原因"), known=_CAUSE),
    Column("unsafe_house", "危房户", Of.HOUSEHOLD, also=("是否危房户", "是否危房", "危房"), known=_YES_NO),
    Column("safe_water", "是否解决安全饮用水", Of.HOUSEHOLD,
           also=("安全饮用水", "安全饮水", "饮水安全", "是否解决安全饮水", "饮水是否安全"), known=_YES_NO),
    Column("income", "人均纯收入", Of.HOUSEHOLD, Kind.AMOUNT,
           also=("人均收入", "家庭人均纯收入", "人均纯收入(元)", "人均可支配收入", "年人均纯收入")),
    Column("household_phone", "户联系电话", Of.KEY, Kind.CODE, also=("户主电话", "户电话", "家庭电话", "户主联系电话")),
    Column("phone", "人联系电话", Of.KEY, Kind.CODE,
           also=("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "本人电话")),
    Column("address", "家庭住址", Of.KEY, also=("住址", "地址", "家庭地址", "现住址", "居住地址")),
    Column("door_no", "门牌号", Of.KEY, also=("门牌", "房号")),
    Column("household_found_on", "首次识别时间", Of.HOUSEHOLD, Kind.DATE, also=("识别时间", "户识别时间")),
    Column("person_found_on", "人员识别时间", Of.PERSON, Kind.DATE, also=("人识别时间",)),
    Column("household_kind", "户类型", Of.HOUSEHOLD, also=("农户类型", "家庭类型", "户类别", "类型"), known=_KINDS),
    Column("monitored_kind", "易返贫致贫户(监测对象)类型", Of.HOUSEHOLD,
           also=("监测对象类型", "监测对象类别", "易返贫致贫户类型", "监测户类型", "监测类型"), known=_KINDS),
    Column("risk_gone", "风险是否消除", Of.HOUSEHOLD, also=("是否消除风险", "风险是否已消除", "消除风险"),
           known=_YES_NO | {"已消除", "未消除"}),
    Column("risk_found_on", "风险识别时间", Of.HOUSEHOLD, Kind.DATE,
           also=("监测对象识别时间", "纳入监测时间", "纳入时间")),
    Column("risk_gone_on", "风险消除时间", Of.HOUSEHOLD, Kind.DATE, also=("消除时间", "消除风险时间")),
)  # fmt: skip
BY_FIELD = {column.field: column for column in COLUMNS}
