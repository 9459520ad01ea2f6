"""The seed plans shipped as county data agree with their annotation and with the catalogue."""

from datetime import date
from decimal import Decimal

import pytest

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.rules import Operator
from anhuai.plans.rules.documents import PlanFacts, shipped

# targets, tasks, safeguards among them, projects, milestones, findings (plans/README's table);
# of 001 and 003 only the register of targets is published, so they have no tasks.
COUNTS = {
    "sichuan-2021": (15, 12, 3, 6, 4, 7),
    "wenshan-2025": (20, 0, 0, 0, 0, 1),
    "linze-2025-civil": (61, 34, 6, 23, 12, 29),
    "linze-2025-elderly": (22, 26, 6, 15, 6, 17),
    "huzhong-2025": (23, 0, 0, 1, 0, 4),
    "litong-2023": (17, 18, 3, 4, 5, 12),
}
EVERY = [(plan.code, plan) for plan in shipped().values()]


def test_six_plans_of_five_areas_are_shipped() -> None:
    assert set(shipped()) == set(COUNTS)
    assert {plan.division for plan in shipped().values()} == {
        "51", "5326", "620723", "232764", "640302",
    }  # fmt: skip


@pytest.mark.parametrize("code", sorted(COUNTS))
def test_the_counts_are_those_of_the_annotation(code: str) -> None:
    plan = shipped()[code]
    assert (
        len(plan.targets), len(plan.tasks), sum(task.is_safeguard for task in plan.tasks),
        len(plan.projects), len(plan.milestones), len(plan.findings),
    ) == COUNTS[code]  # fmt: skip


def test_all_158_targets_use_120_keys_of_the_catalogue() -> None:
    keys = [target.indicator for plan in shipped().values() for target in plan.targets]
    assert len(keys) == 158
    assert len(set(keys)) == 120
    assert set(keys) <= set(INDICATORS)


@pytest.mark.parametrize(("code", "plan"), EVERY)
def test_codes_are_unique_and_links_lead_somewhere(code: str, plan: PlanFacts) -> None:
    codes = {target.code for target in plan.targets}
    assert len(codes) == len(plan.targets)
    assert len({task.number for task in plan.tasks}) == len(plan.tasks)
    assert len({project.number for project in plan.projects}) == len(plan.projects)
    for task in plan.tasks:
        assert set(task.targets) | set(task.related) <= codes
        assert not set(task.targets) & set(task.related)


@pytest.mark.parametrize(("code", "plan"), EVERY)
def test_every_fact_has_its_section_and_fits_its_column(code: str, plan: PlanFacts) -> None:
    for one in [*plan.targets, *plan.tasks, *plan.projects, *plan.milestones]:
        assert 0 < len(one.section) <= 40
    for target in plan.targets:
        assert len(target.name) <= 60
        assert len(target.scope) <= 120
        assert len(target.note) <= 120
        if target.deadline:
            assert plan.starts <= target.deadline.year <= plan.ends
    for finding in plan.findings:
        assert len(finding.says) <= 160
        assert finding.severity in ("high", "medium", "low")


def test_units_of_targets_are_those_of_their_indicators() -> None:
    odd = {
        (target.indicator, target.unit)
        for plan in shipped().values()
        for target in plan.targets
        if target.unit != INDICATORS[target.indicator].unit
    }
    # The two plans write 县（市） where the catalogue says 县.
    assert odd == {("county_disabled_inst", "所/县（市）"), ("elder_univ_county", "所/县（市）")}


def test_a_target_in_full() -> None:
    beds = next(t for t in shipped()["linze-2025-elderly"].targets if t.code == "002b-I04")
    assert beds.indicator == "beds_per_1000"
    assert beds.operator is Operator.EQUAL
    assert beds.value == Decimal(60)
    assert beds.deadline == date(2025, 12, 31)
    assert beds.deadline_inferred
    assert (beds.baseline, beds.baseline_year) == (Decimal(54), 2020)
    assert beds.scope == "户籍老人"


def test_a_range_and_a_benchmark_keep_their_form() -> None:
    civil = {target.code: target for target in shipped()["linze-2025-civil"].targets}
    stations = civil["002a-I57"]
    assert (stations.operator, stations.value, stations.value_max) == (
        Operator.RANGE,
        Decimal(3),
        Decimal(4),
    )
    urban = civil["002a-I02"]
    assert (urban.value, urban.benchmark) == (None, "全市平均水平")
    assert civil["002a-I23"].operator is Operator.INCREASE_BY


def test_budgets_come_to_the_sum_of_the_rows_in_fen() -> None:
    linze = shipped()["linze-2025-civil"]
    assert sum(project.budget or 0 for project in linze.projects) == 80_285 * 10_000 * 100
    elderly = shipped()["linze-2025-elderly"]
    assert sum(project.budget or 0 for project in elderly.projects) == 66_354 * 10_000 * 100


def test_departments_are_kept_as_named() -> None:
    task = next(t for t in shipped()["litong-2023"].tasks if t.number == "6")
    assert task.leads == ("区民政局",)
    assert len(task.responsible) == 8
