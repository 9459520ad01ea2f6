"""Changing who is head, putting an address right, placing a house on the map."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import Datum, convert, parse_point
from anhuai.kernel.months import age_on
from anhuai.kernel.unfit import concerning
from anhuai.people.actions import homes
from anhuai.people.actions.register import keep_before
from anhuai.people.actions.rows import Done, Impossible, Stamp, claim_household, not_before, past
from anhuai.people.models import Household
from anhuai.people.queries.scope import household_in_scope
from anhuai.people.rules.facts import read_address
from anhuai.people.rules.kin import ADULT
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit


def living(household: Household) -> Household:
    """Return a household that has not ended; raises `Impossible`."""
    if household.until is not None:
        raise Impossible("ended", "该户已注销。", "The household has ended.")
    return household


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("变更户主"),
    logs=("household", "head", "on"),
    subject="household",
)
def change_head(
    actor: Actor, *, household: int, head: int, on: date, version: int | None = None
) -> Done:
    """Make another member head from a day on; everybody's relation follows.

    Raises `Impossible` for a minor while an adult lives there, `Stale`, `NotHere`.
    """
    home = living(household_in_scope(actor, household, permit=Permit.PEOPLE_MANAGE, lock=True))
    past(on, field="on")
    not_before(on, home.since, field="on", what="该户建立日期", what_en="the household's start")
    rows = homes.members_of(home)
    chosen = next((homes.member_of(row) for row in rows if row.person_id == head), None)
    if chosen is None:
        raise Impossible(
            "not_member",
            "户主应是本户成员。",
            "The head is a member of the household.",
            field="head",
        )
    if head == home.head_id:
        raise Impossible("already_head", "已是户主。", "Already head.", field="head")
    adults = [row for row in rows if age_on(row.person.born, on) >= ADULT] if rows else []
    if age_on(chosen.born, on) < ADULT and adults:
        raise Impossible(
            "minor",
            "户内有成年人时，不能由未成年人任户主。",
            "A minor does not head a household in which an adult lives.",
            field="head",
        )
    claim_household(home, version)
    homes.seat(home, rows, chosen, on=on, stamp=Stamp.of(actor))
    return Done(home.pk, home.pk)


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("更正住址"),
    logs=("household", "version"),
    subject="household",
)
def correct_household(actor: Actor, *, household: int, version: int, address: str) -> Done:
    """Put a household's address right where it was written wrong; moving is `move_household`."""
    home = living(household_in_scope(actor, household, permit=Permit.PEOPLE_MANAGE, lock=True))
    claim_household(home, version)
    with concerning("address"):
        right = read_address(address)
    keep_before(home.head, "address", home.address, Stamp.of(actor))
    home.address = right
    home.save(update_fields=["address"])
    return Done(home.pk, home.pk)


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记住址坐标"),
    logs=("household", "datum"),
    subject="household",
)
def set_household_place(
    actor: Actor,
    *,
    household: int,
    longitude: float,
    latitude: float,
    datum: Datum = Datum.WGS84,
) -> Done:
    """Record where a house stands; kept in WGS-84 whatever map it was read from."""
    home = household_in_scope(actor, household, permit=Permit.PEOPLE_MANAGE, lock=True)
    with concerning("longitude"):
        point = parse_point(longitude, latitude)
    at = convert(point, datum, Datum.WGS84)
    home.longitude, home.latitude = round(at.lon, 6), round(at.lat, 6)
    home.save(update_fields=["longitude", "latitude"])
    claim_household(home, None)
    return Done(home.pk, home.pk)
