"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py).

A nursery's manager has no area: the room's readings, already narrowed to the nurseries the actor
reaches, stand outside the wall.
"""

from anhuai.platform.wall import Walled, declare_walled, of_person

_OF_APPLICATION = "EXISTS (SELECT 1 FROM childcare_application a WHERE a.id = application_id)"
_OF_ATTENDANCE = "EXISTS (SELECT 1 FROM childcare_attendance a WHERE a.id = attendance_id)"

_OF_BILL = "EXISTS (SELECT 1 FROM childcare_bill b WHERE b.id = bill_id)"
_OF_PAYMENT = "EXISTS (SELECT 1 FROM childcare_payment p WHERE p.id = payment_id)"

declare_walled(
    Walled("childcare_application", of_person("person_id")),
    Walled("childcare_choice", _OF_APPLICATION),
    Walled("childcare_offer", _OF_APPLICATION),
    Walled("childcare_enrolment", of_person("person_id")),
    Walled("childcare_booking", of_person("person_id")),
    Walled("childcare_pickup", of_person("person_id")),
    Walled("childcare_attendance", of_person("person_id")),
    Walled("childcare_check", _OF_ATTENDANCE),
    Walled("childcare_bill", of_person("person_id")),
    Walled("childcare_billline", _OF_BILL),
    Walled("childcare_payment", _OF_BILL),
    Walled("childcare_invoice", _OF_PAYMENT),
    Walled("childcare_subsidyline", of_person("person_id")),
    Walled("childcare_incident", f"person_id IS NULL OR {of_person('person_id')}"),
)
