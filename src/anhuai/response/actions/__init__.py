"""Writing devices and driving alarms on: every write is an action.

| module | promise |
|---|---|
| `devices` | registering, binding, testing, removing, commanding devices |
| `escalating` | alarms become cases, timers fire on time, an answer ends them |
| `supervising` | a device that should have spoken raises a fault |
"""

from anhuai.response.actions.devices import (
    COMMANDS,
    BadDevice,
    Registered,
    bind,
    command,
    record_check,
    record_test,
    register,
    remove,
    renew_secret,
)
from anhuai.response.actions.escalating import due, fire, fire_all, now_ms
from anhuai.response.actions.supervising import find_silent, is_due
from anhuai.response.actions.upkeep import beat, forget_readings

__all__ = [
    "COMMANDS",
    "BadDevice",
    "Registered",
    "beat",
    "bind",
    "command",
    "due",
    "find_silent",
    "fire",
    "fire_all",
    "forget_readings",
    "is_due",
    "now_ms",
    "record_check",
    "record_test",
    "register",
    "remove",
    "renew_secret",
]
