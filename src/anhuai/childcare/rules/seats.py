"""Places by half-day and by hour: how many are taken at once, which seat is free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

NOON = 12
"""A half-day ends or begins at twelve: our own choice, nothing is stated."""


@dataclass(frozen=True, slots=True)
class Held:
    """A seat held from a day to a day (None: open end), in the morning, the afternoon or both."""

    seat: int
    since: date
    until: date | None
    morning: bool
    afternoon: bool


def free_seat(
    held: Iterable[Held], *, places: int, since: date, halves: tuple[bool, bool]
) -> int | None:
    """Return the lowest seat free from a day on for good, or None when the class is full."""
    taken = {
        one.seat for one in held
        if (one.until is None or one.until > since)
        and ((one.morning and halves[0]) or (one.afternoon and halves[1]))
    }  # fmt: skip
    return next((seat for seat in range(1, places + 1) if seat not in taken), None)


def busiest(
    standing: Sequence[Held], hours: Sequence[tuple[int, int]], *, day: date, span: tuple[int, int]
) -> int:
    """Return how many are there in the fullest hour of a span [from, to) of a day.

    `hours` are the spans already booked by the hour that day.
    """
    most = 0
    for hour in range(*span):
        there = sum(
            one.since <= day and (one.until is None or one.until > day)
            and (one.morning if hour < NOON else one.afternoon)
            for one in standing
        )  # fmt: skip
        most = max(most, there + sum(begin <= hour < end for begin, end in hours))
    return most


def most_standing(
    standing: Sequence[Held], booked: Sequence[tuple[date, int, int]], *, since: date,
    halves: tuple[bool, bool],
) -> int:  # fmt: skip
    """Return the most that are there at once on booked days from `since`, in the halves asked.

    A new standing place must fit beside every hour already promised to somebody.
    """
    most = 0
    for day in sorted({day for day, _begin, _end in booked if day >= since}):
        hours = [(begin, end) for on, begin, end in booked if on == day]
        for begin, end in hours:
            if (begin < NOON and halves[0]) or (end > NOON and halves[1]):
                most = max(most, busiest(standing, hours, day=day, span=(begin, end)))
    return most
