"""One bed, one person: the only door through which a bed is held, moved or let go.

Two guards. The facility's row is locked, so that beds are not withdrawn meanwhile; and the database
itself refuses a second open hold of a bed, or two holds that claim the same turn, on SQLite and on
PostgreSQL alike (ADR 0055).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from anhuai.facilities import queries as facilities
from anhuai.facilities.actions import keeps_residents
from anhuai.facilities.rules import Status
from anhuai.kernel.money import Fen, format_yuan
from anhuai.placements import queries
from anhuai.placements.models import Hold, Offer, Stay, StayEntry
from anhuai.placements.rules.words import BadPlacement, BedState, What
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

RUN = Permit.PLACEMENTS_RUN


def house(actor: Actor, facility: int, *, permit: Permit = RUN) -> Any:
    """Return a facility with beds the permit reaches, locked, or raise `NotHere`."""
    queries.facility_in_scope(actor, facility, permit=permit)
    found = facilities.within_scope(actor, permit).select_for_update().filter(pk=facility).first()
    if found is None:
        raise NotHere("facility", facility)
    if found.status != Status.OPERATING:
        raise BadPlacement(
            "not_operating", "这家机构现在不在运营，不能收住。",
            "The institution does not operate.", field="facility",
        )  # fmt: skip
    return found


def not_future(day: date, *, field: str = "on") -> None:
    """Raise `BadPlacement` for a day that has not come."""
    if day > clock.today():
        raise BadPlacement(
            "future", "日期还没有到，请核对。", "The day is in the future.", field=field
        )


def taken(label: str) -> BadPlacement:
    """Return the error for a bed somebody else holds."""
    return BadPlacement(
        "taken", f"床位 {label} 已有人入住或已预留，请另选一张。",
        f"Bed {label} is taken or reserved: choose another.", field="label",
    )  # fmt: skip


def claim(
    facility: int, label: str, since: date, *, offer: Offer | None = None, stay: Stay | None = None
) -> Hold:
    """Hold a bed from a day, open-ended; raises `BadPlacement` where it is not free.

    The turn after the last one is taken: whoever read the same last turn cannot take it too.
    """
    if queries.board_of(facility, since).states.get(label) is None:
        raise BadPlacement(
            "no_bed", f"{since} 没有床位 {label}。", f"There is no bed {label} on {since}.",
            field="label",
        )  # fmt: skip
    last = Hold.objects.filter(facility=facility, label=label).order_by("-turn").first()
    if last is not None and (last.until is None or last.until > since):
        raise taken(label)
    if queries.board_of(facility, clock.today()).states.get(label) is not BedState.FREE:
        raise BadPlacement(
            "not_free", f"床位 {label} 现在停用或不空，请另选一张。",
            f"Bed {label} is out of service or not free: choose another.", field="label",
        )  # fmt: skip
    row = Hold(
        facility_id=facility, label=label, turn=last.turn + 1 if last else 1, since=since,
        offer=offer, stay=stay,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise taken(label) from error
    return row


def let_go(on: date, **which: Any) -> int:
    """End the open holds of an offer or a stay on a day; one begun later never held."""
    ended = 0
    for row in Hold.objects.select_for_update().filter(until=None, **which):
        row.until = max(on, row.since)
        row.save(update_fields=["until"])
        ended += 1
    return ended


def note(actor: Actor, stay: Stay, on: date, what: What, says: str = "") -> StayEntry:
    """Add a line to a stay's course."""
    return StayEntry.objects.create(
        stay=stay, on=on, what=what, says=says[:400], by=actor.name[:64], at=clock.now()
    )


@keeps_residents
def nobody_left(facility: int, labels: Sequence[str] | None, on: date) -> None:
    """Refuse to end beds somebody holds, or a facility somebody lives in: resettle them first."""
    rows = Hold.objects.filter(facility=facility, until=None)
    if labels is not None:
        rows = rows.filter(label__in=labels)
    held = sorted(rows.values_list("label", flat=True)[:5])
    living = Stay.objects.filter(facility=facility, until=None).count() if labels is None else 0
    if not held and not living:
        if labels is None:
            _nothing_owed(facility)
        return
    del on
    if labels is None:
        raise BadPlacement(
            "residents", f"还有 {max(living, len(held))} 人在住或有预留，请先安置，再终止机构。",
            "Somebody lives here or has a bed reserved: resettle them before it closes.",
            field="on",
        )  # fmt: skip
    raise BadPlacement(
        "held", f"床位 {'、'.join(held)} 有人入住或已预留，请先换床或收回。",
        f"Beds {', '.join(held)} are held: move the residents first.", field="labels",
    )  # fmt: skip


def _nothing_owed(facility: int) -> None:
    """Refuse to close a facility that still holds money paid ahead: it is given back first."""
    left = sum(queries.sums_ahead([facility])[facility].values())
    if left > 0:
        raise BadPlacement(
            "prepaid", f"还有预收款 {format_yuan(Fen(left))} 元没有退还，请先退还，再终止机构。",
            f"{format_yuan(Fen(left))} yuan paid ahead are not given back: refund them first.",
            field="on",
        )  # fmt: skip
