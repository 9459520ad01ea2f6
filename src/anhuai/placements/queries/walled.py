"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py).

A residents' own institution may lie outside the area its officer's page shows; such a page lifts
the wall after its rows were chosen by scope (`reach`).
"""

from anhuai.platform.wall import Walled, declare_walled, of_person


def _through(table: str, column: str, other: str) -> str:
    return f"EXISTS (SELECT 1 FROM {other} o WHERE o.id = {table}.{column})"  # noqa: S608 - declared


_APPLICATION, _STAY = "placements_application", "placements_stay"
declare_walled(
    Walled(_APPLICATION, of_person("person_id")),
    Walled(_STAY, of_person("person_id")),
    *(
        Walled(f"placements_{name}", _through(f"placements_{name}", "application_id", _APPLICATION))
        for name in ("wish", "offer")
    ),
    *(
        Walled(f"placements_{name}", _through(f"placements_{name}", "stay_id", _STAY))
        for name in ("contract", "riskassessment", "absence", "stayentry", "bill", "prepayment")
    ),
    Walled("placements_hold", "true"),  # which bed is taken is no secret; by whom is the stay's
    Walled(
        "placements_incident",
        f"stay_id IS NULL OR {_through('placements_incident', 'stay_id', _STAY)}",
    ),
)
