"""Parameters: what each is today, proposals with their effect, and the second officer's word."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.county_forms import NoteForm, ProposalForm
from anhuai.platform.environment import VARIABLES
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.models import ParameterChange
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.parameters import Setting
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_at, shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("title", gettext_lazy("参数")),
    Column("value", gettext_lazy("现在的值"), css="num"),
    Column("unit", gettext_lazy("单位")),
    Column("says", gettext_lazy("含义")),
    Column("confidence", gettext_lazy("可信度")),
    Column("state", gettext_lazy("状态")),
)
STATES: Mapping[str, tuple[Any, str]] = {
    "proposed": (gettext_lazy("待审批"), "yellow"),
    "approved": (gettext_lazy("已批准"), "green"),
    "rejected": (gettext_lazy("已退回"), "red"),
    "withdrawn": (gettext_lazy("已撤回"), "grey"),
}


def _url(key: str) -> str:
    return reverse("platform:parameter", args=[key])


def confidence_badge(setting: Setting) -> str:
    """Return how well a parameter's default is known, as a badge."""
    mark = setting.basis.confidence
    return badge(
        mark.label_en if is_english() else mark.label, "grey" if mark.is_setting else "blue"
    )


@page(
    Permit.SETTINGS_READ,
    menu=Menu(gettext_lazy("参数"), "settings", 25, group="system"),
    name="platform:parameters",
)
def parameter_list(request: ActorRequest) -> HttpResponse:
    """Every parameter with its value today."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称")),
            Filter("state", gettext_lazy("状态"), "select", [("proposed", gettext_lazy("待审批"))]),
        ],
    )
    asks = {one.name: one.value for one in filters}
    table = Table(
        key="parameters", columns=heads(request, COLUMNS, ""),
        rows=[
            (link(_url(one.key), one.title), value, one.unit, one.says, confidence_badge(one),
             badge(STATES["proposed"][0], "yellow") if waits else "")
            for one, value, waits in _found(asks)
        ],
        filters=filters, export_url="/sheets/parameters/export",
        empty_title=_("没有符合条件的参数"), empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("参数"))


def _found(asks: Mapping[str, str]) -> Iterable[tuple[Setting, int, bool]]:
    waiting = set(parameters.waiting().values_list("key", flat=True))
    today = clock.today()
    for one in parameters.declared().values():
        if asks.get("q", "") not in str(one.title):
            continue
        if asks.get("state") != "proposed" or one.key in waiting:
            yield one, parameters.value(one.key, on=today), one.key in waiting


def _give(_actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    for one, value, waits in _found(query):
        state = str(STATES["proposed"][0]) if waits else ""
        mark = one.basis.confidence
        yield str(one.title), str(value), str(one.unit), str(one.says), mark.label, state


declare(
    Giving(
        "parameters", gettext_lazy("参数"), [c.title for c in COLUMNS], _give,
        Permit.SETTINGS_READ, "/parameters/",
    )
)  # fmt: skip


@page(Permit.SETTINGS_READ)
def parameter_detail(request: ActorRequest, key: str) -> HttpResponse:
    """One parameter: its meaning and basis, what is proposed with its effect, its history."""
    setting, today = parameters.setting_of(key), clock.today()
    rows = [_row(request, one, setting) for one in parameters.history(key)]
    context = {
        "title": setting.title, "setting": setting, "back_url": reverse("platform:parameters"),
        "badges": [confidence_badge(setting)],
        "facts": [
            (_("现在的值"), f"{parameters.value(key, on=today)} {setting.unit}"),
            (_("含义"), setting.says), (_("缺省值"), f"{setting.default()} {setting.unit}"),
            (_("允许范围"), f"{setting.least}–{setting.most}"),
            (_("依据"), setting.basis.citation or setting.basis.note),
        ],
        "waiting": [row for row in rows if row["is_open"]], "rows": rows,
        "may_manage": request.actor.may(Permit.SETTINGS_MANAGE),
    }  # fmt: skip
    return render(request, "platform/parameter.html", context)


def _row(request: ActorRequest, one: ParameterChange, setting: Setting) -> dict[str, Any]:
    title, colour = STATES[one.state]
    is_open = one.state == "proposed"
    return {
        "pk": one.pk, "value": one.value, "since": one.since, "reason": one.reason,
        "proposed": f"{one.proposed_name} {shown_at(one.proposed_at)}",
        "decided": f"{one.decided_name} {shown_at(one.decided_at)}" if one.decided_at else "",
        "note": one.note, "state": badge(title, colour), "is_open": is_open,
        "is_own": one.proposed_by == request.actor.account,
        "effect": setting.effect(int(one.value)) if is_open else "",
    }  # fmt: skip


@page(Permit.SETTINGS_MANAGE)
def parameter_propose(request: ActorRequest, key: str) -> HttpResponse:
    """Propose a new value."""
    setting = parameters.setting_of(key)
    form = ProposalForm(
        request.POST or None, least=setting.least, most=setting.most, unit=setting.unit,
        initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        parameters.propose(
            request.actor, key=key, value=data["value"], since=data["since"], reason=data["reason"]
        )

    return asked(
        request, form, perform, title=_("提议修改：%(title)s") % {"title": setting.title},
        back=_url(key),
        more={
            "hint": _("提交后会算出影响，由另一位经办人批准后才生效。"),
            "submit_title": _("提交"),
        },
    )  # fmt: skip


@page(Permit.SETTINGS_MANAGE)
def parameter_decide(request: ActorRequest, change_id: int) -> HttpResponse:
    """Approve, send back or withdraw a proposal."""
    change = ParameterChange.objects.filter(pk=change_id).first()
    what = request.GET.get("what", "approve")
    if change is None or what not in _DECIDE:
        raise NotHere("parameter_change", change_id)
    setting = parameters.setting_of(change.key)
    title, perform = _DECIDE[what]

    def done(data: dict[str, Any]) -> None:
        perform(request.actor, change_id, data.get("note", ""))

    form_class = OnceForm if what == "withdraw" else NoteForm
    more = {
        "facts": [
            (_("参数"), setting.title), (_("提议的值"), f"{change.value} {setting.unit}"),
            (_("生效日期"), change.since), (_("理由"), change.reason),
            (_("影响"), setting.effect(int(change.value))),
        ],
        "submit_title": title, "warning": _("请核对提议的值和影响。"),
    }  # fmt: skip
    form = form_class(request.POST if request.method == "POST" else None)
    return asked(
        request, form, done, title=title, back=_url(change.key), more=more,
        template="platform/confirm.html",
    )  # fmt: skip


_DECIDE: Mapping[str, tuple[Any, Any]] = {
    "approve": (
        gettext_lazy("批准"),
        lambda actor, key, note: parameters.approve(actor, change_id=key, note=note),
    ),
    "reject": (
        gettext_lazy("退回"),
        lambda actor, key, note: parameters.reject(actor, change_id=key, note=note),
    ),
    "withdraw": (
        gettext_lazy("撤回"),
        lambda actor, key, _note: parameters.withdraw(actor, change_id=key),
    ),
}

ENVIRONMENT_COLUMNS = (
    Column("name", gettext_lazy("环境变量")),
    Column("says", gettext_lazy("含义")),
    Column("value", gettext_lazy("现在的值")),
    Column("source", gettext_lazy("来源")),
)


@page(Permit.STATUS_READ)
def environment_list(request: ActorRequest) -> HttpResponse:
    """What the deployment's environment says; only whoever runs the machine can change it."""
    filters = filled(request, [Filter("q", gettext_lazy("名称"))])
    text = filters[0].value
    table = Table(
        key="environment", columns=heads(request, ENVIRONMENT_COLUMNS, ""),
        rows=[
            (one.name, one.says, one.shown(),
             badge(_("环境"), "blue") if one.is_set else badge(_("缺省"), "grey"))
            for one in VARIABLES if text.upper() in one.name or text in str(one.says)
        ],
        filters=filters, empty_title=_("没有符合条件的设置"), empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("运行环境设置"))


@panel("home", title=gettext_lazy("参数"), order=3, permit=Permit.SETTINGS_MANAGE)
def proposals_waiting(request: ActorRequest, _key: int) -> str:
    """Say which proposals of colleagues wait for a second officer."""
    found = parameters.waiting().exclude(proposed_by=request.actor.account or 0)
    rows = [(_url(one.key), parameters.setting_of(one.key).title) for one in found]
    if not rows:
        return ""
    return render_to_string("platform/_proposals.html", {"rows": rows}, request)
