"""Carrying out a merge: one file takes over everything of another, nothing is lost or doubled."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from anhuai.people.actions import homes
from anhuai.people.actions.register import columns_of, facts_of, keep_before
from anhuai.people.actions.rows import Impossible, Stamp, cut, retract, touch
from anhuai.people.models import (
    Circumstance,
    Consent,
    Contact,
    Kinship,
    Membership,
    Pair,
    Person,
    Residence,
)
from anhuai.people.queries.dated import valid
from anhuai.people.queries.joining import obstacles
from anhuai.people.rules.facts import CHILD_CONSENT, birth_bound
from anhuai.people.rules.joining import FACTS, GONE, HOME, joined
from anhuai.platform import clock, pointing
from anhuai.platform.sealing import unseal

D = TypeVar("D", Residence, Membership, Circumstance, Kinship, Contact, Consent)


def merge(kept: Person, gone: Person, choices: Mapping[str, str], stamp: Stamp) -> Person:
    """Join two files as chosen; raises `Impossible` while something stands in the way."""
    if says := obstacles(kept, gone):
        raise Impossible("unknown", says[0], says[0])
    facts = joined(facts_of(kept), facts_of(gone), choices)
    winner, loser = _homes(kept, gone, choices, stamp)
    _join_places(winner, loser, kept, facts.hukou, stamp)
    _join_circumstances(kept, gone, stamp)
    _join_kin(kept, gone, stamp)
    _join_contacts(kept, gone, stamp)
    _join_consents(kept, gone, facts.born, stamp)
    _join_pairs(kept, gone)
    place = {name: getattr(winner, name) for name in ("household", "division", "left")}
    for one in pointing.declared():
        one.settle(kept.pk, gone.pk)
        one.rows().filter(**{one.column: gone.pk}).update(**{one.column: kept.pk})
    gone.delete()
    _restate(kept, facts, place, stamp)
    return kept


def _homes(
    kept: Person, gone: Person, choices: Mapping[str, str], stamp: Stamp
) -> tuple[Person, Person]:
    """Return whose home stays and whose does not; the other household goes on without them."""
    rows = {one.pk: _current(one) for one in (kept, gone)}
    own, other = rows[kept.pk], rows[gone.pk]
    takes_gone = choices.get(HOME) == GONE or own is None
    if own and other and own.household_id == other.household_id:
        takes_gone = own.household.head_id == gone.pk  # the head of a household stays its head
        retract(own if takes_gone else other, stamp)
    winner, loser = (gone, kept) if takes_gone and (other or own is None) else (kept, gone)
    left = rows[loser.pk]
    if left and left.retracted_at is None and rows[winner.pk]:
        homes.leave(loser, on=max(clock.today(), left.since), stamp=stamp)
    return winner, loser


def _current(person: Person) -> Membership | None:
    rows = valid(Membership.objects.filter(person=person, until=None))
    return rows.select_related("household").first()


def _join_places(winner: Person, loser: Person, kept: Person, hukou: str, stamp: Stamp) -> None:
    """Nobody lived in two places at once: what overlaps the home that stays was a mistake."""
    _retract_overlapping(
        Membership.objects.filter(person=winner), Membership.objects.filter(person=loser), stamp
    )
    for kind in ("resident", "registered"):
        stays, goes = winner, loser
        if kind == "registered":
            stays = next((one for one in (kept, winner, loser) if one.hukou == hukou), kept)
            goes = loser if stays.pk == winner.pk else winner
        _retract_overlapping(
            Residence.objects.filter(person=stays, kind=kind),
            Residence.objects.filter(person=goes, kind=kind), stamp,
        )  # fmt: skip


def _retract_overlapping(
    stays: "QuerySet[D]", goes: "QuerySet[D]", stamp: Stamp, *same: str
) -> None:
    """Retract what overlaps a row that stays, among rows alike in the named columns."""
    lasting = list(valid(stays))
    for row in list(valid(goes)):
        if any(_overlaps(row, one) for one in lasting if _alike(row, one, same)):
            retract(row, stamp)


def _alike(row: Any, other: Any, names: Sequence[str]) -> bool:
    return all(_said(row, name) == _said(other, name) for name in names)


def _said(row: Any, name: str) -> Any:
    return unseal(getattr(row, name)) if name.endswith("_sealed") else getattr(row, name)


def _overlaps(row: Any, other: Any) -> bool:
    starts_in = other.until is None or row.since < other.until
    return starts_in and (row.until is None or other.since < row.until)


def _join_circumstances(kept: Person, gone: Person, stamp: Stamp) -> None:
    _retract_overlapping(
        Circumstance.objects.filter(person=kept), Circumstance.objects.filter(person=gone), stamp,
        "code", "kind",
    )  # fmt: skip


def _join_kin(kept: Person, gone: Person, stamp: Stamp) -> None:
    for column, other in (("person", "relative_id"), ("relative", "person_id")):
        _retract_overlapping(
            Kinship.objects.filter(**{column: kept}), Kinship.objects.filter(**{column: gone}),
            stamp, other, "relation",
        )  # fmt: skip


def _join_contacts(kept: Person, gone: Person, stamp: Stamp) -> None:
    _retract_overlapping(
        Contact.objects.filter(person=kept), Contact.objects.filter(person=gone), stamp,
        "phone_sealed", "name",
    )  # fmt: skip


def _join_consents(kept: Person, gone: Person, born: date, stamp: Stamp) -> None:
    """The stricter holds: a withdrawal ends the other file's consent (PIPL art. 15).

    A child under 14 cannot have consented for themselves (art. 31).
    """
    both = Consent.objects.filter(person__in=[kept, gone])
    for purpose in set(valid(both).values_list("purpose", flat=True)):
        rows = both.filter(purpose=purpose)
        withdrawn = [row.until for row in valid(rows).exclude(until=None) if row.until]
        given = list(valid(rows.filter(until=None)))
        for row in given:
            after = [day for day in withdrawn if day > row.since]
            if after:
                cut(rows.filter(pk=row.pk), min(after), stamp)
    _retract_overlapping(
        Consent.objects.filter(person=kept), Consent.objects.filter(person=gone), stamp,
        "purpose", "method",
    )  # fmt: skip
    if born > birth_bound(clock.today(), CHILD_CONSENT):
        own = valid(both.filter(until=None, given_by__in=[kept, gone]))
        for row in list(own):
            retract(row, stamp)


def _join_pairs(kept: Person, gone: Person) -> None:
    """Pairs of the two are answered by the merge; the rest become pairs of the kept file."""
    Pair.objects.filter(person__in=[kept, gone], other__in=[kept, gone]).delete()
    have = {_row_of(pair) for pair in Pair.objects.filter(person=kept, other=None)}
    for pair in list(Pair.objects.filter(person=gone, other=None)):
        if _row_of(pair) in have:
            pair.delete()
    files = Pair.objects.filter(Q(person=gone) | Q(other=gone), other__isnull=False)
    for pair in list(files):
        third = pair.other_id if pair.person_id == gone.pk else pair.person_id
        low, high = sorted((kept.pk, third or 0))
        if Pair.objects.filter(person=low, other=high).exists():
            pair.delete()
        else:
            Pair.objects.filter(pk=pair.pk).update(person=low, other=high)


def _row_of(pair: Pair) -> tuple[str, str]:
    return pair.office, unseal(pair.mark_sealed)


def _restate(kept: Person, facts: Any, place: Mapping[str, Any], stamp: Stamp) -> None:
    before = facts_of(kept)
    for name in FACTS:
        if getattr(before, name) != getattr(facts, name):
            keep_before(kept, name, str(getattr(before, name)), stamp, "合并档案")
    columns = columns_of(facts) | dict(place)
    for name, value in columns.items():
        setattr(kept, name, value)
    touch(kept, stamp, *columns)
