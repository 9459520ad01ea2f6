"""Projects a text names outside any list: one house with its size, works, counted houses."""

import re
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.projects import FLOOR, LAND, amounts_of, area_of, beds_of, kind_of
from anhuai.plans.engine.sites import Stretch, pieces, sites, years_of
from anhuai.plans.rules.drafts import Place, Project

_NAMED: Final = re.compile(
    r"(?:实施|推进|启动|开展)(?P<quoted>“[^“”]{2,16}”(?:工程|项目|行动))"
    r"|(?:实施|推进|启动)(?P<works>[\u4e00-\u9fff]{2,16}?(?:中心|院|站|所|馆"
    r"|楼)(?:提升改造|改造提升|改扩建|新建|迁建)(?:项目|工程)?)"
    r"|(?:加快|推进|启动)(?P<building>[\u4e00-\u9fff]{2,16}?(?:中心|综合体|院|站|馆"
    r"|基地|园))(?:项目)?建设(?![和与及、])"
    r"|新建(?P<counted>(?:[\u4e00-\u9fff]{2,12}?))(?P<n>\d+)[个所家处座](?=[，。；、]|$)"
)


_FEW: Final = 2
_SITE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,20}?(?:服务中心|敬老院|养老院|福利院|托育中心|综合体"
    r"|公寓|基地|中心|驿站))"
)


def sited(start: int, end: int, text: Text, section: str) -> list[Project]:
    """Return the house a sentence gives a built or ground area of, with its beds."""
    said = text.plain[start:end]
    if not (FLOOR.search(said) or LAND.search(said)) or "标准" in said:
        return []
    match = _SITE.search(words.LEADING.sub("", said))
    if match is None:
        return []
    name = re.sub(r"^.*?(?:新建|建设|投资\S*?建成|完成)", "", match["name"]) or match["name"]
    money = re.search(r"投资(?:约)?(\d+(?:\.\d+)?)(万|亿)元", said)
    due = [one.year for one in dates(said) if one.is_due]
    return [
        Project(
            number="", name=name, kind=kind_of(said) or "新建", category="", starts=None,
            ends=max(due, default=None),
            budget=float(money[1]) * (10_000 if money[2] == "亿" else 1) if money else None,
            beds=beds_of(said), floor_area=area_of(FLOOR, said), land_area=area_of(LAND, said),
            content=said, leads=(), responsible=(), is_listed=False,
            place=text.place(start, end, section),
        )
    ]  # fmt: skip


def named(start: int, end: int, text: Text, section: str) -> list[Project]:
    """Return projects a task names outside any list."""
    if words.PAST.search(text.plain[start:end]):
        return []
    found = []
    for match in _NAMED.finditer(text.plain, start, end):
        name = next(
            one
            for one in (match["quoted"], match["works"], match["building"], match["counted"])
            if one
        )
        if match["counted"] and int(match["n"]) > _FEW:
            continue  # a programme, not a house or two
        due = [
            one.year
            for one in dates(text.plain[max(start, match.start() - 24) : match.end()])
            if one.is_due
        ]
        if (
            re.search("社区|居民区|各|等|一批|^(?:街道|乡镇|镇级|村级|嵌入式)", name)
            and match["quoted"] is None
            and match["works"] is None
        ):
            continue
        found.append(
            Project(
                number="", name=name, kind=kind_of(match[0]) or "新建", category="", starts=None,
                ends=max(due, default=None), budget=None, beds=None, floor_area=None,
                land_area=None, content=match[0], leads=(), responsible=(), is_listed=False,
                place=text.place(match.start(), match.end(), section),
            )
        )  # fmt: skip
    return found


_SINGLE: Final = re.compile(
    r"(?:支持|实施|推进|启动|加快|完成|推动|抓好)(?P<a>[\u4e00-\u9fff]{2,20}?(?:中心|院|站|馆|楼|园|基地))"
    r"(?:改扩建|提升改造|改造提升|扩建|新建|迁建|续建|改造|建设)(?:项目|工程)?(?=，)"
    r"|(?P<b>(?:[省市县区州]级?|[\u4e00-\u9fff]{1,6}(?:县|区|市|镇|乡|街道))"
    r"[\u4e00-\u9fff]{2,16}?(?:中心|院|园|馆|楼|基地|综合体))(?:项目)?(?:于|要|力争|确保|在)?"
    r"20\d\d年[^，。；]{0,8}(?:建成|投入使用|投用|开工|竣工|完工|交付)"
    r"|(?P<c>[省市县区州][\u4e00-\u9fff]{2,16}?(?:中心|院|园|馆|楼|基地|综合体)[\u4e00-\u9fff]{0,6}?项目)"
    r"(?=，|总投资|计划投资|新增|设置|建筑)"
    r"|(?:新建|改扩建|扩建|迁建|改建|续建|建设)(?P<d>[\u4e00-\u9fff]{3,20}?(?:中心|院|园|馆|楼|基地|综合体|公寓)"
    r"(?:[一二三]期)?)(?:项目|工程)?(?=，|（)"
)
_COSTS: Final = re.compile(
    r"投资|建筑面积|占地|20\d\d年[^，。；]{0,8}(?:建成|投入使用|投用|开工|竣工|完工|交付)"
)
_CAPACITY: Final = re.compile(
    r"(?:设置|新增|设|增加|规划|提供|拥有|建设)[^，。；\d]{0,8}(?:床位|托位)|总?投资|建筑面积"
    r"|(?:新建|改建|扩建|改造|购置|配备|更新)[^，。；\d]{1,10}\d+[栋幢座层台间部]"
)


def singles(start: int, end: int, text: Text, section: str) -> list[Stretch]:
    """Return the houses a sentence builds one by one between semicolons; see `single`."""
    found: list[Stretch] = []
    for low, high in pieces(start, end, text.plain):
        several = sites(low, high, text, section)
        made = single(low, high, text, section) if len(several) < _FEW else None
        found += [made] if made else several
    return found


def single(start: int, end: int, text: Text, section: str) -> Stretch | None:
    """Return the one house a stretch builds, with where its capacities stand: no promises."""
    said = text.plain[start:end].rstrip("；")
    match = _SINGLE.search(said)
    if match is None or words.PAST.search(said[: match.end()]):
        return None
    name = match["a"] or match["b"] or match["c"] or match["d"]
    if re.search("社区|各|等|一批|所有|乡镇|街道.{0,2}级|机构|每", name):
        return None
    high = len(said)
    money = re.search(r"(?:总|计划|预计)?投资约?\d+(?:\.\d+)?[万亿]元$", said[: match.start()])
    low = money.start() if money else match.start()
    body = said[low:high]
    if _CAPACITY.search(body) is None or (match["d"] and _COSTS.search(body) is None):
        return None
    if match["a"] and "建设" not in match[0]:
        name += match[0][match.end("a") - match.start() :]
    made = _house(name, body, text.place(start + low, start + high, section))
    return made, start + low, start + high


def _house(name: str, body: str, place: Place) -> Project:
    money = re.search(r"投资(?:约|为)?(\d+(?:\.\d+)?)(万|亿)元", body)
    starts, ends = years_of(body)
    return Project(
        number="", name=name, kind=kind_of(body) or "新建", category="", starts=starts,
        ends=ends,
        budget=float(money[1]) * (10_000 if money[2] == "亿" else 1) if money else None,
        beds=beds_of(body), floor_area=area_of(FLOOR, body), land_area=area_of(LAND, body),
        content=body, leads=(), responsible=(), is_listed=False, place=place,
        amounts=amounts_of(body),
    )  # fmt: skip


_BOXED: Final = re.compile(
    r"[★☆●◆■□▲△◎·•\d.、（）—\-\s]*(?P<name>[\u4e00-\u9fff“”（）]{4,28}(?:工程|项目|行动|计划|中心|院|园|馆|楼|基地|综合体|公寓|平台)(?:（?[一二三]期）?)?)[：:。]"
)
_MONEY: Final = re.compile(r"投资(?:约|为|额)?\d+(?:\.\d+)?[万亿]元")
_OWN: Final = re.compile(
    r"总?投资|(?:新建|改建|扩建|迁建|建设|建成|打造)[^，。；\d]{2,20}[1一][所座个处家](?=，|。|；|$)"
    r"|(?:建设|新建|建成)[1一][所座个处家]|[^，。；\d]{0,24}(?:床位|托位)(?:数)?\d|[^，。；]{0,12}平方米"
)


def boxed(start: int, end: int, text: Text, section: str) -> tuple[Project, int, int] | None:
    """Return the project a line of a box is headed with and gives the cost of."""
    said = text.plain[start:end]
    match = _BOXED.match(said)
    if match is None or len(_MONEY.findall(said)) != 1:
        return None
    made = _house(match["name"], said[match.end() :], text.place(start, end, section))
    return made, start + match.end(), end


_TITLED: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,24}?(?:中心|院|园|馆|楼|基地|综合体)[\u4e00-\u9fff]{0,8}(?:项目|工程))。"
    r"|(?:建设|新建|改建|扩建|改扩建|迁建|推进|加快)(?P<bare>[\u4e00-\u9fff]{4,20}?(?:中心|院|园|馆|楼|基地|综合体))(?:建设)?。"
)


def titled(start: int, end: int, text: Text, section: str) -> tuple[Project, int, int] | None:
    """Return the one house a numbered paragraph is headed with: 县托育中心项目。新建…"""
    said = text.plain[start:end]
    match = _TITLED.match(said)
    name = (match["name"] or match["bare"]) if match else ""
    if match is None or re.search("社区|各|等|一批|乡镇", name):
        return None
    body = said[match.end() :]
    if (_CAPACITY if match["name"] else _COSTS).search(body) is None:
        return None
    made = _house(name, body, text.place(start, end, section))
    return made, start + match.end(), end


def costs(said: str) -> bool:
    """Say whether a line of a box gives a cost: it may name a house."""
    return _MONEY.search(said) is not None


def is_capacity(said: str) -> bool:
    """Say whether a clause gives the size or cost of a house, not what a place commits to."""
    return _CAPACITY.search(said) is not None or _OWN.match(said.strip()) is not None
