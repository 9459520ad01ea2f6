"""Tables of orders: who offers what, an order and who pays it, its proof, rating and history.

An order on record is never deleted. It moves by compare-and-set on `version`; each step is a row
of `OrderStep`, which only grows (triggers refuse the rest on both databases).
"""

from django.db import models

from anhuai.services.rules.ordering_words import Confirmed, Moment, OrderState, Payer, PlacedBy

_STATES = [str(state) for state in OrderState]
_UNASSIGNED = ["placed", "cancelled"]
_SERVED = ["done", "confirmed"]


class Offering(models.Model):
    """A facility offers a service within a division at a price in fen per unit, [since, until)."""

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)  # catalogue/care
    division = models.CharField("服务范围", max_length=12)
    unit_price = models.BigIntegerField("单价（分）")
    daily = models.PositiveSmallIntegerField(null=True)  # orders a day at most; none: unlimited
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "service", "division"],
                condition=models.Q(until=None),
                name="offering_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="offering_period",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price__gte=0), name="offering_unit_price"
            ),
        ]
        indexes = [models.Index(fields=["service", "division"], name="offering_service")]


class Order(models.Model):
    """One wanted service of one person, from the wish to the confirmation.

    `client` is made by whoever places it, so that a double click is one order; `source` names what
    it came through (a grant, a care plan, a case). `organisation` runs `facility`; both are empty
    until the order is matched. `done_units` is what was really given, and `amount` what that costs.
    Times of steps are by the server's clock, corrected for the phone's.
    """

    client = models.UUIDField(unique=True)
    number = models.CharField("订单号", max_length=20, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)  # catalogue/care
    division = models.CharField(max_length=12)
    spot = models.CharField("上门地址", max_length=160, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    offering = models.ForeignKey(
        Offering, null=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "platform.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    worker = models.ForeignKey(
        "workforce.Worker", null=True, on_delete=models.PROTECT, related_name="+"
    )
    wanted_on = models.DateField("服务日期")
    earliest = models.TimeField("最早时间")
    latest = models.TimeField("最晚时间")
    planned_at = models.DateTimeField(null=True)  # when a day's route has it begin
    minutes = models.PositiveSmallIntegerField()
    units = models.PositiveSmallIntegerField(default=1)
    done_units = models.PositiveSmallIntegerField(null=True)
    unit_price = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    placed_by = models.CharField(max_length=12)  # rules.PlacedBy
    through = models.CharField(max_length=16)  # portal, desk, office, provider, api, job
    source = models.CharField(max_length=80, blank=True)
    account = models.BigIntegerField(null=True)  # who placed it
    name = models.CharField(max_length=64, blank=True)
    note = models.CharField("要求", max_length=300, blank=True)
    state = models.CharField(max_length=12, default="placed")  # rules.OrderState
    why = models.CharField(max_length=200, blank=True)  # of a cancelled, missed or disputed one
    substitutes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="substitutions"
    )
    placed_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    on_the_way_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # cancelled or missed
    confirmed = models.CharField(max_length=12, default="none")  # rules.Confirmed
    exception = models.CharField(max_length=200, blank=True)  # why nobody could confirm
    doubts = models.JSONField(default=list)  # what somebody should look at
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="order_state"),
            models.CheckConstraint(
                condition=models.Q(placed_by__in=[str(one) for one in PlacedBy]),
                name="order_placed_by",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed__in=[str(one) for one in Confirmed]),
                name="order_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(units__gt=0, minutes__gt=0, unit_price__gte=0)
                & (models.Q(done_units=None) | models.Q(done_units__lte=models.F("units"))),
                name="order_units",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    done_units=None, amount=models.F("units") * models.F("unit_price")
                )
                | models.Q(amount=models.F("done_units") * models.F("unit_price")),
                name="order_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest__lt=models.F("latest")), name="order_window"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_UNASSIGNED) | models.Q(facility__isnull=False),
                name="order_has_provider",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[*_SERVED, "started"])
                | models.Q(started_at__isnull=False, worker__isnull=False),
                name="order_began",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SERVED)
                | models.Q(done_at__gte=models.F("started_at"), done_units__isnull=False),
                name="order_was_served",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_at__isnull=False),
                name="order_was_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="order_point_whole",
            ),
            models.UniqueConstraint(
                fields=["substitutes"],
                condition=~models.Q(state="cancelled"),
                name="order_one_substitute",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-wanted_on"], name="order_of_person"),
            models.Index(fields=["division", "wanted_on"], name="order_by_place"),
            models.Index(fields=["organisation", "wanted_on"], name="order_by_provider"),
            models.Index(fields=["facility", "wanted_on"], name="order_by_facility"),
            models.Index(fields=["worker", "wanted_on"], name="order_by_worker"),
            models.Index(fields=["state", "wanted_on"], name="order_by_state"),
        ]


class OrderShare(models.Model):
    """What one payer pays of an order; a voucher's share names the scheme and the units spent.

    `quantity` counts `unit` (fen, or a person's granted minutes or vouchers); `amount` is what the
    share is worth to the provider. `scheme` is empty where no voucher pays.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shares")
    payer = models.CharField(max_length=12)  # rules.Payer
    scheme = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=8, default="fen")  # funds.rules.books.Unit
    quantity = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()
    spent_at = models.DateTimeField(null=True)  # when it was taken from the person's account

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "payer", "scheme"], name="order_share_one_a_payer"
            ),
            models.CheckConstraint(
                condition=models.Q(payer__in=[str(one) for one in Payer]), name="order_share_payer"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, quantity__gte=0), name="order_share_amount"
            ),
        ]


class OrderProof(models.Model):
    """When and where a service began or ended, by the phone's clock and ours."""

    client = models.UUIDField(unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="proofs")
    moment = models.CharField(max_length=8)  # rules.Moment
    at = models.DateTimeField()  # the phone's, corrected by the server's clock
    phone_at = models.DateTimeField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)  # from the home
    reason = models.CharField(max_length=200, blank=True)  # why far away, or without a position
    doubts = models.JSONField(default=list)
    steps = models.JSONField(default=list)  # of the standard of work, those done
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "moment"], name="order_proof_one_a_moment"),
            models.CheckConstraint(
                condition=models.Q(moment__in=[str(one) for one in Moment]),
                name="order_proof_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="order_proof_point_whole",
            ),
        ]


class OrderPiece(models.Model):
    """A photo, signature or voice kept with an order; a photo only with consent.

    `digest` is of the bytes: the same picture under two orders shows.
    """

    client = models.UUIDField(unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=12)  # rules.PieceKind
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    consented = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="photo") | models.Q(consented=True),
                name="order_photo_with_consent",
            )
        ]


class Rating(models.Model):
    """How the elder or the family found the service, once an order."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="order_rating_stars"
            )
        ]


class OrderStep(models.Model):
    """One line of an order's history; rows are only added."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=16)  # the action
    state = models.CharField(max_length=12)  # where it stood after
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )  # which provider it is about, as who refused
    at = models.DateTimeField()
    says = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    account = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="order_step_line")]
