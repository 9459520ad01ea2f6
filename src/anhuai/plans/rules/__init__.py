"""What a plan promises and how it is judged.

| module | promise |
|---|---|
| `targets` | operators, gap, straight-line forecast, status of a target |
| `measures` | the measure language: named facts of lower rooms and how they make a figure |
| `evaluating` | from tallies by division to a figure |
| `definitions` | what an indicator says of itself |
| `documents` | plans as county data |
| `formulas` | a measure in words |
| `documentation` | the reference page of all indicators |
"""

from anhuai.plans.rules.definitions import (
    DOMAIN_TITLES,
    ROOMS,
    UNITS,
    Domain,
    Example,
    Indicator,
    Kind,
    Reported,
    Words,
)
from anhuai.plans.rules.documentation import indicators_markdown
from anhuai.plans.rules.formulas import formula
from anhuai.plans.rules.measures import (
    COMMITTEES,
    COUNTIES,
    PLAN,
    PREFECTURES,
    RURAL,
    RURAL_TOWNS,
    SOURCES,
    STREETS,
    TOWNS,
    TWO_YEARS,
    URBAN,
    YEAR,
    BadMeasure,
    Count,
    CountOfDivisions,
    Having,
    Measure,
    MinOverDivisions,
    Parts,
    Ratio,
    ShareOfDivisions,
    Source,
    Sum,
    Units,
    count,
    is_of_plan,
    is_windowed,
    of,
    share_of,
    source,
)
from anhuai.plans.rules.targets import (
    Accrual,
    Forecast,
    Goal,
    Judgement,
    Operator,
    Status,
    expected_on,
    forecast,
    gap_of,
    is_reached,
    judge,
)

__all__ = [
    "COMMITTEES", "COUNTIES", "DOMAIN_TITLES", "PLAN", "PREFECTURES", "ROOMS", "RURAL",
    "RURAL_TOWNS", "SOURCES", "STREETS", "TOWNS", "TWO_YEARS", "UNITS", "URBAN", "YEAR",
    "Accrual", "BadMeasure", "Count", "CountOfDivisions", "Domain", "Example", "Forecast", "Goal",
    "Having", "Indicator", "Judgement", "Kind", "Measure", "MinOverDivisions", "Operator",
    "Parts", "Ratio", "Reported", "ShareOfDivisions", "Source", "Status", "Sum", "Units", "Words",
    "count", "expected_on", "forecast", "formula", "gap_of", "indicators_markdown", "is_of_plan",
    "is_reached", "is_windowed", "judge", "of", "share_of", "source",
]  # fmt: skip
