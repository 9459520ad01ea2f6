"""From what was read to items an officer confirms, and from confirmed items to a plan."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from anhuai.facilities.rules import Titled
from anhuai.plans.rules.documents import (
    FEN_PER_10K_YUAN,
    MilestoneFacts,
    ProjectFacts,
    TargetFacts,
    TaskFacts,
)
from anhuai.plans.rules.drafts import Draft, Place
from anhuai.plans.rules.targets import Accrual, Operator

OWN: Final = "own-"  # key of a target no catalogue key fits: reported, its figure its own


class ItemKind(Titled):
    """What a draft's item is."""

    INDICATOR = "indicator", "指标", "Indicator"
    TASK = "task", "任务", "Task"
    PROJECT = "project", "项目", "Project"
    MILESTONE = "milestone", "成果", "Deliverable"
    NORM = "norm", "标准规范", "Norm"
    SYSTEM = "system", "系统机制", "System"
    BASELINE = "baseline", "现状", "Baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One proposal: its kind, what it says, and where."""

    kind: ItemKind
    code: str
    title: str
    values: Mapping[str, Any]
    start: int
    end: int
    section: str
    confidence: float


_PLACES: Final = frozenset({"place", "said", "departments_at"})
_SURE: Final = {
    "task": 0.95,
    "project": 0.9,
    "milestone": 0.6,
    "norm": 0.6,
    "system": 0.55,
    "baseline": 0.7,
}


def items(draft: Draft) -> list[Item]:
    """Return every item of a draft in the order of the document, each with a code of its own."""
    found: list[Item] = []
    for kind, rows in (
        (ItemKind.INDICATOR, draft.indicators), (ItemKind.TASK, draft.tasks),
        (ItemKind.PROJECT, draft.projects), (ItemKind.MILESTONE, draft.milestones),
        (ItemKind.NORM, draft.norms), (ItemKind.SYSTEM, draft.systems),
        (ItemKind.BASELINE, draft.baselines),
    ):  # fmt: skip
        for number, row in enumerate(rows, start=1):
            found.append(_item(kind, f"{kind.value[0].upper()}{number:03d}", row))
    return found


def _item(kind: ItemKind, code: str, row: Any) -> Item:
    values = {name: value for name, value in asdict(row).items() if name not in _PLACES}
    if "mentions" in values:
        values["mentions"] = [
            {"start": m.place.start, "end": m.place.end, "section": m.place.section,
             "value": m.value, "deadline": m.deadline, "conflicts": m.conflicts}
            for m in row.mentions
        ]  # fmt: skip
    place: Place = row.place
    title = getattr(row, "name", "") or getattr(row, "title", "") or getattr(row, "subject", "")
    sure = getattr(row, "confidence", None) or _SURE.get(kind.value, 0.9)
    return Item(
        kind=kind, code=code, title=title[:160], values=values, start=place.start,
        end=place.end, section=place.section[:40], confidence=float(sure),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """An item of the earlier version of a document, with what was decided of it."""

    kind: str
    code: str
    title: str
    values: Mapping[str, Any]
    state: str


_COMPARED: Final = {
    "indicator": ("operator", "value", "value_max", "unit", "deadline", "benchmark"),
    "task": ("title", "leads", "responsible", "deadline"),
    "project": ("name", "kind", "starts", "ends", "budget", "beds"),
    "milestone": ("name", "deadline"),
    "norm": ("name", "value", "unit"),
    "system": ("name",),
    "baseline": ("subject", "value", "unit"),
}


def against(
    new: Sequence[Item], old: Sequence[Kept]
) -> tuple[list[tuple[Item, Kept | None]], list[Kept]]:
    """Pair a revision's items with the earlier version's; return the pairs and what is gone."""
    left = list(old)
    pairs: list[tuple[Item, Kept | None]] = []
    for item in new:
        same = [
            one for one in left if one.kind == item.kind and alike(one.title, item.title) >= 0.6
        ]
        best = max(
            same,
            default=None,
            key=lambda one: (
                alike(one.title, item.title),
                -len(changes(item.kind, one.values, item.values)),
            ),
        )
        if best is not None:
            left.remove(best)
        pairs.append((item, best))
    return pairs, left


def changes(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields that say something else."""
    return [name for name in _COMPARED[kind] if _plain(old.get(name)) != _plain(new.get(name))]


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return sorted(map(str, value))
    return (
        float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    )


def alike(one: str, other: str) -> float:
    """Return how much two names share, pair of characters by pair."""
    a, b = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    if one == other:
        return 1.0
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


def day_of(due: str | None) -> date | None:
    """Return the last day a deadline allows: 2025 is its 31 December, 2025-06 its 30 June."""
    if not due:
        return None
    year, _, month = due.partition("-")
    last = int(month or 12)
    return date(int(year), last, calendar.monthrange(int(year), last)[1])


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def target(plan: str, code: str, section: str, values: Mapping[str, Any]) -> TargetFacts:
    """Return a confirmed indicator as a target; without a key it is the plan's own."""
    return TargetFacts(
        code=code,
        indicator=values.get("key") or f"{OWN}{plan}-{code}".lower()[:60],
        name=str(values["name"])[:120],
        operator=Operator(values["operator"]),
        value=_decimal(values.get("value")),
        value_max=_decimal(values.get("value_max")),
        unit=str(values.get("unit") or "")[:24],
        benchmark=str(values.get("benchmark") or "")[:80],
        deadline=day_of(values.get("deadline")),
        deadline_inferred=bool(values.get("deadline_inferred")),
        accrual=Accrual(values["accrual"]),
        soft=bool(values.get("soft")),
        scope=str(values.get("scope") or "")[:120],
        section=section,
        baseline=None,
        baseline_year=None,
        note="",
    )


def task(section: str, values: Mapping[str, Any], targets: Iterable[str]) -> TaskFacts:
    """Return a confirmed task with the targets whose words stand in it."""
    return TaskFacts(
        number=str(values["number"])[:20], title=str(values["title"])[:120], section=section,
        is_safeguard=bool(values.get("is_safeguard")), deadline=day_of(values.get("deadline")),
        leads=tuple(values.get("leads") or ()), responsible=tuple(values.get("responsible") or ()),
        targets=tuple(targets), related=(),
    )  # fmt: skip


def project(code: str, section: str, values: Mapping[str, Any]) -> ProjectFacts:
    """Return a confirmed project; its budget in fen."""
    budget = _decimal(values.get("budget"))
    return ProjectFacts(
        number=code, name=str(values["name"])[:120], kind=str(values.get("kind") or "")[:16],
        category=str(values.get("category") or "")[:40], starts=values.get("starts"),
        ends=values.get("ends"), budget=None if budget is None else int(budget * FEN_PER_10K_YUAN),
        beds=values.get("beds"), floor_area=_decimal(values.get("floor_area")),
        content=str(values.get("content") or "")[:200], section=section,
        is_listed=bool(values.get("is_listed", True)),
    )  # fmt: skip


def milestone(code: str, section: str, values: Mapping[str, Any]) -> MilestoneFacts:
    """Return a confirmed deliverable."""
    return MilestoneFacts(
        code=code,
        name=str(values["name"])[:120],
        due=day_of(values.get("deadline")),
        section=section,
    )
