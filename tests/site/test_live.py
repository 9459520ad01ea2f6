"""Event streams: whose they are, what they are told, and only what changed meanwhile."""

import asyncio
import json
from typing import Any

import pytest
from django.http import HttpRequest
from tests.conftest import COUNTY, open_account

from anhuai.platform import clock, live
from anhuai.platform.models import Job
from anhuai.platform.sessions import SessionStore
from anhuai.site import live as streams


def job_of(account: int | None, key: str = "c") -> Job:
    now = clock.now()
    return Job.objects.create(
        key=f"00000000-0000-0000-0000-00000000000{key}", task="x.y", title="导入", account=account,
        due_at=now, enqueued_at=now, status="RUNNING", progress=3, total=10,
        arguments={"args": [], "kwargs": {}},
    )  # fmt: skip


def test_a_job_is_told_to_its_owner_and_to_no_stranger(linze) -> None:
    owner, other = (open_account(n, "town_clerk", division=COUNTY) for n in ("own", "other"))
    admin = open_account("boss", "county_administrator", division=COUNTY)
    far = open_account("far", "county_administrator", division="620724")
    topic = f"job:{job_of(owner.pk).pk}"
    told = live.ask({(a.pk, topic) for a in (owner, other, admin, far)})
    assert set(told) == {(owner.pk, topic), (admin.pk, topic)}
    version, data = told[owner.pk, topic]
    assert data == {"state": "RUNNING", "done": 3, "total": 10}
    assert version == "RUNNING-3-10"
    odd = {(owner.pk, one) for one in ("job:", "job:x", f"job:{'9' * 40}", "none:1", ":", "")}
    assert live.ask(odd) == {}


def test_a_stream_is_its_sessions(linze, client) -> None:
    account = open_account("own", "town_clerk", division=COUNTY)
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    cookie = client.cookies["sessionid"].value
    assert live.account_of([(b"cookie", f"sessionid={cookie}".encode())]) == account.pk
    for other in ("sessionid=none", "x", ""):
        assert live.account_of([(b"cookie", other.encode())]) is None
    account.is_active = False
    account.save()
    assert live.account_of([(b"cookie", f"sessionid={cookie}".encode())]) is None
    assert SessionStore
    assert HttpRequest


class Caller:
    """Somebody on the other side of a stream."""

    def __init__(self, query: str, last: str = "") -> None:
        headers = [(b"last-event-id", last.encode())] if last else []
        self.scope = {
            "type": "http", "path": "/live/", "query_string": query.encode(), "headers": headers,
        }  # fmt: skip
        self.heard: list[dict[str, Any]] = []
        self.left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.heard.append(message)

    @property
    def events(self) -> list[dict[str, Any]]:
        text = b"".join(m.get("body", b"") for m in self.heard).decode()
        return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]

    @property
    def ids(self) -> list[str]:
        text = b"".join(m.get("body", b"") for m in self.heard).decode()
        return [line[4:] for line in text.splitlines() if line.startswith("id: ")]


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(streams, "POLL", 0.01)


def serve(hub: streams.Hub, *callers: Caller, then) -> None:
    async def run() -> None:
        tasks = [asyncio.ensure_future(hub.serve(c.scope, c.receive, c.send)) for c in callers]
        await asyncio.wait_for(then(), 10)
        for caller in callers:
            caller.left.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 10)

    asyncio.run(run())


async def aside(work, *given):
    return work(*given)


async def until(holds) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def test_one_poll_feeds_every_stream_and_says_a_thing_once(quick) -> None:
    state, asked = {"version": "1"}, []

    def ask(wanted):
        asked.append(wanted)
        return {one: (state["version"], {"n": state["version"]}) for one in wanted}

    hub = streams.Hub(lambda _scope: 7, ask, aside)
    callers = [Caller("topic=job:1") for _ in range(50)]

    async def then() -> None:
        await until(lambda: all(len(c.events) == 1 for c in callers))
        polls = len(asked)
        await until(lambda: len(asked) > polls + 5)
        state["version"] = "2"
        await until(lambda: all(len(c.events) == 2 for c in callers))

    serve(hub, *callers, then=then)
    assert all(wanted == {(7, "job:1")} for wanted in asked if wanted), "once for all fifty"
    assert callers[0].ids == ["job:1=1", "job:1=2"]
    assert not hub.streams


def test_who_comes_back_hears_only_what_changed_meanwhile(quick) -> None:
    def ask(wanted):
        return {one: ("5", {}) for one in wanted}

    hub = streams.Hub(lambda _scope: 7, ask, aside)
    known, behind = Caller("topic=job:1", last="job:1=5"), Caller("topic=job:1", last="job:1=4")
    serve(hub, known, behind, then=lambda: until(lambda: behind.events))
    assert known.events == []
    assert behind.ids == ["job:1=5"]


def test_nobody_listens_without_a_session_and_a_database_away_is_waited_for(quick) -> None:
    away = [True]

    def ask(wanted):
        if away:
            away.clear()
            raise OSError("away")
        return {one: ("1", {}) for one in wanted}

    stranger, caller = Caller("topic=job:1"), Caller("topic=job:1")
    serve(streams.Hub(lambda _s: None, ask, aside), stranger, then=lambda: until(
        lambda: stranger.heard))  # fmt: skip
    assert stranger.heard[0]["status"] == 401
    serve(streams.Hub(lambda _s: 7, ask, aside), caller, then=lambda: until(lambda: caller.events))
