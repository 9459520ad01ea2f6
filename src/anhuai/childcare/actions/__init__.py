"""Writes of the childcare room, each an audited `@action`.

| module | what it changes |
|---|---|
| `classes` | nurseries, their classes, who is on a class |
| `applying` | applications, published orders, rankings, offers and their clock |
| `enrolling` | enrolment, its end, bookings by the hour, who may fetch a child |
| `closing` | classes end with their facility |
| `fees` | prices, a month's bills, their correction |
| `paying` | receipts, taking them back, the tax invoice's number |
| `subsidies` | the inclusive subsidy of a month |
| `yearly` | the year's report |
| `inspecting` | inspections as the county records them |
| `importing` | children and attendance by workbook |
| `staffing` | staff with their record checks by workbook |
| `papers` | vaccination, examination, allergies of an enrolled child |
| `days` | who came, the checks, who left with whom, incidents |
"""

from anhuai.childcare.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.childcare.actions.applying import (
    answer,
    apply,
    lapse_offers,
    make_ranking,
    offer_place,
    publish_rule,
    withdraw,
)
from anhuai.childcare.actions.classes import (
    CARER,
    come_on_duty,
    end_class,
    go_off_duty,
    open_class,
    take_part,
)
from anhuai.childcare.actions.closing import Ended, end_classes_of
from anhuai.childcare.actions.days import arrive, check, leave, record_incident, refuse_stranger
from anhuai.childcare.actions.enrolling import (
    authorise,
    book,
    cancel_booking,
    end_enrolment,
    enrol,
    register_visitor,
    withdraw_pick_up,
)
from anhuai.childcare.actions.fees import Drawn, correct_bill, draw_bills, set_price
from anhuai.childcare.actions.importing import take_attendance, take_children
from anhuai.childcare.actions.inspecting import record_inspection, retract_inspection
from anhuai.childcare.actions.papers import renew_papers
from anhuai.childcare.actions.paying import note_invoice, reverse_payment, take_payment
from anhuai.childcare.actions.staffing import put_staff, take_staff
from anhuai.childcare.actions.subsidies import approve_subsidy, prepare_subsidy, return_subsidy
from anhuai.childcare.actions.yearly import decide_report, submit_report

__all__ = [
    "CARER",
    "Drawn",
    "Ended",
    "answer",
    "apply",
    "approve_subsidy",
    "arrive",
    "authorise",
    "book",
    "cancel_booking",
    "check",
    "come_on_duty",
    "correct_bill",
    "decide_report",
    "draw_bills",
    "end_class",
    "end_classes_of",
    "end_enrolment",
    "enrol",
    "go_off_duty",
    "lapse_offers",
    "leave",
    "make_ranking",
    "note_invoice",
    "offer_place",
    "open_class",
    "prepare_subsidy",
    "publish_rule",
    "put_staff",
    "record_incident",
    "record_inspection",
    "refuse_stranger",
    "register_visitor",
    "renew_papers",
    "retract_inspection",
    "return_subsidy",
    "reverse_payment",
    "set_price",
    "submit_report",
    "take_attendance",
    "take_children",
    "take_part",
    "take_payment",
    "take_staff",
    "withdraw",
    "withdraw_pick_up",
]
