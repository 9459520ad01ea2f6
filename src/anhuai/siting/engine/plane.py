"""Points on the ground: distance on the sphere, and the nearest node of a network."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anhuai.kernel.geometry import EARTH_RADIUS_M
from anhuai.siting.engine.graph import Floats, Ints


def metres(lon: Floats, lat: Floats, other_lon: Floats, other_lat: Floats) -> Floats:
    """Return great-circle distances in metres, pair by pair."""
    south, north = np.radians(lat), np.radians(other_lat)
    turn = np.radians(np.subtract(other_lon, lon)) / 2
    chord = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(turn) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def flat(lon: Floats, lat: Floats, *, at: float) -> Floats:
    """Return metres east and north, true near the latitude `at`: for finding what is near."""
    degree = np.radians(1) * EARTH_RADIUS_M
    return np.column_stack([lon * degree * np.cos(np.radians(at)), lat * degree])


def snapped(
    lon: Floats, lat: Floats, node_lon: Floats, node_lat: Floats
) -> tuple[NDArray[np.int64], Ints]:
    """Return each point's nearest node and how far it lies, in whole decimetres."""
    at = float(np.mean(node_lat))
    tree = cKDTree(flat(node_lon, node_lat, at=at))
    _far, node = tree.query(flat(np.asarray(lon), np.asarray(lat), at=at))
    node = np.asarray(node, np.int64)
    far = metres(lon, lat, node_lon[node], node_lat[node])
    return node, np.rint(far * 10).astype(np.int32)
