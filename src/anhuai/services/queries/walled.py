"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, in_area, is_named, of_person

_OF_VISIT = "EXISTS (SELECT 1 FROM services_visit v WHERE v.id = services_proof.visit_id)"

declare_walled(
    Walled("services_visitor", "true"),  # who visits is no secret; the county's come to towns
    Walled("services_target", of_person("person_id")),
    Walled("services_phone", "true"),  # a phone asks for itself before anybody signed in
    Walled("services_visit", of_person("person_id")),
    Walled("services_proof", _OF_VISIT),
)

_HELPER = "EXISTS (SELECT 1 FROM services_member m WHERE m.id = helper_id)"
_OF_MEMBER = "EXISTS (SELECT 1 FROM services_member m WHERE m.id = member_id)"
declare_walled(
    Walled("services_member", f"({in_area('division')} OR {is_named('person_id')})"),
    Walled("services_helptask", f"({in_area('place')} OR {is_named('person_id')} OR {_HELPER})"),
    Walled("services_pair", f"({in_area('place')} OR {is_named('person_id')} OR {_OF_MEMBER})"),
    Walled("services_signup", _OF_MEMBER),
    Walled("services_hourscertificate", _OF_MEMBER),
    Walled("services_enrolment", of_person("person_id")),
    Walled("services_presence", of_person("person_id")),
)
