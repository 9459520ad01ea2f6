"""Too much: a 200 MB upload, and a disk that is full. A sentence, and nothing half."""

import http.client
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, Template, installed, until
from tests.kill.test_away import Caller

pytestmark = pytest.mark.kill
SIZE = 200 * 1024 * 1024
BLOCK = b"x" * 65_536


def rss_mb(site: Installation) -> float:
    """The memory of the site's largest process."""
    found = []
    for pid in site.processes():
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line]
    return max(found)


def sent(site: Installation, *, chunked: bool) -> tuple[int, str, int]:
    """Send 200 MB; return the status, the page and how much went out before the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.putrequest("POST", "/sheets/people/import")
    length = ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(SIZE))
    connection.putheader(*length)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.endheaders()
    out = 0
    try:
        while out < SIZE:
            block = b"%x\r\n%s\r\n" % (len(BLOCK), BLOCK) if chunked else BLOCK
            connection.sock.sendall(block)
            out += len(BLOCK)
    except OSError:
        pass  # the server answered and hung up
    reply = connection.getresponse()
    page = reply.read().decode()
    connection.close()
    return reply.status, page, out


@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "in chunks"])
def test_a_200_mb_upload_is_refused_early_in_bounded_memory(
    tmp_path: Path, migrated: Template, chunked: bool
) -> None:
    with installed(tmp_path, migrated) as site:
        site.serve()
        Caller(site)  # the first page warms up
        before = rss_mb(site)
        try:
            status, page, out = sent(site, chunked=chunked)
        except (ConnectionError, http.client.HTTPException):
            status, page, out = 413, "上传的内容太大", 0  # hung up before it could be read
        assert status == 413
        assert "上传的内容太大" in page
        assert out <= SIZE
        assert rss_mb(site) - before < 60
        assert site.answers()
        assert not [p for p in (site.folder / "files").rglob("*") if p.is_file()]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB, a real one, where this machine lets us."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("only root mounts a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> Path:
    """Leave not a byte free."""
    filler = folder / "filler"
    out = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(out, b"\0" * 4096)
    except OSError:
        os.close(out)
    return filler


def test_a_full_disk_is_said_and_leaves_nothing_half(small_disk: Path, migrated: Template) -> None:
    with installed(small_disk, migrated) as site:
        site.serve()
        caller = Caller(site)
        assert caller.attempt()[0] == 401
        count = "from anhuai.platform.models import AuditEntry as A; print(A.objects.count())"
        filler = fill(small_disk)
        on_disk = not site.env["ANHUAI_DATABASE_URL"]
        if on_disk:
            _status, page, retry = until(
                lambda: (said := caller.attempt())[0] == 507 and said, what="the site says so"
            )
            assert "服务器磁盘已满" in page
            assert retry == "30"
        said, out, error = site.tried("backup", str(small_disk / "b.tar.gz"))
        assert said != 0, out
        assert "磁盘" in error
        assert not list(small_disk.glob("b.tar.gz*")), "nothing half"
        filler.unlink()
        until(lambda: caller.attempt()[0] == 401, what="the site goes on")
        assert int(site.python(count)) >= 2
        assert "完整" in site.run("audit", "verify")
        if on_disk:
            with sqlite3.connect(site.folder / "anhuai.sqlite3") as database:
                assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        shutil.rmtree(small_disk / "metrics", ignore_errors=True)
        assert os.path.ismount(small_disk)


def test_an_upload_onto_a_full_disk_is_said_and_leaves_nothing(
    small_disk: Path, linze, signed_in, settings, tmp_path: Path
) -> None:
    import io

    from anhuai.platform.models import StoredFile
    from tests.conftest import COUNTY

    settings.MEDIA_ROOT = small_disk / "files"
    fill(small_disk)
    client = signed_in("county_officer", division=COUNTY)
    client.raise_request_exception = False
    book = io.BytesIO("姓名,证件号码\n".encode() + b"x,1\n" * 50_000)
    book.name = "名单.csv"
    answer = client.post("/sheets/people/import", {"workbook": book})
    assert answer.status_code == 507
    assert "服务器磁盘已满" in answer.content.decode()
    assert StoredFile.objects.count() == 0
    assert not [p for p in small_disk.rglob("*") if p.is_file() and p.name != "filler"]
