"""Reading divisions: public facts, none of them personal.

| module | promise |
|---|---|
| `divisions` | the divisions of a day, their names, what a scope reaches |
| `figures` | published population, in the units of its day or re-based |
| `outlines` | outlines for maps |
| `ways` | ways along declared roads, else estimated |
| `reforms` | mergers, splits, new names and codes; what they move; where a row stood |
"""

from anhuai.places.queries.divisions import (
    choices,
    current,
    division,
    divisions,
    edition,
    exists,
    forget,
    name_of,
    named,
    path_of,
    place,
    roots,
)
from anhuai.places.queries.figures import FigureNow, figures, figures_now, figures_then
from anhuai.places.queries.outlines import outline, outlines_below, outside_m
from anhuai.places.queries.reforms import (
    Affected,
    managed_reform,
    may_manage,
    moving_codes,
    of_division,
    old_names,
    own_level,
    preview,
    reform,
    reformed_after,
    reforms,
    steps,
    stood,
    successions,
    successors,
    touched,
    units_then,
    used_codes,
    villages_of,
    weight,
    with_stragglers,
)
from anhuai.places.queries.ways import (
    By,
    Led,
    Way,
    centres,
    declare_roads,
    estimated_way,
    ways_to,
)

__all__ = [
    "Affected",
    "By",
    "FigureNow",
    "Led",
    "Way",
    "centres",
    "choices",
    "current",
    "declare_roads",
    "division",
    "divisions",
    "edition",
    "estimated_way",
    "exists",
    "figures",
    "figures_now",
    "figures_then",
    "forget",
    "managed_reform",
    "may_manage",
    "moving_codes",
    "name_of",
    "named",
    "of_division",
    "old_names",
    "outline",
    "outlines_below",
    "outside_m",
    "own_level",
    "path_of",
    "place",
    "preview",
    "reform",
    "reformed_after",
    "reforms",
    "roots",
    "steps",
    "stood",
    "successions",
    "successors",
    "touched",
    "units_then",
    "used_codes",
    "villages_of",
    "ways_to",
    "weight",
    "with_stragglers",
]
