"""The reference page of every indicator: what it is computed from, or who reports it and why."""

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.definitions import DOMAIN_TITLES, ROOMS, Domain, Indicator
from anhuai.plans.rules.measures import (
    Count,
    CountOfDivisions,
    Having,
    Measure,
    MinOverDivisions,
    Ratio,
    ShareOfDivisions,
    Source,
    Sum,
    Units,
    Value,
)

_HEAD = """<!-- Written by `anhuai docs`; change the definitions, not this file. -->
# 指标目录

{total} 项指标：{computed} 项由记录计算，{reported} 项由部门填报、另一人确认。\
两者从不混用；填报部门除规划写明者外为本产品的建议。
"""
_WINDOWS = {
    "plan": ("规划期内", "in the plan period"), "year": ("当年", "in the year"),
    "two_years": ("近24个月", "in the last 24 months"),
}  # fmt: skip
_COMMITTEES = {True: ("城市社区", "urban communities"), False: ("行政村", "villages")}
_LEVELS = {
    2: ("省", "provinces"), 4: ("市（州）", "prefectures"), 6: ("县（区）", "counties"),
    9: ("乡镇（街道）", "towns and streets"), 12: ("村（社区）", "communities and villages"),
}  # fmt: skip


class _Wording:
    """How a measure is worded in one language."""

    def __init__(self, *, english: bool) -> None:
        self.at = int(english)

    def _value(self, value: Value) -> str:
        if isinstance(value, bool):
            return (("否", "no"), ("是", "yes"))[value][self.at]
        if isinstance(value, tuple):
            return ("、", ", ")[self.at].join(value)
        return _WINDOWS[str(value)][self.at] if value in _WINDOWS else str(value)

    def source(self, one: Source) -> str:
        """Word a fact with its filters."""
        comma, colon = (("，", "："), (", ", ": "))[self.at]
        filters = comma.join(f"{name}={self._value(value)}" for name, value in one.filters)
        named = (one.kind.title, one.kind.title_en)[self.at]
        inner = f"{one.name}{colon}{filters}" if filters else one.name
        return (f"{named}（{inner}）", f"{named} ({inner})")[self.at]

    def total(self, one: Sum) -> str:
        """Word what is added up."""
        named = self.source(one.source)
        if not one.field:
            return named
        return (f"{named}的 {one.field}", f"{one.field} of {named}")[self.at]

    def units(self, units: Units) -> str:
        """Word some divisions."""
        named = _COMMITTEES.get(units.urban) if units.urban is not None else None
        text = (named or _LEVELS[units.level])[self.at]
        return f"{text} [{'/'.join(units.towns)}]" if units.towns else text

    def having(self, one: Having) -> str:
        """Word the divisions that have something."""
        named, units = self.source(one.source), self.units(one.units)
        return (f"有{named}的{units}", f"{units} with {named}")[self.at]


def formula(measure: Measure, *, english: bool = False) -> str:
    """Return a measure as one line of words and codes."""
    say = _Wording(english=english)
    if isinstance(measure, Count):
        return say.total(measure.what) + (f" ÷ {measure.per}" if measure.per > 1 else "")
    if isinstance(measure, Ratio):
        return f"{say.total(measure.top)} ÷ {say.total(measure.bottom)} × {measure.times}"
    if isinstance(measure, MinOverDivisions):
        units, named = say.units(measure.units), say.source(measure.source)
        return f"the least of {named} among {units}" if english else f"各{units}的{named}数的最小值"
    if isinstance(measure, CountOfDivisions):
        return say.having(measure.having)
    if not isinstance(measure, ShareOfDivisions):
        raise TypeError(f"no such measure: {measure!r}")
    top = " + ".join(say.having(one) for one in measure.having)
    return f"{top} ÷ {'all of them' if english else '全部'} × {measure.times}"


def _origin(one: Indicator) -> str:
    if one.measure is not None:
        return f"计算：{formula(one.measure)}"
    if one.reported is None:
        raise TypeError(f"{one.title} is neither computed nor reported")
    later = f"；“{ROOMS[one.reported.room][0]}”建成后由记录计算" if one.reported.room else ""
    return f"填报：{'、'.join(one.reported.by)}。{one.reported.reason}{later}"


def _row(key: str, one: Indicator) -> str:
    cells = (
        f"`{key}`", f"{one.title}<br>{one.title_en}", one.unit,
        one.says + (f"。{one.note}" if one.note else ""), _origin(one), one.confidence.value,
    )  # fmt: skip
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


def indicators_markdown() -> str:
    """Return the page, grouped by field of work, every key once."""
    catalogue = load("anhuai.plans.catalogue", Indicator)
    computed = sum(one.is_computed for one in catalogue.values())
    total = len(catalogue)
    parts = [_HEAD.format(total=total, computed=computed, reported=total - computed)]
    for domain in Domain:
        rows = [_row(key, one) for key, one in catalogue.items() if one.domain is domain]
        title, english = DOMAIN_TITLES[domain]
        parts += [
            f"\n## {title} {english}\n",
            "| 键 | 名称 | 单位 | 口径 | 来源 | 可信度 |\n|---|---|---|---|---|---|",
            *rows,
        ]
    return "\n".join(parts) + "\n"
