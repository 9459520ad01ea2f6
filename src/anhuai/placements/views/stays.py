"""Stays: the list, one with its course, and every step from moving in to leaving."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.placements import actions, queries
from anhuai.placements.forms import (
    AdmissionForm,
    AwayForm,
    BackForm,
    DischargeForm,
    LevelForm,
    MoveForm,
    RiskForm,
)
from anhuai.placements.rules.contract import MEASURES, Grade, Risk, Terms, focus
from anhuai.placements.rules.words import Answer, Away, Ending, Kind, What
from anhuai.placements.views import listing, wording
from anhuai.placements.views.billing import state_badge as bill_badge
from anhuai.placements.views.prepaid import prepaid_panel
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, changed, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word, words

READ, RUN = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("home", gettext_lazy("机构"), ("facility__name",)),
    Column("kind", gettext_lazy("入住类型"), ("kind",)),
    Column("label", gettext_lazy("床位"), css="nowrap"),
    Column("level", gettext_lazy("照护等级")),
    Column("since", gettext_lazy("入住日期"), ("since",), css="nowrap"),
    Column("state", gettext_lazy("状态")),
    Column("until", gettext_lazy("离院日期"), css="nowrap"),
)


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    key = asks.get("facility", "")
    return {
        **{name: asks.get(name, "") for name in ("q", "state", "division", "kind")},
        "facility": int(key) if key.isdigit() and len(key) < 19 else None,
    }


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("placements:stay", args=[key]), name), home, word(Kind(kind)),
            label or "", level, wording.day(since), state_badge(until, ending, away),
            wording.day(until),
        )
        for key, _p, name, _f, home, kind, since, until, label, level, ending, away in rows
    ]  # fmt: skip


def state_badge(until: Any, ending: str, away: str | None) -> Any:
    """Return how a stay stands."""
    if until is not None:
        return badge(word(Ending(ending)) if ending else _("已结束"), "grey")
    return badge(word(Away(away)), "orange") if away else badge(_("在住"), "green")


@page(READ)
def stay_list(request: ActorRequest) -> HttpResponse:
    """Who lives at the institutions in scope."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of({**asks, "facility": request.GET.get("facility", "")})

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.stay_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_stays(request.actor, **which)

    states = [("away", _("外出")), ("ended", _("已离院")), ("all", _("全部"))]
    runs = request.actor.may(RUN)
    export = changed(request).partition("?")[2]
    return listing.show(
        request, title=_("入住人员"), key="stays", columns=COLUMNS, default=["-since"],
        filters=[
            listing.name_filter(), listing.town_filter(request),
            Filter("kind", gettext_lazy("入住类型"), "select", words(Kind)),
            Filter("state", gettext_lazy("状态"), "select", states),
        ],
        ask=ask, cells=_cells,
        import_url=reverse("platform:sheet_import", args=["stays"]) if runs else "",
        export_url=f"{reverse('platform:sheet_export', args=['stays'])}?{export}" if runs else "",
        empty_title=_("没有入住记录"), empty_hint=_("在机构的床位图页办理入住，或用 Excel 导入。"),
    )  # fmt: skip


@page(READ)
def stay(request: ActorRequest, stay_id: int) -> HttpResponse:
    """One stay: bed, contract, risks, course."""
    today = clock.today()
    found = queries.stay_file(request.actor, stay_id, on=today)
    one = found.one
    away = next((gone for gone in found.absences if gone.until is None), None)
    keeps = _runs(request, stay_id)
    runs = one.until is None and keeps
    newest = found.risks[0] if found.risks else None
    context = {
        "title": _("入住记录：%(name)s") % {"name": one.person.name},
        "back_url": reverse("placements:stays"), "back_title": _("入住人员"),
        "badges": [state_badge(one.until, one.ending, away.kind if away else None)],
        "facts": _facts(request, found), "one": one, "runs": runs, "away": away,
        "contract": _contract(found),
        "bills": [
            (reverse("placements:bill", args=[bill.pk]), f"{bill.month:%Y-%m}",
             wording.money(bill.total), bill_badge(bill.state))
            for bill in queries.bills_of_stay(one.pk)
        ],
        "prepaid": prepaid_panel(request, one.pk, ended=one.until is not None),
        "keeps": keeps,
        "risks": [
            (word(Risk(code)), word(Grade(grade)))
            for code, grade in (newest.risks.items() if newest else ())
        ],
        "focus": [
            (word(risk), MEASURES[risk][1 if is_english() else 0])
            for risk in (focus(newest.risks) if newest else ())
        ],
        "newest": newest and wording.day(newest.assessed_on),
        "due": found.risks_due and wording.day(found.risks_due),
        "late": bool(found.risks_due and found.risks_due < today),
        "timeline": [
            {"at": wording.day(line.on), "title": word(What(line.what)), "text": line.says,
             "who": line.by}
            for line in found.entries
        ],
    }  # fmt: skip
    return render(request, "placements/stay.html", context)


def _runs(request: ActorRequest, stay_id: int) -> bool:
    if not request.actor.may(RUN):
        return False
    try:
        one = queries.stay(request.actor, stay_id, permit=RUN)
        queries.facility_in_scope(request.actor, one.facility_id, permit=RUN)
    except NotHere:
        return False
    return True


def _facts(request: ActorRequest, found: queries.StayFile) -> list[tuple[str, Any]]:
    one = found.one
    seen = request.actor.may(Permit.PEOPLE_READ)
    home: Any = one.facility.name
    if request.actor.may(Permit.FACILITIES_READ):
        home = wording.home_link(one.facility_id, one.facility.name)
    return [
        (_("姓名"), wording.person_link(one.person_id, one.person.name) if seen
         else one.person.name),
        (_("机构"), home), (_("床位"), found.label), (_("入住类型"), word(Kind(one.kind))),
        (_("照护等级"), one.care_level), (_("入住日期"), wording.day(one.since)),
        (_("离院日期"), wording.day(one.until)),
        (_("离院原因"), word(Ending(one.ending)) if one.ending else ""),
        (_("来源"), one.source),
    ]  # fmt: skip


def _contract(found: queries.StayFile) -> list[tuple[str, str]]:
    one = found.contract
    if one is None:
        return []
    return [
        (_("合同编号"), one.number), (_("签订日期"), wording.day(one.signed_on)),
        (_("床位费"), wording.money(one.bed_fee)), (_("护理费"), wording.money(one.care_fee)),
        (_("伙食费"), wording.money(one.meal_fee)),
        (_("预收几个月服务费"), str(one.prepaid_months)),
        (_("押金"), wording.money(one.deposit)), (_("会员费"), wording.money(one.membership)),
    ]  # fmt: skip


@page(RUN)
def admit(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Let somebody move in without an offer: a private home, or with a reason."""
    found = queries.facility_in_scope(request.actor, facility_id, permit=RUN)
    today = clock.today()
    beds = [(label, label) for label in queries.free_beds(facility_id, today)]
    initial = {
        "on": today, "signed_on": today, "label": request.GET.get("label", ""),
        "kind": Kind.RESIDENTIAL, "prepaid_months": 1,
    }  # fmt: skip
    form = AdmissionForm(request.POST or None, beds=beds, initial=initial)

    def perform(data: dict[str, Any]) -> str:
        one = queries.with_number(data["identity"])
        if one is None:
            raise actions.BadPlacement(
                "nobody", "没有这个人，请核对身份证号，或先由村（社区）登记。",
                "Nobody has this number: check it, or have the person registered.",
                field="identity",
            )  # fmt: skip
        papers = _papers(form, data, Kind(data["kind"] or Kind.RESIDENTIAL), data["reason"])
        made = actions.admit(
            request.actor, facility=facility_id, label=data["label"], on=data["on"],
            papers=papers, person=one.pk,
        )  # fmt: skip
        return reverse("placements:stay", args=[made.pk])

    return asked(
        request, form, perform, title=_("办理入住：%(name)s") % {"name": found.name},
        back=reverse("placements:board", args=[facility_id]),
    )  # fmt: skip


def _papers(
    form: AdmissionForm, data: Mapping[str, Any], kind: Kind, reason: str
) -> actions.Papers:
    names = (
        "number", "signed_on", "bed_fee", "care_fee", "meal_fee", "prepaid_months", "deposit",
        "membership", "in_custody", "care_level",
    )  # fmt: skip
    terms = Terms(**{name: data[name] for name in names})
    risks = actions.Risks(risks=form.risks(), measures=data["measures"], told=data["told"])
    return actions.Papers(terms=terms, risks=risks, kind=kind, reason=reason)


@page(RUN)
def admit_offered(request: ActorRequest, application_id: int) -> HttpResponse:
    """Let somebody move in whose offer was accepted."""
    today = clock.today()
    file = queries.application_file(request.actor, application_id, on=today)
    accepted = [one for one in file.offers if one.state == Answer.ACCEPTED]
    if not accepted or file.one.closed_on is not None:
        raise NotHere("placement_offer", application_id)
    one = accepted[0]
    queries.facility_in_scope(request.actor, one.facility_id, permit=RUN)
    initial = {"on": today, "signed_on": today, "label": one.label, "prepaid_months": 1}
    form = AdmissionForm(
        request.POST or None, beds=[(one.label, one.label)], initial=initial, offered=True
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.admit(
            request.actor, facility=one.facility_id, label=data["label"], on=data["on"],
            papers=_papers(form, data, Kind(file.one.kind), ""), offer=one.pk,
        )  # fmt: skip
        return reverse("placements:stay", args=[made.pk])

    return asked(
        request, form, perform, title=_("办理入住：%(name)s") % {"name": file.one.person.name},
        back=reverse("placements:application", args=[application_id]),
    )  # fmt: skip


Perform = Callable[[int, dict[str, Any]], Any]


def _step(
    request: ActorRequest, stay_id: int, form: OnceForm, perform: Perform, title: str
) -> HttpResponse:
    one = queries.stay(request.actor, stay_id, permit=RUN)
    queries.facility_in_scope(request.actor, one.facility_id, permit=RUN)

    def done(data: dict[str, Any]) -> None:
        version = data.pop("version", None)
        perform(version if version is not None else one.version, data)

    back = reverse("placements:stay", args=[stay_id])
    return asked(request, form, done, title=f"{title}：{one.person.name}", back=back)


def _start(request: ActorRequest, stay_id: int) -> dict[str, Any]:
    one = queries.stay(request.actor, stay_id, permit=RUN)
    return {"on": clock.today(), "version": one.version}


@page(RUN)
def move(request: ActorRequest, stay_id: int) -> HttpResponse:
    """Another bed."""
    one = queries.stay(request.actor, stay_id, permit=RUN)
    beds = [(label, label) for label in queries.free_beds(one.facility_id, clock.today())]
    form = MoveForm(request.POST or None, beds=beds, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.move_bed(
        request.actor, stay=stay_id, version=version, label=data["label"], on=data["on"]
    ), _("换床"))  # fmt: skip


@page(RUN)
def away(request: ActorRequest, stay_id: int) -> HttpResponse:
    """On leave or in hospital."""
    form = AwayForm(request.POST or None, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.go_away(
        request.actor, stay=stay_id, version=version, kind=Away(data["kind"]), on=data["on"],
        says=data["says"],
    ), _("登记外出"))  # fmt: skip


@page(RUN)
def back(request: ActorRequest, stay_id: int) -> HttpResponse:
    """Back again."""
    form = BackForm(request.POST or None, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.come_back(
        request.actor, stay=stay_id, version=version, on=data["on"]
    ), _("登记返回"))  # fmt: skip


@page(RUN)
def level(request: ActorRequest, stay_id: int) -> HttpResponse:
    """Another care level, with consent."""
    form = LevelForm(request.POST or None, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.change_level(
        request.actor, stay=stay_id, version=version, care_level=data["care_level"],
        told=data["told"], on=data["on"],
    ), _("调整照护等级"))  # fmt: skip


@page(RUN)
def risks(request: ActorRequest, stay_id: int) -> HttpResponse:
    """The nine risks again."""
    form = RiskForm(request.POST or None, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.assess_risks(
        request.actor, stay=stay_id, version=version, on=data["on"],
        risks=actions.Risks(risks=form.risks(), measures=data["measures"], told=data["told"]),
    ), _("安全风险评估"))  # fmt: skip


@page(RUN)
def discharge(request: ActorRequest, stay_id: int) -> HttpResponse:
    """The end of a stay."""
    form = DischargeForm(request.POST or None, initial=_start(request, stay_id))
    return _step(request, stay_id, form, lambda version, data: actions.discharge(
        request.actor, stay=stay_id, version=version, ending=Ending(data["ending"]),
        on=data["on"], reason=data["reason"],
    ), _("办理离院"))  # fmt: skip
