"""Alarms end to end: kept, never lost, how soon on a desk; durable ingest against the raw database.

python bench/response.py [--quick] [--kills N]

Runs on SQLite, or on PostgreSQL where ANHUAI_DATABASE_URL names an empty database. Every process
is the product's own. A figure that was not measured in this run is null.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from anhuai.response.engine.protocols import mqtt_packets  # noqa: E402
from anhuai.response.engine.simulator import mqtt_hello, mqtt_publish  # noqa: E402

SECRET = "a-secret-of-the-bench"
DEVICES = 500
SETUP = """
from anhuai.places.actions import load_county
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Parameter
from anhuai.platform.sealing import seal
from anhuai.response.models import Device
load_county(SYSTEM, county="linze")
Parameter.objects.create(key="county.code", value="620723")
Device.objects.bulk_create(Device(ident=f"pad-{n}", kind="pendant", secret_sealed=seal("%s"),
    division="620723101201", created_at=clock.now()) for n in range(%d))
from datetime import date, timedelta
from anhuai.platform.models import Account, RoleHolding, Session
a = Account.objects.create(username="s", name="s", password="!")
RoleHolding.objects.create(
    account=a, role="duty_officer", division="620723", since=date(2020, 1, 1))
now = clock.now()
Session.objects.create(session_key="s" * 32, session_data="", expire_date=now + timedelta(hours=1),
    account=a, handle="s", since=now, seen_at=now)
"""
COUNT = """
from anhuai.response.models import Alarm
import json
print(json.dumps(list(Alarm.objects.values_list("device__ident", "pressed_ms"))))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """One installation with its ingress."""

    def __init__(self, folder: Path) -> None:
        self.port, self.web_port = free_port(), free_port()
        self.env = {
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "ANHUAI_DATA": str(folder),
            "ANHUAI_INGRESS": f"mqtt=127.0.0.1:{self.port}", "ANHUAI_INGRESS_RATE": "1000000",
            "DJANGO_SETTINGS_MODULE": "anhuai.site.settings",
        }  # fmt: skip
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        subprocess.run([sys.executable, "-m", "anhuai", "migrate"], env=self.env, check=True)
        self.python(SETUP % (SECRET, DEVICES))

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "import django; django.setup()\n" + code], env=self.env,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout.strip()

    def ingress(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "anhuai.response.engine.main"]
        made = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, text=True)
        assert made.stdout is not None
        made.stdout.readline()
        self.running.append(made)
        return made

    def web(self) -> None:
        command = [
            sys.executable,
            "-m",
            "anhuai",
            "serve",
            "--web-only",
            "--port",
            str(self.web_port),
        ]
        self.running.append(subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL))  # type: ignore[arg-type]
        for _try in range(600):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", self.web_port)):
                    return
            time.sleep(0.05)

    def end(self) -> None:
        for one in self.running:
            one.send_signal(signal.SIGTERM)
        for one in self.running:
            one.wait(40)


async def device(
    site: Site, number: int, said: list[bytes], window: int, acked: list[float]
) -> None:
    """One device: says everything, at most `window` unanswered, notes each answer's delay."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    ident = f"pad-{number % DEVICES}"
    writer.write(mqtt_hello(ident, SECRET))
    await reader.readexactly(4)
    sent: dict[int, float] = {}
    free = asyncio.Semaphore(window)

    async def answers() -> None:
        for _one in said:
            answer = await reader.readexactly(4)
            acked.append(time.perf_counter() - sent.pop(int.from_bytes(answer[2:], "big")))
            free.release()

    task = asyncio.ensure_future(answers())
    for at, payload in enumerate(said):
        await free.acquire()
        packet_id = at % 65_535 + 1
        sent[packet_id] = time.perf_counter()
        writer.write(mqtt_publish(ident, payload, packet_id))
    await task
    writer.write(mqtt_packets.packet(14, b""))
    writer.close()


def payload(kind: str, number: int, at: int) -> bytes:
    """A message of about 200 bytes, as the evidence's."""
    body = {"t": kind, "seq": number, "ts": at, "v": {"hr": 72, "spo2": 97, "bt": 36.5},
            "loc": {"lat": 39.153, "lon": 100.166, "acc": 12}, "fw": "2.1.7",
            "pad": "x" * 40}  # fmt: skip
    return json.dumps(body, separators=(",", ":")).encode()


async def ingest(site: Site, connections: int, total: int) -> float:
    """Return the durable messages a second of so many connections."""
    each, now = total // connections, int(time.time() * 1000)
    acked: list[float] = []
    window = max(1, 2000 // connections)
    loads = [
        [payload("vital", n * each + k + 1, now + n * each + k) for k in range(each)]
        for n in range(connections)
    ]
    begun = time.perf_counter()
    await asyncio.gather(*(device(site, n, loads[n], window, acked) for n in range(connections)))
    return len(acked) / (time.perf_counter() - begun)


def raw(site: Site, total: int) -> float:
    """Return the rows a second of the same statement in the same batches, without an ingress."""
    rows = [
        (n % DEVICES + 1, f"{n:032}", "vital", n, n, payload("vital", n, n).decode())
        for n in range(total)
    ]
    url = os.environ.get("ANHUAI_DATABASE_URL", "")
    batches = [rows[at : at + 1000] for at in range(0, total, 1000)]
    from anhuai.response.engine import sql

    if url:
        return asyncio.run(_raw_postgres(url, batches, total))
    with sqlite3.connect(site.folder / "raw.sqlite3", isolation_level=None) as one:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            one.execute(f"PRAGMA {pragma}")
        one.execute(sql.READINGS)
        begun = time.perf_counter()
        for batch in batches:
            one.execute("BEGIN IMMEDIATE")
            one.executemany(sql.LITE_READING, batch)
            one.execute("COMMIT")
        took = time.perf_counter() - begun
    one.close()
    return total / took


async def _raw_postgres(url: str, batches: list[list[tuple]], total: int) -> float:
    import asyncpg

    from anhuai.response.engine import sql

    one = await asyncpg.connect(url.replace("postgres://", "postgresql://", 1))
    begun = time.perf_counter()
    for batch in batches:
        await one.execute(sql.PG_READINGS, *[list(column) for column in zip(*batch, strict=True)])
    took = time.perf_counter() - begun
    await one.close()
    return total / took


class Desk(threading.Thread):
    """A browser's stream of the desk: when each event came."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self.heard: list[float] = []
        self.socket = socket.create_connection(("127.0.0.1", site.web_port))
        self.socket.sendall(
            b"GET /live/?topic=desk:all HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Cookie: sessionid=" + b"s" * 32 + b"\r\n\r\n"
        )
        self.start()

    def run(self) -> None:
        while data := self.socket.recv(65_536):
            if b"event: desk" in data:
                self.heard.append(time.perf_counter())


async def alarm_p99(site: Site, desk: Desk, rate: int, seconds: float) -> float | None:
    """Return the 99th percentile of publish → committed → browser under telemetry of a rate, ms."""
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    begun = int(time.time() * 1000)
    waits: list[float] = []

    async def telemetry(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(mqtt_hello(f"pad-{number}", SECRET))
        eating = asyncio.ensure_future(_eat(reader))
        sent, start = 0, loop.time()
        while loop.time() < over:
            due = int((loop.time() - start) * rate / 50)
            for _one in range(due - sent):
                sent += 1
                one = payload("vital", sent, begun + number * 100_000 + sent)
                writer.write(mqtt_publish(f"pad-{number}", one, sent % 65_535 + 1))
            await asyncio.sleep(0.01)
        eating.cancel()
        writer.close()

    async def alarms() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(mqtt_hello("pad-499", SECRET))
        await reader.readexactly(4)
        eating = asyncio.ensure_future(_eat(reader))
        number = 0
        while loop.time() < over:
            await asyncio.sleep(0.1)
            number += 1
            before, sent = len(desk.heard), time.perf_counter()
            one = payload("sos", number, int(time.time() * 1000))
            writer.write(mqtt_publish("pad-499", one, number))
            while len(desk.heard) == before and time.perf_counter() - sent < 5:
                await asyncio.sleep(0.0005)
            waits.append(
                (time.perf_counter() if len(desk.heard) == before else desk.heard[before]) - sent
            )
        eating.cancel()
        writer.close()

    await asyncio.gather(alarms(), *(telemetry(n) for n in range(50)))
    waits.sort()
    return round(waits[int(0.99 * (len(waits) - 1))] * 1000, 1) if waits else None


async def _eat(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        continue


def killed(site: Site, kills: int, each: int) -> dict[str, int]:
    """Send alarms while the ingress is killed; compare what was acknowledged with what is there."""
    acked: set[tuple[str, int]] = set()
    devices, begun = 20, int(time.time() * 1000)

    async def one(ident: str) -> None:
        left = {n: begun + n for n in range(1, each + 1)}
        while left:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
                writer.write(mqtt_hello(ident, SECRET))
                await reader.readexactly(4)
                for n, at in list(left.items()):
                    writer.write(mqtt_publish(ident, payload("sos", n, at), n))
                    await reader.readexactly(4)
                    acked.add((ident, at))
                    del left[n]
                writer.close()
            except (OSError, EOFError):
                await asyncio.sleep(0.02)

    async def everyone() -> None:
        await asyncio.gather(*(one(f"pad-{n}") for n in range(devices)))

    thread = threading.Thread(target=lambda: asyncio.run(everyone()))
    thread.start()
    done = 0
    for number in range(1, kills + 1):
        goal = devices * each * number // (kills + 1)
        while len(acked) < goal and thread.is_alive():
            time.sleep(0.005)
        victim = site.running.pop()
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        done += 1
        site.ingress()
    thread.join()
    time.sleep(1.0)  # the carrier's last round
    rows = [(ident, at) for ident, at in json.loads(site.python(COUNT))]
    mine = [row for row in rows if begun < row[1] <= begun + each]
    return {
        "acked": len(acked), "lost": len(acked - set(mine)),
        "duplicates": len(mine) - len(set(mine)),
        "kills": done,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    found: dict[str, object] = dict.fromkeys(
        ("acked", "lost", "duplicates", "kills", "alarm_p99_ms_1k", "alarm_p99_ms_10k",
         "ingest_ratio_1", "ingest_ratio_500")
    )  # fmt: skip
    total = 10_000 if given.quick else 40_000
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        try:
            site.web()
            site.ingress()
            desk = Desk(site)
            for key, rate in (("alarm_p99_ms_1k", 1000), ("alarm_p99_ms_10k", 10_000)):
                if not given.quick or rate == 1000:
                    found[key] = asyncio.run(alarm_p99(site, desk, rate, 4 if given.quick else 15))
            for key, connections in (("ingest_ratio_1", 1), ("ingest_ratio_500", 500)):
                if given.quick and connections == 500:
                    continue
                ours = asyncio.run(ingest(site, connections, total))
                plain = raw(site, total)
                print(f"{connections} connections: {ours:,.0f}/s; raw {plain:,.0f}/s", flush=True)
                found[key] = round(ours / plain, 2)
            found |= killed(site, 3 if given.quick else given.kills, 30 if given.quick else 150)
        finally:
            site.end()
    print(f"load {os.getloadavg()[0]:.1f}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
