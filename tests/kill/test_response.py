"""Ingress and escalator, really killed: no acknowledged alarm is lost, none counts twice."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from anhuai.response.engine.heard import Heard
from anhuai.response.engine.simulator import mqtt_hello, mqtt_publish
from anhuai.response.engine.stores import Notes, now_ms, store_at
from tests.installation import ROOT, Installation, Template, free_port, installed, until

pytestmark = pytest.mark.kill
SECRET = "a-secret-of-its-own"
SETUP = """
from anhuai.places.actions import load_county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Parameter
from anhuai.response.actions import register
load_county(SYSTEM, county="linze")
Parameter.objects.create(key="county.code", value="620723")
for n in range({count}):
    register(SYSTEM, ident=f"pad-{{n}}", kind="pendant", division="620723101201", secret="{secret}")
"""
COUNTED = """
import json
from django.db.models import Count
from anhuai.cases.models import Case, Entry
from anhuai.response.models import Alarm, Timer, Outbox
rows = list(Alarm.objects.values_list("device__ident", "pressed_ms"))
print(json.dumps({
    "rows": rows, "timers": Timer.objects.filter(step=0).count(), "outbox": Outbox.objects.count(),
    "cases": Case.objects.count(), "without": Alarm.objects.filter(case=None).count(),
    "doubled": Timer.objects.values("alarm", "step").annotate(n=Count("pk"))
        .filter(n__gt=1).count(),
    "waiting0": Timer.objects.filter(step=0, state="waiting").count(),
    "fired0": Timer.objects.filter(step=0, state="fired").count(),
    "again": sum(Case.objects.values_list("times", flat=True)),
}))
"""


@pytest.fixture
def site(tmp_path: Path, migrated: Template):
    with installed(tmp_path, migrated) as made:
        made.env["ANHUAI_INGRESS"] = f"mqtt=127.0.0.1:{free_port()}"
        made.env["ANHUAI_INGRESS_RATE"] = "100000"
        yield made


class Sender:
    """Devices that keep what is not acknowledged and send it again, as real ones do."""

    def __init__(self, port: int, devices: int, each: int) -> None:
        self.port, self.devices, self.each = port, devices, each
        self.acked: set[tuple[str, int]] = set()
        self.worst = 0.0

    def run(self) -> None:
        asyncio.run(self._all())

    async def _all(self) -> None:
        async with asyncio.timeout(90):
            await asyncio.gather(*(self._one(f"pad-{n}") for n in range(self.devices)))

    async def _one(self, ident: str) -> None:
        begun = int(time.time() * 1000)
        left = {number: begun + number for number in range(1, self.each + 1)}
        while left:
            try:
                await self._through(ident, left)
            except (OSError, EOFError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.05)

    async def _through(self, ident: str, left: dict[int, int]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(mqtt_hello(ident, SECRET))
            await reader.readexactly(4)
            for number, at in list(left.items()):
                said = json.dumps({"t": "sos", "seq": number, "ts": at}).encode()
                sent = time.monotonic()
                writer.write(mqtt_publish(ident, said, number))
                answer = await reader.readexactly(4)
                assert answer[:2] == b"\x40\x02"
                self.acked.add((ident, at))
                self.worst = max(self.worst, time.monotonic() - sent)
                del left[number]
        finally:
            writer.close()


def ingress(site: Installation) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "anhuai.response.engine.main"], env=site.env, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=(site.folder / "ingress.log").open("a"),
    )  # fmt: skip
    assert process.stdout is not None
    assert "ready" in process.stdout.readline(), (site.folder / "ingress.log").read_text()
    return process


def escalator(site: Installation) -> "subprocess.Popen[bytes]":
    log = (site.folder / "escalator.log").open("ab")
    command = [sys.executable, "-m", "anhuai", "escalate"]
    return subprocess.Popen(command, env=site.env, cwd=ROOT, stdout=log, stderr=log)


def test_nothing_acknowledged_is_lost_or_doubled_under_kills(site: Installation) -> None:
    devices, each = 20, 25
    site.python(SETUP.format(count=devices, secret=SECRET))
    port = int(site.env["ANHUAI_INGRESS"].rpartition(":")[2])
    running, escalating = ingress(site), escalator(site)
    sender = Sender(port, devices, each)
    thread = threading.Thread(target=sender.run)
    thread.start()
    try:
        for kills, goal in enumerate((50, 150, 250, 350, 450)):
            until(
                lambda g=goal: len(sender.acked) >= g or not thread.is_alive(), what=f"{goal} acked"
            )
            for victim in (running, escalating) if kills % 2 else (running,):
                os.kill(victim.pid, signal.SIGKILL)
                victim.wait()
            running = ingress(site)
            if escalating.poll() is not None:
                escalating = escalator(site)
        thread.join(90)
        assert not thread.is_alive()
        found = until(lambda: _settled(site), within=150, what="every alarm has its case")
    finally:
        for one in (running, escalating):
            one.kill()
            one.wait()
    rows = [(ident, at) for ident, at in found["rows"]]
    assert len(sender.acked) == devices * each
    assert sender.acked - set(rows) == set(), "acknowledged and lost"
    assert len(rows) == len(set(rows)) == devices * each, "counted twice"
    assert found["timers"] == found["outbox"] == len(rows)
    assert (found["cases"], found["doubled"]) == (devices, 0), "one open case a device"
    assert found["again"] == len(rows)


def _settled(site: Installation) -> dict[str, int] | None:
    found = json.loads(site.python(COUNTED))
    return found if not found["without"] and not found["waiting0"] else None


READ_BACK = """
import json
from anhuai.response.models import *
alarm, timer, device = Alarm.objects.get(), Timer.objects.get(), Device.objects.get()
down, line = Command.objects.get(), Quarantine.objects.get()
from anhuai.response.queries import readings_of
print(json.dumps({
    "alarm": [alarm.kind, alarm.pressed_ms, alarm.is_late, alarm.committed_ms >= alarm.received_ms],
    "timer": [timer.alarm_id == alarm.pk, timer.step, timer.due_ms, timer.state],
    "outbox": Outbox.objects.get().alarm_id == alarm.pk,
    "device": [device.last_seen_ms, device.battery], "command": down.state,
    "quarantine": line.count, "beat": IngressBeat.objects.get().name,
    "session": Session.objects.get().topics,
    "readings": [r[0] for r in readings_of(device.pk, limit=9)],
}))
"""


def test_what_the_ingress_writes_by_bare_sql_is_what_the_models_read(site: Installation) -> None:
    site.python(SETUP.format(count=1, secret=SECRET))
    site.python(
        "from anhuai.response.actions import command; from anhuai.platform.acting import SYSTEM\n"
        "from anhuai.response.models import Device\n"
        "command(SYSTEM, device=Device.objects.get().pk, command='text', body='hello')"
    )
    made = store_at(site.env["ANHUAI_DATABASE_URL"], site.folder / "anhuai.sqlite3")
    at = now_ms()

    async def write() -> None:
        await made.start()
        ((device, ident, *_rest),) = await made.devices()
        ((down, *_more),) = await made.commands()
        assert ident == "pad-0"
        heard = Heard(device, "sos", "{}", "mqtt", 1, at)
        for _again in range(3):
            await made.keep_alarms([heard.alarm(at), heard.alarm(at)])
            await made.keep_readings([Heard(device, "vital", "{}", "mqtt", 2, at).reading(at)])
            while await made.carry():
                pass
        notes = Notes(
            seen=[(device, at, 81)], quarantine=[("mqtt", "bad", "x", "00", 2, at, at)],
            beat=("ingress", at, at, "{}"), sessions=[(device, "a\nb", at)],
            commands_sent=[(down, at)],
        )  # fmt: skip
        await made.note(notes)
        await made.note(notes)

    asyncio.run(write())
    assert json.loads(site.python(READ_BACK)) == {
        "alarm": ["sos", at, False, True], "timer": [True, 0, at, "waiting"], "outbox": True,
        "device": [at, 81], "command": "sent", "quarantine": 4, "beat": "ingress",
        "session": "a\nb", "readings": ["vital"],
    }  # fmt: skip


def test_paho_and_mosquitto_are_answered_and_heard(site: Installation) -> None:
    site.python(SETUP.format(count=2, secret=SECRET))
    port = int(site.env["ANHUAI_INGRESS"].rpartition(":")[2])
    running = ingress(site)
    try:
        import paho.mqtt.client as paho
        from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

        for version in (MQTTProtocolVersion.MQTTv311, MQTTProtocolVersion.MQTTv5):
            client = paho.Client(CallbackAPIVersion.VERSION2, "pad-0", protocol=version)
            client.username_pw_set("pad-0", SECRET)
            client.connect("127.0.0.1", port)
            client.loop_start()
            for qos in (0, 1, 2):
                said = json.dumps({"t": "fall", "seq": qos, "ts": int(time.time() * 1000)})
                client.publish("d/pad-0/up", said, qos=qos).wait_for_publish(10)
            client.disconnect()
            client.loop_stop()
        said = json.dumps({"t": "sos", "seq": 1, "ts": int(time.time() * 1000)})
        for version in ("311", "5"):
            command = ["mosquitto_pub", "-p", str(port), "-V", version, "-q", "1",
                       "-u", "pad-1", "-P", SECRET, "-t", "d/pad-1/up", "-m", said]  # fmt: skip
            subprocess.run(command, check=True, timeout=20)
        bad = ["mosquitto_pub", "-p", str(port), "-u", "pad-1", "-P", "x", "-t", "a", "-m", "b"]
        assert subprocess.run(bad, capture_output=True, timeout=20).returncode != 0
        count = (
            "from anhuai.response.models import Alarm; print(Alarm.objects.filter(kind='fall')"
            ".count(), Alarm.objects.filter(kind='sos').count())"
        )
        until(lambda: site.python(count) == "6 1", what="each press is there once")
    finally:
        running.kill()
        running.wait()
