"""A thousand phones in one minute: python bench/phones.py [--phones 1000] [--port 8152]

A throw-away county on this machine with the product's own server. Every phone, at a moment of the
minute drawn by chance, asks who it is and sends two visits with its list coming back, packed as a
phone packs them; every tenth sends the same again, as after a broken line. The last line is JSON:
milliseconds of the whole sync of a phone (both requests), p50, p95, longest; refused; duplicates.
"""

import argparse
import asyncio
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any
from uuid import UUID

import field


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--port", type=int, default=8152)
    parser.add_argument("--seconds", type=float, default=60.0, help="within which all sync")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANHUAI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")
        sys.path.insert(0, str(field.ROOT / "src"))
        whole = {**os.environ, "PYTHONPATH": str(field.ROOT / "src")}
        quiet = subprocess.DEVNULL
        own: dict[str, Any] = {"env": whole, "stdout": quiet, "stderr": quiet}
        subprocess.run([sys.executable, "-m", "anhuai", "migrate"], check=True, **own)
        import django

        django.setup()
        phones = prepared(given.phones)
        server = subprocess.Popen(
            [sys.executable, "-m", "anhuai", "serve", "--port", str(given.port)],
            start_new_session=True, **own,
        )  # fmt: skip
        try:
            print(json.dumps(asyncio.run(minute(phones, given.port, given.seconds))))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    return 0


def prepared(phones: int) -> list[tuple[str, bytes, bytes]]:
    """Fill and plan the county; return each phone's cookie, its id, and its parcel."""
    from anhuai.platform import clock
    from anhuai.platform.acting import SYSTEM
    from anhuai.services import actions
    from anhuai.services.models import Target

    field.fill(phones * 5, phones, max(10, phones // 3))
    on = clock.today()
    actions.plan_month(SYSTEM, month=on.replace(day=1), on=on)
    persons: dict[int, list[int]] = {}
    for visitor, person in Target.objects.order_by("pk").values_list("visitor", "person"):
        persons.setdefault(visitor, []).append(person)
    return signed_in(persons)


def signed_in(persons: dict[int, list[int]]) -> list[tuple[str, bytes, bytes]]:
    """Return the cookie, id and parcel of every visitor's phone."""
    from django.conf import settings
    from django.test import Client

    from anhuai.platform import clock
    from anhuai.services.models import Visitor

    found = []
    for n, visitor in enumerate(Visitor.objects.select_related("account").order_by("pk")):
        client = Client()
        client.force_login(visitor.account, backend="anhuai.platform.signing_in.PasswordBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        phone = str(UUID(int=(7 << 100) + n, version=4))
        visits = [
            {"client": str(UUID(int=(9 << 100) + 10 * n + at, version=4)), "person": person,
             "at": clock.now().isoformat(), "mode": "phone", "outcome": "done", "minutes": 10,
             "answers": {"meals": "fine"}, "chores": [], "note": "", "reason": "", "where": None,
             "confirmed": "none", "code": ""}
            for at, person in enumerate(persons.get(visitor.pk, [])[:2])
        ]  # fmt: skip
        body = {"phone": phone, "sent": clock.now().isoformat(), "waiting": 2, "visits": visits}
        found.append(
            (
                f"{cookie.key}={cookie.value}",
                phone.encode(),
                gzip.compress(json.dumps(body).encode()),
            )
        )
    return found


async def minute(phones: list[tuple[str, bytes, bytes]], port: int, span: float) -> dict[str, Any]:
    """Let every phone sync at its moment; return how long each took and what stands on record."""
    for _ in range(600):
        try:
            (await asyncio.open_connection("127.0.0.1", port))[1].close()
            break
        except OSError:
            await asyncio.sleep(0.1)
    luck = random.Random(1)
    await one(phones[0], port, 0.0)  # the process has served before
    began = time.perf_counter()
    jobs = [one(phone, port, luck.random() * span) for phone in phones]
    jobs += [one(phone, port, luck.random() * span) for phone in phones[::10]]
    took = await asyncio.gather(*jobs)
    good = sorted(ms for ms in took if ms is not None)
    from anhuai.services.models import Visit

    count = await asyncio.to_thread(Visit.objects.count)
    return {
        "phones": len(phones), "syncs": len(took), "refused": len(took) - len(good),
        "p50_ms": round(good[len(good) // 2]), "p95_ms": round(good[len(good) * 95 // 100]),
        "longest_ms": round(good[-1]), "minute_s": round(time.perf_counter() - began, 1),
        "visits": count, "duplicates": max(0, count - 2 * len(phones)),
        "load": [round(each, 1) for each in os.getloadavg()],
    }  # fmt: skip


async def one(phone: tuple[str, bytes, bytes], port: int, wait: float) -> float | None:
    """Sync one phone after a while; return milliseconds, None where it was refused."""
    cookie, key, body = phone
    await asyncio.sleep(wait)
    began = time.perf_counter()
    status, head, answer = await asked(
        port, b"GET /services/field/here?phone=" + key + b" HTTP/1.1", cookie, b""
    )
    told = json.loads(answer) if status == 200 else {}
    token = told.get("token")
    if not token:
        return None
    csrf = next(
        (line.split(b":", 1)[1].split(b";")[0].strip().decode() for line in head.split(b"\r\n")
         if line.lower().startswith(b"set-cookie:") and b"csrf" in line.lower()), "",
    )  # fmt: skip
    status, _head, answer = await asked(
        port, b"POST /services/field/sync HTTP/1.1", f"{cookie}; {csrf}", body, token
    )
    good = status == 200 and all("id" in each for each in json.loads(answer)["taken"])
    return (time.perf_counter() - began) * 1000 if good else None


async def asked(
    port: int, line: bytes, cookie: str, body: bytes, token: str = ""
) -> tuple[int, bytes, bytes]:
    """Send one request on its own connection; return status, head and unpacked body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [
        line, f"Host: 127.0.0.1:{port}".encode(), b"Connection: close", b"Accept-Encoding: gzip",
        f"Cookie: {cookie}".encode(),
    ]  # fmt: skip
    if body:
        head += [
            b"Content-Type: application/gzip", f"Content-Length: {len(body)}".encode(),
            f"X-CSRFToken: {token}".encode(), f"Origin: http://127.0.0.1:{port}".encode(),
        ]  # fmt: skip
    writer.write(b"\r\n".join(head) + b"\r\n\r\n" + body)
    raw = await reader.read()
    writer.close()
    head_, _, rest = raw.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head_.lower():
        rest = unchunked(rest)
    if b"content-encoding: gzip" in head_.lower():
        rest = gzip.decompress(rest)
    return int(head_.split()[1]) if head_ else 0, head_, rest


def unchunked(rest: bytes) -> bytes:
    """Return a chunked body whole."""
    whole = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        count = int(size or b"0", 16)
        whole, rest = whole + rest[:count], rest[count + 2 :]
    return whole


if __name__ == "__main__":
    raise SystemExit(main())
