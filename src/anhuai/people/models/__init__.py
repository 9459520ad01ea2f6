"""The room's tables: people's files, offices' lists and their pairs, joined and parted files."""

from anhuai.people.models.files import (
    Circumstance,
    Consent,
    Contact,
    Correction,
    Dated,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.models.joining import FileChange
from anhuai.people.models.lists import ListRow, OfficeList, Pair

__all__ = [
    "Circumstance",
    "Consent",
    "Contact",
    "Correction",
    "Dated",
    "FileChange",
    "Household",
    "Kinship",
    "ListRow",
    "Membership",
    "OfficeList",
    "Pair",
    "Person",
    "Residence",
]
