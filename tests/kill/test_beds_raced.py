"""Several officers on processes of their own, one bed: one of them places somebody, ever."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import ROOT, Installation, Template, installed

pytestmark = pytest.mark.kill

OFFICERS, ROUNDS = 3, 4
COUNTY = f"""
from datetime import date
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.people import actions
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places.actions import load_county
from anhuai.platform.acting import SYSTEM
load_county(SYSTEM, county="linze")
home = facilities.open_facility(SYSTEM, kind="elderly_care_institution", on=date(2020, 1, 1),
    facts=FacilityFacts(name="颐养院", division="620723102201", ownership=Ownership.PRIVATE))
facilities.add_beds(SYSTEM, facility=home.pk, labels="1…{ROUNDS}", on=date(2020, 1, 1))
for n in range({OFFICERS * ROUNDS}):
    actions.register_person(SYSTEM, facts=PersonFacts(
        f"王{{chr(0x4e00 + n)}}", "1", date(1940, 1, 1), hukou="620723102201"),
        home=Founding("620723102201", "一号"), on=date(2020, 1, 1), confirm_distinct=True)
"""
PLACING = """
import sys
from datetime import date
from anhuai.facilities.models import Facility
from anhuai.kernel.money import Fen
from anhuai.people.models import Person
from anhuai.placements import actions
from anhuai.placements.actions import holding
from anhuai.placements.rules.contract import Risk, Terms
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
if sys.argv[4] == "unlocked":  # the lock taken away: what is left is the constraint
    from anhuai.facilities import queries
    from anhuai.placements.actions import moving
    moving.house = lambda actor, key: queries.facility(actor, key)
home = Facility.objects.get()
person = Person.objects.order_by("pk")[int(sys.argv[1])]
papers = actions.Papers(
    terms=Terms(signed_on=clock.today(), bed_fee=Fen(100000)),
    risks=actions.Risks(risks={str(one): "low" for one in Risk}, told="女儿"))
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
try:
    actions.admit(SYSTEM, facility=home.pk, label=sys.argv[2], on=clock.today(),
        person=person.pk, papers=papers)
    print("placed")
except actions.BadPlacement as error:
    print(error.code)
"""
COUNTED = """
from anhuai.placements.models import Hold, Stay
held = list(Hold.objects.filter(until=None).values_list("label", flat=True))
print(len(held), len(set(held)), Stay.objects.filter(until=None).count())
"""


@pytest.fixture
def beds(migrated: Template, tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path, migrated) as found:
        found.python(COUNTY)
        yield found


def raced(beds: Installation, label: str, first: int, lock: str) -> list[str]:
    code = "import django; django.setup()\n" + PLACING
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(first + n), label, "", lock],
            env=beds.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n in range(OFFICERS)
    ]  # fmt: skip
    for one in racers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in racers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return sorted(one.communicate(timeout=120)[0].strip() for one in racers)


def test_one_bed_is_given_once_with_the_lock_and_by_the_constraint_alone(beds) -> None:
    for turn in range(ROUNDS):
        said = raced(beds, str(turn + 1), turn * OFFICERS, "unlocked" if turn % 2 else "locked")
        assert said.count("placed") == 1, said
        assert set(said) <= {"placed", "taken", "not_free"}, said
    assert beds.python(COUNTED) == f"{ROUNDS} {ROUNDS} {ROUNDS}"
