"""Divisions that merge, split, take new names and codes: who moves, who sees, what comes back."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from anhuai.facilities import actions as facilities
from anhuai.facilities import queries as facility_queries
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.people import actions as people
from anhuai.people import queries as people_queries
from anhuai.people.models import Household, Person, Residence
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places import actions, queries
from anhuai.places.actions import Part
from anhuai.places.models import Division, Moved, Reform
from anhuai.places.rules import BadReform, Kind, Roles, State
from anhuai.platform import placed
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.jobs import worker
from anhuai.platform.models import Job, RoleHolding
from anhuai.platform.posting import Stale
from anhuai.platform.requests import actor_of
from anhuai.workforce import actions as workforce
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE

DAY = date(2026, 3, 1)
NEW_TOWN = "620723109"


@pytest.fixture
def officers(linze: str, actor: Callable[..., Actor]) -> tuple[Actor, Actor]:
    return actor("county_officer", division=COUNTY), actor("county_officer", division=COUNTY)


def resident(village: str, name: str = "甲", *, since: date = date(2020, 1, 1), born=None) -> int:
    facts = PersonFacts(name, "1", born or date(1950, 1, 1), hukou=village)
    done = people.register_person(SYSTEM, facts=facts, home=Founding(village, "一号"), on=since)
    return done.pk


def drafted(by: Actor, kind: Kind, units: Sequence[str], parts: Sequence[Part], **more: Any):
    given = {"on": DAY, "document": "临民发〔2026〕虚构 1 号", **more}
    return actions.prepare_reform(by, kind=kind, units=units, parts=parts, **given)


def merged(officers: tuple[Actor, Actor], **more: Any) -> Reform:
    """OTHER_TOWN merged into TOWN, in effect."""
    return carried_out(
        officers, drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)], **more)
    )


def carried_out(officers: tuple[Actor, Actor], reform: Reform) -> Reform:
    reform.refresh_from_db()
    actions.confirm_reform(officers[1], reform=reform.pk, version=reform.version)
    worker.drain()
    reform.refresh_from_db()
    assert reform.state == State.EXECUTED, reform.stopped_for
    return reform


def undone(officers: tuple[Actor, Actor], reform: Reform) -> Reform:
    actions.undo_reform(officers[0], reform=reform.pk, version=reform.version, reason="登记有误")
    worker.drain()
    reform.refresh_from_db()
    return reform


def goes(reform: Reform, village: str) -> str:
    return reform.successions.get(old=village).new


def everything() -> dict[str, list[Any]]:
    """What every room holds at codes, as it is known now; versions and times of recording aside."""
    aside = {"id", "version", "updated_at", "recorded_at", "recorded_by", "retracted_at"}
    found: dict[str, list[Any]] = {
        "divisions": sorted(Division.objects.values_list("code", "name", "since", "until"), key=str)
    }
    for one in placed.declared():
        fields = [f.attname for f in one.rows().model._meta.concrete_fields]
        rows = one.rows().filter(retracted_at=None) if "retracted_at" in fields else one.rows()
        if one.key == "platform.role_holding.division":
            rows = [row for row in rows if row.until is None or row.until > row.since]
        kept = [name for name in fields if name not in aside or one.how is placed.How.NOW]
        kept = [name for name in kept if name not in ("version", "updated_at")]
        found[one.key] = sorted(str([getattr(row, name) for name in kept]) for row in rows)
    return found


def test_a_merger_moves_people_with_a_dated_change(officers) -> None:
    person = resident(OTHER_VILLAGE)
    reform = merged(officers)
    new = goes(reform, OTHER_VILLAGE)
    assert new.startswith(TOWN)
    moved = Person.objects.get(pk=person)
    assert (moved.division, moved.hukou, moved.household.division) == (new, new, new)
    rows = Residence.objects.filter(person=person, retracted_at=None, kind="resident")
    assert sorted(rows.values_list("division", "since", "until")) == sorted(
        [(OTHER_VILLAGE, date(2020, 1, 1), DAY), (new, DAY, None)]
    )
    assert Residence.objects.filter(person=person, kind="resident").count() == 3, "nothing deleted"
    assert not queries.exists(OTHER_TOWN, on=DAY)
    assert queries.exists(OTHER_TOWN, on=date(2026, 2, 28))
    assert queries.successors(OTHER_TOWN) == [TOWN]


def test_the_past_keeps_the_units_of_its_day(officers) -> None:
    resident(OTHER_VILLAGE)
    resident(VILLAGE, "乙")
    merged(officers)
    before, after = date(2026, 2, 1), date(2026, 4, 1)

    def lived(town: str, on: date) -> int:
        return people_queries.residents(SYSTEM, on=on, division=town).count()

    assert (lived(TOWN, before), lived(OTHER_TOWN, before)) == (1, 1)
    assert (lived(TOWN, after), lived(OTHER_TOWN, after)) == (2, 0)
    assert (lived(TOWN, TODAY), lived(COUNTY, before), lived(COUNTY, after)) == (2, 2, 2)


def test_a_clerk_sees_the_successors_people_from_the_day(officers, actor) -> None:
    person = resident(OTHER_VILLAGE)
    clerk = actor("town_clerk", division=OTHER_TOWN)
    village = actor("village_worker", division=OTHER_VILLAGE)
    holding = RoleHolding.objects.get(account=clerk.account)
    reform = merged(officers)
    holding.refresh_from_db()
    assert holding.until == DAY
    now = actor_of(holding.account)
    assert now.holdings[0].division == TOWN
    assert people_queries.visible(now).filter(pk=person).exists()
    worker_now = actor_of(RoleHolding.objects.filter(account=village.account).last().account)
    assert [h.division for h in worker_now.holdings] == [goes(reform, OTHER_VILLAGE)]


def test_roles_may_end_with_the_unit_instead(officers, actor) -> None:
    clerk = actor("town_clerk", division=OTHER_TOWN)
    merged(officers, roles=Roles.END)
    account = RoleHolding.objects.get(account=clerk.account).account
    assert actor_of(account).holdings == ()


def test_facilities_posts_and_organisations_follow_and_the_past_is_known(officers) -> None:
    facts = FacilityFacts(name="虚构敬老院", division=OTHER_VILLAGE, ownership=Ownership.PUBLIC)
    home = facilities.open_facility(
        SYSTEM, kind="rural_elderly_home", facts=facts, on=date(2020, 1, 1)
    )
    reform = merged(officers)
    home = Facility.objects.get(pk=home.pk)
    assert home.division == goes(reform, OTHER_VILLAGE)

    def running(town: str, on: date) -> int:
        return facility_queries.operating(SYSTEM, on=on, division=town).count()

    assert (running(TOWN, TODAY), running(OTHER_TOWN, TODAY)) == (1, 0)
    assert (running(TOWN, date(2026, 2, 1)), running(OTHER_TOWN, date(2026, 2, 1))) == (0, 1)


def test_undoing_puts_everything_back(officers, actor) -> None:
    resident(OTHER_VILLAGE)
    actor("town_clerk", division=OTHER_TOWN)
    actor("village_worker", division=OTHER_VILLAGE)
    before = everything()
    reform = merged(officers)
    assert everything() != before
    assert undone(officers, reform).state == State.UNDONE
    assert everything() == before
    again = merged(officers)
    assert goes(again, OTHER_VILLAGE) == goes(reform, OTHER_VILLAGE)


def test_undoing_is_refused_when_something_later_stands_in_the_way(officers) -> None:
    person = resident(OTHER_VILLAGE)
    reform = merged(officers)
    people.record_death(SYSTEM, person=person, died=date(2026, 5, 1))
    with pytest.raises(BadReform, match="又有新的变动"):
        undone(officers, reform)
    people.undo_death(SYSTEM, person=person, reason="误报")
    with pytest.raises(BadReform, match="又有新的变动"):
        undone(officers, reform)


def test_undoing_is_refused_for_who_came_since_and_for_a_later_reform(officers) -> None:
    reform = merged(officers)
    new = goes(reform, OTHER_VILLAGE)
    later = drafted(officers[0], Kind.RENAME, [new], [Part(new, "新名村")], on=date(2026, 6, 1))
    carried_out(officers, later)
    with pytest.raises(BadReform, match="请先撤销那一项"):
        undone(officers, reform)
    undone(officers, later)
    resident(new, since=date(2026, 7, 1))
    with pytest.raises(BadReform, match="又有新的变动"):
        undone(officers, reform)


def test_reforms_on_reforms_are_undone_one_after_the_other(officers) -> None:
    resident(OTHER_VILLAGE)
    before = everything()
    first = merged(officers)
    between = everything()
    second = carried_out(
        officers,
        drafted(officers[0], Kind.RECODE, [TOWN], [Part(NEW_TOWN, "虚构镇")], on=date(2026, 6, 1)),
    )
    assert Person.objects.get().division.startswith(NEW_TOWN)
    undone(officers, second)
    assert everything() == between
    undone(officers, first)
    assert everything() == before


def test_a_split_goes_by_village_and_weighs_shares_by_residents(officers) -> None:
    villages = sorted(queries.villages_of([TOWN], on=DAY))
    for name in "甲乙丙":
        resident(villages[0], name)
    for name in "丁戊":
        resident(villages[1], name)
    reform = drafted(officers[0], Kind.SPLIT, [TOWN], [Part(TOWN), Part(NEW_TOWN, "虚构新镇")])
    with pytest.raises(BadReform, match="份额是 0"):
        carried_out(officers, reform)
    reform = actions.assign_villages(
        officers[0], reform=reform.pk, version=reform.version,
        towns={villages[1]: NEW_TOWN}, codes={}, names={},
    )  # fmt: skip
    shares = {row.new: row.share for row in queries.own_level(queries.successions(reform))}
    assert shares == {TOWN: Decimal("0.6"), NEW_TOWN: Decimal("0.4")}
    carried_out(officers, reform)
    assert people_queries.residents(SYSTEM, on=TODAY, division=TOWN).count() == 3
    assert people_queries.residents(SYSTEM, on=TODAY, division=NEW_TOWN).count() == 2
    assert queries.exists(TOWN, on=TODAY)


def test_a_rename_keeps_the_code_and_tells_both_names(officers) -> None:
    carried_out(
        officers, drafted(officers[0], Kind.RENAME, [VILLAGE], [Part(VILLAGE, "虚构村村民委员会")])
    )
    queries.forget()
    assert queries.name_of(VILLAGE) == "虚构村"
    assert queries.current(on=date(2026, 2, 28)).get(code=VILLAGE).name != "虚构村村民委员会"
    assert queries.named("虚构村", within=COUNTY) == [VILLAGE]


def test_births_after_the_day_are_recoded_whole(officers) -> None:
    born = date(2026, 5, 5)
    child = resident(OTHER_VILLAGE, "小甲", since=born, born=born)
    reform = merged(officers)
    rows = Residence.objects.filter(person=child, kind="resident", retracted_at=None)
    assert [(r.division, r.since, r.until) for r in rows] == [
        (goes(reform, OTHER_VILLAGE), born, None)
    ]


def test_the_dead_and_departed_follow_for_their_officers(officers) -> None:
    person = resident(OTHER_VILLAGE)
    people.record_death(SYSTEM, person=person, died=date(2025, 5, 1))
    reform = merged(officers)
    assert Person.objects.get(pk=person).division == goes(reform, OTHER_VILLAGE)
    rows = Residence.objects.filter(person=person, kind="resident", retracted_at=None)
    assert [r.division for r in rows] == [OTHER_VILLAGE], "they never lived in the new unit"


def test_a_reform_may_be_in_force_from_29_february(officers) -> None:
    resident(OTHER_VILLAGE)
    leap = date(2024, 2, 29)
    merged(officers, on=leap)
    assert people_queries.residents(SYSTEM, on=date(2024, 2, 28), division=OTHER_TOWN).count() == 1
    assert people_queries.residents(SYSTEM, on=leap, division=TOWN).count() == 1


def test_a_reform_waits_for_its_day(officers) -> None:
    reform = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)], on=date(2099, 1, 1))
    actions.confirm_reform(officers[1], reform=reform.pk, version=reform.version)
    worker.drain()
    reform.refresh_from_db()
    assert reform.state == State.CONFIRMED
    assert Job.objects.get(dedupe__startswith="reform-").due_at.year == 2098, "midnight in Shanghai"
    actions.undo_reform(officers[1], reform=reform.pk, version=reform.version, reason="文件暂缓")
    reform.refresh_from_db()
    assert (reform.state, reform.confirmed_by) == (State.DRAFTED, None)


def test_whoever_drafted_cannot_confirm(officers) -> None:
    reform = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    with pytest.raises(BadReform, match="另一位经办人"):
        actions.confirm_reform(officers[0], reform=reform.pk, version=reform.version)


def test_two_officers_at_once_confirm_once(officers, actor) -> None:
    reform = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    third = actor("county_officer", division=COUNTY)
    actions.confirm_reform(officers[1], reform=reform.pk, version=1)
    with pytest.raises(Stale):
        actions.confirm_reform(third, reform=reform.pk, version=1)
    assert Job.objects.filter(dedupe__startswith="reform-").count() == 1


def test_another_countys_officer_and_a_clerk_reach_nothing(officers, actor) -> None:
    reform = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    stranger = actor("county_officer", division="620724")
    for act in (
        lambda: actions.confirm_reform(stranger, reform=reform.pk, version=1),
        lambda: actions.withdraw_reform(stranger, reform=reform.pk, version=1),
        lambda: drafted(stranger, Kind.MERGE, [OTHER_TOWN], [Part(TOWN)]),
        lambda: queries.reform(stranger, reform.pk),
    ):
        with pytest.raises(NotHere):
            act()
    clerk = actor("town_clerk", division=TOWN)
    assert queries.reform(clerk, reform.pk).pk == reform.pk, "a town may know what awaits it"
    assert not queries.may_manage(clerk, reform)


@pytest.mark.parametrize(
    ("kind", "units", "parts", "says"),
    [
        (Kind.MERGE, [TOWN], [Part(TOWN)], "没有变化"),
        (Kind.RECODE, [TOWN], [Part(OTHER_TOWN)], "一次办理一个"),
        (Kind.RECODE, [VILLAGE], [Part("620723102299", "村")], "划到别的乡镇"),
        (Kind.RENAME, [VILLAGE], [Part(VILLAGE)], "没有变化"),
        (Kind.RENAME, ["620723101999"], [Part("620723101999", "村")], "不是现有的区划"),
        (Kind.RECODE, [TOWN], [Part("62072310", "镇")], "不是"),
        (Kind.RECODE, [COUNTY], [Part("620799", "县")], None),
        (
            Kind.SPLIT, [VILLAGE],
            [Part(VILLAGE, "", Decimal("0.6")), Part("620723101399", "新村", Decimal("0.3"))],
            "合计 90",
        ),
        (Kind.SPLIT, [VILLAGE], [Part(VILLAGE), Part("620723101399", "新村")], "百分比"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_sentence(officers, kind, units, parts, says) -> None:
    expected = NotHere if says is None else BadReform
    with pytest.raises(expected, match=says):
        drafted(officers[0], kind, units, parts)
    assert not Reform.objects.exists()


def test_a_code_is_never_used_again(officers) -> None:
    merged(officers)
    with pytest.raises(BadReform, match="已经用过"):
        drafted(
            officers[0], Kind.RECODE, [VILLAGE], [Part(OTHER_VILLAGE, "村")], on=date(2026, 8, 1)
        )
    with pytest.raises(BadReform, match="已经用过"):
        drafted(officers[0], Kind.RECODE, [TOWN], [Part(OTHER_TOWN, "镇")], on=date(2026, 8, 1))


def test_a_draft_that_no_longer_fits_goes_back_with_the_reason(officers) -> None:
    first = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)], on=date(2099, 1, 1))
    actions.confirm_reform(officers[1], reform=first.pk, version=1)
    merged(officers)
    Job.objects.filter(finished_at=None).update(due_at=Reform.objects.first().prepared_at)
    worker.drain()
    first.refresh_from_db()
    assert first.state == State.DRAFTED
    assert "不是现有的区划" in first.stopped_for


def test_two_of_one_name_in_one_place_are_told_before(officers) -> None:
    villages = sorted(queries.villages_of([TOWN], on=DAY))[:2]
    for village in villages:
        facts = FacilityFacts(name="虚构幸福院", division=village, ownership=Ownership.PUBLIC)
        facilities.open_facility(
            SYSTEM, kind="rural_elderly_home", facts=facts, on=date(2020, 1, 1)
        )
    reform = drafted(officers[0], Kind.MERGE, [villages[1]], [Part(villages[0])])
    with pytest.raises(BadReform, match="虚构幸福院"):
        actions.confirm_reform(officers[1], reform=reform.pk, version=reform.version)


def test_what_comes_late_is_taken_along_at_night(officers) -> None:
    from anhuai.places.jobs import nightly_stragglers

    reform = merged(officers)
    late = resident(OTHER_VILLAGE, since=date(2025, 12, 1))
    assert nightly_stragglers.call("2026-11-22") > 0
    moved = Person.objects.get(pk=late)
    assert moved.division == goes(reform, OTHER_VILLAGE)
    assert nightly_stragglers.call("2026-11-23") == 0
    assert undone(officers, reform).state == State.UNDONE
    assert Person.objects.get(pk=late).division == OTHER_VILLAGE


def test_running_the_job_again_changes_nothing(officers) -> None:
    resident(OTHER_VILLAGE)
    reform = merged(officers)
    held, rows = everything(), Moved.objects.count()
    again = actions.execute_reform(SYSTEM, reform=reform.pk, version=reform.version - 1)
    assert again.state == State.EXECUTED
    assert actions.catch_up(SYSTEM, reform=reform.pk) == 0
    assert (everything(), Moved.objects.count()) == (held, rows)


def test_posts_for_a_division_are_dated_on(officers) -> None:
    from anhuai.workforce.models import Post
    from anhuai.workforce.rules import WorkerFacts

    post = workforce.hire(
        SYSTEM, kind="village_child_officer", on=date(2020, 1, 1), facts=WorkerFacts(name="綦"),
        division=OTHER_VILLAGE,
    )  # fmt: skip
    reform = merged(officers)
    rows = Post.objects.filter(worker=post.worker, retracted_at=None).order_by("since")
    assert [(p.division, p.since, p.until) for p in rows] == [
        (OTHER_VILLAGE, date(2020, 1, 1), DAY), (goes(reform, OTHER_VILLAGE), DAY, None),
    ]  # fmt: skip


def test_the_preview_counts_by_room_and_names_who_holds_roles(officers, actor) -> None:
    resident(OTHER_VILLAGE)
    actor("town_clerk", division=OTHER_TOWN)
    reform = drafted(officers[0], Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    seen = {one.placed.key: one for one in queries.preview(officers[1], reform)}
    assert seen["people.person.division"].count == 1
    assert seen["people.household.division"].count == 1
    assert seen["platform.role_holding.division"].says
    assert seen["people.person.division"].pages == [
        (queries.old_names(reform)[OTHER_TOWN], f"/people/?division={OTHER_TOWN}")
    ]
    administrator = actor("county_administrator", division=COUNTY)
    seen = {one.placed.key: one for one in queries.preview(administrator, reform)}
    assert seen["people.person.division"].pages == [], "an administrator reads no people"


def test_figures_of_their_day_stay_and_stand_in_nobodys_way(officers) -> None:
    from anhuai.plans.models import Snapshot

    for code in (TOWN, OTHER_TOWN):
        Snapshot.objects.create(
            indicator="beds_total",
            division=code,
            on=date(2026, 1, 1),
            value=1,
            taken_at="2026-01-01T00:00Z",
        )
    reform = merged(officers)
    assert Snapshot.objects.filter(division=OTHER_TOWN).count() == 1
    assert undone(officers, reform).state == State.UNDONE


def test_the_consistency_of_people_holds_after_a_reform(officers) -> None:
    resident(OTHER_VILLAGE)
    merged(officers)
    assert people_queries.consistency(SYSTEM, on=TODAY) == []
    assert Household.objects.count() == 1


def test_invisible_characters_never_reach_a_name(officers) -> None:
    reform = drafted(officers[0], Kind.RENAME, [VILLAGE], [Part(VILLAGE, "虚\u202e构\u200b村")])
    assert queries.successions(reform)[0].name == "虚构村"


def test_a_role_held_in_both_merged_towns_is_held_once_after(officers, actor) -> None:
    clerk = actor("town_clerk", division=TOWN)
    held = RoleHolding.objects.get(account=clerk.account)
    RoleHolding.objects.create(
        account=held.account, role="town_clerk", division=OTHER_TOWN, since=date(2021, 1, 1)
    )
    reform = merged(officers)
    assert [h.division for h in actor_of(held.account).holdings] == [TOWN]
    undone(officers, reform)
    assert {h.division for h in actor_of(held.account).holdings} == {TOWN, OTHER_TOWN}
