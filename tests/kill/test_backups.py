"""A backup stands up again whole: beside a running site, with its own keys, never half."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import Installation, Template, installed, until

pytestmark = pytest.mark.kill

FOUND = """
from django.db import transaction
from anhuai.platform import audit, clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Organisation
for place in range({begin}, {end}):
    with transaction.atomic():
        Organisation.objects.create(
            kind="department", name=f"单位{{place}}", division="990001", since=clock.today()
        )
        audit.append(SYSTEM, kind=audit.Kind.SESSION, name="signed_in")
    print(place, flush=True)
"""
STOCK = (
    FOUND.format(begin=0, end=60)
    + """
from io import BytesIO
from anhuai.platform import files
from anhuai.platform.models import Account
from random import Random
large = BytesIO(b"%PDF-1.7" + Random(1).randbytes(20_000_000))
files.keep(SYSTEM, large, name="report.pdf", allowed=files.EVIDENCE)
Account.objects.create(username="a", name="甲")
"""
)
HELD = """
from anhuai.platform import audit, files
from anhuai.platform.models import Organisation, StoredFile
print(Organisation.objects.count(), audit.verify().broken_at,
      [len(files.opened(one).read()) for one in StoredFile.objects.all()])
"""
WHOLE = "60 None [20000008]"  # large enough to be met while it is unpacked


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated: Template):
    """An installation in use, and two backups of it: `bare`, and `keyed` with its keys."""
    with installed(tmp_path_factory.mktemp("site"), migrated) as made:
        made.python(STOCK)
        made.run("backup", str(made.folder / "bare"))
        made.run("backup", str(made.folder / "keyed"), "--with-keys")
        yield made


@pytest.fixture
def other(tmp_path: Path):
    """An empty installation on another machine: no tables, keys of its own."""
    with installed(tmp_path) as made:
        yield made


def refused(site: Installation, *arguments: str) -> str:
    with pytest.raises(AssertionError) as said:
        site.run(*arguments)
    assert "Traceback" not in str(said.value)
    return str(said.value)


def test_without_the_keys_nothing_is_restored_until_they_are_there(
    site: Installation, other: Installation
) -> None:
    assert "密钥不是备份时的那一套" in refused(other, "restore", str(site.folder / "bare"))
    shutil.copy(site.folder / "keys.json", other.folder / "keys.json")
    assert "已恢复" in other.run("restore", str(site.folder / "bare"))
    assert other.python(HELD) == WHOLE


def test_one_changed_byte_is_noticed_and_nothing_is_restored(
    site: Installation, other: Installation, tmp_path: Path
) -> None:
    raw = bytearray((site.folder / "keyed").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "changed").write_bytes(raw)
    assert "不完整或被改动过" in refused(other, "restore", str(tmp_path / "changed"))
    (tmp_path / "cut").write_bytes(raw[: len(raw) // 2])
    assert "不完整或被改动过" in refused(other, "restore", str(tmp_path / "cut"))
    assert "已恢复" in other.run("restore", str(site.folder / "keyed"))  # it was still empty
    assert (other.folder / "keys.json").read_text() == (site.folder / "keys.json").read_text()
    for private in (other.folder / "keys.json", site.folder / "keyed"):
        assert private.stat().st_mode & 0o077 == 0, private


def test_nothing_in_place_is_ever_written_over(site: Installation) -> None:
    file = site.folder / "keyed"
    before = file.read_bytes()
    assert "已存在" in refused(site, "backup", str(file))
    assert file.read_bytes() == before
    assert "目标数据库里已有数据" in refused(site, "restore", str(file))


def test_somebody_elses_database_is_not_taken_for_an_empty_one(
    site: Installation, other: Installation
) -> None:
    theirs = "from django.db import connection\nwith connection.cursor() as c:\n"
    other.python(theirs + "    c.execute('create table theirs (word text)')")
    assert "目标数据库里已有数据" in refused(other, "restore", str(site.folder / "keyed"))
    other.python(theirs + "    c.execute('select word from theirs')")
    other.python(theirs + "    c.execute('drop table theirs')")
    other.run("migrate")  # tables of our own and nothing in them are as good as none
    assert "已恢复" in other.run("restore", str(site.folder / "keyed"))


def test_a_backup_taken_while_others_write_is_of_one_instant(
    migrated: Template, other: Installation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with installed(tmp_path_factory.mktemp("busy"), migrated) as busy:
        code = "import django; django.setup()\n" + FOUND.format(begin=0, end=400)
        writing = subprocess.Popen(
            [sys.executable, "-c", code], env=busy.env, stdout=subprocess.PIPE
        )
        assert writing.stdout is not None
        writing.stdout.readline()  # somebody writes
        busy.run("backup", str(busy.folder / "keyed"), "--with-keys")
        writing.communicate(timeout=120)
        other.run("restore", str(busy.folder / "keyed"))  # which verifies the whole trail
    count, broken, _files = other.python(HELD).split(maxsplit=2)
    assert broken == "None"
    assert 1 <= int(count) <= 400


def test_a_restore_killed_halfway_leaves_nothing_and_is_begun_again(
    site: Installation, other: Installation
) -> None:
    restoring = other.start("restore", str(site.folder / "keyed"))
    until(lambda: list(other.folder.glob("tmp*/database")), what="the backup is being unpacked")
    os.killpg(restoring.pid, signal.SIGKILL)
    restoring.wait()
    assert "已恢复" in other.run("restore", str(site.folder / "keyed"))
    assert other.python(HELD) == WHOLE


ALARM = """
import sqlite3
from pathlib import Path
from django.db import connection
from anhuai.response.engine import sql, stores
main = Path(connection.settings_dict["NAME"])
for path, table, put, row in (
    (stores.journal_file(main), sql.JOURNAL, sql.JOURNAL_PUT,
     (1, "k", "sos", 1, 2, 0, "mqtt", "", 3)),
    (stores.readings_file(main), sql.READINGS, "", ()),
):
    own = sqlite3.connect(path)
    own.execute(table)
    put and own.execute(put, row)
    own.commit()
"""
CARRIED = """
import sqlite3
from pathlib import Path
from django.db import connection
from anhuai.response.engine import stores
main = Path(connection.settings_dict["NAME"])
print(sqlite3.connect(stores.journal_file(main)).execute("SELECT key FROM journal").fetchall(),
      stores.readings_file(main).exists())
"""


@pytest.mark.skipif("postgres" in os.environ.get("ANHUAI_DATABASE_URL", ""), reason="one store")
def test_an_alarm_that_waits_beside_the_database_is_backed_up_too(
    tmp_path: Path, migrated: Template
) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    with installed(tmp_path / "from", migrated) as first, installed(tmp_path / "to") as second:
        first.python(STOCK + ALARM)
        first.run("backup", str(tmp_path / "all"), "--with-keys")
        second.run("restore", str(tmp_path / "all"))
        assert second.python(CARRIED) == "[('k',)] True"
