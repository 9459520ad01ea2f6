"""Processes of their own: the escalator fires timers on time whatever else runs; telemetry is
judged; the watchdog watches them all."""

import asyncio
import json
import logging
import os
import signal
import socket
import sqlite3
import threading
import time
from datetime import time as hour
from pathlib import Path
from types import FrameType
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.response import actions
from anhuai.response.engine.main import DEFAULT, doors_in
from anhuai.response.engine.simulator import SPEAKERS, Saying, Unanswered
from anhuai.response.rules.guarding import EVERY_MS

log = logging.getLogger(__name__)
POLL = 0.5  # the truth; a hint only makes it sooner
SCAN = 15.0
SENSE_EVERY = 5.0
WATCH_EVERY = 5.0
PATIENCE = 20.0
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
        self._told = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._end)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_told = True
        self._told.set()

    def wait(self, seconds: float) -> None:
        """Return when the time is over, or at once when told to end."""
        self._told.wait(seconds)


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
            except Error:
                if not is_away:
                    log.exception("timers could not be fired; trying again")
                is_away = True
            ear.wait(POLL)
    finally:
        ear.close()
    return 0


def _scan(started: int, fired: int) -> None:
    actions.beat("escalator", started, {"fired": fired})
    # The watchdog watches all others; who watches the watchdog is the one it watches most closely.
    missed = [one for one in actions.look(tests_since=None) if one == "watchdog"]
    if called := actions.is_called_for(missed):
        actions.raise_trouble(SYSTEM, codes=called)
    if actions.is_due():
        actions.find_silent(SYSTEM)


def sense() -> int:
    """Judge telemetry until told to end; a database that is away is waited for."""
    ending, started, count, absent, is_away = _Ending(), actions.now_ms(), 0, 0.0, False
    beaten = 0.0
    while not ending.is_told:
        begun = time.monotonic()
        try:
            close_old_connections()
            count += actions.sense()
            if begun - absent >= 60:
                absent = begun
                actions.find_absent()
            if begun - beaten >= SCAN:
                beaten = begun
                actions.beat("sensing", started, {"read": count})
            is_away = False
        except (Error, sqlite3.Error):
            if not is_away:
                log.exception("telemetry could not be judged; trying again")
            is_away = True
        ending.wait(max(0.2, SENSE_EVERY - (time.monotonic() - begun)))
    return 0


def watch() -> int:
    """Watch over the installation until told to end, and press SOS every five minutes."""
    ending, dog = _Ending(), Watchdog()
    while not ending.is_told:
        dog.turn()
        ending.wait(WATCH_EVERY)
    return 0


class Watchdog:
    """Looks, presses, tells: officers through a case, the outside through ANHUAI_WATCHDOG_URL."""

    def __init__(self) -> None:
        self.started = actions.now_ms()
        self.pressed = 0.0
        self.told = -60.0
        self.codes: list[str] = []
        self.is_away = False
        self.doors = [one for one in doors_in(os.environ.get("ANHUAI_INGRESS") or DEFAULT)
                      if one.protocol in SPEAKERS]  # fmt: skip

    def turn(self) -> None:
        """Look once; a database that is away is a trouble of its own."""
        try:
            close_old_connections()
            if self.doors and time.monotonic() - self.pressed >= EVERY_MS / 1000:
                self.pressed = time.monotonic()
                self._press()
            actions.beat("watchdog", self.started, {"troubles": len(self.codes)})
            found = actions.look(tests_since=self.started if self.doors else None)
            if called := actions.is_called_for(found):
                actions.raise_trouble(SYSTEM, codes=called)
                hint()
            self.is_away = False
        except Error:
            if not self.is_away:
                log.critical("the database does not answer; calls stay with the devices")
            self.is_away, found = True, ["database"]
        self._tell_outside(found)
        self.codes = found

    def _press(self) -> None:
        """Send SOS through a real door and wait for its acknowledgement; it is heard later."""
        found = actions.self_test_device()
        if found is None:
            actions.ready_self_test(SYSTEM)
            self.pressed -= EVERY_MS / 1000 - 5  # the ingress reads its registry within seconds
            return
        device, secret = found
        door = self.doors[0]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(door.host, door.host)  # noqa: S104
        said = Saying(host, door.port, device.ident, secret, "sos", actions.now_ms())
        test = actions.press(device, protocol=door.protocol, at=said.at)
        try:
            asyncio.run(asyncio.wait_for(SPEAKERS[door.protocol](said), PATIENCE))
        except (OSError, EOFError, TimeoutError, Unanswered) as why:
            actions.acknowledged(test, failed=str(why) or type(why).__name__)
            return
        actions.acknowledged(test)

    def _tell_outside(self, found: list[str]) -> None:
        """Post the beat outward each minute, and at once when something changes."""
        address = os.environ.get("ANHUAI_WATCHDOG_URL", "")
        if not address or (found == self.codes and time.monotonic() - self.told < 60):
            return
        self.told = time.monotonic()
        body = json.dumps({"ok": not found, "troubles": found}).encode()
        asked = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - ours
        try:
            with urlopen(asked, timeout=5):  # noqa: S310 - the address is the installation's own
                return
        except (OSError, ValueError):
            log.warning("the outbound beat was not taken")


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
    return f"{actions.forget_readings(day)} + {actions.forget_trends(day)}"
