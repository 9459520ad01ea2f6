"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, in_area, is_named, of_person

_OF_VISIT = "EXISTS (SELECT 1 FROM services_visit v WHERE v.id = services_proof.visit_id)"


def _of_order(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM services_order o WHERE o.id = {table}.order_id)"  # noqa: S608 - ours


def _through(table: str, column: str, other: str) -> str:
    return f"EXISTS (SELECT 1 FROM {other} o WHERE o.id = {table}.{column})"  # noqa: S608 - declared


declare_walled(
    Walled("services_contractor", "true"),  # who may build is no secret
    Walled("services_adaptation", of_person("person_id")),
    *(
        Walled(
            f"services_adaptation{name}",
            _through(f"services_adaptation{name}", "adaptation_id", "services_adaptation"),
        )
        for name in ("work", "photo", "entry")
    ),
    Walled("services_familybed", of_person("person_id")),
    *(
        Walled(
            f"services_bed{name}", _through(f"services_bed{name}", "bed_id", "services_familybed")
        )
        for name in ("plan", "check", "pause")
    ),
    Walled("services_carercourse", of_person("carer_id")),
    Walled("services_visitor", "true"),  # who visits is no secret; the county's come to towns
    Walled("services_target", of_person("person_id")),
    Walled("services_phone", "true"),  # a phone asks for itself before anybody signed in
    Walled("services_visit", of_person("person_id")),
    Walled("services_proof", _OF_VISIT),
    Walled("services_order", of_person("person_id")),
    Walled("services_ordershare", _of_order("services_ordershare")),
    Walled("services_orderproof", _of_order("services_orderproof")),
    Walled("services_orderpiece", _of_order("services_orderpiece")),
    Walled("services_orderstep", _of_order("services_orderstep")),
    Walled("services_plannedstop", _of_order("services_plannedstop")),
    Walled("services_sponsored", of_person("person_id")),
    Walled("services_arrangement", of_person("person_id")),
    Walled(
        "services_arrangedorder",
        _through("services_arrangedorder", "arrangement_id", "services_arrangement"),
    ),
    Walled("services_rating", _of_order("services_rating")),
)

# Points, days, menus, marts and goods are no secret; whose meal and whose points are.
_OF_STANDING = "EXISTS (SELECT 1 FROM services_standingorder s WHERE s.id = standing_id)"
_OF_ACCOUNT = "EXISTS (SELECT 1 FROM services_pointaccount a WHERE a.id = account_id)"
_OF_HOME = "EXISTS (SELECT 1 FROM people_household h WHERE h.id = household_id)"
declare_walled(
    *(
        Walled(f"services_{name}", of_person("person_id"))
        for name in ("mealorder", "dietneed", "standingorder")
    ),
    Walled("services_standingpause", _OF_STANDING),
    Walled("services_standingskip", _OF_STANDING),
    Walled("services_pointaccount", f"{of_person('person_id')} OR {_OF_HOME}"),
    Walled("services_pointentry", _OF_ACCOUNT),
    Walled("services_pointlot", _OF_ACCOUNT),
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
