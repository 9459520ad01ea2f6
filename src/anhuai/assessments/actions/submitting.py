"""Putting a finished form on record, once; and withdrawing one that was of nobody."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from io import BytesIO
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Signature, Task
from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.judging import Judgement, judge
from anhuai.assessments.rules.scales import Scale, Settings
from anhuai.assessments.rules.submitting import BadForm, Form, check_signatures
from anhuai.assessments.rules.words import Informant, Signer, Source, State
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock, files
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import seal


@action(
    permit=Permit.ASSESSMENTS_CONDUCT, title=_("提交评估"), logs=("task",), subject="assessment"
)
def submit(actor: Actor, *, task: int, form: Form) -> Assessment:
    """Put a form on record and close its task; the same `form.client` again gives the same record.

    The actor is one of the task's two assessors. Raises `BadScores`, `BadHealth` or `BadForm` for
    what cannot be, and `NotHere` for a task that is not the actor's.
    """
    known = _already(actor, task, form)
    if known is not None:
        return known
    found = _locked(actor, task)
    known = _already(actor, task, form)  # the other phone may have been first to the lock
    if known is not None:
        return known
    _check_taken(actor, found)
    _check_day(form.assessed_on, found.person, found.appeals)
    _check_informant(form)
    check_signatures(form.signatures)
    scale = SCALES[found.scale]
    settings = queries.settings_on(form.assessed_on)
    judged = judge(scale, form.points, form.health, settings)
    row = Assessment(
        person_id=found.person_id, reason=found.reason, client=form.client, task=found,
        appeals=found.appeals, first=found.first, second=found.second,
        first_name=found.first.name if found.first else "",
        second_name=found.second.name if found.second else "",
        informant=form.informant, informant_name=normalise(form.informant_name)[:50],
        informant_phone_sealed=seal(normalise(form.informant_phone)[:20]),
        note=refuse_turned(form.note).strip()[:400], source=Source.FIELD,
        **derived(found.scale, scale, form.assessed_on, form.points, form.health, judged, settings),
        **stamp(actor),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _already(actor, task, form)  # the same id for another task in the same moment: says so
        raise
    _sign(actor, row, form)
    found.state, found.closed_at, found.version = State.DONE, clock.now(), found.version + 1
    found.save(update_fields=["state", "closed_at", "version"])
    return row


def _already(actor: Actor, task: int, form: Form) -> Assessment | None:
    found = Assessment.objects.filter(client=form.client).select_related("first", "second").first()
    if found is None:
        return None
    accounts = {one.account_id for one in (found.first, found.second) if one is not None}
    if actor.account not in accounts or found.task_id != task:
        raise BadForm(
            "client", "这份评估的编号已被别的评估使用，请重新打开评估表。",
            "Another assessment has this id: open the form anew.",
        )  # fmt: skip
    return found


def _locked(actor: Actor, task: int) -> Task:
    queries.task(actor, task, permit=Permit.ASSESSMENTS_CONDUCT)
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related("person", "first", "second", "appeals").get(pk=task)


def _check_taken(actor: Actor, found: Task) -> None:
    accounts = {one.account_id for one in (found.first, found.second) if one is not None}
    if found.state in (State.DONE, State.CANCELLED):
        raise BadForm(
            "closed", "这项评估已经完成或取消，不能再提交；手机上的内容还在，请联系经办人。",
            "The task is done or called off: the phone keeps the form; ask the clerk.",
        )  # fmt: skip
    if actor.account not in accounts:
        raise BadForm(
            "not_assigned", "这项评估没有分派给您，请联系经办人。",
            "The task is not assigned to you: ask the clerk.",
        )  # fmt: skip


def _check_day(day: date, person: Any, appeals: Assessment | None) -> None:
    if day > clock.today() or day < person.born:
        raise BadForm(
            "day", "评估日期不对：不能晚于今天，也不能早于出生日期。",
            "The day is not after today nor before the birth.", field="assessed_on",
        )  # fmt: skip
    if person.died is not None and day >= person.died:
        raise BadForm(
            "dead", f"此人已于 {person.died} 去世，评估日期应在此之前，请核对。",
            f"The person died on {person.died}: check the day.", field="assessed_on",
        )  # fmt: skip
    if appeals is not None and day < appeals.assessed_on:
        raise BadForm(
            "before", f"复评日期不能早于原评估的 {appeals.assessed_on}。",
            f"Not before the questioned one of {appeals.assessed_on}.", field="assessed_on",
        )  # fmt: skip


def _check_informant(form: Form) -> None:
    if form.informant and form.informant not in {str(one) for one in Informant}:
        raise BadForm(
            "informant", "请选择信息提供者与本人的关系。", "Choose the informant.",
            field="informant",
        )  # fmt: skip


def derived(
    code: str, scale: Scale, day: date, points: Mapping[str, int], health: Health,
    judged: Judgement, settings: Settings,
) -> dict[str, Any]:  # fmt: skip
    """Return the columns of a form and what it comes to."""
    return {
        "scale": code, "version": scale.version, "assessed_on": day, "points": dict(points),
        "health": {
            "diagnoses": sorted(health.diagnoses),
            "risks": {key: count for key, count in sorted(health.risks.items()) if count},
            "problems": sorted(health.problems),
        },
        "settings": asdict(settings), "total": judged.total,
        "score_level": judged.score_level, "final_level": judged.final_level,
        "adjustments": list(judged.adjustments), "warnings": [one.code for one in judged.warnings],
    }  # fmt: skip


def stamp(actor: Actor) -> dict[str, Any]:
    """Return when and by whom a row is recorded."""
    return {"recorded_at": clock.now(), "recorded_by": actor.name[:64]}


def _sign(actor: Actor, row: Assessment, form: Form) -> None:
    names = {Signer.FIRST: row.first_name, Signer.SECOND: row.second_name}
    names[Signer.ELDER] = row.person.name
    for one in form.signatures:
        kept = files.keep(
            actor, BytesIO(one.image), name=f"signature-{row.pk}-{one.signer}.png",
            allowed=frozenset({files.PNG}), lasting=True,
        )  # fmt: skip
        name = names.get(one.signer) or normalise(one.name)[:64]
        Signature.objects.create(assessment=row, signer=one.signer, name=name, file=kept)


@action(
    permit=Permit.ASSESSMENTS_MANAGE, title=_("作废评估"), logs=("assessment",),
    subject="assessment",
)  # fmt: skip
def withdraw(actor: Actor, *, assessment: int, reason: str) -> Assessment:
    """Withdraw a record that was no assessment of this person: it stays, and never held.

    A result somebody doubts is not withdrawn but questioned (`appeal`).
    """
    queries.assessment(actor, assessment, permit=Permit.ASSESSMENTS_MANAGE)
    found = Assessment.objects.select_for_update().get(pk=assessment)
    if found.retracted_at is not None:
        raise Stale("assessment", assessment)
    if len(normalise(reason)) < 2:
        raise BadForm("reason", "请写明作废的原因。", "Say why.", field="reason")
    found.retracted_at = clock.now()
    found.save(update_fields=["retracted_at"])
    return found
