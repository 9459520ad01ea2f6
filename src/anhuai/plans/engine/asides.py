"""Norms a plan sets or cites, systems it wants built, deliverables without a number."""

import re
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Found, clauses
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.outline import Part, Zone, sentences
from anhuai.plans.engine.quantities import quantities
from anhuai.plans.rules.drafts import Milestone, Norm, Place, System

_STANDARD: Final = re.compile(
    r"《(?P<name>[^《》]{4,40})》（?(?P<code>(?:GB|JGJ|MZ|DB|WS"
    r"|建标)[/A-Z]*\s*\d[\d.]*(?:[-—]\d{4})?)"
    r"|(?:按照|执行|符合|达到|落实)《(?P<rule>[^《》]{4,40}(?:规范|标准|要求))》"
)
_AGE: Final = re.compile(r"(\d{1,2})周?岁(?:及?以上|以下)")
_SHARE: Final = re.compile(r"彩票?公益金|福彩公益金")
_GROUPS: Final = (
    ("platform", "信息平台|服务平台|综合平台|云平台|管理平台|网络平台|平台"),
    ("database", "数据库|信息库|人才库|大数据|基础库"),
    ("hotline_sos", "热线|应急呼叫|一键通|应急服务网络|应急救援|紧急呼叫"),
    ("device_iot", "智能终端|可视对讲|智能设备|可穿戴|物联网"),
    ("registry_filing", "登记制度|备案制度|备案管理|登记管理|台账|档案|协议管理|法人登记"),
    ("assessment", "评估制度|等级评定|能力评估|需求评估|评估机制|第三方评估"),
    ("care_mechanism", "探访制度|巡访|关爱服务制度|关爱保护|救助保护机制|探访"),
    ("subsidy_purchase", "补贴制度|购买服务|服务清单|补贴|服务目录"),
    (
        "regulation_credit",
        "信用体系|黑名单|红黑名单|双随机|综合监管|监管机制|信息公开|信用评价|信用监管",
    ),
    ("plan_monitoring", "监测|评价机制|领导小组|联席会议|督查|考核|协调机制"),
    ("map_planning", "布局规划|地图|专项规划"),
    ("workforce_volunteer", "志愿者|志愿服务|人才队伍|服务队|队伍建设"),
    ("health_integration", "健康档案|签约服务|医养联合体|医养结合机制|绿色通道"),
    ("service_network", "服务网络|服务圈|服务体系"),
)
_ASK: Final = re.compile(
    "建立|建设|健全|完善|搭建|构建|推进|推动|开发|推行|成立|开设|发展|实施|落实|加强|"
    "制定|形成|编制|绘制|引入|组建|开通"
)
_DONE: Final = re.compile(
    r"(?P<what>(?:全面|基本|初步)?(?:绘制|编制|建成|完成|形成|建立|启动|开通|出台|印发"
    r"|实现|构建)[^，。；]{3,40}|[^，。；]{4,40}(?:基本建成|更加完善|基本形成"
    r"|基本补齐))"
)


def norms(part: Part, text: Text, marked: list[tuple[Found, str]]) -> list[Norm]:
    """Return what binds: promises that set a rule, shares of funds, ages, and standards by name."""
    found = [
        Norm(
            name=one.name,
            value=one.value,
            unit=one.unit,
            place=text.place(one.start, one.end, section),
        )
        for one, section in marked
        if one.is_norm or _SHARE.search(one.name)
    ]
    for line in part.lines:
        if line.zone in (Zone.HEAD, Zone.ANNEX, Zone.BACKGROUND):
            continue
        said = text.plain[line.start : line.end]
        for match in _STANDARD.finditer(said):
            found.append(
                Norm(name=match["name"] or match["rule"], value=None, unit="",
                     place=_at(text, line.start, match, line.section))
            )  # fmt: skip
        for low, high in sentences(text.plain, line.body, line.end):
            for clause in clauses(text.plain[low:high], low):
                found += _rules(clause.text, clause.start, text, line.section)
    return found


def _rules(said: str, start: int, text: Text, section: str) -> list[Norm]:
    place = text.place(start, start + len(said), section)
    age = _AGE.search(said)
    if age and re.search("为|对|给予|享受|提供|实行|发放|放宽|延长", said):
        return [Norm(name=said[:40], value=float(age[1]), unit="周岁", place=place)]
    if words.NORM.search(said):
        return [
            Norm(name=said[:40], value=one.value, unit=one.unit, place=place)
            for one in quantities(said)
            if one.unit in ("平方米", "次", "张", "人", "名")
        ][:1]
    return []


def _at(text: Text, offset: int, match: re.Match[str], section: str) -> Place:
    return text.place(offset + match.start(), offset + match.end(), section)


def systems(part: Part, text: Text) -> list[System]:
    """Return what clauses ask to be built or run that keeps information, one of a name a plan."""
    found: dict[tuple[str, str], System] = {}
    for line in part.lines:
        if line.zone in (Zone.HEAD, Zone.ANNEX, Zone.BACKGROUND):
            continue
        for clause in clauses(text.plain[line.body : line.end], line.body):
            if not _ASK.search(clause.text):
                continue
            for group, pattern in _GROUPS:
                match = re.search(rf"[^，。；、]{{0,18}}?(?:{pattern})", clause.text)
                if match is None:
                    continue
                name = words.LEADING.sub("", _ASK.sub("", match[0], count=1))
                if len(name) >= 4:
                    place = text.place(clause.start, clause.end, line.section)
                    found.setdefault(
                        (group, name), System(name=name[-30:], group=group, place=place)
                    )
                break
    return list(found.values())


def milestones(part: Part, text: Text, taken: list[tuple[int, int]]) -> list[Milestone]:
    """Return dated deliverables without a number; `taken` are the stretches promises stand in."""
    found: list[Milestone] = []
    for line in part.lines:
        if line.zone in (Zone.HEAD, Zone.ANNEX, Zone.BACKGROUND) or line.box:
            continue
        for low, high in sentences(text.plain, line.body, line.end):
            said = text.plain[low:high]
            due = [one for one in dates(said) if one.year > 2018]
            if not due or words.PAST.search(said):
                continue
            for clause in clauses(said, low):
                match = _DONE.search(clause.text)
                if match is None or any(a < clause.end and clause.start < b for a, b in taken):
                    continue
                own = [one for one in due if one.start < clause.end - low] or due[:1]
                found.append(
                    Milestone(name=match["what"][:60], deadline=own[-1].value,
                              place=text.place(clause.start, clause.end, line.section))
                )  # fmt: skip
    return found
