"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, of_person

_OF_VISIT = "EXISTS (SELECT 1 FROM services_visit v WHERE v.id = services_proof.visit_id)"


def _of_order(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM services_order o WHERE o.id = {table}.order_id)"  # noqa: S608 - ours


declare_walled(
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
    Walled("services_rating", _of_order("services_rating")),
)
