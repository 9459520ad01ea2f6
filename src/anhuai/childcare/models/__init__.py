"""Tables of the childcare room: nurseries and their days, fees, inclusive subsidies, reports."""

from anhuai.childcare.models.fees import Bill, BillLine, Invoice, Payment, Price
from anhuai.childcare.models.nurseries import (
    Application,
    Attendance,
    Booking,
    Check,
    Choice,
    Duty,
    Enrolment,
    Incident,
    Nursery,
    NurseryClass,
    Offer,
    PickUp,
    Ranking,
    Rule,
)
from anhuai.childcare.models.subsidies import Inspection, Subsidy, SubsidyLine, YearReport

__all__ = [
    "Application", "Attendance", "Bill", "BillLine", "Booking", "Check", "Choice", "Duty",
    "Enrolment", "Incident", "Inspection", "Invoice", "Nursery", "NurseryClass", "Offer", "Payment",
    "PickUp", "Price", "Ranking", "Rule", "Subsidy", "SubsidyLine", "YearReport",
]  # fmt: skip
