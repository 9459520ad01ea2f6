"""The demo county: invented people and facilities that reproduce the published facts of a plan."""

from collections.abc import Iterator
from datetime import date


def build(county: str, *, on: date, if_empty: bool) -> Iterator[str]:
    """Build a demo county as of a day, telling each step; the same day gives the same county.

    All or nothing. A database that holds this very demo is left as it is. Raises
    `guarding.NotEmpty` on any other database with people, except that `if_empty` leaves every one
    of them alone.
    """
    # Late: the process that seals numbers needs no Django, and a start that has nothing to build
    # need not wait for the rooms.
    from anhuai.site.demo import guarding

    there = guarding.found_there(county, on=on, if_empty=if_empty)
    if there:
        yield there
        return
    from anhuai.site.demo import building

    yield from building.build(county, on=on)
