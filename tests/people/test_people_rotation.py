"""Changing keys under offices' lists and joined files: answers are found, merges are undone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anhuai.people import actions
from anhuai.people.models import Contact, ListRow, Pair, Person
from anhuai.people.queries import matching as queries
from anhuai.people.queries.layouts import on_record
from anhuai.people.queries.patients import PatientsAsked, patients
from anhuai.people.rules.matching import Verdict
from anhuai.platform import keyring, rotating, sealed
from anhuai.platform.acting import Actor
from anhuai.platform.jobs.worker import drain
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import blind_index, unseal, version_of
from anhuai.platform.sheets.register import Result
from tests.people import small
from tests.people.test_people_joining import merged, second, world
from tests.people.test_people_matching import (
    WANG,
    deliver,
    doubtful,
    linked,
    row,
    standings,
    wang,
)

__all__ = ["second"]  # a fixture
NEXT = {"key": "C-7", "listed_on": "2026-11-15", "born": "1950", "address": "东河镇柳林村"}
MOMENTS = pytest.mark.parametrize("done", [False, True], ids=["meanwhile", "afterwards"])


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def change_key(*, done: bool) -> None:
    """Write with another key; everything is sealed with it and the old one gone when `done`."""
    version = keyring.write_with(keyring.add(cipher="AES", on=date(2026, 11, 22)).version).version
    if done:
        rotating.begin(version)
        drain()
        rotating.retire(1)


def seal_anew(places: set[str]) -> None:
    """Seal some tables anew and no others, as in the middle of the job."""
    for place in sealed.places():
        if place.label in places:
            assert sealed.step(place, after=0).changed == 1


@MOMENTS
def test_a_pair_said_to_be_two_people_is_not_asked_again(
    key_file: Path, officer: Actor, done: bool
) -> None:
    _person, pair, _found = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.DISTINCT)
    change_key(done=done)
    assert standings(linked(officer, row(**NEXT))) == ["new"]
    assert Pair.objects.get().verdict == "distinct"
    assert not queries.pairs(officer).exists()


@MOMENTS
def test_whom_an_earlier_list_named_the_next_one_knows(
    key_file: Path, officer: Actor, done: bool
) -> None:
    person, pair, first = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.SAME)
    change_key(done=done)
    found = linked(officer, row(**NEXT | {"name": "全改了"}))
    assert standings(found) == ["certain"]
    assert found.rows.get().person_id == person
    actions.reopen_pair(officer, pair=pair.pk, version=2, reason="看错了")
    assert (standings(first), standings(found)) == (["possible"], ["possible"])


@pytest.mark.parametrize("places", [{"people.ListRow"}, {"people.Pair"}])
def test_half_way_a_row_and_its_pair_under_two_keys_still_meet(
    key_file: Path, officer: Actor, places: set[str]
) -> None:
    person, pair, first = doubtful(officer)
    change_key(done=False)
    seal_anew(places)
    actions.start_linking(officer, list=first.pk)
    drain()
    assert Pair.objects.get().pk == pair.pk
    found = linked(officer, row(**NEXT))
    pair.refresh_from_db()
    assert pair.row_id == found.rows.get().pk
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.SAME)
    assert found.rows.get().person_id == person


def test_half_way_a_mark_is_still_one_persons(key_file: Path, officer: Actor) -> None:
    _person, pair, _first = doubtful(officer)
    other = small.register(officer, "王秀兰", date(1950, 9, 9), "2")
    change_key(done=False)
    found = deliver(officer, row(**NEXT))
    late = found.rows.get()
    twin = Pair.objects.create(
        office="disabled", mark_sealed=late.mark_sealed, mark_index=late.mark_index, row=late,
        person_id=other, probability=0.5, weight=0.0, standing="possible",
        created_at=found.created_at,
    )  # fmt: skip
    assert twin.mark_index != Pair.objects.get(pk=pair.pk).mark_index
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.SAME)
    with pytest.raises(Stale):
        actions.decide_pair(officer, pair=twin.pk, version=1, verdict=Verdict.SAME)


@MOMENTS
def test_the_same_list_again_updates_its_row(key_file: Path, officer: Actor, done: bool) -> None:
    deliver(officer, row(key="C-7", phone="13900000000"))
    change_key(done=done)
    (outcome,) = actions.take_list(officer, [row(5, key="C-7", phone="13900000001")], False)
    assert outcome.result is Result.UPDATED
    assert unseal(ListRow.objects.get().phone_sealed) == "13900000001"


@MOMENTS
def test_one_number_under_two_keys_is_one_number(
    key_file: Path, officer: Actor, done: bool
) -> None:
    person = wang(officer)
    change_key(done=done)
    assert standings(linked(officer, row(identity=WANG))) == ["certain"]
    assert ListRow.objects.get().person_id == person


def test_every_mark_is_written_anew(key_file: Path, officer: Actor) -> None:
    doubtful(officer)
    change_key(done=True)
    for one in (ListRow.objects.get(), Pair.objects.get()):
        assert version_of(one.mark_sealed) == 2
        assert one.mark_index == blind_index(unseal(one.mark_sealed), of="mark")


@MOMENTS
def test_a_merge_is_undone_exactly(
    key_file: Path, officer: Actor, second: Actor, done: bool
) -> None:
    kept, pair, _found = doubtful(officer)
    gone = small.register(officer, "王秀蓝", date(1950, 3, 2), "2", phone="13900000002")
    actions.set_contact(officer, person=gone, name="王强", phone="13900000001")
    late = ListRow.objects.get()
    both = {"office": "disabled", "mark_sealed": late.mark_sealed, "mark_index": late.mark_index}
    Pair.objects.create(
        **both, row=late, person_id=gone, probability=0.5, weight=0.0, standing="possible",
        created_at=pair.created_at,
    )  # fmt: skip
    before = opened()
    change = merged(officer, second, kept, gone, identity="kept", home="kept")
    assert Pair.objects.count() == 1
    change_key(done=done)
    actions.undo_change(second, change=change.pk, reason="合错了")
    assert opened() == before
    if not done:
        rotating.begin(2)
        drain()
        rotating.retire(1)
    one = Person.objects.get(pk=gone)
    assert one.identity_index == blind_index(unseal(one.identity_sealed), of="identity")
    told = Contact.objects.get()
    assert told.phone_index == blind_index("13900000001", of="phone")
    again = Pair.objects.get(person=gone)
    assert again.mark_index == blind_index(unseal(again.mark_sealed), of="mark")
    assert opened() == before


def opened() -> dict[str, dict[str, Any]]:
    """Every row with sealed columns opened, without the indexes, which follow from them."""
    rooms = {k: row for k, row in world().items() if k.startswith("people.")}
    return {
        key: {name: value for name, value in row.items() if not name.endswith("_index")}
        for key, row in rooms.items()
    }


def test_a_number_asked_for_is_found_under_either_key(key_file: Path, officer: Actor) -> None:
    person = wang(officer)
    change_key(done=False)
    on = date(2026, 11, 22)
    asked = PatientsAsked(identity=WANG)
    page = patients(officer, asked=asked, on=on, after="", size=5)
    assert [one.id for one in page.items] == [person]
    assert list(on_record(officer, [WANG], on=on)) == [WANG]
