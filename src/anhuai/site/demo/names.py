"""Invented names: common family names, given names in the taste of the decade somebody was born in.

Both lists are our own; the weights are rough and no name is anybody's.
"""

from random import Random
from typing import Final

from anhuai.site.demo.ages import MEN
from anhuai.site.demo.chance import Lot

_FAMILY: Final = {
    "王": 78,
    "李": 76,
    "张": 72,
    "刘": 48,
    "陈": 36,
    "杨": 32,
    "赵": 26,
    "黄": 18,
    "周": 18,
    "吴": 17,
    "徐": 14,
    "孙": 14,
    "马": 16,
    "胡": 12,
    "朱": 12,
    "郭": 12,
    "何": 11,
    "林": 9,
    "罗": 9,
    "高": 10,
    "郑": 8,
    "梁": 8,
    "谢": 8,
    "宋": 8,
    "唐": 7,
    "许": 7,
    "邓": 6,
    "韩": 8,
    "冯": 7,
    "曹": 7,
    "彭": 6,
    "曾": 5,
    "肖": 6,
    "田": 7,
    "董": 7,
    "潘": 5,
    "袁": 5,
    "蔡": 5,
    "蒋": 5,
    "余": 5,
    "于": 5,
    "杜": 5,
    "叶": 4,
    "程": 5,
    "魏": 6,
    "苏": 5,
    "吕": 5,
    "丁": 5,
    "任": 5,
    "卢": 4,
    "姚": 4,
    "沈": 4,
    "钟": 4,
    "姜": 4,
    "崔": 4,
    "谭": 4,
    "陆": 3,
    "范": 4,
    "汪": 4,
    "廖": 3,
    "石": 4,
    "金": 4,
    "韦": 2,
    "贾": 4,
    "夏": 3,
    "付": 3,
    "方": 3,
    "邹": 3,
    "熊": 3,
    "白": 4,
    "孟": 3,
    "秦": 3,
    "邱": 3,
    "侯": 3,
    "江": 3,
    "尹": 3,
    "薛": 4,
    "闫": 3,
    "段": 4,
    "雷": 3,
    "龙": 2,
    "黎": 2,
    "史": 3,
    "陶": 2,
    "贺": 3,
    "毛": 2,
    "郝": 3,
    "顾": 2,
    "龚": 2,
    "邵": 2,
    "万": 2,
    "覃": 1,
    "武": 3,
    "钱": 2,
    "戴": 2,
    "严": 2,
    "莫": 1,
    "孔": 2,
    "向": 2,
    "常": 3,
    "单": 1,
    "解": 1,
    "欧阳": 0.6,
    "上官": 0.3,
    "司马": 0.2,
}
_FAMILIES = Lot(_FAMILY)

# Characters of given names by the decade they were in favour: for men, for women.
_GIVEN: Final[dict[int, tuple[str, str]]] = {
    1920: (
        "德福贵财发生元万有寿长喜春明玉清安义金国文全庆荣华山海龙成学正天永富裕恒祥仁忠厚德兴",
        "秀英兰芳花桂玉珍莲凤香翠菊梅春淑贞云巧月娥惠琴仙珠银素彩金枝荷蓉",
    ),
    1950: (
        "建国军民华平明志文永林兴德忠保卫东红海山振学生武全成新春光荣荣江河强胜利勇跃进福元庆",
        "秀兰英芳玉梅桂香珍菊红霞淑琴华凤莲翠云花萍月娟琼芬娥彩惠贞群爱素",
    ),
    1970: (
        "军伟强勇斌涛峰辉刚建平志文海林东波明杰超鹏飞龙宏永生国新荣杨春晓亮兵彬利",
        "丽红艳霞燕娟萍敏玲芳梅静英琴莉华慧晓云秀娜芬凤兰春海雪玉琼蓉",
    ),
    1985: (
        "磊鹏伟杰涛浩超亮凯斌飞龙宇峰俊帅波鑫阳健旭东晨明辉翔振博志文海乐",
        "婷娜丽静燕艳倩雪莉敏丹洁晶颖蕾玲慧琳娟芳瑶莹佳璐媛霞欢",
    ),
    2000: (
        "浩宇轩然子俊杰博文昊天泽晨睿豪涵嘉铭鑫阳旭家瑞凯航毅哲翔乐楠一",
        "欣怡雨涵佳琪梦瑶婷雪子萱思诗悦晨颖琳雅静妍可馨玥若彤心",
    ),
    2012: (
        "宇泽浩轩子沐辰奕晨睿煜霖嘉铭梓诺一宸佑安博文俊熙皓昊景行知远书言",
        "梓涵欣怡诺一沐可馨语桐雨萱思佳琪若汐艺苡安然依诗悦玥瑶心星月锦书",
    ),
}
_DECADES: Final = sorted(_GIVEN)
# How often a given name has one character only.
_SINGLE: Final = {1920: 0.12, 1950: 0.12, 1970: 0.38, 1985: 0.45, 2000: 0.12, 2012: 0.05}
_BY_YEAR: Final = {
    year: max(decade for decade in _DECADES if decade <= year) if year >= _DECADES[0] else 1920
    for year in range(1890, 2120)
}


def family_name(luck: Random) -> str:
    """Return a family name."""
    return _FAMILIES.draw(luck)


def clans(luck: Random, count: int) -> list[str]:
    """Return the family names that many in one village share."""
    return _FAMILIES.draws(luck, count)


def given_name(luck: Random, *, sex: int, year: int) -> str:
    """Return a given name in the taste of the year of birth."""
    decade = _BY_YEAR[year]
    characters = _GIVEN[decade][0 if sex == MEN else 1]
    pick = luck.random
    first = characters[int(pick() * len(characters))]
    if pick() < _SINGLE[decade]:
        return first
    second = characters[int(pick() * len(characters))]
    return first + second
