"""Tables of meals: points and their sittings, dishes, a day's portions, orders, rounds, hygiene.

`MealDay.taken` never exceeds its capacity and a person has one meal of a kind a day, whatever the
code does. Only a round by which nothing was brought yet gives way to another.
"""

from django.db import models

from anhuai.services.rules.meals import TAKEN, Channel, Meal, MealState, Way


def _one_of(column: str, words: type) -> models.Q:
    return models.Q(**{f"{column}__in": [str(one) for one in words]})  # type: ignore[attr-defined]


class MealPoint(models.Model):
    """A facility that serves meals: on which weekdays (1 … 7), where it delivers to.

    `area` holds division codes whose subtrees are delivered to; empty: no delivery.
    """

    facility = models.OneToOneField(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+"
    )
    weekdays = models.JSONField("供餐日")
    area = models.JSONField("送餐范围", default=list)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="meal_point_period",
            )
        ]


class MealSitting(models.Model):
    """A meal a point serves: when, how many portions, at which price in fen."""

    point = models.ForeignKey(MealPoint, on_delete=models.PROTECT, related_name="sittings")
    meal = models.CharField(max_length=12)  # rules.meals.Meal
    starts = models.TimeField()
    ends = models.TimeField()
    capacity = models.PositiveSmallIntegerField()
    price = models.PositiveIntegerField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "meal"],
                condition=models.Q(ended_on=None),
                name="meal_sitting_one",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="meal_sitting_times"
            ),
            models.CheckConstraint(condition=_one_of("meal", Meal), name="meal_sitting_meal"),
        ]


class Dish(models.Model):
    """A dish of a point: what it may contain, what it is suited for."""

    point = models.ForeignKey(MealPoint, on_delete=models.PROTECT, related_name="dishes")
    name = models.CharField(max_length=60)
    allergens = models.JSONField(default=list)  # rules.meals.Allergen
    features = models.JSONField(default=list)  # rules.meals.Feature
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "name"], condition=models.Q(ended_on=None), name="dish_one_name"
            )
        ]


class MealDay(models.Model):
    """A point's meal of a day: portions, how many are taken, the menu once it is published."""

    point = models.ForeignKey(MealPoint, on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    meal = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.IntegerField(default=0)
    price = models.PositiveIntegerField()
    dishes = models.ManyToManyField(Dish, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point", "on", "meal"], name="meal_day_one"),
            models.CheckConstraint(
                condition=models.Q(taken__gte=0) & models.Q(taken__lte=models.F("capacity")),
                name="meal_day_never_overbooked",
            ),
            models.CheckConstraint(condition=_one_of("meal", Meal), name="meal_day_meal"),
        ]
        indexes = [models.Index(fields=["on", "meal"], name="meal_day_by_day")]


class DietNeed(models.Model):
    """What somebody is allergic to or needs, from a day to a day: health data (PIPL art. 28)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_allergy = models.BooleanField()
    code = models.CharField(max_length=12)  # Allergen or Feature
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "is_allergy", "code"],
                condition=models.Q(until=None, retracted_at=None),
                name="diet_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="diet_period",
            ),
        ]


class StandingOrder(models.Model):
    """Meals somebody wants on some weekdays from a day until a day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(MealPoint, on_delete=models.PROTECT, related_name="+")
    meal = models.CharField(max_length=12)
    way = models.CharField(max_length=12)
    weekdays = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meal"],
                condition=models.Q(until=None),
                name="standing_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="standing_period",
            ),
            models.CheckConstraint(condition=_one_of("way", Way), name="standing_way"),
        ]


class StandingPause(models.Model):
    """Days [since, until) on which a standing order wants nothing."""

    standing = models.ForeignKey(StandingOrder, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="standing_pause_period"
            )
        ]


class StandingSkip(models.Model):
    """A day on which a standing order could not be kept, and why: somebody must know."""

    standing = models.ForeignKey(StandingOrder, on_delete=models.PROTECT, related_name="skips")
    on = models.DateField()
    why = models.CharField(max_length=12)  # rules.meals.SkipWhy

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "on"], name="standing_skip_once")
        ]


class MealRound(models.Model):
    """A courier's round of a meal: its length is an estimate, the order is that of its stops."""

    day = models.ForeignKey(MealDay, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    courier = models.CharField(max_length=40, blank=True)
    metres = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="meal_round_number")]


class MealOrder(models.Model):
    """One meal of one person. `price = subsidy + own`; a subsidised one holds a slot of the day.

    `without` are dishes left out; `stop` is the place in its round.
    """

    day = models.ForeignKey(MealDay, on_delete=models.PROTECT, related_name="orders")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    standing = models.ForeignKey(
        StandingOrder, null=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    meal = models.CharField(max_length=12)
    place = models.CharField(max_length=12)  # where the person lives
    way = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default="ordered")
    without = models.JSONField(default=list)
    price = models.PositiveIntegerField()
    subsidy = models.PositiveIntegerField(default=0)
    own = models.PositiveIntegerField()
    subsidy_why = models.CharField(max_length=12, blank=True)
    slot = models.PositiveSmallIntegerField(null=True)
    round = models.ForeignKey(MealRound, null=True, on_delete=models.PROTECT, related_name="stops")
    stop = models.PositiveSmallIntegerField(null=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=64)
    served_at = models.DateTimeField(null=True)
    served_by = models.CharField(max_length=64, blank=True)
    received_by = models.CharField(max_length=40, blank=True)
    by_code = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=120, blank=True)
    warning = models.JSONField(default=list)  # [dish, allergens] that came in after the order
    warned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on", "meal"],
                condition=models.Q(state__in=[str(one) for one in TAKEN]),
                name="meal_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "on", "slot"],
                condition=models.Q(slot__isnull=False),
                name="meal_subsidy_slot",
            ),
            models.CheckConstraint(
                condition=models.Q(price=models.F("subsidy") + models.F("own")),
                name="meal_split_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(subsidy=0, slot=None)
                | models.Q(subsidy__gt=0, slot__isnull=False, state="served"),
                name="meal_subsidy_when_served",
            ),
            models.CheckConstraint(
                condition=models.Q(state="served", served_at__isnull=False)
                | (~models.Q(state="served") & models.Q(served_at=None)),
                name="meal_served_at",
            ),
            models.CheckConstraint(
                condition=_one_of("state", MealState)
                & _one_of("way", Way)
                & _one_of("channel", Channel),
                name="meal_order_words",
            ),
        ]
        indexes = [
            models.Index(fields=["on", "id"], name="meal_order_by_day"),
            models.Index(fields=["person", "on"], name="meal_order_by_person"),
            models.Index(fields=["place", "on"], name="meal_order_by_place"),
        ]


class HygieneRecord(models.Model):
    """What a point kept of a meal's food safety: samples, temperatures, disinfection, staff."""

    day = models.OneToOneField(MealDay, on_delete=models.PROTECT, related_name="hygiene")
    sampled = models.PositiveSmallIntegerField()  # dishes of which a sample was kept
    grams = models.PositiveSmallIntegerField()  # of the least sample
    kept_from = models.DateTimeField()
    fridge_celsius = models.SmallIntegerField(null=True)
    cooked_celsius = models.SmallIntegerField(null=True)
    disinfected = models.BooleanField()
    staff = models.PositiveSmallIntegerField()
    uncertified = models.PositiveSmallIntegerField()
    thrown_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(thrown_at=None) | models.Q(thrown_at__gte=models.F("kept_from")),
                name="hygiene_thrown_after",
            )
        ]
