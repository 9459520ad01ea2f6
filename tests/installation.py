"""A real installation in a scratch folder: its own database, its own processes, its own port."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg

from anhuai.site.supervisor import children

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], Any], *, within: float = 30.0, what: str = "") -> Any:
    """Ask again until something holds; fail with its name when it does not in time."""
    deadline = time.monotonic() + within
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within:.0f} s: {what or holds}")
        time.sleep(0.02)


@dataclass
class Installation:
    """One installation; `run` waits for a command, `start` leaves it running."""

    folder: Path
    port: int
    env: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tried(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command to its end; return its status and what it said, out and error."""
        done = subprocess.run(
            [sys.executable, "-m", "anhuai", *arguments],
            env=self.env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    def run(self, *arguments: str) -> str:
        status, out, says = self.tried(*arguments)
        assert status == 0, out + says
        return out

    def python(self, code: str) -> str:
        """Run a piece of Python inside the installation."""
        begin = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code],
            env=self.env, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "anhuai", *arguments],
            env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        process = self.start("serve", "--port", str(self.port))
        until(self.answers, what="the site answers")
        return process

    def start_web(self) -> subprocess.Popen[bytes]:
        """Start the web process alone, as a production server runs it."""
        process = subprocess.Popen(
            children("127.0.0.1", self.port)[0].command, env=self.env, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def refuses(self) -> str:
        """What a page says that answers 503, "" for any other answer."""
        try:
            with urlopen(f"{self.url}/alive", timeout=2):
                return ""
        except HTTPError as error:
            return error.read().decode() if error.code == 503 else ""
        except (URLError, OSError):
            return ""

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/alive", timeout=2) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False

    def processes(self) -> list[int]:
        """Every living process of this installation, found by its data folder."""
        mark = f"ANHUAI_DATA={self.folder}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in path.read_bytes().split(b"\0"):
                    state = (path.parent / "stat").read_text().rsplit(")", 1)[1].split()[0]
                    found += [int(path.parent.name)] if state != "Z" else []
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found

    def close(self) -> None:
        for process in self.started:
            process.terminate()
        for process in self.started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        for pid in self.processes():
            os.kill(pid, 9)


@dataclass(frozen=True)
class Template:
    """A migrated database to copy: a folder with file and keys, on PostgreSQL a name too."""

    folder: Path
    url: str


@contextmanager
def installed(folder: Path, template: Template | None = None, **env: str) -> Iterator[Installation]:
    """An installation on the database kind this test run uses, copied from a template."""
    if template is not None:
        for path in template.folder.glob("*.*"):
            shutil.copy(path, folder / path.name)
    server = os.environ.get("ANHUAI_DATABASE_URL", "")
    with database(server, folder, template.url if template else "") as url:
        made = Installation(
            folder, free_port(),
            {
                **os.environ, "DJANGO_SETTINGS_MODULE": "anhuai.site.settings",
                "ANHUAI_DATA": str(folder), "ANHUAI_DATABASE_URL": url,
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **env,
            },
        )  # fmt: skip
        try:
            yield made
        finally:
            made.close()


@contextmanager
def database(server: str, folder: Path, template: str = "") -> Iterator[str]:
    """A database of one's own: a file, or on PostgreSQL a new database that is dropped after."""
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"anhuai_{folder.parent.name}_{folder.name}_{os.getpid()}".replace("-", "_")
    name = name.lower()[-60:]
    copied = f"template {urlsplit(template).path[1:]}" if template else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} {copied}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")
