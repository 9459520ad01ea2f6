"""Applying, offering, moving in and on: what may happen and what may not."""

from datetime import date, timedelta

import pytest
from tests.people import small
from tests.placements.conftest import ask, move_in, papers, refused, risks, terms

from anhuai.assessments.models import Task
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import Status
from anhuai.kernel.money import Fen
from anhuai.people import actions as people
from anhuai.placements import actions, jobs, queries
from anhuai.placements.models import Application, Hold, Offer, Stay
from anhuai.placements.rules.beds import Reported
from anhuai.placements.rules.words import Away, BedState, Ending, Severity
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.models import Follower, Notice
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
TODAY = clock.today


def test_an_application_asks_for_one_assessment_and_only_once(officer, home, elder) -> None:
    person = elder()
    made = ask(officer, person)
    assert made.number == f"{TODAY():%Y}-{made.pk:06d}"
    assert Task.objects.filter(person=person, state="open").count() == 1
    assert refused(lambda: ask(officer, person))[0] == "twice"
    actions.withdraw(officer, application=made.pk, version=1, on=TODAY())
    ask(officer, person)
    assert Task.objects.filter(person=person, state="open").count() == 1


def test_who_is_not_sixty_may_wait_for_a_private_home_only(officer, home, private, elder) -> None:
    young = elder(date(1980, 1, 1))
    assert refused(lambda: ask(officer, young)) == ("age", "wishes")
    assert refused(lambda: ask(officer, young, wishes=[home.pk, private.pk]))[0] == "age"
    assert ask(officer, young, wishes=[private.pk]).state == "waiting"


def test_another_towns_clerk_finds_nothing(far_clerk, officer, home, elder) -> None:
    person = elder()
    with pytest.raises(NotHere):
        ask(far_clerk, person)
    made = ask(officer, person)
    stay = move_in(officer, home, elder(name="王秀兰"), "101-1")
    for call in (
        lambda: actions.withdraw(far_clerk, application=made.pk, version=1, on=TODAY()),
        lambda: actions.offer(far_clerk, facility=home.pk, label="101-2", on=TODAY()),
        lambda: actions.discharge(
            far_clerk, stay=stay.pk, version=1, ending=Ending.DISCHARGED, on=TODAY()
        ),
        lambda: queries.stay_file(far_clerk, stay.pk, on=TODAY()),
        lambda: queries.shown_board(far_clerk, home.pk, on=TODAY()),
    ):
        with pytest.raises(NotHere):
            call()


def test_a_manager_keeps_the_beds_but_not_the_list(manager, officer, home, elder) -> None:
    stay = move_in(manager, home, elder(), "101-1")
    assert [row[1] for row in queries.stay_page(manager).rows] == [stay.person_id]
    waiting = ask(officer, elder(name="王秀兰"))
    assert not queries.applications(manager).filter(pk=waiting.pk).exists()
    with pytest.raises(Refused):
        actions.offer(manager, facility=home.pk, label="101-2", on=TODAY())
    actions.offer(officer, facility=home.pk, label="101-2", on=TODAY())
    assert queries.applications(manager).filter(pk=waiting.pk).exists()


def test_the_order_is_kept_or_the_reason_is_on_record(officer, home, elder) -> None:
    day = TODAY()
    plain = ask(officer, elder(name="周甲"), on=day - timedelta(3))
    poor = ask(officer, elder(date(1940, 1, 1), "dibao", name="周乙"), on=day - timedelta(2))
    tekun = ask(officer, elder(date(1955, 1, 1), "tekun", name="周丙"), on=day - timedelta(1))
    lines = queries.waiting_lines(day, facility=home.pk)
    assert [(one.key, one.rule) for one in lines] == [
        (tekun.pk, "tekun"), (poor.pk, "hardship_oldest"), (plain.pk, ""),
    ]  # fmt: skip
    skip = {"facility": home.pk, "label": "101-1", "on": day, "application": plain.pk}
    assert refused(lambda: actions.offer(officer, **skip)) == ("order", "reason")
    made = actions.offer(officer, **skip, reason="夫妻同住一室")
    assert (made.place, made.ground) == (3, "夫妻同住一室")
    assert actions.offer(officer, facility=home.pk, label="101-2", on=day).application == tekun
    assert refused(lambda: actions.offer(officer, facility=home.pk, label="101-2", on=day))[0] in (
        "taken", "not_free",
    )  # fmt: skip


def test_who_needs_a_nursing_bed_is_not_offered_another(officer, home, elder) -> None:
    first = ask(officer, elder(date(1950, 1, 1), "tekun"), nursing=True)
    second = ask(officer, elder(name="王秀兰"))
    made = actions.offer(officer, facility=home.pk, label="101-1", on=TODAY())
    assert made.application == second
    assert actions.offer(officer, facility=home.pk, label="201-1", on=TODAY()).application == first


def test_an_offer_not_answered_goes_to_the_next(officer, home, elder, monkeypatch) -> None:
    first = ask(officer, elder(date(1950, 1, 1), "tekun"))
    second = ask(officer, elder(name="王秀兰"))
    made = actions.offer(officer, facility=home.pk, label="101-1", on=TODAY())
    assert actions.expire_offers(SYSTEM, on=made.answer_by).pks == []
    later = made.answer_by + timedelta(1)
    monkeypatch.setattr(clock, "today", lambda: later)
    night = actions.expire_offers(SYSTEM, on=later)
    assert night.pks == [made.pk]
    assert actions.expire_offers(SYSTEM, on=later).pks == []
    again = Offer.objects.get(pk=night.made[0])
    assert (again.application, again.label) == (second, "101-1")
    first.refresh_from_db()
    assert first.state == "waiting"
    assert [one.key for one in queries.waiting_lines(later, facility=home.pk)] == [second.pk]
    actions.renew(officer, application=first.pk, version=first.version)
    assert queries.waiting_lines(later, facility=home.pk)[0].key == first.pk


def test_from_the_offer_to_the_bed(officer, manager, home, elder) -> None:
    waiting = ask(officer, elder())
    made = actions.offer(officer, facility=home.pk, label="101-1", on=TODAY())
    assert queries.board_of(home.pk, TODAY()).states["101-1"] is BedState.RESERVED
    admit = {"facility": home.pk, "label": "101-1", "on": TODAY(), "offer": made.pk}
    assert refused(lambda: actions.admit(manager, **admit, papers=papers()))[0] == "not_accepted"
    actions.accept(officer, offer=made.pk, version=1, on=TODAY())
    with pytest.raises(Stale):
        actions.accept(officer, offer=made.pk, version=1, on=TODAY())
    stay = actions.admit(manager, **admit, papers=papers())
    waiting.refresh_from_db()
    assert (waiting.state, stay.application) == ("admitted", waiting)
    assert queries.board_of(home.pk, TODAY()).states["101-1"] is BedState.OCCUPIED
    found = queries.stay_file(manager, stay.pk, on=TODAY())
    assert found.contract is not None
    assert found.risks_due is not None
    assert found.risks_due > TODAY()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"prepaid_months": 13}, "months"),
        ({"deposit": Fen(1_200_001), "in_custody": True}, "deposit"),
        ({"membership": Fen(1), "in_custody": True}, "membership_public"),
        ({"deposit": Fen(1)}, "custody"),
    ],
)
def test_a_contract_keeps_the_caps(officer, home, elder, more, code) -> None:
    given = papers(terms=terms(**more), reason="原有在住人员")
    person = elder()
    assert refused(lambda: move_in(officer, home, person, "101-1", papers=given))[0] == code
    assert not Stay.objects.exists()
    assert not Hold.objects.exists()


def test_nobody_moves_in_before_the_nine_risks(officer, home, elder) -> None:
    person = elder()
    bare = papers(risks=actions.Risks(risks={"fall": "low"}, told="女儿"))
    assert refused(lambda: move_in(officer, home, person, "101-1", papers=bare))[0] == "risks"
    untold = papers(risks=risks(told=""))
    assert refused(lambda: move_in(officer, home, person, "101-1", papers=untold))[0] == "told"


def test_a_public_home_passes_over_nobody_silently(officer, home, private, elder) -> None:
    ask(officer, elder())
    person = elder(name="王秀兰")
    plain = papers()
    code = refused(lambda: move_in(officer, home, person, "101-1", papers=plain))
    assert code == ("queue", "reason")
    assert move_in(officer, private, person, "1", papers=plain).facility_id == private.pk


def test_one_bed_one_person(officer, home, elder) -> None:
    move_in(officer, home, elder(), "101-1")
    other = elder(name="王秀兰")
    assert refused(lambda: move_in(officer, home, other, "101-1")) == ("taken", "label")
    assert refused(lambda: move_in(officer, home, other, "999"))[0] == "no_bed"
    move_in(officer, home, other, "101-2")
    assert refused(lambda: move_in(officer, home, other, "101-3"))[0] == "lives"


def test_away_back_moved_levelled_and_out(officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1", on=TODAY() - timedelta(30))
    one = {"stay": stay.pk}
    day = TODAY()
    actions.go_away(officer, **one, version=1, kind=Away.HOSPITAL, on=day - timedelta(9))
    known = queries.known_on(home.pk, day)
    assert (known.residents, known.away, known.free) == (1, 1, 3)
    twice = {"version": 2, "kind": Away.LEAVE, "on": day}
    assert refused(lambda: actions.go_away(officer, **one, **twice))[0] == "away"
    actions.come_back(officer, **one, version=2, on=day - timedelta(2))
    actions.move_bed(officer, **one, version=3, label="101-2", on=day - timedelta(1))
    actions.change_level(officer, **one, version=4, care_level="二级", on=day, told="女儿")
    with pytest.raises(Stale):
        actions.assess_risks(officer, **one, version=4, risks=risks(), on=day)
    before = queries.board_of(home.pk, day - timedelta(5)).states
    now = queries.board_of(home.pk, day).states
    assert (before["101-1"], now["101-1"], now["101-2"]) == (
        BedState.OCCUPIED, BedState.FREE, BedState.OCCUPIED,
    )  # fmt: skip
    gone = {"version": 5, "ending": Ending.DIED, "on": day}
    assert refused(lambda: actions.discharge(officer, **one, **gone))[0] == "died"
    actions.discharge(officer, **one, version=5, ending=Ending.DISCHARGED, on=day)
    assert queries.board_of(home.pk, day).count(BedState.FREE) == 4
    assert len(queries.stay_file(officer, stay.pk, on=day).entries) == 6


def test_a_death_frees_the_bed_and_its_undoing_gives_it_back(officer, home, elder) -> None:
    person = elder()
    stay = move_in(officer, home, person, "101-1", on=TODAY() - timedelta(30))
    Follower.objects.create(name=jobs.NAME, sequence=0)
    people.record_death(officer, person=person, died=TODAY() - timedelta(1))
    jobs.end_stays_of_the_dead.func(0)
    stay.refresh_from_db()
    assert (stay.until, stay.ending) == (TODAY() - timedelta(1), "died")
    assert queries.board_of(home.pk, TODAY()).states["101-1"] is BedState.FREE
    jobs.end_stays_of_the_dead.func(0)
    people.undo_death(officer, person=person, reason="登记错误")
    jobs.end_stays_of_the_dead.func(0)
    stay.refresh_from_db()
    assert (stay.until, stay.ending) == (None, "")
    assert queries.board_of(home.pk, TODAY()).states["101-1"] is BedState.OCCUPIED


def test_a_death_ends_the_application_and_the_offer(officer, home, elder) -> None:
    person = elder()
    waiting = ask(officer, person)
    actions.offer(officer, facility=home.pk, label="101-1", on=TODAY())
    Follower.objects.create(name=jobs.NAME, sequence=0)
    people.record_death(officer, person=person, died=TODAY())
    jobs.end_stays_of_the_dead.func(0)
    waiting.refresh_from_db()
    assert waiting.closed_on == TODAY()
    assert queries.board_of(home.pk, TODAY()).states["101-1"] is BedState.FREE


def test_beds_and_homes_do_not_vanish_under_residents(officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1", on=TODAY() - timedelta(3))
    out = {"facility": home.pk, "labels": "101-1", "on": TODAY()}
    assert refused(lambda: facilities.withdraw_beds(officer, **out))[0] == "held"
    flags = facilities.BedFlags(in_service=False)
    assert refused(lambda: facilities.change_beds(officer, **out, flags=flags))[0] == "held"
    close = {"facility": home.pk, "status": Status.CLOSED, "on": TODAY(), "reason": "停办"}
    assert refused(lambda: facilities.change_status(officer, **close))[0] == "residents"
    actions.discharge(officer, stay=stay.pk, version=1, ending=Ending.RESETTLED, on=TODAY())
    assert facilities.change_status(officer, **close).status == Status.CLOSED


def test_a_report_that_differs_is_a_finding_somebody_is_told_of(manager, officer, home, elder):
    move_in(officer, home, elder(), "101-1")
    day = {"facility": home.pk, "on": TODAY()}
    right = actions.report_day(manager, **day, said=Reported(residents=1, free=3))
    assert right.differs == []
    assert not Notice.objects.filter(template="bed_report_differs").exists()
    wrong = actions.report_day(manager, **day, said=Reported(residents=5))
    assert wrong.pk == right.pk
    assert wrong.differs == ["more_than_beds", "more_than_all", "residents", "free"]
    assert Notice.objects.filter(template="bed_report_differs").exists()
    (row,) = queries.reports(officer, on=TODAY())
    assert (row["free"], row["occupied"], row["reserved"], row["out"]) == (3, 1, 0, 0)


def test_a_grave_incident_is_told(manager, officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1")
    what = actions.Happening(risk="fall", severity=Severity.GRAVE, says="浴室跌倒骨折")
    actions.record_incident(manager, facility=home.pk, on=TODAY(), what=what, stay=stay.pk)
    assert Notice.objects.filter(template="grave_incident").exists()
    assert [one.says for one in queries.incidents(officer)] == ["浴室跌倒骨折"]
    with pytest.raises(NotHere):
        actions.record_incident(manager, facility=home.pk, on=TODAY(), what=what, stay=999)


def test_a_family_asks_for_its_own_only(officer, home, elder) -> None:
    mother, stranger = elder(), elder(name="王秀兰")
    family = small.holder("family", person=mother)
    assert ask(family, mother).channel == "family"
    with pytest.raises(NotHere):
        ask(family, stranger)
    made = actions.offer(officer, facility=home.pk, label="101-1", on=TODAY())
    assert Notice.objects.filter(template="placement_offered").count() == 1
    assert actions.accept(family, offer=made.pk, version=1, on=TODAY()).state == "accepted"
    assert Application.objects.get().state == "accepted"
