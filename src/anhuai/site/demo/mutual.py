"""Mutual help, activities and two terms of the elders' school: invented, some months of it.

Members, teams, pairs, sites, terms, courses and the last days' tasks are made by the product's own
actions; the months before are inserted in bulk as those actions would have left them.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from anhuai.people.models import Circumstance, Person
from anhuai.places import queries as places
from anhuai.places.models import Division
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.services import actions, queries
from anhuai.services.models import (
    ElderCourse,
    Enrolment,
    HelpTask,
    Lesson,
    Member,
    Pair,
    Presence,
    TimeAccount,
    TimeEntry,
    TimeLot,
    TimePosting,
)
from anhuai.services.rules.mutual import (
    Asking,
    Confirmed,
    HelpKind,
    MemberKind,
    TimeBook,
)
from anhuai.services.rules.school import CourseFacts, Subject, lesson_days
from anhuai.services.rules.volunteers import ActivityFacts, ActivityKind
from anhuai.site.demo.chance import chance

VILLAGES: Final = 10
A_TEAM: Final = 5
DAYS: Final = 120
NOTE: Final = "演示数据"
_KINDS: Final = (MemberKind.PARTY, MemberKind.VOLUNTEER, MemberKind.YOUNGER, MemberKind.NEIGHBOUR)
_COURSES: Final = (
    (Subject.PHONE, "学用智能手机"), (Subject.CALLIGRAPHY, "书法入门"), (Subject.HEALTH, "八段锦"),
    (Subject.MUSIC, "合唱"), (Subject.SAFETY, "防骗小课堂"),
)  # fmt: skip


def help_each_other(officer: Actor, *, county: str, on: date) -> str:
    """Found teams, pair, help for months, hold activities and two terms; return what to tell."""
    luck = chance(county, "mutual", on.toordinal())
    code = officer.holdings[0].division or ""
    villages = _villages(code)
    members, tasks, pupils = [], 0, 0
    for at, village in enumerate(villages):
        own, elders = _folk(village, on)
        team = [
            actions.enter_member(
                officer, kind=_KINDS[n % len(_KINDS)], since=on - timedelta(DAYS + 30), person=key
            )
            for n, key in enumerate(own[:A_TEAM])
        ]  # fmt: skip
        if not team:
            continue
        _found(officer, village, team, on)
        members += team
        pairs = _pair(officer, team, elders, on)
        tasks += _months(pairs, luck, on, at)
    _today(officer, villages, members, on)
    _gather(officer, villages, members, on)
    pupils = _school(officer, villages, luck, on)
    return f"互助成员 {len(members)} 人，互助 {tasks} 次；老年学校到课 {pupils} 人次（虚构）"


def _villages(code: str) -> list[str]:
    """Return the village of the village's own account, and the first of each town in turn."""
    found = Division.objects.filter(code__startswith=code, level=12, until=None)
    every = list(found.order_by("code").values_list("code", flat=True))
    firsts: dict[str, str] = {}
    for one in every:
        firsts.setdefault(one[:9], one)
    from anhuai.platform.models import RoleHolding

    own = RoleHolding.objects.filter(account__username="village", division__isnull=False)
    mine = [one for one in own.values_list("division", flat=True) if one]
    rest = [one for one in every if one not in firsts.values()]
    wanted = list(dict.fromkeys([*mine, *firsts.values(), *rest]))
    return [one for one in wanted if len(one) == 12][:VILLAGES]


def _folk(village: str, on: date) -> tuple[list[int], list[int]]:
    """Return who may help in a village, of 45 to 69, and its elders to be helped, alone first."""
    here = Person.objects.filter(division=village, died=None, left=None)
    able = here.filter(born__lt=on.replace(year=on.year - 45, day=1)).filter(
        born__gt=on.replace(year=on.year - 69, day=1)
    )
    old = here.filter(born__lt=on.replace(year=on.year - 72, day=1))
    alone = Circumstance.objects.filter(
        Q(until=None) | Q(until__gt=on), code="living_alone", person__in=old, retracted_at=None
    ).values_list("person", flat=True)
    first = list(dict.fromkeys(alone))
    rest = [key for key in old.order_by("pk").values_list("pk", flat=True)[:40] if key not in first]
    return list(able.order_by("pk").values_list("pk", flat=True)[:12]), [*first, *rest][:25]


def _found(officer: Actor, village: str, team: list[Member], on: date) -> None:
    name = f"{places.name_of(village)}互助队"
    made = actions.found_team(
        officer, name=name, division=village, since=on - timedelta(DAYS + 20), leader=team[0].pk
    )
    for one in team[1:]:
        actions.join_team(officer, team=made.pk, member=one.pk, on=made.since)


def _pair(officer: Actor, team: list[Member], elders: list[int], on: date) -> list[Pair]:
    wanted = [key for key in elders if key not in {one.person_id for one in team}]
    return [
        actions.pair(
            officer, member=team[n % len(team)].pk, person=key, since=on - timedelta(DAYS)
        )
        for n, key in enumerate(wanted[: A_TEAM * 2])
    ]  # fmt: skip


def _months(pairs: list[Pair], luck: Random, on: date, village: int) -> int:
    """Insert some months of confirmed help with its hours, as `confirm_task` leaves them."""
    tasks = sorted(
        _confirmed(pairs, luck, on), key=lambda one: (one.wanted_on, one.helper_id, one.began)
    )
    whole = list({(one.helper_id, one.began): one for one in tasks}.values())
    HelpTask.objects.bulk_create(whole)
    _book(whole, pairs, village)
    return len(whole)


def _confirmed(pairs: list[Pair], luck: Random, on: date) -> Iterator[HelpTask]:
    for n, pair in enumerate(pairs):
        slot = n % 5  # a helper's pairs have hours of the day of their own: nowhere twice at once
        for back in range(luck.randrange(3, 9), DAYS - 1, luck.randrange(7, 16)):
            day = on - timedelta(back)
            began = timezone.make_aware(datetime.combine(day, time(8 + slot * 2 % 10, 0)))
            minutes = luck.choice((30, 45, 60, 90))
            yield HelpTask(
                client=UUID(int=luck.getrandbits(128), version=4), origin="asked",
                kind=str(luck.choice(list(HelpKind)[:5])), says=NOTE, place=pair.place,
                person_id=pair.person_id, helper_id=pair.member_id, wanted_on=day, planned=60,
                state="confirmed", began=began, minutes=minutes, confirmed="code",
                confirmed_at=began + timedelta(hours=2), asked_at=began - timedelta(days=1),
                asked_by=NOTE, version=4,
            )  # fmt: skip


def _book(whole: list[HelpTask], pairs: list[Pair], village: int) -> None:
    """Book the hours of confirmed tasks."""
    now = clock.now()
    issued, _made = TimeAccount.objects.get_or_create(book=str(TimeBook.ISSUED), member=None)
    entries = TimeEntry.objects.bulk_create(
        TimeEntry(
            kind="earn", on=one.wanted_on, says=f"{HelpKind(one.kind).title_zh}（{NOTE}）",
            key=f"task:{one.pk}", task=one, recorded_at=now, recorded_by=f"demo-{village}",
        )
        for one in whole
    )  # fmt: skip
    accounts = {
        pair.member_id: TimeAccount.objects.get_or_create(
            member=pair.member, defaults={"book": str(TimeBook.HELD)}
        )[0]
        for pair in pairs
    }
    rows = list(zip(whole, entries, strict=True))
    TimePosting.objects.bulk_create(
        TimePosting(
            entry=entry, source=issued, target=accounts[one.helper_id or 0],
            minutes=one.minutes or 0,
        )
        for one, entry in rows
    )  # fmt: skip
    TimeLot.objects.bulk_create(
        TimeLot(
            account=accounts[one.helper_id or 0], entry=entry, minutes=one.minutes or 0,
            since=one.wanted_on,
        )
        for one, entry in rows
    )  # fmt: skip


def _today(officer: Actor, villages: list[str], members: list[Member], on: date) -> None:
    """Ask, take, finish and confirm by the actions: some wait at every step."""
    pairs = list(
        Pair.objects.filter(member__in=[one.pk for one in members], place=villages[0])
        .order_by("pk").select_related("member")[:6]
    )  # fmt: skip
    for n, pair in enumerate(pairs):
        task = actions.ask_help(officer, person=pair.person_id, asking=Asking(
            client=UUID(int=69_000 + n, version=4), kind=list(HelpKind)[n % 6], wanted_on=on,
            minutes=60, says=NOTE,
        ))  # fmt: skip
        if n % 3 == 0:
            continue
        task = actions.take_task(officer, task=task.pk, member=pair.member_id, version=1)
        if n % 3 == 1:
            continue
        task = actions.finish_task(
            officer, task=task.pk, version=2, began=clock.now() - timedelta(hours=3 + n), minutes=45
        )
        if n == 5:
            actions.confirm_task(
                officer, task=task.pk, version=3, how=Confirmed.CODE,
                code=queries.code_of(pair.person_id),
            )  # fmt: skip
    given = next(iter(members), None)
    if given is not None:
        actions.gift_hours(officer, member=given.pk, minutes=30, key="demo")
        actions.issue_certificate(
            officer, member=given.pk, since=on - timedelta(DAYS), last=on
        )  # fmt: skip


def _gather(officer: Actor, villages: list[str], members: list[Member], on: date) -> None:
    """Plan two activities to come, with some who signed up."""
    for n, (title, kind) in enumerate((
        ("进村义诊", ActivityKind.HEALTH), ("给独居老人包饺子", ActivityKind.CARE),
    )):  # fmt: skip
        starts = timezone.make_aware(datetime.combine(on + timedelta(5 + n), time(9, 0)))
        made = actions.plan_activity(officer, facts=ActivityFacts(
            title=f"{title}（演示）", kind=kind, division=villages[0], spot="村党群服务中心",
            starts=starts, minutes=120, places=12,
        ))  # fmt: skip
        for one in members[:A_TEAM]:
            actions.sign_up(officer, activity=made.pk, member=one.pk)


def _terms(officer: Actor, on: date) -> list[int]:
    """Open the half of the year that runs and the one before."""
    first = on.replace(month=7 if on.month > 6 else 1, day=1)
    before = date(first.year, 1, 1) if first.month == 7 else date(first.year - 1, 7, 1)
    after = date(first.year + 1, 1, 1) if first.month == 7 else date(first.year, 7, 1)
    said = {1: "春季", 7: "秋季"}
    return [
        actions.open_term(
            officer, title=f"{since.year} 年{said[since.month]}", since=since, until=until
        ).pk
        for since, until in ((before, first), (first, after))
    ]  # fmt: skip


def _school(officer: Actor, villages: list[str], luck: Random, on: date) -> int:
    """Hold courses in some villages for two terms: seats, lessons, who came."""
    terms, came = _terms(officer, on), 0
    for at, village in enumerate(villages[: len(_COURSES)]):
        site = actions.open_site(
            officer, name=f"{places.name_of(village)}老年学堂", division=village,
            since=on - timedelta(500),
        )  # fmt: skip
        subject, title = _COURSES[at]
        elders = Person.objects.filter(
            division=village, died=None, left=None,
            born__lt=on.replace(year=on.year - 61, day=1), born__gt=date(on.year - 82, 1, 1),
        )  # fmt: skip
        pupils = list(elders.order_by("pk").values_list("pk", flat=True)[:28])
        for term in terms:
            course = actions.open_course(officer, facts=CourseFacts(
                site=site.pk, term=term, subject=subject, title=title, teacher="张老师（虚构）",
                weekday=at % 5, starts=time(9, 0), minutes=90, seats=25,
            ))  # fmt: skip
            came += _lessons(course, pupils, luck, on)
    return came


def _lessons(course: ElderCourse, pupils: list[int], luck: Random, on: date) -> int:
    """Insert seats, the queue, lessons and presences, as `enrol` and `tap` leave them."""
    since = course.term.since
    at = min(timezone.make_aware(datetime.combine(since, time(8, 0))), clock.now())
    Enrolment.objects.bulk_create(
        Enrolment(
            course=course, person_id=key, at=at,
            state="enrolled" if n < course.seats else "waiting",
        )
        for n, key in enumerate(pupils)
    )  # fmt: skip
    course.taken = min(course.seats, len(pupils))
    course.save(update_fields=["taken"])
    days = [day for day in lesson_days(since, course.term.until, course.weekday) if day < on]
    lessons = Lesson.objects.bulk_create(Lesson(course=course, on=day) for day in days)
    keen = {key: 0.35 + 0.6 * luck.random() for key in pupils[: course.seats]}
    rows = [
        Presence(lesson=one, person_id=key, recorded_at=at, recorded_by=NOTE)
        for one in lessons for key, share in keen.items() if luck.random() < share
    ]  # fmt: skip
    Presence.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
