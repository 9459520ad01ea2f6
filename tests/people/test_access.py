"""Who looked at a person: indexed beside the chain, shown to officers and family, printed."""

from datetime import date

import pytest

from anhuai.people import queries
from anhuai.people.actions import (
    confirm_change,
    link_kin,
    propose_merge,
    register_person,
    reveal,
    set_circumstance,
    undo_change,
)
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.people.rules.kin import Relation
from anhuai.platform import audit, purposes, subjects
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.api import digest_of
from anhuai.platform.models import ApiKey, AuditEntry, AuditSubject
from tests.conftest import COUNTY, OTHER_TOWN, TODAY, TOWN, VILLAGE

SINCE = date(2024, 1, 1)


def person(name: str = "查阅人") -> int:
    facts = PersonFacts(name, "1", date(1950, 1, 1), hukou=VILLAGE, phone="13000000001")
    home = Founding(VILLAGE, "一号")
    return register_person(SYSTEM, facts=facts, home=home, on=SINCE, confirm_distinct=True).pk


@pytest.fixture
def elder(linze: str) -> int:
    return person()


def test_everything_that_names_somebody_is_in_the_report_once(elder, actor) -> None:
    child = person("小的")
    link_kin(SYSTEM, person=elder, relative=child, relation=Relation.SUPPORTER, since=SINCE)
    clerk = actor("town_clerk", division=TOWN)
    queries.person(clerk, person=elder, on=TODAY)
    reveal(clerk, person=elder, field="phone", reason="核对")
    span = queries.access.Span()
    found = queries.accesses(clerk, person=elder, span=span)
    names = [row[4].rpartition(".")[2] for row in found.page.rows]
    assert names == ["reveal", "person", "link_kin", "register_person"]
    assert found.is_whole
    assert found.page.rows[0][5] == "核对"
    other = {row[0] for row in queries.accesses(clerk, person=child, span=span).page.rows}
    linked = AuditEntry.objects.get(name__endswith="link_kin").sequence
    assert linked in other
    assert linked in {row[0] for row in found.page.rows}
    again = queries.accesses(clerk, person=elder, span=span)
    assert len(again.page.rows) == len(found.page.rows) + 1, "looking at the report is on it too"


def test_the_index_is_made_again_from_the_trail_and_never_touches_it(elder) -> None:
    subjects.catch_up(None)
    before = set(AuditSubject.objects.values_list("person", "sequence"))
    assert before
    AuditSubject.objects.all().delete()
    subjects.Follower.objects.all().delete()
    assert subjects.behind() > 0
    assert subjects.nightly_subjects.call("2026-11-22") > 0
    assert set(AuditSubject.objects.values_list("person", "sequence")) == before
    assert subjects.behind() == 0
    assert audit.verify().broken_at is None


def test_a_report_takes_in_a_bounded_part_and_says_so(elder, monkeypatch, signed_in) -> None:
    monkeypatch.setattr(subjects, "_BATCH", 1)
    for _n in range(8):
        audit.append(
            SYSTEM, kind=audit.Kind.READING, name="not_here", subject="person", ids=[elder]
        )
    assert subjects.behind() > 5
    body = signed_in("county_officer", division=COUNTY).get(f"/people/{elder}/access")
    assert "还在整理" in body.content.decode()


def test_the_page_the_paper_and_who_may(elder, signed_in) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    empty = clerk.get(f"/people/{elder}/access?from=2030-01-01")
    assert "没有符合条件的记录" in empty.content.decode()
    clerk.get(f"/people/{elder}/")
    seen = clerk.get(f"/people/{elder}/access?kind=reading").content.decode()
    assert "查看人员档案" in seen
    assert clerk.account.name in seen
    assert "新建人员档案" not in seen
    assert clerk.get(f"/people/{elder}/access?after=broken&from=x").status_code == 200
    paper = clerk.get(f"/people/{elder}/access.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert (
        signed_in("town_clerk", division=OTHER_TOWN).get(f"/people/{elder}/access").status_code
        == 404
    )
    assert (
        signed_in("village_worker", division=TOWN).get(f"/people/{elder}/access").status_code == 403
    )
    family = signed_in("family", person=elder)
    assert clerk.account.name in family.get(f"/people/{elder}/access").content.decode()
    assert family.get(f"/people/{person('别人')}/access").status_code == 404


def test_a_file_of_somebody_on_assistance_asks_what_for(elder, signed_in, settings, client) -> None:
    settings.ANHUAI_PURPOSE = True
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(f"/people/{elder}/").status_code == 200, "others ask for none"
    set_circumstance(SYSTEM, persons=[elder], held=Held("edge", SINCE))
    asked = clerk.get(f"/people/{elder}/")
    assert asked["Location"] == f"/purpose?next=%2Fpeople%2F{elder}%2F"
    page = clerk.get(asked["Location"])
    assert "这次查看是为了什么" in page.content.decode()
    assert clerk.post(asked["Location"], {"reason": "curiosity"}).status_code == 200
    sent = clerk.post(asked["Location"], {"reason": "review", "reference": "2026-118"})
    assert sent["Location"] == f"/people/{elder}/"
    assert "动态复核、定期核查：2026-118" in clerk.get(f"/people/{elder}/").content.decode()
    entry = AuditEntry.objects.filter(name="people.person", kind="reading").last()
    assert entry is not None
    assert entry.reason == "动态复核、定期核查：2026-118"
    assert signed_in("family", person=elder).get(f"/people/{elder}/").status_code == 200
    keyed = signed_in("api_client", division=TOWN).account
    ApiKey.objects.create(account=keyed, title="键", digest=digest_of("k"), since=SINCE)
    head = {"X-API-Key": "k"}
    refused = client.get(f"/api/v1/people/{elder}", headers=head)
    assert (refused.status_code, refused.json()["code"]) == (422, "purpose")
    given = client.get(f"/api/v1/people/{elder}", headers={**head, "X-Purpose": "A-7"})
    assert given.status_code == 200


def test_a_purpose_leads_only_back_into_this_site(signed_in, linze) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    sent = clerk.post("/purpose?next=https://example.org/", {"reason": "visit"})
    assert sent["Location"] == "/"
    assert dict(purposes.REASONS)["visit"]


def test_what_was_read_before_a_merge_stays_in_the_report(elder, actor) -> None:
    double = person()
    clerk = actor("town_clerk", division=TOWN)
    queries.person(clerk, person=double, on=TODAY)
    first, second = (Actor("甲", account=n, holdings=SYSTEM.holdings) for n in (1, 2))
    made = propose_merge(first, kept=elder, gone=double, choices={}, reason="两次建档")
    span = queries.access.Span(kind="reading")
    confirm_change(second, change=made.pk)
    rows = queries.accesses(clerk, person=elder, span=span).page.rows
    assert [row[4].rpartition(".")[2] for row in rows].count("person") == 1
    undo_change(second, change=made.pk, reason="误并")
    rows = queries.accesses(clerk, person=elder, span=span).page.rows
    assert [row[4].rpartition(".")[2] for row in rows].count("person") == 0
