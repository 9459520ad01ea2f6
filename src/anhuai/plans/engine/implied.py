"""Promises without a digit: full coverage, every one, one named house, a benchmark."""

import re
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Clause, Found, clauses, undated
from anhuai.plans.engine.dates import Dated, dates, reaching

_HOUSE: Final = "中心|服务站|工作站|综合站|馆|院|车间|火化设施|基地|福利院|养护楼|陵园|大学|校区"
_NAMED: Final = re.compile(
    rf"(?:建成|建好|建起|完成)(?:并?(?:启用|投用|投入使用|运营))?(?P<name>(?:(?:本)?[县市区州盟旗省](?!级?民政|域|场|容|际|民|内)|[\u4e00-\u9fff]{{2,3}}社区)"
    rf"[\u4e00-\u9fff“”·]{{0,20}}?(?:{_HOUSE}))(?:建设|新建)?(?:任务)?(?=[，。；、]|$)"
)
_PLACES: Final = re.compile("(?:县|市|区|乡|镇|村|街道|社区|机构|学校)$")
_RHETORIC: Final = re.compile("周期|过程|链条|方位|流程|要素|天候|领域|时段|人群|环节")
_TWO: Final = re.compile(
    r"(.*?)(配备|建设|培训|体检|签约|探访|评估|建档)(?:及|和|与|、)(.{0,6}(?:培训|配备|建设|体检|签约|探访|评估|建档))$"
)


_PAIR: Final = re.compile(
    r"([\u4e00-\u9fff（）]{4,30}(设施|机构|中心|服务|站|点|院))(?:、|和|与|及)([\u4e00-\u9fff（）]{4,30}\2)"
)
"""社区养老服务设施、照护设施实现全覆盖: each of the two of a kind."""


def implied(sentence: str, offset: int) -> list[Found]:
    """Return the promises of one sentence that mean 100% or 1 without saying so."""
    found: list[Found] = []
    if words.PAST.search(sentence):
        return found
    due = dates(sentence)
    parts = clauses(sentence, offset)
    for index, clause in enumerate(parts):
        for name, value, unit, low, high, soft in _in(clause.text):
            at = clause.start - offset + high
            before = [one for one in reaching(due, sentence, at) if one.start < at]
            is_bare = name.startswith(("达到", "完成", "实现"))
            if (len(name) < 9 or is_bare) and unit == "%" and index:
                name = _subject_of(parts[:index])[-20:] + name
            found.append(
                Found(
                    name=name[:60], operator="=", value=value, unit=unit, accrual="stock",
                    soft=soft, start=clause.start + low, end=clause.start + high,
                    said=(clause.start, clause.end), implied=True,
                    deadline=before[-1].value if before else None,
                )
            )  # fmt: skip
        again = _AGAIN.fullmatch(clause.text) if index else None
        if again:
            found.append(_carried(again, clause, parts[index - 1].text, due, offset))
        found += _benchmarks(clause.text, clause.start, due[-1].value if due else None)
    return found


def _subject_of(before: list[Clause]) -> str:
    """Return whom the clauses before speak of: 改造后的敬老院须达到…，且全部达到…."""
    for clause in reversed(before[-3:]):
        said = words.LEADING.sub("", undated(clause.text))
        found = re.split(r"须|必须|应当?(?=[达有配])|要(?=[达全])|达到|全部|不低于|完成|\d", said)[
            0
        ]
        if len(found) >= 4:
            return found
    return words.LEADING.sub("", before[-1].text)


_AGAIN: Final = re.compile(
    r"(?:到?20\d\d年(?:底|末|底前|年底)?)?(?P<soft>力争|基本)?(?:全部)?(?:达到|实现)?(?P<it>全覆盖)"
)


def _carried(
    again: re.Match[str], clause: Clause, before: str, due: list[Dated], offset: int
) -> Found:
    """2025年达到全覆盖 behind a rate is that rate again."""
    name = re.split(r"\d|达到|不低于|不少于|超过|提高|提升", undated(before), maxsplit=1)[0]
    dated = [one for one in due if one.start < clause.end - offset]
    return Found(
        name=words.LEADING.sub("", name)[-40:], operator="=", value=100.0, unit="%",
        accrual="stock", soft=bool(again["soft"]), start=clause.start, end=clause.end,
        said=(clause.start, clause.end), implied=True,
        deadline=dated[-1].value if dated else None,
    )  # fmt: skip


_Hit = tuple[str, float, str, int, int, bool]
_COVERS_ALL: Final = re.compile(
    r"(?P<who>[\u4e00-\u9fff、（）]{2,40}?)覆盖(?:到)?(?P<all>(?:所有|全部|每个)[\u4e00-\u9fff]{2,16}?)(?=[、和与及]|$)"
)
_ALL_DONE: Final = re.compile(
    r"(?P<who>[\u4e00-\u9fff、0-9（）＿]{0,40}?)(?:要|须|应|需|将|必须)?(?P<how>全部|(?:都|均)(?:要|须|应|必须))"
    r"(?P<what>(?:实现)?(?:安装|配备|配齐|建成|达到|达标|完成|改造|接入|取得|持证|集中供养|建立|参加|签订|通过)[^，。；]{0,30})"
)
_MUST_REACH: Final = re.compile(
    r"(?P<who>[\u4e00-\u9fff、]{4,40}?)(?:须|必须|应当?)(?P<what>(?:达到|符合)《[^》]{4,40}》[\u4e00-\u9fff]{0,4}(?:要求|标准))"
)


def _in(text: str) -> list[_Hit]:
    return [*_covered(text), *(_every(text) or _all(text)), *_named(text)]


def _all(text: str) -> list[_Hit]:
    """Everybody reached (覆盖所有老年人), everything done (全部完成), a rule all must meet."""
    covers = _COVERS_ALL.search(text)
    if covers and not _RHETORIC.search(covers["all"]):
        name = words.LEADING.sub("", undated(covers["who"])) + "覆盖" + covers["all"]
        return [(name, 100.0, "%", covers.start(), covers.end(), False)]
    for pattern in (_MUST_REACH, _ALL_DONE):
        match = pattern.search(text)
        if match and not re.search(r"\d+(?:\.\d+)?[%‰户个所家张名]|标准化|覆盖", text):
            name = words.LEADING.sub("", undated(match["who"])) + match["what"]
            return [(name, 100.0, "%", match.start(), match.end(), False)]
    return []


def _covered(text: str) -> list[_Hit]:
    match = re.search(r"(.{3,60}?)(?:的)?全覆盖", text)
    if match is None or _RHETORIC.search(match[1][-6:]) or re.search(r"\d%", text):
        return []
    said = match[1]
    start = max([one.end() for one in re.finditer("实现|确保|达到", said)] or [0])
    soft = bool(words.SOFT.search(said[:start] or said))
    rest = words.LEADING.sub("", said[start:])
    name = rest or words.TRAILING.sub("", words.LEADING.sub("", undated(said)))
    ahead = words.TRAILING.sub("", words.LEADING.sub("", undated(said[:start])))
    if rest and len(name) <= 8 and len(ahead) >= 4 and start:
        name = ahead + name
    low, high = match.start(), match.end()
    if len(name) < 2 or (len(name) < 4 and not _PLACES.search(name)):
        return []
    pair = _PAIR.fullmatch(name)
    if pair:
        return [(f"{one}覆盖率", 100.0, "%", low, high, soft) for one in (pair[1], pair[3])]
    two = _TWO.match(name)
    if two:
        return [
            (f"{two[1]}{two[2]}率", 100.0, "%", low, high, soft),
            (f"{two[1]}{two[3]}率", 100.0, "%", low, high, soft),
        ]
    return [(f"{name}覆盖率", 100.0, "%", low, high, soft)]


def _every(text: str) -> list[_Hit]:
    if re.search(r"\d+(?:\.\d+)?[%‰]", text):
        return []
    for pattern in (
        r"(?:确保)?(?P<who>每个[\u4e00-\u9fff（）]{1,14}?)(?:都|(?<!平)均)(?:要|应)?(?P<what>(?:有|设|建|配|拥有).{2,24})",
        r"(?:确保)?(?P<who>(?:所有|全部)[\u4e00-\u9fff]{3,20}?)(?P<what>(?:每\d+年|每年|都|均|全部).{0,6}(?:培训|轮训|达到|完成|配|建|体检|登记|评估).{0,12})",
        r"(?P<who>(?:所有|全部)[\u4e00-\u9fff]{2,16}?)(?P<what>(?:纳入|接入)[\u4e00-\u9fff]{2,14})",
        r"(?P<who>(?:所有|全部)(?:县|市|区|乡镇|街道|社区|村|机构|[\u4e00-\u9fff]{2,8}(?:院|中心|机构|学校|社区)))(?P<what>(?:基本)?(?:建有|设有|配有|拥有|建成|达到|建立|配备|开设|设立|完成)[^，。；]{4,60})",
        r"(?P<who>[\u4e00-\u9fff]{2,12}(?:院长|负责人|护理员|教师|人员|主任|社工|干部))(?P<what>(?:全部|普遍)?(?:轮训|培训)一[遍轮次])",
        r"[对为](?P<who>[\u4e00-\u9fff0-9]{4,24}?)每年(?P<what>(?:免费)?提供(?:至少)?[一1]次[\u4e00-\u9fff]{2,20})",
    ):
        match = re.search(pattern, text)
        if match:
            return [(match["who"] + match["what"], 100.0, "%", match.start(), match.end(), False)]
    return []


def _named(text: str) -> list[_Hit]:
    match = _NAMED.search(text)
    if (
        match is None
        or re.search(r"\d[%个所家座处]|分之|成以上", text)
        or re.search("各|所有|一批|若干|等|乡镇|村级", match["name"])
    ):
        return []
    return [(match["name"], 1.0, "个", match.start(), match.end(), False)]


def _benchmarks(text: str, start: int, due: str | None) -> list[Found]:
    match = re.search(
        r"(.{3,24}?)(?:达到(?:或(?:接近|超过|高于))?|接近|达|提高到|提高至|提升到|提升至|增加到|不低于|高于|超过|赶上)((?:全[市省州区国县]|自治区|国家)[\u4e00-\u9fff]{0,4}平均水平)",
        text,
    )
    if match is None:
        return []
    return [
        Found(
            name=words.LEADING.sub("", match[1]), operator=">=", value=None, unit="%",
            accrual="stock", soft=bool(words.SOFT.search(match[1])), start=start + match.start(),
            end=start + match.end(), said=(start, start + len(text)), deadline=due,
            benchmark=match[2],
        )
    ]  # fmt: skip
