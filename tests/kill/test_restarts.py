"""Restarting on purpose: no request fails, no job is lost or waits for a lease to run out."""

import os
import signal
import threading
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.installation import Installation, Template, installed, until
from tests.kill.test_kills import begun, enqueue, lines

pytestmark = pytest.mark.kill


class Load:
    """Callers who open a page again and again, and what went wrong."""

    def __init__(self, url: str, callers: int = 4) -> None:
        self.url, self.done, self.failed = url, 0, []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._call) for _ in range(callers)]

    def _call(self) -> None:
        while not self._over.is_set():
            try:
                with urlopen(self.url, timeout=30) as reply:
                    reply.read()
                self.done += 1
            except (URLError, OSError) as error:
                self.failed.append(repr(error))

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def web_workers(site: Installation) -> set[int]:
    """The web processes that answer: children of the server that holds the socket."""
    servers, found = set(), {}
    for pid in site.processes():
        try:
            if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes():
                servers.add(pid)
                found[pid] = parent_of(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return {pid for pid, parent in found.items() if parent in servers}


def test_no_request_fails_while_the_site_is_renewed(tmp_path: Path, migrated: Template) -> None:
    with installed(tmp_path, migrated) as site:
        supervisor = site.serve()
        before = until(lambda: web_workers(site), what="web workers run")
        with Load(f"{site.url}/sign-in") as load:
            until(lambda: load.done > 20, what="the site is busy")
            for _ in range(2):
                os.kill(supervisor.pid, signal.SIGHUP)
                old = before
                until(
                    lambda: web_workers(site) and not web_workers(site) & old,  # noqa: B023
                    what="new web workers stand alone", within=90,
                )  # fmt: skip
                before, sofar = web_workers(site), load.done
                until(lambda: load.done > sofar + 20, what="the new ones are busy")  # noqa: B023
        assert load.failed == []
        assert load.done > 60


def test_a_job_that_takes_too_long_goes_back_to_the_queue_at_once(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated, ANHUAI_LEASE="600", ANHUAI_GRACE="0.3") as site:
        note = site.folder / "note"
        enqueue(site, note, "甲")
        worker = site.start("work")
        until(lambda: begun(note), what="the job begins")
        worker.terminate()
        assert worker.wait(20) == 0
        note.with_suffix(".go").touch()
        site.start("work")
        until(lambda: "ended 甲" in lines(note), what="the next worker does it")
        tries = "from anhuai.platform.models import Job\n"
        tries += "print(Job.objects.get(task__endswith='slow').attempts)"
        assert site.python(tries) == "1", "it was given back, not failed"
