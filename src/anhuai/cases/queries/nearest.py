"""Whom to send to a case: by the way there, and by the skill it needs."""

from dataclasses import dataclass, replace
from datetime import timedelta

from anhuai.cases.models import Case, Errand
from anhuai.cases.queries.skills import holders, minutes_more, needed_for
from anhuai.cases.rules import skilled_first
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.places.queries import Way
from anhuai.platform import clock
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor
from anhuai.platform.models import RoleHolding
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can be sent: by which role, how far (roads or estimate), whether out already.

    `skills` are those held of what the case needs; `is_nearest` stands on whoever is there first.
    """

    account: int
    name: str
    role: str
    way: Way | None
    is_out: bool
    skills: tuple[str, ...] = ()
    is_nearest: bool = False


RECENT = timedelta(hours=2)


def nearest(actor: Actor, case: Case, *, permit: Permit) -> list[Helper]:
    """Return whoever with a permit can be sent to a case, nearest first, but before them whoever
    holds a skill the case needs and takes no more than the county's minutes longer.

    A helper is where they last signed in on arriving (within two hours), else at the middle of the
    place they work in; the case is at the person's home, else at the middle of its village. The way
    is along the roads where a network covers both ends, else the straight line × the county's
    factor; `Way.by` says which (places.queries.ways).
    """
    today = clock.today()
    roles = [code for code, role in ROLES.items() if permit in role.permits]
    held = RoleHolding.objects.filter(role__in=roles, since__lte=today).exclude(until__lte=today)
    reached = accounts_within(actor.scope(Permit.CASES_HANDLE)).filter(is_active=True)
    rows = list(
        held.filter(account__in=reached).values_list("account", "account__name", "role", "division")
    )
    keys = {row[0] for row in rows}
    out = Errand.objects.filter(account__in=keys, state__in=["accepted", "arrived"])
    seen = Errand.objects.filter(
        account__in=keys, arrived_at__gte=clock.now() - RECENT, longitude__isnull=False
    ).order_by("arrived_at")
    signed = {
        one: (lon or 0.0, lat or 0.0)
        for one, lon, lat in seen.values_list("account", "longitude", "latitude")
    }
    busy = set(out.values_list("account", flat=True))
    middles = places.centres({row[3] for row in rows if row[3]} | _around(case.division))
    home = people.home_point(case.person_id) if case.person_id else None
    around = sorted(_around(case.division), reverse=True)
    end = home or next((middles[code] for code in around if code in middles), None)
    found: dict[int, Helper] = {}
    starts = [signed.get(row[0]) or middles.get(row[3] or "") for row in rows]
    apart = list(dict.fromkeys(start for start in starts if start))
    ways = dict(zip(apart, places.ways_to(apart, end, on=today), strict=True)) if end else {}
    for (account, name, role, _division), start in zip(rows, starts, strict=True):
        way = ways.get(start) if start else None
        one = Helper(account, name, role, way, account in busy)
        if account not in found or _far(one) < _far(found[account]):
            found[account] = one
    return _ranked(sorted(found.values(), key=lambda one: (_far(one), one.name)), case)[:200]


def _ranked(near: list[Helper], case: Case) -> list[Helper]:
    """Put those with a needed skill first, within the limit; nobody is left out."""
    today = clock.today()
    held = holders({one.account for one in near}, needed_for(case), on=today)
    told = [
        replace(one, skills=held.get(one.account, ()), is_nearest=at == 0 and one.way is not None)
        for at, one in enumerate(near)
    ]
    first = skilled_first(
        [(one.way.minutes if one.way else None, bool(one.skills)) for one in told],
        minutes_more(today),
    )
    return [told[at] for at in first]


def _around(division: str) -> set[str]:
    return {division[:size] for size in (9, 12) if len(division) >= size}


def _far(one: Helper) -> tuple[bool, int]:
    return (True, 0) if one.way is None else (False, one.way.metres)
