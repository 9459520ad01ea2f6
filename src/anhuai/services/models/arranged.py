"""Tables of services arranged ahead: what is to be ordered every month, and each order's place.

A place in a month is one row, so that the nightly job orders it once; why it waits is written
there. An arrangement that ended stays on record.
"""

from django.db import models

from anhuai.services.rules.arranging import PlaceState
from anhuai.services.rules.ordering_words import PlacedBy

_ORIGINS = [str(PlacedBy.CARE_PLAN), str(PlacedBy.ENTITLEMENT)]


class Arrangement(models.Model):
    """What is ordered for a person month by month, from a day until another.

    Of an entitlement: `service` so many `times` a month, paid by granted hours. Of a family care
    bed: what its care plan says, `service` empty. `facility` is who is asked first, none: whoever
    suits best.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=12)  # rules.PlacedBy
    bed = models.ForeignKey(
        "services.FamilyBed", null=True, on_delete=models.PROTECT, related_name="arrangements"
    )
    service = models.CharField(max_length=40, blank=True)  # catalogue/care
    times = models.PositiveSmallIntegerField(default=0)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    earliest = models.TimeField()
    latest = models.TimeField()
    since = models.DateField()
    until = models.DateField(null=True)  # the first day without
    why_ended = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin="care_plan", bed__isnull=False, service="", times=0)
                | models.Q(origin="entitlement", bed=None, times__gt=0) & ~models.Q(service=""),
                name="arrangement_of_bed_or_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest__lt=models.F("latest")), name="arrangement_window"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(until__gte=models.F("since")) & ~models.Q(why_ended=""),
                name="arrangement_period_and_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "origin", "service"],
                condition=models.Q(until=None),
                name="arrangement_one_open",
            ),
        ]


class ArrangedOrder(models.Model):
    """One place of an arrangement in a month: its day, its order, or why there is none yet."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="places")
    month = models.DateField()
    service = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=8, default=PlaceState.WAITING)
    why = models.CharField(max_length=200, blank=True)
    why_en = models.CharField(max_length=300, blank=True)
    order = models.OneToOneField(
        "services.Order", null=True, on_delete=models.PROTECT, related_name="arranged"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "month", "service", "number"], name="arranged_order_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="placed", order__isnull=False)
                | models.Q(state__in=["waiting", "over"], order=None) & ~models.Q(why=""),
                name="arranged_order_or_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "on"], name="arranged_by_day")]
