"""Distances on a road network and where to build: numbers in, numbers out, no Django.

| module | promise |
|---|---|
| `graph` | a network read once: chains contracted, whole costs, nodes along a Hilbert curve |
| `walking` | nearest facility for every node; pairs within reach; exact, in whole units |
| `catchment` | 2SFCA and E2SFCA in one pass over the pairs |
| `covers` | who is covered by which site, reduced without loss |
| `sites` | candidate sites, the limits on them, a plan to begin the proof with |
| `solving` | one linear or integer model to HiGHS and an honest answer back |
| `locating` | LSCP, MCLP, p-median and capacitated p-median |
| `plane` | points snapped to a network; distance on the sphere |
| `roads` | road files read: OSM PBF and XML, GeoJSON |

Imported inside functions only: numpy and numba cost every start a second.
"""
