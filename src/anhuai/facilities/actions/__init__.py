"""Writes to facilities: their life, capacity and papers."""

from anhuai.facilities.actions.capacity import (
    BedFlags,
    add_beds,
    change_beds,
    set_childcare_places,
    withdraw_beds,
)
from anhuai.facilities.actions.closing import closes_with_facility, reopen_facility
from anhuai.facilities.actions.filing import (
    check_filing,
    receive_filing,
    refuse_filing,
    submit_filing,
    withdraw_filing,
)
from anhuai.facilities.actions.keeping import keeps_residents
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
    "check_filing",
    "closes_with_facility",
    "edit_facility",
    "edit_organisation",
    "end_mark",
    "end_organisation",
    "found_organisation",
    "keeps_residents",
    "open_facility",
    "receive_filing",
    "record_works",
    "refuse_filing",
    "renew_licence",
    "reopen_facility",
    "resume_organisation",
    "set_childcare_places",
    "set_mark",
    "set_operator",
    "set_position",
    "set_services",
    "submit_filing",
    "withdraw_beds",
    "withdraw_filing",
]
