"""How long data are kept and what happens then: rules of law, proposals, holds, two officers.

A rule is a definition in `platform/retention/`, one file each. Rules that remove something have an
`Executor` beside the actions of the room that holds the data. Each night what is due is proposed;
one officer checks it, another confirms, and only then is anything removed. Whom somebody put under
hold is left out until the hold ends.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.kernel.catalogue import load
from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock, county
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import LegalHold, Parameter, RetentionProposal
from anhuai.platform.permits import Permit

PROPOSED = audit.named("retention_proposed", _("提出到期数据处理"))
_AT_ONCE = 5000


class Does(StrEnum):
    """What happens when the time is over."""

    ERASE = "erase"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long one kind of data is kept. `months` counts from `after`; None: there is no end.

    A basis of confidence C or D makes `months` a setting, shown as unverified. `keep` rules say how
    long at least, and who keeps them: nothing here removes what they are about.
    """

    title: str
    title_en: str
    what: str
    what_en: str
    after: str
    after_en: str
    months: int | None
    does: Does
    basis: Basis


@dataclass(frozen=True, slots=True)
class Executor:
    """How a room carries a rule out: which rows are due (row, its person), and their removal."""

    due: Callable[[date, int], Iterable[tuple[int, int]]]
    erase: Callable[[list[int]], int]


class BadRetention(Unfit):
    """A decision that does not fit; codes: same, reason, held, months, state."""


_EXECUTORS: dict[str, Executor] = {}


def carried_out(code: str, executor: Executor) -> None:
    """Say how a rule is carried out, beside the actions of the room that holds the data."""
    _EXECUTORS[code] = executor


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    import_module(settings.ROOT_URLCONF)  # in the worker nothing else loads the rooms' executors
    return load("anhuai.platform.retention", Rule)


def months_of(code: str) -> int | None:
    """Return how long a rule keeps: as the county set it where the law leaves it open."""
    kept = Parameter.objects.filter(key=f"retention.{code}").values_list("value", flat=True).first()
    return rules()[code].months if kept is None else int(kept)


def due(code: str, *, on: date) -> list[tuple[int, int]]:
    """Return the rows that are due, and whose they are, without those under hold."""
    executor, months = _EXECUTORS.get(code), months_of(code)
    if executor is None or months is None:
        return []
    held = set(LegalHold.objects.filter(until=None).values_list("person", flat=True))
    return [(row, person) for row, person in executor.due(on, months) if person not in held]


def propose_due(*, on: date) -> int:
    """Propose what is due and in no open proposal yet; return how many proposals were made."""
    made = 0
    for code in rules():
        open_ones = RetentionProposal.objects.filter(rule=code, state__in=("proposed", "checked"))
        rows = [] if open_ones.exists() else [row for row, _person in due(code, on=on)][:_AT_ONCE]
        if rows:
            one = RetentionProposal.objects.create(
                rule=code, rows=rows, count=len(rows), state="proposed", proposed_at=clock.now()
            )
            audit.append(
                SYSTEM, kind=audit.Kind.ACTION, name=PROPOSED, subject="retention_proposal",
                ids=[one.pk], detail={"rule": code, "count": len(rows)},
            )  # fmt: skip
            made += 1
    return made


@recurring(title=gettext_noop("提出到期数据处理"), at=time(2, 40))
@task()
def nightly_retention(day: str) -> int:
    """Propose what the rules say is due; removes nothing."""
    return propose_due(on=date.fromisoformat(day))


def is_whole(actor: Actor) -> bool:
    """Say whether the actor decides for the whole served area, as a proposal is of all of it."""
    return actor.scope(Permit.RETENTION_DECIDE).covers(county.code())


def _require_whole(actor: Actor) -> None:
    if not is_whole(actor):
        raise BadRetention(
            "area", "到期数据处理由管辖全县的工作人员办理。",
            "Only officers of the whole county decide on what is due.",
        )  # fmt: skip


def _open(actor: Actor, proposal: int, state: str) -> RetentionProposal:
    _require_whole(actor)
    found = RetentionProposal.objects.select_for_update().filter(pk=proposal).first()
    if found is None:
        raise NotHere("retention_proposal", proposal)
    if found.state != state:
        raise BadRetention(
            "state", "这项处理已有人办理，请刷新后再看。", "Somebody dealt with it: open it again."
        )
    return found


@action(
    permit=Permit.RETENTION_DECIDE, title=_("核对到期数据处理"), logs=("proposal",),
    subject="retention_proposal",
)  # fmt: skip
def check_proposal(actor: Actor, *, proposal: int) -> RetentionProposal:
    """Say as the first officer that a proposal is right."""
    found = _open(actor, proposal, "proposed")
    found.state, found.checked_by, found.checked_at = "checked", actor.account, clock.now()
    found.save(update_fields=["state", "checked_by", "checked_at"])
    return found


@action(
    permit=Permit.RETENTION_DECIDE, title=_("确认并执行到期数据处理"), logs=("proposal",),
    subject="retention_proposal",
)  # fmt: skip
def confirm_proposal(actor: Actor, *, proposal: int) -> RetentionProposal:
    """Carry a checked proposal out as the second officer: what is due and not held by now."""
    found = _open(actor, proposal, "checked")
    if found.checked_by == actor.account:
        raise BadRetention(
            "same", "须由另一位工作人员确认。", "Another officer must confirm what you checked."
        )
    still = {row for row, _person in due(found.rule, on=clock.today())}
    removed = _EXECUTORS[found.rule].erase([row for row in found.rows if row in still])
    found.state, found.removed = "done", removed
    found.confirmed_by, found.confirmed_at = actor.account, clock.now()
    found.save(update_fields=["state", "removed", "confirmed_by", "confirmed_at"])
    return found


@action(
    permit=Permit.RETENTION_DECIDE, title=_("不予处理到期数据"), logs=("proposal",),
    subject="retention_proposal",
)  # fmt: skip
def refuse_proposal(actor: Actor, *, proposal: int, reason: str) -> RetentionProposal:
    """Leave everything as it is, with a reason; the next night may propose it again."""
    _require_whole(actor)
    _reasoned(reason)
    found = RetentionProposal.objects.filter(state__in=("proposed", "checked"), pk=proposal).first()
    if found is None:
        raise NotHere("retention_proposal", proposal)
    found.state = "refused"
    found.save(update_fields=["state"])
    return found


def _reasoned(reason: str) -> None:
    if len(reason.strip()) < 2:
        raise BadRetention("reason", "请写明理由。", "Say why.", field="reason")


@action(permit=Permit.RETENTION_DECIDE, title=_("法定保全"), logs=("person",), subject="person")
def hold(actor: Actor, *, person: int, reason: str) -> LegalHold:
    """Keep everything about a person, whatever the rules say: a court, an audit, a complaint."""
    _reasoned(reason)
    if LegalHold.objects.filter(person=person, until=None).exists():
        raise BadRetention("held", "已经保全。", "It is on hold already.", field="person")
    return LegalHold.objects.create(
        person=person, reason=reason[:200], since=clock.today(), by=actor.name[:64]
    )


@action(permit=Permit.RETENTION_DECIDE, title=_("解除保全"), logs=("hold_id",), subject="hold")
def release(actor: Actor, *, hold_id: int, reason: str) -> None:
    """End a hold; what is due is proposed the next night."""
    _require_whole(actor)
    _reasoned(reason)
    ended = LegalHold.objects.filter(pk=hold_id, until=None).update(until=clock.today())
    if not ended:
        raise NotHere("hold", hold_id)


@action(
    permit=Permit.RETENTION_DECIDE, title=_("设定保存期限"), logs=("code", "months"),
    subject="retention",
)  # fmt: skip
def set_months(actor: Actor, *, code: str, months: int, reason: str) -> None:
    """Set how long a rule keeps, where its basis leaves it open; raises `BadRetention`."""
    _require_whole(actor)
    _reasoned(reason)
    if code not in rules():
        raise NotHere("retention", code)
    if not rules()[code].basis.confidence.is_setting or not 1 <= months <= 1200:
        raise BadRetention(
            "months", "这一条由法规定死，或期限不在 1 到 1200 个月之间。",
            "The law fixes this one, or it is not between 1 and 1200 months.", field="months",
        )  # fmt: skip
    Parameter.objects.update_or_create(key=f"retention.{code}", defaults={"value": months})


def proposals() -> list[RetentionProposal]:
    """Return the latest proposals, open ones first."""
    open_first = F("confirmed_at").asc(nulls_first=True)
    return list(RetentionProposal.objects.filter(~Q(state="")).order_by(open_first, "-pk")[:50])


def holds() -> list[LegalHold]:
    """Return who is under hold now."""
    return list(LegalHold.objects.filter(until=None).order_by("-pk")[:200])
