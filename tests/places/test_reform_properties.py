"""Any sequence of reforms, then undone, gives the original rows; nobody is lost on the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.places import actions, queries
from anhuai.places.actions import Part
from anhuai.places.models import Reform
from anhuai.places.rules import BadReform, Kind, State
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.jobs import worker
from tests.conftest import COUNTY
from tests.places.test_reforms import everything, resident

CLERK = Actor("起草", account=101, holdings=(Holding("county_officer", COUNTY),))
SECOND = Actor("确认", account=102, holdings=(Holding("county_officer", COUNTY),))


def units(level: Level, on: date) -> list[str]:
    found = queries.divisions(SYSTEM, on=on, level=level, division=COUNTY).filter(until=None)
    return sorted(found.values_list("code", flat=True))


def asked(draw: st.DrawFn, on: date, number: int) -> tuple[Kind, list[str], list[Part]]:
    level = draw(st.sampled_from([Level.TOWN, Level.VILLAGE]))
    all_units = units(level, on)
    if level is Level.VILLAGE:
        town = draw(st.sampled_from(sorted({code[:9] for code in all_units})))
        all_units = [code for code in all_units if code.startswith(town)]
    old = draw(st.sampled_from(all_units))
    new = f"{old[:6]}{370 + number}" if level is Level.TOWN else f"{old[:9]}{370 + number}"
    kind = draw(st.sampled_from(list(Kind)))
    if kind is Kind.RENAME:
        return kind, [old], [Part(old, f"新名{number}")]
    if kind is Kind.RECODE:
        return kind, [old], [Part(new, f"新码{number}")]
    if kind is Kind.MERGE:
        other = draw(st.sampled_from(all_units))
        return kind, sorted({old, other}), [Part(draw(st.sampled_from([old, new])), f"并{number}")]
    parts = [Part(new, f"分{number}", Decimal("0.4")), Part(old, "", Decimal("0.6"))]
    return kind, [old], parts


def carried_out(draw: st.DrawFn, number: int) -> Reform | None:
    on = date(2024, 2, 29) + timedelta(days=40 * number)
    kind, olds, parts = asked(draw, on, number)
    try:
        drafted = actions.prepare_reform(
            CLERK, kind=kind, units=olds, parts=parts, on=on, document="虚构"
        )
    except BadReform:
        return None
    actions.confirm_reform(SECOND, reform=drafted.pk, version=drafted.version)
    worker.drain()
    drafted.refresh_from_db()
    assert drafted.state == State.EXECUTED, drafted.stopped_for
    return drafted


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_sequence_undone_gives_the_original_rows(linze: str, data: st.DataObject) -> None:
    from django.db import transaction

    with transaction.atomic():
        for at, village in enumerate(units(Level.VILLAGE, date(2024, 1, 1))[::9]):
            resident(village, "甲乙丙丁戊己庚辛壬癸"[at % 10])
        before = everything()
        done = [found for n in range(3) if (found := carried_out(data.draw, n)) is not None]
        today = date(2026, 11, 21)
        lived = people.residents(SYSTEM, on=today, division=COUNTY)
        assert lived.count() == len(before["people.person.division"])
        assert set(lived.values_list("place", flat=True)) <= set(units(Level.VILLAGE, today))
        assert people.consistency(SYSTEM, on=today) == []
        for found in reversed(done):
            actions.undo_reform(CLERK, reform=found.pk, version=found.version, reason="回到原样")
            worker.drain()
            found.refresh_from_db()
            assert found.state == State.UNDONE, found.stopped_for
        assert everything() == before
        transaction.set_rollback(True)
