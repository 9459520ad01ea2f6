"""Tables of the points mart: marts, goods, deeds, accounts, lots of points, movements.

Points are lots with the day they end (as vouchers are, ADR 50): what is spent of a lot never
exceeds it, goods never go below none. Movements are double entries that only grow.
"""

from django.db import models

from anhuai.services.rules.mart import PointBook, PointKind


class Mart(models.Model):
    """A place where points are exchanged for goods, of a town or village."""

    name = models.CharField("名称", max_length=60)
    division = models.CharField("所在地", max_length=12, db_index=True)
    address = models.CharField("地址", max_length=120, blank=True)
    opens = models.CharField("开放时间", max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], condition=models.Q(until=None), name="mart_one_name"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="mart_period",
            ),
        ]


class Goods(models.Model):
    """What a mart has: its price in points, how many are left."""

    mart = models.ForeignKey(Mart, on_delete=models.PROTECT, related_name="goods")
    name = models.CharField("物品", max_length=60)
    points = models.PositiveIntegerField("所需积分")
    stock = models.IntegerField("库存", default=0)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mart", "name"], condition=models.Q(ended_on=None), name="goods_one_name"
            ),
            models.CheckConstraint(condition=models.Q(stock__gte=0), name="goods_never_negative"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="goods_points"),
        ]


class Deed(models.Model):
    """What earns points in this county, as its list says: how many, from when."""

    title = models.CharField("事项", max_length=80)
    points = models.PositiveIntegerField("积分")
    document = models.CharField("依据", max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=models.Q(until=None), name="deed_one_title"
            ),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="deed_points"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="deed_period",
            ),
        ]


class PointAccount(models.Model):
    """The points account of a person, or of a household."""

    person = models.OneToOneField(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    household = models.OneToOneField(
        "people.Household", null=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=12, db_index=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, household=None)
                | models.Q(person=None, household__isnull=False),
                name="point_account_of_one",
            )
        ]


class PointEntry(models.Model):
    """One event of an account: from one book to another; `key` names it once for ever."""

    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=8)
    target = models.CharField(max_length=8)
    points = models.PositiveIntegerField()
    key = models.CharField(max_length=80, unique=True)
    on = models.DateField()
    says = models.CharField(max_length=160)
    reason = models.CharField(max_length=160, blank=True)
    deed = models.ForeignKey(Deed, null=True, on_delete=models.PROTECT, related_name="+")
    goods = models.ForeignKey(Goods, null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField(default=1)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="point_entry_points"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(one) for one in PointKind])
                & models.Q(source__in=[str(one) for one in PointBook])
                & models.Q(target__in=[str(one) for one in PointBook])
                & ~models.Q(source=models.F("target")),
                name="point_entry_books",
            ),
        ]
        indexes = [models.Index(fields=["on", "id"], name="point_entry_by_day")]


class PointLot(models.Model):
    """Points earned at once, until when they hold, how many of them are gone."""

    account = models.ForeignKey(PointAccount, on_delete=models.PROTECT, related_name="lots")
    entry = models.OneToOneField(PointEntry, on_delete=models.PROTECT, related_name="lot")
    points = models.PositiveIntegerField()
    gone = models.IntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gone__gte=0) & models.Q(gone__lte=models.F("points")),
                name="point_lot_never_overspent",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="point_lot_period",
            ),
        ]
        indexes = [models.Index(fields=["account", "until"], name="point_lot_of_account")]


class StockMove(models.Model):
    """Goods that came in, were given out for points, or were written off."""

    goods = models.ForeignKey(Goods, on_delete=models.PROTECT, related_name="moves")
    change = models.IntegerField()
    on = models.DateField()
    says = models.CharField(max_length=160)
    entry = models.ForeignKey(PointEntry, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=64)
