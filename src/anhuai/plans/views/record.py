"""A live plan to take away: every target, task, project and milestone in YAML and in Excel."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.engine.writing import as_yaml
from anhuai.plans.rules.documents import FEN_PER_10K_YUAN
from anhuai.plans.rules.drafting import ItemKind
from anhuai.plans.views.boards import workbook
from anhuai.plans.views.item_forms import KINDS
from anhuai.plans.views.item_words import said
from anhuai.platform import clock
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

HEADS = (
    gettext_lazy("编号"), gettext_lazy("类型"), gettext_lazy("名称"), gettext_lazy("内容"),
    gettext_lazy("期限"), gettext_lazy("章节"),
)  # fmt: skip
Entry = tuple[str, str, dict[str, Any], str, str, str]
"""Kind, code, values, quote (none: the plan is live), section, state: what YAML is written of."""


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def entries(request: ActorRequest, plan: Any) -> list[Entry]:
    """Return everything a plan promises, in the fields of the annotation."""
    actor = request.actor
    found: list[Entry] = []
    for t in queries.targets(actor, plan):
        values: dict[str, Any] = {
            "key": t.indicator, "name": t.name, "operator": t.operator, "value": _plain(t.value),
            "value_max": _plain(t.value_max), "unit": t.unit, "benchmark": t.benchmark,
            "deadline": t.deadline, "deadline_inferred": t.deadline_inferred,
            "accrual": t.accrual, "soft": t.soft, "scope": t.scope_text,
        }  # fmt: skip
        found.append(("indicator", t.code, values, "", t.section, "live"))
    for task in queries.tasks(actor, on=clock.today(), found=plan):
        values = {
            "number": task.number, "title": task.title, "deadline": task.deadline,
            "leads": [one.name for one in task.leads.all()],
            "responsible": [one.name for one in task.responsible.all()],
        }  # fmt: skip
        found.append(("task", task.number, values, "", task.section, task.status))
    for one in queries.projects(actor, plan):
        values = {
            "number": one.number, "name": one.name, "kind": one.kind, "starts": one.starts,
            "ends": one.ends, "beds": one.beds, "floor_area": _plain(one.floor_area),
            "budget": None if one.budget is None else one.budget / FEN_PER_10K_YUAN,
            "content": one.content,
        }  # fmt: skip
        found.append(("project", one.number, values, "", one.section, one.status))
    for step in queries.milestones(actor, plan):
        values = {"name": step.name, "deadline": step.due}
        found.append(("milestone", step.code, values, "", step.section, "live"))
    return found


@page(Permit.PLANS_EXPORT)
def plan_yaml(request: ActorRequest, code: str) -> HttpResponse:
    """A live plan in the annotation's YAML."""
    plan = queries.plan(request.actor, code)
    head = {
        "title": plan.title, "issuer": plan.issuer, "doc_number": plan.document_number,
        "issue_date": plan.issued, "start": plan.starts, "end": plan.ends,
        "division": plan.division,
    }  # fmt: skip
    body = as_yaml(head, entries(request, plan))
    answer = HttpResponse(body, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{plan.code}.yaml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(Permit.PLANS_EXPORT)
def plan_workbook(request: ActorRequest, code: str) -> HttpResponse:
    """A live plan as a workbook, a row a promise."""
    plan = queries.plan(request.actor, code)
    return workbook(HEADS, _rows(entries(request, plan)), plan.short_title + _("全部内容"))


def _rows(found: list[Entry]) -> Iterator[list[str]]:
    for kind, code, values, _quote, section, _state in found:
        name = str(values.get("name") or values.get("title") or "")
        due = values.get("deadline")
        yield [code, str(KINDS[ItemKind(kind)]), name, said(kind, values),
               f"{due:%Y-%m-%d}" if due else "", section]  # fmt: skip
