"""What the county's records say of a nursery's inspections, beside what the nursery says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from anhuai.childcare.models import Inspection, Nursery, YearReport
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.rules.yearly import Inspected
from anhuai.facilities import queries as facilities
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

SITE = "site"
"""The check on site after a filing, which the facilities room keeps."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One inspection on record; `kind` is of `rules.yearly.Inspected`, or `SITE`."""

    key: int
    on: date
    kind: str
    authority: str
    passed: bool
    says: str


def inspections(actor: Actor, *, permit: Permit = READ) -> Any:
    """Return the inspections of the nurseries a permit reaches, newest first."""
    rows = Inspection.objects.select_related("nursery__facility").filter(retracted_at=None)
    return rows.filter(nursery__in=nurseries(actor, permit=permit)).order_by("-on", "-pk")


def inspection(actor: Actor, key: int, *, permit: Permit = READ) -> Inspection:
    """Return an inspection of a nursery in scope, or raise `NotHere`."""
    found: Inspection | None = inspections(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("childcare_inspection", key)
    return found


def looked_at(home: Nursery, *, since: date, until: date) -> list[Looked]:
    """Return the inspections of a nursery in [since, until), checks on site after a filing with
    them, newest first; scope is the caller's."""
    rows = Inspection.objects.filter(
        nursery=home, on__gte=since, on__lt=until, retracted_at=None
    )  # fmt: skip
    found = [
        Looked(one.pk, one.on, Inspected(one.kind), one.authority, one.passed, one.says)
        for one in rows
    ]
    checks = facilities.site_checks(home.facility_id, since=since, until=until)
    found += [Looked(0, on, SITE, "", passed, "") for on, passed in checks]
    return sorted(found, key=lambda one: (one.on, one.key), reverse=True)


def looked_at_in(home: Nursery, year: int) -> list[Looked]:
    """Return the inspections of a year."""
    return looked_at(home, since=date(year, 1, 1), until=date(year + 1, 1, 1))


@dataclass(frozen=True, slots=True)
class Told:
    """How many inspections a nursery reported, and how many are on record; failed ones too."""

    own: int
    register: int
    failed: int

    @property
    def differs(self) -> bool:
        """Whether its own word is not what the records say: a finding."""
        return self.own != self.register


def told_of(one: YearReport) -> Told:
    """Return a report's word beside the records as they are now; scope is the caller's."""
    return _told(one.told, looked_at_in(one.nursery, one.year))


def _told(told: Mapping[str, Any], found: Sequence[Looked]) -> Told:
    return Told(int(told.get("inspections", 0)), len(found), sum(not one.passed for one in found))
