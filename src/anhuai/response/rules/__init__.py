"""What an alarm is: its kinds, how grave each is, what a device is allowed to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from anhuai.kernel.confidence import Basis
from anhuai.platform.notices.rules import Channel


@dataclass(frozen=True, slots=True)
class AlarmKind:
    """A kind of alarm: 1 is life-threatening, 4 can wait; `calls` is who is called besides us."""

    title: str
    title_en: str
    severity: int
    calls: str = ""  # 120 or 119, at the same time


ALARMS: Final[Mapping[str, AlarmKind]] = MappingProxyType(
    {
        "sos": AlarmKind("紧急呼叫", "Call for help", 1, "120"),
        "cord": AlarmKind("拉绳呼叫", "Emergency cord", 1, "120"),
        "fall": AlarmKind("跌倒", "Fall", 1, "120"),
        "smoke": AlarmKind("烟雾", "Smoke", 1, "119"),
        "gas": AlarmKind("燃气泄漏", "Gas leak", 1, "119"),
        "no_motion": AlarmKind("长时间无活动", "No movement", 2),
        "bed_exit": AlarmKind("离床未归", "Away from bed", 2),
        "abnormal": AlarmKind("体征异常", "Vital sign out of range", 2),
        "fence_exit": AlarmKind("离开安全范围", "Left the safe area", 2),
        "risk_entry": AlarmKind("进入危险区域", "Entered a risky place", 1),
        "long_stay": AlarmKind("停留过久", "Stayed too long", 2),
        "flood": AlarmKind("漏水", "Water leak", 3),
        "tamper": AlarmKind("设备被拆", "Tampered with", 3),
        "low_battery": AlarmKind("电量低", "Battery low", 4),
        "silent": AlarmKind("设备失联", "Device silent", 3),
        "platform": AlarmKind("平台自检未通过", "Self-check failed", 2),
        "test": AlarmKind("用户测试", "User test", 4),
        "drill": AlarmKind("【演练】紧急呼叫", "[DRILL] Call for help", 1),
    }
)
"""Kinds by the code that devices and tables use; those of severity 1 and 2 go the alarm lane too,
as every kind of this list does: whatever is listed here is an alarm, all else a reading. A code
must be no kind of reading (`vital`, `position`, `open` …), for each would call somebody."""


class Protocol(StrEnum):
    """How a device speaks."""

    MQTT = "mqtt"
    JT808 = "jt808"
    WATCH = "watch"
    HTTP = "http"
    COAP = "coap"


PROTOCOLS: Final[Mapping[Protocol, str]] = MappingProxyType(
    {
        Protocol.MQTT: "MQTT 3.1.1 / 5",
        Protocol.JT808: "JT/T 808",
        Protocol.WATCH: "[CS*…]",
        Protocol.HTTP: "HTTP",
        Protocol.COAP: "CoAP",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKind:
    """A type of device: what it may raise, how it speaks, how often it must be heard.

    `interval` is the seconds within which it speaks by itself; None where it only speaks when
    something happens and cannot be supervised. `examples` pairs an alarm with whether it may raise
    it.
    """

    title: str
    title_en: str
    alarms: tuple[str, ...]
    protocols: tuple[Protocol, ...]
    interval: int | None
    has_battery: bool = True
    is_worn: bool = False
    checked_weekly: bool = False
    tested_monthly: bool = False
    basis: Basis
    examples: tuple[tuple[str, bool], ...]

    def raises(self, alarm: str) -> bool:
        """Whether the device may raise an alarm of a kind; any may be silent or low."""
        return alarm in self.alarms or alarm in ("silent", "low_battery", "tamper", "test")


SILENT_AFTER: Final = 2.0
"""Missed intervals after which a device counts as silent: the fault stands before 2.5 are over."""


def is_silent(*, last_seen: int, interval: int, now: int) -> bool:
    """Whether a device that should have spoken has not; times in milliseconds, interval seconds."""
    return now - last_seen > interval * 1000 * SILENT_AFTER


LATE_AFTER: Final = 120_000
"""Milliseconds between pressing and receiving beyond which an alarm is marked as late."""


def is_late(pressed: int | None, received: int) -> bool:
    """Whether an alarm came in long after it was pressed: back-filled after a broken link."""
    return pressed is not None and received - pressed > LATE_AFTER


class To(StrEnum):
    """Who is told at a step of an escalation."""

    DUTY = "duty_officer"
    VILLAGE = "village_worker"
    TOWN = "town_clerk"
    COUNTY = "county_officer"
    KIN = "kin"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: which setting says how long after the step before, and who is told."""

    wait: str  # a setting's key; "" for at once
    to: tuple[To, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Who is told of alarms of these severities, and who next while nobody acknowledges.

    The last step comes again until somebody does, where `repeats`. `examples` pairs the number of
    a step with whom it tells. Kin are told over the channels `kin_by`.
    """

    title: str
    title_en: str
    severities: tuple[int, ...]
    steps: tuple[Step, ...]
    repeats: bool
    kin_by: tuple[Channel, ...] = (Channel.SMS,)
    basis: Basis
    examples: tuple[tuple[int, tuple[To, ...]], ...]

    def step(self, number: int) -> Step | None:
        """Return a step by its number from 0, None where the chain has ended."""
        if number < len(self.steps):
            return self.steps[number]
        return self.steps[-1] if self.repeats else None
