"""Files people upload and jobs leave: bytes under their digest, never executed."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, settled
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.models import StoredFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = "image/png"
JPEG = "image/jpeg"
VOICES = frozenset({"audio/ogg", "audio/webm", "audio/mp4"})
SHEETS = frozenset({XLSX, CSV})
EVIDENCE = frozenset({PDF, PNG, JPEG, XLSX})
_CHUNK = 1 << 16


class BadFile(Unfit):
    """A file that cannot be taken; codes: too_large, empty, kind, macro."""


_HEADS = (
    (0, b"%PDF-", PDF), (0, b"\x89PNG\r\n\x1a\n", PNG), (0, b"\xff\xd8\xff", JPEG),
    (0, b"OggS", "audio/ogg"), (0, b"\x1a\x45\xdf\xa3", "audio/webm"), (4, b"ftyp", "audio/mp4"),
    (0, b"PK\x03\x04", XLSX),
)  # fmt: skip


def sniff(head: bytes, name: str) -> str:
    """Return the media type that the first bytes show, whatever the name claims; "" if unknown."""
    for at, begins, media_type in _HEADS:
        if head[at:].startswith(begins):
            return media_type
    if b"\0" not in head and name.lower().endswith((".csv", ".txt")):
        return CSV
    return ""


def keep(
    actor: Actor, stream: IO[bytes], *, name: str, allowed: frozenset[str], lasting: bool = False
) -> StoredFile:
    """Store an upload; raises `BadFile` when it is empty, too large or not of an allowed kind."""
    scratch = settings.MEDIA_ROOT / "incoming"
    scratch.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    part = scratch / f"{actor.account or 0}-{clock.now().timestamp():.6f}"
    try:
        with part.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                head = head or chunk[:4096]
                size += len(chunk)
                _check_size(size)
                digest.update(chunk)
                out.write(chunk)
        media_type = _checked_type(head, name, allowed)
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    now = clock.now()
    return StoredFile.objects.create(
        name=Path(name).name[-160:],
        media_type=media_type,
        size=size,
        digest=digest.hexdigest(),
        account_id=actor.account,
        created_at=now,
        expires_at=None if lasting else now + timedelta(days=settled.now_is(settled.KEPT_FILES)),
    )


def _check_size(size: int) -> None:
    limit = settings.ANHUAI_UPLOAD_LIMIT
    if size > limit:
        raise BadFile(
            "too_large",
            f"文件超过 {limit >> 20} MB，请拆成几个文件分别上传。",
            f"The file is larger than {limit >> 20} MB: split it and upload the parts.",
        )


def _checked_type(head: bytes, name: str, allowed: frozenset[str]) -> str:
    if not head:
        raise BadFile("empty", "文件是空的，请重新选择。", "The file is empty: choose another.")
    if name.lower().endswith((".xlsm", ".xls", ".xlsb")):
        raise BadFile(
            "macro",
            "不接收旧版或带宏的表格，请在 Excel 中另存为“.xlsx”后再上传。",
            "Old or macro workbooks are not taken: save the file as .xlsx and upload it again.",
        )
    media_type = sniff(head, name)
    if media_type not in allowed:
        raise BadFile(
            "kind",
            "文件类型不对，请按页面说明的类型上传。",
            "This kind of file is not taken here: see the page for what is.",
        )
    return media_type


def path_of(digest: str) -> Path:
    """Return where the bytes of a digest lie."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def opened(file: StoredFile) -> BinaryIO:
    """Open a stored file for reading."""
    return path_of(file.digest).open("rb")


def own(actor: Actor, key: int) -> StoredFile:
    """Return a file of the actor's own; raises `NotHere` for anybody else's or an expired one."""
    file = StoredFile.objects.filter(pk=key, account_id=actor.account or 0).first()
    if file is None or (file.expires_at and file.expires_at <= clock.now()):
        raise NotHere("file", key)
    return file


def download(file: StoredFile) -> FileResponse:
    """Return a download that a browser saves and never runs."""
    response = FileResponse(
        opened(file), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def saved(body: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file that the browser saves and never runs."""
    answer = HttpResponse(body, content_type={"xlsx": XLSX, "pdf": PDF, "docx": DOCX}[kind])
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003 - Django's own
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
