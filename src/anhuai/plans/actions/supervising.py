"""Seeing tasks through: broken down, rated by one and verified by another, met upon, ordered."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import NotPossible, require_past, require_scope, require_version
from anhuai.plans.actions.tasks import _open
from anhuai.plans.models import (
    Decision,
    Department,
    Meeting,
    Plan,
    SupervisionOrder,
    Task,
    TaskRating,
)
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit


def _words(text: str, field: str, most: int) -> str:
    said = text.strip()
    if not said:
        raise NotPossible("words", "请填写内容。", "Fill this in.", field=field)
    return said[:most]


def _department(key: int) -> Department:
    found = Department.objects.filter(pk=key).first()
    if found is None:
        raise NotPossible(
            "department", "没有这个部门，请从列表中选择。",
            "No such department: choose from the list.",
            field="department",
        )  # fmt: skip
    return found


def _scores(score: int, field: str) -> int:
    if not 0 <= score <= 100:
        raise NotPossible(
            "score", "得分应为 0 到 100。", "The score is between 0 and 100.", field=field
        )
    return score


@action(permit=Permit.PLANS_MANAGE, title=_("分解任务"), logs=("task", "deadline"), subject="task")
def break_down(
    actor: Actor, *, task: int, title: str, department: int, deadline: date | None
) -> Task:
    """Make a part of an open task with a department that leads it; never due after the whole.

    Raises `NotPossible`, `NotHere`.
    """
    whole = _open(actor, Permit.PLANS_MANAGE, task, None)
    if whole.status != "open" or whole.parent_id is not None:
        raise NotPossible(
            "closed", "只能分解进行中的任务，子任务不再分解。",
            "Only an open task is broken down, and its parts no further.",
        )  # fmt: skip
    if deadline is not None and whole.deadline is not None and deadline > whole.deadline:
        raise NotPossible(
            "deadline", f"期限不能晚于整项任务的 {whole.deadline:%Y-%m-%d}。",
            f"It cannot be due after the whole task: {whole.deadline:%Y-%m-%d}.", field="deadline",
        )  # fmt: skip
    lead = _department(department)
    number = f"{whole.number}/{whole.parts.count() + 1}"  # a plan numbers 3.1, never 3/1
    if len(number) > 20:
        raise NotPossible("number", "任务编号过长，不能再分解。", "The task's number is too long.")
    part = Task.objects.create(
        plan=whole.plan, parent=whole, number=number, title=_words(title, "title", 120),
        section=whole.section, deadline=deadline or whole.deadline,
        is_livelihood=whole.is_livelihood,
    )  # fmt: skip
    part.leads.add(lead)
    return part


@action(
    permit=Permit.PLANS_MANAGE, title=_("列入为民办实事"), logs=("task", "listed"), subject="task"
)
def list_for_livelihood(
    actor: Actor, *, task: int, listed: bool, version: int | None = None
) -> Task:
    """Put a task with its parts on the list of practical things for the people, or off it."""
    found = _open(actor, Permit.PLANS_MANAGE, task, version)
    found.is_livelihood = listed
    found.version += 1
    found.save(update_fields=["is_livelihood", "version"])
    found.parts.update(is_livelihood=listed)
    return found


@action(
    permit=Permit.PLANS_REPORT, title=_("任务自评"), logs=("task", "period", "score"),
    subject="task_rating",
)  # fmt: skip
def rate_task(actor: Actor, *, task: int, period: str, score: int, says: str) -> TaskRating:
    """Rate a task for a year (2026) or a month (2026-06), to be verified by a second person.

    Rating again before it is verified replaces it. Raises `NotPossible`, `NotHere`.
    """
    found = _open(actor, Permit.PLANS_REPORT, task, None)
    _period(period)
    before = TaskRating.objects.select_for_update().filter(task=found, period=period).first()
    if before is not None and before.verified_by is not None:
        raise NotPossible(
            "decided", "这一期的自评已核验，不能再改。",
            "This period's rating was verified and stays.", field="period",
        )  # fmt: skip
    made, _new = TaskRating.objects.update_or_create(
        task=found, period=period,
        defaults={
            "score": _scores(score, "score"), "says": _words(says, "says", 300),
            "rated_by": actor.account or 0, "rated_name": actor.name, "rated_at": clock.now(),
        },
    )  # fmt: skip
    return made


def _period(period: str) -> None:
    try:
        first = date.fromisoformat(f"{period}-01" if len(period) == 7 else f"{period}-01-01")
    except ValueError:
        first = None
    if first is None or len(period) not in (4, 7) or first > clock.today():
        raise NotPossible(
            "period", "请写年份或月份，例如 2026 或 2026-06，不能是将来。",
            "Give a year or a month such as 2026 or 2026-06, not in the future.", field="period",
        )  # fmt: skip


@action(
    permit=Permit.PLANS_CONFIRM, title=_("核验任务自评"), logs=("rating", "verified"),
    subject="task_rating",
)  # fmt: skip
def verify_rating(actor: Actor, *, rating: int, verified: int, says: str) -> TaskRating:
    """Say what a rating is worth, as somebody other than who rated. Raises `NotPossible`."""
    found = (
        TaskRating.objects.select_for_update(of=("self",))
        .select_related("task__plan").filter(pk=rating).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("task_rating", rating)
    require_scope(actor, Permit.PLANS_CONFIRM, found.task.plan.division, "task_rating", rating)
    if found.rated_by == (actor.account or 0):
        raise NotPossible(
            "second_person", "不能核验自己的自评，请由另一人核验。",
            "A second person verifies: not the one who rated.",
        )  # fmt: skip
    if found.verified_by is not None:
        raise NotPossible("decided", "这项自评已核验。", "This rating was verified already.")
    found.verified, found.verified_says = _scores(verified, "verified"), _words(says, "says", 300)
    found.verified_by, found.verified_name = actor.account or 0, actor.name
    found.verified_at = clock.now()
    found.save()
    return found


@action(
    permit=Permit.PLANS_MANAGE, title=_("印发督办单"),
    logs=("plan", "task", "department", "reply_by"), subject="supervision_order",
)  # fmt: skip
def issue_order(
    actor: Actor, *, plan: str, department: int, title: str, demand: str, on: date,
    reply_by: date, task: int | None = None,
) -> SupervisionOrder:  # fmt: skip
    """Order a department to do something about a plan or a task and answer by a day.

    Numbers run through a division's year without a gap. Raises `NotPossible`, `NotHere`.
    """
    found = Plan.objects.select_for_update().filter(code=plan).first()
    if found is None:
        raise NotHere("plan", plan)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan", plan)
    require_past(on)
    if reply_by < on:
        raise NotPossible(
            "reply", "回复期限不能早于印发日期。", "The answer is not due before the order.",
            field="reply_by",
        )  # fmt: skip
    about = Task.objects.filter(pk=task, plan=found).first() if task is not None else None
    if task is not None and about is None:
        raise NotHere("task", task)
    # One lock for all plans of a division: their orders share one series of numbers.
    list(Plan.objects.select_for_update().filter(division=found.division).order_by("pk"))
    earlier = SupervisionOrder.objects.filter(division=found.division, year=on.year)
    serial = (earlier.aggregate(last=Max("serial"))["last"] or 0) + 1
    return SupervisionOrder.objects.create(
        division=found.division, year=on.year, serial=serial, plan=found, task=about,
        department=_department(department), title=_words(title, "title", 120),
        demand=_words(demand, "demand", 600),
        issued=on, reply_by=reply_by, issued_by=actor.name,
    )  # fmt: skip


def _order(actor: Actor, permit: Permit, key: int, version: int | None) -> SupervisionOrder:
    found = SupervisionOrder.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotHere("supervision_order", key)
    require_scope(actor, permit, found.division, "supervision_order", key)
    require_version("supervision_order", key, is_now=found.version, was=version)
    if found.closed is not None:
        raise NotPossible("closed", "督办单已办结。", "The order is closed.")
    return found


@action(
    permit=Permit.PLANS_REPORT, title=_("回复督办单"), logs=("supervision_order", "on"),
    subject="supervision_order",
)  # fmt: skip
def answer_order(
    actor: Actor, *, supervision_order: int, on: date, answer: str,
    answer_file: StoredFile | None = None, version: int | None = None,
) -> SupervisionOrder:  # fmt: skip
    """Answer an order for its department; until it is closed a better answer replaces it."""
    found = _order(actor, Permit.PLANS_REPORT, supervision_order, version)
    require_past(on)
    if on < found.issued:
        raise NotPossible(
            "on", "回复日期不能早于印发日期。", "The answer is not before the order.", field="on"
        )
    found.answered, found.answer = on, _words(answer, "answer", 600)
    found.answer_file = answer_file or found.answer_file
    found.answered_by, found.answered_name = actor.account or 0, actor.name
    found.version += 1
    found.save()
    return found


@action(
    permit=Permit.PLANS_CONFIRM, title=_("督办单销号"), logs=("supervision_order", "accepted"),
    subject="supervision_order",
)  # fmt: skip
def close_order(
    actor: Actor,
    *,
    supervision_order: int,
    on: date,
    accepted: bool = True,
    version: int | None = None,
) -> SupervisionOrder:
    """Close an answered order as somebody other than who answered, or send the answer back."""
    found = _order(actor, Permit.PLANS_CONFIRM, supervision_order, version)
    require_past(on)
    if found.answered is None or on < found.answered:
        raise NotPossible(
            "unanswered", "督办单还没有回复，不能销号。", "The order was not answered yet.",
            field="on",
        )  # fmt: skip
    if found.answered_by == (actor.account or 0):
        raise NotPossible(
            "second_person", "不能给自己回复的督办单销号，请由另一人办理。",
            "A second person closes: not the one who answered.",
        )  # fmt: skip
    if accepted:
        found.closed, found.closed_by, found.closed_name = on, actor.account or 0, actor.name
    else:
        found.answered, found.answered_by = None, None  # the words stay until the next answer
    found.version += 1
    found.save()
    return found


@action(permit=Permit.PLANS_MANAGE, title=_("登记会议"), logs=("plan", "on"), subject="meeting")
def record_meeting(
    actor: Actor, *, plan: str, on: date, title: str, chair: str = "", present: str = "",
    minutes: str = "", file: StoredFile | None = None,
) -> Meeting:  # fmt: skip
    """Record a meeting about a plan with its minutes. Raises `NotPossible`, `NotHere`."""
    found = Plan.objects.filter(code=plan).first()
    if found is None:
        raise NotHere("plan", plan)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan", plan)
    require_past(on)
    return Meeting.objects.create(
        plan=found, on=on, title=_words(title, "title", 120), chair=chair.strip()[:60],
        present=present.strip()[:300], minutes=minutes.strip(), file=file, by=actor.name,
        at=clock.now(),
    )  # fmt: skip


@action(
    permit=Permit.PLANS_MANAGE, title=_("登记会议议定事项"), logs=("meeting", "task", "due"),
    subject="decision",
)  # fmt: skip
def add_decision(
    actor: Actor, *, meeting: int, says: str, department: int | None = None,
    task: int | None = None, due: date | None = None,
) -> Decision:  # fmt: skip
    """Record what a meeting decided, for a department and a task of the same plan."""
    found = Meeting.objects.select_related("plan").filter(pk=meeting).first()
    if found is None:
        raise NotHere("meeting", meeting)
    require_scope(actor, Permit.PLANS_MANAGE, found.plan.division, "meeting", meeting)
    about = Task.objects.filter(pk=task, plan=found.plan).first() if task is not None else None
    if task is not None and about is None:
        raise NotHere("task", task)
    if due is not None and due < found.on:
        raise NotPossible(
            "due", "期限不能早于会议日期。", "It is not due before the meeting.", field="due"
        )
    return Decision.objects.create(
        meeting=found, says=_words(says, "says", 300), task=about, due=due,
        department=None if department is None else _department(department),
    )  # fmt: skip


@action(
    permit=Permit.PLANS_MANAGE, title=_("办结议定事项"), logs=("decision", "on"),
    subject="decision",
)  # fmt: skip
def finish_decision(actor: Actor, *, decision: int, on: date, result: str) -> Decision:
    """Record that what a meeting decided was done, with what came of it."""
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("meeting__plan").filter(pk=decision).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("decision", decision)
    division = found.meeting.plan.division
    require_scope(actor, Permit.PLANS_MANAGE, division, "decision", decision)
    require_past(on)
    found.done, found.result = on, _words(result, "result", 300)
    found.save(update_fields=["done", "result"])
    return found
