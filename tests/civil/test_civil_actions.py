"""Social organisations, volunteers and teams: what may be recorded, who is counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE

from anhuai.civil import actions, queries
from anhuai.civil.models import SocialOrganisation, Volunteer
from anhuai.civil.rules import OrganisationFacts, OrganisationField, OrganisationKind
from anhuai.kernel.unfit import Unfit
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
SINCE = date(2021, 1, 1)


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field


def facts(name: str = "临泽县爱心社工服务中心", **more: Any) -> OrganisationFacts:
    more.setdefault("kind", OrganisationKind.PRIVATE_NON_ENTERPRISE)
    more.setdefault("field", OrganisationField.SOCIAL_WORK)
    more.setdefault("division", TOWN)
    return OrganisationFacts(name=name, **more)


def register(by: Actor = SYSTEM, *, on: date = SINCE, **more: Any) -> SocialOrganisation:
    return actions.register_organisation(by, facts=facts(**more), on=on)


def person(name: str = "张桂兰", *, born: date = date(1960, 5, 1), place: str = VILLAGE) -> Person:
    now = clock.now()
    return Person.objects.create(
        name=name, pinyin="zhang gui lan", search="", sex="2", born=born, identity_sealed=b"",
        phone_sealed=b"", division=place, created_at=now, updated_at=now,
    )  # fmt: skip


def test_organisations_are_counted_on_a_day_by_kind_field_and_place(linze: str) -> None:
    first = register()
    register(
        name="东寨村老年协会", kind=OrganisationKind.COMMUNITY, field=OrganisationField.ELDERLY,
        division=VILLAGE,
    )  # fmt: skip

    def count(on: date = TODAY, **which: Any) -> int:
        return queries.organisations(SYSTEM, on=on, **which).count()

    assert count() == 2
    assert count(kind=OrganisationKind.COMMUNITY) == 1
    assert count(kind=[OrganisationKind.COMMUNITY, OrganisationKind.FOUNDATION]) == 1
    assert count(field=OrganisationField.SOCIAL_WORK) == 1
    assert count(division=VILLAGE) == 1
    assert count(on=date(2020, 12, 31)) == 0
    assert count(q="社工") == 1
    assert count(q="dzcln") == 1
    actions.end_organisation(SYSTEM, organisation=first.pk, on=date(2024, 1, 1), reason="自行解散")
    assert [count(on=date(2023, 12, 31)), count()] == [2, 1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": " "}, ("name", "name")),
        ({"division": "62"}, ("beyond", "division")),
        ({"division": "620723999"}, ("beyond", "division")),
        ({"social_credit_code": "52990000500000007X"}, ("checksum", "social_credit_code")),
        ({"kind": OrganisationKind.COMMUNITY}, ("level", "division")),
        ({"is_party_demonstration": True}, ("party", "is_party_demonstration")),
        ({"on": date(2030, 1, 1)}, ("future", "on")),
    ],
)
def test_wrong_facts_name_their_field(
    linze: str, more: dict[str, Any], said: tuple[str, str]
) -> None:
    assert refused(lambda: register(**more)) == said


def test_a_name_and_a_credit_code_are_registered_once(linze: str) -> None:
    register(social_credit_code="52990000500000007L")
    assert refused(register) == ("duplicate", "name")
    second = {"name": "另一家", "social_credit_code": "52990000500000007L"}
    assert refused(lambda: register(**second)) == ("code_taken", "social_credit_code")


def test_editing_and_ending(linze: str) -> None:
    made = register()
    changed = facts(has_party_organisation=True, is_party_demonstration=True)
    actions.edit_organisation(SYSTEM, organisation=made.pk, version=1, facts=changed)
    assert queries.organisations(SYSTEM, on=TODAY).get().is_party_demonstration
    with pytest.raises(Stale):
        actions.edit_organisation(SYSTEM, organisation=made.pk, version=1, facts=changed)

    def end(on: date, reason: str = "解散") -> object:
        return actions.end_organisation(SYSTEM, organisation=made.pk, on=on, reason=reason)

    assert refused(lambda: end(SINCE)) == ("too_early", "on")
    assert refused(lambda: end(TODAY, " ")) == ("reason", "reason")
    end(TODAY)
    assert refused(lambda: end(TODAY))[0] == "ended"


def test_volunteers_are_counted_alive_and_by_age(linze: str) -> None:
    old, young = person(), person("李强", born=date(1990, 1, 1))
    for one in (old, young):
        actions.enrol_volunteer(SYSTEM, person=one.pk, on=SINCE)

    def count(on: date = TODAY, **which: Any) -> int:
        return queries.volunteers(SYSTEM, on=on, **which).count()

    assert [count(), count(min_age=60), count(min_age=67)] == [2, 1, 0]
    assert count(on=date(2027, 5, 1), min_age=67) == 1
    assert count(on=date(2027, 4, 30), min_age=67) == 0
    assert count(division=OTHER_TOWN) == 0
    Person.objects.filter(pk=old.pk).update(died=date(2025, 1, 1))
    assert [count(on=date(2024, 12, 31)), count()] == [2, 1]


def test_a_person_is_enrolled_once_at_a_time(linze: str) -> None:
    one = person()
    actions.enrol_volunteer(SYSTEM, person=one.pk, on=SINCE)
    enrol = lambda on: actions.enrol_volunteer(SYSTEM, person=one.pk, on=on)  # noqa: E731
    assert refused(lambda: enrol(TODAY))[0] == "twice"
    first = Volunteer.objects.get()
    withdraw = actions.withdraw_volunteer
    assert refused(lambda: withdraw(SYSTEM, volunteer=first.pk, on=SINCE)) == ("too_early", "on")
    withdraw(SYSTEM, volunteer=first.pk, on=date(2024, 1, 1))
    assert refused(lambda: enrol(date(2023, 1, 1))) == ("overlap", "on")
    assert refused(lambda: enrol(date(1950, 1, 1))) == ("lifetime", "on")
    enrol(TODAY)
    assert queries.volunteering(SYSTEM, one.pk)[0] == (TODAY, None)


def test_many_are_enrolled_at_once_and_none_twice(linze: str) -> None:
    ids = [person(f"李{n}").pk for n in "一二三"]
    assert actions.enrol_volunteers(SYSTEM, persons=ids, on=SINCE) == 3
    assert actions.enrol_volunteers(SYSTEM, persons=[*ids, person().pk], on=SINCE) == 1
    with pytest.raises(NotHere):
        actions.enrol_volunteers(SYSTEM, persons=[999_999], on=SINCE)


def test_teams_are_registered_in_a_place_once(linze: str) -> None:
    made = actions.register_team(SYSTEM, name="银龄志愿队", division=VILLAGE, on=SINCE)
    assert queries.teams(SYSTEM, on=TODAY, division=TOWN).get().pk == made.pk
    again = lambda: actions.register_team(  # noqa: E731
        SYSTEM, name="银龄志愿队", division=VILLAGE, on=TODAY
    )
    assert refused(again) == ("duplicate", "name")
    actions.end_team(SYSTEM, team=made.pk, on=TODAY)
    assert queries.teams(SYSTEM, on=TODAY).count() == 0
    assert refused(lambda: actions.end_team(SYSTEM, team=made.pk, on=TODAY))[0] == "too_early"


def test_a_clerk_works_in_the_own_town(linze: str, actor: Callable[..., Actor]) -> None:
    made, elsewhere = register(), person(place=OTHER_VILLAGE)
    clerk = actor("town_clerk", division=OTHER_TOWN)
    assert queries.organisations(clerk, on=TODAY).count() == 0
    with pytest.raises(NotHere):
        queries.organisation(clerk, made.pk)
    with pytest.raises(NotHere):
        actions.edit_organisation(clerk, organisation=made.pk, version=1, facts=facts())
    with pytest.raises(NotHere):
        actions.enrol_volunteer(clerk, person=person().pk, on=SINCE)
    actions.enrol_volunteer(clerk, person=elsewhere.pk, on=SINCE)
    with pytest.raises(Refused):
        register(actor("leader", division=COUNTY))
