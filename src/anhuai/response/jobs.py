"""The escalator: a process of its own that fires timers on time, whatever else runs."""

import logging
import os
import signal
import socket
import time
from datetime import time as hour
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.response import actions

log = logging.getLogger(__name__)
POLL = 0.5  # the truth; a hint only makes it sooner
SCAN = 15.0
_LONGEST = 100  # bytes of a path of a socket on every system


class Ear:
    """Hears the hints that something happened; without one the poll is all there is."""

    def __init__(self, name: str) -> None:
        folder = Path(settings.DATA) / "hints"
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}-{os.getpid()}.sock"
        self.socket: socket.socket | None = None
        if len(str(self.path)) <= _LONGEST:
            self.path.unlink(missing_ok=True)
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self.socket.bind(str(self.path))

    def wait(self, seconds: float) -> None:
        """Return at a hint, or when the time is over."""
        if self.socket is None:
            time.sleep(seconds)
            return
        self.socket.settimeout(seconds)
        try:
            self.socket.recv(16)
        except TimeoutError:
            return
        self.socket.settimeout(0.0)
        try:
            while self.socket.recv(16):
                continue
        except BlockingIOError:
            return

    def close(self) -> None:
        """Leave nothing behind."""
        if self.socket is not None:
            self.socket.close()
            self.path.unlink(missing_ok=True)


class _Ending:
    """Whether the process was told to end."""

    def __init__(self) -> None:
        self.is_told = False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._end)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_told = True


def escalate() -> int:
    """Fire timers until told to end; a database that is away is waited for."""
    ending, ear, started = _Ending(), Ear("escalator"), actions.now_ms()
    scanned, fired, is_away = 0.0, 0, False
    try:
        while not ending.is_told:
            try:
                close_old_connections()
                fired += (count := actions.fire_all())
                if count:
                    hint()
                if time.monotonic() - scanned >= SCAN:
                    scanned = time.monotonic()
                    _scan(started, fired)
                is_away = False
            except DatabaseError:
                if not is_away:
                    log.exception("timers could not be fired; trying again")
                is_away = True
            ear.wait(POLL)
    finally:
        ear.close()
    return 0


def _scan(started: int, fired: int) -> None:
    actions.beat("escalator", started, {"fired": fired})
    if actions.is_due():
        actions.find_silent(SYSTEM)


def hint() -> None:
    """Wake the desks: their poll would find it too, a second later."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.settimeout(0.0)
        for one in (Path(settings.DATA) / "hints").glob("web-*.sock"):
            try:
                out.sendto(b"!", str(one))
            except BlockingIOError:
                continue
            except OSError:
                one.unlink(missing_ok=True)


@recurring(title=gettext_noop("清理过期遥测"), at=hour(3, 20))
@task()
def nightly_forget_readings(day: str) -> str:
    """Drop telemetry older than the setting says; alarms are never dropped."""
    return f"{actions.forget_readings(day)}"
