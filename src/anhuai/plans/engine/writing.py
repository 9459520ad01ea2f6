"""A draft as YAML in the annotation's fields, by the standard library: every value quoted."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

_GROUPS: Final = {
    "indicator": "indicators",
    "task": "tasks",
    "project": "projects",
    "milestone": "milestones",
    "norm": "standards",
    "system": "systems",
    "baseline": "baselines",
}
_NAMES: Final = {
    "leads": "lead",
    "starts": "start",
    "ends": "end",
    "budget": "budget_10k_cny",
    "floor_area": "floor_area_m2",
}
_LEFT_OUT: Final = frozenset({"choices", "confidence", "amounts", "years_raw", "lead_inferred"})


def as_yaml(
    head: Mapping[str, Any],
    rows: Iterable[tuple[str, str, Mapping[str, Any], str, str, str]],
) -> str:
    """Return the YAML of (kind, code, values, quote, section, state) rows under a document's head.

    A value that JSON writes is YAML too: strings stay strings, nulls stay nulls.
    """
    lines = ["schema: plan-gold/1", "document:"]
    lines += [f"  {name}: {_value(value)}" for name, value in head.items()]
    every = list(rows)
    for kind, group in _GROUPS.items():
        own = [row for row in every if row[0] == kind]
        lines.append(f"{group}:" if own else f"{group}: []")
        for _kind, code, values, quote, section, state in own:
            lines.append(f"  - id: {_value(code)}")
            fields = {_NAMES.get(n, n): v for n, v in values.items() if n not in _LEFT_OUT}
            fields |= {"quote": quote, "section": section, "state": state}
            lines += [f"    {name}: {_value(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
