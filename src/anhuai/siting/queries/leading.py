"""Ways on the county's roads, for rooms below that send somebody: asked through places.

Walking and driving share the network here: one-way streets count both ways (ADR 44).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from anhuai.places.queries import By, Led, declare_roads
from anhuai.platform import county
from anhuai.siting.queries.roads import network, raw_of
from anhuai.siting.rules import Basis


@lru_cache(maxsize=1)
def _ready(pk: int) -> Any:
    """Return a network ready for search; it never changes."""
    from anhuai.siting.engine.graph import build

    raw = raw_of(pk)
    return build(raw.lon, raw.lat, raw.first, raw.second, raw.length)


@declare_roads
def roads_to(
    starts: Sequence[tuple[float, float]], end: tuple[float, float]
) -> Sequence[Led | None]:
    """Return each start's way to one place from door to door; None where no road leads there."""
    known = network(county.code()) if county.code() else None
    if known is None:
        return [None] * len(starts)
    import numpy as np  # a third of a second that few processes need

    from anhuai.siting.engine.measuring import FAR_FROM_ROADS_DM
    from anhuai.siting.engine.plane import snapped
    from anhuai.siting.engine.walking import nearest

    raw, ready = raw_of(known.pk), _ready(known.pk)
    at = np.asarray([*starts, end], dtype=float)
    node, far = snapped(at[:, 0], at[:, 1], raw.lon, raw.lat)
    here = ready.number[node]
    cost = nearest(ready, here[-1:])[here]
    lost = (cost < 0) | (far > FAR_FROM_ROADS_DM) | (far[-1] > FAR_FROM_ROADS_DM)
    by = By.SYNTHETIC if known.basis == Basis.SYNTHETIC else By.ROADS
    metres = (cost.astype(np.int64) + far + far[-1]) // 10
    return [
        None if is_lost else (int(one), by)
        for one, is_lost in zip(metres[:-1], lost[:-1], strict=True)
    ]
