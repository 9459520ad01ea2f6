"""What the watchdog looks for, and when it calls somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SELF_TEST: Final = "self_test"
"""The kind of the device that presses SOS by itself: no device type, so nobody can register one."""
SELF_TEST_IDENT: Final = "anhuai-self-test"
EVERY_MS: Final = 300_000
HEARD_WITHIN_MS: Final = 30_000
LATE_AFTER_MS: Final = int(EVERY_MS * 2.5)
BEAT_WITHIN_MS: Final = 60_000
LEAST_FREE: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sort of trouble in the words of the case it opens."""

    title: str
    title_en: str


TROUBLES: Final[Mapping[str, Trouble]] = MappingProxyType(
    {
        "ingress": Trouble("设备接入进程没有心跳", "The device ingress has no heartbeat"),
        "escalator": Trouble("升级进程没有心跳", "The escalator has no heartbeat"),
        "sensing": Trouble("遥测判断进程没有心跳", "The telemetry process has no heartbeat"),
        "watchdog": Trouble("看门狗进程没有心跳", "The watchdog has no heartbeat"),
        "failing": Trouble("报警写不进数据库", "Alarms cannot be written"),
        "overdue": Trouble("到期的升级没有执行", "Due escalations are not carried out"),
        "worker": Trouble("后台任务停滞", "Background jobs stand still"),
        "disk": Trouble("磁盘将满", "The disk is nearly full"),
        "self_test": Trouble(
            "端到端自检呼叫没有走通", "The end-to-end test call did not come through"
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How the installation is: beats by process in ms, counts, the newest test that was heard."""

    now: int
    beats: Mapping[str, int]
    failing: int
    overdue_ms: int
    job_waits_ms: int
    free: int
    tests_since: int | None
    heard: int | None


def troubles(seen: Vitals) -> list[str]:
    """Return what is wrong; a process that never beat is not run here and is not missed."""
    found = []
    for name, beat in sorted(seen.beats.items()):
        code = name if name in TROUBLES else "ingress"
        if seen.now - beat > BEAT_WITHIN_MS and code not in found:
            found.append(code)
    checks = (
        ("failing", seen.failing > 0),
        ("overdue", seen.overdue_ms > BEAT_WITHIN_MS),
        ("worker", seen.job_waits_ms > EVERY_MS),
        ("disk", seen.free < LEAST_FREE),
        ("self_test", is_late(seen.now, seen.tests_since, seen.heard)),
    )
    return found + [code for code, holds in checks if holds]


def is_late(now: int, since: int | None, heard: int | None) -> bool:
    """Whether no test call came through for too long; `since` is when testing began."""
    if since is None:
        return False
    return now - max(since, heard or 0) > LATE_AFTER_MS
