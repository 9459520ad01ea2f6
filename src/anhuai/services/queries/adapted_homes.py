"""Adaptations told to rooms beside this one, through people: whose home is adapted, since when."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q

from anhuai.people.queries.adapted import Adapted, Teller, tells_adapted
from anhuai.services.models import Adaptation, AdaptationEntry
from anhuai.services.rules.adaptation import State

AT_ONCE = 900
FIELDS = ("person_id", "home_id", "accepted_on")


def _accepted(
    last: date, persons: Collection[int] | None, homes: Collection[int]
) -> Iterator[Adapted]:
    """A cancelled one adapted nothing; what was accepted stands, paid already or not."""
    rows = Adaptation.objects.filter(accepted_on__lte=last).exclude(state=State.CANCELLED)
    if persons is not None and len(persons) + len(homes) <= AT_ONCE:
        rows = rows.filter(Q(person__in=list(persons)) | Q(home__in=list(homes)))
    for row in rows.order_by("accepted_on", "pk").values_list(*FIELDS):
        yield Adapted(*row)


def _changed(at: datetime) -> list[Adapted]:
    told = AdaptationEntry.objects.filter(recorded_at__gte=at).values("adaptation")
    rows = Adaptation.objects.filter(pk__in=told, accepted_on__isnull=False).order_by("pk")
    return [Adapted(*row) for row in rows.values_list(*FIELDS)]


tells_adapted(Teller(_accepted, _changed))
