"""Numbers and names that belong to nobody, yet pass every check that real ones pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cunli.lib.identity import check_digit

ID_PREFIX = "990101"
"""No province has code 99."""
PHONE_PREFIX = "154"
"""A range of mobile numbers that was never given out."""
LANDLINE = "0980-555{:04d}"
BANK_PREFIX = "990000"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜"
    "范傅钟卢汪戴崔任陆廖姚方金丘夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    ""
)
MIAO_SURNAMES = "龙吴石麻廖田杨潘滕欧罗王李张姜"
OLD_MEN = (
    "有田 长贵 福来 满囤 守业 德厚 兴旺 存粮 广林 永年 根生 来喜 保山 进财 大柱 拴牢 占山 树林 万金 喜顺 怀仁 石锁 "
    "丙寅 文炳 凤鸣 金斗 天佑 五更 得水 春耕 连升 双全 茂盛 忠厚"
)
OLD_WOMEN = (
    "桂兰 秀英 玉珍 翠花 春桃 玉兰 凤英 秀珍 桂花 兰英 香莲 二妮 金凤 巧云 菊香 素芬 月娥 腊梅 改珍 银环 玉莲 冬梅 "
    "秋菊 彩霞 润枝 淑琴 梅花 桃叶 杏花 秀莲"
)
MEN = (
    "建军 志强 海涛 永刚 卫东 国庆 小军 立新 春生 文斌 晓东 振宇 俊杰 学文 伟民 红星 建平 守信 金龙 向阳 长江 学良 "
    "兵兵 大伟 海波 少华 东升 利民 玉林 宏伟"
)
WOMEN = (
    "丽娟 海燕 春梅 小红 晓霞 艳玲 秀丽 雪梅 文静 玉洁 建芳 彩云 爱萍 瑞芳 小玲 金花 红梅 亚楠 慧敏 桂芝 雅琴 晓燕 "
    "丽萍 凤霞 玉梅 新月 美华 翠萍 秀云 志红"
)
BOYS = "子轩 浩然 宇航 天乐 明轩 家豪 博文 俊熙 小宝 思远 嘉树 一鸣 书豪 晨阳 景行"
GIRLS = "欣怡 诗涵 雨桐 梓萱 思雨 小蕊 语嫣 佳琪 若曦 晨曦 可心 依依 小雅 乐瑶 静怡"


@dataclass
class Inventor:
    """Draws names and numbers; no number twice."""

    random: Random
    today: date
    id_prefix: str = ID_PREFIX
    phones: int = 0
    orders: dict[str, int] = field(default_factory=dict)

    def given_name(self, *, male: bool, age: int) -> str:
        pool = (OLD_MEN, MEN, BOYS) if male else (OLD_WOMEN, WOMEN, GIRLS)
        names = pool[0 if age >= 58 else 1 if age >= 19 else 2]
        return self.random.choice(names.split())

    def born(self, age: int) -> date:
        """A birthday that makes somebody ``age`` full years old today."""
        month, day = self.today.month, min(self.today.day, 28)
        return date(self.today.year - age, month, day) - timedelta(days=self.random.randint(1, 350))

    def id_number(self, born: date, *, male: bool) -> str:
        """The next number of that birthday: the 17th digit is odd for men."""
        key = f"{born:%Y%m%d}{int(male)}"
        order = self.orders[key] = self.orders.get(key, -1) + 1
        first = f"{self.id_prefix}{born:%Y%m%d}{order * 2 + int(male):03d}"
        return first + check_digit(first)

    def phone(self) -> str:
        self.phones += 1
        return f"{PHONE_PREFIX}{10_000_000 + self.phones * 37:08d}"

    def bank(self) -> str:
        return BANK_PREFIX + f"{self.random.randrange(10**13):013d}"
