"""Parameters: numbers an officer may change by a proposal that a second officer approves.

A parameter is declared once, with its meaning, limits, basis and the sentence that says what a new
value would do; its values are dated, so that any past day can be asked what held then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import ParameterChange
from anhuai.platform.permits import Permit

Text = str | Promise


class BadParameter(Unfit):
    """A value that cannot be proposed or decided; codes: limits, same, past, waiting, own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A number the county may change: what it means, its limits, its basis, what a change does.

    `default()` is what holds before anybody decided otherwise; `effect(value)` says in one
    sentence, in the page's language, what the value would change for whom today.
    """

    key: str
    title: Text
    unit: Text
    says: Text
    least: int
    most: int
    basis: Basis
    default: Callable[[], int]
    effect: Callable[[int], str]


_SETTINGS: dict[str, Setting] = {}


def declare_setting(setting: Setting) -> Setting:
    """Make a parameter known; its key never changes."""
    if setting.key in _SETTINGS:
        raise ValueError(f"parameter {setting.key} declared twice")
    _SETTINGS[setting.key] = setting
    return setting


@dataclass(frozen=True, slots=True)
class Number:
    """A plain parameter as a row of a table: limits, one default, one sentence on what it does.

    `effect` says it with `%(count)s` for the value; `none`, where given, says it for 0; `basis`
    is the table's where the row names none.
    """

    key: str
    title: Text
    unit: Text
    says: Text
    limits: tuple[int, int]
    default: int
    effect: Text
    none: Text = ""
    basis: Basis | None = None

    def effect_of(self, given: int) -> str:
        """Return in one sentence what a value would do."""
        sentence = self.none if self.none and not given else self.effect
        return str(sentence) % {"count": given}


def declare_numbers(basis: Basis, *rows: Number) -> None:
    """Make plain parameters known, in order."""
    for one in rows:
        declare_setting(
            Setting(
                key=one.key, title=one.title, unit=one.unit, says=one.says, least=one.limits[0],
                most=one.limits[1], basis=one.basis or basis,
                default=partial(int, one.default), effect=one.effect_of,
            )
        )  # fmt: skip


def declared() -> Mapping[str, Setting]:
    """Return every parameter by key, in order of declaration."""
    return _SETTINGS


def setting_of(key: str) -> Setting:
    """Return a declared parameter; raises `NotHere`."""
    if key not in _SETTINGS:
        raise NotHere("parameter", key)
    return _SETTINGS[key]


def value(key: str, *, on: date) -> int:
    """Return what a parameter is on a day: the last approved value, else its default."""
    decided = [given for since, given in _approved().get(key, ()) if since <= on]
    return decided[-1] if decided else _SETTINGS[key].default()


_REMEMBERED = 30.0
_memory: tuple[float, dict[str, list[tuple[date, int]]]] | None = None


def _approved() -> Mapping[str, list[tuple[date, int]]]:
    """Return every approved value by key, oldest first.

    Some are asked for with every request, so they are remembered: another process learns of an
    approval half a minute later.
    """
    global _memory
    if _memory is None or monotonic() - _memory[0] > _REMEMBERED:
        found: dict[str, list[tuple[date, int]]] = {}
        rows = ParameterChange.objects.filter(state="approved").order_by("since", "decided_at")
        for key, since, given in rows.values_list("key", "since", "value"):
            found.setdefault(key, []).append((since, int(given)))
        _memory = (monotonic(), found)
    return _memory[1]


def forget() -> None:
    """Drop what was remembered, after an approval or in tests."""
    global _memory
    _memory = None


def history(key: str) -> QuerySet[ParameterChange]:
    """Return every proposal for a parameter, newest first."""
    return ParameterChange.objects.filter(key=key).order_by("-pk")


def waiting() -> QuerySet[ParameterChange]:
    """Return the proposals that wait for a second officer."""
    return ParameterChange.objects.filter(state="proposed").order_by("pk")


_TITLE = _("提议修改参数")


@action(
    permit=Permit.SETTINGS_MANAGE, title=_TITLE, logs=("key", "value", "since"),
    subject="parameter_change",
)  # fmt: skip
def propose(actor: Actor, *, key: str, value: int, since: date, reason: str) -> ParameterChange:
    """Propose a value from a day on, today at the earliest; raises `BadParameter`."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    setting, today = setting_of(key), clock.today()
    _check(setting, value, since, today)
    if ParameterChange.objects.filter(key=key, state="proposed").exists():
        raise BadParameter(
            "waiting", "这个参数已有一项提议等待审批，请先处理。",
            "A proposal for this parameter already waits: decide that first.",
        )  # fmt: skip
    return ParameterChange.objects.create(
        key=key, value=value, since=since, reason=reason, proposed_by=actor.account or 0,
        proposed_name=actor.name, proposed_at=clock.now(),
    )  # fmt: skip


def _check(setting: Setting, proposed: int, since: date, today: date) -> None:
    if not setting.least <= proposed <= setting.most:
        raise BadParameter(
            "limits", f"只能在 {setting.least} 到 {setting.most} 之间。",
            f"It must lie between {setting.least} and {setting.most}.", field="value",
        )  # fmt: skip
    if since < today:
        raise BadParameter(
            "past", "生效日期不能早于今天，过去的日子按当时的值。",
            "It cannot begin before today: past days keep the value of their time.", field="since",
        )  # fmt: skip
    if proposed == value(setting.key, on=since):
        raise BadParameter(
            "same", "与届时生效的值相同，不需要修改。",
            "It is the value in force then already.", field="value",
        )  # fmt: skip


def _open(change_id: int) -> ParameterChange:
    found = ParameterChange.objects.select_for_update().filter(pk=change_id, state="proposed")
    one = found.first()
    if one is None:
        raise NotHere("parameter_change", change_id)
    return one


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("批准修改参数"), logs=("change_id",),
    subject="parameter_change",
)  # fmt: skip
def approve(actor: Actor, *, change_id: int, note: str = "") -> ParameterChange:
    """Let a proposed value come into force; never one's own, nor for a day already past."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    decided = _decide(actor, _open(change_id), "approved", note)
    transaction.on_commit(forget)
    return decided


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("退回修改参数的提议"), logs=("change_id",),
    subject="parameter_change",
)  # fmt: skip
def reject(actor: Actor, *, change_id: int, note: str) -> ParameterChange:
    """Refuse a proposed value, saying why; never one's own."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    return _decide(actor, _open(change_id), "rejected", note)


def _decide(actor: Actor, change: ParameterChange, state: str, note: str) -> ParameterChange:
    if change.proposed_by == (actor.account or 0):
        raise BadParameter(
            "own", "不能审批自己的提议，请另一位经办人办理。",
            "You cannot decide your own proposal: ask a second officer.",
        )  # fmt: skip
    if state == "approved":
        # What was due while it waited begins today: past days keep the value of their time.
        change.since = max(change.since, clock.today())
    change.state, change.note = state, note
    change.decided_by, change.decided_name = actor.account or 0, actor.name
    change.decided_at = clock.now()
    change.save()
    return change


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("撤回修改参数的提议"), logs=("change_id",),
    subject="parameter_change",
)  # fmt: skip
def withdraw(actor: Actor, *, change_id: int) -> ParameterChange:
    """Take back one's own proposal."""
    change = _open(change_id)
    if change.proposed_by != (actor.account or 0):
        raise NotHere("parameter_change", change_id)
    change.state = "withdrawn"
    change.save(update_fields=["state"])
    return change
