"""Data are kept as long as the law says: proposed at night, removed by two, held when asked."""

from datetime import date

import pytest

from anhuai.people.actions import register_person, set_contact
from anhuai.people.models import Contact, Correction, Person
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import audit, retaining
from anhuai.platform.accounts import BadAccount, Grant, grant_role
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import LegalHold, RetentionProposal
from anhuai.platform.retaining import BadRetention, Does
from anhuai.platform.sealing import seal
from tests.conftest import COUNTY, TODAY, TOWN, VILLAGE, open_account

SINCE = date(2010, 1, 1)


def dead(name: str, died: date | None) -> int:
    facts = PersonFacts(name, "1", date(1930, 1, 1), hukou=VILLAGE)
    home = Founding(VILLAGE, "一号")
    key = register_person(SYSTEM, facts=facts, home=home, on=SINCE, confirm_distinct=True).pk
    set_contact(SYSTEM, person=key, name="联系人甲", phone="13000000001")
    Person.objects.filter(pk=key).update(died=died)
    return key


@pytest.fixture
def gone(linze: str) -> dict[str, int]:
    return {
        "long": dead("久逝", date(2018, 5, 1)), "lately": dead("新逝", date(2025, 5, 1)),
        "alive": dead("在世", None),
    }  # fmt: skip


def test_a_proposal_waits_for_a_second_officer_and_is_carried_out_on_record(gone, actor) -> None:
    assert retaining.nightly_retention.call(TODAY.isoformat()) == 1
    assert retaining.nightly_retention.call(TODAY.isoformat()) == 0, "once while it is open"
    one = RetentionProposal.objects.get()
    assert (one.rule, one.count) == ("contacts_after_end", 1)
    first, second = (actor("county_officer", division=COUNTY) for _n in range(2))
    with pytest.raises(BadRetention, match="已有人办理"):
        retaining.confirm_proposal(first, proposal=one.pk)
    retaining.check_proposal(first, proposal=one.pk)
    with pytest.raises(BadRetention, match="另一位"):
        retaining.confirm_proposal(first, proposal=one.pk)
    assert Contact.objects.exclude(phone_sealed=b"").count() == 3
    retaining.confirm_proposal(second, proposal=one.pk)
    erased = Contact.objects.get(person=gone["long"])
    assert (erased.name, bytes(erased.phone_sealed), erased.phone_index) == ("—", b"", "")
    assert Contact.objects.exclude(phone_sealed=b"").count() == 2
    one.refresh_from_db()
    assert (one.state, one.removed) == ("done", 1)
    assert audit.verify().broken_at is None
    assert retaining.propose_due(on=TODAY) == 0


def test_what_came_under_hold_meanwhile_stays(gone, actor) -> None:
    retaining.propose_due(on=TODAY)
    one = RetentionProposal.objects.get()
    first, second = (actor("county_officer", division=COUNTY) for _n in range(2))
    retaining.check_proposal(first, proposal=one.pk)
    held = retaining.hold(first, person=gone["long"], reason="法院调取")
    retaining.confirm_proposal(second, proposal=one.pk)
    assert Contact.objects.exclude(phone_sealed=b"").count() == 3
    with pytest.raises(BadRetention):
        retaining.hold(first, person=gone["long"], reason="再来")
    retaining.release(second, hold_id=held.pk, reason="结案")
    assert retaining.propose_due(on=TODAY) == 1


def test_former_values_go_after_their_time(linze) -> None:
    key = dead("更正", None)
    person = Person.objects.get(pk=key)
    fields = {"person": person, "field": "name", "by": "甲", "before_sealed": seal("旧名")}
    old = Correction.objects.create(at="2020-01-01T00:00:00+08:00", **fields)
    Correction.objects.create(at="2026-01-01T00:00:00+08:00", **fields)
    assert [row for row, _person in retaining.due("former_values", on=TODAY)] == [old.pk]


def test_only_what_the_law_leaves_open_is_a_setting(linze, actor) -> None:
    officer = actor("county_officer", division=COUNTY)
    retaining.set_months(officer, code="former_values", months=12, reason="局务会")
    assert retaining.months_of("former_values") == 12
    for code, months in (("trail", 1), ("former_values", 0)):
        with pytest.raises(BadRetention):
            retaining.set_months(officer, code=code, months=months, reason="试试")
    with pytest.raises(BadRetention, match="理由"):
        retaining.set_months(officer, code="former_values", months=24, reason="")
    clerk = actor("county_officer", division=TOWN)
    with pytest.raises(BadRetention, match="全县"):
        retaining.set_months(clerk, code="former_values", months=24, reason="试试")


def test_the_trail_is_kept_whole() -> None:
    rules = retaining.rules()
    assert rules["trail"].does is Does.KEEP
    assert (rules["trail"].months or 0) >= 6
    assert (rules["impact_assessment"].months or 0) >= 36
    assert (rules["institution_record"].months or 0) >= 60
    for code, rule in rules.items():
        erases = rule.does is Does.ERASE
        assert erases == (code in retaining._EXECUTORS), code
        assert rule.basis.citation
        assert not erases or rule.basis.confidence.is_setting


def test_the_pages_from_rule_to_confirmation(gone, signed_in) -> None:
    first, second = (signed_in("county_officer", division=COUNTY) for _n in range(2))
    assert "没有到期" in first.get("/retention/").content.decode()
    retaining.propose_due(on=TODAY)
    one = RetentionProposal.objects.get()
    body = first.get("/retention/").content.decode()
    assert "已去世或迁出者的紧急联系人" in body
    assert "未核实" in body
    assert first.get(f"/retention/{one.pk}/check").status_code == 200
    first.post(f"/retention/{one.pk}/check")
    again = first.post(f"/retention/{one.pk}/confirm")
    assert "另一位" in again.content.decode()
    second.post(f"/retention/{one.pk}/confirm")
    assert "已执行" in first.get("/retention/").content.decode()
    assert first.get(f"/retention/{one.pk}/burn").status_code == 404
    held = first.post(f"/people/{gone['alive']}/hold", {"reason": "投诉"})
    assert held.status_code == 302
    assert "投诉" in first.get("/retention/").content.decode()
    first.post(f"/retention/holds/{LegalHold.objects.get().pk}/release", {"reason": "办结"})
    assert not LegalHold.objects.filter(until=None).exists()
    sent = first.post("/retention/rules/former_values", {"months": "24", "reason": "局务会"})
    assert sent.status_code == 302
    assert first.get("/retention/rules/trail").status_code == 404
    assert signed_in("auditor", division=COUNTY).get("/retention/").status_code == 200
    assert signed_in("village_worker", division=VILLAGE).get("/retention/").status_code == 403


def test_one_hand_holds_one_of_the_three_keys_of_the_house(linze, actor, settings) -> None:
    administrator = actor("county_administrator", division=COUNTY)
    person = open_account("three", "security_administrator", division=COUNTY)
    grant = Grant(role="auditor", division=COUNTY)
    settings.ANHUAI_THREE_ADMINISTRATORS = True
    for refused in (grant, Grant(role="county_administrator", division=COUNTY)):
        with pytest.raises(BadAccount):
            grant_role(administrator, account_id=person.pk, grant=refused)
    grant_role(administrator, account_id=person.pk, grant=Grant(role="leader", division=COUNTY))
    settings.ANHUAI_THREE_ADMINISTRATORS = False
    grant_role(administrator, account_id=person.pk, grant=grant)
