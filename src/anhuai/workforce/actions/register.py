"""Hiring, certifying, training and letting go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.facilities.actions import closes_with_facility
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.rules import Status
from anhuai.kernel.dated import Period
from anhuai.kernel.divisions import level_of, parse_division
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import seal, unseal
from anhuai.platform.searching import pinyin, search_text
from anhuai.workforce import queries
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS
from anhuai.workforce.models import Certificate, Post, Training, Worker
from anhuai.workforce.rules import At, PostKind, WorkerFacts

MANAGE = Permit.WORKFORCE_MANAGE
TRAINED_AT_ONCE = 2000


class BadPost(Unfit):
    """Facts about a worker that cannot be recorded; `code` names what is wrong."""


def _recorded(actor: Actor) -> dict[str, Any]:
    return {"recorded_at": clock.now(), "recorded_by": actor.name[:64]}


def _columns(facts: WorkerFacts) -> dict[str, Any]:
    with concerning("name"):
        name = parse_person_name(facts.name)
    if facts.sex not in ("0", "1", "2", "9"):
        raise BadPost("sex", "请选择性别。", "Choose a sex.", field="sex")
    if facts.born is not None and not date(1900, 1, 1) <= facts.born <= clock.today():
        raise BadPost(
            "born", "出生日期不对，请核对。", "The birth date cannot be right.", field="born"
        )
    return {
        "name": name,
        "pinyin": pinyin(name)[:200],
        "search": search_text(name),
        "sex": facts.sex,
        "born": facts.born,
    }


def _phone(text: str) -> bytes:
    phone = "".join(normalise(text).split())
    if phone and not (phone.replace("-", "").lstrip("+").isdigit() and 7 <= len(phone) <= 20):
        raise BadPost(
            "phone", "电话只能有数字和“-”，请核对。", "A phone number has digits and dashes.",
            field="phone",
        )  # fmt: skip
    return seal(phone)


def _kind(code: str) -> PostKind:
    if code not in POSTS:
        raise BadPost(
            "kind", "没有这种岗位，请从列表中选择。", "No such kind of post.", field="kind"
        )
    return POSTS[code]


@action(
    permit=MANAGE,
    title=_("登记岗位"),
    logs=("worker", "kind", "facility", "division", "on"),
    subject="post",
)
def hire(
    actor: Actor,
    *,
    kind: str,
    on: date,
    facts: WorkerFacts | None = None,
    worker: int | None = None,
    facility: int | None = None,
    division: str = "",
) -> Post:
    """Give a post to a new worker (`facts`) or a known one, at a facility or for a division.

    Raises `BadPost` for a post held elsewhere than its kind says, twice, or where there is one
    already; `NotHere` for a facility or worker outside the scope.
    """
    definition = _kind(kind)
    place: dict[str, Any] = (
        {"facility_id": _facility(actor, kind, facility)}
        if facility is not None
        else {"division": _division(actor, definition, division)}
    )
    _check_place(definition, at_facility=facility is not None)
    if definition.one_a is not None:
        _refuse_second(definition, kind, place["division"], on)
    somebody = _somebody(actor, facts, worker)
    if definition.checks_offences and queries.is_barred(somebody.pk):
        raise BadPost(  # minors law, art. 62: must not be employed
            "barred", "查询结果显示此人有违法犯罪记录，不得从事接触未成年人的工作。",
            "The record check bars this person from work with children.", field="kind",
        )  # fmt: skip
    same = Post.objects.filter(worker=somebody, kind=kind, retracted_at=None, **place)
    if same.exclude(until__lte=on).exists():
        raise BadPost("twice", "此人已在这个岗位上。", "The person holds this post already.")
    return Post.objects.create(worker=somebody, kind=kind, since=on, **place, **_recorded(actor))


@closes_with_facility
def posts_at(facility: int) -> QuerySet[Post]:
    """Return the posts at a facility: they end on the day it closes."""
    return Post.objects.filter(facility=facility)


def _check_place(definition: PostKind, *, at_facility: bool) -> None:
    wrong = At.DIVISION if at_facility else At.FACILITY
    if definition.at is wrong:
        raise BadPost(
            "place",
            f"{definition.title}应登记在{'地区' if at_facility else '机构'}。",
            f"{definition.title_en}: held at a {'division' if at_facility else 'facility'}.",
            field="division" if at_facility else "facility",
        )


def _facility(actor: Actor, kind: str, facility: int) -> int:
    found = facilities.facility(actor, facility, permit=MANAGE)
    groups = POSTS[kind].groups
    if groups and KINDS[found.kind].group not in groups:
        raise BadPost(
            "group", f"{KINDS[found.kind].title}没有{POSTS[kind].title}这个岗位。",
            "Facilities of this kind have no such post.", field="kind",
        )  # fmt: skip
    if found.status == Status.CLOSED:  # a post from an earlier day would outlive it
        raise BadPost(
            "closed", f"这家机构已于 {found.closed} 注销，不能再登记岗位。",
            f"The facility closed on {found.closed}: no post can be recorded.", field="facility",
        )  # fmt: skip
    return found.pk


def _division(actor: Actor, definition: PostKind, text: str) -> str:
    with concerning("division"):
        code = parse_division(text)
        if definition.one_a is not None and level_of(code) is not definition.one_a:
            raise BadPost(
                "level", f"{definition.title}应登记在{definition.one_a.title}地区。",
                f"{definition.title_en}: choose a place of level {definition.one_a.title_en}.",
            )  # fmt: skip
        if not places.exists(code, on=clock.today()):
            raise BadPost("unknown", f"没有代码为 {code} 的地区。", f"There is no division {code}.")
        if not actor.scope(MANAGE).covers(code):
            raise BadPost(
                "beyond", "这个地区不在您管理的范围内，请核对。",
                "The place lies outside the area you manage.",
            )  # fmt: skip
    return code


def _refuse_second(definition: PostKind, kind: str, division: str, on: date) -> None:
    others = Post.objects.filter(kind=kind, division=division, retracted_at=None)
    if others.exclude(until__lte=on).exists():
        raise BadPost(
            "second", f"这里已有一名{definition.title}，请先结束原来的岗位。",
            f"There is a {definition.title_en} here already: end that post first.",
            field="division",
        )  # fmt: skip


def _somebody(actor: Actor, facts: WorkerFacts | None, worker: int | None) -> Worker:
    if worker is not None:
        return queries.worker(actor, worker, permit=MANAGE)
    if facts is None:
        raise ValueError("hire a worker or say who is new")
    if facts.person is not None:
        known = Worker.objects.filter(person=facts.person).first()
        if known is not None:
            people.person_in_scope(actor, facts.person)
            return known
    facts, phone = _as_registered(actor, facts)
    return Worker.objects.create(
        **_columns(facts), person_id=facts.person, phone_sealed=phone, created_at=clock.now()
    )


def _as_registered(actor: Actor, facts: WorkerFacts) -> tuple[WorkerFacts, bytes]:
    """Return what the register knows of a linked person, and the phone where none is given."""
    if facts.person is None:
        return facts, _phone(facts.phone)
    one = people.person_in_scope(actor, facts.person)
    phone = _phone(facts.phone) if facts.phone else bytes(one.phone_sealed)
    return replace(facts, name=one.name, sex=one.sex, born=one.born), phone


@action(permit=MANAGE, title=_("修改从业人员信息"), logs=("worker",), subject="worker")
def edit_worker(actor: Actor, *, worker: int, version: int, facts: WorkerFacts) -> Worker:
    """Correct a worker's facts; an empty phone keeps the one known; `Stale` when it changed.

    `facts.person` links the worker to a file of the register, which then says name, sex and birth;
    raises `BadPost` where that person is another worker already.
    """
    queries.worker(actor, worker, permit=MANAGE)
    found = Worker.objects.select_for_update().get(pk=worker)
    if found.version != version:
        raise Stale("worker", worker)
    if facts.person is not None:
        if Worker.objects.filter(person=facts.person).exclude(pk=worker).exists():
            raise BadPost(
                "linked", "这个人已是另一名从业人员，请核对。",
                "This person is another worker already.", field="person",
            )  # fmt: skip
        found.person_id = facts.person
    facts, phone = _as_registered(actor, facts)
    for name, value in _columns(facts).items():
        setattr(found, name, value)
    if facts.phone or not unseal(found.phone_sealed):
        found.phone_sealed = phone
    found.version += 1
    found.save()
    return found


@dataclass(frozen=True, slots=True)
class Revealed:
    """A worker's phone in full."""

    pk: int
    value: str


@action(permit=MANAGE, title=_("查看从业人员电话"), logs=("worker",), subject="worker")
def reveal_phone(actor: Actor, *, worker: int, reason: str) -> Revealed:
    """Show a worker's phone in full, for a reason that enters the trail, to who may write it."""
    found = queries.worker(actor, worker, permit=MANAGE)
    if len(reason.strip()) < 2:
        raise BadPost("reason", "请写明查看原因。", "Say why you need to see it.", field="reason")
    return Revealed(found.pk, unseal(found.phone_sealed))


@action(permit=MANAGE, title=_("登记离岗"), logs=("post", "on"), subject="post")
def end_post(actor: Actor, *, post: int, on: date) -> Post:
    """End a post on a day, the first no longer held; on its first day it was never held."""
    queries.post(actor, post, permit=MANAGE)
    found = Post.objects.select_for_update().get(pk=post)
    if found.until is not None and found.until <= on:
        raise BadPost("ended", "这个岗位已经结束。", "The post has ended already.", field="on")
    if on < found.since:
        raise BadPost(
            "too_early", f"结束日期不能早于 {found.since}。",
            f"The post cannot end before {found.since}.", field="on",
        )  # fmt: skip
    if on == found.since:
        found.retracted_at = clock.now()
    else:
        found.until = on
    found.save(update_fields=["until", "retracted_at"])
    return found


@action(
    permit=MANAGE,
    title=_("登记证书"),
    logs=("worker", "kind", "since", "until"),
    subject="certificate",
)
def add_certificate(
    actor: Actor,
    *,
    worker: int,
    kind: str,
    since: date,
    until: date | None = None,
    number: str = "",
    grade: str = "",
) -> Certificate:
    """Record a certificate valid on [since, until); a past one is history."""
    found = queries.worker(actor, worker, permit=MANAGE)
    if kind not in CERTIFICATES:
        raise BadPost(
            "certificate", "没有这种证书，请从列表中选择。", "No such certificate.", field="kind"
        )
    if not CERTIFICATES[kind].fits(grade):
        raise BadPost("grade", "这种证书没有这个等级。", "No such grade.", field="grade")
    with concerning("until"):
        Period(since, until)
    number = normalise(number)[:60]
    same = Certificate.objects.filter(worker=found, kind=kind, number=number, retracted_at=None)
    if same.filter(since=since).exists():
        raise BadPost(
            "twice", "这本证书已经登记。", "This certificate is recorded already.", field="number"
        )
    return Certificate.objects.create(
        worker=found, kind=kind, grade=grade, number=number, since=since, until=until,
        **_recorded(actor),
    )  # fmt: skip


@action(permit=MANAGE, title=_("登记培训"), logs=("kind", "completed"), subject="training")
def record_training(
    actor: Actor,
    *,
    workers: Sequence[int],
    kind: str,
    title: str,
    completed: date,
    days: int = 1,
) -> list[Training]:
    """Record that workers completed a training; those who have it already are passed over."""
    title = normalise(title)[:80]
    _check_training(kind, title, completed, days)
    if not workers or len(workers) > TRAINED_AT_ONCE:
        raise BadPost(
            "workers", f"请选择 1 到 {TRAINED_AT_ONCE} 名参训人员。",
            f"Choose 1 to {TRAINED_AT_ONCE} workers.", field="workers",
        )  # fmt: skip
    wanted = set(workers)
    held = queries.posts_within(actor, MANAGE).filter(worker__in=wanted)
    reached = set(held.values_list("worker", flat=True))
    if wanted - reached:
        raise NotHere("worker", min(wanted - reached))
    done = set(
        Training.objects.filter(
            worker__in=wanted, kind=kind, title=title, completed=completed, retracted_at=None
        ).values_list("worker", flat=True)
    )
    row = _recorded(actor)
    return Training.objects.bulk_create(
        Training(worker_id=key, kind=kind, title=title, completed=completed, days=days, **row)
        for key in sorted(wanted - done)
    )


def _check_training(kind: str, title: str, completed: date, days: int) -> None:
    if kind not in TRAININGS:
        raise BadPost(
            "training", "没有这种培训，请从列表中选择。", "No such training.", field="kind"
        )
    if not title:
        raise BadPost("title", "请填写培训名称。", "Enter the training's title.", field="title")
    if completed > clock.today():
        raise BadPost(
            "future", "培训还没有完成，请核对日期。", "The training is not completed yet.",
            field="completed",
        )  # fmt: skip
    if not 1 <= days <= 366:
        raise BadPost("days", "培训天数应为 1 到 366。", "1 to 366 days.", field="days")


declare_placed(
    Placed(
        "workforce.post.division",
        _("岗位"),
        How.DATED,
        Post.objects.all,
        counted=Q(until=None, retracted_at=None),
        listing="/workforce/?division={code}",
        permit=Permit.WORKFORCE_READ,
    )
)


def _unlink(kept: int, gone: int) -> None:
    """A person is one worker: the other stays under the own name, as one not on the register."""
    if Worker.objects.filter(person=kept).exists():
        Worker.objects.filter(person=gone).update(person=None)


declare_points(Points("workforce.worker.person", _("从业人员"), Worker.objects.all, settle=_unlink))
