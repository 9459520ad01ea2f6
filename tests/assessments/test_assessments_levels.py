"""Which level held when: what benefits, services and admission ask in bulk."""

from datetime import UTC, date, datetime

import pytest
from tests.people import small

from anhuai.assessments import queries
from anhuai.assessments.models import Assessment
from anhuai.platform.acting import SYSTEM, Actor

pytestmark = pytest.mark.django_db
SCALE = "gbt42195_2022"


def on_record(
    person: int, day: date, level: int, *, scale: str = SCALE, recorded: datetime | None = None,
    retracted: datetime | None = None,
) -> Assessment:  # fmt: skip
    return Assessment.objects.create(
        person_id=person, scale=scale, version="2022", reason="first", assessed_on=day, points={},
        score_level=level, final_level=level, first_name="甲", second_name="乙", source="field",
        informant_phone_sealed=b"", recorded_at=recorded or datetime(2026, 1, 1, tzinfo=UTC),
        recorded_by="test", retracted_at=retracted,
    )  # fmt: skip


@pytest.fixture
def elders(officer: Actor) -> tuple[int, int]:
    return (
        small.register(officer, "王建国", date(1940, 2, 29), "1"),
        small.register(officer, "李秀英", date(1945, 1, 1), "2"),
    )


def test_an_assessment_holds_from_its_day_until_the_next(elders: tuple[int, int]) -> None:
    one, other = elders
    on_record(one, date(2025, 3, 1), 2)
    on_record(one, date(2026, 3, 1), 3)
    on_record(other, date(2026, 5, 1), 1)

    def levels(day: date) -> dict[int, int]:
        found = queries.levels_on(SYSTEM, scale=SCALE, on=day)
        return {person: held.level for person, held in found.items()}

    assert levels(date(2025, 2, 28)) == {}
    assert levels(date(2026, 2, 28)) == {one: 2}
    assert levels(date(2026, 3, 1)) == {one: 3}
    assert levels(date(2026, 5, 1)) == {one: 3, other: 1}
    spans = [(h.since, h.until) for h in queries.levels_held(SYSTEM, scale=SCALE, persons=[one])]
    assert spans == [
        (date(2025, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), None),
    ]


def test_scales_are_never_mixed(elders: tuple[int, int]) -> None:
    on_record(elders[0], date(2025, 3, 1), 2, scale="mzt039_2013")
    assert queries.levels_on(SYSTEM, scale=SCALE, on=date(2026, 1, 1)) == {}


def test_an_appeal_on_the_same_day_takes_the_days_place(elders: tuple[int, int]) -> None:
    on_record(elders[0], date(2025, 3, 1), 2)
    later = on_record(elders[0], date(2025, 3, 1), 3)
    (held,) = queries.levels_held(SYSTEM, scale=SCALE)
    assert (held.assessment, held.level, held.until) == (later.pk, 3, None)


def test_what_was_known_then_is_replayed(elders: tuple[int, int]) -> None:
    wrong_until = datetime(2026, 6, 1, tzinfo=UTC)
    on_record(elders[0], date(2026, 3, 1), 4, retracted=wrong_until)
    on_record(elders[0], date(2026, 3, 1), 1, recorded=wrong_until)

    def level(known: datetime | None) -> int | None:
        found = queries.levels_on(SYSTEM, scale=SCALE, on=date(2026, 4, 1), known=known)
        return found[elders[0]].level if found else None

    assert level(None) == 1
    assert level(datetime(2026, 5, 1, tzinfo=UTC)) == 4
    assert level(datetime(2025, 5, 1, tzinfo=UTC)) is None


def test_another_towns_clerk_gets_nobody(elders: tuple[int, int]) -> None:
    on_record(elders[0], date(2025, 3, 1), 2)
    day = date(2026, 1, 1)
    near = small.holder("town_clerk", division=small.TOWN)
    far = small.holder("town_clerk", division=small.OTHER_TOWN)
    assert set(queries.levels_on(near, scale=SCALE, on=day)) == {elders[0]}
    assert queries.levels_on(far, scale=SCALE, on=day) == {}
    assert queries.levels_on(far, scale=SCALE, on=day, persons=[elders[0]]) == {}
