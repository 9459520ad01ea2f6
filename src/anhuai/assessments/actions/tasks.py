"""The work before an assessment: who is due, asked for, appealed, assigned, called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Assessor, Task
from anhuai.assessments.queries.parameters import appeal_days, needs_clinical
from anhuai.assessments.rules.submitting import BadForm, check_two
from anhuai.assessments.rules.words import Background, Reason, State
from anhuai.kernel.divisions import is_within
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock, holidays
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

MANAGE = Permit.ASSESSMENTS_MANAGE
WAITING = (State.OPEN, State.ASSIGNED)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """How many became due and how many no longer are."""

    opened: int
    closed: int


@action(permit=MANAGE, title=_("列出待评估"), logs=("on",))
def open_due(actor: Actor, *, on: date) -> Opened:
    """Put everybody in scope who is due on every scale on the list, and take the dead off it.

    Again changes nothing: one person waits once a scale.
    """
    now, by = clock.now(), actor.name[:64]
    waiting = set(Task.objects.filter(state__in=WAITING).values_list("person", "scale"))
    rows = [
        Task(person_id=one.person, scale=code, reason=one.reason, due_on=one.on,
             state=State.OPEN, created_at=now, created_by=by)
        for code in SCALES
        for one in queries.dues(actor, scale=code, on=on)
        if (one.person, code) not in waiting
    ]  # fmt: skip
    made = Task.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    gone = queries.tasks(actor, permit=MANAGE).filter(state__in=WAITING)
    gone = gone.filter(person__died__lte=on)
    closed = Task.objects.filter(pk__in=gone.values("pk")).update(
        state=State.CANCELLED, closed_at=now, ground="本人已去世"
    )
    return Opened(len(made), closed)


@action(
    permit=MANAGE, title=_("登记评估需求"), logs=("person", "scale", "reason_kind", "on"),
    subject="assessment_task",
)  # fmt: skip
def ask(
    actor: Actor, *, person: int, scale: str, reason_kind: str, on: date, ground: str = ""
) -> Task:
    """Ask for somebody's assessment: a first, a routine, or an immediate one after a change.

    A change reported for a scale with a limit (特困: ten working days) is due on its last day.
    """
    one = people.person_in_scope(actor, person, permit=MANAGE)
    if scale not in SCALES:
        raise BadForm("scale", "请选择量表。", "Choose a scale.", field="scale")
    if reason_kind not in {str(kind) for kind in Reason} - {str(Reason.APPEAL)}:
        raise BadForm("reason", "请选择评估原因。", "Choose why.", field="reason_kind")
    if one.died is not None:
        raise BadForm("dead", "此人已去世，不能再评估。", "The person has died.", field="person")
    limit = SCALES[scale].within_workdays
    due_on = on
    if reason_kind == Reason.IMMEDIATE and limit is not None:
        due_on = holidays.add_working_days(on, limit)
    return _open(actor, person, scale, reason_kind, due_on, ground)


def _open(
    actor: Actor, person: int, scale: str, reason: str, due_on: date, ground: str,
    appeals: Assessment | None = None,
) -> Task:  # fmt: skip
    row = Task(
        person_id=person, scale=scale, reason=reason, due_on=due_on, state=State.OPEN,
        ground=refuse_turned(ground).strip()[:200], appeals=appeals, created_at=clock.now(),
        created_by=actor.name[:64],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadForm(
            "waiting", "此人在这一量表已有一项待评估，不用重复登记。",
            "The person is on the list for this scale already.", field="scale",
        ) from error  # fmt: skip
    return row


@action(
    permit=MANAGE, title=_("登记复评申请"), logs=("assessment", "on"), subject="assessment_task"
)
def appeal(actor: Actor, *, assessment: int, on: date, reason: str) -> Task:
    """Take in that a result is questioned: others assess again, the first result stays.

    Raises `BadForm` after the county's limit, for an older result, and for a second appeal.
    """
    found = queries.assessment(actor, assessment, permit=MANAGE)
    limit = appeal_days(on)
    if (
        found.retracted_at is not None
        or Task.objects.filter(appeals=found).exclude(state=State.CANCELLED).exists()
    ):
        raise BadForm(
            "twice", "这份评估已经作废或已申请过复评。", "Withdrawn, or questioned already.",
        )  # fmt: skip
    held = queries.levels_on(actor, scale=found.scale, on=on, persons=[found.person_id])
    if found.person_id not in held or held[found.person_id].assessment != found.pk:
        raise BadForm("older", "只能对最近一次评估申请复评。", "Only the newest may be questioned.")
    if limit and on > found.assessed_on + timedelta(days=limit):
        raise BadForm(
            "late", f"复评应在评估后 {limit} 天内提出。", f"Within {limit} days.", field="on"
        )
    if len(normalise(reason)) < 2:
        raise BadForm("reason", "请写明对结果有什么疑问。", "Say what is doubted.", field="reason")
    return _open(actor, found.person_id, found.scale, Reason.APPEAL, on, reason, found)


@action(
    permit=MANAGE, title=_("分派评估"), logs=("tasks", "lead", "second", "planned_on"),
    subject="assessment_task",
)  # fmt: skip
def assign(
    actor: Actor, *, tasks: Sequence[int], lead: int, second: int, planned_on: date
) -> "Assigned":
    """Give tasks to two assessors for a day; those already assigned are given to others.

    Raises `BadForm` for the same assessor twice, one whose certificate or area does not reach, two
    without medical or nursing training where the county asks for one, kin or housemates of the
    person, and an appeal given to whoever made the questioned result.
    """
    check_two(lead, second)
    if planned_on < clock.today():
        raise BadForm("past", "计划日期已经过去。", "The day is past.", field="planned_on")
    pair = [
        _fit(actor, key, planned_on, field) for key, field in ((lead, "first"), (second, "second"))
    ]
    if needs_clinical(planned_on) and not any(
        Background(one.background).is_clinical for one in pair
    ):
        raise BadForm(
            "clinical", "两名评估员中至少一名应有医疗或护理背景。",
            "One of the two must be medical or nursing.", field="second",
        )  # fmt: skip
    rows = [_waiting(actor, key) for key in sorted(set(tasks))]
    if not rows:
        raise BadForm("none", "请至少选择一项待评估。", "Choose at least one.", field="tasks")
    for row in rows:
        _refuse_unfit(row, pair, planned_on)
        row.first, row.second, row.planned_on = pair[0], pair[1], planned_on
        row.state, row.version = State.ASSIGNED, row.version + 1
        row.save(update_fields=["first", "second", "planned_on", "state", "version"])
    tell(
        "assessments_assigned", [one.account_id for one in pair], url="/assessments/field/",
        count=str(len(rows)), day=planned_on.isoformat(),
    )  # fmt: skip
    return Assigned([row.pk for row in rows])


@dataclass(frozen=True, slots=True)
class Assigned:
    """The tasks given out."""

    pks: list[int]


def _fit(actor: Actor, key: int, on: date, field: str) -> Assessor:
    found = queries.assessor(actor, key, permit=MANAGE)
    if not Assessor.objects.filter(queries.in_post(on), pk=key).exists():
        raise BadForm(
            "not_in_post", f"{found.name}在 {on} 不在岗或证书已过期。",
            f"{found.name} is not in post or certified on {on}.", field=field,
        )  # fmt: skip
    return found


def _waiting(actor: Actor, key: int) -> Task:
    queries.task(actor, key, permit=MANAGE)
    found = Task.objects.select_for_update().get(pk=key)
    if found.state not in WAITING:
        raise Stale("assessment_task", key)
    return found


def _refuse_unfit(task: Task, pair: Sequence[Assessor], on: date) -> None:
    person = task.person
    earlier = task.appeals
    for one in pair:
        if not is_within(person.division or person.hukou, one.division):
            raise BadForm(
                "area", f"{one.name}不负责{person.name}所在的地区。",
                f"{one.name} does not work there.", field="first",
            )  # fmt: skip
        if one.person_id is not None and people.are_close(one.person_id, person.pk, on=on):
            raise BadForm(
                "kin", f"{one.name}是{person.name}的亲属或同住人，应回避，请另选评估员。",
                f"{one.name} is kin or a housemate: choose another.", field="first",
            )  # fmt: skip
        if earlier is not None and one.pk in (earlier.first_id, earlier.second_id):
            raise BadForm(
                "again", f"复评应由其他评估员进行，{one.name}参加过原来的评估。",
                f"{one.name} made the questioned result: others assess an appeal.", field="first",
            )  # fmt: skip


@action(permit=MANAGE, title=_("取消待评估"), logs=("task",), subject="assessment_task")
def cancel(actor: Actor, *, task: int, version: int, reason: str) -> Task:
    """Call a task off, saying why; who is still due is back on the list the next night."""
    queries.task(actor, task, permit=MANAGE)
    found = Task.objects.select_for_update().get(pk=task)
    if found.version != version or found.state not in WAITING:
        raise Stale("assessment_task", task)
    if len(normalise(reason)) < 2:
        raise BadForm("reason", "请写明取消的原因。", "Say why.", field="reason")
    found.state, found.closed_at = State.CANCELLED, clock.now()
    found.ground, found.version = refuse_turned(reason).strip()[:200], found.version + 1
    found.save(update_fields=["state", "closed_at", "ground", "version"])
    return found


__all__ = ["Assigned", "NotHere", "Opened", "appeal", "ask", "assign", "cancel", "open_due"]
