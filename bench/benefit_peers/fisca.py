"""The nine rules in openfisca-core, as its guide teaches or tuned by hand; run with its own Python.

python -m bench.benefit_peers.fisca {idiomatic|tuned} IN FOLDER MONTHS
"""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bench.benefit_peers import shared
from numpy import maximum, where
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import ENUM_ARRAY_DTYPE, EnumArray
from openfisca_core.model_api import ETERNITY, MONTH, Enum, Variable
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

STYLE = sys.argv[1]
Household = build_entity(key="household", plural="households", label="h",
                         roles=[{"key": "member", "plural": "members", "label": "m", "doc": ""}])  # fmt: skip
Person = build_entity(key="person", plural="persons", label="p", is_person=True)


def enum(name, letter, size):
    """Return an Enum of so many members."""
    return Enum(name, {f"{letter}{n}": f"{letter}{n}" for n in range(size)})


Zone, Ability, Grade = enum("Zone", "z", 4), enum("Ability", "a", 5), enum("Grade", "g", 5)
Orphan, Poor = enum("Orphan", "o", 4), enum("Poor", "e", 3)
KEYS = {"service": (Poor, Ability), "nursing": (Ability,), "care": (Zone, Grade),
        "tekun": (Ability,), "orphan": (Orphan,)}  # fmt: skip


def node(name, keys, pick):
    """Return a parameter's data, nested by its keys."""
    if not keys:
        return {"values": {f"{y}-{m:02d}-01": {"value": pick(v)}
                           for (y, m), v in shared.VALUES[name].items()}}  # fmt: skip
    return {item.name: node(name, keys[1:], lambda v, at=at: pick(v)[at])
            for at, item in enumerate(keys[0])}  # fmt: skip


ROOT = ParameterNode("", data={
    name: node(name, KEYS.get(name, (Zone,)), lambda v: v) for name in shared.VALUES
})  # fmt: skip


def look(at, *keys):
    """Look up by arrays of choices: the guide's way, or a dense table made by hand."""
    if STYLE == "idiomatic":
        for key in keys:
            at = at[key]
        return at
    names = [[item.name for item in key.possible_values] for key in keys]
    if len(keys) == 1:
        dense = np.array([at[one] for one in names[0]])
    else:
        dense = np.array([[at[one][two] for two in names[1]] for one in names[0]])
    return dense[tuple(np.asarray(key).view(np.ndarray) for key in keys)]


def plain(values):
    """Return an EnumArray's positions."""
    return np.asarray(values).view(np.ndarray)


MADE = []


def variable(name, kind, entity, formula=None, period=MONTH, **more):
    """Declare a variable."""
    about = {
        "value_type": kind,
        "entity": entity,
        "definition_period": period,
        "label": name,
        **more,
    }
    if formula:
        about["formula"] = formula
    MADE.append(type(name, (Variable,), about))


for _name in ("income", "assets"):
    variable(_name, int, Person)
for _name in ("hukou", "mental", "no_supporter", "injury"):
    variable(_name, bool, Person, period=ETERNITY)
for _name in ("birth", "death"):
    variable(_name, date, Person, period=ETERNITY, default_value=date(1970, 1, 1))
for _name, _enum in (
    ("zone", Zone),
    ("ability", Ability),
    ("grade", Grade),
    ("orphan_kind", Orphan),
):
    variable(
        _name, Enum, Person, period=ETERNITY, possible_values=_enum, default_value=next(iter(_enum))
    )
variable("home_zone", Enum, Household, period=ETERNITY, possible_values=Zone, default_value=Zone.z0)


def lived(person, period, parameters):
    birth = person("birth", period)
    month = birth.astype("datetime64[M]")
    day = (birth - month.astype("datetime64[D]")).astype(int) + 1
    now = period.start.year * 12 + period.start.month - 1
    last = shared.last_day((period.start.year, period.start.month))
    return now - (month.astype(int) + 1970 * 12) - (day > last)


def here(person, period, parameters):
    now = np.datetime64(str(period.start)[:7])
    born, died = person("birth", period), person("death", period)
    return (born.astype("datetime64[M]") <= now) * (died.astype("datetime64[M]") >= now)


variable("lived", int, Person, lived)
variable("age", int, Person, lambda p, t, q: p("lived", t) // 12)
variable("here", bool, Person, here)
variable("base", bool, Person, lambda p, t, q: p("here", t) * p("hukou", t))
variable("n", int, Household, lambda h, t, q: h.sum(h.members("here", t)))
variable("home_income", float, Household,
         lambda h, t, q: h.sum(h.members("income", t).astype("float64") * h.members("here", t)))  # fmt: skip


def poor(home, period, parameters):
    p, n = parameters(period), home("n", period).astype("int64")
    members = home.members
    income = home.sum(members("income", period).astype("float64") * members("here", period))
    assets = home.sum(members("assets", period).astype("float64") * members("here", period))
    zone = home("home_zone", period)
    need, within = look(p.std, zone) * n, (assets <= look(p.cap, zone) * n) * (n > 0)
    found = where(within * (income < need), 2, within * (income * 2 <= need * 3))
    return EnumArray(found.astype(ENUM_ARRAY_DTYPE), Poor)


variable("poor", Enum, Household, poor, possible_values=Poor, default_value=Poor.e0)


def gap(home, period, parameters):
    n = home("n", period).astype("int64")
    members = home.members
    income = home.sum(members("income", period).astype("float64") * members("here", period))
    need = look(parameters(period).std, home("home_zone", period)) * n
    return where(
        plain(home("poor", period)) == 2, maximum((need - income) // maximum(n, 1), 100), 0
    )


variable("gap", int, Household, gap)


def severe(person, period, parameters):
    grade = plain(person("grade", period))
    return (grade >= 3) + (grade == 2) * person("mental", period)


variable("severe", bool, Person, severe)


def old_age(person, period, parameters):
    p, age, zone = parameters(period), person("age", period), person("zone", period)
    band = where(
        age >= 100, look(p.old100, zone), where(age >= 90, look(p.old90, zone), look(p.old80, zone))
    )
    return band * (age >= 80) * person("base", period)


def service(person, period, parameters):
    found = look(
        parameters(period).service, person.household("poor", period), person("ability", period)
    )
    return found * (person("age", period) >= 60) * person("base", period)


def nursing_raw(person, period, parameters):
    found = look(parameters(period).nursing, person("ability", period))
    needy = plain(person.household("poor", period)) >= 1
    return found * needy * (person("age", period) >= 60) * person("base", period)


def care_raw(person, period, parameters):
    found = look(parameters(period).care, person("zone", period), person("grade", period))
    return found * person("severe", period) * ~person("injury", period) * person("base", period)


def tekun_raw(person, period, parameters):
    p, age, zone = parameters(period), person("age", period), person("zone", period)
    std = look(p.std, zone)
    unable = (age >= 60) + (age < 16) + person("severe", period)
    means = (person("income", period) <= std) * (person("assets", period) <= look(p.cap, zone))
    meant = person("no_supporter", period) * unable * means * person("base", period)
    return meant * (std * 13 // 10 + look(p.tekun, person("ability", period)))


def orphan_raw(person, period, parameters):
    found = look(parameters(period).orphan, person("orphan_kind", period))
    return found * (person("age", period) < 18) * person("base", period)


def drawn(person, period):
    """Return tekun, orphan and dibao after the higher of each pair."""
    tekun, orphan = person("tekun_raw", period), person("orphan_raw", period)
    dibao = person.household("gap", period) * person("base", period)
    less = orphan > tekun
    tekun, orphan = where(less, 0, tekun), where(~less * (tekun > 0), 0, orphan)
    less = dibao > tekun
    tekun, dibao = where(less, 0, tekun), where(~less * (tekun > 0), 0, dibao)
    less = dibao > orphan
    return tekun, where(less, 0, orphan), where(~less * (orphan > 0), 0, dibao)


def living(person, period, parameters):
    grade, needy = plain(person("grade", period)), plain(person.household("poor", period))
    meant = (grade >= 1) * ((needy == 2) + (needy == 1) * (grade >= 3)) * person("base", period)
    free = (person("tekun_raw", period) == 0) * (person("orphan_raw", period) == 0)
    return look(parameters(period).living, person("zone", period)) * meant * free


def care(person, period, parameters):
    more = person("nursing_raw", period) > person("care_raw", period)
    return where(more + (person("tekun_raw", period) > 0), 0, person("care_raw", period))


def nursing(person, period, parameters):
    more = person("nursing_raw", period) > person("care_raw", period)
    return where(more * (person("tekun_raw", period) == 0), person("nursing_raw", period), 0)


def child(person, period, parameters):
    young = (person("lived", period) < 36) * (
        person("birth", period) >= np.datetime64("2022-01-01")
    )
    return look(parameters(period).child, person("zone", period)) * young * person("base", period)


for _formula in (
    old_age,
    service,
    nursing_raw,
    care_raw,
    tekun_raw,
    orphan_raw,
    living,
    care,
    nursing,
    child,
):
    variable(_formula.__name__, int, Person, _formula)
variable("tekun", int, Person, lambda p, t, q: drawn(p, t)[0])
variable("orphan", int, Person, lambda p, t, q: drawn(p, t)[1])
variable("dibao", int, Person, lambda p, t, q: drawn(p, t)[2])


def main():
    """Decide a file."""
    source, folder, count = sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    system = TaxBenefitSystem([Person, Household])
    for one in MADE:
        system.add_variable(one)
    system.parameters = ROOT
    table = pq.read_table(source, read_dictionary=["place"])
    c = {name: table[name] for name in table.column_names}
    zone = c.pop("place").unify_dictionaries().combine_chunks()
    order = np.array([shared.ZONES.index(str(one)) for one in zone.dictionary.to_pylist()])
    zones = order[zone.indices.to_numpy()]
    born = c.pop("born").to_numpy().astype("datetime64[D]")
    died = c.pop("died").cast(pa.int32()).fill_null(90_000).to_numpy().astype("datetime64[D]")
    c = {name: column.to_numpy() for name, column in c.items()}
    builder = SimulationBuilder()
    builder.create_entities(system)
    homes = c["household"]
    builder.declare_person_entity("person", np.arange(len(homes)))
    joined = builder.declare_entity("household", np.arange(int(homes.max()) + 1))
    builder.join_with_persons(joined, homes, np.zeros(len(homes), np.int8))
    simulation = builder.build(system)

    def put(name, values, period="ETERNITY"):
        simulation.set_input(name, period, values)

    first = np.flatnonzero(np.r_[True, homes[1:] != homes[:-1]])
    for name, values, of in (
        ("zone", zones, Zone), ("home_zone", zones[first], Zone), ("ability", c["ability"], Ability),
        ("grade", c["disability_grade"], Grade), ("orphan_kind", c["bench_orphan"], Orphan),
    ):  # fmt: skip
        put(name, EnumArray(values.astype(ENUM_ARRAY_DTYPE), of))
    for name, column in (("hukou", "hukou_here"), ("mental", "disability_mental"),
                         ("no_supporter", "bench_no_supporter"), ("injury", "work_injury_care")):  # fmt: skip
        put(name, c[column] == 1)
    put("birth", born)
    put("death", died)
    for at, (year, month) in enumerate(shared.months(count)):
        period = f"{year}-{month:02d}"
        put("income", c["income_month"], period)
        put("assets", c["bench_assets"], period)
        paid = {name: np.asarray(simulation.calculate(name, period)).astype(np.int32)
                for name in shared.BENEFITS}  # fmt: skip
        pq.write_table(pa.table({"person": c["person"], **paid}), folder / f"m{at:02d}.parquet",
                       compression="zstd", compression_level=1)  # fmt: skip


if __name__ == "__main__":
    main()
