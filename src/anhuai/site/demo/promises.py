"""The county's plans, and a few invented reports, steps and payments so that no page is empty."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from anhuai.plans import actions
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Plan, Project, Target, Task
from anhuai.plans.rules.documents import ProjectStatus, SpendingSource, shipped
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.site.demo.chance import chance
from anhuai.site.demo.facts import Facts

NOTE: Final = "演示数据，并非真实填报"
_STEPS: Final = ("已印发实施方案", "已完成摸底", "项目开工", "完成半数", "已通过中期检查")
_REPORTED: Final = 12
_SHARE: Final = tuple(map(Decimal, ("0.62", "0.71", "0.8", "0.93", "1", "0.88")))
_REASON: Final = "演示：依据不清，请补充"


def load_plans(facts: Facts) -> list[str]:
    """Take in the county's own plans first, then the others to compare with."""
    codes = sorted(shipped(), key=lambda code: shipped()[code].division != facts.code)
    return [actions.load_plan(SYSTEM, code=code).short_title for code in codes]


class Promises:
    """Writes the invented entries through the same actions an officer uses."""

    def __init__(self, facts: Facts, officer: Actor, second: Actor, on: date) -> None:
        self.code = facts.code
        self.officer = officer
        self.second = second
        self.on = on
        self.luck: Random = chance(facts.county, "promises", on)

    def write(self) -> None:
        """Report figures, record steps of tasks, spend on projects."""
        for plan in Plan.objects.filter(division=self.code).order_by("code"):
            self._report(plan)
            self._advance(plan)
            self._spend(plan)

    def _report(self, plan: Plan) -> None:
        """Report some figures no record can compute: most confirmed, some waiting, one refused."""
        targets = Target.objects.filter(plan=plan).exclude(value=None).order_by("code")
        wanted = [one for one in targets if INDICATORS[one.indicator].reported is not None]
        for number, target in enumerate(wanted[:_REPORTED]):
            definition = INDICATORS[target.indicator]
            by = definition.reported.by[0] if definition.reported else ""
            value = (target.value or Decimal(0)) * _SHARE[number % len(_SHARE)]
            _, ceiling = definition.bounds
            value = min(value, ceiling) if ceiling is not None else value
            report = actions.report_figure(
                self.officer, key=target.indicator, division=self.code,
                on=self.on - timedelta(days=20 + 11 * number),
                value=value.quantize(Decimal("0.1")), department=by, evidence=NOTE,
            )  # fmt: skip
            if number % 6 == 5:
                actions.reject_figure(self.second, report=report.pk, reason=_REASON)
            elif number % 4 != 3:
                actions.confirm_figure(self.second, report=report.pk)

    def _advance(self, plan: Plan) -> None:
        """Record a step or two of every third task, and close a few."""
        for number, task in enumerate(Task.objects.filter(plan=plan).order_by("number")[:24]):
            if number % 3 == 2:
                continue
            for step in range(1 + number % 2):
                actions.record_task_progress(
                    self.officer, task=task.pk, on=self.on - timedelta(days=200 - 90 * step),
                    progress=min(95, 20 + 30 * step + int(self.luck.random() * 40)),
                    says=f"{_STEPS[(number + step) % len(_STEPS)]}（{NOTE}）",
                )  # fmt: skip
            if number % 7 == 4:
                actions.close_task(
                    self.officer, task=task.pk, on=self.on - timedelta(days=15),
                    says=f"已办结（{NOTE}）",
                )  # fmt: skip

    def _spend(self, plan: Plan) -> None:
        """Spend on the first projects of the plan and let some be built or accepted."""
        sources = list(SpendingSource)
        for number, project in enumerate(Project.objects.filter(plan=plan).order_by("pk")[:14]):
            status = (ProjectStatus.BUILDING, ProjectStatus.ACCEPTED, ProjectStatus.PLANNED)
            chosen = status[number % 3]
            if chosen is ProjectStatus.PLANNED:
                continue
            actions.set_project_status(self.officer, project=project.pk, status=chosen)
            share = 1.0 if chosen is ProjectStatus.ACCEPTED else 0.3 + 0.4 * self.luck.random()
            amount = int((project.budget or 5_000_000_00) * share / 200) * 100
            for part in range(2):
                actions.record_spending(
                    self.officer, project=project.pk,
                    on=self.on - timedelta(days=700 - 300 * part), amount=amount,
                    source=sources[(number + part) % len(sources)], note=NOTE,
                )  # fmt: skip
