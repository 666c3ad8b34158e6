"""What is reported and asked in the demo county, in the words of those who report and ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Danger:
    """A hazard: its kind, the reporter's words, where, what was seen there, how it was made good, its level."""

    kind: str
    title: str
    spot: str
    seen: str
    outcome: str
    level: str = "L3"


@dataclass(frozen=True, slots=True)
class Wish:
    """A service: its category, the words, what was done; ``cash`` whole yuan paid for the person."""

    kind: str
    title: str
    outcome: str
    cash: int = 0
    missing: tuple[str, ...] = ()


DANGERS: tuple[Danger, ...] = (
    Danger("pole", "电线杆歪了，一刮风就晃", "村口变压器旁", "杆根松了，线没断", "杆根夯实，加了拉线", "L2"),
    Danger("pole", "线垂到路面上，三轮车过不去", "磨面坊门口", "通信线垂下来两米多", "线收起来，绑到杆上了"),
    Danger("pole", "杆上的线盒掉下来，吊在半空", "小卖部对面", "螺丝锈断了", "线盒装回去，换了螺丝"),
    Danger("pole", "废线杆横在水渠边，孩子爬着玩", "东渠边", "是早年拆下来的旧杆", "旧杆拉走了"),
    Danger("house", "老房后墙裂了一道口子", "后街老院", "裂缝有两指宽，里面没住人", "墙拆了，拉了警戒线"),
    Danger("house", "院墙往外鼓，怕砸着过路的", "巷子口", "墙根泡软了", "鼓的那段推倒重砌了", "L2"),
    Danger("surroundings", "院子下沉，一下雨就积水", "", "排水口比院子还高", "垫了土，垒了一道挡水坎"),
    Danger("house", "墙根返潮，请人看看房子", "", "房基排水不好，墙没裂", "墙根挖了排水沟，换了防潮层", "L4"),
    Danger("house", "空房子房梁塌了半边", "老磨坊后面", "没人住，孩子常进去", "门封了，贴了提醒", "L3"),
    Danger("road", "村口路灯三天不亮", "村口大槐树下", "线路断了一处", "线接好，换了两个灯头", "L4"),
    Danger("road", "桥栏杆断了一截", "小石桥上", "断了一米多，桥面没事", "栏杆焊好，刷了漆", "L2"),
    Danger("road", "路面塌了个坑，晚上看不见", "去镇上的路", "坑有脸盆大", "填平压实了"),
    Danger("road", "路口的牌子倒了", "三岔路口", "底座被车撞了", "牌子换了新的", "L4"),
    Danger("road", "下坡路上有碎石，摔了两个人", "后坡", "坡上冲下来的碎石", "碎石清了，坡脚拦了一道"),
    Danger("fire", "打麦场的柴草堆挨着电线", "打麦场", "草堆离线不到两米", "草堆挪走了"),
    Danger("fire", "小卖部的插座冒火星", "小卖部", "插座老化", "换了插座和线", "L2"),
    Danger("fire", "烟囱裂了，往屋里倒烟", "", "烟囱砖松了", "烟囱重新砌了", "L2"),
    Danger("fire", "电动车在过道里充电", "后街", "过道堵了一半", "挪到院里，装了充电插座"),
    Danger("water", "渠边护栏断了一截", "南干渠", "断了三米，渠里有水", "护栏接好了", "L2"),
    Danger("water", "水塘边没有牌子，孩子去玩", "西塘", "水深过一米", "立了牌子，拉了网"),
    Danger("water", "排水沟堵了，水漫到路上", "中街", "沟里塞满树枝", "沟清通了"),
    Danger("water", "机井盖板没了", "北地", "井口敞着", "盖上了水泥板", "L2"),
    Danger("slope", "坡上有石头松动", "后山小路", "有两块悬着", "石头撬下来了，小路改走下面", "L2"),
    Danger("slope", "屋后土坡裂了缝", "后坡", "裂缝两米长，不深", "缝填了，坡顶挖了排水沟"),
    Danger("forest", "坟地边烧纸没灭透", "东坡", "还有烟", "浇水灭透了，守了一小时", "L2"),
    Danger("forest", "林子边堆着干枝", "苗圃边", "堆得有一人高", "干枝拉走了"),
    Danger("surroundings", "垃圾堆在路边三天没人拉", "中街", "垃圾车坏了", "垃圾拉走了，车也修好了", "L4"),
    Danger("surroundings", "羊粪水流到路上", "西头羊圈", "圈边没有沟", "挖了沟，垫了干土", "L4"),
    Danger("surroundings", "塑料膜刮得满地都是", "北地", "收完菜没清", "捡干净，装车拉走了", "L4"),
    Danger("surroundings", "公厕满了，味大", "村口公厕", "该抽了", "抽了，撒了石灰", "L4"),
    Danger("school", "学校门口车停得乱，孩子过路险", "村小门口", "放学时车堵门", "划了停车线，放学有人守", "L2"),
    Danger("gas", "小饭馆的气瓶挨着灶", "十字街饭馆", "气瓶离灶半米", "气瓶挪到院里，换了管子", "L2"),
    Danger("food", "办席的大棚没有纱网，苍蝇多", "村头大棚", "凉菜露着", "装了纱网，凉菜加了盖"),
    Danger("other", "狗没拴，追着老人跑", "后街", "养狗的人不在家", "狗拴上了，跟主人说好了", "L4"),
    Danger("other", "井台边青苔滑", "老井台", "台面长满青苔", "青苔铲了，铺了砖", "L4"),
)
MOUNTAIN_DANGERS: tuple[Danger, ...] = (
    Danger("wooden_fire", "火塘离板壁太近", "", "板壁烤黑了一块", "火塘挪开，板壁包了铁皮", "L2"),
    Danger("wooden_fire", "木楼里电线乱接", "", "线头裸着", "电线换了，装了漏电开关", "L2"),
    Danger("wooden_fire", "柴火堆在木楼底下", "寨子中间", "柴堆挨着楼柱", "柴火搬到棚里了"),
    Danger("wooden_fire", "寨里的消防水缸空了", "鼓楼旁", "两口缸都空了", "水缸挑满了，排了值日", "L4"),
    Danger("wooden_fire", "消防栓拧不开", "寨门口", "阀门锈死了", "阀门换了，试了水", "L2"),
    Danger("slope", "产业路边的坡往下掉土", "产业路二号弯", "掉土不多，路还能走", "土清了，坡脚垒了石头", "L2"),
    Danger("road", "去二组的石阶松了", "二组石阶", "松了七八级", "石阶重新砌了"),
    Danger("water", "山上的引水管冻裂了", "水池边", "漏得不大", "换了一截管子"),
)
WISHES: tuple[Wish, ...] = (
    Wish("phone_silent", "手机不响，别人打不进来", "静音键碰着了，铃声调到最大"),
    Wish("phone_silent", "电话来了听不见响", "铃声调大，加了震动"),
    Wish("phone_net", "手机上不了网", "流量用完了，帮他看清了套餐"),
    Wish("phone_other", "手机字太小，看不清", "字调到最大，常用的放在前面"),
    Wish("phone_other", "手机老弹广告", "装的清理软件删了"),
    Wish("phone_bill", "交话费", "交上了，余额给他念了", 50),
    Wish("phone_bill", "话费扣得不明白", "是开了彩铃，打客服退了"),
    Wish("water_bill", "交水费", "交上了，收据给了", 36),
    Wish("power_bill", "交电费", "交上了，收据给了", 100),
    Wish("power_bill", "电费比上月多一倍", "电褥子一直开着，教他看表"),
    Wish("power_off", "家里停电，合不上闸", "漏电开关跳了，换了插座"),
    Wish("water_off", "水管漏水，院里一片", "接头换了，不漏了"),
    Wish("pension_check", "养老认证，手机刷脸刷不上", "在站里电脑上认证好了"),
    Wish("pension_check", "一年一次的养老认证", "当场认证好了"),
    Wish("medical_pay", "想知道医保怎么交划算", "一笔一笔算给他听，交了"),
    Wish("dibao_question", "想问低保能不能办", "条件讲清了，收入写了下来"),
    Wish("elder_card", "办老年优待证", "证办好送到家", missing=("一寸照片",)),
    Wish("errand", "帮忙去镇上取药", "药取回来，怎么吃写在盒上"),
    Wish("errand", "帮忙从镇上捎米和油", "送到家，钱当面算清", 128),
    Wish("other", "电视没信号", "机顶盒重新插好，教会他开"),
    Wish("other", "轮椅的轮子坏了", "轮子换了，能走了"),
)
HANDED_ON: tuple[Wish, ...] = (
    Wish(
        "dibao_apply",
        "申请低保",
        "民政办收下，入户看过，等公示",
        missing=("家里收入情况（自己写）", "家庭情况核对授权书"),
    ),
    Wish("urgent_aid", "老伴住院，想申请临时救助", "批了两千元，打到卡上了", missing=("看病的票据",)),
    Wish("disability_aid", "残疾补贴两个月没到账", "卡号录错一位，改好了，补发了"),
    Wish("age_allowance", "满八十岁了，办高龄津贴", "办好了，下月起发", missing=("银行卡或社保卡",)),
    Wish("medical_claim", "住院的票据怎么报", "报下来四千一，到卡上了", missing=("出院小结",)),
    Wish("pension_pay", "交养老保险，算不清交哪一档", "三档都算给他看，自己选了一档"),
    Wish("house_building", "老屋想翻盖，怎么申请", "材料收齐，村建办看过地方", missing=("宅基地的材料",)),
    Wish("legal_aid", "工钱要不回来，想找法律援助", "律师打了电话，工钱要回来了"),
)
CONTESTED = ("没好，一下雨又漏", "只弄了一半", "说好的没来", "还是老样子", "过了两天又坏了")
GOOD_WORDS = ("好了，谢谢", "弄得挺好", "来得快", "好了，放心了", "没想到这么快")
BAD_WORDS = ("拖太久了", "来了三趟才弄好", "没人告诉我到哪一步了")
CALLED_BACK = "问过了，是没人告诉他到哪一步；往后每一步都先打个电话"
