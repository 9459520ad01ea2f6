"""The fused pass: one function generated from the definitions, compiled by numba.

It reads every household once, evaluates it only in the months in which something can change for
it, and writes payments and reasons as intervals.
"""

import sys
from collections.abc import Callable
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby
from pathlib import Path
from typing import Any

from anhuai.benefits.engine.layout import Layout, Side
from anhuai.benefits.engine.native import Native
from anhuai.benefits.engine.writer import Pair, Writer, reads_person
from anhuai.benefits.rules.definition import Benefit
from anhuai.benefits.rules.expressions import Expr, FactRef, Members
from anhuai.benefits.rules.reasons import Outcome
from anhuai.benefits.rules.stacking import Relation


class Scalar(Writer):
    """Writes expressions of one person: `k` is the row, `base` the parameters' place."""

    def fact(self, expr: FactRef) -> str:
        """Read the person's row, or the household's first."""
        return f"int(c_{expr.fact.code}[{'k' if expr.fact.level == 'person' else 'first'}])"

    def months(self, back: int) -> str:
        """Count months since birth, one less where the month has no such day."""
        at = "q" if back else "q + 1"
        born, late = f"m - {back} - born" if back else "m - born", f"(late[k] > room[{at}])"
        return f"{born} - (1 if {late} else 0)"

    def _members(self, expr: Members) -> Pair:
        raise AssertionError(f"{expr.form} is computed with the household")


def source(layout: Layout) -> str:
    """Return the program for these definitions."""
    w = Scalar(layout)
    facts = ", ".join(f"c_{one.code}" for one in layout.facts)
    w.line(_HEAD.format(facts=f"{facts}, " if facts else ""))
    w.indent = 3
    w.line("base = (version[q] * zones + zone[i]) * cells")
    _household(w)
    if layout.persons.codes:
        w.line(_LOOP)
        _persons(w)
    w.lines.append(_TAIL)
    return "\n".join(w.lines)


def _subexprs(layout: Layout) -> list[Expr]:
    """Return every expression of the household that persons' rules or its own need, inner first."""
    found: dict[str, Expr] = {}

    def collect(expr: Expr) -> None:
        if isinstance(expr, Members):
            for inner in expr.parts:
                collect(inner)
        else:
            for part in expr.parts:
                collect(part)
        if (not reads_person(expr) and expr.parts) or isinstance(expr, Members):
            found.setdefault(expr.form, expr)

    for expr in layout.exprs:
        collect(expr)
    return list(found.values())


def _has_members(expr: Expr) -> bool:
    return any(isinstance(inner, Members) for inner in expr.walk())


def _household(w: Scalar) -> None:
    """Write the members present, what is counted over them, and the household's own values."""
    exprs = _subexprs(w.layout)
    members = [one for one in exprs if isinstance(one, Members)]
    w.line(_PRESENT)
    w.open("if alive > 0:")
    w.line("pass")
    for one in exprs:
        if not _has_members(one):
            w.write(one)
    _aggregate(w, members)
    for one in exprs:
        if _has_members(one):
            w.write(one)
    kept = dict(w.scopes[-1])
    shared = w.layout.households
    for code in shared.codes:
        _benefit(w, code, w.layout.benefit(code))
    _stack(w, shared)
    w.close()
    if shared.codes:
        w.open("else:")
        for code in shared.codes:
            w.line(f"r_{code} = 1; a_{code} = 0")
        w.close()
        _emit(w, shared, "h", "0", "hid[i]")
    w.scopes[-1].update(kept)


def _aggregate(w: Scalar, members: list[Members]) -> None:
    """Write one loop over the members for everything counted, summed or searched."""
    names = {}
    for n, one in enumerate(members):
        names[one.form] = (f"g{n}", f"x{n}")
        w.line(f"g{n} = 0; x{n} = False")
    if members:
        w.open("for s in range(slots):")
        w.line("k = row[s]")
        w.open("if k >= 0:")
        w.line("born = int(bm[k])")
        for one in members:
            _one_member(w, one, *names[one.form])
        w.close()
        w.close()
    for one in members:
        total, unknown = names[one.form]
        if one.op == "any":
            value = w.name(f"({total} > 0)")
            w.remember(one.form, (value, w.name(f"({unknown} and not {value})", "u")))
        else:
            w.remember(one.form, (total, unknown))


def _one_member(w: Scalar, one: Members, total: str, unknown: str) -> None:
    inside, unsure = w.write(one.where) if one.where is not None else ("True", "")
    if unsure:
        w.line(f"if {unsure}: {unknown} = True")
    w.open(f"if {inside}:")
    value, missing = w.write(one.value)
    if missing:
        w.line(f"if {missing}: {unknown} = True")
    if one.op == "sum":
        w.line(f"else: {total} += {value}" if missing else f"{total} += {value}")
    else:
        w.line(f"if {value}: {total} += 1")
    w.close()


def _persons(w: Scalar) -> None:
    side = w.layout.persons
    w.indent = 4
    w.line("k = row[s]")
    w.open("if k < 0:")
    for code in side.codes:
        w.line(f"r_{code} = 1; a_{code} = 0")
    w.close()
    w.open("else:")
    w.line("born = int(bm[k])")
    for code in side.codes:
        _benefit(w, code, w.layout.benefit(code))
    _stack(w, side)
    w.close()
    _emit(w, side, "p", "s", "pid[start[s]]")


def _benefit(w: Scalar, code: str, benefit: Benefit) -> None:
    """Write the conditions one inside the other: the first that fails leaves."""
    layout, depth = w.layout, 0
    w.line(f"r_{code} = 2; a_{code} = 0")
    w.open(f"if P[base + {layout.in_force[code]}] == 1:")
    unsure = False
    for one in benefit.conditions:
        value, unknown = w.write(one.test)
        refused = layout.code_of(code, Outcome.REFUSED, one.code)
        if unknown:
            if not unsure:
                w.line("x = 0")
            unsure = True
            at = layout.code_of(code, Outcome.UNKNOWN, one.code)
            w.line(f"if x == 0 and {unknown}: x = {at}")
        w.line(f"if not {value}{f' and not {unknown}' if unknown else ''}: r_{code} = {refused}")
        w.open("else:")
        depth += 1
    if unsure:
        w.line(f"if x != 0: r_{code} = x")
        w.open("else:")
        depth += 1
    _amount(w, code, benefit)
    for _ in range(depth + 1):
        w.close()


def _amount(w: Scalar, code: str, benefit: Benefit) -> None:
    layout = w.layout
    value, unknown = w.write(benefit.amount)
    nothing = layout.code_of(code, Outcome.NOTHING, "amount")
    if unknown:
        at = layout.code_of(code, Outcome.UNKNOWN_AMOUNT, "amount")
        w.line(f"if {unknown}: r_{code} = {at}")
    w.line(f"{'elif' if unknown else 'if'} {value} <= 0: r_{code} = {nothing}")
    w.line(f"else: r_{code} = 0; a_{code} = {value}")


def _stack(w: Scalar, side: Side) -> None:
    """Write what gives way to what, in the order of the table."""
    layout = w.layout
    for rule, at in layout.rules_of(side.who):
        one, other = rule.first, rule.second
        lost = layout.code_of(other, Outcome.LOST, "", rule)
        w.open(f"if a_{one} > 0 and a_{other} > 0 and P[base + {at}] == 1:")
        if rule.relation is Relation.EXCLUDE:
            w.line(f"a_{other} = 0; r_{other} = {lost}")
        elif rule.relation is Relation.TOP_UP:
            part = layout.code_of(other, Outcome.REDUCED, "", rule)
            w.line(f"a_{other} = a_{other} - a_{one}; r_{other} = {part}")
            w.line(f"if a_{other} <= 0: a_{other} = 0; r_{other} = {lost}")
        else:
            first = layout.code_of(one, Outcome.LOST, "", rule)
            w.line(f"if a_{other} > a_{one}: a_{one} = 0; r_{one} = {first}")
            w.line(f"else: a_{other} = 0; r_{other} = {lost}")
        w.close()


def _emit(w: Scalar, side: Side, stem: str, slot: str, unit: str) -> None:
    """Write the packed reasons and the amounts as intervals."""
    n = len(side.codes)
    if n == 0:
        return
    for word, group in groupby(range(n), key=lambda at: side.word[at]):
        parts = [f"np.uint64(r_{side.codes[at]}) << np.uint64({side.shift[at]})" for at in group]
        w.line(f"w{word} = {' | '.join(parts)}")
    total = " or ".join(f"a_{code} > 0" for code in side.codes)
    last, words = f"{stem}_last[{slot}]", side.words
    same = " or ".join(f"{stem}d_r[{last}, {at}] != w{at}" for at in range(words))
    w.open(f"if {last} < 0 or {same}:")
    w.line(f"if {last} >= 0: {stem}d_t[{last}] = q")
    w.line(f"z = n_{stem}d; n_{stem}d += 1; {last} = z")
    w.line(f"{stem}d_u[z] = {unit}; {stem}d_f[z] = q; {stem}d_t[z] = months")
    for at in range(words):
        w.line(f"{stem}d_r[z, {at}] = w{at}")
    w.close()
    w.open(f"if {stem}_open[{slot}] > 0 or {total}:")
    for at, code in enumerate(side.codes):
        w.line(f"{stem}_due[{at}] = a_{code}")
    w.open(f"for b in range({n}):")
    w.line(f"z = {stem}_pay[{slot}, b]; fen = {stem}_due[b]")
    w.open(f"if z >= 0 and {stem}p_a[z] != fen:")
    w.line(f"{stem}p_t[z] = q; {stem}_pay[{slot}, b] = -1; {stem}_open[{slot}] -= 1; z = -1")
    w.close()
    w.open("if z < 0 and fen > 0:")
    w.line(f"z = n_{stem}p; n_{stem}p += 1; {stem}_pay[{slot}, b] = z; {stem}_open[{slot}] += 1")
    w.line(f"{stem}p_u[z] = {unit}; {stem}p_b[z] = b; {stem}p_f[z] = q; {stem}p_t[z] = months")
    w.line(f"{stem}p_a[z] = fen")
    w.close()
    w.close()
    w.close()


_HEAD = '''"""Generated by anhuai.benefits.engine.kernel; not to be edited."""

import numpy as np
from numba import njit


@njit(nogil=True, inline="always", error_model="numpy")
def share(product, bottom, how):
    whole, rest = abs(product) // bottom, abs(product) % bottom
    if how == 0:
        whole += 2 * rest >= bottom
    elif how == 1:
        whole += 2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1)
    elif how == 3:
        whole += rest > 0
    return -whole if product < 0 else whole


@njit(nogil=True, cache=CACHED, error_model="numpy")
def run(
    starts, hid, pid, fresh, bm, late, dm, since, until, zone, {facts}first_month, months, version,
    changes, ages, oldest, room, P, zones, cells,
    pd_u, pd_f, pd_t, pd_r, pp_u, pp_b, pp_f, pp_t, pp_a,
    hd_u, hd_f, hd_t, hd_r, hp_u, hp_b, hp_f, hp_t, hp_a, used,
    row, start, p_last, p_open, p_pay, h_last, h_open, h_pay, p_due, h_due,
):
    n_pd = 0; n_pp = 0; n_hd = 0; n_hp = 0; evaluated = 0
    for h in range(len(starts) - 1):
        i = starts[h]; j = starts[h + 1]
        mask = changes | 1; slots = 0
        h_last[0] = -1; h_open[0] = 0; h_pay[0, :] = -1
        for k in range(i, j):
            if fresh[k]:
                start[slots] = k; p_last[slots] = -1; p_open[slots] = 0
                p_pay[slots, :] = -1; slots += 1
            mask |= ages[late[k], min(bm[k] - oldest, ages.shape[1] - 1)]
            d = bm[k] - first_month
            if 0 < d < months: mask |= 1 << d
            d = dm[k] + 1 - first_month
            if 0 < d < months: mask |= 1 << d
            d = since[k] - first_month
            if 0 < d < months: mask |= 1 << d
            d = until[k] - first_month
            if 0 < d < months: mask |= 1 << d
        for q in range(months):
            if (mask >> q) & 1 == 0: continue
            m = first_month + q
            evaluated += slots'''
_PRESENT = """alive = 0; s = -1; first = i
            for k in range(i, j):
                if fresh[k]:
                    s += 1; row[s] = -1
                if since[k] <= m < until[k] and bm[k] <= m <= dm[k]:
                    if alive == 0: first = k
                    row[s] = k; alive += 1"""
_LOOP = "for s in range(slots):"
_TAIL = "    used[0] = n_pd; used[1] = n_pp; used[2] = n_hd; used[3] = n_hp; used[4] += evaluated"


def interpreted(layout: Layout) -> Callable[..., None]:
    """Return the pass uncompiled, as Python runs it: slow, for tests of the generated text."""
    text = source(layout).replace("from numba import njit\n", "").split("\n")
    made: dict[str, Any] = {}
    plain = "\n".join(line for line in text if not line.startswith("@njit"))
    exec(compile(plain, "<benefits>", "exec"), made)  # noqa: S102 - our own generated text
    found: Callable[..., None] = made["run"]
    return found


def compiled(layout: Layout, cache: Path | None = None) -> Callable[..., None]:
    """Return the compiled pass; with a folder it is compiled once and found again by its text."""
    text = source(layout)
    if cache is not None:
        return Native(text, cache, lambda: _cached(text, cache))
    made: dict[str, Any] = {"CACHED": False}
    exec(compile(text, "<benefits>", "exec"), made)  # noqa: S102 - our own generated text
    found: Callable[..., None] = made["run"]
    return found


def _cached(text: str, cache: Path) -> Callable[..., None]:
    """Return the pass with numba's own cache."""
    name = f"benefits_{sha256(text.encode()).hexdigest()[:24]}"
    if name in sys.modules:
        again: Callable[..., None] = sys.modules[name].run
        return again
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{name}.py"
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.write_text(text.replace("CACHED", "True"), encoding="utf-8")
        draft.replace(path)
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module at {path}")
    module = module_from_spec(spec)
    sys.modules[name] = module  # numba finds what it cached by the module's name
    spec.loader.exec_module(module)
    run: Callable[..., None] = module.run
    return run
