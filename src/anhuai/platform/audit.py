"""The append-only, hash-chained trail of writes, reads of personal data and refusals."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import connection, transaction
from django.utils.functional import Promise

from anhuai.platform import clock
from anhuai.platform.compiled import Compiled
from anhuai.platform.models import AuditEntry, AuditHead

if TYPE_CHECKING:
    from anhuai.platform.acting import Actor

GENESIS = "0" * 64


class Kind(StrEnum):
    """What an entry records."""

    ACTION = "action"
    READING = "reading"
    REFUSAL = "refusal"
    SESSION = "session"


_TITLES: dict[str, str | Promise] = {}
_SUBJECTS: dict[str, str] = {}


def named(name: str, title: str | Promise, *, subject: str = "") -> str:
    """Declare what the trail's page calls the entries of a name, and what they are about."""
    _TITLES[name] = title
    if subject:
        _SUBJECTS[name] = subject
    return name


def subjects() -> Mapping[str, str]:
    """Return the kind of record that the entries of an action's name are about."""
    return _SUBJECTS


def titles() -> Mapping[str, str | Promise]:
    """Return what each name of an entry is called, in the language of the page."""
    return _TITLES


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: how many entries hold, and the first that does not."""

    checked: int
    broken_at: int | None
    says: str


_HEAD = "select sequence, digest from platform_audithead where id = 1"
_COLUMNS = AuditEntry._meta.concrete_fields
_INSERT = "insert into {table} ({columns}) values ({places})".format(  # noqa: S608 - names are ours
    table=AuditEntry._meta.db_table,
    columns=", ".join(str(column.column) for column in _COLUMNS),
    places=", ".join(["%s"] * len(_COLUMNS)),
)
_ADVANCE = "update platform_audithead set sequence = %s, digest = %s where id = 1"
_CHANGE = "update platform_audithead set sequence = %s, digest = %s, changed = %s where id = 1"


_GATHERED: ContextVar[list[AuditEntry] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write what is read within as one link of several entries when it ends, however it ends.

    A page asks a dozen queries and each leaves its entry; written together they cost one commit,
    before the page leaves (docs/adr/0003). Writes and refusals do not wait.
    """
    waiting: list[AuditEntry] = []
    token = _GATHERED.set(waiting)
    try:
        yield
    finally:
        _GATHERED.reset(token)
        if waiting:
            _chain(waiting)


def append(
    actor: "Actor",
    *,
    kind: Kind,
    name: str,
    subject: str = "",
    ids: Sequence[int] = (),
    detail: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Add one entry behind the last; the chain's head is locked until the transaction ends."""
    entry = AuditEntry(
        at=clock.now(),
        account=actor.account,
        actor=actor.name,
        address=actor.address,
        kind=kind.value,
        name=name,
        subject=subject,
        ids=list(ids),
        detail=dict(detail or {}),
        reason=reason,
    )
    waiting = _GATHERED.get()
    if waiting is not None and kind is Kind.READING:
        waiting.append(entry)
    else:
        _chain([entry])


def _chain(entries: Sequence[AuditEntry]) -> None:
    """Number, seal and write entries behind the last, in their order."""
    with transaction.atomic():
        last, digest = _head()
        for entry in entries:
            last += 1
            entry.sequence, entry.previous = last, digest
            entry.digest = digest = digest_of(entry)
        _write(entries)


def _write(entries: Sequence[AuditEntry]) -> None:
    # Written without the ORM: every page that shows somebody adds an entry (docs/adr/0026).
    values: list[list[Any]] = [
        [column.get_db_prep_save(getattr(entry, column.attname), connection) for column in _COLUMNS]
        for entry in entries
    ]
    last = entries[-1]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, values)
        if last.kind == Kind.ACTION.value:
            cursor.execute(_CHANGE, [last.sequence, last.digest, last.digest])
        else:
            cursor.execute(_ADVANCE, [last.sequence, last.digest])


def _head() -> tuple[int, str]:
    """Return the last entry's number and digest, locked: on SQLite the whole database is by now."""
    with connection.cursor() as cursor:
        locked = connection.features.has_select_for_update
        cursor.execute(f"{_HEAD} for update" if locked else _HEAD)
        sequence, digest = cursor.fetchone()
    return sequence, digest


def digest_of(entry: AuditEntry) -> str:
    """Return the SM3 digest (hex) of an entry's content and its predecessor's digest."""
    content = json.dumps(
        [
            entry.sequence,
            _instant(entry.at),
            entry.account,
            entry.actor,
            entry.address,
            entry.kind,
            entry.name,
            entry.subject,
            entry.ids,
            entry.detail,
            entry.reason,
            entry.previous,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    hashed = Hash(SM3())  # GB/T 32905 SM3
    hashed.update(content.encode())
    return hashed.finalize().hex()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def verify() -> Verdict:
    """Walk the whole chain and prove that no entry was changed, removed or inserted."""
    head = AuditHead.objects.get(pk=1)
    entries: Iterable[AuditEntry] = AuditEntry.objects.order_by("sequence").iterator(2000)
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.sequence != expected:
            return Verdict(expected - 1, expected, f"缺少第 {expected} 条记录")
        if entry.previous != previous or entry.digest != digest_of(entry):
            return Verdict(expected - 1, expected, f"第 {expected} 条记录被改动")
        previous, expected = entry.digest, expected + 1
    if (head.sequence, head.digest) != (expected - 1, previous):
        return Verdict(expected - 1, expected, f"末尾记录缺失：应有 {head.sequence} 条")
    return Verdict(expected - 1, None, f"{expected - 1} 条记录完整")


_CHANGED = Compiled(lambda: AuditHead.objects.values_list("changed", flat=True))


def last_change() -> str:
    """Return the digest of the last write on the trail, "" before the first: a data version."""
    return _CHANGED()[0]
