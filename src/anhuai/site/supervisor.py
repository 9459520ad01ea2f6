"""One command runs it all: web and worker as children that are restarted and end together."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

GRACE = 8.0
WATCH = 0.5
QUICK_WATCH = 0.05
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
        "--backpressure",
        "512",
        "--http",
        "1",
        "anhuai.site.asgi:application",
    ]
    return [
        Child("web", web),
        Child("worker", [sys.executable, "-m", "anhuai", "work", "--supervised"]),
    ]


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


def watch(
    running: list[Child], ended: threading.Event, site: tuple[str, int], greeting: Path | None
) -> int:
    """Keep the processes alive until told to end; greet once the site answers."""
    greeted = False
    while not ended.wait(WATCH if greeted else QUICK_WATCH):
        if not all(child.revive() for child in running):
            return 1
        if not greeted and answers(*site):
            greet(*site, greeting)
            greeted = True
    return 0


def supervise(*, host: str, port: int, greeting: Path | None = None) -> int:
    """Run web and worker until a signal; returns 0, or 1 when one of them cannot stay up.

    `greeting` names a text shown with the address as soon as the first page can be opened.
    """
    # What processes of the last start counted is over; each start counts anew.
    shutil.rmtree(Path(os.environ.get("ANHUAI_DATA", "data")) / "metrics", ignore_errors=True)
    running = children(host, port)
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    for child in running:
        child.start()
    try:
        return watch(running, ended, (host, port), greeting)
    finally:
        for child in running:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        for child in running:
            child.stop()
