"""What is about to change: the queue of who turns 80, 90 or 100, and of every other threshold."""

from collections.abc import Iterator
from dataclasses import dataclass

from anhuai.benefits.rules.decide import Decision, Terms, decide
from anhuai.benefits.rules.population import Household
from anhuai.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Turn:
    """A month from which a benefit of a person or household is paid otherwise than before."""

    benefit: str
    person: int | None
    month: Month
    was: int
    becomes: int


def turns(household: Household, month: Month, terms: Terms, *, months: int) -> tuple[Turn, ...]:
    """Return every change of what is paid in the given number of months after `month`, in order.

    It foresees what follows from births, parameters decided ahead and facts with an end; a person
    who dies or an assessment to come is not foreseen.
    """
    return tuple(_turns(household, month, terms, months))


def _turns(household: Household, month: Month, terms: Terms, months: int) -> Iterator[Turn]:
    before = _paid(decide(household, month, terms))
    for ahead in range(1, months + 1):
        now = _paid(decide(household, month + ahead, terms))
        for (benefit, person), fen in now.items():
            if fen != before.get((benefit, person), 0):
                was = before.get((benefit, person), 0)
                yield Turn(benefit, person, month + ahead, was, fen)
        before = now


def _paid(decisions: tuple[Decision, ...]) -> dict[tuple[str, int | None], int]:
    return {(one.benefit, one.person): one.paid for one in decisions}
