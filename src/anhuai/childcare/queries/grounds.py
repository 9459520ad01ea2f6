"""Which groups an applicant belongs to, from the register: nothing is asked twice."""

from collections.abc import Sequence
from datetime import date

from anhuai.childcare.catalogue import PRIORITIES
from anhuai.childcare.models import Application, Enrolment, Nursery
from anhuai.childcare.queries.today import in_force
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people


def groups_of(
    waiting: Sequence[Application], home: Nursery, *, on: date
) -> dict[int, tuple[str, ...]]:
    """Return by application the codes of the groups its child is in on a day, in catalogue order.

    A circumstance of the child, or of the guardian who applies, counts.
    """
    whom = {one.person_id for one in waiting} | {one.guardian_id for one in waiting}
    held: dict[int, set[str]] = {}
    for code in sorted({code for one in PRIORITIES.values() for code in one.circumstances}):
        for person, _since in people.begun([code], on=on, persons=whom):
            held.setdefault(person, set()).add(code)
    there = set(
        Enrolment.objects.filter(in_force(on), nursery_class__nursery=home).values_list(
            "person", flat=True
        )
    )
    town = home.facility.division[: Level.TOWN]
    found = {}
    for one in waiting:
        facts = held.get(one.person_id, set()) | held.get(one.guardian_id, set())
        if (there - {one.person_id}) & people.wards([one.guardian_id], on=on):
            facts = facts | {"sibling"}
        if one.person.division.startswith(town):
            facts = facts | {"town"}
        found[one.pk] = tuple(
            code for code, priority in PRIORITIES.items() if priority.holds(sorted(facts))
        )
    return found
