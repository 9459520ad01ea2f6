"""Building a demo county: invent everything, then load it table by table."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter

from django.conf import settings
from django.db import transaction

from anhuai.kernel.geometry import LonLat
from anhuai.places import queries as places
from anhuai.places.actions import Part, load_county, prepare_reform
from anhuai.places.models import Boundary, Division
from anhuai.places.rules import Kind
from anhuai.plans.jobs import snapshot_history
from anhuai.platform import audit, clock, county
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.jobs.backend import put
from anhuai.platform.models import Account, Parameter, RoleHolding
from anhuai.platform.notices.announcing import announce, publish
from anhuai.platform.notices.telling import tell
from anhuai.platform.requests import actor_of
from anhuai.platform.roles import ROLES
from anhuai.platform.tuning import roomy, take_stock
from anhuai.portal.actions import draft_release, publish_release
from anhuai.portal.catalogue import DATA_SETS
from anhuai.site.demo import accounts, alarms, departments, sensing
from anhuai.site.demo.arranged import arrange
from anhuai.site.demo.assessing import assess
from anhuai.site.demo.cards import numbers
from anhuai.site.demo.care import Care
from anhuai.site.demo.carers import train_and_check
from anhuai.site.demo.delivered import deliver
from anhuai.site.demo.entitled import Entitled
from anhuai.site.demo.facts import Facts, facts_of
from anhuai.site.demo.ground import Ground, Outline, Place
from anhuai.site.demo.guarding import MARK
from anhuai.site.demo.home_support import support
from anhuai.site.demo.hotline import Staff, hotline
from anhuai.site.demo.loading import Batch, load, reset_sequences
from anhuai.site.demo.lodging import lodge
from anhuai.site.demo.meals import feed
from anhuai.site.demo.monitored import declare, follow_up
from anhuai.site.demo.mutual import help_each_other
from anhuai.site.demo.nurseries import raise_children
from anhuai.site.demo.ordering import order
from anhuai.site.demo.payments import Officers, pay
from anhuai.site.demo.population import Lodging, Making, Population, opening_of
from anhuai.site.demo.premises import Bodies, Premises
from anhuai.site.demo.promises import Promises, load_plans
from anhuai.site.demo.provided import provide
from anhuai.site.demo.reaching import reach
from anhuai.site.demo.reading import read_example
from anhuai.site.demo.rounds import serve
from anhuai.site.demo.rows import Tables
from anhuai.site.demo.seals import sealing
from anhuai.site.demo.settling import settle
from anhuai.site.demo.society import Society
from anhuai.site.demo.staff import Staff as Employed
from anhuai.site.demo.stock import Stock
from anhuai.site.demo.supervised import Supervised
from anhuai.site.demo.visiting import visit

SIGN_INS = "sign-ins.txt"  # shown whenever the demo starts (run.py)
HISTORY = 24  # months of snapshots the worker computes from the dated records


def build(county_name: str, *, on: date) -> Iterator[str]:
    """Build a demo county as of a day on an empty database, telling each step; all or nothing."""
    started = perf_counter()
    facts = facts_of(county_name)
    yield f"{facts.name}演示数据，截至 {on}：人员、机构均为虚构，公布数见 demo.toml"
    with _uncollected(), roomy(200), transaction.atomic():
        yield from _write(facts, on)
    county.forget()
    put(
        snapshot_history,
        [HISTORY, on.isoformat()],
        {},
        title="补算规划指标历史快照",
        dedupe=f"demo-history-{county_name}-{on}",
    )
    yield f"后台按记录补算最近 {HISTORY} 个月的指标快照，看板上的走势随后出现"
    yield f"用时 {perf_counter() - started:.1f} 秒"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the collector a million small objects that all live until the end: a sixth faster."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _write(facts: Facts, on: date) -> Iterator[str]:
    """Invent everything and load it, table by table."""
    _mark(facts, on)
    load_county(SYSTEM, county=facts.county)
    ground = _ground(facts)
    yield f"区划 {len(ground.towns)} 个乡级、{len(ground.villages)} 个村级"
    stock = Stock(facts, ground, on.toordinal())
    making = Making(facts, ground, _lodgings(stock, ground), on)
    bodies = Bodies(stock)
    with sealing(numbers(making.folk, facts.county)) as sealed:
        population = making.finish()
        yield f"人员 {len(population.folk):,}，户 {len(population.homes.homes):,}"
        batches = [
            bodies.batch(),
            *Tables(population, sealed, facts.county).batches(),
            *Care(population).batches(),
            *Premises(stock, bodies, ground, population.past).batches(),
            *Employed(facts, population, stock).batches(),
            *Society(facts, population, ground).batches(),
        ]
        yield from _load(batches, facts, on)
    take_stock()  # before anything is computed on the tables: PostgreSQL plans blindly until then
    given = accounts.sign_ins(facts, ground, stock, bodies, population)
    key = accounts.open_accounts(given, since=opening_of(on), now=clock.now())
    yield "规划：" + "、".join(load_plans(facts))
    officer, second = (
        actor_of(Account.objects.get(username=name)) for name in ("officer", "officer2")
    )
    yield f"部门 {departments.found(officer, since=opening_of(on))} 个"
    Promises(facts, officer, second, on).write()
    example = read_example(facts, officer)
    Supervised(facts, officer, second, on).write(example)
    yield train_and_check(officer, facts.code, on)
    yield from reach(officer, on)
    yield provide(officer, on)
    _draft_reform(facts, officer, on)
    _announce(facts, officer)
    for code in DATA_SETS:
        publish_release(officer, release=draft_release(officer, code=code, on=on).pk)
    yield from _work(facts, officer, second, _residents(stock, population), on)
    take_stock()
    told = list(accounts.told(given, key))
    (settings.DATA / SIGN_INS).write_text("\n".join(told) + "\n", encoding="utf-8")
    yield from told


def _work(
    facts: Facts, officer: Actor, second: Actor, residents: dict[str, list[int]], on: date
) -> Iterator[str]:
    """Let the rooms do their days: assess, lodge, decide, pay, visit, answer calls."""
    yield assess(officer, on)  # the night decides by the levels that were found
    declare(officer, second, on)
    yield lodge(officer, on, residents)
    yield from Entitled(officer, second, on).write()
    yield pay(facts, Officers(officer, second), on)
    yield from follow_up(officer, second, on)
    yield deliver(officer, on)
    yield f"{raise_children(officer, second, on)}（家长 parent，园长 nursery 可登录）"
    yield visit(officer, county=facts.county, on=on)
    yield settle(officer, second, county=facts.county, on=on)
    yield feed(officer, county=facts.county, on=on)
    yield help_each_other(officer, county=facts.county, on=on)
    yield order(officer, county=facts.county, on=on)
    yield serve(officer, on=on)
    yield support(officer, second, county=facts.county, on=on)
    yield arrange(officer, on=on)
    duty, helper = (actor_of(Account.objects.get(username=name)) for name in ("duty", "village"))
    devices = alarms.equip(code=facts.code, on=on)
    yield f"设备 {devices} 台，呼叫 {alarms.calls(duty, officer, helper)} 件（虚构）"
    yield hotline(facts.code, Staff(duty, officer, second, helper), on=on)
    hours = sensing.measured(on=on)
    yield f"遥测汇总 {hours} 条，安全范围 {sensing.grounds(duty, on=on)} 人（虚构）"


def _residents(stock: Stock, population: Population) -> dict[str, list[int]]:
    """Return who the register lodges at each institution, by its name; ids are places plus one."""
    homes = stock.institutions()
    return {homes[place].name: [one + 1 for one in some]
            for place, some in population.lodged.items()}  # fmt: skip


def _draft_reform(facts: Facts, officer: Actor, on: date) -> None:
    """Draft one merger of two villages, invented and never confirmed, to show what a draft is."""
    if facts.county != "linze":
        return
    kept, other = (
        Division.objects.filter(code__startswith=facts.code, level=12, is_urban=False, until=None)
        .order_by("code")[:2]
    )  # fmt: skip
    prepare_reform(
        officer, kind=Kind.MERGE, units=[kept.code, other.code],
        parts=[Part(kept.code, kept.name)], on=date(on.year + 1, 1, 1),
        document="（虚构）关于村级区划调整的批复", note="虚构的示例，仅供演示。",
    )  # fmt: skip


def _announce(facts: Facts, officer: Actor) -> None:
    """Announce something invented, and tell the demo's accounts what they were given."""
    made = announce(
        officer, title="（虚构）元旦期间值班安排", body="请各乡镇于 12 月 25 日前报送值班表。",
        division=facts.code, role="", since=clock.today(), until=None,
    )  # fmt: skip
    publish.func(made.pk)
    for holding in RoleHolding.objects.filter(division__isnull=False):
        role = ROLES[holding.role]
        tell(
            "role_given", [holding.account_id], url="/", role=[role.title, role.title_en],
            place=places.name_of(holding.division or ""),
        )  # fmt: skip


def _mark(facts: Facts, on: date) -> None:
    """Say which area is served, and that this database is a demo."""
    for key, value in (
        ("county.code", facts.code),
        ("county.name", facts.name),
        ("county.name_en", facts.name_en),
        (MARK, {"county": facts.county, "on": on.isoformat()}),
    ):
        Parameter.objects.update_or_create(key=key, defaults={"value": value})
    county.forget()


def _ground(facts: Facts) -> Ground:
    """Read the county's divisions and outlines."""
    rows = Division.objects.filter(code__startswith=facts.code, until=None).order_by("code")
    places = [
        Place(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            point=LonLat(row.longitude, row.latitude)
            if row.longitude is not None and row.latitude is not None
            else None,
            is_urban=row.is_urban,
        )
        for row in rows
    ]
    outlines = {
        boundary.code: Outline(boundary.geometry)
        for boundary in Boundary.objects.filter(code__startswith=facts.code)
    }
    return Ground(facts.code, places, outlines)


def _lodgings(stock: Stock, ground: Ground) -> list[Lodging]:
    places = {village.code: place for place, village in enumerate(ground.villages)}
    return [
        Lodging(
            village=places[one.village.code],
            beds=sum(not bed.until for bed in one.beds),
            takes_tekun="admits_tekun" in {mark.values[0] for mark in one.marks},
        )
        for one in stock.institutions()
    ]


def _load(batches: list[Batch], facts: Facts, on: date) -> Iterator[str]:
    """Load every table and write the one audit entry that stands for them."""
    counts: dict[str, int] = {}
    for batch in batches:
        counts[batch.model] = load(batch)
        if batch.many:
            yield f"  {batch.model} {counts[batch.model]:,}"
    reset_sequences(counts)
    audit.append(
        SYSTEM,
        kind=audit.Kind.ACTION,
        name="site.demo.build",
        subject="county",
        detail={"county": facts.county, "on": on.isoformat(), "rows": counts},
    )
