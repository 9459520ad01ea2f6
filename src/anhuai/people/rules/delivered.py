"""What a row of an office's list says, read leniently: a slip there is a clue, not a fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from anhuai.kernel.identity import parse_citizen_id
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import Unfit
from anhuai.people.rules.facts import Faults, read_phone, read_sex

_FULL = re.compile(
    r"([0-9]{4})\D{0,2}([0-9]{1,2})\D{1,2}([0-9]{1,2})\D?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_MONTH = re.compile(r"([0-9]{4})\D{0,2}([0-9]{1,2})\D?")
_YEAR = re.compile(r"([0-9]{4})\D?")
_LUNAR = re.compile(r"农历|阴历|旧历|\(?农\)?|\(?阴\)?")
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十百]+(?=[组社队号户])")
_BIRTH_PART = re.compile(r"[0-9]{6}([0-9]{8})[0-9]{3}[0-9Xx]")
_HAN_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")

# Characters that names and villages are written with in the traditional way (Taiwan compatriots,
# old certificates, returned overseas Chinese); all others are left as they are.
_TRADITIONAL: Final = str.maketrans(
    "劉張陳楊趙黃吳孫馬馮鄭韓許鄧蕭葉蘇盧蔣賈謝鍾鄒羅譚龍萬喬賀賴龔顧錢湯嚴莊韋滿"
    "國華蘭榮貴鳳麗蓮愛雲紅軍強偉東興發財寶慶義衛書學會樹龍豐銀鐵鋼霞艷嬌嬋潔靜瑩"
    "順順祿壽齊齡鵬飛鴻鑫勝勵勳陽陰門關開間聖聲聯職親觀覺記設訓詩詳誠諾議護讓變貞",
    "刘张陈杨赵黄吴孙马冯郑韩许邓萧叶苏卢蒋贾谢钟邹罗谭龙万乔贺赖龚顾钱汤严庄韦满"
    "国华兰荣贵凤丽莲爱云红军强伟东兴发财宝庆义卫书学会树龙丰银铁钢霞艳娇婵洁静莹"
    "顺顺禄寿齐龄鹏飞鸿鑫胜励勋阳阴门关开间圣声联职亲观觉记设训诗详诚诺议护让变贞",
)


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as somebody wrote it.

    `solar` and `lunar` are what it says read either way, `partial` its beginning (YYYY or YYYYMM).
    """

    solar: date | None = None
    lunar: date | None = None
    partial: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A row of a list, as far as it can be read."""

    name: str
    sex: str = ""
    birth: Birth = Birth()
    identity: str = ""
    phone: str = ""
    address: str = ""
    kin: str = ""
    key: str = ""
    born_text: str = ""
    is_identity_wrong: bool = False


def read_delivered(typed: Mapping[str, str], *, on: date, faults: Faults) -> Delivered | None:
    """Return what a row says; None, with the fault noted, where it names nobody."""
    try:
        name = parse_person_name(typed.get("name", ""))
    except Unfit as error:
        faults.note_in("name", error)
        return None
    number, birth_in_number = _identity(typed.get("identity", ""), on)
    wrong = bool(typed.get("identity", "").strip()) and not number
    born_text = normalise(typed.get("born", ""))[:20]
    return Delivered(
        name=name,
        sex=_sex(typed.get("sex", ""), number),
        birth=read_birth(born_text or birth_in_number, on=on),
        identity=number,
        phone=_phone(typed.get("phone", "")),
        address=normalise(typed.get("address", ""))[:120],
        kin=_kin(typed.get("kin", "")),
        key=normalise(typed.get("key", ""))[:40],
        born_text=born_text,
        is_identity_wrong=wrong,
    )


def _identity(text: str, on: date) -> tuple[str, str]:
    """Return a valid number and the birth it states; the birth alone where a digit is wrong."""
    typed = "".join(normalise(text).split())
    try:
        card = parse_citizen_id(typed, on=on) if typed else None
    except Unfit:
        match = _BIRTH_PART.fullmatch(typed)
        return "", match[1] if match else ""
    return (card.number, f"{card.born:%Y%m%d}") if card else ("", "")


def _sex(text: str, number: str) -> str:
    try:
        return read_sex(text, None)
    except Unfit:
        return ("2", "1")[int(number[16]) % 2] if number else ""


def _phone(text: str) -> str:
    try:
        return read_phone(text)
    except Unfit:
        return ""


def _kin(text: str) -> str:
    try:
        return parse_person_name(text)
    except Unfit:
        return ""


def read_birth(text: str, *, on: date) -> Birth:
    """Return a birth from a date in any usual spelling: full, partial, said to be lunar or not."""
    said_lunar = _LUNAR.search(text) is not None
    plain = _LUNAR.sub("", text).strip()
    match = _FULL.fullmatch(plain)
    if match is not None:
        year, month, day = (int(one) for one in match.groups() if one)
        solar = None if said_lunar else _solar(year, month, day, on)
        lunar = from_lunar(year, month, day)
        return Birth(solar, lunar, "" if solar or lunar else f"{year:04d}")
    month_match = _MONTH.fullmatch(plain)
    if month_match is not None and 1 <= int(month_match[2]) <= 12 and not said_lunar:
        return Birth(partial=f"{month_match[1]}{int(month_match[2]):02d}")
    year_match = _YEAR.match(plain)
    return Birth(partial=year_match[1]) if year_match is not None else Birth()


def _solar(year: int, month: int, day: int, on: date) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found <= on else None


def from_lunar(year: int, month: int, day: int) -> date | None:
    """Return the day of the common calendar for one of the lunar (no leap month); None for none."""
    if not 1900 <= year <= 2100:
        return None
    first, length = _months(year).get(month, (None, 0))
    return first + timedelta(days=day - 1) if first and 1 <= day <= length else None


@lru_cache(maxsize=256)
def _months(year: int) -> dict[int, tuple[date, int]]:
    """Return the first day and the length of each month of a lunar year; it costs 4 ms a year."""
    from lunar_python import LunarYear, Solar  # here: its tables cost every start 0.1 s

    found = {}
    for one in LunarYear.fromYear(year).getMonths():
        if one.getYear() == year and one.getMonth() > 0:
            solar = Solar.fromJulianDay(one.getFirstJulianDay())
            first = date(solar.getYear(), solar.getMonth(), solar.getDay())
            found[one.getMonth()] = (first, one.getDayCount())
    return found


def folded(name: str) -> str:
    """Return a name in the characters most lists are written with."""
    return name.translate(_TRADITIONAL).replace("·", "")


def house_of(address: str) -> str:
    """Return the numbers of an address, by which two spellings of one house agree: 3-15."""
    return "-".join(_plain_number(one) for one in _NUMBERS.findall(normalise(address)))


def _plain_number(text: str) -> str:
    if text.isascii():
        return str(int(text))
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return text.translate(_HAN_DIGITS)
    return f"{tens.translate(_HAN_DIGITS) or '1'}{ones.translate(_HAN_DIGITS) or '0'}"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Finds the village or town an address names, among those of an area."""

    villages: Mapping[str, tuple[str, ...]]
    """Codes by name; a village's name stands in several towns."""
    towns: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Mapping[str, str]) -> "Gazetteer":
        """Return the gazetteer of divisions: name by code, 9 digits a town, 12 a village."""
        found: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
        for code, name in names.items():
            if len(code) in (9, 12) and name:
                found[len(code) == 9].setdefault(name, []).append(code)
        villages, towns = ({k: tuple(v) for k, v in one.items()} for one in found)
        known = sorted({*villages, *towns}, key=len, reverse=True)
        listed = "|".join(re.escape(one) for one in known) or r"(?!)"
        return cls(villages, towns, re.compile(listed))

    def find(self, address: str) -> str:
        """Return the code of the village, else of the town; "" where that is not certain."""
        named = self.pattern.findall(normalise(address))
        towns = {code for name in named for code in self.towns.get(name, ())}
        villages = {code for name in named for code in self.villages.get(name, ())}
        if towns:
            villages = {code for code in villages if code[:9] in towns} or villages
        for codes in (villages, towns):
            if len(codes) == 1:
                return next(iter(codes))
        return ""
