"""Nurseries of the demo: classes, who is enrolled and there, who waits; everybody is invented.

Through the product's own actions; the last days' coming and going is written in bulk.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from anhuai.childcare import actions
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.models import (
    Application,
    Attendance,
    Check,
    Enrolment,
    Nursery,
    NurseryClass,
    Offer,
    PickUp,
)
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.classes import months_old
from anhuai.facilities import queries as facilities
from anhuai.facilities.models import ChildcarePlaces
from anhuai.facilities.rules import Group
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.people.models import Person
from anhuai.platform import clock, holidays
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.sealing import seal
from anhuai.site.demo.nursery_fees import charge
from anhuai.workforce import queries as workforce

MOST, TAKEN, WAITING, DAYS = 5, 14, 14, 60
"""Nurseries, children enrolled in each, applications still open in all, days back with checks."""


def raise_children(officer: Actor, second: Actor, on: date) -> str:
    """Open nurseries, enrol, take in some of today's, leave applications in every state."""
    homes = _homes(officer)
    if not homes:
        return "托育机构没有托位，未开班"
    actions.publish_rule(
        officer, order=["child_in_difficulty", "low_income", "disability", "sibling", "same_town"],
        mode="rules", since=clock.today(), document="（虚构）托位录取办法",
    )  # fmt: skip
    waiting = _children(homes)
    enrolled = [one for home in homes for one in _fill(officer, home, waiting)]
    _past(enrolled, on)
    _today(officer, homes, enrolled)
    asked = _ask(officer, homes, waiting)
    _sign_ins(homes)
    told = f"托育班级 {NurseryClass.objects.count()} 个，在托 {len(enrolled)} 名，申请 {asked} 份"
    return f"{told}，{charge(officer, second, homes, on)}"


def _homes(officer: Actor) -> list[Nursery]:
    today = clock.today()
    found: list[Nursery] = []
    rows = facilities.operating(officer, on=today, group=Group.CHILDCARE).order_by("pk")
    for one in rows.filter(kind="childcare_institution")[:MOST]:
        home = actions.take_part(
            officer, facility=one.pk, network="（虚构）县托育联合体" if len(found) < 3 else ""
        )
        groups = ChildcarePlaces.objects.filter(facility=one, until=None, retracted_at=None)
        for given in groups.order_by("pk"):
            kind, left = CLASSES[given.group], given.places
            for number in range(1, given.classes + 1):
                places = min(kind.places, -(-left // (given.classes - number + 1)))
                left -= places
                if places:
                    actions.open_class(
                        officer, nursery=home.pk, group=given.group, places=places,
                        name=f"{kind.title}{'一二三四五六七八九'[min(number, 9) - 1]}",
                        since=today - timedelta(days=400),
                    )  # fmt: skip
        found.append(home)
    return [one for one in found if one.classes.exists()]


def _children(homes: list[Nursery]) -> Iterator[tuple[Person, int]]:
    """Yield children of nursery age with a guardian on record, those of the towns first."""
    today = clock.today()
    towns = {one.facility.division[: Level.TOWN] for one in homes}
    rows = list(
        Person.objects.filter(
            died=None, left=None, born__gt=today - timedelta(days=1000),
            born__lt=today - timedelta(days=230),
        ).exclude(division="").order_by("pk")[:4000]
    )  # fmt: skip
    rows.sort(key=lambda one: (one.division[: Level.TOWN] not in towns, one.pk))
    for one in rows:
        guardian = next(iter(people.guardians(one.pk, on=today)), None)
        if guardian is not None:
            yield one, guardian.pk


def _apply(officer: Actor, child: Person, guardian: int, homes: list[Nursery]) -> Application:
    return actions.apply(
        officer, person=child.pk, guardian=guardian, care="full_day", agreed=True,
        wanted_from=clock.today(), nurseries=[one.pk for one in homes],
    )  # fmt: skip


def _fill(
    officer: Actor, home: Nursery, waiting: Iterator[tuple[Person, int]]
) -> Iterator[Enrolment]:
    """Enrol children until a nursery has its share; those of no class's age are passed over."""
    today = clock.today()
    rooms = list(home.classes.order_by("pk"))
    for _nth in range(TAKEN):
        found = _fitting(rooms, waiting)
        if found is None:
            return
        child, guardian, room = found
        try:
            made = _apply(officer, child, guardian, [home])
            offer = actions.offer_place(
                officer, application=made.pk, nursery_class=room.pk, starts=today
            )
        except BadChildcare:  # the class is full
            rooms.remove(room)
            continue
        actions.answer(officer, offer=offer.pk, version=offer.version, accepts=True)
        one = actions.enrol(
            officer, offer=offer.pk, since=today, vaccination="complete", examined_on=today,
            allergies="（虚构）鸡蛋" if child.pk % 9 == 0 else "",
        )  # fmt: skip
        PickUp.objects.create(
            person=child, name=Person.objects.get(pk=guardian).name, relation="parent",
            phone_sealed=seal(""), since=today - timedelta(days=60), recorded_at=clock.now(),
            recorded_by=officer.name,
        )  # fmt: skip
        since = _since(child, today)
        Enrolment.objects.filter(pk=one.pk).update(
            since=since, examined_on=since - timedelta(days=20)
        )
        one.since = since
        yield one


def _since(child: Person, today: date) -> date:
    """Return since when a child has been there: a few a year, some months, weeks; from 6 months."""
    for share, days in ((4, 345), (2, 110 + child.pk % 20)):
        since = today - timedelta(days=days)
        if child.pk % share == 0 and child.born <= since and months_old(child.born, since) >= 6:
            return since
    return today - timedelta(days=30 + child.pk % 20)


def _fitting(
    rooms: list[NurseryClass], waiting: Iterator[tuple[Person, int]]
) -> tuple[Person, int, NurseryClass] | None:
    for child, guardian in waiting:
        months = months_old(child.born, clock.today())
        for room in rooms:
            if CLASSES[room.group].admits(months):
                return child, guardian, room
    return None


def _past(enrolled: list[Enrolment], on: date) -> None:
    """Write the working days since each child began: most came, were checked, were fetched."""
    fetchers = dict(PickUp.objects.values_list("person", "pk"))
    rows = []
    first = min((one.since for one in enrolled), default=on)
    for back in range(1, (on - first).days + 1):
        day = on - timedelta(days=back)
        if not holidays.is_working_day(day):
            continue
        for one in enrolled:
            if (one.person_id + back) % 8 and one.since <= day:
                rows.append(Attendance(
                    person_id=one.person_id, nursery_class_id=one.nursery_class_id, day=day,
                    came_at=_at(day, 8, one.person_id % 50),
                    left_at=_at(day, 17, one.person_id % 40),
                    left_with_id=fetchers[one.person_id], recorded_by="（虚构）老师",
                ))  # fmt: skip
    made = Attendance.objects.bulk_create(rows, batch_size=1000)
    Check.objects.bulk_create(
        Check(attendance=row, part=part, tenths=362 + row.person_id % 9, seen="well",
              at=_at(row.day, hour, row.person_id % 50), recorded_by="（虚构）老师")
        for row in made if row.day >= on - timedelta(days=DAYS)
        for part, hour in (("morning", 8), ("noon", 12))
    )  # fmt: skip


def _at(day: date, hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _today(officer: Actor, homes: list[Nursery], enrolled: list[Enrolment]) -> None:
    """Put carers on classes and take most children in; the last nursery lacks a carer."""
    for number, home in enumerate(homes):
        posts = workforce.posts(
            officer, on=clock.today(), facility=home.facility_id, kinds=actions.CARER
        )
        carers = list(posts.order_by("worker").values_list("worker", flat=True).distinct())
        rooms = list(home.classes.order_by("pk"))
        if number == len(homes) - 1 and number:
            carers = carers[:1]
        for at, worker in enumerate(carers):
            actions.come_on_duty(officer, nursery_class=rooms[at % len(rooms)].pk, worker=worker)
    for one in enrolled:
        if one.person_id % 5:
            actions.arrive(officer, enrolment=one.pk, nursery_class=one.nursery_class_id)


def _ask(officer: Actor, homes: list[Nursery], waiting: Iterator[tuple[Person, int]]) -> int:
    """Leave applications waiting, ordered, offered, declined and withdrawn."""
    made: list[Application] = []
    for child, guardian in waiting:
        if len(made) == WAITING:
            break
        first = len(made) % len(homes)
        chosen = [homes[first], homes[(first + 1) % len(homes)]][: len(homes)]
        try:
            made.append(_apply(officer, child, guardian, chosen))
        except BadChildcare:
            continue
    for home in homes:
        for group in sorted(set(home.classes.values_list("group", flat=True))):
            actions.make_ranking(officer, nursery=home.pk, group=group, on=clock.today())
    if made:
        actions.withdraw(officer, application=made[-1].pk, version=1)
    offers = [offer for one in made[:5] if (offer := _offer(officer, one)) is not None]
    if len(offers) > 1:
        actions.answer(officer, offer=offers[0].pk, version=1, accepts=False)
    return len(made)


def _offer(officer: Actor, one: Application) -> Offer | None:
    months = months_old(one.person.born, clock.today())
    homes = one.choices.order_by("rank").values_list("nursery", flat=True)
    for room in NurseryClass.objects.filter(nursery__in=list(homes)).order_by("pk"):
        if CLASSES[room.group].admits(months):
            try:
                return actions.offer_place(
                    officer, application=one.pk, nursery_class=room.pk, starts=clock.today()
                )
            except BadChildcare:  # the class is full
                continue
    return None


def _sign_ins(homes: list[Nursery]) -> None:
    """Add a family whose child is offered a place or waits, and a nursery's manager."""
    family = Account.objects.filter(username="family").first()
    row = Application.objects.filter(state="offered").order_by("-pk").first()
    row = row or Application.objects.order_by("-pk").first()
    given = (
        ("parent", "（虚构）孩子家长", "family", {"person": row.person_id} if row else None),
        ("nursery", "（虚构）园长", "institution_manager",
         {"organisation_id": homes[0].facility.operator_id}
         if homes[0].facility.operator_id else None),
    )  # fmt: skip
    for username, name, role, place in given:
        if family is None or place is None:
            continue
        account = Account.objects.create(
            username=username, name=name, password=family.password, created_at=clock.now()
        )
        RoleHolding.objects.create(account=account, role=role, since=date(2020, 1, 1), **place)
        if role == "family" and row is not None:
            Application.objects.filter(pk=row.pk).update(account=account.pk)
