"""The drill of point-in-time recovery, on a PostgreSQL cluster of its own in a scratch folder.

python bench/pitr.py [--county huzhong]

Continuous archiving as docs/running.md sets it up; a demo county; a base backup; work goes on; then
somebody spoils the register; work goes on still. The cluster is stood up again as of the moment
before, and must hold every entry up to then, none after, and an unbroken trail. Run as root (the
servers run as the user postgres) or as a user that may run initdb. The last line is JSON.
"""

import argparse
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[1]
SPOILT = "毁坏"


def tools() -> Path:
    """Return the folder of the server's own programs."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    found = shutil.which("pg_basebackup")
    if not known and not found:
        sys.exit("no PostgreSQL server programs here")
    return known[-1] if known else Path(str(found)).resolve().parent


def as_server(*command: str | Path) -> None:
    """Run a server's program, as the user postgres where we are root."""
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, text=True,
        cwd="/", env={**os.environ, "HOME": "/tmp"}, **user,  # type: ignore[call-overload]
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stdout[-400:]}{done.stderr[-800:]}")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(binaries: Path, folder: Path, port: int) -> None:
    """Start a cluster and wait until it answers."""
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    as_server(
        binaries / "pg_ctl", "-D", folder, "-w", "-t", "300", "-l", folder / "log", "-o", options,
        "start",
    )  # fmt: skip


def stop(binaries: Path, folder: Path) -> None:
    """Stop a cluster if it runs."""
    if (folder / "postmaster.pid").exists():
        as_server(binaries / "pg_ctl", "-D", folder, "-m", "fast", "-w", "stop")


def anhuai(env: dict[str, str], *arguments: str) -> str:
    """Run one of our commands."""
    done = subprocess.run(
        [sys.executable, "-m", "anhuai", *arguments],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"anhuai {' '.join(arguments)}: {done.stdout}{done.stderr[-800:]}")
    return done.stdout.strip()


def state(url: str) -> dict[str, Any]:
    """Return what a cluster holds: entries, people, how many are spoilt."""
    with psycopg.connect(url) as at:
        row = at.execute(
            "SELECT (SELECT sequence FROM platform_audithead),"
            " (SELECT count(*) FROM people_person),"
            " (SELECT count(*) FROM people_person WHERE name = %s)",
            [SPOILT],
        ).fetchone()
    assert row is not None
    return dict(zip(("entries", "people", "spoilt"), row, strict=True))


def work(env: dict[str, str], count: int) -> None:
    """Let the site write."""
    code = (
        "import django; django.setup()\n"
        "from anhuai.platform import audit\n"
        "from anhuai.platform.acting import SYSTEM\n"
        f"for n in range({count}): audit.append(SYSTEM, kind=audit.Kind.ACTION, name='drill')\n"
    )
    subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True)


def archived(url: str) -> None:
    """Wait until the log written so far is in the archive."""
    with psycopg.connect(url, autocommit=True) as at:
        segment = at.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            last = at.execute("SELECT last_archived_wal FROM pg_stat_archiver").fetchone()
            if segment and last and last[0] and last[0] >= segment[0]:
                return
            time.sleep(0.05)
    sys.exit("the archive does not keep up")


def main() -> int:
    """Hold the drill."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--county", default="huzhong")
    given = asked.parse_args()
    binaries = tools()
    with tempfile.TemporaryDirectory(prefix="anhuai-pitr-") as scratch:
        top = Path(scratch)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(top, owner.pw_uid, owner.pw_gid)
        found = drill(binaries, top, given.county)
    print(json.dumps(found, ensure_ascii=False))
    return 0 if found["whole"] else 1


def prepare(binaries: Path, folder: Path, archive: Path, port: int) -> None:
    """Make a cluster that archives its log, as docs/running.md sets one up, with a database."""
    as_server("mkdir", archive)
    as_server(binaries / "initdb", "-D", folder, "-A", "trust", "-E", "UTF8", "-U", "postgres")
    appended(folder / "postgresql.conf", "archive_mode = on", "archive_timeout = 60",
             f"archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'")  # fmt: skip
    start(binaries, folder, port)
    with psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", autocommit=True) as at:
        at.execute("CREATE DATABASE anhuai")


def appended(path: Path, *lines: str) -> None:
    """Add lines to one of the server's files, as its user."""
    text = "\n".join(lines)
    as_server("sh", "-c", f"cat >> {path} <<'END'\n{text}\nEND")


def spoil(url: str) -> str:
    """Note the moment, then spoil every name; return the moment."""
    with psycopg.connect(url, autocommit=True) as at:
        moment = at.execute("SELECT clock_timestamp()").fetchone()
        at.execute("SELECT pg_sleep(1)")
        at.execute("UPDATE people_person SET name = %s", [SPOILT])
    return str(moment[0].isoformat()) if moment else ""


def stand_up(binaries: Path, top: Path, port: int, moment: str) -> None:
    """Stand the base backup up as of a moment and wait until it takes writes."""
    again = top / "again"
    as_server("cp", "-a", top / "base", again)
    appended(again / "postgresql.auto.conf", f"restore_command = 'cp {top / 'wal'}/%f %p'",
             f"recovery_target_time = '{moment}'", "recovery_target_action = promote")  # fmt: skip
    as_server("touch", again / "recovery.signal")
    start(binaries, again, port)
    with psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/anhuai", autocommit=True) as at:
        while at.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
            time.sleep(0.05)


def drill(binaries: Path, top: Path, county: str) -> dict[str, Any]:
    """Hold it once; return the figures."""
    port, second = free_port(), free_port()
    url, there = (f"postgres://postgres@127.0.0.1:{p}/anhuai" for p in (port, second))
    home = tempfile.mkdtemp(prefix="anhuai-pitr-home-")
    env = {**os.environ, "ANHUAI_DATA": home, "ANHUAI_DEMO": "1", "ANHUAI_DATABASE_URL": url,
           "DJANGO_SETTINGS_MODULE": "anhuai.site.settings"}  # fmt: skip
    try:
        prepare(binaries, top / "main", top / "wal", port)
        anhuai(env, "demo", "--county", county)
        began = time.monotonic()
        as_server(binaries / "pg_basebackup", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres",
                  "-D", top / "base", "-c", "fast", "-X", "none")  # fmt: skip
        backup_s = time.monotonic() - began
        work(env, 300)
        before = state(url)
        moment = spoil(url)
        work(env, 50)
        after = state(url)
        archived(url)
        stop(binaries, top / "main")
        began = time.monotonic()
        stand_up(binaries, top, second, moment)
        restore_s = time.monotonic() - began
        says = anhuai({**env, "ANHUAI_DATABASE_URL": there}, "audit", "verify")
        verified_s = time.monotonic() - began
        restored = state(there)
        whole = restored == before and after["spoilt"] > 0 and "记录完整" in says
        return {
            "county": county, "people": before["people"], "entries": before["entries"],
            "basebackup_s": round(backup_s, 1), "restore_s": round(restore_s, 1),
            "verified_s": round(verified_s, 1), "lost": before["entries"] - restored["entries"],
            "spoilt_left": restored["spoilt"], "whole": whole,
        }  # fmt: skip
    finally:
        for name in ("main", "again"):
            stop(binaries, top / name)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
