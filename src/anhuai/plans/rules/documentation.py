"""The reference page of every indicator: what it is computed from, or who reports it and why."""

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.definitions import DOMAIN_TITLES, ROOMS, Domain, Indicator
from anhuai.plans.rules.formulas import formula

_HEAD = """<!-- Written by `anhuai docs`; change the definitions, not this file. -->
# 指标目录

{total} 项指标：{computed} 项由记录计算，{reported} 项由部门填报、另一人确认。\
两者从不混用；填报部门除规划写明者外为本产品的建议。
"""


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
