"""Deciding past months anew: what was learnt since then, kept beside what was decided before.

Entitlements are bitemporal: the rows that no longer hold are retracted, those that hold now are
recorded, and a restatement says which months differ, by what was known when. Nothing is paid here:
the next pay run of the benefit pays or claims the difference, once (funds, ADR 0035).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import Entitlement, Restatement, Run
from anhuai.benefits.queries import latest_run
from anhuai.benefits.queries.restating import Past, Touched, earliest, past
from anhuai.benefits.queries.terms import terms
from anhuai.benefits.rules.paying import BadPaying
from anhuai.benefits.rules.restating import Difference, renewed
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

CHUNK = 5000
CONFIRM = Permit.BENEFITS_CONFIRM


@dataclass(frozen=True, slots=True)
class Anew:
    """How many months of how many people differ now."""

    pk: int
    persons: int
    months: int


@action(
    permit=CONFIRM, title=_("重新核定往月"), logs=("person", "on"), subject="person",
)  # fmt: skip
def restate(actor: Actor, *, person: int, on: date) -> Anew:
    """Decide the past months of a person, and of whoever shares their home, anew at once.

    The night does the same for whoever's facts changed; again it changes nothing. Raises
    `BadPaying` before the first night, `NotHere`.
    """
    one = people.person_in_scope(actor, person, permit=CONFIRM)
    run = latest_run(division=county.code())
    first = earliest(division=county.code(), month=Month.of(on), on=on) if run else None
    if run is None or first is None:
        raise BadPaying(
            "month", "还没有核定过的往月，不用重新核定；每天夜里核定当月。",
            "No past month was decided yet: each night decides its month.",
        )  # fmt: skip
    found = past(terms(known=on), of=Touched(first, frozenset({one.pk})), month=Month.of(run.month))
    months = write_past(run, found, on=on)
    return Anew(one.pk, len({key for key, _item in found.changed}), months)


def write_past(run: Run, found: Past, *, on: date) -> int:
    """Retract what no longer holds, record what does, say what differs; return how many months."""
    if not found.changed:
        return 0
    last, now = found.months[-1], clock.now()
    stale: list[int] = []
    rows: list[Entitlement] = []
    told: list[Restatement] = []
    for (person, item), changed in sorted(found.changed.items()):
        held = found.held.get((person, item), ())
        stale += [pk for pk, _interval in held]
        place = found.places.get(person, run.division)
        rows += [
            Entitlement(
                person_id=person,
                item=item,
                division=place,
                since=since.first,
                until=until.first if until else None,
                amount=value[0],
                reason=value[1],
                run=run,
                recorded_at=now,
            )
            for since, until, value in renewed([one for _pk, one in held], changed, last)
        ]
        told += [
            Restatement(
                person_id=person, item=item, division=place, since=some[0].month.first,
                until=(some[-1].month + 1).first, was=some[0].was[0], now=some[0].now[0],
                reason=some[0].now[1] or "absent", known=on, run=run, recorded_at=now,
            )
            for some in _spans(changed)
            if some[0].was[0] != some[0].now[0]
        ]  # fmt: skip
    for at in range(0, len(stale), CHUNK):
        Entitlement.objects.filter(pk__in=stale[at : at + CHUNK]).update(
            retracted_at=now, ended_by=run
        )
    Entitlement.objects.bulk_create(rows, batch_size=CHUNK)
    Restatement.objects.bulk_create(told, batch_size=CHUNK)
    return sum(len(changed) for changed in found.changed.values())


def _spans(changed: Collection[Difference]) -> list[list[Difference]]:
    """Return runs of months that differ alike: a band crossed begins another."""
    found: list[list[Difference]] = []
    rows = sorted(changed, key=lambda one: one.month)
    numbered = enumerate(rows)
    for _key, group in groupby(
        numbered, lambda at: (at[1].was, at[1].now, at[1].month - Month(2000, 1) - at[0])
    ):
        found.append([one for _at, one in group])
    return found
