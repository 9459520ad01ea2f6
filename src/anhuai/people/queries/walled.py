"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, in_area, is_named, of_person

_OWN_HOME = (
    "EXISTS (SELECT 1 FROM people_person p"  # noqa: S608 - no input in it
    " WHERE p.household_id = people_household.id"
    f" AND {is_named('p.id')})"
)

declare_walled(
    Walled("people_person", f"{in_area('division')} OR {in_area('hukou')} OR {is_named('id')}"),
    Walled("people_household", f"{in_area('division')} OR {_OWN_HOME}"),
    Walled("people_kinship", f"{of_person('person_id')} OR {of_person('relative_id')}"),
    *(
        Walled(f"people_{name}", of_person("person_id"))
        for name in ("membership", "residence", "circumstance", "contact", "consent", "correction")
    ),
)
