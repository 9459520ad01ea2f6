"""Whose facts were recorded or corrected since a moment: for rooms that decide anew by them."""

from datetime import datetime

from django.db.models import Q

from anhuai.people.models import Circumstance, Membership, Person, Residence


def changed_since(at: datetime) -> set[int]:
    """Return whose file, home, residence or circumstances were learnt or corrected since a moment.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see. More
    than those whose facts differ may be named; nobody is left out.
    """
    found = set(Person.objects.filter(updated_at__gte=at).values_list("pk", flat=True))
    learnt = Q(recorded_at__gte=at) | Q(retracted_at__gte=at)
    for model in (Circumstance, Membership, Residence):
        rows = model.objects.filter(learnt).order_by()
        found |= set(rows.values_list("person_id", flat=True))
    return found
