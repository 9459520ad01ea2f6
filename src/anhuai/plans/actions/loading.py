"""Taking a plan in from county data: again and again with the same result."""

from collections.abc import Iterable
from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import require_scope
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Department, Finding, Milestone, Plan, Project, Target, Task
from anhuai.plans.rules.documents import PlanFacts, ProjectFacts, TargetFacts, TaskFacts, shipped
from anhuai.plans.rules.drafting import OWN
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


@action(permit=Permit.PLANS_MANAGE, title=_("载入规划"), logs=("code",), subject="plan")
def load_plan(actor: Actor, *, code: str) -> Plan:
    """Take in a shipped plan, or bring it up to its county data; what was recorded of it stays.

    Deadlines changed here, progress, spending and reached milestones are never overwritten.
    """
    facts = shipped().get(code)
    if facts is None:
        raise NotHere("plan", code)
    require_scope(actor, Permit.PLANS_MANAGE, facts.division, "plan", code)
    return take_in(facts)


def take_in(facts: PlanFacts) -> Plan:
    """Write a plan's facts, or bring it up to them; what was recorded of it stays."""
    head = {
        name: getattr(facts, name)
        for name in (
            "title", "short_title", "division", "area_name", "document_number", "issuer",
            "issued", "starts", "ends", "note",
        )
    }  # fmt: skip
    plan, _ = Plan.objects.update_or_create(code=facts.code, defaults=head)
    targets = {one.code: _target(plan, one) for one in facts.targets}
    for task in facts.tasks:
        _task(plan, task, targets)
    for project in facts.projects:
        _project(plan, project)
    _rest(plan, facts)
    return plan


def _target(plan: Plan, facts: TargetFacts) -> Target:
    if facts.indicator not in INDICATORS and not facts.indicator.startswith(OWN):
        raise KeyError(facts.indicator)
    values = asdict(facts)
    values["scope_text"] = values.pop("scope")
    code = values.pop("code")
    found, _ = Target.objects.update_or_create(plan=plan, code=code, defaults=values)
    return found


def _departments(names: Iterable[str]) -> list[Department]:
    return [Department.objects.get_or_create(name=name)[0] for name in names]


def _task(plan: Plan, facts: TaskFacts, targets: dict[str, Target]) -> None:
    text = {
        "title": facts.title, "section": facts.section, "is_safeguard": facts.is_safeguard,
    }  # fmt: skip
    found, is_new = Task.objects.get_or_create(
        plan=plan, number=facts.number, defaults={**text, "deadline": facts.deadline}
    )
    if not is_new:
        Task.objects.filter(pk=found.pk).update(**text)
    found.leads.set(_departments(facts.leads))
    found.responsible.set(_departments(facts.responsible))
    found.targets.set([targets[code] for code in facts.targets])
    found.related.set([targets[code] for code in facts.related])


def _project(plan: Plan, facts: ProjectFacts) -> None:
    values = asdict(facts)
    number = values.pop("number")
    Project.objects.update_or_create(plan=plan, number=number, defaults=values)


def _rest(plan: Plan, facts: PlanFacts) -> None:
    for milestone in facts.milestones:
        Milestone.objects.update_or_create(
            plan=plan,
            code=milestone.code,
            defaults={
                "name": milestone.name, "due": milestone.due, "section": milestone.section,
            },
        )  # fmt: skip
    for finding in facts.findings:
        values = asdict(finding)
        code = values.pop("code")
        Finding.objects.update_or_create(plan=plan, code=code, defaults=values)
