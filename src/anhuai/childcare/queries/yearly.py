"""The year's report of a nursery, drafted from the records, and what nurseries reported."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.catalogue import CLASSES, OWN
from anhuai.childcare.models import (
    Attendance,
    Bill,
    Check,
    Enrolment,
    Incident,
    Nursery,
    NurseryClass,
    Payment,
    Subsidy,
    YearReport,
)
from anhuai.childcare.queries.parameters import mixed_ratio
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.queries.today import in_force
from anhuai.childcare.rules.classes import carers_needed, months_old
from anhuai.childcare.rules.words import Happening
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, reading
from anhuai.platform.permits import Permit
from anhuai.workforce import queries as workforce

CARER = ("childcare_worker",)


@wall.lifted()
def year_figures(home: Nursery, *, year: int, on: date) -> dict[str, int]:
    """Return a nursery's figures of a year as of a day in it: whole numbers, money in fen.

    `share` is places used in tenths of a percent; ages are those of the day.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rooms = list(NurseryClass.objects.filter(in_force(on), nursery=home))
    held = list(
        Enrolment.objects.filter(in_force(on), nursery_class__in=rooms).select_related("person")
    )
    ages = {one.pk: months_old(one.person.born, on) for one in held}
    groups = Counter(min(age // 12, 3) for age in ages.values())
    places = sum(room.places for room in rooms)
    needed = sum(
        carers_needed(
            CLASSES[room.group], [ages[one.pk] for one in held if one.nursery_class_id == room.pk],
            own=OWN, mixed=mixed_ratio(on),
        )
        for room in rooms
    )  # fmt: skip
    carers = workforce.posts(SYSTEM, on=on, facility=home.facility_id, kinds=CARER)
    in_year = Q(day__gte=first, day__lt=after)
    came = Attendance.objects.filter(in_year, nursery_class__nursery=home)
    billed = Bill.objects.filter(nursery=home, month__gte=first, month__lt=after)
    had = Payment.objects.filter(nursery=home, on__gte=first, on__lt=after)
    paid = Subsidy.objects.filter(nursery=home, state="paid", paid_on__year=year)
    happened = _happened(home, first, after)
    standing = sum(one.seat > 0 for one in held)
    return {
        "places": places, "children": len(held), "under_12": groups[0], "from_12": groups[1],
        "from_24": groups[2], "over_36": groups[3], "carers": carers.count(), "needed": needed,
        "share": standing * 1000 // places if places else 0,
        "incidents": sum(happened.values()), "abuse": happened[Happening.ABUSE],
        "attended": came.count(), "checks": Check.objects.filter(attendance__in=came).count(),
        "billed": billed.aggregate(sum=Sum("total"))["sum"] or 0,
        "received": had.aggregate(sum=Sum("amount"))["sum"] or 0,
        "subsidy": paid.aggregate(sum=Sum("amount"))["sum"] or 0,
    }  # fmt: skip


def _happened(home: Nursery, first: date, after: date) -> Counter[str]:
    rows = Incident.objects.filter(nursery=home, at__date__gte=first, at__date__lt=after)
    return Counter(rows.values_list("kind", flat=True))


def reports(actor: Actor, *, permit: Permit = READ) -> QuerySet[YearReport]:
    """Return the year's reports of the nurseries a permit reaches, newest first."""
    rows = YearReport.objects.select_related("nursery__facility")
    return rows.filter(nursery__in=nurseries(actor, permit=permit)).order_by(
        "-year", "nursery__facility__pinyin", "pk"
    )


@reading(
    permit=READ, title=_("查看托育年度报告"), subject="nursery",
    ids=lambda found: [found.nursery_id],
)  # fmt: skip
def report(actor: Actor, key: int) -> YearReport:
    """Return a report of a nursery in scope, or raise `NotHere`."""
    found = reports(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("childcare_report", key)
    return found


def report_of(nursery: int, year: int) -> YearReport | None:
    """Return a nursery's report of a year; its caller has checked the scope."""
    return YearReport.objects.filter(nursery=nursery, year=year).first()


def reported(actor: Actor, year: int) -> tuple[list[YearReport], list[Nursery]]:
    """Return a year's reports in scope, and the nurseries that have not reported."""
    found = list(reports(actor).filter(year=year))
    done: Collection[int] = [one.nursery_id for one in found]
    rest = nurseries(actor).exclude(pk__in=done).order_by("facility__pinyin", "pk")
    return found, list(rest)
