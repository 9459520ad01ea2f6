"""The clocks of procedures as the county set them, and the days they lead to."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits.catalogue.procedures import PROCEDURES
from anhuai.benefits.models import Application
from anhuai.benefits.rules.procedure import CLOSED, Clock, Procedure, State, Step
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month
from anhuai.platform import holidays, parameters
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.words import title_of, word

LONGEST = 366
_UNKNOWN = Basis(document="", confidence=Confidence.D)


def _key(procedure: str, what: str) -> str:
    return f"benefits.{procedure}.{what}"


def _title(one: Procedure, what: str) -> Callable[[], str]:
    def said() -> str:
        called = {
            "whole": _("受理到决定"), "complex": _("情况复杂的，受理到决定"),
            "review": _("每隔多久复核"),
        }  # fmt: skip
        step = called.get(what) or word(Step(what))
        return f"{title_of(one)} · {step}"

    return said


def _effect(procedure: str) -> Callable[[int], str]:
    def says(_value: int) -> str:
        count = Application.objects.filter(procedure=procedure).exclude(state__in=CLOSED).count()
        return _("只用于以后的步骤；现在办理中的有 %(count)s 件。") % {"count": count}

    return says


def _declare(code: str, one: Procedure, what: str, clock: Clock) -> None:
    working = gettext_lazy("个工作日") if clock.is_working else gettext_lazy("天")
    declare_setting(
        Setting(
            key=_key(code, what), title=lazy(_title(one, what), str)(), unit=working,
            says=gettext_lazy("从开始等待这一步算起；0 表示没有规定时限。"),
            least=0, most=LONGEST, basis=clock.basis, default=lambda: clock.days,
            effect=_effect(code),
        )
    )  # fmt: skip


def _declare_review(code: str, one: Procedure) -> None:
    declare_setting(
        Setting(
            key=_key(code, "review"), title=lazy(_title(one, "review"), str)(),
            unit=gettext_lazy("个月"), says=gettext_lazy("从确认之日算起；0 表示不定期复核。"),
            least=0, most=60, basis=one.review_basis or _UNKNOWN,
            default=lambda: one.review_months, effect=_effect(code),
        )
    )  # fmt: skip


for _code, _one in PROCEDURES.items():
    for _step, _clock in _one.clocks.items():
        _declare(_code, _one, _step.value, _clock)
    _declare(_code, _one, "whole", _one.whole)
    if _one.complex is not None:
        _declare(_code, _one, "complex", _one.complex)
    _declare_review(_code, _one)


def _after(start: date, days: int, *, working: bool) -> date | None:
    if not days:
        return None
    return holidays.add_working_days(start, days) if working else start + timedelta(days=days)


def due_of(procedure: str, state: State, *, since: date) -> date | None:
    """Return by when the step that waits is due; None where nobody set a clock."""
    one = PROCEDURES[procedure]
    step = one.waiting(state)
    clock = one.clocks.get(step) if step else None
    if step is None or clock is None:
        return None
    days = parameters.value(_key(procedure, step.value), on=since)
    return _after(since, days, working=clock.is_working)


def whole_due_of(procedure: str, *, since: date, is_complex: bool) -> date | None:
    """Return by when an application accepted on a day is decided; None where nobody set it."""
    one = PROCEDURES[procedure]
    what, clock = ("complex", one.complex) if is_complex and one.complex else ("whole", one.whole)
    assert clock is not None  # noqa: S101 - for the type checker: a complex clock was asked for
    return _after(
        since, parameters.value(_key(procedure, what), on=since), working=clock.is_working
    )


def review_on(procedure: str, *, since: date) -> date | None:
    """Return when a grant is looked at again; None where it is not by itself."""
    months = parameters.value(_key(procedure, "review"), on=since)
    if not months:
        return None
    ahead = Month.of(since) + months
    return ahead.first.replace(day=min(since.day, ahead.last.day))
