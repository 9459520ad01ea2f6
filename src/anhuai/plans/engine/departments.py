"""Lists of departments: found in all the ways a plan writes them, prefixes completed."""

import re
from dataclasses import dataclass
from typing import Final

_ENDS: Final = (
    "局|委|办|厅|部|院|中心|政府|联合会|联|会|公司|银行|署|社|站|队|处|法院|所|团|乡|"
    "镇|街道|县|市|区"
    "|州|开发区|管委会|办事处|部门|单位|组织|组|分行|学校|集团|企业|机构|大学|工会|检察院"
)
_PREFIX: Final = "自治区|自治州|省|州|盟|地区|市|县|区|旗"
_OWN: Final = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{0,6}}?)(?P<prefix>{_PREFIX})(?=[\u4e00-\u9fff]{{2}})"
)
_LABEL: Final = re.compile(
    r"(?P<lead>(?:主要)?(?:牵头|主办|主责|主管|实施)(?:责任)?(?:单位|部门|股室|科室|处室|领导))"
    r"|(?P<all>(?:责任|配合|协办|参与|协同|协作|承办|落实|参加|责任（配合）)(?:单位"
    r"|部门|股室|科室|处室)|分工(?:单位)?)"
)
_PERSON: Final = re.compile(
    r"[；;，,、]?(?:责任领导|分管领导|牵头领导|责任人|联系人)[：:][^；;。）]*"
)
_GLUED: Final = re.compile(
    r"(?<=[局委办厅院会联])(?=(?:县|区|州|省|市(?!场))[\u4e00-\u9fff]{2,10}?[局委办厅院会联部])"
)
"""Where a list had nothing but blanks between its names."""
_NO_PREFIX: Final = re.compile(
    r"各|有关|相关|团|国家|国网|人行|银保监|海关|烟草|税务局|武警|驻|中国|高新|经开|其他"
)
_TAIL: Final = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:根据|依据|按照?)?(?:各自)?(?:职责"
    r"|职能)(?:任务)?(?:分工|范围)?)?"
    r"(?:分别|共同|协同)?(?:牵头)?(?:负责|落实|配合|参与|组织实施)?[。；]*$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The departments of one task: who leads, who is responsible, and where it says so."""

    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    start: int
    end: int
    is_flat: bool = False  # one list without a stated lead


def units(said: str, prefix: str = "") -> list[str]:
    """Return the departments of a list, each with the prefix the list gives once."""
    said = _PERSON.sub("", re.sub(r"\s", "", said))
    said = re.sub(r"各县（?市）?区?人民政府|各县（市人民政府|各县市）人民政府", _counties, said)
    found: list[str] = []
    for piece in _split(said):
        name = _TAIL.sub("", piece) or piece
        name = re.sub(r"^(?:由|及|和|与|会同)|(?:等)$|牵头.*$|负责.*$|配合.*$", "", name).strip(
            "。；:：. "
        )
        name = re.sub(r"等(?:有关|相关)?(?:部门|单位)$", "", name)
        if not name or len(name) > 30:
            continue
        own = _OWN.match(name)
        if own and len(own["place"]) <= 4 and not name.endswith(("镇", "乡", "街道")):
            prefix = own["prefix"] if not own["place"] else own[0]
        elif prefix and _takes_prefix(name):
            name = prefix + name
        if name not in found:
            found.append(name)
    return found


def _counties(match: re.Match[str]) -> str:
    return match[0] if match[0].count("（") == match[0].count("）") else "各县（市）人民政府"


def _takes_prefix(name: str) -> bool:
    return (
        re.search(r"(?:局|委|办|厅|中心|办公室|联合会|部|院)(?:（.*）)?$", name) is not None
        and not _NO_PREFIX.match(name)
        and not name.endswith("分局")
    )


def _split(said: str) -> list[str]:
    """Split on the list signs that stand outside brackets."""
    pieces, depth, current = [], 0, ""
    for char in _GLUED.sub("、", said):
        depth += (char in "（(") - (char in "）)")
        if char in "、，；,;" and depth <= 0:
            pieces.append(current)
            current, depth = "", 0
        else:
            current += char
    return [piece for piece in [*pieces, current] if piece]


def looks_like_list(said: str) -> bool:
    """Say whether a text is a list of departments and nothing else."""
    said = _PERSON.sub("", re.sub(r"\s|[。；]$", "", said))
    said = re.sub(r"(?:等)?(?:按.{0,8}负责|负责|配合|牵头)$", "", said)
    pieces = [one for one in _split(said) if one]
    if not pieces or len(said) > 400 or "。" in said:
        return False
    ends = [
        re.search(rf"(?:{_ENDS})(?:（.*）)?(?:等)?(?:牵头|负责)?$", one) is not None
        for one in pieces
    ]
    return all(ends) and all(len(one) <= 24 for one in pieces)


def labelled(said: str) -> Named | None:
    """Return the departments behind labels: 牵头单位： and 责任单位： on one line or several."""
    marks = [one for one in _LABEL.finditer(said) if said[one.end() : one.end() + 1] in "：:"]
    if not marks:
        return None
    leads: list[str] = []
    rest: list[str] = []
    prefix = ""
    end = marks[-1].end()
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start() if following else len(said)
        words = said[mark.end() + 1 : stop]
        cut = re.search(r"。|(?:完成)?时限|完成时间|\n(?=.{0,3}[一二三四五六七八九十\d（])", words)
        closing = _closing(words)
        words = words[
            : min(
                [one for one in (cut.start() if cut else None, closing) if one is not None]
                or [len(words)]
            )
        ]
        end = mark.end() + 1 + len(words)
        for clause in re.split(r"[；;]", words):
            _sort(clause, is_lead=bool(mark["lead"]), leads=leads, rest=rest, prefix=prefix)
        if leads and not prefix and (own := _OWN.match(leads[0])):
            prefix = own["prefix"] if not own["place"] else ""
    is_flat = not leads
    return Named(
        tuple(leads), tuple(one for one in rest if one not in leads), marks[0].start(), end, is_flat
    )


def _closing(words: str) -> int | None:
    depth = 0
    for index, char in enumerate(words):
        depth += (char in "（") - (char in "）")
        if depth < 0:
            return index
    return None


def _sort(clause: str, *, is_lead: bool, leads: list[str], rest: list[str], prefix: str) -> None:
    """One clause of a list: 甲牵头，乙、丙配合 or plain."""
    led = re.match(r"(.+?)牵头(?:负责)?[，、；]?(.*)$", re.sub(r"\s", "", clause))
    if led and looks_like_list(led[1]):
        leads += [one for one in units(led[1], prefix) if one not in leads]
        rest += [one for one in units(led[2], prefix) if one not in rest]
        return
    target = leads if is_lead else rest
    target += [one for one in units(clause, prefix) if one not in target]


def bracketed(said: str) -> Named | None:
    """Return the departments in a paragraph's last bracket: （甲牵头，乙、丙负责）."""
    for match in reversed(
        list(
            re.finditer(
                (
                    r"[（(〔\[【]([^。]{4,400}?)[）)〕\]】][。；]?\s*$"
                    r"|[（(〔]([^。]{4,400})[）)〕][。；]?\s*$"
                ),
                said,
            )
        )
    ):
        words = next(one for one in match.groups() if one)
        words = re.sub(r"^[^（]*[：:]", "", words) if _LABEL.match(words) else words
        found = _led(words, match.start() + 1, match.end() - 1)
        if found:
            return found
    return None


def _led(words: str, start: int, end: int) -> Named | None:
    bare = re.sub(r"\s", "", words)
    led = re.match(r"由?(.+?)(?:牵头|为主)(?:负责|落实)?[，、；]?(.*)$", bare)
    if led and looks_like_list(led[1]):
        return Named(
            tuple(units(led[1])),
            tuple(units(led[2], _prefix(led[1]))) if led[2] else (),
            start,
            end,
        )
    tail = re.search(r"负责|落实|分工|配合", bare)
    if (tail or bare.count("、") >= 1) and looks_like_list(_TAIL.sub("", bare)):
        return Named((), tuple(units(bare)), start, end, is_flat=True)
    return None


def _prefix(said: str) -> str:
    own = _OWN.match(said)
    return own["prefix"] if own and not own["place"] else ""


def column(said: str) -> Named | None:
    """Return the departments of an annex cell; the first leads (甲，乙、丙 or 甲、乙)."""
    if not looks_like_list(said):
        return None
    found = units(said)
    if re.search("按.*分工", said):
        return Named((), tuple(found), 0, len(said), is_flat=True)
    return Named(tuple(found[:1]), tuple(found[1:]), 0, len(said))


def said_to_lead(paragraph: str) -> Named | None:
    """Return who a sentence itself says leads: 民政厅牵头推进…, 民政部门要会同其他相关部门…."""
    for match in re.finditer(
        (
            r"(?:^|[，。；])由?([\u4e00-\u9fff]{2,14}?(?:局|委|厅|办|部门|办公室"
            r"|联))牵头(?![、的，]|单位|部门)"
        ),
        paragraph,
    ):
        return Named((match[1],), (), match.start(1), match.end())
    with_others = re.search(
        (
            r"(?:^|[，。；]|监管|管理|工作|建设|体系|机制)([\u4e00-\u9fff]{2,8}?(?:局|委"
            r"|厅|办|部门))要?会同([\u4e00-\u9fff、]{2,30}?(?:部门|单位|局|委|厅|办))(?!、)"
        ),
        paragraph,
    )
    if with_others:
        return Named(
            (with_others[1],),
            tuple(units(with_others[2])),
            with_others.start(1),
            with_others.end(),
        )
    return None
