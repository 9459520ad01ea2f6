"""What a promise is about: its name, several subjects of one clause, and the unit it holds for."""

import re
from dataclasses import replace
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Clause, Found, undated
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.quantities import Quantity

_EACH: Final = re.compile(
    r"每(?P<scale>[一千百万]|\d+)?(?P<one>个|名|张|户|家|所)?(?P<noun>[\u4e00-\u9fff]{1,14}?(?:（[^（）]*）)?[\u4e00-\u9fff]{0,6}?)"
    r"(?=拥有|配备|配有|有|建|设|至少|不少于|都|均|达|不低于|、每|，|培|选|[0-9]|（张）)"
)
_RATIO: Final = re.compile("(?<!每)[百千万](?:人(?=口)|名老年人|老年人|张床位)")
_MUST_HAVE: Final = re.compile(
    "(?:各|所有|全部)?(?P<where>县级以上城市|县（市、区）|县（市）|县区|区县|县|乡镇|街道|社区|行政村|村)"
    "(?:原则上)?(?:至少|都|均)(?:应当?|要|须)?(?:建?有|建成|设有|配备)$"
)
_DENOMINATORS: Final = (("床位", "床位"), ("老", "老年人"), ("床", "床位"), ("人口", "人"))
_PLACES: Final = (
    "县（市、区）",
    "县（市）",
    "县区",
    "区县",
    "市州",
    "县",
    "街道",
    "乡镇",
    "社区",
    "村",
    "机构",
    "家庭",
    "镇",
    "市",
    "区",
)


def subjects(clause: Clause, own: list[Quantity], offset: int) -> list[str]:
    """Subjects of 甲、乙分别达到…、…; empty where there is one subject."""
    low = own[0].start - (clause.start - offset)
    head = clause.text[:low]
    if len(own) == 1 and re.search("[、和与及].*各$", head):
        plain = words.LEADING.sub("", undated(head[:-1]))
        verb = re.match(
            r"(?:每年|年均)?(?:组织|开展)?(?:培训|新增|建设|建成|培育|改造|配备)", plain
        )
        pieces = [one for one in re.split("、|和|与|及", plain) if one]
        led = verb[0] if verb else ""
        return [pieces[0], *(led + one for one in pieces[1:])] if len(pieces) > 1 else []
    if len(own) == 1:
        shared = re.search("均达|均提|均为|均不|均超", head + clause.text[low : low + 4])
        return _rates(head, is_shared=shared is not None)
    if not re.search("分别|均|各", head + clause.text[low : low + 4]):
        return []
    head = words.TRAILING.sub("", undated(head))
    head = words.LEADING.sub("", head)
    both = re.match(r"(.*?)(城乡|城市和农村|城市、农村)(.*)$", head)
    if both and len(own) == 2:
        return [f"城市{both[3]}", f"农村{both[3]}"]
    pieces = [one for one in re.split("、|和|与|及", head) if one]
    if len(pieces) == len(own):
        return _with_tail(pieces)
    return [head] * len(own)


def _with_tail(pieces: list[str]) -> list[str]:
    """一类、二类、三类区人均面积: what the last one measures is measured of all."""
    short, last = pieces[:-1], pieces[-1]
    if short and len(last) > 8 and all(len(one) <= 4 for one in short):
        return [one + last[len(short[0]) :] for one in short] + [last]
    return pieces


def _rates(head: str, *, is_shared: bool) -> list[str]:
    """Rates in a row share the figure behind the last, with or without 均.

    With 均 also things in a row that share the one rate: 甲系统、乙系统安装率均达100%.
    """
    head = words.LEADING.sub("", words.TRAILING.sub("", undated(head)))
    pieces = re.split("(?<=[率面])[、和与及]|(?<=占比)[、和与及]|(?<=比例)[、和与及]", head)
    pieces = _same_head([one for one in pieces if one])
    is_all = all(re.search("(?:率|占比|比例|覆盖面|比重)$", one) for one in pieces)
    if is_all and len(pieces) > 1:
        return pieces
    alike = _ALIKE.fullmatch(head) if is_shared else None
    if alike:
        return [alike["one"] + alike["rate"], alike["other"] + alike["rate"]]
    things = [one for one in re.split("、", head) if one]
    rate = re.search(r"[\u4e00-\u9fff]{2}率$", head)
    if not (is_shared and rate and len(things) > 1 and all(len(one) > 3 for one in things)):
        return []
    return [one if one.endswith("率") else one + rate[0] for one in things]


_ALIKE: Final = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,}(?P<tail>[\u4e00-\u9fff]{2}))和"
    r"(?P<other>[\u4e00-\u9fff]{2,}(?P=tail))(?P<rate>[\u4e00-\u9fff]{2,4}率)"
)
"""生活补贴和护理补贴覆盖率均达到100%: two things named alike share the rate."""
_RATE_TAIL: Final = re.compile(
    "(?:岗前培训|持证上岗|新任职培训|上岗培训|培训|配备|配置|建设|持证|上岗|签约|覆盖|登记|备案|达标|入住|建档|安装|参保"
    "|接种|管理|普及|知晓|合格|使用|办结)率$"
)


def _same_head(pieces: list[str]) -> list[str]:
    """养老护理员岗前培训率、持证上岗率: the second rate is the nurses' as well."""
    tail = _RATE_TAIL.search(pieces[0]) if pieces else None
    head = pieces[0][: tail.start()] if tail else ""
    return [
        head + one if index and head and _RATE_TAIL.fullmatch(one) else one
        for index, one in enumerate(pieces)
    ]


def name_of(clause: Clause, one: Quantity, own: list[Quantity], offset: int) -> str:
    """What is measured: the clause around the number without its date, verbs and signs."""
    base = clause.start - offset
    earlier = [other.end for other in own if other.end <= one.start]
    low = max([base, *earlier]) - base
    later = [other.start for other in own if other.start >= one.end]
    high = (min(later) if later else clause.end - offset) - base
    before = clause.text[low : one.start - base].strip("、和与及，").lstrip("）").rstrip("（")
    after = clause.text[one.end - base : high].strip("、和与及，")
    if dates(after):
        after = ""
    before = words.LEADING.sub("", undated(before))
    before = words.TRAILING.sub("", before)
    after = re.sub(r"^(?:以上|左右|的)+", "", after)
    is_rate = re.search("(?:率|占比|比例|比重|覆盖面)$", before) is not None
    if len(before) >= 4 and (is_rate or (later and one.unit not in ("%", "‰"))):
        after = ""
    return re.sub(r"\s", "", before + after)


def each(found: Found, clause: Clause) -> list[Found]:
    """每千名老年人、每百张床位配备1名 is two ratios; 每个社区有2名 counts for each."""
    marks = [
        one
        for one in _EACH.finditer(clause.text)
        if one["noun"] and clause.start + one.start() < found.number_at
    ]
    marks = [one for one in marks if not re.match("年|周|月|半|日|天", one["noun"])]
    marks = _since_last(marks, clause.text[: max(found.number_at - clause.start, 0)])
    if found.unit in ("%", "‰") or (found.unit.endswith("年") and not marks):
        return [found]
    if not marks:
        places = re.match(
            r"(?:在|到)?各(县（市、区）|县（市）|区县|县区|县|街道|乡镇|社区|村|市)",
            undated(clause.text),
        )
        if places:
            return [replace(found, unit=f"{found.unit}/{places[1]}", accrual="per_unit")]
        must = _MUST_HAVE.search(clause.text[: max(found.number_at - clause.start, 0)])
        if must:
            return [replace(found, unit=f"{found.unit}/{must['where']}", accrual="per_unit")]
        bare = _RATIO.search(clause.text[: found.number_at - clause.start])
        if bare and "/" not in found.unit:
            return [replace(found, unit=f"{found.unit}/{bare[0]}", accrual="stock")]
        return [found]
    rest = clause.text[marks[-1].end() :]
    if len([*re.finditer(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?[个所家处名张]", rest)]) > 1:
        at = found.number_at - clause.start - marks[-1].end()
        rest = re.split("[、，]|和(?=[0-9])", rest[max(at, 0) :])[0]
    return [
        replace(
            found,
            unit=f"{found.unit.split('/')[0]}/{_per(one)}",
            accrual="stock",
            name=found.name
            if "分别" in clause.text
            else (_ahead(clause.text[: one.start()]) + one[0] + rest)[:60],
        )
        for one in marks
    ]


def _since_last(marks: list[re.Match[str]], before: str) -> list[re.Match[str]]:
    """每个城市社区12个、每个村7个: behind a figure the next 每 counts alone."""
    figures = [one.end() for one in re.finditer(r"\d[个家所处名张人户]", before)]
    late = [one for one in marks if figures and one.start() >= figures[-1]]
    return late or marks


def _ahead(before: str) -> str:
    """What a ratio stands behind: 社区综合服务设施面积达到每百户30平方米."""
    found = words.TRAILING.sub("", words.LEADING.sub("", undated(before)))
    return found if re.search("面积|设施|床位|人数|数量?$", found) else ""


_WHOM: Final = re.compile(
    "(?:常住|户籍|城镇|城乡|农村|城市)*(?P<whom>老年人口?|老人|张?床位|床|户|人口|居民|人)"
)
_PLACE: Final = re.compile(f"(?:城市|农村|城乡|行政|自然)?(?P<place>{'|'.join(_PLACES)})")


def _per(mark: re.Match[str]) -> str:
    noun = mark["noun"]
    if mark["scale"] and mark["scale"] != "一":
        whom = _WHOM.match(noun)
        of = whom["whom"] if whom else noun
        short = next((to for word, to in _DENOMINATORS if word in of), of)
        if not whom:
            short = next((to for word, to in _DENOMINATORS if word in noun), noun)
        one = "" if short == "人" else (mark["one"] or "")
        return f"{mark['scale']}{one}{short}"
    found = [one for one in _PLACES if noun.endswith(one)]
    if found:
        return max(found, key=len)
    place = _PLACE.match(noun)
    return place["place"] if place else noun
