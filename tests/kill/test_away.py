"""A database that goes away for a minute: a page that says so, and nothing half when it is back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg
import pytest

from tests.installation import Installation, Template, installed, until

pytestmark = pytest.mark.kill


@contextmanager
def away(site: Installation) -> Iterator[None]:
    """Take the site's database away: on SQLite nobody may write, on PostgreSQL nobody connects."""
    url = site.env["ANHUAI_DATABASE_URL"]
    if not url:
        holder = sqlite3.connect(site.folder / "anhuai.sqlite3", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.close()
        return
    name = urlsplit(url).path[1:]
    with psycopg.connect(
        urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True
    ) as at:
        at.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        at.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        at.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


class Caller:
    """Somebody at the sign-in page with a wrong password: each attempt is written to the trail."""

    def __init__(self, site: Installation) -> None:
        self.url = f"{site.url}/sign-in"
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        self.opener.open(self.url).read()

    def attempt(self) -> tuple[int, str, str]:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        typed = {"username": "a", "password": "wrong", "csrfmiddlewaretoken": token or ""}
        try:
            reply = self.opener.open(self.url, urlencode(typed).encode())
        except HTTPError as error:
            reply = error
        return reply.status, reply.read().decode(), reply.headers.get("Retry-After", "")


def test_while_the_database_is_away_pages_say_so_and_then_go_on(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated, ANHUAI_LOCK_TIMEOUT="0.3") as site:
        site.serve()
        caller = Caller(site)
        assert caller.attempt()[0] == 401
        with away(site):
            _status, text, retry = until(
                lambda: (said := caller.attempt())[0] == 503 and said, what="the site says so"
            )
            assert "系统暂时连不上数据库" in text
            assert retry == "30"
        until(lambda: caller.attempt()[0] == 401, what="the site goes on")


def test_a_lease_is_renewed_again_when_the_database_is_back(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated, ANHUAI_LOCK_TIMEOUT="0.1", ANHUAI_LEASE="1.5") as site:
        note, log = site.folder / "note", site.folder / "work.log"
        site.python(f"from tests.kill.tasks import slow\nslow.enqueue({str(note)!r}, '甲')")
        site.start("work")
        until(note.exists, what="the job begins")
        with away(site):
            until(lambda: "was not renewed" in log.read_text(), what="a renewal is missed")
        ask = "from anhuai.platform.models import Job\n"
        ask += "print(Job.objects.get(task__endswith='slow').leased_until)"
        missed = site.python(ask)
        until(lambda: site.python(ask) > missed, what="the lease is renewed again")
        note.with_suffix(".go").touch()
