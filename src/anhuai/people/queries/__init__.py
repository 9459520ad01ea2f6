"""Reading people: every function takes the actor and returns only what that actor may see.

| module | promise |
|---|---|
| `scope` | whose file an actor may see; `NotHere` for the rest |
| `dated` | which dated rows hold on a day, by what is known now |
| `facts` | residents, the registered, people in a circumstance: for plans, benefits and maps |
| `listing` | the list page, its filters and its count |
| `layouts` | persons as other systems' sheets have them |
| `patients` | persons for health systems (FHIR) |
| `files` | one person's whole life, one household |
| `timeline` | what happened to a person, newest first |
| `duplicates` | who may already be on record |
| `calling` | whom to call for a person in need |
| `callers` | who may be calling from a number |
| `access` | who looked at a file or changed it |
| `walled` | what PostgreSQL itself shows to whom |
| `adapted` | whose home was adapted, told by the room that adapts homes |
| `closeness` | who is close to whom; who is in a circumstance since when |
| `consistency` | what breaks the room's invariants |
"""

from anhuai.people.catalogue import KINDS
from anhuai.people.queries import walled as _walled  # noqa: F401 - declares
from anhuai.people.queries.access import accesses
from anhuai.people.queries.adapted import Adapted, adapted, adapted_since
from anhuai.people.queries.addresses import at_address
from anhuai.people.queries.callers import Caller, callers
from anhuai.people.queries.calling import Reachable, consenting, home_point, whom_to_call
from anhuai.people.queries.changing import changed_since
from anhuai.people.queries.closeness import (
    are_close,
    begun,
    everybody,
    guardians,
    held,
    holders,
    persons_near,
    wards,
)
from anhuai.people.queries.consistency import Violation, consistency
from anhuai.people.queries.duplicates import (
    Similar,
    headed,
    is_own_phone,
    named,
    on_number,
    similar,
)
from anhuai.people.queries.dwellings import Dwelling, dwellings
from anhuai.people.queries.facts import (
    ages,
    households,
    households_with,
    in_circumstances,
    pyramid,
    registered,
    residents,
    with_circumstance,
)
from anhuai.people.queries.files import (
    HouseholdFile,
    PersonFile,
    household,
    person,
    recently_opened,
)
from anhuai.people.queries.layouts import (
    OnRecord,
    child_rows,
    education_of,
    elder_rows,
    on_record,
)
from anhuai.people.queries.listing import Asked, export, find, people, tags_of
from anhuai.people.queries.patients import Patient, PatientsAsked, patient, patients
from anhuai.people.queries.scope import (
    circumstance,
    consent,
    household_in_scope,
    kinship,
    person_in_scope,
    visible,
)

__all__ = [
    "KINDS",
    "Adapted",
    "Asked",
    "Caller",
    "Dwelling",
    "HouseholdFile",
    "OnRecord",
    "Patient",
    "PatientsAsked",
    "PersonFile",
    "Reachable",
    "Similar",
    "Violation",
    "accesses",
    "adapted",
    "adapted_since",
    "ages",
    "are_close",
    "at_address",
    "begun",
    "callers",
    "changed_since",
    "child_rows",
    "circumstance",
    "consent",
    "consenting",
    "consistency",
    "dwellings",
    "education_of",
    "elder_rows",
    "everybody",
    "export",
    "find",
    "guardians",
    "headed",
    "held",
    "holders",
    "home_point",
    "household",
    "household_in_scope",
    "households",
    "households_with",
    "in_circumstances",
    "is_own_phone",
    "kinship",
    "named",
    "on_number",
    "on_record",
    "patient",
    "patients",
    "people",
    "person",
    "person_in_scope",
    "persons_near",
    "pyramid",
    "recently_opened",
    "registered",
    "residents",
    "similar",
    "tags_of",
    "visible",
    "wards",
    "whom_to_call",
    "with_circumstance",
]
