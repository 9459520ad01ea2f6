"""A confirmed draft goes live: its accepted items become the plan's targets, tasks and projects."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.places import queries as places
from anhuai.plans.actions.loading import take_in
from anhuai.plans.actions.scope import NotPossible, require_scope
from anhuai.plans.catalogue.contradictions import CHECKS
from anhuai.plans.models import DraftFinding, DraftItem, DraftPlan, Plan
from anhuai.plans.rules import drafting
from anhuai.plans.rules.documents import FindingFacts, PlanFacts
from anhuai.plans.rules.drafting import ItemKind
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


@action(permit=Permit.PLANS_MANAGE, title=_("规划草稿上线"), logs=("draft", "code"), subject="plan")
def publish_draft(
    actor: Actor, *, draft: int, code: str, short_title: str, starts: int, ends: int
) -> Plan:
    """Put a draft's accepted items on the board; again brings the plan up to what was confirmed.

    A target of an item since rejected stays with what was recorded of it. Raises `NotPossible`.
    """
    found = DraftPlan.objects.select_for_update().filter(pk=draft).first()
    if found is None:
        raise NotHere("draft_plan", draft)
    document = found.document
    require_scope(actor, Permit.PLANS_MANAGE, document.division, "draft_plan", draft)
    plan = found.plan
    code = plan.code if plan else code.strip().lower()
    _require(code, found, plan, starts, ends)
    facts = _facts(found, code, short_title.strip() or found.title, starts, ends)
    if not facts.targets and not facts.tasks and not facts.projects:
        raise NotPossible(
            "status", "还没有确认任何指标、任务或项目。", "Nothing has been confirmed yet."
        )
    live = take_in(facts)
    found.plan = live
    found.save(update_fields=["plan"])
    return live


def _require(code: str, draft: DraftPlan, plan: Plan | None, starts: int, ends: int) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{2,38}", code):
        raise NotPossible(
            "code", "代码只用小写字母、数字和连字符，3 到 39 位。",
            "A code has 3 to 39 lower-case letters, digits and hyphens.", field="code",
        )  # fmt: skip
    if plan is None and (Plan.objects.filter(code=code).exists() or code in _WORDS):
        raise NotPossible(
            "code", "这个代码已有规划使用。", "Another plan has this code.", field="code"
        )
    if not 2000 <= starts <= ends <= 2100:
        raise NotPossible("order", "起止年份不对，请核对。", "Check the years.", field="ends")
    del draft


_WORDS = frozenset(
    {"compare", "indicators", "reports", "tasks", "steps", "projects", "milestones", "documents"}
)


def _facts(draft: DraftPlan, code: str, short: str, starts: int, ends: int) -> PlanFacts:
    rows = list(draft.items.filter(state="accepted").exclude(change="gone").order_by("pk"))
    of = {kind: [one for one in rows if one.kind == kind] for kind in ItemKind}
    division = draft.document.division
    return PlanFacts(
        code=code,
        title=draft.title,
        short_title=short[:40],
        division=division,
        area_name=places.path_of(division)[:60],
        document_number=draft.document_number,
        issuer=draft.issuer,
        issued=draft.issued,
        starts=starts,
        ends=ends,
        note="",
        targets=[drafting.target(code, *_said(one)) for one in of[ItemKind.INDICATOR]],
        tasks=[
            drafting.task(one.section, one.values, _inside(one, of[ItemKind.INDICATOR]))
            for one in _numbered(of[ItemKind.TASK])
        ],
        projects=[drafting.project(*_said(one)) for one in of[ItemKind.PROJECT]],
        milestones=[drafting.milestone(*_said(one)) for one in of[ItemKind.MILESTONE]],
        findings=_findings(draft),
    )


def _said(one: DraftItem) -> tuple[str, str, dict[str, Any]]:
    return one.code, one.section, one.values


def _numbered(tasks: list[DraftItem]) -> list[DraftItem]:
    seen = set()
    for one in tasks:
        number = str(one.values["number"])
        if number in seen:
            one.values = {**one.values, "number": f"{number}-{one.code}"}
        seen.add(number)
    return tasks


def _inside(task: DraftItem, targets: list[DraftItem]) -> list[str]:
    """The targets whose words, first said or said again, stand in a task's text."""
    found = []
    for one in targets:
        spans = [
            (one.start, one.end),
            *((m["start"], m["end"]) for m in one.values.get("mentions", [])),
        ]
        if any(task.start <= start < task.end for start, _end in spans):
            found.append(one.code)
    return found


def _findings(draft: DraftPlan) -> list[FindingFacts]:
    rows = DraftFinding.objects.filter(draft=draft).order_by("pk")
    return [
        FindingFacts(
            code=f"X{number:03d}",
            severity=one.severity,
            topic=CHECKS[one.check_code].title,
            says=f"{one.arithmetic}。建议向印发机关询问：{one.question}"[:300],
        )
        for number, one in enumerate(rows, start=1)
    ]
