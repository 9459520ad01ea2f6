"""What the room writes about itself: that it lives, and that old telemetry is gone."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import parameters
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.response.actions.escalating import now_ms
from anhuai.response.engine.stores import readings_file
from anhuai.response.models import IngressBeat, Reading, Trend

declare_setting(
    Setting(
        key="response.readings_days", title=_("遥测保存天数"), unit=_("天"),
        says=_("设备遥测保存多少天，报警不在此列"), least=7, most=1095,
        basis=Basis(document="", confidence=Confidence.C, note="未见规定，由县自定"),
        default=lambda: 180,
        effect=lambda value: said("每晚清理 %(value)s 天以前的遥测") % {"value": value},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key="response.trends_days", title=_("遥测汇总保存天数"), unit=_("天"),
        says=_("每小时汇总（次数、最低、最高、平均）保存多少天，图表由此画出"), least=30, most=3650,
        basis=Basis(document="", confidence=Confidence.C, note="未见规定，由县自定"),
        default=lambda: 1095,
        effect=lambda value: said("每晚清理 %(value)s 天以前的汇总") % {"value": value},
    )
)  # fmt: skip


def beat(name: str, started: int, counts: dict[str, int]) -> None:
    """Say that a process lives."""
    IngressBeat.objects.update_or_create(
        name=name,
        defaults={"started_ms": started, "beat_ms": now_ms(), "counts": json.dumps(counts)},
    )


def forget_trends(day: str) -> int:
    """Delete hours of charts older than the setting on a day; returns how many."""
    on = date.fromisoformat(day)
    kept = parameters.value("response.trends_days", on=on)
    before = datetime.combine(on - timedelta(days=kept), hour(), UTC)
    return Trend.objects.filter(hour_ms__lt=int(before.timestamp() * 1000)).delete()[0]


def forget_readings(day: str) -> int:
    """Delete telemetry that is older than the setting on a day; returns how many rows."""
    on = date.fromisoformat(day)
    kept = parameters.value("response.readings_days", on=on)
    before = datetime.combine(on - timedelta(days=kept), hour(), UTC)
    limit = int(before.timestamp() * 1000)
    if connection.vendor == "postgresql":
        return Reading.objects.filter(received_ms__lt=limit).delete()[0]
    path = readings_file(Path(str(connection.settings_dict["NAME"])))
    if not path.is_file():
        return 0
    with sqlite3.connect(path, timeout=20) as file:
        count = file.execute(
            "DELETE FROM response_reading WHERE received_ms < ?", (limit,)
        ).rowcount
    file.close()
    return count
