"""What a file says, read from what people typed; every fault is found, not the first only."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Final, TypeVar

from anhuai.kernel.divisions import Level, level_of, parse_division
from anhuai.kernel.identity import CitizenId, Sex, parse_citizen_id
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.people.rules import codes

T = TypeVar("T")
OLDEST: Final = 130
"""Nobody has lived so long; an earlier date of birth is a slip of the pen."""
ADDRESS_LENGTH: Final = 120
CHILD_CONSENT: Final = 14
"""Any data of a child under 14 is sensitive: the guardian consents (PIPL art. 28, 31, A)."""

RESIDENCE_REASONS: Final = {
    "opening": ("建档", "File opened"),
    "birth": ("出生", "Birth"),
    "move_in": ("迁入", "Moved in"),
    "move_out": ("迁出", "Moved out"),
    "death": ("死亡", "Death"),
    "reform": ("区划变更", "Divisions reformed"),
    "correction": ("更正", "Correction"),
}
PURPOSES: Final = {
    "visits": ("探访关爱", "Visits and concern"),
    "services": ("提供养老、儿童福利服务", "Provide care and child welfare services"),
    "sharing": ("向服务机构提供必要信息", "Share what is needed with providers"),
    "location": ("定位与一键呼叫", "Location and emergency call"),
    "health": ("健康信息", "Health data"),
    "images": ("影像资料", "Images"),
}
CONSENT_METHODS: Final = {
    "paper": ("书面", "On paper"),
    "app": ("手机", "On the phone"),
    "spoken": ("口头（录音）", "Spoken, recorded"),
}
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FIXED = re.compile(r"(0[0-9]{2,3}-?)?[2-9][0-9]{6,7}(-[0-9]{1,5})?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_SHORT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


class BadFact(Unfit):
    """A fact of a file that cannot be.

    Codes: required, format, date, future, too_early, sex_differs, birth_differs, code, length,
    emoji.
    """


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who somebody is, checked: the ID number agrees with sex and birth."""

    name: str
    sex: str
    born: date
    identity: str = ""
    phone: str = ""
    ethnicity: str = "01"
    marital: str = ""
    education: str = ""
    hukou: str = ""
    hukou_kind: str = ""


@dataclass
class Faults:
    """Collects every fault of a form or row: (field, error)."""

    found: list[Unfit] = field(default_factory=list)

    def note(self, error: Unfit) -> None:
        """Keep one fault."""
        self.found.append(error)

    def note_in(self, field: str, error: Unfit) -> None:
        """Keep one fault as concerning a field, unless it names one itself."""
        try:
            with concerning(field):
                raise error
        except Unfit as named:
            self.note(named)

    def raise_first(self) -> None:
        """Raise the first fault, if any."""
        if self.found:
            raise self.found[0]


def read_person(typed: Mapping[str, str], *, on: date, faults: Faults) -> PersonFacts | None:
    """Return the facts typed for a person, or None with every fault noted.

    Sex and birth may be left out where an ID number says them.
    """
    before = len(faults.found)
    name = _try(faults, "name", lambda: parse_person_name(typed.get("name", "")))
    card = _try(faults, "identity", lambda: _identity(typed.get("identity", ""), on))
    sex = _try(faults, "sex", lambda: read_sex(typed.get("sex", ""), card))
    born = _try(faults, "born", lambda: _born(typed.get("born", ""), card, on))
    phone = _try(faults, "phone", lambda: read_phone(typed.get("phone", "")))
    hukou = _try(faults, "hukou", lambda: read_hukou(typed.get("hukou", "")))
    listed = {
        key: _try(faults, key, partial(read_code, of, typed.get(key, "")))
        for key, of in _LISTS.items()
    }
    if len(faults.found) > before or name is None or sex is None or born is None:
        return None
    return PersonFacts(
        name=name,
        sex=sex,
        born=born,
        identity=card.number if card else "",
        phone=phone or "",
        hukou=hukou or "",
        ethnicity=listed["ethnicity"] or "01",
        marital=listed["marital"] or "",
        education=listed["education"] or "",
        hukou_kind=listed["hukou_kind"] or "",
    )


_LISTS: Final = {
    "ethnicity": codes.ETHNICITY,
    "marital": codes.MARITAL,
    "education": codes.EDUCATION,
    "hukou_kind": codes.HUKOU,
}


def _try(faults: Faults, field: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Unfit as error:
        faults.note_in(field, error)
        return None


def _identity(text: str, on: date) -> CitizenId | None:
    return parse_citizen_id(text, on=on) if text.strip() else None


def read_sex(text: str, card: CitizenId | None) -> str:
    """Return the code of sex typed, which agrees with the ID number; raises `BadFact`."""
    typed = normalise(text)
    if not typed and card is not None:
        return str(int(card.sex))
    code = codes.SEX.code_of(typed)
    if code is None:
        raise BadFact("required", "请填写性别：男或女。", "Enter the sex: male or female.")
    known = code in (str(int(Sex.MALE)), str(int(Sex.FEMALE)))
    if card is not None and known and code != str(int(card.sex)):
        raise BadFact(
            "sex_differs",
            "性别与身份证号第 17 位不一致，请对照证件核对哪一项填错。",
            "The sex differs from digit 17 of the ID number: check both against the card.",
        )
    return code


def _born(text: str, card: CitizenId | None, on: date) -> date:
    if not text.strip() and card is not None:
        return card.born
    born = read_date(text, on=on)
    if born.year < on.year - OLDEST:
        raise BadFact(
            "too_early",
            f"出生日期 {born} 距今超过 {OLDEST} 年，请核对年份。",
            f"The date of birth {born} is over {OLDEST} years ago: check the year.",
        )
    if card is not None and card.born != born:
        raise BadFact(
            "birth_differs",
            "出生日期与身份证号第 7 至 14 位不一致，请对照证件核对哪一项填错。",
            "The date of birth differs from digits 7 to 14 of the ID number: check both.",
        )
    return born


@lru_cache(maxsize=16_384)  # days repeat within a workbook
def read_date(text: str, *, on: date) -> date:
    """Return the past day written as 2026-11-01, 2026年11月1日 or 20261101; raises `BadFact`."""
    typed = "".join(normalise(text).split())
    match = _DATE.fullmatch(typed) or _SHORT_DATE.fullmatch(typed)
    if match is None:
        raise BadFact(
            "format" if typed else "required",
            "请按“2026-11-01”填写日期。",
            "Write the date like 2026-11-01.",
        )
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise BadFact(
            "date",
            "日历上没有这一天，请核对月份和日期。",
            "There is no such day: check the month and the day.",
        ) from None
    return require_past(day, on=on)


def require_past(day: date, *, on: date) -> date:
    """Return `day` unless it is after `on`; raises `BadFact`."""
    if day > on:
        raise BadFact(
            "future",
            f"日期 {day} 还没有到，请填写今天或更早的日期。",
            f"The day {day} is still to come: enter today or an earlier day.",
        )
    return day


def without_spaces(phone: str) -> str:
    """Return a phone number as it is kept: no spaces or brackets, no country code."""
    return re.sub(r"[\s()]", "", normalise(phone)).replace("—", "-").removeprefix("+86")


def read_phone(text: str) -> str:
    """Return a mobile or fixed-line number without spaces, "" for none; raises `BadFact`."""
    number = without_spaces(text)
    mobile = number.replace("-", "")
    if not number:
        return ""
    if _MOBILE.fullmatch(mobile):
        return mobile
    if _FIXED.fullmatch(number):
        return number
    raise BadFact(
        "format",
        "电话号码不对：手机号为 1 开头的 11 位，固定电话为区号加 7 或 8 位号码。",
        "This is no phone number: 11 digits starting with 1, or an area code and 7 or 8 digits.",
    )


@lru_cache(maxsize=4096)
def read_hukou(text: str) -> str:
    """Return the code where a person is registered, at least of a county, "" for none."""
    if not text.strip():
        return ""
    code = parse_division(text)
    if level_of(code) < Level.COUNTY:
        raise BadFact(
            "length",
            "户籍地至少要填到县一级（6 位代码）。",
            "The place of registration is at least a county: 6 digits.",
        )
    return code


def read_address(text: str) -> str:
    """Return an address as one line; raises `BadFact` when it is empty, too long or decorated."""
    address = normalise(text)
    if not address:
        raise BadFact("required", "请填写住址。", "Enter the address.")
    if len(address) > ADDRESS_LENGTH:
        raise BadFact(
            "length",
            f"住址最多 {ADDRESS_LENGTH} 个字，请只填门牌地址。",
            f"An address has at most {ADDRESS_LENGTH} characters.",
        )
    if any(ord(c) >= 0x1F000 and not 0x20000 <= ord(c) <= 0x323AF for c in address):
        raise BadFact(
            "emoji", "住址中不能有表情符号，请删去。", "An address has no emoji: remove them."
        )
    return address


@lru_cache(maxsize=4096)  # a workbook says 汉族 on every row
def read_code(of: codes.CodeList, text: str) -> str:
    """Return the code of a name or code of a list, "" for none; raises `BadFact`."""
    typed = normalise(text)
    if not typed:
        return ""
    code = of.code_of(typed) or of.code_of(f"{typed}族")
    if code is None:
        raise BadFact(
            "code",
            f"“{of.title}”里没有这一项，请从下拉列表中选择。",
            "This is not in the list: choose one of its entries.",
        )
    return code


def birth_bound(on: date, age: int) -> date:
    """Return the latest day of birth of those who are at least `age` on the day `on`."""
    year = min(max(on.year - age, date.min.year), date.max.year)  # an address may say any age
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February: born on 28 February they are of age, on 1 March not yet
        return date(year, 2, 28)


@dataclass(frozen=True, slots=True)
class Joining:
    """Into an existing household, in a relation to its head (GB/T 4761)."""

    household: int
    relation: str


@dataclass(frozen=True, slots=True)
class Founding:
    """Into a new household at an address, as its head."""

    division: str
    address: str
    kind: str = "family"


Home = Joining | Founding


def agree(facts: PersonFacts, *, on: date) -> None:
    """Raise unless the facts hold together, wherever they came from."""
    faults = Faults()
    typed = {
        "name": facts.name,
        "identity": facts.identity,
        "sex": facts.sex,
        "born": facts.born.isoformat(),
        "phone": facts.phone,
        "hukou": facts.hukou,
        "ethnicity": facts.ethnicity,
        "marital": facts.marital,
        "education": facts.education,
        "hukou_kind": facts.hukou_kind,
    }
    read_person(typed, on=on, faults=faults)
    faults.raise_first()
