"""Early warnings of the night, and the checks on people they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import queries
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.models import Finding, Visit
from anhuai.benefits.queries.evaluating import head_of
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.signals import BadVisit, Raised, Result, Way, raised
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, action
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

if TYPE_CHECKING:
    from anhuai.benefits.actions.deciding import Night

DAYS = "benefits.warning_days"
HANDLE = Permit.BENEFITS_HANDLE
declare_setting(
    Setting(
        key=DAYS, title=gettext_lazy("低收入预警的核查期限"), unit=gettext_lazy("天"),
        says=gettext_lazy("预警出现后这么多天内核查一次；0 表示不设期限。"),
        least=0, most=180, basis=Basis(document="", confidence=Confidence.D), default=lambda: 30,
        effect=lambda _value: _("只用于以后出现的预警。"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check says: on which day, how, what it came to, in words, and when it is next."""

    on: date
    way: Way
    result: Result
    says: str
    next_on: date | None = None


def risks(night: "Night") -> Iterator[tuple[int, Raised, date | None]]:
    """Yield whom a signal names this month, with the signal and by when to check."""
    days = parameters.value(DAYS, on=night.on)
    due = night.on + timedelta(days=days) if days else None
    watched = frozenset().union(*(one.triggers for one in SIGNALS.values()))
    for home in night.homes:
        if watched.isdisjoint(home.facts) and all(
            watched.isdisjoint(one.facts) for one in home.members
        ):
            continue
        for one in raised(home, night.month, SIGNALS, book=night.terms.book, known=night.on):
            person = one.person if one.person is not None else head_of(home)
            if person is not None:
                yield person, one, due


@action(
    permit=HANDLE, title=gettext_lazy("登记预警核查"), subject="benefit_finding",
)  # fmt: skip
def record_visit(actor: Actor, *, finding: int, version: int, checked: Checked) -> Visit:
    """Record a check on somebody whom a warning named; what needs no more of it is handled.

    Raises `BadVisit`, `Stale` where somebody was faster, `NotHere` out of reach.
    """
    one = queries.finding(actor, finding, permit=HANDLE)
    _check(one, checked)
    keeps = checked.result is Result.WATCH
    state = FindingState.OPEN if keeps else FindingState.HANDLED
    moved = Finding.objects.filter(pk=finding, version=version, state=FindingState.OPEN).update(
        state=state, due=checked.next_on if keeps else one.due, version=version + 1,
        note="" if keeps else checked.says.strip()[:300],
        handled_by="" if keeps else actor.name[:64], handled_at=None if keeps else clock.now(),
    )  # fmt: skip
    if not moved:
        raise Stale("benefit_finding", finding)
    return Visit.objects.create(
        finding_id=finding, on=checked.on, way=checked.way, result=checked.result,
        says=checked.says.strip()[:600], next_on=checked.next_on if keeps else None,
        at=clock.now(), by=actor.name[:64], account=actor.account,
    )  # fmt: skip


def _check(one: Finding, checked: Checked) -> None:
    if one.kind != FindingKind.RISK:
        raise BadVisit(
            "kind", "只有低收入预警登记核查。", "Only low-income warnings are checked on."
        )
    if not one.found_on <= checked.on <= clock.today():
        raise BadVisit(
            "days", f"核查日期应在发现日期（{one.found_on}）以后、今天以前。",
            f"The day lies between the warning ({one.found_on}) and today.", field="on",
        )  # fmt: skip
    if len(checked.says.strip()) < 2:
        raise BadVisit("says", "请写明核查到的情况。", "Say what was found.", field="says")
    if checked.result is Result.WATCH and (
        checked.next_on is None or checked.next_on <= checked.on
    ):
        raise BadVisit(
            "next", "继续关注的，请填写下次核查日期，应晚于这次。",
            "Say when it is checked on next, after this day.", field="next_on",
        )  # fmt: skip
