"""Which catalogue key a promise is about: words weighed by how rare they are."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.quantities import unit_class
from anhuai.plans.rules.drafts import Choice

_SAME: Final = (
    (r"居家和社区|居家社区", "社区"),
    (r"（[^（）]*）|\([^()]*\)", ""),
    (
        r"社会力量兴办或经营|社会力量运营|社会化运营|社会力量举办|社会力量经营|由社会力量",
        "社会运营",
    ),
    (r"(?:儿童福利机构、)?儿童督导员[、和](?:村居?|村（居）)?儿童主任", "儿童工作人员"),
    (r"老年人|老人", "老人"),
    (r"失能、半失能特困|失能(?:半失能)?特困", "生活不能自理特困"),
    (
        r"以?失能[\u4e00-\u9fff]{0,6}(?:照护|护理)(?:服务)?(?:为主)?的?(?:养老)?(?:服务)?机构",
        "失能照护服务机构",
    ),
    (r"综合性养老服务中心|具备综合功能的(?:社区)?养老服务中心", "综合养老服务中心"),
    (r"占比|比例|比重|所占", "占比"),
    (r"^[全我][省州市县区旗]", ""),
    (r"养老服务(?:机构|设施)?总?床位", "养老床位"),
    (r"建设覆盖率", "覆盖率"),
    (r"护理型?养老床位|养老护理床位|护理型床位", "护理型床位"),
    (r"照护服务机构|托育服务?机构", "托育机构"),
    (r"建成(?!区)|建有|设有", ""),
    (r"数量|总数|张数|个数|人数|户数", "数"),
    (r"覆盖面|覆盖比例", "覆盖率"),
    (r"配备率|配齐", "配备"),
    (r"社会福利事业彩票公益金|福利彩票公益金|彩票公益金", "福彩公益金"),
    (r"开工建设|新开工", "新开工"),
    (r"配套建设", "配建"),
    (r"社会工作人才|社会工作者|持证社工|社工", "社工"),
    (r"提升改造|改造提升", "改造"),
    (r"托位数|托位", "托位"),
    (r"日间照料室|日间照料机构|日间照料中心|日间照料站", "日间照料"),
    (r"信息平台", "平台"),
    (r"未成年人保护工作站", "未保站"),
    (r"特殊困难|困难", "困难"),
    (r"新建城区|新建居住（?小?）?区|新建小区", "新建居住区"),
)
_DEMANDED: Final = (
    "项目", "综合体", "社会组织", "公办|政府|公建", "意愿", "智慧", "延伸", "绿化|道路", "保险",
    "新建|新增|新开", "改建|改造|扩建", "低保.{0,6}覆盖",
)  # fmt: skip
"""What a title is about so much that words without it cannot mean it."""
_PROFESSIONS: Final = ("护理员|护理人", "院长|负责人", "社会工作者|社工", "师资", "党组织|书记")
_CHILDREN: Final = "婴幼儿|儿童|未成年|托育|托位|新生儿|育儿"
_STOP: Final = frozenset(["的", "和", "与", "及", "数", "率"])


@dataclass(frozen=True, slots=True)
class Word:
    """A catalogue definition as the binder sees it."""

    key: str
    title: str
    unit: str
    also: str = ""


def _tokens(said: str) -> list[str]:
    for pattern, one in _SAME:
        said = re.sub(pattern, one, said)
    said = re.sub(r"[\s“”\"‘’《》（）()，。、；：%‰\d]", "", said)
    return [said[i : i + 2] for i in range(len(said) - 1)]


class Binder:
    """The catalogue's titles, weighed once."""

    def __init__(self, catalogue: Iterable[Word]) -> None:
        self.words: Sequence[Word] = list(catalogue)
        own = [(Counter(_tokens(word.title)), Counter(_tokens(word.also))) for word in self.words]
        seen: Counter[str] = Counter()
        for title, _ in own:
            seen.update(set(title))
        total = len(self.words) or 1
        self._rare: Mapping[str, float] = {
            token: math.log(1 + total / count) for token, count in seen.items()
        }
        self._own = [
            {**dict.fromkeys(also, 0.35), **dict.fromkeys(title, 1.0)} for title, also in own
        ]
        self._size = [
            math.sqrt(
                sum(
                    (weight * self._weight(token)) ** 2
                    for token, weight in one.items()
                    if weight == 1.0
                )
            )
            or 1.0
            for one in self._own
        ]

    def _weight(self, token: str) -> float:
        return self._rare.get(token, 1.2)

    def choices(self, name: str, context: str, unit: str) -> tuple[Choice, ...]:
        """Return the keys that may fit, best first: the sentence counts a little."""
        said = {**dict.fromkeys(_tokens(context), 0.3), **dict.fromkeys(_tokens(name), 1.0)}
        size = (
            math.sqrt(
                sum((weight * self._weight(t)) ** 2 for t, weight in said.items() if weight == 1.0)
            )
            or 1.0
        )
        found = []
        for word, own, length in zip(self.words, self._own, self._size, strict=True):
            shared = sum(
                own[token] * said[token] * self._weight(token) ** 2
                for token in own.keys() & said.keys()
            )
            score = shared / (length * size) if shared else 0.0
            score *= _fits(unit, word.unit)
            score *= 0.6 if _whom_differ(name, context, word.title) else 1.0
            if score > 0.12:
                found.append(Choice(key=word.key, score=round(min(score, 1.0), 3)))
        return tuple(sorted(found, key=lambda one: (-one.score, one.key))[:5])


def _whom_differ(name: str, context: str, title: str) -> bool:
    """A title of children or of one profession does not fit words without them."""
    for pattern in (*_PROFESSIONS, *_DEMANDED):
        if re.search(pattern, title) and not re.search(pattern, name):
            return True
    return bool(re.search(_CHILDREN, title)) and not re.search(_CHILDREN, name + context)


def _fits(unit: str, own: str) -> float:
    one, other = unit_class(unit), unit_class(own)
    if _denominators_differ(unit, own):
        return 0.4
    if one == other:
        return 1.0
    if ("%" in one or "‰" in one) != ("%" in other or "‰" in other):
        return 0.2
    if one.split("/")[0] != other.split("/")[0]:
        return 0.6
    return 0.85 if "/" in one and "/" in other else 0.75


def _denominators_differ(unit: str, own: str) -> bool:
    """1 名 for each home is not 1 for each hundred beds."""
    kinds = [re.match("[千百万]", one.partition("/")[2]) for one in (unit, own)]
    return "/" in unit and "/" in own and bool(kinds[0]) != bool(kinds[1])
