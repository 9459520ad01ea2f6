"""Persons, households, kinship, dated circumstances, residences, contacts, consent.

Everything dated is half-open [since, until): what holds on a day is what held at that day's end.
It is bitemporal: `recorded_at` is when we learned it, `retracted_at` when we learned better. A
row's period is never changed in place: the row is retracted and a new one recorded. Nothing is
ever deleted.
"""

from django.db import models


class Person(models.Model):
    """One person, one file.

    `division` and `household` repeat the current rows for lists; after a death or a departure
    (`left`) they keep the last place, so that its officers still find the file.
    """

    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=200)
    search = models.TextField()  # name by characters, pinyin, initials: platform.search
    sex = models.CharField("性别", max_length=1)  # GB/T 2261.1
    born = models.DateField("出生日期")
    died = models.DateField("死亡日期", null=True)
    left = models.DateField("迁出日期", null=True)
    ethnicity = models.CharField("民族", max_length=2, default="01")  # GB/T 3304
    marital = models.CharField("婚姻状况", max_length=2, blank=True)  # GB/T 2261.2
    education = models.CharField("文化程度", max_length=2, blank=True)  # GB/T 4658
    identity_sealed = models.BinaryField()
    identity_index = models.CharField(max_length=64, blank=True)
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    hukou = models.CharField("户籍地", max_length=12, blank=True)
    hukou_kind = models.CharField("户口性质", max_length=8, blank=True)  # urban rural resident
    division = models.CharField("常住地", max_length=12, blank=True)
    household = models.ForeignKey(
        "Household", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~models.Q(identity_index=""),
                name="person_one_identity",
            ),
            models.CheckConstraint(
                condition=models.Q(died=None) | models.Q(died__gte=models.F("born")),
                name="person_died_after_birth",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=["0", "1", "2", "9"]), name="person_sex_code"
            ),
        ]
        indexes = [
            models.Index(fields=["division", "pinyin", "id"], name="person_by_name"),
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
            models.Index(fields=["born", "id"], name="person_by_birth"),
            models.Index(fields=["hukou"], name="person_by_hukou"),
            # The unique index above is partial, which SQLite does not search with.
            models.Index(fields=["identity_index"], name="person_by_identity"),
            models.Index(
                fields=["division", "born", "sex"],
                condition=models.Q(died=None, left=None),
                name="person_living_here",
            ),
            models.Index(
                fields=["hukou", "born", "sex"],
                condition=models.Q(died=None),
                name="person_registered_here",
            ),
            # Few among many: a list of them would otherwise walk past everybody.
            models.Index(
                fields=["pinyin", "id"], condition=~models.Q(died=None), name="person_dead"
            ),
            models.Index(
                fields=["pinyin", "id"], condition=~models.Q(left=None), name="person_left"
            ),
        ]


class Correction(models.Model):
    """What a field of a person's file said before it was corrected, sealed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    before_sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    reason = models.CharField(max_length=120, blank=True)


class Household(models.Model):
    """People who live together, with a living member as head while it exists."""

    division = models.CharField("所在村", max_length=12, db_index=True)
    address = models.CharField("住址", max_length=120)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="heads")
    kind = models.CharField(max_length=12, default="family")  # family or collective
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["family", "collective"]), name="household_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="household_period",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="household_point_whole",
            ),
        ]


class Dated(models.Model):
    """What was true from a day to a day, and when we learned it."""

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


class Membership(Dated):
    """A person belongs to a household in a relation to its head (GB/T 4761)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=2)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(until=None, retracted_at=None),
                name="membership_one_current",
            ),
        ]


class Residence(Dated):
    """Where a person lives (常住: "resident") or is registered (户籍: "registered")."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    kind = models.CharField(max_length=10)  # resident or registered
    division = models.CharField(max_length=12)
    reason = models.CharField(max_length=16)  # rules.facts.RESIDENCE_REASONS

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(until=None, retracted_at=None),
                name="residence_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["resident", "registered"]), name="residence_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "division", "person", "since", "until"],
                condition=models.Q(retracted_at=None),
                name="residence_division",
            )
        ]


class Kinship(Dated):
    """`person` is the `relation` of `relative`: parent, spouse, guardian or supporter of.

    Spouses are two rows, one each way. `kind` says what guardianship it is (rules.kin).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kin_of")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kin")
    relation = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "relative", "relation"],
                condition=models.Q(until=None, retracted_at=None),
                name="kinship_one_current",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("relative")), name="kinship_of_two"
            ),
        ]


class Circumstance(Dated):
    """A dated fact about a person, by a code of the catalogue, with grade and kind."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="circumstances")
    code = models.CharField(max_length=40)
    grade = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=24, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "code", "kind"],
                condition=models.Q(until=None, retracted_at=None),
                name="circumstance_one_current",
            ),
        ]
        indexes = [
            models.Index(
                fields=["code", "since", "until", "person"],
                condition=models.Q(retracted_at=None),
                name="circumstance_code",
            )
        ]


class Contact(Dated):
    """Whom to call for a person: an emergency contact, possibly outside the register."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=50)
    relation = models.CharField(max_length=20, blank=True)
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    order = models.PositiveSmallIntegerField(default=1)


class Consent(Dated):
    """A person, or an under-14's guardian (PIPL art. 31), agreed to a use; `until` = withdrawn."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_given")
    notice_version = models.CharField(max_length=20)
    method = models.CharField(max_length=16)  # paper app spoken
