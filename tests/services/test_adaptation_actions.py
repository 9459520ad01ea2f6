"""Adaptations of homes: every step, who may take it, what it refuses, money exactly once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.people import small
from tests.services import home
from tests.services.conftest import NOON, TODAY, refused
from tests.services.home import LINES, Site, hard_up

from anhuai.funds.models import Grant, Posting
from anhuai.funds.models import Line as Paid
from anhuai.kernel.money import Fen
from anhuai.people import actions as people
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.posting import Stale
from anhuai.services import actions, queries
from anhuai.services.actions import Seen
from anhuai.services.models import Adaptation, AdaptationEntry, AdaptationWork
from anhuai.services.rules.adaptation import Ending, Line, Result, Stage, State

OWN = Line(work="goods.hearing", price=Fen(90000), own=Fen(90000))


@pytest.fixture
def at(officer: Actor) -> Site:
    return home.site(officer)


def test_a_home_goes_from_candidate_to_follow_up_and_its_builder_is_paid_once(at: Site) -> None:
    at.to("pay")
    assert at.one.state == State.PAID
    assert at.one.entry is not None
    assert Posting.objects.filter(entry=at.one.entry).get().amount == 180000
    assert at.one.due_on == TODAY + timedelta(days=180)
    done = at.go(actions.follow_up_adaptation, at.surveyor, on=TODAY, result=Result.USED)
    assert done.state == State.DONE
    assert done.due_on is None
    steps = list(AdaptationEntry.objects.order_by("pk").values_list("step", flat=True))
    assert steps == ["opened", "surveyed", "planned", "agreed", "started", "built", "accepted",
                     "prepared", "paid", "followed"]  # fmt: skip


def test_who_is_entitled_comes_from_the_register_alone(officer: Actor) -> None:
    young = hard_up(officer, "周六十", born=date(1964, 1, 1))
    rich = small.register(officer, "周富裕", date(1940, 1, 1))
    old = hard_up(officer)
    found = {one.person: one.reasons for one in queries.adaptation_candidates(officer, on=TODAY)}
    assert found == {old: ("tekun", "very_old")}
    for person in (young, rich):
        assert refused(lambda p=person: actions.open_adaptation(officer, person=p, on=TODAY)) == (
            "entitled", "person",
        )  # fmt: skip
    home.level(young, 1)
    assert queries.needs([young], {young: date(1964, 1, 1)}, on=TODAY) == {
        young: ("tekun", "frail")
    }
    actions.open_adaptation(officer, person=old, on=TODAY)
    assert old not in {one.person for one in queries.adaptation_candidates(officer, on=TODAY)}


def test_a_home_is_adapted_once_for_whoever_of_it(at: Site, officer: Actor) -> None:
    person = at.one.person_id
    again = lambda: actions.open_adaptation(officer, person=person, on=TODAY)  # noqa: E731
    assert refused(again)[0] == "twice"
    spouse = hard_up(officer, "李老伴", household=small.home_of(person))
    assert refused(lambda: actions.open_adaptation(officer, person=spouse, on=TODAY))[0] == "twice"
    at.go(actions.cancel_adaptation, officer, ending=Ending.WITHDRAWN, on=TODAY, reason="不愿动工")
    assert actions.open_adaptation(officer, person=spouse, on=TODAY).state == State.OPENED


def test_what_is_given_as_work_is_never_paid_in_cash_as_well(at: Site, officer: Actor) -> None:
    grant = Grant.objects.get(person=at.one.person_id, scheme=queries.SCHEME)
    assert grant.until is None
    from anhuai.funds import queries as funds

    assert funds.in_kind(queries.SCHEME) == {at.one.person_id}
    at.go(actions.cancel_adaptation, officer, ending=Ending.WITHDRAWN, on=TODAY, reason="不改了")
    assert funds.in_kind(queries.SCHEME) == set()


def test_who_was_paid_in_cash_is_neither_taken_up_nor_paid_for(
    at: Site, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anhuai.funds import queries as funds

    at.to("accept")
    monkeypatch.setattr(funds, "was_paid", lambda **_: True)
    assert refused(at.prepare)[0] == "cash"
    other = hard_up(officer, "周又贫")
    assert refused(lambda: actions.open_adaptation(officer, person=other, on=TODAY))[0] == "paid"
    assert Paid.objects.count() == 0


def test_a_survey_needs_consent_and_works_and_a_day_that_can_be(at: Site) -> None:
    seen = Seen(on=TODAY, works={"bathroom.grab": ""}, consented=True)
    for wrong, code in (
        (replace(seen, consented=False), "consent"),
        (replace(seen, works={}), "works"),
        (replace(seen, works={"attic.lift": ""}), "works"),
        (replace(seen, on=TODAY + timedelta(days=1)), "future"),
        (replace(seen, on=TODAY - timedelta(days=1)), "order"),
    ):
        ask = lambda w=wrong: at.go(actions.survey_adaptation, at.surveyor, found=w)  # noqa: E731
        assert refused(ask)[0] == code
    at.survey()
    assert set(AdaptationWork.objects.values_list("work", flat=True)) == {
        "bathroom.grab", "ground.antislip",
    }  # fmt: skip


def test_public_money_stays_within_the_ceiling_and_the_rest_is_the_family_s(at: Site) -> None:
    at.survey()
    big = Line(work="ground.ramp", price=Fen(200000), own=Fen(0))
    code, _field = refused(lambda: at.plan((*LINES, big)))
    assert code == "ceiling"
    assert refused(lambda: at.plan((replace(OWN, own=Fen(0)),))) == (
        "optional", "own_goods_hearing",
    )  # fmt: skip
    at.plan((*LINES, replace(big, own=Fen(80000)), OWN))
    assert (at.one.total, at.one.public, at.one.own) == (470000, 300000, 170000)
    assert at.one.ceiling == 300000
    with pytest.raises(IntegrityError), transaction.atomic():
        Adaptation.objects.filter(pk=at.one.pk).update(public=300001, total=470001)


def test_the_family_agrees_or_sends_the_plan_back(at: Site, officer: Actor) -> None:
    at.survey()
    at.plan()
    kin = small.holder("family", person=at.one.person_id)
    assert at.go(
        actions.decline_plan, kin, on=TODAY, reason="不要坡道"
    ).state == State.SURVEYED  # fmt: skip
    at.plan()
    assert at.go(actions.agree_adaptation, kin, on=TODAY, signer="周小明").agreed_by == "周小明"
    stranger = small.holder("family", person=hard_up(officer, "别家人"))
    with pytest.raises(NotHere):
        at.go(actions.agree_adaptation, stranger, on=TODAY, signer="x")
    with pytest.raises(Refused):
        at.go(actions.plan_adaptation, kin, lines=LINES, on=TODAY)


def test_only_a_listed_builder_with_a_licence_builds(at: Site, officer: Actor) -> None:
    at.to("agree")
    early = lambda: at.go(actions.start_works, officer, on=TODAY)  # noqa: E731
    assert refused(early)[0] == "contractor"
    at.assign()
    with time_machine.travel(NOON.replace(year=2027), tick=False):
        later = date(2027, 6, 15)
        go = lambda: at.go(actions.start_works, at.builder, on=later)  # noqa: E731
        assert refused(go) == ("licence", "contractor")
    actions.unlist_contractor(officer, contractor=at.contractor.pk, version=1, on=TODAY)
    assert refused(at.start) == ("unlisted", "contractor")


def test_another_builder_sees_nothing(at: Site) -> None:
    at.to("assign")
    other = home.holder_at("provider", home.organisation("别的公司"))
    with pytest.raises(NotHere):
        queries.adaptation(other, at.one.pk)
    with pytest.raises(NotHere):
        at.go(actions.start_works, other, on=TODAY)
    assert queries.adaptation(at.builder, at.one.pk).pk == at.one.pk
    assert queries.counted_adaptations(other) == 0
    assert queries.counted_adaptations(at.builder) == 1


def test_another_town_s_clerk_sees_nothing(at: Site, far_clerk: Actor) -> None:
    with pytest.raises(NotHere):
        queries.adaptation(far_clerk, at.one.pk)
    assert list(queries.adaptation_candidates(far_clerk, on=TODAY)) == []


def test_work_is_finished_with_photos_before_and_after_and_with_consent(at: Site) -> None:
    at.to("start")
    finish = lambda: at.go(actions.finish_works, at.builder, on=TODAY)  # noqa: E731
    at.photo(Stage.BEFORE)
    assert refused(finish)[0] == "photos"
    assert refused(lambda: at.photo(Stage.AFTER, consented=False))[0] == "consent"
    assert refused(lambda: at.photo(Stage.AFTER, body=b"x" * (2 << 20)))[0] == "too_large"
    assert refused(lambda: at.photo(Stage.AFTER, body=b"no picture"))[0] == "kind"
    one = at.photo(Stage.AFTER)
    same = actions.add_adaptation_photo(
        at.builder, adaptation=at.one.pk, client=one.client, stage=Stage.AFTER, part="bathroom",
        body=b"", consented=True,
    )  # fmt: skip
    assert same.pk == one.pk
    assert finish().state == State.BUILT


def test_a_second_person_accepts_never_who_surveyed_or_built(at: Site, officer: Actor) -> None:
    at.to("finish")
    assert refused(lambda: at.accept(at.surveyor))[0] == "own"
    inside = at.second
    both = Actor(
        name="两职", account=inside.account,
        holdings=(*inside.holdings, *at.builder.holdings),
    )  # fmt: skip
    assert refused(lambda: at.accept(both))[0] == "builder"
    again = at.go(actions.reject_works, at.second, on=TODAY, reason="扶手松动")
    assert again.state == State.BUILDING
    at.go(actions.finish_works, at.builder, on=TODAY)
    assert at.accept().state == State.ACCEPTED
    with pytest.raises(IntegrityError), transaction.atomic():
        Adaptation.objects.filter(pk=at.one.pk).update(accepted_by=at.surveyor.account)


def test_two_officers_pay_and_never_twice(at: Site, officer: Actor) -> None:
    at.to("prepare")
    assert refused(lambda: at.pay(officer))[0] == "own"
    version = at.one.version
    at.pay()
    with pytest.raises(Stale):
        actions.pay_adaptation(at.second, adaptation=at.one.pk, version=version, on=TODAY)
    assert refused(lambda: at.pay())[0] == "state"
    assert Posting.objects.filter(entry__kind="spending").count() == 1


def test_without_public_money_there_is_nothing_to_pay(at: Site) -> None:
    at.survey()
    at.plan((OWN,))
    for step in ("agree", "assign", "start", "finish", "accept"):
        getattr(at, step)()
    assert (at.one.state, at.one.paid_on, at.one.entry) == (State.PAID, TODAY, None)


def test_too_little_budget_leaves_everything_as_it_was(at: Site, officer: Actor) -> None:
    at.to("accept")
    at.go(
        actions.prepare_adaptation_pay, officer, fund="lottery_county", document="发票 1", on=TODAY
    )
    assert refused(at.pay)[0] == "left"
    at.one.refresh_from_db()
    assert at.one.state == State.PREPARED


def test_a_death_ends_what_is_not_begun_and_leaves_what_is_being_built(
    at: Site, officer: Actor
) -> None:
    other = actions.open_adaptation(officer, person=hard_up(officer, "周已故"), on=TODAY)
    at.to("start")
    for one in (at.one, other):
        people.record_death(officer, person=one.person_id, died=TODAY)
    assert actions.end_gone(SYSTEM, on=TODAY).pks == (other.pk,)
    assert actions.end_gone(SYSTEM, on=TODAY).pks == ()
    other.refresh_from_db()
    assert (other.state, other.ending) == (State.CANCELLED, Ending.DIED)
    at.finish()
    assert at.accept().state == State.ACCEPTED  # what was built is paid for


def test_who_moved_house_is_surveyed_anew(at: Site, officer: Actor) -> None:
    at.to("plan")
    person = at.one.person_id
    from anhuai.people.rules.facts import Founding

    people.move_person(
        officer, person=person, to=Founding(small.NEXT_VILLAGE, "二组 8 号"), on=TODAY
    )
    assert refused(at.agree)[0] == "moved"
    again = at.go(actions.rehouse_adaptation, officer, on=TODAY, reason="搬到儿子家")
    assert (again.state, again.place, again.total) == (State.OPENED, small.NEXT_VILLAGE, 0)
    rehouse = lambda: at.go(actions.rehouse_adaptation, officer, on=TODAY, reason="又搬")  # noqa: E731
    assert refused(rehouse)[0] == "same"
    at.to("pay")


def test_plans_count_homes_accepted_in_the_year_and_in_the_plan(at: Site, officer: Actor) -> None:
    count = lambda since, until: queries.adapted(officer, since=since, until=until).count()  # noqa: E731
    assert count(date(2026, 1, 1), date(2027, 1, 1)) == 0
    at.to("accept")
    assert count(date(2026, 1, 1), date(2027, 1, 1)) == 1
    assert count(date(2026, 1, 1), TODAY) == 0
    assert count(date(2025, 1, 1), date(2026, 1, 1)) == 0
    assert queries.adaptation_figures(officer, on=TODAY)["year"] == 1


def test_two_officers_at_once_the_second_is_told(at: Site) -> None:
    version = at.one.version
    at.survey()
    with pytest.raises(Stale):
        actions.survey_adaptation(
            at.surveyor, adaptation=at.one.pk, version=version,
            found=Seen(on=TODAY, works={"goods.cane": ""}, consented=True),
        )  # fmt: skip
