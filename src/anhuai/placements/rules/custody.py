"""The custody account (存管账户): what a bank statement gives, beside what should lie there.

Deposits and membership fees lie in custody (民发〔2024〕19号); the share that must stay there is
the county's, undecided until it says so.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Checked:
    """A balance of a day in fen, with the deposits and membership fees held that day, and what of
    them must lie in reserve: None where the county decided no share."""

    as_of: date
    document: str
    balance: int
    held: int
    reserve: int | None

    @property
    def lacks(self) -> int:
        """Return by how much the balance falls short of what is held."""
        return max(0, self.held - self.balance)

    @property
    def lacks_reserve(self) -> int | None:
        """Return by how much the balance falls short of the reserve; None where none was decided.

        >>> Checked(date(2026, 9, 30), "对账单", 40, 100, 50).lacks_reserve
        10
        """
        return None if self.reserve is None else max(0, self.reserve - self.balance)
