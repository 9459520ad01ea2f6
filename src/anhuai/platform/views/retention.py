"""How long data are kept: the rules, what is due, proposals for two officers, holds."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, retaining
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.models import LegalHold, RetentionProposal
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english

_STATES = {
    "proposed": (gettext_lazy("待核对"), "blue"),
    "checked": (gettext_lazy("待另一人确认"), "yellow"),
    "done": (gettext_lazy("已执行"), "green"),
    "refused": (gettext_lazy("不予处理"), "grey"),
}


class ReasonForm(OnceForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


class MonthsForm(ReasonForm):
    """How long, and why so."""

    months = forms.IntegerField(label=gettext_lazy("保存多少个月"), min_value=1, max_value=1200)
    field_order = ("months", "reason")


def _post(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


@page(
    Permit.RETENTION_READ,
    menu=Menu(gettext_lazy("数据保存期限"), "clock", 23, group="system"),
    name="platform:retention",
)
def retention_list(request: ActorRequest) -> HttpResponse:
    """Every rule with its basis and what is due, the proposals, the holds."""
    today = clock.today()
    context = {
        "title": _("数据保存期限"),
        "rules": [_rule(code, rule, today) for code, rule in retaining.rules().items()],
        "proposals": [_proposal(one) for one in retaining.proposals()],
        "holds": retaining.holds() if retaining.is_whole(request.actor) else [],
        "decides": retaining.is_whole(request.actor),
    }
    return render(request, "platform/retention.html", context)


def _rule(code: str, rule: retaining.Rule, today: Any) -> dict[str, Any]:
    mark, english = rule.basis.confidence, is_english()
    return {
        "code": code,
        "title": rule.title_en if english else rule.title,
        "what": rule.what_en if english else rule.what,
        "after": rule.after_en if english else rule.after,
        "months": retaining.months_of(code),
        "erases": rule.does is retaining.Does.ERASE,
        "basis": rule.basis.citation or rule.basis.note,
        "note": rule.basis.note,
        "mark": (mark.label_en if english else mark.label) if not mark.is_verified else "",
        "is_setting": mark.is_setting,
        "due": len(retaining.due(code, on=today)),
    }


def _proposal(one: RetentionProposal) -> dict[str, Any]:
    rule = retaining.rules().get(one.rule)
    title = one.rule if rule is None else rule.title_en if is_english() else rule.title
    state, colour = _STATES[one.state]
    return {"one": one, "title": title, "state": state, "colour": colour}


@page(Permit.RETENTION_DECIDE)
def retention_decide(request: ActorRequest, proposal_id: int, decision: str) -> HttpResponse:
    """Check, confirm or refuse a proposal."""
    found = RetentionProposal.objects.filter(pk=proposal_id).first()
    if found is None or decision not in ("check", "confirm", "refuse"):
        raise NotHere("retention_proposal", proposal_id)
    titles = {"check": _("核对"), "confirm": _("确认并执行"), "refuse": _("不予处理")}

    def perform(data: dict[str, Any]) -> None:
        if decision == "check":
            retaining.check_proposal(request.actor, proposal=proposal_id)
        elif decision == "confirm":
            retaining.confirm_proposal(request.actor, proposal=proposal_id)
        else:
            retaining.refuse_proposal(request.actor, proposal=proposal_id, reason=data["reason"])

    form = ReasonForm(_post(request)) if decision == "refuse" else OnceForm(_post(request))
    facts = [(_("规则"), _proposal(found)["title"]), (_("条数"), found.count)]
    warning = _("执行后不能恢复（备份里的随备份到期）。") if decision == "confirm" else ""
    return asked(
        request, form, perform, title=titles[decision], back=reverse("platform:retention"),
        more={"facts": facts, "warning": warning, "danger": decision == "confirm",
              "submit_title": titles[decision]},
        template="platform/form.html" if decision == "refuse" else "platform/confirm.html",
    )  # fmt: skip


@page(Permit.RETENTION_DECIDE)
def retention_months(request: ActorRequest, code: str) -> HttpResponse:
    """Set how long, where the law leaves it open."""
    rule = retaining.rules().get(code)
    if rule is None or not rule.basis.confidence.is_setting:
        raise NotHere("retention", code)

    def perform(data: dict[str, Any]) -> None:
        retaining.set_months(request.actor, code=code, months=data["months"], reason=data["reason"])

    form = MonthsForm(_post(request), initial={"months": retaining.months_of(code)})
    return asked(
        request, form, perform, title=_("设定保存期限"), back=reverse("platform:retention"),
        more={"hint": rule.title_en if is_english() else rule.title},
    )  # fmt: skip


@page(Permit.RETENTION_DECIDE)
def hold_release(request: ActorRequest, hold_id: int) -> HttpResponse:
    """End a hold."""
    if not LegalHold.objects.filter(pk=hold_id, until=None).exists():
        raise NotHere("hold", hold_id)

    def perform(data: dict[str, Any]) -> None:
        retaining.release(request.actor, hold_id=hold_id, reason=data["reason"])

    return asked(
        request, ReasonForm(_post(request)), perform, title=_("解除保全"),
        back=reverse("platform:retention"),
    )  # fmt: skip
