"""Who leads and who answers for a task, found in all the ways a plan writes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from anhuai.plans.engine.unit_lists import MARKED, OWN, TAIL, looks_like_list, parted
from anhuai.plans.engine.unit_lists import units as units

_OFFICE_WORD: Final = "(?:单位|部门|股室|科室|处室)(?:（(?:单位|部门)）)?"
_LABEL: Final = re.compile(
    rf"(?P<lead>(?:主要)?(?:牵头|主办|主责|主管|实施)(?:（?(?:[和及与、])?责任）?)?{_OFFICE_WORD}"
    r"|(?<![\u4e00-\u9fff])(?:牵头|主办)(?=[：:])|(?<=[局委办厅会联])牵头(?=[：:]))"
    r"|(?P<person>(?:责任|分管|牵头|包联|联系|主管|主办)领导|责任人|联系人|负责人)"
    rf"|(?P<all>(?:责任|配合|协办|参与|协同|协作|承办|落实|参加|负责|协助|责任（配合）)(?:{_OFFICE_WORD})"
    r"|(?<![\u4e00-\u9fff])(?:责任|配合|协办|参与)(?=[：:])"
    r"|(?<=[局委办厅会联])(?:责任|配合|协办|参与)(?=[：:])|分工(?:单位)?)"
)
_SIGN: Final = re.compile(
    r"[ \u3000]?[：:]|[】〕\]][：:]?|[ \u3000]+(?=[\u4e00-\u9fff])|为?(?=[省州市县区旗])"
)
"""What parts a label from its list: a colon, the label's own bracket, a blank, or 为."""
FIRST_LEADS: Final = re.compile(
    r"(?:首位|第[一1](?:名|位|个)?|最前)[^。；，、：:]{0,8}(?:为|是|系)(?:主要)?(?:牵头|主办|主责)"
)
"""A note that the first of each list leads: 列首位的为牵头部门."""
_NOTES: Final = re.compile(
    r"[（(](?:[^（()）]{0,8}(?:首位|第[一1](?:名|位|个)?|最前)[^（()）]{0,24}|(?:以?下同|以下不再列出))[）)]"
    r"|[，,；;](?:[^，,；;]{0,8}(?:首位|第[一1](?:名|位|个)?|最前)[^。；，、：:]{0,8}(?:为|是|系)"
    r"(?:牵头|主办|主责)(?:单位|部门)?|下同|以下同"
    r"|(?:20\d\d年|\d{1,2}月|长期|持续|全年|常年|常态|年内|年底前|\d{1,2}月底前)[^，；、]*)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The departments of one task: who leads, who is responsible, and where it says so."""

    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    start: int
    end: int
    is_flat: bool = False  # one list without a stated lead


def labelled(said: str) -> Named | None:
    """Return the departments behind labels: 牵头单位： and 责任单位： on one line or several."""
    marks = [(one, sign.end()) for one in _LABEL.finditer(said) if (sign := _sign(said, one))]
    if not marks:
        return None
    has_leads = any(one["lead"] and one[0][:2] != "实施" for one, _ in marks)
    leads: list[str] = []
    rest: list[str] = []
    prefix = ""
    end = marks[-1][1]
    for (mark, low), following in zip(marks, [*marks[1:], None], strict=True):
        if mark["person"]:
            continue
        words = said[low : following[0].start() if following else len(said)]
        cut = re.search(r"。|(?:完成)?时限|完成时间|\n(?=.{0,3}[一二三四五六七八九十\d（])", words)
        closing = _closing(words)
        words = words[
            : min(
                [one for one in (cut.start() if cut else None, closing) if one is not None]
                or [len(words)]
            )
        ]
        words = words.rstrip("【〔[（( \n")
        end = low + len(words)
        is_lead = mark["lead"] and not (has_leads and mark[0].startswith("实施"))
        led, others = _shared(words, prefix, may_lead=not has_leads)
        leads += [one for one in (led or others if is_lead else led) if one not in leads]
        rest += [one for one in others if one not in rest and one not in leads]
        if leads and not prefix and (own := OWN.match(leads[0])):
            prefix = own["prefix"] if not own["place"] else ""
    is_flat = not leads
    return Named(
        tuple(leads),
        tuple(one for one in rest if one not in leads),
        marks[0][0].start(),
        end,
        is_flat,
    )


def _closing(words: str) -> int | None:
    depth = 0
    for index, char in enumerate(words):
        depth += (char in "（〔【[") - (char in "）〕】]")
        if depth < 0:
            return index
    return None


def _sign(said: str, mark: re.Match[str]) -> re.Match[str] | None:
    """What parts a label from its list; where it is no colon, a list must follow on the line."""
    sign = _SIGN.match(said, mark.end())
    if sign is None or sign[0].strip() in ("：", ":") or mark["person"]:
        return sign if sign is not None and sign[0][-1] in "：:" else None
    words = re.split(r"[\n。；]", said[sign.end() :], maxsplit=1)[0]
    other = _LABEL.search(words)
    words = words[: other.start()] if other else words
    before = said[: mark.start()].rstrip(" \u3000\t")
    opens = not before or before[-1] in "\n（(【〔[。；，、："
    return sign if opens and looks_like_list(words.strip("，、,【〔[（( \u3000")) else None


_LED: Final = re.compile(
    r"由?(.+?)(?:负责牵头|总牵头|牵头|为主|负总责)(?!单位|部门)(?:负责|落实)?[，、；]?(.*)$"
)
_WITH: Final = re.compile(r"由?([^，；]{3,40}?)(?:会同|联合)(.+)$")
_BY_COMMA: Final = re.compile(r"([^，,、]{3,20})，(.+)$")
_LOCAL: Final = re.compile(
    r"各|有关|相关|.*(?:乡镇?|镇|街道|办事处|(?:乡|镇|县|市|区)(?:人民)?政府|管委会)(?:（.*）)?$"
)


def _shared(words: str, prefix: str = "", *, may_lead: bool) -> tuple[list[str], list[str]]:
    """Who leads and who else is named, clause by clause (甲牵头，乙配合；丙牵头，丁配合)."""
    leads: list[str] = []
    rest: list[str] = []
    for clause in re.split(r"[；;]", _NOTES.sub("", words)):
        if not clause.strip():
            continue
        led, others = _clause(clause, prefix, may_lead=may_lead)
        leads += [one for one in led if one not in leads]
        rest += [one for one in others if one not in rest]
    return leads, [one for one in rest if one not in leads]


def _clause(said: str, prefix: str, *, may_lead: bool) -> tuple[list[str], list[str]]:
    bare = re.sub(r"\s", "", said)
    for way in (_LED, _WITH):
        led = way.match(bare)
        if led and looks_like_list(led[1]):
            first = units(led[1], prefix)
            return first, units(led[2], prefix or _prefix(led[1]))
    marked = _marked(bare, prefix)
    if marked:
        return marked
    found = units(said, prefix)
    return (found[:1], found[1:]) if may_lead and _by_comma(bare) else ([], found)


def _by_comma(bare: str) -> bool:
    """Whether the sign behind the first unit sets it apart: 甲，乙、丙 and not 甲，各乡镇."""
    apart = _BY_COMMA.match(bare)
    if apart is None or "、" not in apart[2] or re.search("按.*(?:分工|职责)|负责|落实", bare):
        return False
    second = parted(apart[2])
    return (
        not _LOCAL.match(apart[1])
        and not all(_LOCAL.match(TAIL.sub("", one) or one) for one in second)
        and "，" not in apart[2].split("、")[0]
    )


def _marked(words: str, prefix: str = "") -> tuple[list[str], list[str]] | None:
    """The leading and other names of a list that says behind a name that it leads."""
    pieces = parted(re.sub(r"\s", "", words))
    leading = [
        one
        for one in pieces
        if (mark := MARKED.search(one)) and re.search("牵头|主办|主责", mark[0])
    ]
    if not leading:
        return None
    last = MARKED.search(leading[-1])
    if last and re.search("分别|共同|联合|均", last[0]):
        leading = pieces[: pieces.index(leading[-1]) + 1]  # 甲、乙（分别牵头）
    names = units("、".join(MARKED.sub("", one) for one in pieces), prefix)
    leads = set(units("、".join(MARKED.sub("", one) for one in leading), prefix))
    return [one for one in names if one in leads], [one for one in names if one not in leads]


def bracketed(said: str) -> Named | None:
    """Return the departments in a paragraph's last bracket: （甲牵头，乙、丙负责）."""
    for match in reversed(
        list(
            re.finditer(
                (
                    r"[（(〔\[【]([^。]{4,400}?)。?[）)〕\]】][。；]?\s*$"
                    r"|[（(〔]([^。]{4,400})。?[）)〕][。；]?\s*$"
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
    noted = _NOTED.search(said)  # a note stands behind the list: …负责。以下不再列出
    return _led(noted[1], noted.start() + 1, noted.start() + 1 + len(noted[1])) if noted else None


_OFFICE: Final = re.compile(
    r"[省市县区州旗][\u4e00-\u9fff]{2,12}"
    r"(?:局|委|厅|办|联|部|院|总工会|办公室|中心|[支大]队|管委会)"
)
_NOTED: Final = re.compile(
    r"（((?:[^（）。]|（[^（）]*）){4,300})。(?:[^（）]|（[^（）]*）){4,120}）[。；]?\s*$"
)


_SURE: Final = re.compile("(?:局|委|办|厅|部|政府|残联|妇联|部门|单位|股|科|大队)(?:（.*）)?$")
_LIKE: Final = re.compile("含|包括|如|例如|即|指|不含|其中")


def _led(words: str, start: int, end: int) -> Named | None:
    """Who a bracket names, None where it is no list of departments."""
    words = _NOTES.sub("", words)
    bare = re.sub(r"\s", "", words)
    leads, rest = _shared(words, may_lead=True)
    clauses = [one for one in re.split("[；;]", bare) if one]
    says = [_LED.match(one) or _WITH.match(one) for one in clauses]
    if any(one and looks_like_list(one[1]) for one in says):
        return Named(tuple(leads), tuple(rest), start, end)
    if not looks_like_list(TAIL.sub("", bare)) or _LIKE.match(bare):
        return None
    if any(MARKED.search(one) for one in parted(bare)) and leads:
        return Named(tuple(leads), tuple(rest), start, end)
    tail = re.search(r"负责|落实|分工|配合", bare)
    listed = re.search("[、，,]|(?<=[局委办厅])[和及]", bare) is not None
    sure = any(_SURE.search(one) for one in (*leads, *rest))
    if tail or (listed and sure) or _OFFICE.fullmatch(bare):
        return Named(tuple(leads), tuple(rest), start, end, is_flat=not leads)
    return None


def _prefix(said: str) -> str:
    own = OWN.match(said)
    return own["prefix"] if own and not own["place"] else ""


def clause(said: str) -> Named | None:
    """Return who a cell names with its own words for it: 甲牵头，乙、丙配合."""
    if re.search("牵头(?!单位|部门)|[：:]", said) is None:
        return None
    return labelled(said) or _led(said, 0, len(said))


def column(said: str, *, first_leads: bool = False) -> Named | None:
    """Return the departments of an annex cell; the first leads where 甲，乙、丙 sets it apart.

    `first_leads`: another cell of its column does so.
    """
    if not looks_like_list(said):
        return None
    leads, rest = _shared(said, may_lead=True)
    found = Named(tuple(leads), tuple(rest), 0, len(said), is_flat=not leads)
    is_shared = re.search("按.*分工", said) is not None
    return with_first(found) if first_leads and not is_shared else found


def sets_apart(said: str) -> bool:
    """Say whether an annex cell sets its first unit apart."""
    return looks_like_list(said) and _by_comma(re.sub(r"\s", "", said))


def with_first(named: Named) -> Named:
    """Return a flat list with its first unit leading, as a note in the document says."""
    if not named.is_flat or not named.responsible or named.responsible[0].startswith("各"):
        return named
    return replace(
        named, leads=named.responsible[:1], responsible=named.responsible[1:], is_flat=False
    )


def merged(found: Sequence[Named]) -> Named | None:
    """Return the lists of one task as one."""
    if not found:
        return None
    leads = tuple(dict.fromkeys(name for one in found for name in one.leads))
    rest = dict.fromkeys(name for one in found for name in one.responsible)
    return Named(
        leads, tuple(one for one in rest if one not in leads),
        found[-1].start, found[-1].end, is_flat=not leads,
    )  # fmt: skip


_INNER: Final = re.compile(r"[（(【]((?:[^（）()【】。]|（[^（）]*）){4,300})[）)】]")


def within(said: str) -> list[Named]:
    """Return the lists in brackets between the sentences of a paragraph."""
    found = []
    for match in _INNER.finditer(said):
        beside = said[match.start() - 1 : match.start()] + said[match.end() : match.end() + 1]
        if re.search("[。；]", beside) and match.end() < len(said.rstrip("。； ")):
            named = _led(match[1], match.start(1), match.end(1))
            found += [named] if named else []
    return found


_ACTED: Final = re.compile(
    r"(?:^|[，。；]|由)([\u4e00-\u9fff、（）]{3,30}?)(?<!负责)牵头(?:负责)?，"
    r"((?:(?!牵头)[\u4e00-\u9fff、（）]){3,80}?)(?:等(?:部门|单位))?(?:积极|密切|共同)?(?:配合|参与|协同|按[^，。]{0,8}负责)(?:[^，。；]{0,6})[。；]"
)


_JOINT: Final = re.compile(
    r"(?:^|[，。；])(?:此项工作)?由([\u4e00-\u9fff、（）]{3,30}?)(?:牵头，?)?(?:会同|联合|商)"
    r"([\u4e00-\u9fff、（）]{3,80}?(?:负责|落实|实施|推进|组织实施|抓好落实))(?=[。；]|$)"
)
"""由甲会同乙、丙等负责落实。"""


def acted(said: str) -> Named | None:
    """Return who a sentence says leads with whom: 由甲牵头，乙、丙配合。."""
    joint = _JOINT.search(said)
    if joint and looks_like_list(joint[1]) and looks_like_list(TAIL.sub("", joint[2])):
        leads = units(joint[1])
        rest = units(joint[2], _prefix(joint[1]))
        return Named(tuple(leads), tuple(rest), joint.start(1), joint.end(2))
    for match in _ACTED.finditer(said):
        if looks_like_list(match[1]) and looks_like_list(match[2]):
            leads, rest = units(match[1]), units(match[2], _prefix(match[1]))
            return Named(tuple(leads), tuple(rest), match.start(1), match.end(2))
    return None


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
