"""长时间没有用水."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Absence, Limit

definition = Absence(
    title="长时间没有用水",
    title_en="No water used",
    kinds=("water",),
    by_hour=False,
    limit=Limit("小时", 24, 6, 96),
    alarm="no_motion",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="“24 小时没有用水”见本平台需求；多久由县或按本人情况设置，未核",
    ),
    examples=(
        ("2026-11-02 10:00", "2026-11-03 10:00", False),
        ("2026-11-02 10:00", "2026-11-03 10:01", True),
    ),
)
