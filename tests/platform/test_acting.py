"""Permits, scope, actions, readings and the trail they leave."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import COUNTY, OTHER_TOWN, TOWN

from anhuai.platform import audit
from anhuai.platform.acting import (
    SYSTEM,
    Actor,
    Holding,
    Refused,
    Scope,
    action,
    reading,
)
from anhuai.platform.models import AuditEntry, AuditHead, Parameter
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES, HeldAt


@action(permit=Permit.PLACES_MANAGE, logs=("key",), subject="parameter")
def keep(actor: Actor, *, key: str, secret: str) -> Parameter:
    return Parameter.objects.create(key=key, value=secret)


@action(permit=Permit.PLACES_MANAGE)
def keep_and_fail(actor: Actor, *, key: str) -> None:
    Parameter.objects.create(key=key, value=1)
    raise ValueError


@reading(permit=Permit.PEOPLE_READ, subject="person", ids=lambda found: found)
def look(actor: Actor) -> list[int]:
    return [7, 8]


def test_an_action_without_the_permit_is_refused_and_changes_nothing(db: None) -> None:
    clerk = Actor("甲", holdings=(Holding("leader", division=COUNTY),))
    with pytest.raises(Refused):
        keep(clerk, key="k", secret="s")
    assert not Parameter.objects.exists()
    assert not AuditEntry.objects.exists()


def test_an_action_leaves_one_entry_with_ids_and_named_arguments_only(db: None) -> None:
    keep(SYSTEM, key="k", secret="身份证")
    entry = AuditEntry.objects.get()
    assert entry.name.endswith("test_acting.keep")
    assert entry.detail == {"key": "k"}
    assert "身份证" not in str(entry.__dict__)


def test_an_action_that_fails_leaves_neither_record_nor_entry(db: None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        keep_and_fail(SYSTEM, key="k")
    assert not Parameter.objects.exists()
    assert AuditHead.objects.get().sequence == 0


def test_a_reading_is_audited_with_the_ids_shown(db: None) -> None:
    assert look(SYSTEM) == [7, 8]
    assert AuditEntry.objects.get().ids == [7, 8]


@pytest.mark.parametrize("change", ["detail", "actor", "digest", "at"])
def test_any_change_to_an_entry_is_found(db: None, change: str) -> None:
    for key in "abc":
        keep(SYSTEM, key=key, secret="s")
    assert audit.verify().broken_at is None
    with triggers_off():
        values = {
            "detail": {"key": "z"},
            "actor": "别人",
            "digest": "0" * 64,
            "at": AuditEntry.objects.get(pk=1).at,
        }
        AuditEntry.objects.filter(pk=2).update(**{change: values[change]})
    assert audit.verify().broken_at == 2


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_missing_entry_is_found_even_the_last(db: None, gone: int) -> None:
    for key in "abc":
        keep(SYSTEM, key=key, secret="s")
    with triggers_off():
        AuditEntry.objects.filter(pk=gone).delete()
    assert audit.verify().broken_at == gone


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_trail(db: None, attempt: str) -> None:
    keep(SYSTEM, key="k", secret="s")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entries = AuditEntry.objects.all()
        entries.update(actor="别人") if attempt == "update" else entries.delete()
    assert audit.verify().broken_at is None


class triggers_off:  # noqa: N801
    """Switch the append-only triggers off, as an intruder with the database's password would."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("alter table platform_auditentry disable trigger user")
            else:
                cursor.execute("drop trigger audit_never_changed")
                cursor.execute("drop trigger audit_never_removed")

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("alter table platform_auditentry enable trigger user")


codes = st.from_regex(r"[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?", fullmatch=True)


@given(codes, codes)
def test_a_scope_covers_exactly_the_codes_that_begin_with_its_root(root: str, code: str) -> None:
    assert Scope(divisions=(root,)).covers(code) == code.startswith(root)


def test_scope_comes_only_from_roles_that_hold_the_permit() -> None:
    actor = Actor(
        "甲",
        holdings=(
            Holding("town_clerk", division=TOWN),
            Holding("leader", division=COUNTY),
            Holding("institution_manager", organisation=3),
        ),
    )
    assert actor.scope(Permit.PEOPLE_MANAGE).divisions == (TOWN,)
    assert actor.scope(Permit.PEOPLE_READ).divisions == (COUNTY, TOWN)
    assert actor.scope(Permit.WORKFORCE_MANAGE).organisations == {3}
    assert not actor.scope(Permit.PEOPLE_MANAGE).covers(OTHER_TOWN)


def test_every_role_is_documented_and_every_permit_is_held_by_some_role() -> None:
    assert len(ROLES) == 17
    for role in ROLES.values():
        assert role.title
        assert role.title_en
        assert role.says.endswith("。")
        assert Permit.SELF in role.permits
        assert role.held_at in HeldAt
    assert set(Permit) == {p for role in ROLES.values() for p in role.permits}


def test_the_three_administrators_share_nothing_that_changes_or_watches() -> None:
    """等保: who runs the system, who hands out rights and who reads the trail are three people."""
    system, security, trail = (
        ROLES[role].permits
        for role in ("system_administrator", "security_administrator", "auditor")
    )
    assert not {p for p in system | security | trail if p.startswith("people.")} & (
        system | security
    )
    assert Permit.AUDIT_READ not in system | security
    assert not {p for p in system & security if not p.endswith((".read", "self"))}
    assert not {p for p in trail if not p.endswith((".read", "self"))}
    assert Permit.ACCOUNTS_MANAGE not in system
    assert Permit.JOBS_MANAGE not in security


def test_the_auditor_and_the_leader_can_change_nothing() -> None:
    for role in ("auditor", "leader"):
        changing = {p for p in ROLES[role].permits if not p.endswith((".read", "export", "self"))}
        assert not changing
