"""On which day, since which year, of which plan a figure is taken."""

from dataclasses import dataclass
from datetime import date

from anhuai.plans.rules import PLAN, TWO_YEARS, YEAR, Measure, is_of_plan, is_windowed


def period_start(on: date) -> int:
    """Return the first year of the five-year period a day lies in (2021, 2026 …)."""
    return on.year - (on.year - 1) % 5


@dataclass(frozen=True, slots=True)
class Frame:
    """The day of a figure, the first year that counts, and the plan that asks ("" none)."""

    on: date
    starts: int
    plan: str = ""

    @classmethod
    def of(cls, on: date, *, starts: int | None = None, plan: str = "") -> "Frame":
        """Return the frame of a plan, or of the five-year period where no plan is given."""
        return cls(on, starts or period_start(on), plan)

    @property
    def after(self) -> date:
        """The day after: windows end before it."""
        return date.fromordinal(self.on.toordinal() + 1)

    def since(self, window: str) -> date:
        """Return the first day of a window."""
        if window == PLAN:
            return date(self.starts, 1, 1)
        if window == YEAR:
            return date(self.on.year, 1, 1)
        if window != TWO_YEARS:
            raise ValueError(f"no such window: {window}")
        day = 28 if (self.on.month, self.on.day) == (2, 29) else self.on.day
        return date(self.on.year - 2, self.on.month, day)

    def context(self, measure: Measure | None) -> str:
        """Return what else than division and day the figure of a measure depends on."""
        if measure is None:
            return ""
        if is_of_plan(measure):
            return self.plan
        return str(self.starts) if is_windowed(measure) else ""
