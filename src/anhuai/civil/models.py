"""Social organisations and volunteers."""

from django.db import models


class SocialOrganisation(models.Model):
    """A registered social organisation (社会组织) or a community one on file."""

    name = models.CharField("名称", max_length=120)
    pinyin = models.CharField(max_length=300)
    search = models.TextField()
    kind = models.CharField(max_length=24)  # rules.OrganisationKind
    field = models.CharField(max_length=24)  # rules.OrganisationField
    social_credit_code = models.CharField(max_length=18, blank=True)
    division = models.CharField(max_length=12)
    has_party_organisation = models.BooleanField("建有党组织", default=False)
    is_party_demonstration = models.BooleanField("示范性党组织", default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_for = models.CharField("注销原因", max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["social_credit_code"],
                condition=~models.Q(social_credit_code="") & models.Q(until=None),
                name="social_organisation_one_code",
            ),
            models.UniqueConstraint(
                fields=["division", "name"],
                condition=models.Q(until=None),
                name="social_organisation_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="social_organisation_period",
            ),
            models.CheckConstraint(
                condition=models.Q(is_party_demonstration=False)
                | models.Q(has_party_organisation=True),
                name="social_organisation_demonstration",
            ),
        ]
        indexes = [models.Index(fields=["division", "kind"], name="social_organisation_place")]


class Volunteer(models.Model):
    """A person registered as volunteer from a day to a day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until=None), name="volunteer_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="volunteer_period",
            ),
        ]


class VolunteerTeam(models.Model):
    """A registered volunteer team serving a division."""

    name = models.CharField(max_length=120)
    division = models.CharField(max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"],
                condition=models.Q(until=None),
                name="volunteer_team_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="volunteer_team_period",
            ),
        ]
