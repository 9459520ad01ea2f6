"""A thousand live streams on one web process: memory, and how soon all hear of a change.

python bench/streams.py [--streams 1000] [--quick]
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
ACCOUNT = """
from datetime import date
from anhuai.platform import clock
from anhuai.platform.models import Account, Job, RoleHolding, Session
from anhuai.platform.sessions import SessionStore
from datetime import timedelta
a = Account.objects.create(username="s", name="s", password="!")
now = clock.now()
Session.objects.create(session_key="s" * 32, session_data="", expire_date=now + timedelta(hours=1),
    account=a, handle="s", since=now, seen_at=now)
j = Job.objects.create(key="00000000-0000-0000-0000-000000000001", task="x.y", account=a.pk,
    due_at=now + timedelta(days=1), enqueued_at=now, status="READY",
    arguments={"args": [], "kwargs": {}})
print(j.pk)
"""
CHANGE = "from anhuai.platform.models import Job; Job.objects.update(progress=1, total=2)"


def inside(env: dict[str, str], code: str) -> str:
    begin = "import django; django.setup()\n"
    return subprocess.run(
        [sys.executable, "-c", begin + code], env=env, cwd=ROOT, capture_output=True, text=True,
        check=True,
    ).stdout.strip()  # fmt: skip


def memory_mb(group: int) -> float:
    """The resident memory of the largest process of a group."""
    found = [0.0]
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(path.name)) == group:
                lines = (path / "status").read_text().splitlines()
                found += [int(x.split()[1]) / 1024 for x in lines if x.startswith("VmRSS")]
        except (ProcessLookupError, FileNotFoundError):
            continue
    return max(found)


async def listen(port: int, topic: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET /live/?topic={topic} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: sessionid={'s' * 32}\r\n\r\n".encode()
    )
    await reader.readuntil(b"data: ")
    return reader, writer


async def measure(port: int, job: str, many: int, env: dict[str, str], group: int) -> dict:
    topic = f"job:{job}"
    first = await listen(port, topic)
    before = memory_mb(group)
    began = time.perf_counter()
    opened = [first]
    for start in range(1, many, 50):
        batch = [listen(port, topic) for _ in range(min(50, many - start))]
        opened += await asyncio.gather(*batch)
    seconds = time.perf_counter() - began
    after = memory_mb(group)
    await asyncio.to_thread(inside, env, CHANGE)
    changed = time.perf_counter()
    await asyncio.gather(*(reader.readuntil(b"data: ") for reader, _writer in opened))
    told = time.perf_counter() - changed
    for _reader, writer in opened:
        writer.close()
    return {
        "streams": len(opened), "open_s": round(seconds, 2), "process_mb": round(after, 1),
        "streams_mb": round(after - before, 1), "all_told_s": round(told, 2),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = {
            **os.environ, "ANHUAI_DATA": folder, "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "anhuai.site.settings",
        }  # fmt: skip
        run = [sys.executable, "-m", "anhuai"]
        subprocess.run([*run, "migrate"], env=env, cwd=ROOT, check=True)
        job = inside(env, ACCOUNT)
        site = subprocess.Popen([*run, "serve", "--web-only", "--port", str(port)], env=env,
                                cwd=ROOT, stdout=subprocess.DEVNULL)  # fmt: skip
        try:
            group = 0
            while not group:
                try:
                    with urlopen(f"http://127.0.0.1:{port}/healthz") as reply:
                        group = int(reply.headers["X-Process"])
                except (URLError, OSError):
                    time.sleep(0.05)
            with urlopen(f"http://127.0.0.1:{port}/sign-in") as reply:
                reply.read()  # the first page loads what pages need
            found = asyncio.run(measure(port, job, given.streams, env, group))
        finally:
            site.terminate()
            site.wait(40)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
