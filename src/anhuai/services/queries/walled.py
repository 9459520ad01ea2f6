"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, of_person

_OF_VISIT = "EXISTS (SELECT 1 FROM services_visit v WHERE v.id = services_proof.visit_id)"


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
)
