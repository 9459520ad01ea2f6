"""A changed trail is found: any column of any entry here, the whole rewritten by its anchor."""

import json
from pathlib import Path

import pytest
from django.db import connection

from anhuai.platform import anchors, audit
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.nightly import nightly_audit_proof
from anhuai.platform.models import AuditEntry, AuditHead
from anhuai.site.cli import main

CHANGED = {
    "at": "2020-01-01 00:00:00+00", "account": 7, "actor": "乙", "address": "10.0.0.2",
    "kind": "session", "name": "other", "subject": "household", "ids": "[8]",
    "detail": '{"on": "2026-01-02"}', "reason": "别的", "previous": "0" * 64, "digest": "1" * 64,
    "sequence": 99,
}  # fmt: skip


def grow(count: int) -> None:
    for n in range(count):
        audit.append(
            SYSTEM, kind=audit.Kind.ACTION, name="t", subject="person", ids=[n],
            detail={"on": "2026-01-01"}, reason="因为",
        )  # fmt: skip


def unlocked() -> None:
    """Take away what refuses changes, as the database's owner could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE platform_auditentry DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger'"
                       " AND tbl_name='platform_auditentry'")  # fmt: skip
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def test_every_column_of_an_entry_is_in_the_chain() -> None:
    assert set(CHANGED) == {field.column for field in AuditEntry._meta.concrete_fields}


@pytest.mark.django_db
@pytest.mark.parametrize("column", sorted(CHANGED))
def test_a_change_to_any_column_is_found_and_located(column: str) -> None:
    grow(5)
    third = AuditEntry.objects.order_by("sequence")[2].sequence
    unlocked()
    cast = "::jsonb" if connection.vendor == "postgresql" and column in ("ids", "detail") else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE platform_auditentry SET {column} = %s{cast} WHERE sequence = %s",
            [CHANGED[column], third],
        )
    assert audit.verify().broken_at == third


@pytest.mark.django_db
def test_the_head_goes_off_the_machine_and_a_rewritten_trail_no_longer_fits(
    settings, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr("django.setup", lambda: None)
    settings.ANHUAI_ANCHORS = str(tmp_path / "away" / "anchors.jsonl")
    grow(3)
    nightly_audit_proof.call("2026-11-22")
    grow(2)
    nightly_audit_proof.call("2026-11-23")
    kept = Path(settings.ANHUAI_ANCHORS)
    lines = kept.read_text().splitlines()
    assert len(lines) == 2
    assert main(["audit", "verify", "--against", str(kept)]) == 0
    assert "2 个锚点全部相符" in capsys.readouterr().out
    assert main(["audit", "anchor"]) == 0
    assert anchors.check([capsys.readouterr().out]).broken_at is None
    forged = {**json.loads(lines[0]), "sequence": 1}
    assert "密钥" in anchors.check([json.dumps(forged)]).says
    assert "读不懂" in anchors.check(["nonsense"]).says
    unlocked()
    previous = audit.GENESIS
    for entry in AuditEntry.objects.order_by("sequence"):
        entry.reason, entry.previous = "改写", previous
        previous = entry.digest = audit.digest_of(entry)
        AuditEntry.objects.filter(pk=entry.pk).update(
            reason=entry.reason, previous=entry.previous, digest=entry.digest
        )
    AuditHead.objects.update(digest=previous)
    assert audit.verify().broken_at is None, "chained anew, the trail alone cannot tell"
    first = json.loads(lines[0])["sequence"]
    assert anchors.check(lines).broken_at == first
    assert main(["audit", "verify", "--against", str(kept)]) == 1


@pytest.mark.django_db
def test_without_a_place_no_anchor_is_written(settings) -> None:
    settings.ANHUAI_ANCHORS = ""
    assert anchors.write() is None
