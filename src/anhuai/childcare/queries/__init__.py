"""Reads of the childcare room: nurseries, who is there now, who waits, a family's own children."""

from anhuai.childcare.queries import parameters as _parameters  # noqa: F401 - declares
from anhuai.childcare.queries import walled as _walled  # noqa: F401 - declares
from anhuai.childcare.queries.applying import (
    application,
    application_page,
    applications,
    applications_listed,
    children_of,
    guardians,
    offer_of,
    ranking,
    rankings_of,
    rule_on,
    rules,
)
from anhuai.childcare.queries.enrolled import (
    ChildFile,
    bookings_of,
    child_file,
    enrolled,
    enrolment,
    enrolment_page,
    incidents_of,
    pick_ups_of,
)
from anhuai.childcare.queries.figures import TownFigures, by_town, free_places
from anhuai.childcare.queries.own import (
    OfPerson,
    OwnChild,
    nursery_of,
    of_person,
    offerable,
    own_children,
)
from anhuai.childcare.queries.reach import (
    choices_for,
    class_in_scope,
    in_network,
    nurseries,
    nursery,
    nursery_names,
)
from anhuai.childcare.queries.today import ClassNow, NurseryRow, classes_now, nursery_rows

__all__ = [
    "ChildFile",
    "ClassNow",
    "NurseryRow",
    "OfPerson",
    "OwnChild",
    "TownFigures",
    "application",
    "application_page",
    "applications",
    "applications_listed",
    "bookings_of",
    "by_town",
    "child_file",
    "children_of",
    "choices_for",
    "class_in_scope",
    "classes_now",
    "enrolled",
    "enrolment",
    "enrolment_page",
    "free_places",
    "guardians",
    "in_network",
    "incidents_of",
    "nurseries",
    "nursery",
    "nursery_names",
    "nursery_of",
    "nursery_rows",
    "of_person",
    "offer_of",
    "offerable",
    "own_children",
    "pick_ups_of",
    "ranking",
    "rankings_of",
    "rule_on",
    "rules",
]
