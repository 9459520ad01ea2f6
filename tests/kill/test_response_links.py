"""The links around the ingress, really cut: PostgreSQL's server killed, a broker in front, TLS."""

import json
import os
import pwd
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from anhuai.platform import clock
from tests.installation import Installation, Template, free_port, installed, until
from tests.kill.test_response import (
    COUNTED,
    SECRET,
    SETUP,
    Sender,
    _settled,
    escalator,
    ingress,
)

pytestmark = pytest.mark.kill
BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("none"))


@dataclass
class Cluster:
    """A PostgreSQL server of one's own, its files in a folder of one's own."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    server: "subprocess.Popen[bytes] | None" = None

    def spawn(self, *command: str) -> "subprocess.Popen[bytes]":
        user = [] if os.geteuid() else ["setpriv", "--reuid=postgres", "--regid=postgres",
                                        "--clear-groups"]  # fmt: skip
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            return subprocess.Popen([*user, *command], cwd="/", stdout=log, stderr=log)

    def start(self) -> None:
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "shared_buffers": "32MB",
            "unix_socket_directories": self.folder, "max_wal_size": "128MB",
            "checkpoint_timeout": "30s",
        }  # fmt: skip
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        folder = str(self.folder / "data")
        self.server = self.spawn(str(BINARIES / "postgres"), "-D", folder, *options)
        until(self.answers, within=60, what="the server answers")

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def kill(self) -> None:
        """kill -9 the server and wait until its backends, which notice by themselves, are gone."""
        assert self.server is not None
        pid = self.server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self.server.kill()
        self.server.wait()
        gone = [Path(f"/proc/{one}") for one in children]
        until(lambda: not any(_lives(one) for one in gone), what="the server is gone")


def _lives(process: Path) -> bool:
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if not (BINARIES / "initdb").exists() or not shutil.which("setpriv"):
        pytest.skip("no PostgreSQL server here")
    folder = Path(tempfile.mkdtemp(prefix="anhuai-pg-"))
    if not os.geteuid():
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    made = Cluster(folder, free_port())
    command = [str(BINARIES / "initdb"), "-D", str(folder / "data"), "-A", "trust",
               "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]  # fmt: skip
    assert made.spawn(*command).wait(60) == 0
    made.start()
    try:
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder)
        folder.with_name(f"{folder.name}.log").unlink()


def _beats(cluster: Cluster, name: str) -> bool:
    with psycopg.connect(cluster.url) as connection:
        beats = "select name from response_ingressbeat where name = %s"
        return connection.execute(beats, [name]).fetchone() is not None


def test_the_database_server_is_killed_and_nothing_acknowledged_is_lost(
    cluster: Cluster, tmp_path: Path
) -> None:
    door = f"mqtt=127.0.0.1:{free_port()}"
    with installed(
        tmp_path, None, ANHUAI_DATABASE_URL=cluster.url, ANHUAI_INGRESS=door,
        ANHUAI_INGRESS_RATE="100000",
    ) as site:  # fmt: skip
        site.run("migrate")
        devices, each = 10, 30
        site.python(SETUP.format(count=devices, secret=SECRET))
        running, escalating = ingress(site), escalator(site)
        until(lambda: _beats(cluster, "escalator"), what="the escalator is at work")
        sender = Sender(int(door.rpartition(":")[2]), devices, each)
        thread = threading.Thread(target=sender.run)
        thread.start()
        back = []
        try:
            for goal in (40, 120, 200):
                until(lambda g=goal: len(sender.acked) >= g or not thread.is_alive(), what="acked")
                cluster.kill()
                cluster.start()
                up, had = time.monotonic(), len(sender.acked)
                until(lambda n=had: len(sender.acked) > n or not thread.is_alive(), what="again")
                back.append(round(time.monotonic() - up, 2))
            thread.join(90)
            assert not thread.is_alive()
            found = until(
                lambda: _settled(site), within=90,
                what=f"every alarm has its case; {escalating.poll()} "
                + (site.folder / "escalator.log").read_text()[-3000:],
            )  # fmt: skip
        finally:
            for one in (running, escalating):
                one.kill()
                one.wait()
        rows = [(ident, at) for ident, at in found["rows"]]
        assert len(sender.acked) == devices * each
        assert sender.acked - set(rows) == set(), "acknowledged and lost"
        assert len(rows) == len(set(rows)) == devices * each, "counted twice"
        assert found["timers"] == found["outbox"] == found["again"] == len(rows)
        assert (found["cases"], found["doubled"]) == (devices, 0)
        assert max(back) <= 5.0, f"first acknowledgement after the server is up: {back}"
        print(f"first acknowledgement after the server was up: {back} s")


@pytest.fixture
def site(tmp_path: Path, migrated: Template) -> Iterator[Installation]:
    with installed(tmp_path, migrated) as made:
        made.env["ANHUAI_INGRESS"] = f"mqtt=127.0.0.1:{free_port()}"
        made.env["ANHUAI_INGRESS_RATE"] = "100000"
        yield made


def test_a_broker_in_front_keeps_what_we_have_not_committed(site: Installation) -> None:
    broker = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    if not Path(broker).exists():
        pytest.skip("no mosquitto here")
    site.python(SETUP.format(count=3, secret=SECRET))
    port = free_port()
    told = site.folder / "mosquitto.conf"
    told.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n")
    log = (site.folder / "mosquitto.log").open("ab")
    front = subprocess.Popen([broker, "-c", str(told)], stdout=log, stderr=log)
    site.env["ANHUAI_BRIDGE"] = f"mqtt://127.0.0.1:{port}/d/+/up"
    running = ingress(site)
    try:
        heard = "from anhuai.response.models import Alarm; print(Alarm.objects.count())"
        _publish(port, "pad-0", 1)
        until(lambda: site.python(heard) == "1", what="heard through the broker")
        for round_ in range(2):
            running.kill()
            running.wait()
            for number in range(25):
                _publish(port, f"pad-{number % 3}", 100 * (round_ + 1) + number)
            running = ingress(site)
            count = str(1 + 25 * (round_ + 1))
            until(lambda c=count: site.python(heard) == c, within=60, what=f"{count} alarms")
        found = json.loads(site.python(COUNTED))
        assert found["timers"] == found["outbox"] == 51
        _publish(port, "nobody", 1)
        strangers = (
            "from anhuai.response.models import Quarantine;"
            "print(Quarantine.objects.filter(reason='stranger').count())"
        )
        until(lambda: site.python(strangers) == "1", what="a stranger is quarantined")
    finally:
        for one in (running, front):
            one.kill()
            one.wait()


def _publish(port: int, ident: str, number: int) -> None:
    said = json.dumps({"t": "sos", "seq": number, "ts": int(time.time() * 1000)})
    command = ["mosquitto_pub", "-p", str(port), "-q", "1", "-t", f"d/{ident}/up", "-m", said]
    subprocess.run(command, check=True, timeout=20)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "chain.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return paths


def test_paho_over_tls_is_answered_and_who_does_not_speak_tls_is_not(site: Installation) -> None:
    import paho.mqtt.client as paho
    from paho.mqtt.enums import CallbackAPIVersion

    site.python(SETUP.format(count=1, secret=SECRET))
    chain, key = certificate(site.folder)
    port = free_port()
    site.env |= {
        "ANHUAI_INGRESS": f"mqtts=127.0.0.1:{port}",
        "ANHUAI_INGRESS_CERTIFICATE": str(chain), "ANHUAI_INGRESS_KEY": str(key),
    }  # fmt: skip
    running = ingress(site)
    try:
        plain = ["mosquitto_pub", "-p", str(port), "-u", "pad-0", "-P", SECRET, "-q", "1",
                 "-t", "d/pad-0/up", "-m", "{}"]  # fmt: skip
        assert subprocess.run(plain, capture_output=True, timeout=20).returncode != 0
        client = paho.Client(CallbackAPIVersion.VERSION2, "pad-0")
        client.tls_set(ca_certs=str(chain))
        client.username_pw_set("pad-0", SECRET)
        client.connect("localhost", port)
        client.loop_start()
        said = json.dumps({"t": "sos", "seq": 1, "ts": int(time.time() * 1000)})
        told = client.publish("d/pad-0/up", said, qos=1)
        told.wait_for_publish(10)
        assert told.is_published()
        client.disconnect()
        client.loop_stop()
        heard = "from anhuai.response.models import Alarm; print(Alarm.objects.count())"
        until(lambda: site.python(heard) == "1", what="heard over TLS")
    finally:
        running.kill()
        running.wait()


def test_the_watchdogs_own_call_comes_through_and_its_silence_is_told(site: Installation) -> None:
    site.python(SETUP.format(count=1, secret=SECRET))
    running, escalating = ingress(site), escalator(site)
    dog = site.start("watchdog")
    heard = (
        "from anhuai.response.models import SelfTest;"
        "print(SelfTest.objects.filter(acked_ms__isnull=False, heard_ms__isnull=False).count())"
    )
    told = (
        "from anhuai.cases.models import Case;"
        "print(sorted(Case.objects.values_list('origin', flat=True)))"
    )
    try:
        until(lambda: site.python(heard) == "1", within=60, what="a test call came through")
        assert site.python(told) == "[]"
        running.kill()
        running.wait()
        site.python(
            "from anhuai.response.models import IngressBeat; from django.db.models import F;"
            "IngressBeat.objects.filter(name='ingress').update(beat_ms=F('beat_ms') - 120000)"
        )
        until(lambda: "response.platform:ingress" in site.python(told), what="the ingress is gone")
    finally:
        for one in (running, escalating, dog):
            one.kill()
            one.wait()
