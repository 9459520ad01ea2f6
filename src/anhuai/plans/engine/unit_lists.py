"""Lists of departments: parted into their names, prefixes completed."""

import re
from typing import Final

_ENDS: Final = (
    "(?<![布格大全])局|委|办|办公室|厅|部|院|中心|政府|联合会|联|会|公司|银行|支行|署|社|站|队|处|法院|所|团|乡|协|台|馆|海关|村|社区|园区|高校|院校|学院|盟|旗|"
    "镇|街道|镇街|高新园|产业园|县|市|区"
    "|州|开发区|管委会|办事处|部门|单位|组织|组|分行|学校|集团|企业|机构|中央|大学|工会|检察院"
)
_NAME: Final = re.compile(rf"(?:{_ENDS}|园|新区|[镇村]街)(?:（[^（）]*）)?[、，；]?$")
_PREFIX: Final = "自治区|自治州|省|州|盟|地区|市(?!场|政[管园公]|容)|县|区|旗"
OWN: Final = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{0,6}}?)(?P<prefix>{_PREFIX})(?=[\u4e00-\u9fff]{{2}})"
)
_PERSON: Final = re.compile(
    r"[；;，,、]?(?:责任领导|分管领导|牵头领导|责任人|联系人)[：:][^；;。）]*"
)
_GLUED: Final = re.compile(
    r"(?<=[^省市县区州旗直级院府属、，；])(?=各(?:街道|乡镇|镇街|镇|县|有关|相关|部门|单位))(?<!由)(?<!和)(?<!及)"
    r"|(?<=各街道|各乡镇|办事处)(?=[市县区][\u4e00-\u9fff]{2,8}(?:局|委|办|公司|中心|会|联))"
    r"|(?<=[局委办厅院会联])(?=(?:县|区|州|省|市(?!场))[\u4e00-\u9fff]{1,10}?[局委办厅院会联部社])"
)
"""Where a list had nothing but blanks between its names."""
_NO_PREFIX: Final = re.compile(
    r"各|有关|相关|团|国家|国网|人行|海关|烟草|税务局|武警|驻|中国|高新|经开|其他"
    r"|.{0,6}(?:银保监|证监|金融监督管理|人民银行|海关|邮政管理|通信管理|供电)"
)
TAIL: Final = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:根据|依据|按照?)?(?:各自)?(?:职责"
    r"|职能)(?:任务)?(?:分工|范围)?)?"
    r"(?:分别|共同|协同|分工)?(?:牵头)?(?:(?:具体|抓好|贯彻|组织)?(?:负责|落实|配合|参与|参加|实施|协助|协同|指导|统筹|督促)(?:落实|实施|推进|抓好落实)?)?[。；]*$"
)


MARKED: Final = re.compile(
    r"[（(〔\[](?:分别|共同|联合|均)?(?:牵头|主办|主责|配合|协办)(?:单位|部门)?[）)〕\]]$"
)
"""Who leads a list, said behind the name: 县民政局（牵头）、县财政局."""


def units(said: str, prefix: str = "") -> list[str]:
    """Return the departments of a list, each with the prefix the list gives once."""
    said = _PERSON.sub("", _whole(said))
    said = re.sub(r"各县（?市）?区?人民政府|各县（市人民政府|各县市）人民政府", _counties, said)
    said = re.sub(r"(?<=区)、(?=县级市(?:[，、；。）]|人民政府|$))", "\0", said)
    said = re.sub(r"(?<=各[市州])、(?=县(?:（[^（）]*）)?(?:人民)?政府)", "\0", said)
    said = re.sub(
        r"各[县市区州旗](?:、[县市区旗])+(?=(?:人民)?政府)",
        lambda one: one[0].replace("、", "\0"),
        said,
    )
    found: list[str] = []
    own_each = 0  # names that carry a prefix of their own, -1 once one went without
    for piece in parted(said):
        if TAIL.fullmatch(piece):
            continue  # …、县残联，按职责分工负责
        name = TAIL.sub("", piece)
        name = re.sub(
            r"^(?:由|及|和|与|以及|会同)|(?:等)$|(?:牵头|负责|配合)(?!单位|部门).*$", "", name
        ).strip("。；:：. ")
        name = re.sub(r"等(?:有关|相关)?(?:部门|单位)(?:[和及](?:部门|单位))?$", "", name)
        name = name.replace("\0", "、")
        if len(name) > 30 or re.search("[\u4e00-\u9fff]", name) is None:
            continue
        own = OWN.match(name)
        if own and len(own["place"]) <= 4 and not name.endswith(("镇", "乡", "街道")):
            prefix = own["prefix"] if not own["place"] else own[0]
            own_each += own_each >= 0
        elif prefix and _takes_prefix(name) and own_each < _EACH:
            name, own_each = prefix + name, -1
        if name not in found:
            found.append(name)
    return found


def _whole(said: str) -> str:
    """A list without blanks and line ends: where blanks alone, or 和, part names, a sign does."""
    names = re.split(r"[ \u3000]+", said.strip())
    if len(names) > 1 and all(_NAME.search(one) for one in names) and "\n" not in said:
        said = "、".join(one.rstrip("、，；") for one in names)
    said = re.sub(
        r"(?<=[局委办厅会联部社队])[ \u3000]+(?=(?!员)[\u4e00-\u9fff])", "、", said.strip()
    )
    said = re.sub(r"\s", "", said)
    return re.sub(
        r"(?:(?<=[局委办厅会联部])|(?<=部门)|(?<=单位))(?:以及|[和及与])(?=(?:县|区|州|省|市(?!场)|各)[\u4e00-\u9fff]{1,})",
        "、",
        said,
    )


_EACH: Final = 2
"""So many names with a prefix of their own: the list does not give it once for all."""


def _counties(match: re.Match[str]) -> str:
    return match[0] if match[0].count("（") == match[0].count("）") else "各县（市）人民政府"


def _takes_prefix(name: str) -> bool:
    return (
        re.search(
            r"(?:局|委|办|厅|中心|办公室|联合会|部|院|妇联|残联|工商联|总工会|供销社|红十字会|科协|[大支]队)(?:（.*）)?$",
            name,
        )
        is not None
        and not _NO_PREFIX.match(name)
        and not name.endswith("分局")
    )


def parted(said: str) -> list[str]:
    """Split on the list signs that stand outside brackets."""
    pieces, depth, current = [], 0, ""
    for char in _GLUED.sub("、", said):
        depth += (char in "（(〈〔") - (char in "）)〉〕")
        if char in "、，；,;" and depth <= 0:
            pieces.append(current)
            current, depth = "", 0
        else:
            current += char
    return [piece for piece in [*pieces, current] if piece]


def looks_like_list(said: str) -> bool:
    """Say whether a text is a list of departments and nothing else."""
    said = _PERSON.sub("", re.sub(r"[。；]$", "", _whole(said)))
    said = re.sub(r"(?:等)?(?:按.{0,8}负责|负责|配合|牵头)$", "", said)
    pieces = [one for one in parted(said) if one]
    if not pieces or len(said) > 400 or "。" in said:
        return False
    pieces = [MARKED.sub("", TAIL.sub("", one)) or one for one in pieces]
    ends = [
        re.search(rf"(?:{_ENDS})(?:（.*）|〈.*〉)?(?:等)?(?:牵头|负责)?$", one) is not None
        for one in pieces
    ]
    return all(ends) and all(len(one) <= 24 for one in pieces)
