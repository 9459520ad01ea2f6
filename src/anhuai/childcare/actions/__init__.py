"""Writes of the childcare room, each an audited `@action`.

| module | what it changes |
|---|---|
| `classes` | nurseries, their classes, who is on a class |
| `applying` | applications, published orders, rankings, offers and their clock |
| `enrolling` | enrolment, its end, bookings by the hour, who may fetch a child |
| `closing` | classes end with their facility |
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
    withdraw_pick_up,
)

__all__ = [
    "CARER",
    "Ended",
    "answer",
    "apply",
    "arrive",
    "authorise",
    "book",
    "cancel_booking",
    "check",
    "come_on_duty",
    "end_class",
    "end_classes_of",
    "end_enrolment",
    "enrol",
    "go_off_duty",
    "lapse_offers",
    "leave",
    "make_ranking",
    "offer_place",
    "open_class",
    "publish_rule",
    "record_incident",
    "refuse_stranger",
    "take_part",
    "withdraw",
    "withdraw_pick_up",
]
