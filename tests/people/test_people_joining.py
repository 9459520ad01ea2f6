"""Two files become one, one becomes two, and either is undone exactly."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import BinaryField
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anhuai.civil import actions as civil
from anhuai.people import actions, queries
from anhuai.people.actions import Impossible
from anhuai.people.models import (
    Circumstance,
    Consent,
    Contact,
    FileChange,
    Household,
    Kinship,
    Membership,
    Pair,
    Person,
)
from anhuai.people.queries import joining
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.kin import Relation
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.models import AuditEntry, Parameter
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import unseal
from tests.people import small
from tests.people.conftest import Family

PASSING = {"version", "updated_at"}
ASIDE = {"AuditEntry", "AuditHead", "FileChange", "Submission", "Session", "Parameter"}


@pytest.fixture
def second(small_county: None) -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


def world() -> dict[str, dict[str, Any]]:
    """Every row of every room, sealed columns opened."""
    found: dict[str, dict[str, Any]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("anhuai.") or model.__name__ in ASIDE:
            continue
        for row in model._base_manager.all():
            values = {}
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                sealed = isinstance(field, BinaryField)
                if field.attname not in PASSING:
                    values[field.attname] = unseal(value) if sealed else value
            found[f"{model._meta.label}:{row.pk}"] = values
    return found


def merged(officer: Actor, second: Actor, kept: int, gone: int, **choices: str) -> FileChange:
    made = actions.propose_merge(officer, kept=kept, gone=gone, choices=choices, reason="两次建档")
    return actions.confirm_change(second, change=made.pk)


def consistent() -> None:
    assert list(queries.consistency(SYSTEM, on=clock.today())) == []


def test_everything_of_the_other_file_comes_over(
    officer: Actor, second: Actor, family: Family
) -> None:
    gone = small.register(
        officer, "李秀瑛", date(1950, 2, 3), "2", village=small.NEXT_VILLAGE, phone="13900000000"
    )
    actions.set_circumstance(officer, persons=[gone], held=Held("living_alone", date(2024, 1, 1)))
    actions.set_contact(officer, person=gone, name="王强", phone="13900000001")
    civil.enrol_volunteer(officer, person=gone, on=date(2024, 1, 1))
    kept = family.grandmother
    number = unseal(Person.objects.get(pk=kept).identity_sealed)
    merged(officer, second, kept, gone, home="kept", identity="kept", name="kept")
    one = Person.objects.get(pk=kept)
    assert not Person.objects.filter(pk=gone).exists()
    assert (one.name, unseal(one.identity_sealed)) == ("李秀英", number)
    assert unseal(one.phone_sealed) == "13900000000"
    assert one.household_id == family.household
    assert Circumstance.objects.filter(person=kept, retracted_at=None).count() == 1
    assert Contact.objects.filter(person=kept).count() == 1
    assert queries.person_in_scope(officer, kept)
    consistent()


def test_the_chosen_facts_and_home_hold(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1951, 2, 3), "2", village=small.NEXT_VILLAGE)
    home, number = small.home_of(gone), unseal(Person.objects.get(pk=gone).identity_sealed)
    choices = {"name": "gone", "born": "gone", "identity": "gone", "home": "gone"}
    merged(officer, second, family.grandmother, gone, **choices)
    one = Person.objects.get(pk=family.grandmother)
    assert (one.name, one.born, one.household_id) == ("李秀瑛", date(1951, 2, 3), home)
    assert one.division == small.NEXT_VILLAGE
    assert unseal(one.identity_sealed) == number
    consistent()


def test_the_head_of_a_household_leaves_it_to_another(
    officer: Actor, second: Actor, family: Family
) -> None:
    kept = small.register(officer, "王建国", date(1948, 5, 6), "1", village=small.NEXT_VILLAGE)
    merged(officer, second, kept, family.grandfather, identity="kept", home="kept")
    home = Household.objects.get(pk=family.household)
    assert home.head_id != family.grandfather
    assert home.until is None
    consistent()


def test_two_files_in_one_household(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(
        officer, "王建国", date(1948, 5, 6), "1", household=family.household, relation="97",
        identity="",
    )  # fmt: skip
    for kept, other in ((gone, family.grandfather),):
        done = merged(officer, second, kept, other)
    assert Household.objects.get(pk=family.household).head_id == gone
    assert Membership.objects.filter(person=gone, until=None, retracted_at=None).count() == 1
    consistent()
    actions.undo_change(second, change=done.pk, reason="合错了")
    assert Household.objects.get(pk=family.household).head_id == family.grandfather
    consistent()


SHAPES: list[Callable[[Actor, Family, int], object]] = [
    lambda actor, _f, gone: actions.set_circumstance(
        actor, persons=[gone], held=Held("living_alone", date(2024, 1, 1))),
    lambda actor, f, _g: actions.set_circumstance(
        actor, persons=[f.grandmother], held=Held("living_alone", date(2023, 1, 1))),
    lambda actor, f, gone: actions.link_kin(
        actor, person=gone, relative=f.son, relation=Relation.PARENT),
    lambda actor, f, _g: actions.link_kin(
        actor, person=f.grandmother, relative=f.son, relation=Relation.PARENT),
    lambda actor, _f, gone: actions.set_contact(
        actor, person=gone, name="王强", phone="13900000001"),
    lambda actor, f, _g: actions.set_contact(
        actor, person=f.grandmother, name="王强", phone="13900000001"),
    lambda actor, _f, gone: actions.give_consent(
        actor, person=gone, purpose="visits", given_by=gone, on=date(2024, 1, 1),
        notice_version="1", method="paper"),
    lambda actor, _f, gone: civil.enrol_volunteer(actor, person=gone, on=date(2024, 1, 1)),
    lambda actor, _f, gone: actions.move_person(
        actor, person=gone, on=date(2024, 6, 1), to=None),
]  # fmt: skip


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    shapes=st.sets(st.integers(0, len(SHAPES) - 1)),
    sides=st.fixed_dictionaries({
        name: st.sampled_from(["kept", "gone"]) for name in ("name", "identity", "home", "born")
    }),
    turned=st.booleans(),
    same_home=st.booleans(),
)  # fmt: skip
def test_undoing_restores_every_row(
    officer: Actor, second: Actor, family: Family, shapes: set[int], sides: dict[str, str],
    turned: bool, same_home: bool,
) -> None:  # fmt: skip
    from django.db import transaction

    with transaction.atomic():
        where: dict[str, Any] = (
            {"household": family.household, "relation": "97"} if same_home
            else {"village": small.NEXT_VILLAGE}
        )  # fmt: skip
        gone = small.register(officer, "李秀瑛", date(1951, 2, 3), "2", **where)
        for at in sorted(shapes):
            SHAPES[at](officer, family, gone)
        pair = (gone, family.grandmother) if turned else (family.grandmother, gone)
        before = world()
        done = merged(officer, second, *pair, **sides)
        consistent()
        assert world() != before
        actions.undo_change(officer, change=done.pk, reason="合错了")
        after = world()
        assert {k: v for k, v in after.items() if before.get(k) != v} == {}
        assert after.keys() == before.keys()
        transaction.set_rollback(True)


def test_what_was_recorded_later_stays_and_what_was_changed_stops_it(
    officer: Actor, second: Actor, family: Family
) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2", village=small.NEXT_VILLAGE)
    contact = actions.set_contact(officer, person=gone, name="王强", phone="13900000001")
    done = merged(officer, second, family.grandmother, gone, identity="kept", home="kept")
    actions.set_contact(officer, person=family.grandmother, name="王丽", phone="13900000002")
    assert contact.row is not None
    actions.remove_contact(officer, person=family.grandmother, contact=contact.row)
    with pytest.raises(Impossible, match="又被改过"):
        actions.undo_change(officer, change=done.pk, reason="合错了")
    assert FileChange.objects.get().state == "done"


def test_two_officers(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    made = actions.propose_merge(
        officer, kept=family.grandmother, gone=gone, choices={}, reason="两次建档"
    )
    assert Person.objects.filter(pk=gone).exists()
    with pytest.raises(Impossible, match="另一位"):
        actions.confirm_change(officer, change=made.pk)
    actions.set_contact(officer, person=gone, name="王强", phone="13900000001")
    one = Person.objects.get(pk=gone)
    Person.objects.filter(pk=gone).update(version=one.version + 1)
    with pytest.raises(Stale):
        actions.confirm_change(second, change=made.pk)
    actions.withdraw_change(officer, change=made.pk)
    with pytest.raises(Stale):
        actions.confirm_change(second, change=made.pk)


def test_what_stands_in_the_way_is_said(officer: Actor, second: Actor, family: Family) -> None:
    other = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    for person in (family.grandmother, other):
        civil.enrol_volunteer(officer, person=person, on=date(2024, 1, 1))
    with pytest.raises(Impossible, match="志愿者"):
        merged(officer, second, family.grandmother, other)
    with pytest.raises(Impossible, match="亲属"):
        merged(officer, second, family.grandmother, family.grandfather)
    actions.record_death(officer, person=other, died=date(2026, 1, 1))
    with pytest.raises(Impossible, match="死亡"):
        merged(officer, second, family.grandmother, other)


def test_another_towns_file_cannot_be_joined(officer: Actor, clerk: Actor, family: Family) -> None:
    far = small.register(officer, "李秀英", date(1950, 2, 3), "2", village=small.FAR_VILLAGE,
                         hukou=small.FAR_VILLAGE)  # fmt: skip
    with pytest.raises(NotHere):
        actions.propose_merge(
            clerk, kept=family.grandmother, gone=far, choices={}, reason="两次建档"
        )
    made = actions.propose_merge(
        officer, kept=family.grandmother, gone=far, choices={}, reason="两次建档"
    )
    with pytest.raises(NotHere):
        actions.confirm_change(clerk, change=made.pk)


def test_a_withdrawn_consent_stays_withdrawn(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    given_in: dict[str, Any] = {"purpose": "visits", "notice_version": "1", "method": "paper"}
    for person in (family.grandmother, gone):
        actions.give_consent(
            officer, person=person, given_by=person, on=date(2024, 1, 1), **given_in
        )
    row = Consent.objects.get(person=gone)
    actions.withdraw_consent(officer, consent=row.pk, on=date(2025, 1, 1))
    merged(officer, second, family.grandmother, gone, identity="kept", home="kept")
    rows = Consent.objects.filter(person=family.grandmother, retracted_at=None)
    assert set(rows.values_list("until", flat=True)) == {date(2025, 1, 1)}


def test_pairs_of_the_two_are_answered(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    third = small.register(officer, "李秀颖", date(1950, 2, 3), "2")
    common = {"probability": 0.9, "weight": 3.0, "standing": "possible",
              "created_at": Person.objects.get(pk=gone).created_at}  # fmt: skip
    Pair.objects.create(person_id=family.grandmother, other_id=gone, **common)
    Pair.objects.create(person_id=gone, other_id=third, **common)
    merged(officer, second, family.grandmother, gone, identity="kept", home="kept")
    assert list(Pair.objects.values_list("person", "other")) == [(family.grandmother, third)]


def test_the_trail_names_ids_only(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    merged(officer, second, family.grandmother, gone, identity="kept", home="kept")
    entries = AuditEntry.objects.filter(name__in=["people.propose_merge", "people.confirm_change"])
    assert entries.count() == 2
    assert "李秀瑛" not in "".join(str(one.detail) for one in entries)


def test_a_file_of_two_people_is_parted_and_put_back(
    officer: Actor, second: Actor, family: Family
) -> None:
    done = actions.set_circumstance(
        officer, persons=[family.grandmother], held=Held("living_alone", date(2024, 1, 1))
    )
    before = world()
    made = actions.propose_split(
        officer, kept=family.grandmother,
        facts=small.facts("李秀英", date(1949, 1, 1), identity="", hukou=small.NEXT_VILLAGE),
        rows=[f"people.circumstance.person:{done.row}"], numbers=["identity"], reason="两人同名",
    )  # fmt: skip
    change = actions.confirm_change(second, change=made.pk)
    other = Person.objects.get(pk=change.gone)
    assert (other.name, other.born, other.hukou) == ("李秀英", date(1949, 1, 1), small.NEXT_VILLAGE)
    assert Circumstance.objects.get(pk=done.row).person_id == other.pk
    assert other.identity_index
    assert not Person.objects.get(pk=family.grandmother).identity_index
    consistent()
    actions.undo_change(officer, change=change.pk, reason="其实是一个人")
    assert world() == before


def test_the_pages_from_proposal_to_undo(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2", village=small.NEXT_VILLAGE)
    browser, other = small.browser(officer), small.browser(second)
    url = f"/people/{family.grandmother}/merge/{gone}"
    shown = browser.get(url).content.decode()
    assert "李秀瑛" in shown
    assert "户的成员记录" in shown
    choices = {"name": "kept", "identity": "kept", "home": "kept"}
    sent = browser.post(url, {**choices, "reason": "两次建档", "token": str(uuid.uuid4())})
    assert sent.status_code == 302, sent.content.decode()
    change = FileChange.objects.get()
    assert "请另一位经办人" in browser.get(sent["Location"]).content.decode()
    assert "两次建档" in other.get("/people/changes/").content.decode()
    other.post(f"/people/changes/{change.pk}/confirm")
    led = browser.get(f"/people/{gone}/")
    assert led["Location"] == f"/people/{family.grandmother}/"
    told = browser.get(led["Location"]).content.decode()
    assert f"档案 #{gone} 已并入这份档案" in told
    assert "合并两份档案" in told
    browser.post(
        f"/people/changes/{change.pk}/undo", {"reason": "合错了", "token": str(uuid.uuid4())}
    )
    assert browser.get(f"/people/{gone}/").status_code == 200


def test_the_split_page_proposes(officer: Actor, family: Family) -> None:
    browser = small.browser(officer)
    url = f"/people/{family.grandmother}/split"
    assert "归另一人的内容" in browser.get(url).content.decode()
    sent = browser.post(url, {
        "name": "李秀英", "sex": "2", "born": "1949-01-01", "hukou": small.VILLAGE,
        "ethnicity": "01", "reason": "两人同名", "token": str(uuid.uuid4()),
    })  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    assert FileChange.objects.get().kind == "split"


def test_kin_is_not_doubled(officer: Actor, second: Actor, family: Family) -> None:
    gone = small.register(officer, "李秀瑛", date(1950, 2, 3), "2")
    for person in (family.grandmother, gone):
        have = Kinship.objects.filter(person=person, relative=family.son, relation="parent_of")
        if not have.exists():
            actions.link_kin(officer, person=person, relative=family.son, relation=Relation.PARENT)
    merged(officer, second, family.grandmother, gone, identity="kept", home="kept")
    rows = Kinship.objects.filter(
        person=family.grandmother, relative=family.son, relation="parent_of", retracted_at=None
    )
    assert rows.count() == 1
    assert Parameter.objects.exists()
    assert joining.now_in(gone) == family.grandmother
