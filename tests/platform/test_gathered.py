"""What a page reads is chained together when it ends, however it ends; the rest does not wait."""

import pytest
from tests.conftest import questions

from anhuai.platform import audit, once
from anhuai.platform.acting import SYSTEM
from anhuai.platform.audit import Kind
from anhuai.platform.models import AuditEntry


def noted(name: str, kind: Kind = Kind.READING) -> None:
    audit.append(SYSTEM, kind=kind, name=name, subject="person", ids=[1])


def names() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("name", flat=True))


@pytest.fixture
def before(db: None) -> int:
    return len(names())


def test_readings_wait_for_the_end_and_stand_in_their_order(before: int) -> None:
    with questions() as asked, audit.gathered():
        noted("one")
        noted("two")
        noted("three")
    assert names()[before:] == ["one", "two", "three"]
    assert len([sql for sql in asked if "update platform_audithead" in sql]) == 1
    assert audit.verify().broken_at is None


def test_a_page_that_fails_has_still_been_read(before: int) -> None:
    with pytest.raises(LookupError), audit.gathered():
        noted("one")
        raise LookupError
    assert names()[before:] == ["one"]


@pytest.mark.parametrize("kind", [Kind.ACTION, Kind.REFUSAL, Kind.SESSION])
def test_writes_and_refusals_do_not_wait(before: int, kind: Kind) -> None:
    with audit.gathered():
        noted("read")
        noted("done", kind)
        assert names()[before:] == ["done"]
    assert names()[before:] == ["done", "read"]
    assert audit.verify().broken_at is None


def test_a_changed_byte_among_gathered_entries_is_found(before: int) -> None:
    with audit.gathered():
        for name in ("one", "two", "three"):
            noted(name)
    second = AuditEntry.objects.get(name="two")
    second.actor = "他人"
    assert audit.digest_of(second) != second.digest


def test_what_is_kept_is_asked_once_and_forgotten_with_the_page() -> None:
    asked: list[int] = []

    def find() -> int:
        asked.append(1)
        return len(asked)

    with once.kept():
        assert [once.asked("a", find), once.asked("a", find)] == [1, 1]
        assert once.asked("b", find) == 2
    assert once.asked("a", find) == 3
    assert len(asked) == 3
