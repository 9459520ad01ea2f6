"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, of_person

_OF_ASSESSMENT = (
    "EXISTS (SELECT 1 FROM assessments_assessment a"
    " WHERE a.id = assessments_signature.assessment_id)"
)

declare_walled(
    Walled("assessments_assessor", "true"),  # who assesses is no secret; the county's come to towns
    Walled("assessments_task", of_person("person_id")),
    Walled("assessments_assessment", of_person("person_id")),
    Walled("assessments_signature", _OF_ASSESSMENT),
)
