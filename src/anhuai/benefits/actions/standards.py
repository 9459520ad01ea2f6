"""Changing an amount, threshold or switch: proposed, simulated, approved by another officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import PARAMETERS
from anhuai.benefits.models import Run, StandardChange
from anhuai.benefits.queries import standards
from anhuai.benefits.queries.terms import book, given_of
from anhuai.benefits.rules.effects import indexed
from anhuai.benefits.rules.kinds import Kind
from anhuai.benefits.rules.parameters import Parameter
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.permits import Permit

STANDARDS = Permit.BENEFITS_STANDARDS
SIMULATING = "anhuai.benefits.jobs.simulate_change"  # above this file
BACK = 24
"""Months a standard may reach back, so that what is decided late is paid back; our own limit."""


class BadStandard(Unfit):
    """A value that cannot be proposed or decided.

    Codes: unknown, cells, limits, same, waiting, past, own, effect, document, rate, note.
    """


@dataclass(frozen=True, slots=True)
class Proposed:
    """A new value: for which parameter, from which month, in the order of its cells, by what."""

    parameter: str
    since: date
    cells: Sequence[int | None]
    document: str
    article: str = ""


@action(
    permit=STANDARDS, title=_("提议调整待遇标准"),
    subject="standard_change",
)  # fmt: skip
def propose_standard(actor: Actor, *, proposed: Proposed, reason: str) -> StandardChange:
    """Propose a value for the served area from a month on; raises `BadStandard`."""
    county.require_whole(actor, STANDARDS)
    _check(proposed)
    return _make(actor, proposed, reason)


def _make(actor: Actor, proposed: Proposed, reason: str) -> StandardChange:
    if StandardChange.objects.filter(
        parameter=proposed.parameter, place=county.code(), state="proposed"
    ).exists():
        raise BadStandard(
            "waiting", "这项标准已有一项提议等待审批，请先处理。",
            "A proposal for this already waits: decide that first.",
        )  # fmt: skip
    made = StandardChange.objects.create(
        parameter=proposed.parameter, place=county.code(), since=proposed.since.replace(day=1),
        cells=list(proposed.cells), document=proposed.document.strip()[:120],
        article=proposed.article.strip()[:60], reason=reason.strip()[:300], state="proposed",
        proposed_at=clock.now(), proposed_by=actor.account, proposed_name=actor.name[:64],
    )  # fmt: skip
    put(
        task_named(SIMULATING), [made.pk], {}, title="测算标准调整的影响",
        dedupe=f"benefit_change:{made.pk}", account=actor.account,
    )  # fmt: skip
    return made


def _check(proposed: Proposed) -> None:
    one = PARAMETERS.get(proposed.parameter)
    if one is None:
        raise BadStandard("unknown", "没有这项标准。", "There is no such standard.")
    if len(proposed.cells) != len(one.cells) or all(cell is None for cell in proposed.cells):
        raise BadStandard("cells", "请至少填写一档的数值。", "Fill in at least one value.")
    for at, cell in enumerate(proposed.cells):
        if cell is not None and not one.least <= cell <= one.most:
            raise BadStandard(
                "limits", f"数值应在 {one.type.say(one.least)} 到 {one.type.say(one.most)} 之间。",
                f"It must lie between {one.type.say_en(one.least)} and "
                f"{one.type.say_en(one.most)}.", field=f"cell_{at}",
            )  # fmt: skip
    if not proposed.document.strip():
        raise BadStandard(
            "document", "请填写依据的文件（名称或文号）。", "Name the document it rests on.",
            field="document",
        )  # fmt: skip
    if Month.of(clock.today()) - Month.of(proposed.since) > BACK:
        raise BadStandard(
            "past", f"最多可追溯 {BACK} 个月。", f"It may reach back {BACK} months at most.",
            field="since",
        )  # fmt: skip
    _refuse_same(one, proposed)


def _refuse_same(one: Parameter, proposed: Proposed) -> None:
    held = book().find(
        one.code, place=county.code(), month=Month.of(proposed.since), known=clock.today()
    )
    if held is not None and list(held.cells) == list(proposed.cells):
        raise BadStandard(
            "same", "与届时生效的数值相同，不需要调整。",
            "It is what holds then already.",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Several:
    """Proposals made at once."""

    pks: Sequence[int]


@action(
    permit=STANDARDS, title=_("按比例提议调整标准"), logs=("per_mille", "since"),
    subject="standard_change",
)  # fmt: skip
def propose_index(
    actor: Actor, *, codes: Sequence[str], per_mille: int, since: date, document: str, reason: str
) -> Several:
    """Propose to raise amounts that hold by so many thousandths, each to the nearest fen.

    What is not decided, is no money or waits already is left out; raises `BadStandard` if all is.
    """
    county.require_whole(actor, STANDARDS)
    if not 0 < per_mille <= 1000:
        raise BadStandard(
            "rate", "增幅应大于 0，最多 100%。", "The rise lies above 0 and up to 100 %.",
            field="rate",
        )  # fmt: skip
    waiting = set(standards.changes().filter(state="proposed").values_list("parameter", flat=True))
    held, made = book(), []
    for code in codes:
        one = PARAMETERS.get(code)
        if one is None or one.type.kind is not Kind.MONEY or code in waiting:
            continue
        given = held.find(code, place=county.code(), month=Month.of(since), known=clock.today())
        if given is None:
            continue
        proposed = Proposed(code, since, indexed(list(given.cells), per_mille), document)
        _check(proposed)
        made.append(_make(actor, proposed, reason).pk)
    if not made:
        raise BadStandard(
            "cells", "所选标准都还没有规定，或已有提议等待审批。",
            "None of these is decided yet, or proposals wait already.", field="codes",
        )  # fmt: skip
    return Several(made)


def _open(actor: Actor, key: int) -> StandardChange:
    county.require_whole(actor, STANDARDS)
    found = StandardChange.objects.select_for_update().filter(pk=key, state="proposed").first()
    if found is None:
        raise NotHere("standard_change", key)
    return found


@action(permit=STANDARDS, title=_("测算标准调整"), subject="standard_change")
def simulate(actor: Actor, *, change: int) -> StandardChange:
    """Work out over the whole area what a proposal would do, and keep it with the proposal."""
    found = _open(actor, change)
    found.effect = standards.simulated(found, on=clock.today())
    found.effect_at = clock.now()
    found.save(update_fields=["effect", "effect_at"])
    return found


@action(permit=STANDARDS, title=_("批准调整待遇标准"), subject="standard_change")
def approve_standard(actor: Actor, *, change: int, note: str = "") -> StandardChange:
    """Let a proposal come into force in its month; never one's own, nor without its effect.

    Until the first night nobody was decided yet: what held before is taken over, not changed.
    """
    found = _open(actor, change)
    _refuse_own(actor, found)
    if found.effect_at is None and Run.objects.exists():
        raise BadStandard(
            "effect", "还没有测算影响，测算完成后再批准。",
            "Its effect was not worked out yet: wait for that.",
        )  # fmt: skip
    given_of(found, known=clock.today())
    return _decided(actor, found, "approved", note)


@action(
    permit=STANDARDS, title=_("退回调整待遇标准的提议"),
    subject="standard_change",
)  # fmt: skip
def reject_standard(actor: Actor, *, change: int, note: str) -> StandardChange:
    """Refuse a proposal, saying why; never one's own."""
    found = _open(actor, change)
    _refuse_own(actor, found)
    if len(note.strip()) < 2:
        raise BadStandard("note", "请写明退回的理由。", "Say why.", field="note")
    return _decided(actor, found, "rejected", note)


@action(
    permit=STANDARDS, title=_("撤回调整待遇标准的提议"),
    subject="standard_change",
)  # fmt: skip
def withdraw_standard(actor: Actor, *, change: int) -> StandardChange:
    """Take one's own proposal back."""
    found = _open(actor, change)
    if found.proposed_by != actor.account:
        raise NotHere("standard_change", change)
    found.state = "withdrawn"
    found.save(update_fields=["state"])
    return found


def _refuse_own(actor: Actor, found: StandardChange) -> None:
    if found.proposed_by == actor.account:
        raise BadStandard(
            "own", "不能审批自己的提议，请另一位经办人办理。",
            "You cannot decide your own proposal: ask a second officer.",
        )  # fmt: skip


def _decided(actor: Actor, found: StandardChange, state: str, note: str) -> StandardChange:
    found.state, found.note = state, note.strip()[:300]
    found.decided_at, found.decided_by = clock.now(), actor.account
    found.decided_name = actor.name[:64]
    found.save()
    return found
