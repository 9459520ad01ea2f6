"""Plans as county data: what a plan document promises, read from counties/<name>/plans/*.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from anhuai.facilities.rules import Titled
from anhuai.plans.rules.targets import Accrual, Operator

FEN_PER_10K_YUAN: Final = 10_000 * 100


class ProjectStatus(Titled):
    """How far a project is."""

    PLANNED = "planned", "规划中", "Planned"
    BUILDING = "building", "在建", "Under construction"
    ACCEPTED = "accepted", "已竣工验收", "Accepted"
    CANCELLED = "cancelled", "已取消", "Cancelled"


class SpendingSource(StrEnum):
    """Where a project's money comes from."""

    CENTRAL = "central"
    PROVINCE = "province"
    COUNTY = "county"
    LOTTERY = "lottery"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """One promised figure; `code` is the annotation's id, `indicator` a key of the catalogue."""

    code: str
    indicator: str
    name: str
    operator: Operator
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    benchmark: str
    deadline: date | None
    deadline_inferred: bool
    accrual: Accrual
    soft: bool
    scope: str
    section: str
    baseline: Decimal | None
    baseline_year: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """One numbered task; `related` targets were joined to it by topic, not by its text."""

    number: str
    title: str
    section: str
    is_safeguard: bool
    deadline: date | None
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    targets: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """One project; `budget` in fen."""

    number: str
    name: str
    kind: str
    category: str
    starts: int | None
    ends: int | None
    budget: int | None
    beds: int | None
    floor_area: Decimal | None
    content: str
    section: str
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """One deliverable without a number."""

    code: str
    name: str
    due: date | None
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """One contradiction in the document itself."""

    code: str
    severity: str
    topic: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A whole plan as its county's data says."""

    code: str
    title: str
    short_title: str
    division: str
    area_name: str
    document_number: str
    issuer: str
    issued: date | None
    starts: int
    ends: int
    note: str
    targets: Sequence[TargetFacts]
    tasks: Sequence[TaskFacts]
    projects: Sequence[ProjectFacts]
    milestones: Sequence[MilestoneFacts]
    findings: Sequence[FindingFacts]


def _number(row: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(row[key]) if key in row else None


def _target(row: Mapping[str, Any]) -> TargetFacts:
    return TargetFacts(
        code=row["code"],
        indicator=row["indicator"],
        name=row["name"],
        operator=Operator(row["operator"]),
        value=_number(row, "value"),
        value_max=_number(row, "value_max"),
        unit=row["unit"],
        benchmark=row.get("benchmark", ""),
        deadline=row.get("deadline"),
        deadline_inferred=row.get("deadline_inferred", False),
        accrual=Accrual(row["accrual"]),
        soft=row.get("soft", False),
        scope=row.get("scope", ""),
        section=row["section"],
        baseline=_number(row, "baseline"),
        baseline_year=row.get("baseline_year"),
        note=row.get("note", ""),
    )


def _task(row: Mapping[str, Any]) -> TaskFacts:
    return TaskFacts(
        number=row["number"],
        title=row["title"],
        section=row["section"],
        is_safeguard=row.get("safeguard", False),
        deadline=row.get("deadline"),
        leads=tuple(row.get("leads", ())),
        responsible=tuple(row.get("responsible", ())),
        targets=tuple(row.get("targets", ())),
        related=tuple(row.get("targets_inferred", ())),
    )


def _project(row: Mapping[str, Any]) -> ProjectFacts:
    budget = _number(row, "budget_10k_yuan")
    return ProjectFacts(
        number=row["number"],
        name=row["name"],
        kind=row["kind"],
        category=row.get("category", ""),
        starts=row.get("starts"),
        ends=row.get("ends"),
        budget=None if budget is None else int(budget * FEN_PER_10K_YUAN),
        beds=row.get("beds"),
        floor_area=_number(row, "floor_area"),
        content=row.get("content", ""),
        section=row["section"],
        is_listed=not row.get("unlisted", False),
    )


def parse(data: Mapping[str, Any]) -> PlanFacts:
    """Return the plan that county data describes; a missing or odd value is a programming error."""
    head = data["plan"]
    return PlanFacts(
        code=head["code"],
        title=head["title"],
        short_title=head["short_title"],
        division=head["division"],
        area_name=head["area_name"],
        document_number=head.get("document_number", ""),
        issuer=head.get("issuer", ""),
        issued=head.get("issued"),
        starts=head["starts"],
        ends=head["ends"],
        note=head.get("note", ""),
        targets=[_target(row) for row in data.get("target", ())],
        tasks=[_task(row) for row in data.get("task", ())],
        projects=[_project(row) for row in data.get("project", ())],
        milestones=[
            MilestoneFacts(
                code=row["code"], name=row["name"], due=row.get("due"), section=row["section"]
            )
            for row in data.get("milestone", ())
        ],
        findings=[FindingFacts(**row) for row in data.get("finding", ())],
    )


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, PlanFacts]:
    """Return every plan shipped as county data, by its code."""
    found = {}
    for county in sorted(files("anhuai.counties").iterdir(), key=lambda one: one.name):
        folder = county / "plans"
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".toml"):
                plan = parse(tomllib.loads(file.read_text(encoding="utf-8")))
                found[plan.code] = plan
    return found
