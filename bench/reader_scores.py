"""The scoring rule of plans/README.md: items matched one to one, their fields compared."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.engine.quantities import unit_class
from anhuai.plans.rules.drafts import Draft, Indicator, Place, Project, Task

PREFIX = re.compile(r"^(?:自治区|自治州|全?省|全?州|盟|全?市(?!场)|全?县|全?区|旗|本级)(?=.{2})")
GONE = re.compile(r"[\s\u3000\xa0\ue000-\uf8ff]")


@dataclass
class Tally:
    """Hits, misses and extras of one kind, and exactness of fields among hits."""

    hit: int = 0
    missed: int = 0
    extra: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)

    def right(self, name: str, *, is_right: bool) -> None:
        """Count a field of a hit."""
        one = self.fields.setdefault(name, [0, 0])
        one[0] += is_right
        one[1] += 1

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.hit += other.hit
        self.missed += other.missed
        self.extra += other.extra
        for name, (good, of) in other.fields.items():
            one = self.fields.setdefault(name, [0, 0])
            one[0] += good
            one[1] += of

    def f1(self) -> float | None:
        """Return the harmonic mean, None without items."""
        total = 2 * self.hit + self.missed + self.extra
        return round(2 * self.hit / total, 4) if total else None

    def share(self, name: str) -> float | None:
        """Return how much of a field is right."""
        good, of = self.fields.get(name, (0, 0))
        return round(good / of, 4) if of else None


class Strip:
    """A text without blanks and private signs, with the way back."""

    def __init__(self, text: str) -> None:
        self.at = [index for index, char in enumerate(text) if not GONE.match(char)]
        self.text = "".join(text[index] for index in self.at)
        self.text = self.text.replace("，", ",").replace("（", "(").replace("）", ")")

    def spans(self, quote: str, low: int, high: int) -> list[tuple[int, int]]:
        """Return where a quote stands between two places."""
        bare = GONE.sub("", quote).replace("，", ",").replace("（", "(").replace("）", ")")
        found = []
        at = self.text.find(bare)
        while bare and at >= 0:
            start, end = self.at[at], self.at[at + len(bare) - 1] + 1
            if low <= start < high:
                found.append((start, end))
            at = self.text.find(bare, at + 1)
        return found


def overlap(places: Iterable[Place], spans: Sequence[tuple[int, int]]) -> int:
    return max(
        (
            min(p.end, e) - max(p.start, s)
            for p in places
            for s, e in spans
            if p.start < e and s < p.end
        ),
        default=0,
    )


def amount(value: float | None, unit: str) -> tuple[float | None, str]:
    unit = (unit or "").replace("㎡", "平方米")
    if unit.startswith("万") and unit not in ("万元",) and not unit.startswith("万元/"):
        return (None if value is None else round(value * 10_000, 6)), unit[1:]
    return (None if value is None else round(float(value), 6)), unit


def alike(one: str, other: str) -> float:
    a, b = (
        {w[i : i + 2] for i in range(len(w) - 1)} for w in (GONE.sub("", one), GONE.sub("", other))
    )
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def matched(
    gold: Sequence[Any], got: Sequence[Any], weight: Callable[[Any, Any], float]
) -> list[tuple[int, int]]:
    """Return as many one-to-one pairs of positive weight as there can be, heaviest first."""
    edges = [
        sorted(((w, p) for p in range(len(got)) if (w := weight(one, got[p])) > 0), reverse=True)
        for one in gold
    ]
    owner: dict[int, int] = {}

    def place(g: int, seen: set[int]) -> bool:
        for _, p in edges[g]:
            if p not in seen:
                seen.add(p)
                if p not in owner or place(owner[p], seen):
                    owner[p] = g
                    return True
        return False

    for g in sorted(range(len(gold)), key=lambda g: -edges[g][0][0] if edges[g] else 0.0):
        place(g, set())
    return sorted((g, p) for p, g in owner.items())


def indicators(gold: Any, draft: Draft, strip: Strip, say: Callable[[str], None]) -> Tally:
    tally = Tally()
    wanted, got = list(gold.get("indicators", ())), list(draft.indicators)
    where = [
        [
            s
            for q in (one["quote"], *(m["quote"] for m in one.get("mentions", ())))
            for s in strip.spans(q, draft.start, draft.end)
        ]
        for one in wanted
    ]
    places = [[one.place, *(m.place for m in one.mentions)] for one in got]

    def weight(g: int, p: int, *, exact: bool) -> float:
        reach = overlap(places[p], where[g])
        value, unit = amount(wanted[g].get("value"), wanted[g].get("unit") or "")
        own, own_unit = amount(got[p].value, got[p].unit)
        if not reach or unit_class(unit) != unit_class(own_unit) or (exact and value != own):
            return 0.0
        return 1 + alike(wanted[g]["name"], got[p].name) + 0.001 * min(reach, 50)

    pairs = matched(range(len(wanted)), range(len(got)), lambda g, p: weight(g, p, exact=True))
    rest_g = [g for g in range(len(wanted)) if g not in {a for a, _ in pairs}]
    rest_p = [p for p in range(len(got)) if p not in {b for _, b in pairs}]
    wrong = matched(rest_g, rest_p, lambda g, p: weight(g, p, exact=False))
    tally.hit, tally.missed, tally.extra = len(pairs), len(rest_g), len(rest_p)
    for _ in wrong:
        tally.right("value", is_right=False)
    for g, p in pairs:
        _fields(tally, wanted[g], got[p], say)
    for g in rest_g:
        say(
            f"  missed   {wanted[g]['id']} {wanted[g]['name']} "
            f"{wanted[g].get('value')}{wanted[g].get('unit')} | "
            f"{wanted[g]['quote'][:50]}"
        )
    for p in rest_p:
        say(f"  extra    {got[p].name} {got[p].value}{got[p].unit} [{got[p].place.section}]")
    return tally


def _fields(tally: Tally, gold: Any, got: Indicator, say: Callable[[str], None]) -> None:
    unit = amount(None, gold.get("unit") or "")[1]
    own = amount(None, got.unit)[1]
    same_unit = unit_class(unit) == unit_class(own)
    tally.right("value", is_right=same_unit)
    tally.right("operator", is_right=gold["operator"] == got.operator)
    due = gold.get("deadline")
    due = None if due is None else str(due)
    if not gold.get("deadline_inferred"):
        tally.right(
            "deadline", is_right=due == got.deadline or (due is None and got.deadline_inferred)
        )
    tally.right(
        "deadline_all", is_right=due == got.deadline or (due is None and got.deadline_inferred)
    )
    if due != got.deadline and not (due is None and got.deadline_inferred):
        say(
            f"  deadline {gold['id']} {gold['name']} {due} got "
            f"{got.deadline}{'*' if gold.get('deadline_inferred') else ''}"
        )
    if gold["operator"] != got.operator:
        say(f"  operator {gold['id']} {gold['name']} {gold['operator']} got {got.operator}")
    _time(tally, gold, got, say)
    if gold.get("key") in INDICATORS:
        tally.right("key", is_right=gold["key"] == got.key)
        if gold["key"] != got.key:
            say(f"  key      {gold['id']} {gold['key']} got {got.key or '-'} for {got.name}")


def _time(tally: Tally, gold: Any, got: Indicator, say: Callable[[str], None]) -> None:
    if gold.get("accrual"):
        tally.right("accrual", is_right=gold["accrual"] == got.accrual)
        if gold["accrual"] != got.accrual:
            say(f"  accrual  {gold['id']} {gold['name']} {gold['accrual']} got {got.accrual}")
        soft = gold.get("modality") == "soft"
        tally.right("modality", is_right=soft == got.soft)
        if soft != got.soft:
            say(f"  modality {gold['id']} {gold['name']} soft {soft} got {got.soft}")


def bare(names: Iterable[str], place: str) -> set[str]:
    done = set()
    for name in names:
        name = re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")
        if place and name.startswith(place):
            name = name[len(place) :]
        done.add(PREFIX.sub("", name))
    return done


def tasks(gold: Any, draft: Draft, say: Callable[[str], None]) -> Tally:
    tally = Tally()
    wanted, got = list(gold.get("tasks", ())), list(draft.tasks)

    def weight(g: int, p: int) -> float:
        number = re.sub(r"\W", "", str(wanted[g]["number"])) == re.sub(r"\W", "", got[p].number)
        same = alike(wanted[g]["title"], got[p].title)
        return (2 * number + same) if same >= 0.5 or (number and same > 0.15) else 0.0

    pairs = matched(range(len(wanted)), range(len(got)), weight)
    tally.hit = len(pairs)
    tally.missed, tally.extra = len(wanted) - len(pairs), len(got) - len(pairs)
    for g, p in pairs:
        _departments(tally, wanted[g], got[p], say)
    for g in set(range(len(wanted))) - {a for a, _ in pairs}:
        say(f"  missed task {wanted[g]['number']} {wanted[g]['title']}")
    for p in set(range(len(got))) - {b for _, b in pairs}:
        say(f"  extra task  {got[p].number} {got[p].title}")
    return tally


def _departments(tally: Tally, gold: Any, got: Task, say: Callable[[str], None]) -> None:
    lead, rest = bare(gold.get("lead") or (), ""), bare(gold.get("responsible") or (), "")
    own, other = bare(got.leads, ""), bare(got.responsible, "")
    if lead or rest or own or other:
        tally.right("departments", is_right=lead == own and rest == other)
        if (lead, rest) != (own, other):
            say(f"  depts    {gold['number']} {lead} {rest} got {own} {other}")


def projects(gold: Any, draft: Draft, strip: Strip, say: Callable[[str], None]) -> Tally:
    tally = Tally()
    wanted, got = list(gold.get("projects", ())), list(draft.projects)
    where = [strip.spans(one.get("quote", ""), draft.start, draft.end) for one in wanted]

    def weight(g: int, p: int) -> float:
        same = alike(wanted[g]["name"], got[p].name)
        reach = overlap([got[p].place], where[g])
        number = str(wanted[g]["number"]) == got[p].number
        return (
            same + (1 if reach else 0) + 0.2 * number if same >= 0.5 or (reach and number) else 0.0
        )

    pairs = matched(range(len(wanted)), range(len(got)), weight)
    tally.hit = len(pairs)
    tally.missed, tally.extra = len(wanted) - len(pairs), len(got) - len(pairs)
    for g, p in pairs:
        _project_fields(tally, wanted[g], got[p], say)
    for g in set(range(len(wanted))) - {a for a, _ in pairs}:
        say(f"  missed project {wanted[g]['number']} {wanted[g]['name']}")
    for p in set(range(len(got))) - {b for _, b in pairs}:
        say(f"  extra project  {got[p].number} {got[p].name}")
    return tally


def _project_fields(tally: Tally, gold: Any, got: Project, say: Callable[[str], None]) -> None:
    end = gold.get("end")
    for name, want, have in (
        ("budget", gold.get("budget_10k_cny"), got.budget),
        ("start", gold.get("start"), got.starts),
        ("end", None if gold.get("date_inferred") or end is None else str(end)[:4], got.ends),
        ("beds", gold.get("beds"), got.beds),
        ("area", gold.get("floor_area_m2"), got.floor_area),
    ):
        if want is None or (name == "area" and "计算" in str(gold.get("value_note"))):
            continue
        is_right = have is not None and abs(float(want) - float(have)) < 0.001
        tally.right(name, is_right=is_right)
        if not is_right:
            say(f"  {name:8} project {gold['number']} {gold['name']} {want} got {have}")


def invented(
    gold: Any, draft: Draft, original: str, strip: Strip, say: Callable[[str], None]
) -> int:
    count = 0
    facts = [
        s
        for one in gold.get("baselines", ())
        for s in strip.spans(one["quote"], draft.start, draft.end)
    ]
    said = [
        s for one in gold.get("indicators", ())
        for q in (one["quote"], *(m["quote"] for m in one.get("mentions", ())))
        for s in strip.spans(q, draft.start, draft.end)
    ]  # fmt: skip
    items: list[Any] = [
        *draft.indicators,
        *draft.baselines,
        *draft.tasks,
        *draft.projects,
        *draft.norms,
        *draft.systems,
        *draft.milestones,
    ]
    for one in items:
        quote = original[one.place.start : one.place.end]
        value = getattr(one, "value", None)
        implied = getattr(one, "implied", False) or getattr(one, "accrual", "") == "per_unit"
        if not quote.strip() or (value is not None and not implied and not _has(quote, value)):
            count += 1
            say(
                f"  invented {type(one).__name__} "
                f"{getattr(one, 'name', getattr(one, 'subject', ''))} {value} | "
                f"{quote[:40]!r}"
            )
        elif (
            isinstance(one, Indicator)
            and overlap([one.place], facts)
            and not overlap([one.place], said)
        ):
            count += 1
            say(f"  a fact   {one.name} {one.value}{one.unit}")
    return count


def _has(quote: str, value: float) -> bool:
    """Whether a quote has a number, in digits or in words, also as a scanner left it."""
    apart = re.sub(r"(?<=[\d.])[ ]*[\n\t]\s*(?=\d)", "|", quote)  # cells of their own
    return _holds(quote, value) or _holds(apart, value)


def _holds(quote: str, value: float) -> bool:
    bare = re.sub(r"[\s,，]", "", quote).translate(
        str.maketrans("０１２３４５６７８９．", "0123456789.")
    )
    bare = re.sub(
        r"(?<![A-Za-z])[0-9OoIl]{2,12}(?![A-Za-z])",
        lambda run: re.sub("[Il]", "1", re.sub("[Oo]", "0", run[0])), bare,
    )  # fmt: skip
    wanted = {
        f"{value:g}",
        f"{value:.10g}",
        *(f"{value / s:.10g}" for s in (100, 1000, 10_000, 1e8)),
    }
    if any(re.search(rf"(?<![\d.]){re.escape(one)}(?:\.0+)?(?![\d])", bare) for one in wanted):
        return True
    if any(re.search(rf"(?<![\d.]){re.escape(one)}0(?!\d)", bare) for one in wanted if "." in one):
        return True
    return re.search("[半一二两三四五六七八九十百千]", bare) is not None
