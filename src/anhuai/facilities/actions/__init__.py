"""Writes to facilities: their life, capacity and papers."""

from anhuai.facilities.actions.capacity import (
    BedFlags,
    add_beds,
    change_beds,
    set_childcare_places,
    withdraw_beds,
)
from anhuai.facilities.actions.closing import closes_with_facility, reopen_facility
from anhuai.facilities.actions.locked import BadFacility
from anhuai.facilities.actions.organisations import (
    edit_organisation,
    end_organisation,
    found_organisation,
    resume_organisation,
)
from anhuai.facilities.actions.papers import (
    accept_works,
    add_licence,
    end_mark,
    record_works,
    renew_licence,
    set_mark,
    set_services,
)
from anhuai.facilities.actions.reforms import HELD
from anhuai.facilities.actions.register import (
    change_status,
    edit_facility,
    open_facility,
    set_operator,
    set_position,
)

__all__ = [
    "HELD",
    "BadFacility",
    "BedFlags",
    "accept_works",
    "add_beds",
    "add_licence",
    "change_beds",
    "change_status",
    "closes_with_facility",
    "edit_facility",
    "edit_organisation",
    "end_mark",
    "end_organisation",
    "found_organisation",
    "open_facility",
    "record_works",
    "renew_licence",
    "reopen_facility",
    "resume_organisation",
    "set_childcare_places",
    "set_mark",
    "set_operator",
    "set_position",
    "set_services",
    "withdraw_beds",
]
