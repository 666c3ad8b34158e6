"""Who works in the demo county: posts, sign-ins, and what each is good to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from cunli.accounts import services as accounts
from cunli.accounts.demo import DemoLogin
from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role, needs_totp
from cunli.desk.demo.geography import VILLAGES, Land
from cunli.desk.demo.invented import PHONE_PREFIX
from cunli.lib.actors import SYSTEM

PASSWORD = "cunli-demo"  # noqa: S105 - public by intent: it opens an invented county only
PHONES_OF_STAFF = 90_000_000
R = Role


@dataclass(frozen=True, slots=True)
class StaffIn:
    """One post. ``try_``: what to try with it, shown with the sign-ins that are ``listed``."""

    login: str
    name: str
    role: Role
    unit: str
    title: str = ""
    grid: str = ""
    try_: str = ""


def _of_town(town: str, name: str, *people: tuple[str, str, str, str, str]) -> list[StaffIn]:
    return [
        StaffIn(login, person, R.TOWN_OFFICER, f"{town}:{unit}", f"{name}{title}" if title else "", "", try_)
        for login, person, unit, title, try_ in people
    ]


STAFF: tuple[StaffIn, ...] = (
    StaffIn("zhengxiaoman", "郑小满", R.GRID_MEMBER, "yangliupu:committee", "杨柳铺村网格员", "yangliupu:2",
            "手机上报一处隐患：今天 → 报一处不安全，三下一句话"),
    StaffIn("wangxiumei", "王秀梅", R.VILLAGE_CADRE, "yangliupu:committee", "杨柳铺村党支部书记", "",
            "替老人登记便民服务，打小票；给没手机的人打电话回访"),
    StaffIn("sumingzhe", "苏明哲", R.FIRST_SECRETARY, "yangliupu:committee", "杨柳铺村第一书记"),
    StaffIn("sunerwang", "孙二旺", R.GROUP_LEADER, "yangliupu:committee", "杨柳铺村3组组长", "yangliupu:2"),
    StaffIn("zhouguifang", "周桂芳", R.STATION_WINDOW, "yangliupu:station", "杨柳铺村便民窗口", "",
            "便民窗口：代交电费，收钱找零"),
    StaffIn("machunsheng", "马春生", R.GRID_MEMBER, "yangliupu:committee", "杨柳铺村网格员", "yangliupu:1"),
    StaffIn("xujinling", "许金玲", R.GRID_MEMBER, "yangliupu:committee", "杨柳铺村网格员", "yangliupu:3"),
    *_of_town("liuwan", "柳湾镇",
              ("liuzhiyuan", "刘志远", "peace", "平安办干部", "看新报的隐患，定级派人，到场，先处理后补记，起草公函"),
              ("heyuqing", "何雨晴", "peace", "平安办干部", "待办列表；起草公函，记公司的答复"),
              ("fangjingmin", "方敬民", "peace", "平安办主任", "签发别人起草的公函，下载 Word 看一看"),
              ("wujing", "吴静", "civil", "民政办干部", "民政办：低保、高龄津贴这些转来的事"),
              ("wanghaibo", "汪海波", "water", "", ""),
              ("lujiancheng", "鲁建成", "housing", "", ""),
              ("dingxiulan", "丁秀岚", "insurance", "", "")),
    StaffIn("qinxiaoyu", "秦小雨", R.STATION_WINDOW, "liuwan:window"),
    StaffIn("zhaoyongnian", "赵永年", R.VILLAGE_CADRE, "yushugou:committee", "榆树沟村委会主任", "",
            "北方村子，六成多是老人：看今天、搜户、看一户"),
    StaffIn("linxiaofeng", "林晓峰", R.FIRST_SECRETARY, "yushugou:committee", "榆树沟村第一书记"),
    StaffIn("changmantun", "常满囤", R.GROUP_LEADER, "yushugou:committee", "榆树沟村1组组长", "yushugou:1"),
    StaffIn("qiaoermei", "乔二梅", R.GRID_MEMBER, "yushugou:committee", "榆树沟村网格员", "yushugou:1"),
    StaffIn("baiyulin", "白玉林", R.GRID_MEMBER, "yushugou:committee", "榆树沟村网格员", "yushugou:2"),
    StaffIn("duanxiulan", "段秀兰", R.STATION_WINDOW, "yushugou:station"),
    *_of_town("shuangling", "霜岭镇",
              ("fengyuanshan", "冯远山", "peace", "", ""), ("gaozhenhua", "高振华", "peace", "平安办主任", ""),
              ("baijie", "白洁", "civil", "", ""), ("hanshuisheng", "韩水生", "water", "", ""),
              ("jiangdalei", "姜大磊", "housing", "", ""), ("menglihua", "孟丽华", "insurance", "", "")),
    StaffIn("wujinfu", "吴金福", R.VILLAGE_CADRE, "fengxiangzhai:committee", "枫香寨村党支部书记", "",
            "苗寨，259 户：右上角换岗位（他还兼着便民窗口）"),
    StaffIn("wujinfu", "吴金福", R.STATION_WINDOW, "fengxiangzhai:station"),
    StaffIn("guyifan", "顾一凡", R.FIRST_SECRETARY, "fengxiangzhai:committee", "枫香寨村第一书记"),
    StaffIn("tianmaolin", "田茂林", R.GROUP_LEADER, "fengxiangzhai:committee", "枫香寨村2组组长", "fengxiangzhai:1"),
    StaffIn("yangxiuhua", "杨秀花", R.GRID_MEMBER, "fengxiangzhai:committee", "枫香寨村网格员", "fengxiangzhai:1"),
    StaffIn("shihaiyan", "石海燕", R.GRID_MEMBER, "fengxiangzhai:committee", "枫香寨村网格员", "fengxiangzhai:2"),
    StaffIn("longwenbin", "龙文斌", R.GRID_MEMBER, "fengxiangzhai:committee", "枫香寨村网格员", "fengxiangzhai:3"),
    StaffIn("maxiaoying", "麻小英", R.STATION_WINDOW, "fengxiangzhai:station"),
    *_of_town("wuping", "雾坪苗族乡",
              ("longzhicheng", "龙志诚", "peace", "", ""), ("shiguangming", "石光明", "peace", "平安办主任", ""),
              ("yangamei", "杨阿妹", "civil", "", ""), ("pantianshui", "潘添水", "water", "", ""),
              ("tianjianmu", "田建木", "housing", "", ""), ("oulanying", "欧兰英", "insurance", "", "")),
    StaffIn("yulian", "余联", R.OUTSIDE_CONTACT, "county:yunlian", "云联通信联系人", "", "收到的公函和请求，写答复"),
    StaffIn("yuanxun", "袁迅", R.OUTSIDE_CONTACT, "county:yuanxun"),
    StaffIn("guanhong", "关宏", R.OUTSIDE_CONTACT, "county:guangxin", "广信有线联系人", "", "一直没有答复的那一家"),
    StaffIn("yinliang", "殷亮", R.OUTSIDE_CONTACT, "county:power"),
    StaffIn("jiangtao", "江涛", R.DEPARTMENT_OFFICER, "county:water", "县水利局干部", "", "县水利局：转来的事"),
    StaffIn("luguangping", "路广平", R.DEPARTMENT_OFFICER, "county:roads"),
    StaffIn("yianmin", "易安民", R.DEPARTMENT_OFFICER, "county:emergency"),
    StaffIn("guowenqing", "郭文清", R.COUNTY_SUPERVISOR, "county:office", "禾川县督办", "", "全县的数字，超了日子的事"),
    StaffIn("qianli", "钱立", R.SYSTEM_ADMIN, "county:office", "系统管理员", "", "只管设置，看不到任何事"),
    StaffIn("ansuyun", "安素云", R.SECURITY_ADMIN, "county:office", "安全管理员", "", "管账号和岗位"),
    StaffIn("shenmingyuan", "申明远", R.AUDIT_ADMIN, "county:office", "审计管理员", "", "看记录，什么都改不了"),
    StaffIn("songmin", "宋敏", R.DEPARTMENT_OFFICER, "county:civil", "县民政局干部", "",
            "救助补贴：报上来等定的，拟发钱的名单，银行对账"),
    StaffIn("tangli", "唐立", R.DEPARTMENT_OFFICER, "county:civil", "县民政局干部", "", "批别人拟的发钱名单"),
    StaffIn("duanhe", "段禾", R.DEPARTMENT_OFFICER, "county:farming", "县农业农村局干部", "", "防返贫监测：比对，认定"),
    StaffIn("yanzheng", "严正", R.DEPARTMENT_OFFICER, "county:discipline", "县纪委监委干部", "",
            "容错纠错：听本人说，一条一条写明看法，照着记下机关的决定"),
)  # fmt: skip
SMALL_VILLAGES: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "shiqiao": (("fujianping", "傅建平"), ("tanxiaohong", "谭小红"), ("luoxiaomei", "罗小梅")),
    "zaoyuan": (("douchangshun", "窦长顺"), ("wenya", "温雅"), ("qiguilan", "戚桂兰")),
    "shanghe": (("lianggensheng", "梁根生"), ("heyumei", "贺玉梅"), ("bianxiaojuan", "卞小娟")),
    "baishiying": (("tongshouyi", "佟守义"), ("yanli", "颜丽"), ("nieaiqin", "聂爱琴")),
    "erdaokan": (("mudaqing", "穆大庆"), ("xinfang", "辛芳"), ("jiaoyan", "焦艳")),
    "yunjiao": (("longbaoshan", "龙保山"), ("wuxiaoyan", "吴晓燕"), ("liaoqiuyun", "廖秋云")),
    "muti": (("panlaowu", "潘老五"), ("tengjinhua", "滕金花"), ("oulamei", "欧腊梅")),
}
"""Login and name of a cadre, a grid member and the woman at the counter of each."""


def all_staff() -> Iterator[StaffIn]:
    yield from STAFF
    names = {village.key: village.name for village in VILLAGES}
    for key, (cadre, walker, window) in SMALL_VILLAGES.items():
        committee, name = f"{key}:committee", names[key]
        yield StaffIn(*cadre, R.VILLAGE_CADRE, committee, f"{name}委会主任")
        yield StaffIn(*walker, R.GRID_MEMBER, committee, f"{name}网格员", f"{key}:1")
        yield StaffIn(*window, R.STATION_WINDOW, f"{key}:station")


def employ(land: Land, *, since: date, at: datetime) -> dict[str, list[Post]]:
    """Make every user and give them their posts; posts by login, the first one first."""
    posts: dict[str, list[Post]] = {}
    users: dict[str, User] = {}
    for number, row in enumerate(all_staff()):
        if row.login not in users:
            phone = f"{PHONE_PREFIX}{PHONES_OF_STAFF + number * 11:08d}"
            users[row.login] = accounts.create_user(actor=SYSTEM, username=row.login, name=row.name, phone=phone, at=at)
        post = accounts.give_post(
            actor=SYSTEM, user=users[row.login], role=row.role, unit=land.units[row.unit], valid_from=since, at=at,
            grid=land.grids[row.grid] if row.grid else None, title=row.title,
        )  # fmt: skip
        posts.setdefault(row.login, []).append(post)
    # One hash for all of them: the password is the same, and hashing is slow on purpose.
    User.objects.filter(pk__in=[user.pk for user in users.values()]).update(password=make_password(PASSWORD))
    for login, held in posts.items():
        if any(needs_totp(post.role) for post in held):
            TOTP.activate(users[login], generate_totp_secret())
    return posts


def staff_logins() -> list[tuple[DemoLogin, str]]:
    """The sign-ins worth listing, each with what to try."""
    return [
        (DemoLogin(role=row.title or str(row.role.label), name=row.name, login=row.login, password=PASSWORD),
         row.try_)
        for row in STAFF if row.try_
    ]  # fmt: skip


def needs_code(login: str) -> bool:
    return any(row.login == login and needs_totp(row.role) for row in STAFF)
