"""The night's decision on a small register: what is owed, what changed, what to look at, why."""

from datetime import date

import pytest

from anhuai.assessments.models import Assessment
from anhuai.benefits import actions, jobs, queries
from anhuai.benefits.actions import Proposed
from anhuai.benefits.actions.standards import BadStandard
from anhuai.benefits.models import Application, Entitlement, Finding, Reasons, Run, StandardChange
from anhuai.benefits.queries import register
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.standards import simulated
from anhuai.benefits.queries.terms import terms
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.decide import decide
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Notice
from anhuai.platform.posting import Stale
from tests.benefits.conftest import Elder
from tests.conftest import OTHER_VILLAGE

pytestmark = pytest.mark.django_db
Officers = tuple[Actor, Actor, Actor]
ITEM = "old_age_allowance"
SINCE = date(2024, 1, 1)


def this_month() -> date:
    return clock.today().replace(day=1)


def turning(age: int, months: int) -> date:
    """A birth on the fifteenth, so that the age is reached so many months from now."""
    month = Month.of(this_month()) + months
    return date(month.year - age, month.month, 15)


@pytest.fixture
def standard(officers: Officers) -> StandardChange:
    """An approved allowance for every band but the youngest."""
    _clerk, first, second = officers
    change = actions.propose_standard(
        first, proposed=Proposed(ITEM + "_amount", SINCE_MONTH, [None, 10000, 5000, 10000, 30000],
                                 "临政发〔2025〕1号（虚构）"), reason="试",
    )  # fmt: skip
    actions.simulate(first, change=change.pk)
    return actions.approve_standard(second, change=change.pk)


SINCE_MONTH = (Month.of(clock.today()) - 6).first


def night() -> Run:
    return actions.redecide(SYSTEM, month=this_month(), on=clock.today())


def owed() -> dict[int, int]:
    rows = Entitlement.objects.filter(item=ITEM, retracted_at=None, until=None)
    return dict(rows.values_list("person_id", "amount"))


def test_the_first_night_takes_what_it_finds_as_drawn(standard, elder: Elder) -> None:
    old, ninety = elder(born=turning(85, 0)), elder(born=turning(92, 0))
    young = elder(born=turning(70, 0))
    run = night()
    assert owed() == {old: 5000, ninety: 10000}
    assert (run.persons, run.totals[ITEM]) == (3, [2, 15000])
    rows = Entitlement.objects.filter(item=ITEM)
    assert {row.since for row in rows} == {(Month.of(this_month()) - 1).first}
    assert not Finding.objects.filter(kind=FindingKind.NEW).exists()
    codes = Reasons.objects.get(person=young).codes
    told = dict(queries.codes_text(codes, run.items))
    assert told[ITEM].condition == "age"


def test_deciding_again_changes_nothing(standard, elder: Elder) -> None:
    elder(born=turning(85, 0))
    night()
    before = list(Entitlement.objects.order_by("pk").values())
    run = night()
    assert list(Entitlement.objects.order_by("pk").values()) == before
    assert {run.changes[name] for name in ("begun", "ended", "changed")} == {0}


def test_who_turns_eighty_is_found_before_and_when_it_comes(standard, elder: Elder, actor) -> None:
    soon, now = elder(born=turning(80, 2)), elder(born=turning(80, 0))
    family = actor("family", person=now)
    night()
    one = Finding.objects.get(kind=FindingKind.SOON, item=ITEM)
    assert (one.person_id, one.due) == (soon, (Month.of(this_month()) + 2).first)
    found = Finding.objects.get(kind=FindingKind.NEW, item=ITEM)
    assert (found.person_id, found.said["amount"]) == (now, 5000)
    told = Notice.objects.get(account=family.account, template="benefit_found")
    assert f"person={now}" in told.url
    night()
    assert Notice.objects.filter(template="benefit_found").count() == 1
    assert Finding.objects.filter(kind=FindingKind.NEW).count() == 1


def test_an_application_takes_a_finding_off_the_list(standard, elder: Elder, officers) -> None:
    now = elder(born=turning(80, 0))
    night()
    actions.apply(
        officers[0], person=now, on=clock.today(),
        applying=Applying(item=ITEM, channel=Channel.FOUND),
    )  # fmt: skip
    night()
    one = Finding.objects.get(kind=FindingKind.NEW)
    assert (one.state, one.gone_on) == (FindingState.GONE, clock.today())


def test_death_ends_it_after_its_month_and_is_found(standard, elder: Elder, officers) -> None:
    old = elder(born=turning(85, 0))
    night()
    Application.objects.create(
        item=ITEM, procedure="general", person_id=old, division="620723101201",
        channel="window", state="granted", applied_on=SINCE, since=SINCE,
        created_at=clock.now(),
    )  # fmt: skip
    last = (Month.of(this_month()) - 1).first
    people.record_death(SYSTEM, person=old, died=last)
    night()
    assert owed() == {}
    row = Entitlement.objects.get(person=old, item=ITEM)
    assert row.until == this_month()
    kinds = set(Finding.objects.filter(person=old).values_list("kind", "code"))
    assert kinds >= {(FindingKind.ENDED, "absent"), (FindingKind.CONTRADICTION, "absent")}


def test_a_rise_closes_one_interval_and_opens_another(standard, elder: Elder, officers) -> None:
    old = elder(born=turning(85, 0))
    night()
    _clerk, first, second = officers
    made = actions.propose_index(
        first, codes=[ITEM + "_amount", "disability_nursing_amount"], per_mille=80,
        since=this_month(), document="虚构文件", reason="提标",
    )  # fmt: skip
    (key,) = made.pks
    with pytest.raises(BadStandard):
        actions.approve_standard(second, change=key)
    change = actions.simulate(first, change=key)
    assert change.effect["all"] == [1, 0, 400]
    assert change.effect["year"][1] - change.effect["year"][0] == 12 * 400
    with pytest.raises(BadStandard):
        actions.approve_standard(first, change=key)
    actions.approve_standard(second, change=key)
    night()
    held = Entitlement.objects.filter(person=old, item=ITEM, retracted_at=None)
    rows = held.order_by("since")
    assert [(row.amount, row.until) for row in rows] == [(5000, this_month()), (5400, None)]


def test_what_nobody_decided_is_no_persons_finding(elder: Elder) -> None:
    elder(born=turning(85, 0), held=(Held("disability", SINCE, kind="4", grade="1"),))
    run = night()
    assert owed() == {}
    items = Finding.objects.filter(kind=FindingKind.UNKNOWN).values_list("item", flat=True)
    assert ITEM not in items
    assert run.totals[ITEM] == [0, 0]


def test_an_income_that_nobody_knows_is_missed_of_who_draws_dibao(elder: Elder, officers) -> None:
    poor = elder(born=turning(60, 0), held=(Held("dibao", SINCE, kind="rural"),))
    elder(born=turning(61, 0))
    night()
    rows = Finding.objects.filter(kind=FindingKind.UNKNOWN, item="dibao")
    assert [row.person_id for row in rows] == [poor]
    said = {"income_per_head": 30000, "assets_within_rule": True, "area": "rural"}
    for fact, value in said.items():
        actions.declare_fact(
            officers[0], person=poor, fact=fact, value=value, since=SINCE, source="入户调查"
        )
    night()
    assert Entitlement.objects.get(item="dibao", until=None, retracted_at=None).amount == 6900
    assert rows.get().gone_on == clock.today()


def test_declaring_anew_keeps_what_held_before(elder: Elder, officers) -> None:
    one = elder()
    later = date(2025, 1, 1)
    for since, value in ((SINCE, 30000), (later, 50000)):
        actions.declare_fact(
            officers[0], person=one, fact="income_month", value=value, since=since, source="核对"
        )
    (home,) = households(since=Month(2024, 6), until=Month(2025, 6), persons=[one])
    spells = home.members[0].facts["income_month"]
    assert sorted((s.since, s.until, s.value) for s in spells) == [
        (SINCE, later, 30000), (later, None, 50000),
    ]  # fmt: skip
    for bad in ({"fact": "nothing"}, {"value": "many"}, {"value": -1}):
        with pytest.raises(actions.BadDeclared):
            actions.declare_fact(
                officers[0], **{"person": one, "fact": "income_month", "value": 1,
                                "since": SINCE, "source": "", **bad},
            )  # fmt: skip


def test_a_level_is_known_while_it_holds_and_of_its_own_scale_alone(elder: Elder) -> None:
    one = elder()
    for scale, day, level in (
        ("gbt42195_2022", date(2025, 3, 1), 2), ("gbt42195_2022", date(2026, 3, 1), 4),
        ("mzt039_2013", date(2026, 4, 1), 1),
    ):  # fmt: skip
        Assessment.objects.create(
            person_id=one, scale=scale, version="2022", reason="first", assessed_on=day, points={},
            score_level=level, final_level=level, first_name="甲", second_name="乙",
            source="field", informant_phone_sealed=b"", recorded_at=clock.now(), recorded_by="甲",
        )  # fmt: skip
    (home,) = households(since=Month(2025, 1), until=Month(2026, 11), persons=[one])
    spells = home.members[0].facts["ability"]
    assert [(s.value, s.since, s.until) for s in spells] == [
        ("2", date(2025, 3, 1), date(2026, 3, 1)), ("4", date(2026, 3, 1), None),
    ]  # fmt: skip


def test_the_gravest_certificate_counts_while_it_holds(elder: Elder) -> None:
    middle = date(2025, 3, 1)
    one = elder(
        held=(
            Held("disability", SINCE, kind="4", grade="3"),
            Held("disability", middle, kind="5", grade="1"),
        )
    )
    (home,) = households(since=Month(2024, 1), until=Month(2026, 1), persons=[one])
    spells = home.members[0].facts["disability_grade"]
    assert [(s.value, s.since, s.until) for s in spells] == [
        ("3", SINCE, middle), ("1", middle, None),
    ]  # fmt: skip


def test_one_person_and_everybody_read_the_same(elder: Elder, monkeypatch) -> None:
    keys = [elder(held=(Held("dibao", SINCE, kind="rural"),)), elder(name="独户")]
    window = {"since": Month(2026, 1), "until": Month(2026, 4)}
    everybody = {home.id: home for home in households(**window)}
    monkeypatch.setattr(register, "CHUNK", 0)  # as where they are many
    many = {home.id: home for home in households(**window)}
    monkeypatch.undo()
    known = terms(known=clock.today())
    for key in keys:
        (home,) = households(**window, persons=[key])
        assert everybody[home.id] == home
        for month in (Month(2026, 1), Month(2026, 3)):
            assert decide(home, month, known) == decide(many[home.id], month, known)


def test_a_finding_is_handled_once_with_a_word(standard, elder: Elder, officers, actor) -> None:
    elder(born=turning(80, 0))
    night()
    one = Finding.objects.get(kind=FindingKind.NEW)
    clerk, _first, _second = officers
    asked = {"finding": one.pk, "version": 1, "state": FindingState.HANDLED}
    with pytest.raises(actions.BadFinding):
        actions.handle_finding(clerk, **asked, note="")
    actions.handle_finding(clerk, **asked, note="已电话告知")
    with pytest.raises(Stale):
        actions.handle_finding(clerk, **asked, note="又一次")
    with pytest.raises(NotHere):
        actions.handle_finding(actor("town_clerk", division="620723102"), **asked, note="外镇")
    with pytest.raises(Refused):
        actions.handle_finding(actor("leader", division="620723"), **asked, note="领导")


def test_why_says_the_values_and_their_sources(standard, elder: Elder, officers, actor) -> None:
    old = elder(born=turning(85, 0))
    found = queries.reason_of(officers[0], person=old, item=ITEM, month=Month.of(this_month()))
    said = "".join(found.explanation.sentences)
    for piece in ("50.00 元", "户籍登记", "临政发〔2025〕1号", "85 周岁"):
        assert piece in said, said
    entry = AuditEntry.objects.filter(kind="reading").latest("sequence")
    assert (entry.subject, entry.ids) == ("person", [old])
    other = elder(village=OTHER_VILLAGE)
    with pytest.raises(NotHere):
        queries.reason_of(officers[0], person=other, item=ITEM, month=Month.of(this_month()))


def test_the_job_decides_the_day_it_is_given(standard, elder: Elder) -> None:
    elder(born=turning(85, 0))
    told = jobs.nightly_redecide.func(clock.today().isoformat())
    assert told["run"] == Run.objects.get().pk
    assert simulated(StandardChange.objects.get(), on=clock.today())["all"] == [0, 0, 0]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"parameter": "nothing"}, "unknown"),
        ({"cells": [1]}, "cells"),
        ({"cells": [None] * 5}, "cells"),
        ({"cells": [None, -1, 1, 1, 1]}, "limits"),
        ({"document": " "}, "document"),
        ({"since": date(2020, 1, 1)}, "past"),
    ],
)
def test_a_value_that_cannot_be_proposed(officers: Officers, change, code: str) -> None:
    plain = {
        "parameter": ITEM + "_amount", "since": this_month(),
        "cells": [None, 1, 1, 1, 1], "document": "文件",
    }  # fmt: skip
    with pytest.raises(BadStandard) as refused:
        actions.propose_standard(officers[1], proposed=Proposed(**plain | change), reason="试")
    assert refused.value.code == code


def test_a_town_proposes_no_standard(officers: Officers) -> None:
    proposed = Proposed(ITEM + "_amount", this_month(), [None, 1, 1, 1, 1], "文件")
    with pytest.raises(Refused):
        actions.propose_standard(officers[0], proposed=proposed, reason="试")
    actions.propose_standard(officers[1], proposed=proposed, reason="试")
    with pytest.raises(BadStandard) as refused:
        actions.propose_standard(officers[1], proposed=proposed, reason="试")
    assert refused.value.code == "waiting"
