"""Who waits for a bed, who was offered which, who is in which: tables of the placements room.

A bed is (facility, label): its facts are dated rows of the facilities room. `Hold` is what keeps
two people out of one bed on both databases: at most one open row a bed, and a chain of turns, each
beginning no earlier than the one before ended (ADR 0055). Rows are never deleted.
"""

from django.db import models
from django.db.models import F, Q


class Application(models.Model):
    """Somebody asks for a place; `number` stands for the person on the published list."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)  # rules.words.Kind
    state = models.CharField(max_length=12)  # rules.words.Step
    number = models.CharField("编号", max_length=20, unique=True)
    applied_on = models.DateField()
    nursing = models.BooleanField("需要护理型床位", default=False)
    until = models.DateField("拟住至", null=True)
    channel = models.CharField(max_length=12)
    note = models.CharField("说明", max_length=400, blank=True)
    closed_on = models.DateField(null=True)
    closed_why = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(closed_on=None),
                name="placement_application_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("applied_on")),
                name="placement_application_closed_after",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "applied_on", "id"], name="placement_application_waiting")
        ]


class Wish(models.Model):
    """An institution an applicant asks for; one without any takes whichever public one is next."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="wishes")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "facility"], name="placement_wish_once"),
            models.UniqueConstraint(fields=["application", "rank"], name="placement_wish_one_rank"),
        ]
        indexes = [
            models.Index(fields=["facility", "application"], name="placement_wish_of_facility")
        ]


class Offer(models.Model):
    """A bed offered to whoever was next; `place` and `standing` are the order as it was then."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="offers")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    label = models.CharField("床号", max_length=20)
    state = models.CharField(max_length=12)  # rules.words.Answer
    offered_on = models.DateField()
    answer_by = models.DateField("答复期限")
    place = models.PositiveIntegerField()
    rule = models.CharField(max_length=40, blank=True)
    ground = models.CharField("未按顺序的原因", max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    offered_by = models.CharField(max_length=64)
    passes = models.BooleanField(
        default=False
    )  # declined or lapsed: passed over here until renewed
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=["open", "accepted"]),
                name="placement_offer_one_running",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("offered_on")), name="placement_offer_clock"
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="placement_offer_by_clock")]


class Stay(models.Model):
    """Somebody lives at an institution, or comes by day, over [since, until)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)  # rules.words.Ending
    care_level = models.CharField("照护等级", max_length=20, blank=True)
    application = models.OneToOneField(
        Application, null=True, on_delete=models.PROTECT, related_name="stay"
    )
    source = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until=None) & ~Q(kind="day_care"),
                name="placement_stay_one_bed_a_person",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="placement_stay_period"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "since"], name="placement_stay_of_facility"),
            models.Index(fields=["person", "since"], name="placement_stay_of_person"),
        ]


class Hold(models.Model):
    """A bed is somebody's over [since, until): reserved by an offer, or slept in by a stay."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    label = models.CharField("床号", max_length=20)
    turn = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    offer = models.OneToOneField(Offer, null=True, on_delete=models.PROTECT, related_name="hold")
    stay = models.ForeignKey(Stay, null=True, on_delete=models.PROTECT, related_name="holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "label"],
                condition=Q(until=None),
                name="placement_hold_one_a_bed",
            ),
            models.UniqueConstraint(
                fields=["facility", "label", "turn"], name="placement_hold_turns"
            ),
            models.UniqueConstraint(
                fields=["stay"], condition=Q(until=None), name="placement_hold_one_bed_a_stay"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="placement_hold_period"
            ),
            models.CheckConstraint(
                condition=Q(offer=None, stay__isnull=False) | Q(offer__isnull=False, stay=None),
                name="placement_hold_for_one",
            ),
        ]
        indexes = [models.Index(fields=["facility", "since"], name="placement_hold_of_facility")]


class Contract(models.Model):
    """What was agreed for a stay; monthly fees and what is paid ahead in fen."""

    stay = models.OneToOneField(Stay, on_delete=models.PROTECT, related_name="contract")
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField()
    bed_fee = models.PositiveBigIntegerField()
    care_fee = models.PositiveBigIntegerField(default=0)
    meal_fee = models.PositiveBigIntegerField(default=0)
    prepaid_months = models.PositiveSmallIntegerField(default=1)
    deposit = models.PositiveBigIntegerField(default=0)
    membership = models.PositiveBigIntegerField(default=0)
    in_custody = models.BooleanField(default=False)


class RiskAssessment(models.Model):
    """The nine safety risks of a resident, before moving in and at least once a year after."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="risk_assessments")
    assessed_on = models.DateField()
    risks = models.JSONField()  # rules.contract.Risk → Grade
    measures = models.CharField(max_length=400, blank=True)
    told = models.CharField("告知的家属", max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["stay", "assessed_on"], name="placement_risks_of_stay")]


class Absence(models.Model):
    """A resident is away over [since, until): on leave or in hospital; the bed stays theirs."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=10)  # rules.words.Away
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay"], condition=Q(until=None), name="placement_absence_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="placement_absence_period"
            ),
        ]


class StayEntry(models.Model):
    """One line of a stay's course, append-only."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="entries")
    on = models.DateField()
    what = models.CharField(max_length=10)  # rules.words.What
    says = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stay", "on", "id"], name="placement_stay_course")]


class DailyReport(models.Model):
    """What an institution says of a day, beside what the records said when it did."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    residents = models.PositiveIntegerField()
    away = models.PositiveIntegerField(default=0)
    free = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=400, blank=True)
    known = models.JSONField()
    differs = models.JSONField(default=list)  # rules.beds.differences
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "on"], name="placement_report_one_a_day")
        ]
        indexes = [models.Index(fields=["on", "facility"], name="placement_report_by_day")]


class Incident(models.Model):
    """Something that happened to a resident or in the house."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, null=True, on_delete=models.PROTECT, related_name="incidents")
    risk = models.CharField(max_length=20)  # rules.contract.Risk, or "other"
    severity = models.CharField(max_length=8)
    happened_on = models.DateField()
    says = models.CharField(max_length=400)
    measures = models.CharField(max_length=400, blank=True)
    family_told = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["facility", "happened_on"], name="placement_incident_of_facility")
        ]


class Bill(models.Model):
    """What a stay owes for a month, fen by line; one a month that is not void. Never changed but
    for its state: a wrong one is made void and drawn anew."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="bills")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    days = models.PositiveSmallIntegerField()
    away = models.PositiveSmallIntegerField(default=0)
    bed_fee = models.PositiveBigIntegerField()
    care_fee = models.PositiveBigIntegerField()
    meal_fee = models.PositiveBigIntegerField()
    total = models.PositiveBigIntegerField()
    set_off = models.PositiveBigIntegerField(default=0)  # paid from what was paid ahead
    state = models.CharField(max_length=8)  # rules.billing.BillState
    settled_on = models.DateField("付款日期", null=True)
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "month"], condition=~Q(state="void"), name="placement_bill_once"
            ),
            models.CheckConstraint(
                condition=Q(total=F("bed_fee") + F("care_fee") + F("meal_fee")),
                name="placement_bill_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(set_off__lte=F("bed_fee") + F("care_fee")),
                name="placement_bill_set_off_in_fees",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", settled_on__isnull=False)
                | (~Q(state="paid") & Q(settled_on=None)),
                name="placement_bill_paid_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["facility", "month"], name="placement_bill_of_facility")]


class NetAssets(models.Model):
    """An institution's fixed assets net of what is pledged, in fen, as a report of a day says."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField("截至日期")
    amount = models.PositiveBigIntegerField()
    document = models.CharField("依据", max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["facility", "as_of"], name="placement_assets_of")]


class CustodyBalance(models.Model):
    """What lay in an institution's custody account at the end of a day, in fen, as the bank's
    statement says; append-only: a wrong one is put right by the entry that `corrects` it."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField("对账单日期")
    amount = models.PositiveBigIntegerField()
    document = models.CharField("依据", max_length=200)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="correction"
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["facility", "as_of"], name="placement_custody_of")]


class Prepayment(models.Model):
    """Money paid ahead for a stay that came or went, in fen, append-only: the sum lies there."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="prepayments")
    kind = models.CharField(max_length=10)  # rules.prepaid.Ahead
    what = models.CharField(max_length=10)  # rules.prepaid.Moved
    amount = models.BigIntegerField()
    on = models.DateField()
    bill = models.ForeignKey(Bill, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["received", "given_back"], amount__gt=0)
                | Q(what__in=["set_off", "refunded"], amount__lt=0),
                name="placement_prepayment_sign",
            ),
            models.CheckConstraint(
                condition=Q(what__in=["set_off", "given_back"], bill__isnull=False, kind="service")
                | Q(what__in=["received", "refunded"], bill=None),
                name="placement_prepayment_of_bill",
            ),
        ]
        indexes = [models.Index(fields=["stay", "on"], name="placement_prepaid_of_stay")]
