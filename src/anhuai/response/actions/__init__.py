"""Writing devices and driving alarms on: every write is an action.

| module | promise |
|---|---|
| `devices` | registering, binding, testing, removing, commanding devices |
| `escalating` | alarms become cases, timers fire on time, an answer ends them |
| `sensing`, `roaming` | telemetry judged: limits, absence, shapes; what is found raises once |
| `adapting` | a person's own limits |
| `fencing` | shapes drawn, checked, dated, changed, ended |
| `searching` | a missing person: case and notice |
| `guarding` | the watchdog: self-tests, troubles, its own alarm |
| `supervising` | a device that should have spoken raises a fault |
"""

from anhuai.response.actions.adapting import (
    Adapted,
    BadGround,
    adapt_rule,
)
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
from anhuai.response.actions.fencing import (
    change_fence,
    county_rings,
    draw_fence,
    end_fence,
)
from anhuai.response.actions.guarding import (
    acknowledged,
    is_called_for,
    look,
    press,
    raise_trouble,
    ready_self_test,
    self_test_device,
)
from anhuai.response.actions.searching import open_search
from anhuai.response.actions.sensing import find_absent, raise_found, sense
from anhuai.response.actions.supervising import find_silent, is_due
from anhuai.response.actions.upkeep import beat, forget_readings, forget_trends

__all__ = [
    "COMMANDS",
    "Adapted",
    "BadDevice",
    "BadGround",
    "Registered",
    "acknowledged",
    "adapt_rule",
    "beat",
    "bind",
    "change_fence",
    "command",
    "county_rings",
    "draw_fence",
    "due",
    "end_fence",
    "find_absent",
    "find_silent",
    "fire",
    "fire_all",
    "forget_readings",
    "forget_trends",
    "is_called_for",
    "is_due",
    "look",
    "now_ms",
    "open_search",
    "press",
    "raise_found",
    "raise_trouble",
    "ready_self_test",
    "record_check",
    "record_test",
    "register",
    "remove",
    "renew_secret",
    "self_test_device",
    "sense",
]
