"""Facilities of every kind, their beds, places, services, licences, marks and works.

Dated rows are half-open [since, until) and bitemporal: `recorded_at` is when we learned it,
`retracted_at` when we learned it was wrong. Rows are never deleted.
"""

from django.db import models


class Facility(models.Model):
    """A place where elderly care or child services are given."""

    kind = models.CharField("类型", max_length=40)  # catalogue/kinds
    name = models.CharField("名称", max_length=120)
    pinyin = models.CharField(max_length=300)
    search = models.TextField()
    division = models.CharField("所在地", max_length=12)
    address = models.CharField("地址", max_length=160)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    ownership = models.CharField("所有制", max_length=32)  # rules.Ownership
    tier = models.CharField("层级", max_length=8, blank=True)  # rules.Tier, 敬老院 only
    operator = models.ForeignKey(
        "platform.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    social_credit_code = models.CharField(max_length=18, blank=True)
    land_area = models.DecimalField("用地面积（㎡）", max_digits=10, decimal_places=2, null=True)
    building_area = models.DecimalField(
        "建筑面积（㎡）", max_digits=10, decimal_places=2, null=True
    )
    phone = models.CharField("电话", max_length=20, blank=True)
    opened = models.DateField("启用日期", null=True)
    closed = models.DateField("注销日期", null=True)  # the first day it no longer exists
    status = models.CharField(max_length=12)  # rules.Status, today's; the past is in StatusChange
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "kind", "name"],
                condition=models.Q(closed=None),
                name="facility_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(closed=None) | models.Q(closed__gt=models.F("opened")),
                name="facility_closed_after_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "kind"], name="facility_place_kind"),
            models.Index(fields=["kind", "division"], name="facility_kind_place"),
        ]


class Dated(models.Model):
    """What was true of a facility from a day to a day, and when and by whom it was recorded."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="%(app_label)s_%(class)s_period",
            )
        ]


def _one_current(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=fields, condition=models.Q(until=None, retracted_at=None), name=name
    )


class StatusChange(Dated):
    """The facility's status from a day on, and why."""

    status = models.CharField(max_length=12)
    reason = models.CharField(max_length=160, blank=True)

    class Meta(Dated.Meta):
        constraints = [*Dated.Meta.constraints, _one_current("status_one_current", "facility")]
        indexes = [models.Index(fields=["status", "since"], name="facility_status_since")]


class Bed(Dated):
    """One bed: `nursing` is the declared flag, `public` says the bed is the government's."""

    label = models.CharField("床号", max_length=20)
    nursing = models.BooleanField("护理型")
    public = models.BooleanField("公办床位")
    in_service = models.BooleanField("在用", default=True)
    medical = models.BooleanField("医疗床位", default=False)  # converted: not a care bed meanwhile
    room = models.CharField("房间", max_length=20, blank=True, default="")
    price = models.PositiveBigIntegerField("床位费（分/月）", null=True)
    checklist = models.JSONField("护理型核对项", default=list)  # rules.NURSING_CHECKS held

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            _one_current("bed_one_label", "facility", "label"),
        ]


class ChildcarePlaces(Dated):
    """Places of one class (infant, toddler_low, toddler_high, mixed: 国卫人口发〔2019〕58号)."""

    group = models.CharField(max_length=16)
    classes = models.PositiveSmallIntegerField(default=1)
    places = models.PositiveSmallIntegerField()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            _one_current("places_one_group", "facility", "group"),
        ]


class Service(Dated):
    """A service the facility offers (catalogue/services)."""

    code = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            _one_current("service_one_code", "facility", "code"),
        ]


class Licence(Dated):
    """A licence, filing or contract with its number; `until` is the day after it expires."""

    kind = models.CharField(max_length=40)  # rules.LICENCES
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=80, blank=True)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["until"], name="licence_until")]


class Filing(models.Model):
    """An institution's filing (备案) from its papers to the receipt and the check on site."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=40)  # rules.FILINGS
    what = models.CharField(max_length=12)  # rules.FilingWhat: first, change, end
    state = models.CharField(max_length=12)  # rules.FilingState
    began_on = models.DateField("收住（托）首日", null=True)
    legal_person = models.CharField("法定代表人", max_length=40, blank=True)
    registration = models.CharField("登记证书编号", max_length=60, blank=True)
    premises = models.CharField("房屋权属", max_length=120, blank=True)
    changes = models.CharField("变更内容", max_length=400, blank=True)
    resettled = models.CharField("安置情况", max_length=400, blank=True)
    noticed_on = models.DateField("告知在住人员和家属的日期", null=True)
    committed = models.BooleanField("已签承诺书", default=False)
    submitted_on = models.DateField()
    answer_by = models.DateField()
    refuse_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    number = models.CharField("回执编号", max_length=60, blank=True)
    ground = models.CharField("不予备案的原因", max_length=400, blank=True)
    check_by = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    check_passed = models.BooleanField(null=True)
    check_says = models.CharField("核查情况", max_length=400, blank=True)
    submitted_by = models.CharField(max_length=64)
    answered_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "kind"],
                condition=models.Q(state="submitted"),
                name="filing_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on=None)
                | models.Q(answered_on__gte=models.F("submitted_on")),
                name="filing_answered_after",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_on=None)
                | models.Q(checked_on__gte=models.F("answered_on")),
                name="filing_checked_after",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="filing_by_clock")]


class Mark(Dated):
    """A dated quality or status of the facility by a code of catalogue/marks."""

    code = models.CharField(max_length=40)
    grade = models.CharField(max_length=16, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            _one_current("mark_one_code", "facility", "code"),
        ]


class Works(models.Model):
    """Building works: new, rebuilt, extended or renovated, from start to acceptance."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="works")
    kind = models.CharField(max_length=16)  # rules.WorksKind
    started = models.DateField(null=True)
    accepted = models.DateField(null=True)
    beds = models.PositiveSmallIntegerField(default=0)
    nursing_beds = models.PositiveSmallIntegerField(default=0)
    area = models.DecimalField("交付面积（㎡）", max_digits=10, decimal_places=2, null=True)
    barrier_free = models.BooleanField("通过无障碍验收", null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=None)
                | models.Q(started=None)
                | models.Q(accepted__gte=models.F("started")),
                name="works_accepted_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(nursing_beds__lte=models.F("beds")), name="works_nursing_beds"
            ),
        ]
        indexes = [models.Index(fields=["accepted", "kind"], name="works_accepted")]
