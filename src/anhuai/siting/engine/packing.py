"""A network's raw nodes and edges as bytes for a database column, and back."""

from io import BytesIO
from typing import NamedTuple

import numpy as np

from anhuai.siting.engine.graph import Floats, Ints
from anhuai.siting.engine.roads import Roads


class Raw(NamedTuple):
    """Nodes in WGS-84 and undirected edges with lengths in decimetres."""

    lon: Floats
    lat: Floats
    first: Ints
    second: Ints
    length: Ints


def packed(roads: Roads) -> bytes:
    """Return a network's nodes and edges as bytes."""
    out = BytesIO()
    np.savez_compressed(
        out, lon=roads.lon, lat=roads.lat, first=roads.first, second=roads.second,
        length=roads.length,
    )  # fmt: skip
    return out.getvalue()


def unpacked(data: bytes) -> Raw:
    """Return what `packed` was given."""
    with np.load(BytesIO(data), allow_pickle=False) as found:
        return Raw(*(found[name] for name in Raw._fields))
