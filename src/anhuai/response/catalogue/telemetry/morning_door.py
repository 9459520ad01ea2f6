"""早晨没有开门."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Absence, Limit

definition = Absence(
    title="早晨没有开门",
    title_en="No door movement in the morning",
    kinds=("door",),
    by_hour=True,
    limit=Limit("时", 10, 6, 14),
    alarm="no_motion",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="“上午十点没有开门”见本平台需求；几点由县或按本人作息设置，未核",
    ),
    examples=(
        ("2026-11-02 21:00", "2026-11-03 10:00", True),
        ("2026-11-02 21:00", "2026-11-03 09:59", False),
        ("2026-11-03 06:30", "2026-11-03 15:00", False),
    ),
)
