"""临泽县 in the database: every published fact holds, asked through the product's own queries."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from tests.site.conftest import ON, undo

from anhuai.civil import queries as civil
from anhuai.facilities import queries as facilities
from anhuai.people import queries as people
from anhuai.people.models import Circumstance, Household, Person
from anhuai.places import queries as places
from anhuai.places.models import Boundary
from anhuai.plans import queries as plans
from anhuai.plans.models import Report, Spending, TaskProgress
from anhuai.platform import audit
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Account, ApiKey, AuditEntry, Job, Organisation, RoleHolding
from anhuai.platform.roles import ROLES
from anhuai.site.demo import build
from anhuai.site.demo.accounts import PASSWORD
from anhuai.site.demo.facts import facts_of
from anhuai.site.demo.ground import Outline
from anhuai.site.demo.guarding import NotEmpty
from anhuai.workforce import queries as workforce

COUNTY = "620723"
FACTS = facts_of("linze")


@pytest.fixture(scope="module")
def told(demo: Callable[[str], list[str]]) -> list[str]:
    return demo("linze")


@pytest.fixture(autouse=True)
def _here(told: list[str], db: None) -> Iterator[None]:
    """Every test stands in the built county and leaves it as it was."""
    yield
    undo()


def with_one(code: str, **more: object) -> int:
    return people.with_circumstance(SYSTEM, code=code, on=ON, **more).count()


def measured(key: str) -> plans.Measured:
    return plans.measure(SYSTEM, key=key, division=COUNTY, on=ON)


def test_residents_and_elders_are_as_published() -> None:
    assert people.residents(SYSTEM, on=ON).count() == 148131
    assert people.residents(SYSTEM, on=ON, min_age=60).count() == 23701
    assert round(23701 / 148131 * 100) == 16
    assert people.residents(SYSTEM, on=ON, division=COUNTY).count() == 148131


def test_all_13_towns_and_82_villages_have_people() -> None:
    lived = set(people.residents(SYSTEM, on=ON).values_list("place", flat=True).distinct())
    assert len({code[:9] for code in lived}) == 13
    assert lived == set(
        places.divisions(SYSTEM, on=ON, division=COUNTY)
        .filter(level=12)
        .values_list("code", flat=True)
    )
    assert len(lived) == 82


def test_residents_are_not_the_registered() -> None:
    registered = people.registered(SYSTEM, on=ON, division=COUNTY).count()
    assert abs(registered - 148131) > 1000
    away = people.registered(SYSTEM, on=ON, division=COUNTY).exclude(
        pk__in=people.residents(SYSTEM, on=ON).values("pk")
    )
    assert away.count() > 5000


@pytest.mark.parametrize(
    ("code", "kind", "count"),
    [
        ("dibao", None, 7052),
        ("tekun", None, 613),
        ("tekun", "centralised", 157),
        ("tekun", "scattered", 456),
        ("government_purchased_service", "scattered_tekun", 352),
        ("government_purchased_service", "hardship", 2700),
        ("disability", None, 3280),
        ("orphan", None, 16),
        ("de_facto_unattended_child", None, 58),
        ("left_behind_child", None, 358),
        ("child_in_difficulty", None, 799),
    ],
)
def test_as_many_are_in_a_circumstance_as_published(
    code: str, kind: str | None, count: int
) -> None:
    assert with_one(code, kind=kind) == count


def test_households_on_dibao_and_tekun_are_as_published() -> None:
    assert people.households_with(SYSTEM, code="dibao", on=ON).count() == 3584
    scattered = people.households_with(SYSTEM, code="tekun", kind="scattered", on=ON).count()
    assert scattered + 157 == 600


def test_the_centralised_live_in_institutions_and_the_scattered_at_home() -> None:
    for kind, home in (("centralised", "collective"), ("scattered", "family")):
        found = people.with_circumstance(SYSTEM, code="tekun", kind=kind, on=ON)
        assert set(found.values_list("household__kind", flat=True)) == {home}


def test_the_served_are_of_age_and_hardship_elders_are_among_them() -> None:
    served = people.with_circumstance(SYSTEM, code="government_purchased_service", on=ON)
    assert served.count() == 3052
    assert with_one("government_purchased_service", min_age=60) == 3052
    assert with_one("hardship_elder") == 2720


def test_the_disabled_are_whom_the_two_subsidies_reach() -> None:
    disabled = people.with_circumstance(SYSTEM, code="disability", on=ON)
    severe = Circumstance.objects.filter(code="disability", grade__in=["1", "2"], until=None)
    poor = Circumstance.objects.filter(
        code__in=["dibao", "edge", "relapse_monitored", "rigid_expenditure"], since__lte=ON
    ).exclude(until__lte=ON)
    reached = disabled.filter(pk__in=severe.values("person")) | disabled.filter(
        pk__in=poor.values("person")
    )
    assert reached.distinct().count() == 3280
    tekun = people.with_circumstance(SYSTEM, code="tekun", on=ON)
    assert not disabled.filter(pk__in=tekun.values("pk")).exists()


@pytest.mark.parametrize(
    ("key", "value", "top", "bottom"),
    [
        ("beds_per_1000", None, 1279, None),
        ("beds_total", "1279", 1279, None),
        ("caregiver_cert", "90.4348", 104, 115),
        ("party_coverage", "85.9375", 165, 192),
        ("sw_per_1000_elders", None, 61, 23701),
        ("sw_pop_share", None, 61, 148131),
        ("dibao_class12", None, None, None),
    ],
)
def test_the_indicators_measure_the_published_figures(
    key: str, value: str | None, top: int | None, bottom: int | None
) -> None:
    figure = measured(key)
    assert value is None or figure.value == Decimal(value)
    assert top is None or figure.numerator == top
    assert bottom is None or figure.denominator == bottom


def test_54_beds_for_1000_elders_and_two_thirds_of_rural_dibao_in_classes_1_and_2() -> None:
    assert round(measured("beds_per_1000").value or 0) == 54
    share = measured("dibao_class12").value or Decimal(0)
    assert round(share, 2) == Decimal("67.82")


def test_facilities_are_as_many_as_published_now_and_five_years_ago() -> None:
    before = date(ON.year - 5, ON.month, ON.day)
    for day, centres, beds in ((ON, 78, 1279), (before, 51, 908)):
        found = facilities.operating(SYSTEM, on=day, kinds=("day_care_centre",))
        assert found.count() == centres
        assert facilities.beds(SYSTEM, on=day).count() == beds
        assert facilities.beds(SYSTEM, on=day, group="elderly_residential").count() == beds
    assert facilities.operating(SYSTEM, on=ON, group="elderly_residential").count() == 5


def test_workers_and_officers_are_as_many_as_published() -> None:
    for kind, count in (
        ("care_worker", 115), ("social_worker", 61), ("township_child_supervisor", 7),
        ("village_child_officer", 76),
    ):  # fmt: skip
        assert workforce.posts(SYSTEM, on=ON, kinds=(kind,)).count() == count, kind
    certified = workforce.posts(SYSTEM, on=ON, kinds=("care_worker",), certified=True)
    assert certified.count() == 104


def test_organisations_volunteers_and_teams_are_as_many_as_published() -> None:
    registered = civil.organisations(
        SYSTEM, on=ON, kind=("association", "foundation", "private_non_enterprise")
    )
    assert registered.count() == 192
    assert civil.volunteers(SYSTEM, on=ON).count() == 14000
    assert civil.teams(SYSTEM, on=ON).count() == 269


def test_the_register_breaks_none_of_its_own_rules() -> None:
    assert people.consistency(SYSTEM, on=ON) == []


def test_the_past_moves() -> None:
    months = [date(2024, 12, 1), date(2025, 6, 1), date(2025, 12, 1), date(2026, 6, 1), ON]
    residents = [people.residents(SYSTEM, on=day).count() for day in months]
    assert len(set(residents)) == len(months)
    assert max(residents) - min(residents) < 0.03 * 148131
    dibao = [people.with_circumstance(SYSTEM, code="dibao", on=day).count() for day in months]
    assert len(set(dibao)) == len(months)
    assert min(dibao) > 0.75 * 7052
    beds = [facilities.beds(SYSTEM, on=day).count() for day in months]
    assert beds == sorted(beds)
    assert beds[0] < beds[-1]


def test_houses_and_facilities_stand_in_the_county() -> None:
    outline = Outline(Boundary.objects.get(code=COUNTY).geometry)
    points = list(Household.objects.values_list("longitude", "latitude")[::40])
    points += facilities.operating(SYSTEM, on=ON).values_list("longitude", "latitude")
    assert len(points) > 1400
    assert all(outline.holds(lon, lat) for lon, lat in points)


def test_names_are_found_by_character_and_by_pinyin() -> None:
    somebody = people.residents(SYSTEM, on=ON).order_by("pk")[1000]
    for asked in (somebody.name, somebody.pinyin.replace(" ", "")):
        found = people.find(SYSTEM, asked=people.Asked(q=asked), on=ON)
        assert somebody.pk in {row.pk for row in found}


def test_one_sign_in_for_each_role_and_all_share_the_password() -> None:
    held = set(RoleHolding.objects.values_list("role", flat=True))
    assert held == set(ROLES)
    assert all(check_password(PASSWORD, a.password) for a in Account.objects.all()[:2])
    assert RoleHolding.objects.filter(role="county_officer").count() == 2
    clerks = RoleHolding.objects.filter(role="town_clerk").values_list("division", flat=True)
    assert len(set(clerks)) == 2


def test_who_lives_alone_has_somebody_to_call_and_children_on_ledgers_a_consent() -> None:
    alone = people.with_circumstance(SYSTEM, code="living_alone", on=ON)
    called = alone.filter(contacts__isnull=False).distinct().count()
    assert called > 0.5 * alone.count()
    young = people.with_circumstance(SYSTEM, code="child_in_difficulty", on=ON, max_age=13)
    agreed = young.filter(consents__purpose="services").distinct().count()
    assert agreed > 0.95 * young.count()


def test_the_history_of_the_figures_is_computed_in_the_background(told: list[str]) -> None:
    assert Job.objects.filter(task__endswith="snapshot_history").count() == 1
    assert any("快照" in line for line in told)


def test_the_family_sees_its_elder_and_nobody_else() -> None:
    holding = RoleHolding.objects.get(account__username="family")
    family = Actor("家属", holdings=(Holding("family", person=holding.person),))
    assert list(people.visible(family).values_list("pk", flat=True)) == [holding.person]


def test_the_manager_has_a_facility() -> None:
    holding = RoleHolding.objects.get(account__username="manager")
    manager = Actor(
        "负责人", holdings=(Holding("institution_manager", organisation=holding.organisation_id),)
    )
    assert facilities.operating(manager, on=ON).count() == 1


def test_the_key_told_is_the_key_kept(told: list[str]) -> None:
    from anhuai.platform.api import digest_of

    key = next(line for line in told if "X-API-Key" in line).split()[-1]
    assert ApiKey.objects.get().digest == digest_of(key)


def test_reports_wait_are_confirmed_and_are_sent_back_and_all_say_they_are_invented() -> None:
    reports = Report.objects.all()
    assert reports.exclude(confirmed_by=None).exists()
    assert reports.exclude(rejected_reason="").exists()
    assert reports.filter(confirmed_by=None, rejected_reason="").exists()
    assert not reports.exclude(evidence__contains="演示").exists()
    assert not Spending.objects.exclude(note__contains="演示").exists()
    assert not TaskProgress.objects.exclude(says__contains="演示").exists()


def test_some_licences_run_out_within_90_days() -> None:
    from anhuai.facilities.models import Licence

    soon = Licence.objects.filter(until__gt=ON, until__lte=ON + timedelta(days=90))
    assert soon.count() >= 2


def test_the_load_is_one_entry_of_an_unbroken_trail() -> None:
    assert AuditEntry.objects.filter(name="site.demo.build").count() == 1
    assert audit.verify().broken_at is None


def test_new_records_get_numbers_of_their_own() -> None:
    body = Organisation.objects.create(
        kind="provider", name="后来的单位", division=COUNTY, since=ON
    )
    assert body.pk == Organisation.objects.count()


def test_the_constraints_are_on_again() -> None:
    somebody = Person.objects.exclude(identity_index="").first()
    assert somebody is not None
    somebody.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        somebody.save(force_insert=True)


def test_the_same_demo_again_changes_nothing_and_another_is_refused() -> None:
    before = AuditEntry.objects.count()
    assert "未改动" in "".join(build("linze", on=ON, if_empty=False))
    assert "未改动" in "".join(build("huzhong", on=ON, if_empty=True))
    with pytest.raises(NotEmpty, match="linze"):
        list(build("huzhong", on=ON, if_empty=False))
    assert AuditEntry.objects.count() == before


def test_every_fact_of_the_file_was_asked_above_or_is_asked_here() -> None:
    assert facilities.operating(SYSTEM, on=ON, kinds=("meal_point",)).count() == (
        FACTS["meal_restaurants"] + FACTS["meal_points"]
    )
    lodged = people.with_circumstance(SYSTEM, code="hardship_elder", on=ON).filter(
        household__kind="collective"
    )
    assert lodged.count() == FACTS["hardship_elders_lodged"]
