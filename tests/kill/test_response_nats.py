"""NATS JetStream in front of the ingress: the bridge is killed, nothing is lost or doubled."""

import asyncio
import importlib.util
import json
import socket
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from anhuai.response.engine.stores import now_ms
from tests.installation import Installation, Template, free_port, installed, until
from tests.kill.test_response import COUNTED, SECRET, SETUP, ingress

pytestmark = pytest.mark.kill
SERVER = ("127.0.0.1", 4222)


def _listens() -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(SERVER) == 0


@pytest.fixture
def stream() -> Iterator[str]:
    """A stream of one's own on the real server, taken away afterwards."""
    if importlib.util.find_spec("nats") is None:
        pytest.skip("the client nats-py is not installed: run `python3 run.py` once")
    if not _listens():
        pytest.skip("no NATS listens at 127.0.0.1:4222")
    import nats
    from nats.errors import Error

    name = f"anhuai-test-{uuid.uuid4().hex[:8]}"

    async def made(*, gone: bool) -> bool:
        client = await nats.connect("nats://127.0.0.1:4222")
        try:
            manager = client.jetstream()
            if gone:
                return await manager.delete_stream(name)
            await manager.add_stream(name=name, subjects=[f"{name}.*.up", "d.*.up"])
        except Error as why:
            pytest.skip(f"the NATS there has no JetStream for us: {why}")
        finally:
            await client.close()
        return True

    asyncio.run(made(gone=False))
    yield name
    asyncio.run(made(gone=True))


@pytest.fixture
def site(tmp_path: Path, migrated: Template) -> Iterator[Installation]:
    with installed(tmp_path, migrated) as made:
        made.env["ANHUAI_INGRESS"] = f"mqtt=127.0.0.1:{free_port()}"
        made.env["ANHUAI_INGRESS_RATE"] = "100000"
        yield made


def _published(numbers: range) -> None:
    import nats

    async def sent() -> None:
        client = await nats.connect("nats://127.0.0.1:4222")
        js = client.jetstream()
        for number in numbers:
            said = {"t": "sos", "seq": number, "ts": now_ms()}
            await js.publish(f"d.pad-{number % 3}.up", json.dumps(said).encode())
        await client.close()

    asyncio.run(sent())


def _unanswered(stream: str) -> tuple[int, int]:
    """Return what the durable consumer was not told of, and what it did not read."""
    import nats

    async def asked() -> tuple[int, int]:
        client = await nats.connect("nats://127.0.0.1:4222")
        info = await client.jetstream().consumer_info(stream, "anhuai-bridge")
        await client.close()
        return info.num_ack_pending or 0, info.num_pending or 0

    return asyncio.run(asked())


@contextmanager
def _locked(site: Installation) -> Iterator[None]:
    """Keep everybody from writing alarms."""
    url = site.env.get("ANHUAI_DATABASE_URL", "")
    if url.startswith("postgres"):
        with psycopg.connect(url) as held:
            held.execute("LOCK TABLE response_alarm IN ACCESS EXCLUSIVE MODE")
            yield
        return
    journal = sqlite3.connect(site.folder / "anhuai.alarms.sqlite3", isolation_level=None)
    journal.execute("PRAGMA busy_timeout = 20000")
    journal.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        journal.close()


def test_a_killed_bridge_loses_nothing_and_doubles_nothing(site: Installation, stream: str) -> None:
    site.python(SETUP.format(count=3, secret=SECRET))
    site.env["ANHUAI_BRIDGE"] = f"nats://127.0.0.1:4222/{stream}/d.*.up"
    running = ingress(site)
    heard = "from anhuai.response.models import Alarm; print(Alarm.objects.count())"
    try:
        _published(range(1))
        until(lambda: site.python(heard) == "1", what="heard through NATS")
        for round_ in range(3):
            begin = 1 + 200 * round_
            with _locked(site):  # what it reads now it cannot commit
                _published(range(begin, begin + 100))
                until(lambda: _unanswered(stream) == (100, 0), what="read and not acknowledged")
                running.kill()
                running.wait()
            _published(range(begin + 100, begin + 200))
            running = ingress(site)
            count = str(begin + 200)
            until(lambda c=count: site.python(heard) == c, within=60, what=f"{count} alarms")
        found = json.loads(site.python(COUNTED))
        assert found["timers"] == found["outbox"] == 601
        until(lambda: _unanswered(stream) == (0, 0), within=30, what="all is acknowledged")
    finally:
        running.kill()
        running.wait()
