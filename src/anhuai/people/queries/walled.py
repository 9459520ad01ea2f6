"""Which rows PostgreSQL itself shows to a page of whose area (platform/wall.py)."""

from anhuai.platform.wall import Walled, declare_walled, in_area, is_named, of_person

_OWN_HOME = (
    "EXISTS (SELECT 1 FROM people_person p"  # noqa: S608 - no input in it
    " WHERE p.household_id = people_household.id"
    f" AND {is_named('p.id')})"
)

# A row of an office's list is seen with its list; a pair between two files with either of them.
_OWN_LIST = (
    "EXISTS (SELECT 1 FROM people_officelist l"  # noqa: S608 - no input in it
    " WHERE l.id = people_listrow.list_id"
    f" AND {in_area('l.division')})"
)

declare_walled(
    Walled("people_listrow", _OWN_LIST),
    Walled("people_pair", f"{of_person('person_id')} OR {of_person('other_id')}"),
    Walled("people_person", f"{in_area('division')} OR {in_area('hukou')} OR {is_named('id')}"),
    Walled("people_household", f"{in_area('division')} OR {_OWN_HOME}"),
    Walled("people_kinship", f"{of_person('person_id')} OR {of_person('relative_id')}"),
    *(
        Walled(f"people_{name}", of_person("person_id"))
        for name in ("membership", "residence", "circumstance", "contact", "consent", "correction")
    ),
)
