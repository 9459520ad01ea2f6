"""Each page through the client: who may open it, what it shows, what sending it does."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

from anhuai.civil import actions
from anhuai.civil.models import SocialOrganisation, Volunteer, VolunteerTeam
from anhuai.civil.rules import OrganisationFacts, OrganisationField, OrganisationKind
from anhuai.civil.views.volunteering import volunteering
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import AuditEntry

pytestmark = pytest.mark.django_db
SINCE = date(2021, 1, 1)
SignedIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def organisation(linze: str) -> SocialOrganisation:
    """A social-work agency."""
    facts = OrganisationFacts(
        name="爱心社工服务中心", kind=OrganisationKind.PRIVATE_NON_ENTERPRISE,
        field=OrganisationField.SOCIAL_WORK, division=TOWN, has_party_organisation=True,
    )  # fmt: skip
    return actions.register_organisation(SYSTEM, facts=facts, on=SINCE)


@pytest.fixture
def person(linze: str) -> Person:
    """A villager."""
    now = clock.now()
    return Person.objects.create(
        name="张桂兰", pinyin="zhang gui lan", search="", sex="2", born=date(1960, 5, 1),
        identity_sealed=b"", phone_sealed=b"", division=VILLAGE, created_at=now, updated_at=now,
    )  # fmt: skip


def test_the_empty_lists_say_so(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert "没有符合条件的社会组织" in text(officer.get("/civil/"))
    assert "没有符合条件的志愿者" in text(officer.get("/civil/volunteers/"))
    assert "还没有志愿服务队伍" in text(officer.get("/civil/teams/"))


def test_the_list_filters(organisation: SocialOrganisation, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for query, there in [
        ("", True), ("q=社工", True), ("q=axsg", True), ("kind=x", True),
        ("kind=foundation", False),
        ("field=social_work", True), (f"division={OTHER_TOWN}", False), ("after=x", True),
        ("sort=-since", True),
    ]:  # fmt: skip
        assert ("爱心社工服务中心" in text(officer.get(f"/civil/?{query}"))) is there, query


def test_others_see_nothing_outside_their_area(
    organisation: SocialOrganisation, person: Person, signed_in: SignedIn
) -> None:
    actions.enrol_volunteer(SYSTEM, person=person.pk, on=SINCE)
    team = actions.register_team(SYSTEM, name="银龄志愿队", division=VILLAGE, on=SINCE)
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    for page in ("", "volunteers/", "teams/"):
        shown = text(clerk.get(f"/civil/{page}"))
        assert not any(name in shown for name in ("爱心社工", "张桂兰", "银龄")), page
    for page in (
        f"{organisation.pk}/", f"{organisation.pk}/edit", f"{organisation.pk}/end",
        f"volunteers/new/{person.pk}", f"volunteers/{Volunteer.objects.get().pk}/end",
        f"teams/{team.pk}/end",
    ):  # fmt: skip
        assert clerk.get(f"/civil/{page}").status_code == 404, page
    assert signed_in("village_worker", division=VILLAGE).get("/civil/").status_code == 403


def test_an_organisation_is_registered_corrected_and_ended(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    data = {
        "name": "东寨村老年协会", "kind": "community", "field": "elderly", "division": TOWN,
        "on": "2024-01-01",
    }  # fmt: skip
    assert officer.get("/civil/new").status_code == 200
    wrong = officer.post("/civil/new", data | {"token": uuid4()})
    assert "应登记到村" in text(wrong)
    sent = officer.post("/civil/new", data | {"division": VILLAGE, "token": uuid4()})
    assert "东寨村老年协会" in text(officer.get(sent.url))
    key = SocialOrganisation.objects.get().pk
    assert officer.get(f"/civil/{key}/edit").status_code == 200
    changed = data | {"division": VILLAGE, "has_party_organisation": "on", "version": 1}
    url = f"/civil/{key}/edit"
    assert officer.post(url, changed | {"token": uuid4()}).status_code == 302
    assert officer.post(url, changed | {"token": uuid4()}).status_code == 409
    assert officer.get(f"/civil/{key}/end").status_code == 200
    end = {"on": "2026-01-01", "reason": "自行解散", "token": uuid4()}
    assert officer.post(f"/civil/{key}/end", end).status_code == 302
    shown = text(officer.get(f"/civil/{key}/"))
    assert "已注销" in shown
    assert "自行解散" in shown
    assert officer.get(url).status_code == 404


def test_a_volunteer_is_enrolled_listed_and_withdrawn(person: Person, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    url = f"/civil/volunteers/new/{person.pk}"
    assert officer.get(url).status_code == 200
    data = {"on": "2024-01-01"}
    assert officer.post(url, data | {"token": uuid4()}).url == f"/people/{person.pk}/"
    assert "已经是注册志愿者" in text(officer.post(url, data | {"token": uuid4()}))
    assert "张桂兰" in text(officer.get("/civil/volunteers/?old=1&q=张"))
    assert AuditEntry.objects.filter(name="civil.volunteer_page").latest("sequence").ids == [
        person.pk
    ]
    end = f"/civil/volunteers/{Volunteer.objects.get().pk}/end"
    assert officer.get(end).status_code == 200
    assert officer.post(end, {"on": "2026-01-01", "token": uuid4()}).status_code == 302
    assert "张桂兰" not in text(officer.get("/civil/volunteers/"))
    assert officer.get(end).status_code == 404


def test_a_team_is_registered_and_ended(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get("/civil/teams/new").status_code == 200
    data = {"name": "银龄志愿队", "division": VILLAGE, "on": "2024-01-01"}
    assert officer.post("/civil/teams/new", data | {"token": uuid4()}).status_code == 302
    assert "银龄志愿队" in text(officer.get(f"/civil/teams/?division={TOWN}"))
    end = f"/civil/teams/{VolunteerTeam.objects.get().pk}/end"
    assert officer.get(end).status_code == 200
    assert officer.post(end, {"on": "2026-01-01", "token": uuid4()}).status_code == 302
    assert "银龄志愿队" not in text(officer.get("/civil/teams/"))


def test_a_leader_reads_but_opens_no_form(
    organisation: SocialOrganisation, signed_in: SignedIn
) -> None:
    leader = signed_in("leader", division=COUNTY)
    assert "注销" not in text(leader.get(f"/civil/{organisation.pk}/"))
    for page in ("new", f"{organisation.pk}/edit", f"{organisation.pk}/end", "teams/new"):
        assert leader.get(f"/civil/{page}").status_code == 403, page


def test_the_person_page_says_since_when_somebody_volunteers(
    person: Person, actor: Callable[..., Actor], rf: Any
) -> None:
    def drawn(by: Actor) -> str:
        request = rf.get("/")
        request.actor = by
        return str(volunteering(request, person.pk))

    officer, leader = (actor(role, division=COUNTY) for role in ("county_officer", "leader"))
    assert f"/civil/volunteers/new/{person.pk}" in drawn(officer)
    assert drawn(leader) == ""
    actions.enrol_volunteer(SYSTEM, person=person.pk, on=SINCE)
    assert "自 2021-01-01 起是注册志愿者" in drawn(leader)
    assert f"/civil/volunteers/new/{person.pk}" not in drawn(officer)
    assert drawn(actor("town_clerk", division=OTHER_TOWN)).count("2021-01-01") == 0


def test_the_api_lists_organisations_in_scope(
    organisation: SocialOrganisation, signed_in: SignedIn
) -> None:
    listed = signed_in("leader", division=COUNTY).get("/api/v1/social-organisations").json()
    assert [one["id"] for one in listed["items"]] == [organisation.pk]
    other = signed_in("leader", division=OTHER_TOWN).get("/api/v1/social-organisations").json()
    assert other["items"] == []
