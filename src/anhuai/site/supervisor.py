"""One command runs it all: web and worker as children that are restarted and end together."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

GRACE = float(os.environ.get("ANHUAI_GRACE", "25")) + 5.0
"""Seconds a child has to end: a little more than the worker gives its running job."""
WATCH = 0.5
QUICK_WATCH = 0.05
STANDS = 60.0
"""Seconds a new web server has to answer before the old one is kept."""
QUICK_DEATH = 5.0
UNPREPARED = 78
"""How the worker ends where the database lacks tables (EX_CONFIG): it has said what to run."""


@dataclass
class Child:
    """A process kept alive."""

    title: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = field(default=0)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()

    def revive(self) -> bool:
        """Restart the process if it died; False when that cannot help or has not."""
        if self.process is None or self.process.poll() is None:
            return True
        if self.process.returncode == UNPREPARED:
            return False
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_DEATH else 0
        print(f"{self.title} ended ({self.process.returncode}), restarting", file=sys.stderr)  # noqa: T201
        self.sweep()
        if self.quick_deaths >= 3:
            return False
        self.start()
        return True

    def renew(self, answering: Callable[[], str] | None = None) -> bool:
        """Replace the process without a lost request or job; False when the new one cannot stand.

        Of the web server the new one takes its place beside the old on the same address
        (SO_REUSEPORT) and answers before the old is told to finish; `answering()` names the process
        group that answers. The worker finishes or gives back its job first.
        """
        old = self.process
        if answering is None or old is None:
            self.stop()
            self.start()
            return True
        self.start()
        new = self.process
        deadline = time.monotonic() + STANDS
        while answering() != str(new.pid if new else 0):
            if new is None or new.poll() is not None or time.monotonic() > deadline:
                Child(self.title, self.command, new).stop()
                self.process = old
                return False
            time.sleep(QUICK_WATCH)
        Child(self.title, self.command, old).stop()
        return True

    def stop(self) -> None:
        """Ask the process to end, and end it with all it started when it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.sweep()

    def sweep(self) -> None:
        """End whatever the process left behind: granian's own workers share its session."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def children(host: str, port: int) -> list[Child]:
    """Return the processes of a whole installation."""
    web = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asginl",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        os.environ.get("ANHUAI_WORKERS", "1"),
        "--loop",
        "uvloop",
        "--no-log",
        "--workers-kill-timeout",
        "30",
        "--backpressure",  # connections a process holds at once: live streams, and room for pages
        "6144",
        "--http",
        "1",
        "anhuai.site.asgi:application",
    ]
    whole = [
        Child("web", web),
        Child("worker", [sys.executable, "-m", "anhuai", "work", "--supervised"]),
    ]
    if os.environ.get("ANHUAI_INGRESS"):  # devices are heard, and what they raise is driven on
        whole.append(Child("ingress", [sys.executable, "-m", "anhuai.response.engine.main"]))
        whole.append(Child("escalator", [sys.executable, "-m", "anhuai", "escalate"]))
        whole.append(Child("sensing", [sys.executable, "-m", "anhuai", "sense"]))
        whole.append(Child("watchdog", [sys.executable, "-m", "anhuai", "watchdog"]))
    if os.environ.get("ANHUAI_AMI"):  # calls are heard from the telephone exchange
        whole.append(Child("telephony", [sys.executable, "-m", "anhuai", "telephony"]))
    return whole


def greet(host: str, port: int, greeting: Path | None) -> None:
    """Say where the site is, and how to sign in where a demo says so."""
    print(f"\n安怀已启动：http://{host}:{port}/   （Ctrl-C 停止）\n", flush=True)  # noqa: T201
    if greeting is not None and greeting.exists():
        print(greeting.read_text(), flush=True)  # noqa: T201


def answers(host: str, port: int) -> bool:
    """Say whether the site answers."""
    try:
        with urlopen(f"http://{host}:{port}/alive", timeout=2) as reply:
            return bool(reply.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


def group_answering(host: str, port: int) -> str:
    """Return which process group answers the probe of life, "" for none."""
    try:
        with urlopen(f"http://{host}:{port}/healthz", timeout=2) as reply:
            return str(reply.headers.get("X-Process", ""))
    except (URLError, OSError):
        return ""


def renew_all(running: list[Child], site: tuple[str, int]) -> None:
    """Replace every process in turn: the web server while it serves, the worker between jobs."""
    for child in running:
        is_web = child.title == "web"
        if not child.renew((lambda: group_answering(*site)) if is_web else None):
            print(f"{child.title}: the new one did not answer, the old goes on", file=sys.stderr)  # noqa: T201


def watch(
    running: list[Child],
    told: tuple[threading.Event, threading.Event],
    site: tuple[str, int],
    greeting: Path | None,
) -> int:
    """Keep the processes alive until told to end, renew them when told; greet once it answers."""
    ended, renewing = told
    greeted = False
    while not ended.wait(WATCH if greeted else QUICK_WATCH):
        if not all(child.revive() for child in running):
            return 1
        if renewing.is_set():
            renewing.clear()
            renew_all(running, site)
        if not greeted and answers(*site):
            greet(*site, greeting)
            greeted = True
    return 0


def supervise(*, host: str, port: int, greeting: Path | None = None, web_only: bool = False) -> int:
    """Run web and worker until a signal; returns 0, or 1 when one of them cannot stay up.

    SIGHUP replaces them by new ones without a lost request or job.

    `greeting` names a text shown with the address as soon as the first page can be opened.
    """
    # What processes of the last start counted is over; each start counts anew.
    shutil.rmtree(Path(os.environ.get("ANHUAI_DATA", "data")) / "metrics", ignore_errors=True)
    running = children(host, port)[: 1 if web_only else None]
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    renewing = threading.Event()

    def renew(_signal: int, _frame: FrameType | None) -> None:
        renewing.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGHUP, renew)
    for child in running:
        child.start()
    try:
        return watch(running, (ended, renewing), (host, port), greeting)
    finally:
        for child in running:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        for child in running:
            child.stop()
