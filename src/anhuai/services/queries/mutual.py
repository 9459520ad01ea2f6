"""Mutual help: members, teams, pairs and tasks within the actor's area, or of the actor's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import PERSON, Compiled, RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import HelpTask, Member, Pair, Team, TeamMember
from anhuai.services.queries import bank
from anhuai.services.queries.bank import Line
from anhuai.services.rules.mutual import TaskState

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
MEMBER_ROW = ("pk", "person_id", "name", "kind", "division", "unit", "since", "until")
TASK_ROW = (
    "pk", "person_id", "person__name", "helper_id", "helper__name", "kind", "origin", "place",
    "wanted_on", "planned", "state", "minutes", "doubts",
)  # fmt: skip
PAIR_ROW = (
    "pk", "member_id", "member__name", "member__kind", "person_id", "person__name", "place",
    "since", "until",
)  # fmt: skip
TEAM_ROW = ("pk", "name", "division", "leader__name", "since", "until", "count")


class Which(TypedDict, total=False):
    """What a list is narrowed to."""

    q: str
    division: str
    kind: str
    state: str
    origin: str
    member: int
    doubtful: bool
    ended: bool


def in_force(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def named(q: str, column: str) -> Q:
    """Return the condition that a column's person is called so: characters or pinyin."""
    return Q(**{f"{column}name__contains": q}) | Q(**{f"{column}pinyin__contains": q.lower()})


def members(actor: Actor, *, permit: Permit = READ) -> QuerySet[Member]:
    """Return the members of the actor's area, and the actor's own persons'."""
    scope = actor.scope(permit)
    return Member.objects.filter(scope.within("division") | Q(person__in=scope.persons))


def member(actor: Actor, key: int, *, permit: Permit = READ) -> Member:
    """Return one of them, or raise `NotHere`."""
    found = members(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("member", key)
    return found


def own_members(actor: Actor, *, on: date) -> list[Member]:
    """Return the actor's own persons' entries in force."""
    rows = Member.objects.filter(in_force(on), person__in=actor.scope(JOIN).persons)
    return list(rows.order_by("pk"))


def listed_members(actor: Actor, **which: Unpack[Which]) -> QuerySet[Member]:
    """Return the members a list asks for; ended ones only when asked."""
    rows = members(actor).filter(until__isnull=not which.get("ended"))
    if kind := which.get("kind"):
        rows = rows.filter(kind=kind)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("division", division))
    return rows.filter(named(which["q"], "")) if which.get("q") else rows


@reading(
    permit=READ, title=_("查看互助成员名单"), subject="help_member",
    ids=lambda page: sorted({row[0] for row in page.rows}),
)  # fmt: skip
def member_page(
    actor: Actor, *, order: Sequence[str] = ("pinyin",), after: str = "", **which: Unpack[Which]
) -> Window:
    """Return one page of members, each a row of `MEMBER_ROW`."""
    return window(listed_members(actor, **which), fields=MEMBER_ROW, order=order, after=after)


def tasks(actor: Actor, *, permit: Permit = READ) -> QuerySet[HelpTask]:
    """Return the tasks in the actor's area, and those that concern the actor's own persons."""
    scope = actor.scope(permit)
    own = Q(person__in=scope.persons) | Q(helper__person__in=scope.persons)
    return HelpTask.objects.filter(scope.within("place") | own)


def open_near(actor: Actor, *, on: date) -> list[HelpTask]:
    """Return what is asked for where the actor's own members help; nobody's name is shown."""
    near = Q(pk__in=())
    for one in own_members(actor, on=on):
        near |= in_subtree("place", one.division) & ~Q(person=one.person_id)
    with wall.lifted():  # the village's wants are shown to its members, without a name
        rows = HelpTask.objects.filter(near, state=TaskState.OPEN, origin="asked")
        return list(rows.filter(wanted_on__gte=on).order_by("wanted_on", "pk")[:50])


def task(actor: Actor, key: int, *, permit: Permit = READ) -> HelpTask:
    """Return one task in scope, or one open where the actor's own members help; or `NotHere`."""
    rows = HelpTask.objects.select_related("person", "helper", "signature").filter(pk=key)
    found = rows.filter(pk__in=tasks(actor, permit=permit).values("pk")).first()
    if found is None:
        raise NotHere("help_task", key)
    return found


def listed_tasks(actor: Actor, **which: Unpack[Which]) -> QuerySet[HelpTask]:
    """Return the tasks a list asks for."""
    rows = tasks(actor)
    for name in ("kind", "state", "origin"):
        if wanted := which.get(name):
            rows = rows.filter(**{name: wanted})
    if which.get("member"):
        rows = rows.filter(helper=which["member"])
    if which.get("doubtful"):
        rows = rows.exclude(doubts=[])
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if q := which.get("q"):
        rows = rows.filter(named(q, "person__") | named(q, "helper__"))
    return rows


def _persons_of(page: Window) -> list[int]:
    return sorted({row[1] for row in page.rows if row[1]})


@reading(permit=READ, title=_("查看互助服务名单"), subject="person", ids=_persons_of)
def task_page(
    actor: Actor, *, order: Sequence[str] = ("-wanted_on",), after: str = "",
    **which: Unpack[Which],
) -> Window:  # fmt: skip
    """Return one page of tasks, each a row of `TASK_ROW`."""
    return window(listed_tasks(actor, **which), fields=TASK_ROW, order=order, after=after)


@reading(
    permit=READ, title=_("查看一次互助"), subject="help_task", ids=lambda found: [found.pk]
)  # fmt: skip
def task_whole(actor: Actor, key: int) -> HelpTask:
    """Return one task whole, or raise `NotHere`."""
    with wall.lifted():  # who helps sees whom, once the task is theirs
        return task(actor, key)


def pairs(actor: Actor, *, permit: Permit = READ) -> QuerySet[Pair]:
    """Return the pairs of the actor's area, and those of the actor's own persons."""
    scope = actor.scope(permit)
    own = Q(person__in=scope.persons) | Q(member__person__in=scope.persons)
    return Pair.objects.filter(scope.within("place") | own)


def listed_pairs(actor: Actor, **which: Unpack[Which]) -> QuerySet[Pair]:
    """Return the pairs a list asks for; ended ones only when asked."""
    rows = pairs(actor).filter(until__isnull=not which.get("ended"))
    if kind := which.get("kind"):
        rows = rows.filter(member__kind=kind)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if q := which.get("q"):
        rows = rows.filter(named(q, "person__") | named(q, "member__"))
    return rows


@reading(
    permit=READ, title=_("查看结对名单"), subject="person",
    ids=lambda page: sorted({row[4] for row in page.rows}),
)  # fmt: skip
def pair_page(
    actor: Actor, *, order: Sequence[str] = ("-since",), after: str = "", **which: Unpack[Which]
) -> Window:
    """Return one page of pairs, each a row of `PAIR_ROW`."""
    return window(listed_pairs(actor, **which), fields=PAIR_ROW, order=order, after=after)


def pair(actor: Actor, key: int, *, permit: Permit = READ) -> Pair:
    """Return one pair in scope, or raise `NotHere`."""
    found = pairs(actor, permit=permit).select_related("member", "person").filter(pk=key).first()
    if found is None:
        raise NotHere("help_pair", key)
    return found


def listed_teams(actor: Actor, *, permit: Permit = READ, **which: Unpack[Which]) -> QuerySet[Team]:
    """Return the teams a list asks for, with how many are in each."""
    rows = Team.objects.filter(actor.scope(permit).within("division"))
    rows = rows.filter(until__isnull=not which.get("ended"))
    if division := which.get("division"):
        rows = rows.filter(in_subtree("division", division))
    if q := which.get("q"):
        rows = rows.filter(name__contains=q)
    return rows.annotate(count=Count("seats", filter=Q(seats__until=None)))


def team(actor: Actor, key: int, *, permit: Permit = READ) -> Team:
    """Return one team in the actor's area, or raise `NotHere`."""
    rows = Team.objects.filter(actor.scope(permit).within("division")).select_related("leader")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("help_team", key)
    return found


@reading(
    permit=READ, title=_("查看互助队成员"), subject="help_member",
    ids=lambda rows: sorted({one.member_id for one in rows}),
)  # fmt: skip
def seats(actor: Actor, key: int) -> list[TeamMember]:
    """Return who is in a team now, in order of name."""
    found = team(actor, key)
    rows = TeamMember.objects.filter(team=found, until=None).select_related("member")
    return list(rows.order_by("member__pinyin", "pk"))


@dataclass(frozen=True, slots=True)
class MemberFile:
    """One member whole: the account, the last tasks, pairs and teams now."""

    one: Member
    minutes: int
    lines: Sequence[Line]
    tasks: Sequence[Any]
    pairs: Sequence[Any]
    teams: Sequence[tuple[int, str]]


@reading(
    permit=READ,
    title=_("查看互助成员档案"),
    subject="help_member",
    ids=lambda found: [found.one.pk],
)
def member_file(actor: Actor, key: int) -> MemberFile:
    """Return one member whole, or raise `NotHere`."""
    one = member(actor, key)
    with wall.lifted():  # whom a member helps, in whatever village
        done = HelpTask.objects.filter(helper=one).order_by("-wanted_on", "-pk")
        kept = Pair.objects.filter(member=one, until=None).order_by("-since")
        return MemberFile(
            one, bank.balances([one.pk]).get(one.pk, 0), bank.statement(one.pk),
            list(done.values_list(*TASK_ROW)[:50]), list(kept.values_list(*PAIR_ROW)),
            list(one.seats.filter(until=None).values_list("team", "team__name")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Help:
    """What mutual help there is around a person: the last tasks, who is paired, own account."""

    tasks: Sequence[Any]
    pairs: Sequence[Any]
    member: Member | None
    minutes: int


_GOT = Compiled(
    lambda: HelpTask.objects.filter(person=PERSON).order_by("-wanted_on", "-pk")
    .values_list(*TASK_ROW)[:20],
    of=RowsOf(HelpTask),
)  # fmt: skip
_KEPT = Compiled(
    lambda: Pair.objects.filter(person=PERSON, until=None).order_by("-since")
    .values_list(*PAIR_ROW),
    of=RowsOf(Pair),
)  # fmt: skip
_MEMBER = Compiled(
    lambda: Member.objects.filter(person=PERSON).order_by("pk")[:1], of=RowsOf(Member)
)


@reading(permit=READ, title=_("查看个人的互助"), subject="person", ids=lambda found: [
    row[1] for row in found.tasks[:1]
])  # fmt: skip
def help_of(actor: Actor, person: int) -> Help:
    """Return the help a person in scope gets and gives."""
    people.person_in_scope(actor, person, permit=READ)
    one = next(iter(_MEMBER(person=person)), None)
    return Help(
        _GOT(person=person), _KEPT(person=person), one,
        bank.balances([one.pk]).get(one.pk, 0) if one else 0,
    )  # fmt: skip


def choices(
    actor: Actor, *, on: date, permit: Permit = MANAGE, limit: int = 500
) -> list[tuple[str, str]]:
    """Return members in force to choose from: id and name, with the unit of who is from outside."""
    rows = members(actor, permit=permit).filter(in_force(on)).exclude(kind="")
    return [
        (str(key), f"{name}（{unit}）" if unit else name)
        for key, name, unit in rows.order_by("pinyin", "pk").values_list("pk", "name", "unit")[
            :limit
        ]
    ]


def team_page(actor: Actor, rows: QuerySet[Team], *, order: Sequence[str], after: str) -> Window:
    """Return one page of the teams `listed_teams` gave, each a row of `TEAM_ROW`."""
    actor.require(READ)
    return window(rows, fields=TEAM_ROW, order=order, after=after)


def open_version(key: int) -> int:
    """Return the version of a task somebody may wish to take; whether they may, the taking says."""
    with wall.lifted():
        found = HelpTask.objects.filter(pk=key).values_list("version", flat=True).first()
    if found is None:
        raise NotHere("help_task", key)
    return found


@reading(permit=JOIN, title=_("查看自己和家人"), subject="person", ids=lambda rows: [
    key for key, _name in rows
])  # fmt: skip
def own_persons(actor: Actor) -> list[tuple[int, str]]:
    """Return the persons an account stands for, living: id and name."""
    rows = people.everybody().filter(pk__in=actor.scope(JOIN).persons, died=None)
    return list(rows.order_by("pk").values_list("pk", "name"))


@reading(permit=JOIN, title=_("查看可转给的亲属"), subject="person", ids=lambda rows: [
    key for key, _name in rows
])  # fmt: skip
def kin_of(actor: Actor, one: Member, *, on: date) -> list[tuple[int, str]]:
    """Return the persons in the actor's scope to whom a member may give hours."""
    if one.person_id is None:
        return []
    near = people.persons_near(one.person_id, on=on)
    rows = people.visible(actor, permit=JOIN).filter(pk__in=near, died=None)
    return list(rows.order_by("pinyin", "pk").values_list("pk", "name"))
