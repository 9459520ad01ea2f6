"""How figures, targets and statuses look on a page, in its language."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level, level_of
from anhuai.places import queries as places
from anhuai.plans import queries
from anhuai.plans.queries import Measured, Origin
from anhuai.plans.rules import DOMAIN_TITLES, UNITS, Domain, Indicator, Operator, Status
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Filter, badge
from anhuai.platform.permits import Permit
from anhuai.platform.words import is_english

STATUS = {
    Status.MET: (gettext_lazy("已达到"), "green", "good"),
    Status.ON_TRACK: (gettext_lazy("进展顺利"), "teal", "good"),
    Status.BEHIND: (gettext_lazy("进展滞后"), "yellow", "warn"),
    Status.OVERDUE: (gettext_lazy("已逾期"), "red", "bad"),
    Status.MISSED: (gettext_lazy("未达到"), "red", "bad"),
    Status.UNJUDGED: (gettext_lazy("暂无法判断"), "grey", ""),
    Status.NO_DATA: (gettext_lazy("没有数据"), "grey", ""),
}
ORIGIN = {
    Origin.COMPUTED: (gettext_lazy("计算"), "blue"),
    Origin.REPORTED: (gettext_lazy("填报"), "purple"),
    Origin.NONE: (gettext_lazy("没有数据"), "grey"),
}
_SIGNS = {
    Operator.AT_LEAST: "≥", Operator.MORE_THAN: ">", Operator.AT_MOST: "≤", Operator.EQUAL: "",
    Operator.RANGE: "", Operator.INCREASE_BY: "+",
}  # fmt: skip
_PLACES = Decimal("0.01")


def number(value: Decimal | int | None, *, none: str = "—") -> str:
    """Return a number as people read it: thousands apart, at most two decimals."""
    if value is None:
        return none
    text = f"{Decimal(value).quantize(_PLACES):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_of(definition: Indicator) -> str:
    """Return the unit in the language of the page."""
    return UNITS[definition.unit] if is_english() else definition.unit


def with_unit(value: Decimal | None, definition: Indicator) -> str:
    """Return a figure with its unit."""
    if value is None:
        return "—"
    unit = unit_of(definition)
    apart = " " if is_english() and unit not in ("", "%", "‰") else ""
    return f"{number(value)}{apart}{unit}"


def target_text(target: Any, definition: Indicator) -> str:
    """Return what a target promises: sign, value, unit; the benchmark where it has no number."""
    if target.value is None:
        return target.benchmark or "—"
    sign = _SIGNS[Operator(target.operator)]
    value = number(target.value)
    if target.value_max is not None:
        value = f"{value}–{number(target.value_max)}"
    unit = unit_of(definition)
    apart = " " if is_english() and unit not in ("", "%", "‰") else ""
    return f"{sign}{value}{apart}{unit}"


def deadline_text(day: date | None, *, inferred: bool = False) -> str:
    """Return a deadline, marked where it was taken from the plan's horizon."""
    if day is None:
        return _("未写期限")
    return f"{day:%Y-%m-%d}" + (_("（推定）") if inferred else "")


def status_badge(status: Status) -> SafeString:
    """Return a status as a badge."""
    title, colour, _tone = STATUS[status]
    return badge(title, colour)


def origin_badge(measured: Measured, definition: Indicator) -> SafeString:
    """Return whether a figure is computed or reported, also where there is none yet."""
    if measured.origin is not Origin.NONE:
        return badge(*ORIGIN[measured.origin])
    return badge(*ORIGIN[Origin.COMPUTED if definition.is_computed else Origin.REPORTED])


def domain_title(domain: Domain) -> str:
    """Return a field of work in the language of the page."""
    chinese, english = DOMAIN_TITLES[domain]
    return english if is_english() else chinese


def domains() -> list[tuple[str, str]]:
    """Return the fields of work as choices."""
    return [(domain.value, domain_title(domain)) for domain in Domain]


def name_of(target: Any, definition: Indicator) -> str:
    """Return a target's short name as its plan says, in English the indicator's."""
    return definition.title_en if is_english() else str(target.name)


def asked_day(request: HttpRequest) -> date:
    """Return the day the address asks for, today where it asks for none or one to come."""
    today = clock.today()
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return min(asked, today)


def units_now(request: HttpRequest, root: str) -> date | None:
    """Return today where the address asks for figures in today's units of a reformed area."""
    wanted = request.GET.get("units") == "now" and queries.is_reformed(root)
    return clock.today() if wanted else None


def units_filter(now: date | None) -> Filter:
    """Return the choice between the units of the day and today's."""
    units = [("then", _("当时的区划")), ("now", _("换算到现在的区划"))]
    chosen = "now" if now else "then"
    return Filter("units", gettext_lazy("按哪时的区划"), "select", units, value=chosen)


def reached_divisions(actor: Actor, root: str, on: date) -> list[tuple[str, str]]:
    """Return the divisions of a plan's area whose figures the actor sees: itself, one below."""
    scope = actor.scope(Permit.PLANS_READ)
    below = {2: Level.PREFECTURE, 4: Level.COUNTY, 6: Level.TOWN}.get(len(root))
    rows = [(root, places.name_of(root))] if scope.covers(root) else []
    if below is not None:
        found = places.choices(actor, on=on, permit=Permit.PLANS_READ, level=below, within=root)
        rows += [(code, name.strip()) for code, name in found]
    return rows


def default_division(actor: Actor, root: str, on: date) -> str:
    """Return the division a plan is first shown for: its own, or the actor's part of it."""
    reached = reached_divisions(actor, root, on)
    return reached[0][0] if reached else root


def is_county(code: str) -> bool:
    """Say whether a code is a county's, whose towns a map shows."""
    return bool(code) and level_of(code) is Level.COUNTY
