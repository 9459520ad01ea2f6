"""A house a sentence builds: whose it is, what it is called, what it costs and holds."""

import re
from itertools import pairwise, zip_longest
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.projects import FLOOR, LAND, amounts_of, area_of, beds_of, kind_of
from anhuai.plans.rules.drafts import Place, Project

Stretch = tuple[Project, int, int]
_FACILITY: Final = (
    "服务中心|养护中心|照护中心|托育中心|康养中心|福利中心|托养中心|指导中心|培训中心|中心|综合体|养护院|敬老院"
    "|养老院|福利院|护理院|光荣院|医院|托育园|托儿所|老年大学|殡仪馆|骨灰堂|公墓|公寓|救助站|基地|园区|小镇|平台|院|馆|园|楼|站"
)
_REBUILT: Final = "改造提升|提升改造|改扩建|扩建|迁建|新建|改造|装修|续建|建设|升级"
_HOUSE: Final = re.compile(
    rf"(?P<name>[“”\u4e00-\u9fff·]{{0,26}}(?:{_FACILITY})”?)(?P<other>（[\u4e00-\u9fff]{{3,12}}）)?"
    rf"(?P<phase>（[一二三四]期）|[一二三四]期)?(?P<more>(?:{_REBUILT})?(?:项目|工程)?)"
)
_VERB: Final = re.compile(
    r"(?:改造提升|提升改造|改扩建|新建|改建|扩建|迁建|续建|筹建|建成(?:投用|使用|并投用)?|建设|打造|启动(?:实施|建设)?|实施|推进"
    r"|推动|加快|完成|抓好|谋划|支持|争取|开工|落地)(?:好|了)?(?:的)?"
)
_ONE: Final = re.compile(r"^(?:[1一])(?:所|个|座|家|处|栋|幢)")
_OWN: Final = re.compile(
    r"[省市县区州旗](?!域|域性|直|内|外|级以|办|属)|[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|州|旗|镇|乡|街道|村)(?!域|级|办)"
    r"|.{0,8}第[一二三四]|“"
)
_MANY: Final = re.compile(
    r"每|各|所有|一批|以下项目|等|若干|不低于|不少于|原则上|标准(?!化.{0,20}投资)|(?<![\d.])(?:[2-9]|\d\d+)(?:[个所家处座]|余[个所家处座])"
)
_PLURAL: Final = re.compile("社区|居民区|乡镇|^(?:村级|街道级|镇级|嵌入式)|机构$|[和与及、]")
_MONEY: Final = re.compile(
    r"投资(?:约|为|额|估算)?(?P<n>\d+(?:\.\d+)?)(?P<scale>[万亿])元(?!以上|以下)"
)
_DONE: Final = re.compile(
    r"20\d\d年(?:1?\d月)?(?:底|末|\d{1,2}日)?(?:之?前)?(?:全面|全部|正式|建成并)?(?:建成|投入使用|投用|竣工|完工|交付|上线|投入运营|运营|封顶|开工|启动)"
)
_STARTS: Final = re.compile(r"(20\d\d)年[^，。；]{0,8}?(?:开工|动工|启动)")
_NORM: Final = re.compile("(?:不低于|不少于|不小于|至少)[^，。；]{0,6}平方米|平方米以上")
_AREA: Final = re.compile(r"，(?:总|使用|规划)?面积(?:约|为|达)?\d")
_HOLDS: Final = re.compile(
    r"(?:床位|托位)[^，。；\d]{0,4}\d+(?:余)?[张个]|\d+(?:余)?[张个](?:护理型|养老|普惠)?(?:床位|托位)"
)


_STAGE: Final = re.compile(
    r"完成[^，。；]{0,4}主体(?:工程|结构|建设|施工)"
    r"|主体(?:工程|结构|建设)?[^，。；]{0,4}(?:完成|完工|封顶|竣工)"
)
"""How far the building is to come: as good a sign of a house as its day."""
_WHEN: Final = re.compile(r"^(?:[月年]?[底末日]之?前|今年|全年)(?=.{4})")
_LEAST: Final = 4  # characters of a house's name
_PAST: Final = re.compile(words.PAST.pattern + "|已(?:投|开|竣|全|完|建)")


def sites(low: int, high: int, text: Text, section: str) -> list[Stretch]:
    """Return the houses a stretch between semicolons builds, with where each is spoken of."""
    said = text.plain[low:high]
    listed = _bracketed(said)
    if listed:
        return [_made(name, body, body, text.place(low + a, low + b, section), low + a, low + b)
                for name, body, a, b in listed]  # fmt: skip
    starts = _starts(said)
    found: list[Stretch] = []
    for (at, clause, name), after in zip_longest(starts, starts[1:]):
        body = said[at : after[0] if after else len(said)].rstrip("；，")
        if _PAST.search(said[: at + len(clause)]) or not _is_one(name, clause, body):
            continue
        before = _MONEY.search(clause) or (None if found else _last_money(said[:at]))
        whole = (before[0] + "，" if before and before[0] not in body else "") + body
        start, end = low + at, low + at + len(body)
        found.append(_made(name, whole, body, text.place(start, end, section), start, end))
    return found


def _starts(said: str) -> list[tuple[int, str, str]]:
    """Return the clauses that name a house of somebody's, with where they stand."""
    found: list[tuple[int, str, str]] = []
    at = 0
    for clause in said.split("，"):
        name = _named(clause)
        bare = _ONE.sub("", name)
        is_other = not found or _OWN.match(bare) is not None
        if name and is_other and len(bare) >= _LEAST and not _MANY.search(clause):
            found.append((at, clause, name))
        at += len(clause) + 1
    return found


def _last_money(before: str) -> re.Match[str] | None:
    """A cost that stands just before the clause: 总投资5000万元，建设…."""
    return re.search(_MONEY.pattern + r"，$", before)


def _named(clause: str) -> str:
    """The house a clause names: what follows its last verb, up to the last word for a building."""
    found = ""
    clause_bare = re.sub(r"^.*?(?:万元|亿元)的?", "", clause)
    for match in _HOUSE.finditer(clause_bare):
        name = match["name"]
        verbs = [one for one in _VERB.finditer(name) if one.end() < len(name) - 1]
        name = name[verbs[-1].end() :] if verbs else re.sub(r"^.*的", "", name)
        more = match["more"] or ""
        if re.match(rf"、[^，。；]*(?:{_FACILITY})", clause_bare[match.end() :]):
            return ""  # several houses in a row are no single one
        name = _WHEN.sub("", name)
        if len(name) >= 3:
            found = name + (match["phase"] or "") + (more if more != "建设" else "")
            break
    counted = re.search(rf"[1一](?:所|个|座|家|处)([\u4e00-\u9fff]{{2,20}}(?:{_FACILITY}))", clause)
    if counted:
        return "一所" + counted[1]
    once = re.search(
        rf"([\u4e00-\u9fff]{{3,20}}(?:{_FACILITY}))[1一](?:所|个|座|家|处)(?=$|（)", clause
    )
    return "一所" + found if once and found else found


def _is_one(name: str, clause: str, body: str) -> bool:
    """Whether one house is meant, with its cost, its size or its day; not a norm, not many."""
    one = _ONE.match(name) is not None
    bare = _ONE.sub("", name)
    plural = _PLURAL.search(bare) and not (one and re.match("镇级|街道级|村级", bare))
    if _MANY.search(clause) or plural or _NORM.search(body) or len(bare) < _LEAST:
        return False
    is_own = (
        one
        or re.search("依托[省市县区州旗]", clause) is not None
        or _OWN.match(bare) is not None
        or re.search("项目|工程|[一二三四]期", bare) is not None
    )
    has_verb = _VERB.search(clause) is not None
    if _MONEY.search(body) or _MONEY.search(clause):
        return has_verb or is_own
    if not is_own or bare.endswith("平台"):
        return False
    if re.search("项目|工程|[一二三四]期", bare):
        return any(one.search(body) for one in (FLOOR, LAND, _DONE, _HOLDS, _STAGE))
    if has_verb:
        return any(one.search(body) for one in (FLOOR, LAND, _DONE, _AREA, _STAGE))
    return any(one.search(body) for one in (_STAGE, _DONE, FLOOR))


def _bracketed(said: str) -> list[tuple[str, str, int, int]]:
    """Houses in a row with their sizes in brackets: 县养老中心（总投资…）、县托育中心（…）."""
    found = []
    for match in re.finditer(
        rf"(?:^|[：、，])(?P<name>[“”\u4e00-\u9fff]{{3,26}}?(?:{_FACILITY}|项目|工程))（(?P<in>[^（）]{{6,80}})）",
        said,
    ):
        if _MONEY.search(match["in"]) and not _PLURAL.search(match["name"]):
            verbs = list(_VERB.finditer(match["name"]))
            cut = verbs[-1].end() if verbs and verbs[-1].end() < len(match["name"]) - 3 else 0
            found.append((match["name"][cut:], match["in"], match.start("name"), match.end()))
    return found if len(found) > 1 else []


def _made(name: str, whole: str, body: str, place: Place, start: int, end: int) -> Stretch:
    name = _ONE.sub("", name)
    money = _MONEY.search(whole)
    first, ends = years_of(body)
    factor = 10_000 if money and money["scale"] == "亿" else 1
    project = Project(
        number="", name=name, kind=kind_of(name) or kind_of(body) or "新建", category="",
        starts=first, ends=ends,
        budget=round(float(money["n"]) * factor, 4) if money else None,
        beds=beds_of(body), floor_area=area_of(FLOOR, body), land_area=area_of(LAND, body),
        content=body, leads=(), responsible=(), is_listed=False, place=place,
        amounts=amounts_of(body),
    )  # fmt: skip
    return project, start, end


_SPAN: Final = re.compile(
    r"(?<![\d年])(?=20\d\d年?[-—至到]+20\d\d年(?:建设|实施|完成|分期))(20\d\d)年?[-—至到]+(20\d\d)"
    r"|(?:年限|工期|周期|期限|时间|年份)[^，。；\d]{0,4}(20\d\d)年?(?:\d{1,2}月)?[-—－–~～至到]+(20\d\d)年?"
)
"""The years a house is built in: 建设年限2021—2024年."""


def years_of(body: str) -> tuple[int | None, int | None]:
    """Return the year a house is begun and the year it is done, as far as its words say."""
    due = [one.year for one in dates(body) if one.is_due]
    starts = _STARTS.search(body)
    done = [
        int(one[0][:4]) for one in _DONE.finditer(body) if not re.search("(?:开工|启动)$", one[0])
    ]
    ends = max(done, default=None) or max(due, default=None)
    first = int(starts[1]) if starts else None
    span = _SPAN.search(body)
    if span and first is None and not done:
        return int(span[1] or span[3]), int(span[2] or span[4])
    if first is not None and ends == first and not done:
        ends = None
    return first, ends


def pieces(start: int, end: int, plain: str) -> list[tuple[int, int]]:
    """Return the stretches of a sentence between its semicolons."""
    bounds = [start, *(one.end() for one in re.compile("；").finditer(plain, start, end)), end]
    return list(pairwise(bounds))
