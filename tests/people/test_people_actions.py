"""Births, deaths, moves and corrections cascade; what cannot be is refused with a sentence."""

from datetime import date, timedelta

import pytest

from anhuai.kernel.unfit import Unfit
from anhuai.people import actions, queries
from anhuai.people.models import (
    Circumstance,
    Correction,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, Joining
from anhuai.people.rules.kin import Relation
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import unseal
from tests.people import small
from tests.people.conftest import Family

DAY = date(2024, 6, 1)


def relations(household: int) -> dict[int, str]:
    rows = Membership.objects.filter(household=household, until=None, retracted_at=None)
    return dict(rows.values_list("person", "relation"))


def test_registering_founds_a_household_with_its_head(officer: Actor) -> None:
    person = Person.objects.get(pk=small.register(officer))
    assert person.division == small.VILLAGE
    home = person.household
    assert home is not None
    assert home.head_id == person.pk
    assert relations(home.pk) == {person.pk: "02"}
    kinds = Residence.objects.filter(person=person).values_list("kind", "division")
    assert set(kinds) == {("resident", small.VILLAGE), ("registered", small.VILLAGE)}
    assert unseal(person.identity_sealed) not in str(person.identity_sealed)


def test_a_child_of_the_head_is_kin_of_the_head(officer: Actor, family: Family) -> None:
    assert Kinship.objects.filter(
        person=family.grandfather, relative=family.son, relation="parent_of"
    ).exists()
    both = Kinship.objects.filter(relation="spouse_of").values_list("person", "relative")
    assert {(family.grandfather, family.grandmother), (family.grandmother, family.grandfather)} <= {
        *both
    }


def test_one_id_number_has_one_file(officer: Actor) -> None:
    first = small.facts()
    home = Founding(small.VILLAGE, "一组")
    done = actions.register_person(officer, facts=first, home=home, on=DAY)
    with pytest.raises(actions.IdentityTaken) as taken:
        actions.register_person(officer, facts=first, home=home, on=DAY, confirm_distinct=True)
    assert taken.value.person == done.pk
    assert taken.value.field == "identity"


def test_a_number_held_outside_the_scope_reveals_nobody(officer: Actor, far_clerk: Actor) -> None:
    known = small.facts()
    actions.register_person(officer, facts=known, home=Founding(small.VILLAGE, "一组"), on=DAY)
    mine = small.facts("孙有福", known.born, known.sex, identity=known.identity)
    with pytest.raises(actions.IdentityTaken) as taken:
        actions.register_person(
            far_clerk, facts=mine, home=Founding(small.FAR_VILLAGE, "一组"), on=DAY
        )
    assert taken.value.person is None
    assert known.name not in taken.value.message
    assert "县级经办人" in taken.value.message


def test_similar_people_are_asked_about_once(officer: Actor) -> None:
    first = small.register(officer, "周桂兰", date(1950, 3, 2), "2")
    twin = small.facts("周桂兰", date(1950, 3, 2), "2")
    home = Founding(small.NEXT_VILLAGE, "一组")
    with pytest.raises(actions.SimilarOnRecord) as alike:
        actions.register_person(officer, facts=twin, home=home, on=DAY)
    assert [one.person for one in alike.value.found] == [first]
    done = actions.register_person(officer, facts=twin, home=home, on=DAY, confirm_distinct=True)
    assert done.pk != first


@pytest.mark.parametrize(
    ("division", "code"),
    [(small.FAR_VILLAGE, "outside"), ("110101001001", "unknown"), ("990001", "unknown")],
    ids=["another town", "another county", "no village"],
)
def test_a_village_outside_the_scope_is_refused(clerk: Actor, division: str, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        actions.register_person(clerk, facts=small.facts(), home=Founding(division, "一组"), on=DAY)
    assert (refused.value.code, refused.value.field) == (code, "division")
    assert not Person.objects.exists()


def test_the_future_is_refused(officer: Actor) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Unfit, match="还没有到"):
        actions.register_person(
            officer, facts=small.facts(), home=Founding(small.VILLAGE, "一组"), on=tomorrow
        )
    person = small.register(officer)
    with pytest.raises(Unfit, match="还没有到"):
        actions.record_death(officer, person=person, died=tomorrow)


def test_another_towns_person_is_not_here(officer: Actor, far_clerk: Actor) -> None:
    person = small.register(officer)
    with pytest.raises(NotHere):
        actions.record_death(far_clerk, person=person, died=DAY)
    with pytest.raises(NotHere):
        queries.person(far_clerk, person=person, on=DAY)


def test_a_reader_may_not_write(officer: Actor, small_county: None) -> None:
    person = small.register(officer)
    leader = small.holder("leader", division=small.COUNTY)
    with pytest.raises(Refused):
        actions.record_death(leader, person=person, died=DAY)


def test_a_householders_death_reheads_and_closes(officer: Actor, family: Family) -> None:
    held = Held("living_alone", date(2023, 1, 1))
    actions.set_circumstance(officer, persons=[family.grandfather], held=held)
    done = actions.record_death(officer, person=family.grandfather, died=DAY)
    home = Household.objects.get(pk=family.household)
    assert home.head_id == family.grandmother
    assert home.until is None
    assert relations(home.pk) == {
        family.grandmother: "02", family.son: "21", family.wife: "38", family.girl: "42",
    }  # fmt: skip
    assert [one.code for one in done.warnings] == ["new_head"]
    assert Person.objects.get(pk=family.grandmother).marital == "30"
    for rows in (Residence, Membership, Circumstance):
        open_rows = rows.objects.filter(person=family.grandfather, retracted_at=None)
        assert set(open_rows.values_list("until", flat=True)) == {DAY}
    assert not Kinship.objects.filter(
        person=family.grandfather, relation="spouse_of", until=None, retracted_at=None
    ).exists()
    assert queries.consistency(officer, on=DAY) == []


def test_the_last_death_ends_the_household(officer: Actor) -> None:
    person = small.register(officer)
    home = small.home_of(person)
    actions.record_death(officer, person=person, died=DAY)
    assert Household.objects.get(pk=home).until == DAY


def test_a_child_without_guardian_is_a_warning(officer: Actor, family: Family) -> None:
    first = actions.record_death(officer, person=family.son, died=DAY)
    assert "unguarded" not in {one.code for one in first.warnings}
    second = actions.record_death(officer, person=family.wife, died=DAY)
    assert "王朵朵" in next(one.message for one in second.warnings if one.code == "unguarded")


def test_an_entrusted_carer_is_no_guardian(officer: Actor, family: Family) -> None:
    actions.link_kin(
        officer, person=family.grandmother, relative=family.girl, relation=Relation.GUARDIAN,
        since=DAY, kind="entrusted",
    )  # fmt: skip
    actions.record_death(officer, person=family.son, died=DAY)
    done = actions.record_death(officer, person=family.wife, died=DAY)
    assert "unguarded" in {one.code for one in done.warnings}


def test_nobody_dies_twice_or_before_birth(officer: Actor) -> None:
    person = small.register(officer)
    with pytest.raises(Unfit, match="早于出生日期"):
        actions.record_death(officer, person=person, died=date(1950, 3, 1))
    actions.record_death(officer, person=person, died=DAY)
    with pytest.raises(Unfit, match="已登记死亡"):
        actions.record_death(officer, person=person, died=DAY)


def test_a_death_recorded_by_mistake_is_taken_back_whole(officer: Actor, family: Family) -> None:
    before = relations(family.household)
    actions.record_death(officer, person=family.grandfather, died=DAY)
    actions.undo_death(officer, person=family.grandfather, reason="同名同姓，登记错人")
    assert relations(family.household) == before
    assert Household.objects.get(pk=family.household).head_id == family.grandfather
    assert Person.objects.get(pk=family.grandmother).marital == "21"
    assert queries.residents(officer, on=DAY).filter(pk=family.grandfather).exists()
    assert queries.consistency(officer, on=clock.today()) == []


def test_a_birth_joins_the_mothers_household(officer: Actor, family: Family) -> None:
    born = date(2025, 1, 2)
    done = actions.record_birth(
        officer, mother=family.wife, father=family.son,
        facts=small.facts("王小宝", born, "1", identity=""),
    )  # fmt: skip
    child = Person.objects.get(pk=done.pk)
    assert relations(family.household)[child.pk] == "41"
    assert child.hukou == small.VILLAGE
    parents = Kinship.objects.filter(relative=child, relation="parent_of")
    assert set(parents.values_list("person", flat=True)) == {family.son, family.wife}


def test_a_mother_is_a_woman_who_lives_here(officer: Actor, family: Family) -> None:
    facts = small.facts("王小宝", DAY, "1", identity="")
    with pytest.raises(Unfit, match="女性"):
        actions.record_birth(officer, mother=family.son, facts=facts)
    actions.move_person(officer, person=family.wife, on=DAY, to=None)
    with pytest.raises(Unfit, match="不在本地户"):
        actions.record_birth(officer, mother=family.wife, facts=facts)


def test_moving_out_and_back_keeps_every_day(officer: Actor, family: Family) -> None:
    left, back = date(2022, 3, 1), date(2023, 9, 1)
    actions.move_person(officer, person=family.son, on=left, to=None)
    assert Person.objects.get(pk=family.son).left == left
    actions.move_person(officer, person=family.son, on=back, to=Joining(family.household, "21"))
    for day, lived in ((date(2022, 2, 28), True), (left, False), (date(2023, 8, 31), False),
                       (back, True)):  # fmt: skip
        here = queries.residents(officer, on=day).filter(pk=family.son).exists()
        assert here is lived, day
    assert queries.registered(officer, on=date(2022, 6, 1)).filter(pk=family.son).exists()
    assert queries.consistency(officer, on=back) == []


def test_a_move_is_not_before_the_one_before(officer: Actor) -> None:
    person = small.register(officer)
    actions.move_person(officer, person=person, on=DAY, to=Founding(small.NEXT_VILLAGE, "二组"))
    with pytest.raises(Unfit, match="上一次变动"):
        actions.move_person(
            officer, person=person, on=DAY - timedelta(days=1), to=Founding(small.VILLAGE, "一组")
        )


def test_a_household_moves_whole_and_its_old_address_stays_true(
    officer: Actor, family: Family
) -> None:
    before = relations(family.household)
    done = actions.move_household(
        officer, household=family.household, on=DAY,
        to=Founding(small.FAR_VILLAGE, "三组 8 号"), hukou=small.FAR_VILLAGE,
    )  # fmt: skip
    assert done.household is not None
    assert relations(done.household) == before
    assert Household.objects.get(pk=family.household).until == DAY
    day_before = DAY - timedelta(days=1)
    assert queries.residents(officer, on=day_before, division=small.VILLAGE).count() == 5
    assert queries.residents(officer, on=DAY, division=small.FAR_VILLAGE).count() == 5
    assert queries.registered(officer, on=DAY, division=small.FAR_VILLAGE).count() == 5
    assert queries.households(officer, on=day_before).get().place == small.VILLAGE
    assert queries.households(officer, on=DAY).get().place == small.FAR_VILLAGE


def test_a_clerk_moves_nobody_out_of_the_own_town(officer: Actor, clerk: Actor) -> None:
    person = small.register(officer)
    with pytest.raises(Unfit) as refused:
        actions.move_person(clerk, person=person, on=DAY, to=Founding(small.FAR_VILLAGE, "一组"))
    assert refused.value.code == "outside"


def test_the_head_changes_and_everybodys_relation_follows(officer: Actor, family: Family) -> None:
    actions.change_head(officer, household=family.household, head=family.son, on=DAY)
    assert relations(family.household) == {
        family.grandfather: "51", family.grandmother: "52", family.son: "02",
        family.wife: "12", family.girl: "30",
    }  # fmt: skip


def test_a_child_does_not_head_a_household_of_adults(officer: Actor, family: Family) -> None:
    with pytest.raises(Unfit, match="未成年人"):
        actions.change_head(officer, household=family.household, head=family.girl, on=DAY)


def test_a_household_without_head_cannot_be(officer: Actor, family: Family) -> None:
    with pytest.raises(Unfit, match="户主"):
        actions.register_person(
            officer, facts=small.facts(), home=Joining(family.household, "02"), on=DAY,
            confirm_distinct=True,
        )  # fmt: skip


def test_two_officers_cannot_both_correct_one_version(officer: Actor) -> None:
    person = small.register(officer, "周桂兰", phone="13900000000")
    version = Person.objects.get(pk=person).version
    first = small.facts("周桂兰", date(1951, 3, 2), "2")
    actions.correct_person(officer, person=person, version=version, facts=first)
    with pytest.raises(Stale):
        actions.correct_person(officer, person=person, version=version, facts=first)
    kept = Correction.objects.filter(person=person, field="born").get()
    assert unseal(kept.before_sealed) == "1950-03-02"


def test_a_corrected_birth_moves_what_ends_with_age(officer: Actor, family: Family) -> None:
    held = Held("left_behind_child", date(2023, 1, 1), kind="both_out")
    actions.set_circumstance(officer, persons=[family.girl], held=held)
    girl = Person.objects.get(pk=family.girl)
    actions.correct_person(
        officer, person=girl.pk, version=girl.version,
        facts=small.facts("王朵朵", date(2018, 4, 5), "2"),
    )  # fmt: skip
    row = Circumstance.objects.get(person=girl, retracted_at=None)
    assert row.until == date(2034, 4, 5)


def test_dibao_covers_the_family_members_chosen(officer: Actor, family: Family) -> None:
    held = Held("dibao", date(2023, 1, 1), kind="rural", grade="2")
    actions.set_circumstance(officer, persons=[family.son, family.wife, family.girl], held=held)
    found = queries.with_circumstance(officer, code="dibao", on=DAY, kind="rural", grade=("1", "2"))
    assert found.count() == 3
    assert queries.households_with(officer, code="dibao", on=DAY).count() == 1
    stranger = small.register(officer, "孙有福", date(1945, 1, 1), "1")
    with pytest.raises(Unfit, match="同一户"):
        actions.set_circumstance(officer, persons=[stranger, family.son], held=held)


def test_another_grade_replaces_the_first_from_its_day(officer: Actor) -> None:
    person = small.register(officer)
    first = actions.set_circumstance(
        officer, persons=[person], held=Held("dibao", date(2023, 1, 1), kind="rural", grade="2")
    )
    again = Held("dibao", DAY, kind="rural", grade="1")
    with pytest.raises(Unfit) as refused:
        actions.set_circumstance(officer, persons=[person], held=again)
    assert refused.value.code == "overlap"
    actions.set_circumstance(officer, persons=[person], held=again, replaces=first.row)
    for day, grade in ((DAY - timedelta(days=1), "2"), (DAY, "1")):
        assert queries.with_circumstance(officer, code="dibao", on=day, grade=grade).count() == 1


def test_disability_of_two_kinds_counts_once(officer: Actor) -> None:
    person = small.register(officer)
    for kind in ("4", "5"):
        held = Held("disability", date(2023, 1, 1), grade="2", kind=kind)
        actions.set_circumstance(officer, persons=[person], held=held)
    assert queries.with_circumstance(officer, code="disability", on=DAY).count() == 1


def test_a_circumstance_ends_once(officer: Actor) -> None:
    person = small.register(officer)
    row = actions.set_circumstance(
        officer, persons=[person], held=Held("living_alone", date(2023, 1, 1))
    ).row
    assert row is not None
    actions.end_circumstance(officer, circumstance=row, until=DAY)
    assert not queries.with_circumstance(officer, code="living_alone", on=DAY).exists()
    ended = Circumstance.objects.get(person=person, retracted_at=None)
    with pytest.raises(Unfit, match="已于"):
        actions.end_circumstance(officer, circumstance=ended.pk, until=DAY)
    with pytest.raises(NotHere):
        actions.end_circumstance(officer, circumstance=row, until=DAY)


def test_a_parent_younger_than_the_child_is_refused_and_a_small_gap_doubted(
    officer: Actor,
) -> None:
    elder = small.register(officer, "孙有福", date(1945, 1, 1), "1")
    younger = small.register(officer, "孙有喜", date(1950, 1, 1), "1")
    with pytest.raises(Unfit, match="早于子女"):
        actions.link_kin(officer, person=younger, relative=elder, relation=Relation.PARENT)
    done = actions.link_kin(officer, person=elder, relative=younger, relation=Relation.PARENT)
    assert [one.code for one in done.warnings] == ["small_gap"]


def test_one_spouse_at_a_time_and_both_ways(officer: Actor, family: Family) -> None:
    third = small.register(officer, "孙有福", date(1945, 1, 1), "1")
    with pytest.raises(Unfit, match="已登记配偶"):
        actions.link_kin(
            officer, person=third, relative=family.wife, relation=Relation.SPOUSE, since=DAY
        )
    row = Kinship.objects.get(person=family.son, relation="spouse_of", retracted_at=None)
    actions.unlink_kin(officer, kinship=row.pk, until=DAY)
    left = Kinship.objects.filter(relation="spouse_of", until=None, retracted_at=None)
    assert not left.filter(person__in=[family.son, family.wife]).exists()
    assert queries.consistency(officer, on=DAY) == []


def test_an_under_14_needs_a_guardians_consent(officer: Actor, family: Family) -> None:
    give = {
        "purpose": "services", "on": DAY, "notice_version": "2026-1", "method": "paper",
    }  # fmt: skip
    for giver in (family.girl, family.grandmother):
        with pytest.raises(Unfit, match="第三十一条"):
            actions.give_consent(officer, person=family.girl, given_by=giver, **give)
    done = actions.give_consent(officer, person=family.girl, given_by=family.wife, **give)
    assert done.row is not None
    actions.withdraw_consent(officer, consent=done.row, on=clock.today())
    with pytest.raises(Unfit, match="本人同意"):
        actions.give_consent(officer, person=family.son, given_by=family.grandfather, **give)


def test_showing_a_number_needs_a_reason_and_is_on_record(officer: Actor) -> None:
    known = small.facts()
    person = actions.register_person(
        officer, facts=known, home=Founding(small.VILLAGE, "一组"), on=DAY
    ).pk
    with pytest.raises(Unfit, match="原因"):
        actions.reveal(officer, person=person, field="identity", reason=" ")
    shown = actions.reveal(officer, person=person, field="identity", reason="核对低保申请")
    assert shown.value == known.identity
    entry = AuditEntry.objects.get(name="people.reveal")
    assert (entry.reason, entry.ids) == ("核对低保申请", [person])
    assert known.identity not in str(entry.detail)


def test_the_trail_holds_no_personal_data(officer: Actor, family: Family) -> None:
    for entry in AuditEntry.objects.all():
        assert "王" not in str(entry.detail)
        assert "990000" not in str(entry.detail)


def test_a_contact_is_replaced_and_removed_but_kept(officer: Actor) -> None:
    person = small.register(officer)
    first = actions.set_contact(officer, person=person, name="周强", phone="13900000001")
    second = actions.set_contact(
        officer, person=person, name="周强", phone="13900000002", contact=first.row
    )
    assert second.row is not None
    file = queries.person(officer, person=person, on=clock.today())
    assert [one.phone for one in file.contacts] == ["139****0002"]
    actions.remove_contact(officer, person=person, contact=second.row)
    assert queries.person(officer, person=person, on=clock.today()).contacts == []


def test_a_house_is_placed_in_wgs84_from_any_map(officer: Actor, family: Family) -> None:
    from anhuai.kernel.geometry import Datum

    actions.set_household_place(
        officer, household=family.household, longitude=100.166, latitude=39.152,
        datum=Datum.GCJ02,
    )  # fmt: skip
    home = Household.objects.get(pk=family.household)
    assert home.longitude is not None
    assert 0.001 < abs(home.longitude - 100.166) < 0.01
    with pytest.raises(Unfit, match="经度和纬度填反"):
        actions.set_household_place(
            officer, household=family.household, longitude=39.152, latitude=100.166
        )


def test_a_family_member_sees_the_own_relatives_file_masked(officer: Actor) -> None:
    known = small.facts("周桂兰", phone="13900000000")
    mother = actions.register_person(
        officer, facts=known, home=Founding(small.VILLAGE, "一组"), on=DAY
    ).pk
    other = small.register(officer, "孙有福", date(1945, 1, 1), "1")
    kin = small.holder("family", person=mother)
    file = queries.person(kin, person=mother, on=DAY)
    assert file.identity == "990" + "*" * 11 + known.identity[-4:]
    assert file.phone == "139****0000"
    with pytest.raises(NotHere):
        queries.person(kin, person=other, on=DAY)
    assert list(queries.residents(kin, on=DAY).values_list("pk", flat=True)) == [mother]


def test_a_role_with_only_an_organisation_sees_nobody(officer: Actor) -> None:
    from anhuai.platform.models import Organisation

    small.register(officer)
    own = Organisation.objects.create(
        kind="institution", name="敬老院", division=small.TOWN, since=DAY
    )
    manager = small.holder("institution_manager", organisation=own)
    assert not queries.visible(manager).exists()


def test_a_past_day_is_told_by_what_is_known_now(officer: Actor) -> None:
    person = small.register(officer, on=date(2020, 1, 1))
    actions.record_death(officer, person=person, died=date(2022, 1, 1))
    for day, count in ((date(2019, 12, 31), 0), (date(2021, 12, 31), 1), (date(2022, 1, 1), 0)):
        assert queries.residents(officer, on=day).count() == count
