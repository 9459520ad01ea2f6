"""What whoever runs the platform sees: log lines without personal data, metrics, traces, health."""

import json
import logging
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import override_settings
from django_tasks import task
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from tests.conftest import COUNTY, SINCE_2024, VILLAGE

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import audit, clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs import worker
from anhuai.platform.models import Job, Parameter, WorkerBeat
from anhuai.platform.watching import health, lines, traces

NAME, PHONE = "欧阳测试", "13000000123"
NUMBER = make_citizen_id("990000", SINCE_2024.replace(year=1940), 123)


@task()
def breaks(about: str) -> None:
    raise ValueError(f"{about} {PHONE} {NUMBER}")


@pytest.fixture
def written():
    """Every line any logger writes, formatted as in production."""
    found: list[str] = []
    line = lines.Line()

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(line.format(record))

    root, keeping = logging.getLogger(), Keeping()
    before = root.level
    root.addHandler(keeping)
    root.setLevel(logging.DEBUG)
    yield found
    root.removeHandler(keeping)
    root.setLevel(before)


def test_no_name_number_or_phone_reaches_the_log(linze, signed_in, written, monkeypatch) -> None:
    person = people.register_person(
        SYSTEM, facts=PersonFacts(NAME, "1", SINCE_2024.replace(year=1940), identity=NUMBER,
                                  phone=PHONE), home=Founding(VILLAGE, "某路一号"), on=SINCE_2024,
    )  # fmt: skip
    officer = signed_in("county_officer", division=COUNTY)
    officer.raise_request_exception = False
    for url in (f"/people/{person.pk}/", f"/people/?q={NAME}", f"/search?q={NUMBER}",
                f"/search?q={PHONE}", f"/people/{NAME}/", f"/{NUMBER}"):  # fmt: skip
        officer.get(url)
    officer.post("/people/new", {"name": NAME, "identity": NUMBER, "phone": PHONE})
    officer.post("/sign-in", {"username": NUMBER, "password": PHONE})
    monkeypatch.setattr(
        "anhuai.platform.finding.found", lambda *_: (_ for _ in ()).throw(KeyError(NAME + PHONE))
    )
    assert officer.get(f"/search?q={NAME}").status_code == 500
    breaks.enqueue(NAME)
    worker.drain()
    logging.getLogger("some.library").error("saved %s for %s", NAME, NUMBER)
    logging.getLogger("anhuai.test").warning("who is %s", PHONE)
    assert len(written) > 10
    for one in written:
        told = json.loads(one)
        assert told["level"]
        for secret in (NAME, PHONE, NUMBER, "某路"):
            assert secret not in one, told
    errors = [json.loads(one) for one in written if '"error"' in one]
    assert any(e["error"][0]["type"] == "ValueError" for e in errors)
    assert any("test_watching.py" in "".join(e["error"][0]["where"]) for e in errors)


def test_a_request_is_one_line_with_its_id_and_the_account_number(signed_in, written) -> None:
    client = signed_in("auditor", division=COUNTY)
    answer = client.get("/audit/?actor=x", headers={"X-Request-ID": "abcdef-0123456789"})
    assert answer["X-Request-ID"] == "abcdef-0123456789"
    told = next(json.loads(one) for one in written if '"event":"request"' in one.replace(": ", ":"))
    assert told["request"] == "abcdef-0123456789"
    assert told["account"] == client.account.pk
    assert (told["route"], told["status"], told["method"]) == ("/audit/", 200, "GET")
    assert told["queries"] > 0
    forged = client.get("/audit/", headers={"X-Request-ID": "a\x00b;evil"})
    assert forged["X-Request-ID"] != "a\x00b;evil"


def test_metrics_count_by_route_and_are_for_this_machine_or_the_token(
    linze, client, signed_in, monkeypatch
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for key in (1, 2, 3):
        officer.get(f"/people/{key}/")
    text = client.get("/metrics").content.decode()
    assert (
        'anhuai_requests_total{method="GET",route="/people/<int:person_id>/",status="404"}' in text
    )
    assert "/people/1/" not in text
    for name in (
        "anhuai_request_seconds_bucket", "anhuai_queue_ready", "anhuai_audit_head",
        "anhuai_database_seconds_total", "anhuai_disk_free_bytes", "anhuai_streams",
    ):  # fmt: skip
        assert name in text
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert client.get("/metrics", headers={"X-Real-IP": "10.0.0.9"}).status_code == 403
    monkeypatch.setenv("ANHUAI_METRICS_TOKEN", "secret-token")
    assert client.get("/metrics").status_code == 403
    told = {"Authorization": "Bearer secret-token"}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers=told).status_code == 200


def test_jobs_are_counted_by_outcome(db, client) -> None:
    breaks.enqueue("x")
    worker.drain()
    text = client.get("/metrics").content.decode()
    assert 'anhuai_jobs_total{outcome="retried",task="test_watching.breaks"}' in text


class Collector(HTTPServer):
    """A stand-in for an OTLP collector: keeps the spans it is sent."""

    def __init__(self) -> None:
        self.spans: list = []
        keep = self.spans

        class Taking(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    import gzip

                    body = gzip.decompress(body)
                sent = ExportTraceServiceRequest.FromString(body)
                for resource in sent.resource_spans:
                    for scope in resource.scope_spans:
                        keep.extend(scope.spans)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Taking)


def test_requests_queries_and_jobs_become_spans_in_a_collector(signed_in, monkeypatch) -> None:
    collector = Collector()
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    monkeypatch.setenv(traces.ENDPOINT, f"http://127.0.0.1:{collector.server_port}")
    client = signed_in("auditor", division=COUNTY)
    assert traces.start("test")
    try:
        caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        client.get(f"/audit/?actor={NAME}", headers={"traceparent": caller})
        breaks.enqueue(NAME)
        worker.drain()
    finally:
        traces.stop()
        collector.shutdown()
        collector.server_close()
    names = {span.name for span in collector.spans}
    assert {"GET /audit/", "SELECT", "job test_watching.breaks"} <= names
    request = next(span for span in collector.spans if span.name == "GET /audit/")
    assert request.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c", "the caller's trace"
    query = next(span for span in collector.spans if span.parent_span_id == request.span_id)
    assert query.trace_id == request.trace_id
    failed = next(span for span in collector.spans if span.name.startswith("job "))
    assert failed.status.message == "ValueError"
    for span in collector.spans:
        assert NAME not in str(span)
        assert PHONE not in str(span)


def test_without_a_collector_nothing_is_traced(monkeypatch) -> None:
    monkeypatch.delenv(traces.ENDPOINT, raising=False)
    assert not traces.start("test")
    with traces.span("x") as one:
        assert one is None


def test_ready_says_what_holds_requests_up(client, db, monkeypatch, tmp_path) -> None:
    told = client.get("/readyz").json()
    assert told["ready"]
    assert set(told["checks"]) == {"database", "migrations", "disk", "keys", "worker"}
    assert told["checks"]["worker"] == "warn"
    monkeypatch.setattr(health.prepared, "lacking", lambda: "2 步")
    assert client.get("/readyz").status_code == 503
    monkeypatch.undo()
    with override_settings(ANHUAI_KEYS_FILE=tmp_path / "gone.json"):
        assert client.get("/readyz").json()["checks"]["keys"] == "bad"
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)
    assert client.get("/readyz").json()["checks"]["disk"] == "bad"


def test_a_silent_worker_needs_a_look_but_holds_no_request_up(client, db) -> None:
    now = clock.now()
    WorkerBeat.objects.create(worker="w", since=now, at=now - timedelta(minutes=5))
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz?strict=1").status_code == 503
    WorkerBeat.objects.update(at=now)
    assert client.get("/readyz?strict=1").status_code == 200


def test_the_status_page_says_what_to_do(linze, signed_in) -> None:
    admin = signed_in("county_administrator", division=COUNTY)
    now = clock.now()
    Job.objects.create(
        key="00000000-0000-0000-0000-00000000000a", task="x.y", title="导出", due_at=now,
        enqueued_at=now, status="FAILED", finished_at=now, arguments={"args": [], "kwargs": {}},
    )  # fmt: skip
    page = admin.get("/status/").content.decode()
    for said in ("没有备份记录", "anhuai backup", "还没有核验过", "最近 24 小时有 1 个任务失败",
                 "与程序一致", "anhuai 0.1.0"):  # fmt: skip
        assert said in page
    Parameter.objects.create(key=health.BACKUP, value={"at": now.isoformat(), "size": 1})
    audit.append(
        SYSTEM, kind=audit.Kind.SESSION, name="audit_verified", detail={"says": "3 条记录完整"}
    )
    page = admin.get("/status/").content.decode()
    assert "没有备份记录" not in page
    assert "3 条记录完整" in page
    assert signed_in("county_officer", division=COUNTY).get("/status/").status_code == 403


def test_a_clock_set_back_shows_on_the_status_page(linze, signed_in) -> None:
    import time_machine

    admin = signed_in("county_administrator", division=COUNTY)
    audit.append(SYSTEM, kind=audit.Kind.SESSION, name="audit_verified", detail={"says": "x"})
    with time_machine.travel(clock.now() - timedelta(hours=1), tick=False):
        told = {one.code: one for one in health.all_checks()}
    assert told["clock"].state == health.BAD
    assert "chrony" in told["clock"].todo
    assert admin.get("/status/").status_code == 200


def test_the_probe_of_life_needs_neither_thread_nor_database() -> None:
    import asyncio

    from anhuai.site import asgi

    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    async def receive() -> dict:
        raise AssertionError("nothing to receive")

    scope = {"type": "http", "path": "/healthz"}
    asyncio.run(asgi.application(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 200
