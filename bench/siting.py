# ruff: noqa: E501 - a peer's script stands in it whole
"""Distances, catchments and sites on a real city's network against scipy, pandana, access, spopt.

python bench/siting.py --network FOLDER/moscow [--peers PYTHON] [--quick]

FOLDER/moscow.co.bin holds int32 (x, y) pairs in Mercator metres, .gr.bin int32 (from, to) pairs
counted from 1. Peers run in an environment of their own, whose interpreter `--peers` names:
`pip install pandana access spopt highspy scipy`; without it their ratios are null (scipy's is not:
we depend on it). Every peer is asked the same question in the same run and must give the same
answer (`equal`). Times are
processor seconds of one thread each: the machine may be shared. `--quick` asks for fewer sites of fewer people, and ends within a minute; without
`--network` it makes a lattice of its own. The last line is one JSON object.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
MOSCOW_LATITUDE = 55.75
REACH_M, FAR_M = 1000, 6000
KEYS = (
    "nearest_ratio_scipy", "od_ratio_pandana", "sfca_ratio_access", "mclp_ratio_spopt",
    "plan_ratio", "equal", "peak_mb",
)  # fmt: skip


def instance(network: Path | None, folder: Path, *, quick: bool) -> Path:
    """Write the question: the largest connected part, facilities, candidates, people."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    if network is None:
        side = 150
        grid = np.arange(side * side).reshape(side, side)
        xy = np.column_stack([grid.ravel() % side, grid.ravel() // side]) * 80.0
        xy += np.random.default_rng(7).uniform(-25, 25, xy.shape)  # no two ways alike
        ends = np.r_[np.c_[grid[:, :-1].ravel(), grid[:, 1:].ravel()],
                     np.c_[grid[:-1].ravel(), grid[1:].ravel()]]  # fmt: skip
    else:
        scale = math.cos(math.radians(MOSCOW_LATITUDE))
        xy = np.fromfile(f"{network}.co.bin", dtype="<i4").reshape(-1, 2) * scale
        ends = np.fromfile(f"{network}.gr.bin", dtype="<i4").reshape(-1, 2) - 1
    ends = np.sort(ends, axis=1)
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    cost = np.maximum(1, np.rint(10 * np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)))
    graph = csr_matrix((cost, (ends[:, 0], ends[:, 1])), shape=(len(xy), len(xy)))
    _parts, label = connected_components(graph, directed=False)
    kept = label == np.bincount(label).argmax()
    number = np.cumsum(kept) - 1
    inside = kept[ends[:, 0]]
    luck = np.random.default_rng(2025)
    order = luck.permutation(int(kept.sum()))
    people = 100_000 if not quick and network else min(10_000, len(order) // 3)
    sizes = (500, 2000, 20_000, 50) if not quick else (200, 200, 2_000, 5)
    path = folder / "instance.npz"
    np.savez(
        path, x=xy[kept, 0], y=xy[kept, 1], first=number[ends[inside, 0]],
        second=number[ends[inside, 1]], cost=cost[inside].astype(np.int32),
        facilities=order[: sizes[0]], candidates=order[2000 : 2000 + sizes[1]],
        people=order[4000 : 4000 + people], count=sizes[2], sites=sizes[3],
        heads=luck.lognormal(2.5, 0.8, people).round().clip(1).astype(np.int32),
        beds=luck.integers(10, 60, sizes[0]),
    )  # fmt: skip
    return path


def least(work, times: int) -> tuple[float, object]:  # type: ignore[no-untyped-def]
    """Return the shortest time of several, and what was made."""
    best, made = math.inf, None
    for _ in range(times):
        began = time.process_time()
        made = work()
        best = min(best, time.process_time() - began)
    return best, made


def ours(path: Path, *, times: int) -> dict[str, object]:
    """Measure our engine; `times` 1 in a new process is the whole plan, cold."""
    began = time.process_time()
    from anhuai.siting.engine import catchment, graph, locating, walking

    z = np.load(path)
    net = graph.build(z["x"], z["y"], z["first"], z["second"], z["cost"])
    built = time.process_time() - began
    facilities, people = net.number[z["facilities"]], net.number[z["people"]]
    near_s, near = least(lambda: walking.nearest(net, facilities), times)
    od_s, od = least(lambda: walking.within(net, facilities, people, reach=10 * REACH_M), times)
    out: dict[str, object] = {"build_s": built, "nearest_s": near_s, "od_s": od_s}
    heads = z["heads"]
    plain_s, plain = least(
        lambda: catchment.accessibility(od, z["beds"], heads, [(10 * REACH_M, 1.0)]), times
    )
    count = int(z["count"])
    candidates = net.number[z["candidates"]]

    def plan() -> locating.Plan:
        pairs = walking.within(net, candidates, people[:count], reach=10 * REACH_M)
        size = len(candidates)
        sites = locating.Sites(
            np.ones(size, np.int64), np.zeros(size, bool), np.zeros(size, bool), np.ones(size, bool)
        )
        limits = locating.Limits(new=int(z["sites"]), seconds=300)
        return locating.most_covered(pairs, heads[:count], sites, limits)

    mclp_s, found = least(plan, 1)
    out |= {
        "sfca_s": plain_s, "mclp_s": mclp_s, "value": found.value, "status": found.status,
        "near_sum": int(np.asarray(near, np.int64).sum()), "pairs": len(od.target),
        "sfca_sum": float(plain[0].sum()), "plan_s": time.process_time() - began,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    if times > 1:
        out |= _wide(path, net, walking, catchment, z)
    return out


def _wide(path, net, walking, catchment, z) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """Measure scipy in this process, and E2SFCA on millions of pairs; leave them to the peers."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    nodes = len(z["x"])
    both = (np.r_[z["first"], z["second"]], np.r_[z["second"], z["first"]])
    graph = csr_matrix((np.r_[z["cost"], z["cost"]].astype(float), both), shape=(nodes, nodes))
    scipy_s, far = least(lambda: dijkstra(graph, indices=z["facilities"], min_only=True), 9)
    mine = walking.nearest(net, net.number[z["facilities"]])
    pairs = walking.within(
        net, net.number[z["facilities"]], net.number[z["people"]], reach=10 * FAR_M
    )
    zones = [(20 * FAR_M // 6, 1.0), (40 * FAR_M // 6, 0.68), (10 * FAR_M, 0.22)]
    e2_s, e2 = least(lambda: catchment.accessibility(pairs, z["beds"], z["heads"], zones), 5)
    np.savez(path.with_name("pairs.npz"), source=pairs.source, target=pairs.target,
             cost=pairs.cost, ends=[end for end, _w in zones])  # fmt: skip
    return {
        "scipy_s": scipy_s, "scipy_equal": bool(np.array_equal(far[net.old], mine)),
        "e2sfca_s": e2_s, "e2sfca_sum": float(e2[0].sum()), "wide_pairs": len(pairs.target),
    }  # fmt: skip


PEERS = r"""
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd
z = np.load(sys.argv[1]); reach = float(sys.argv[3]); limit = int(sys.argv[4]); T = time.process_time; out = {}
import pandana
n = len(z["x"])
t = T()
net = pandana.Network(pd.Series(z["x"]), pd.Series(z["y"]), pd.Series(z["first"]), pd.Series(z["second"]),
                      pd.DataFrame({"w": z["cost"] / 10.0}), twoway=True)
out["pandana_build_s"] = T() - t
def od(sources, people):
    found = net.nodes_in_range([int(one) for one in sources], reach)
    slot = np.full(n, -1); slot[people] = np.arange(len(people))
    column = "destination" if "destination" in found.columns else found.columns[1]
    at = slot[found[column].to_numpy()]; kept = at >= 0
    return found["source"].to_numpy()[kept], at[kept], found.iloc[:, -1].to_numpy()[kept]
best = 1e9
for _ in range(3):
    t = T(); s, v, w = od(z["facilities"], z["people"]); best = min(best, T() - t)
out["od_s"], out["pairs"] = best, len(s)
out["edge_pairs"] = int((np.abs(w - reach) < 0.05).sum())
t = T(); net.set_pois("f", 200000, 1, pd.Series(z["x"][z["facilities"]]), pd.Series(z["y"][z["facilities"]]))
near = net.nearest_pois(200000, "f", num_pois=1); out["nearest_s"] = T() - t
out["near_sum"] = float(near[1].sum())
from access import Access, weights
def sfca(s, v, d):
    demand = pd.DataFrame({"id": np.arange(len(z["people"])), "pop": z["heads"]})
    supply = pd.DataFrame({"id": np.arange(len(z["beds"])) + 10**7, "beds": z["beds"]})
    cost = pd.DataFrame({"o": v, "dst": s + 10**7, "cost": d})
    return Access(demand_df=demand, demand_index="id", demand_value="pop", supply_df=supply, supply_index="id",
                  supply_value=["beds"], cost_df=cost, cost_origin="o", cost_dest="dst", cost_name="cost")
place = {int(node): k for k, node in enumerate(z["facilities"])}
near_s = np.array([place[int(one)] for one in s])
a = sfca(near_s, v, w); t = T(); r = a.two_stage_fca(name="a", cost="cost", max_cost=reach)
out["sfca_s"], out["sfca_sum"] = T() - t, float(np.nansum(r.to_numpy()))
p = np.load(sys.argv[2])
a = sfca(p["source"], p["target"], p["cost"] / 10.0); ends = p["ends"] / 10.0
t = T()
r = a.enhanced_two_stage_fca(name="e", cost="cost", max_cost=ends[2],
                             weight_fn=weights.step_fn({ends[0]: 1, ends[1]: 0.68, ends[2]: 0.22}))
out["e2sfca_s"], out["e2sfca_sum"] = T() - t, float(np.nansum(r.to_numpy()))
import pulp
from spopt.locate import MCLP
count, sites = int(z["count"]), int(z["sites"])
t = T()
s, v, w = od(z["candidates"], z["people"][:count])
place = {int(node): k for k, node in enumerate(z["candidates"])}
c = np.full((count, len(z["candidates"])), 1e9); c[v, [place[int(one)] for one in s]] = w
m = MCLP.from_cost_matrix(c, z["heads"][:count].astype(float), reach, sites)
m.solve(pulp.HiGHS(msg=False, timeLimit=limit, threads=1), results=False)
out["mclp_s"], out["value"] = T() - t, float(pulp.value(m.problem.objective))
out["proven"] = m.problem.sol_status == 1
print(json.dumps(out))
"""


def cold(path: Path) -> dict[str, object]:
    """Run the whole plan in a process of its own and return what it says."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(path)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def told(mine: dict[str, object], plan: dict[str, object], theirs: dict[str, object] | None):  # type: ignore[no-untyped-def]
    """Return the last line: ratios, whether all agree, the peak."""
    line: dict[str, object] = dict.fromkeys(KEYS)
    line["nearest_ratio_scipy"] = round(mine["scipy_s"] / mine["nearest_s"], 1)
    line["equal"] = mine["scipy_equal"] and plan["status"] == "optimal"
    line["peak_mb"] = round(plan["peak_mb"])
    line |= {name: round(1000 * mine[f"{name[:-3]}_s"], 2) for name in
             ("nearest_ms", "od_ms", "e2sfca_ms", "mclp_ms")}  # fmt: skip
    line["plan_s"] = round(plan["plan_s"], 2)
    if theirs:
        line["od_ratio_pandana"] = round(theirs["od_s"] / mine["od_s"], 1)
        line["sfca_ratio_access"] = round(theirs["e2sfca_s"] / mine["e2sfca_s"], 1)
        line["mclp_ratio_spopt"] = round(theirs["mclp_s"] / mine["mclp_s"], 1)
        whole = sum(theirs[f"{k}_s"] for k in ("pandana_build", "nearest", "od", "sfca", "mclp"))
        line["plan_ratio"] = round(whole / plan["plan_s"], 1)
        same = math.isclose(theirs["e2sfca_sum"], mine["e2sfca_sum"], rel_tol=1e-9)
        same &= math.isclose(theirs["near_sum"] * 10, mine["near_sum"], rel_tol=1e-6)
        same &= abs(theirs["pairs"] - mine["pairs"]) <= theirs["edge_pairs"] + 2
        line["equal"] = bool(line["equal"] and same and round(theirs["value"]) == mine["value"])
    return line


def main() -> None:
    """Ask the same question of every library and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path)
    parser.add_argument("--peers", help="interpreter of an environment with the peers")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(ours(given.one, times=1)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = instance(given.network, Path(folder), quick=given.quick)
        cold(path)  # machine code is kept beside the sources; the first start makes it
        plan = sorted((cold(path) for _ in range(5)), key=lambda one: one["plan_s"])[2]
        mine = ours(path, times=9)
        print(json.dumps(mine))
        theirs = None
        if given.peers:
            script = Path(folder) / "peers.py"
            script.write_text(PEERS)
            done = subprocess.run(
                [given.peers, str(script), str(path), str(Path(folder) / "pairs.npz"),
                 str(REACH_M), "30" if given.quick else "900"],
                capture_output=True, text=True, check=False,
                env=os.environ | {"OMP_NUM_THREADS": "1"},
            )  # fmt: skip
            if done.returncode:
                raise SystemExit(done.stderr[-2000:])
            theirs = json.loads(done.stdout.strip().splitlines()[-1])
            print(json.dumps(theirs))
        print(json.dumps(told(mine, plan, theirs)))


if __name__ == "__main__":
    main()
