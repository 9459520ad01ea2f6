"""电量低."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="电量低",
    title_en="Battery low",
    measure="battery",
    is_above=False,
    limit=Limit("%", 15, 5, 50),
    times=2,
    alarm="low_battery",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="未见规定，通行值；由县自定",
    ),
    examples=(
        ((14, 13), True),
        ((15, 15), False),
        ((14, 80), False),
    ),
)
