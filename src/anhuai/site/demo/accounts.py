"""One sign-in a role, so that a newcomer sees the county through every pair of eyes."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.auth.hashers import make_password

from anhuai.platform.api import digest_of
from anhuai.platform.models import Account, ApiKey, RoleHolding
from anhuai.platform.roles import ROLES
from anhuai.platform.searching import syllables
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.folk import NOBODY, State
from anhuai.site.demo.ground import Ground
from anhuai.site.demo.population import Population
from anhuai.site.demo.premises import DEPARTMENTS, Bodies
from anhuai.site.demo.stock import OPERATORS, Stock

PASSWORD: Final = "anhuai-demo-2026"  # noqa: S105 - a public demo of invented people


@dataclass(frozen=True, slots=True)
class SignIn:
    """One demo account: whose day it is and where the role is held."""

    username: str
    name: str
    role: str
    division: str | None = None
    organisation: int | None = None
    person: int | None = None
    department: str = ""
    where: str = ""


def sign_ins(
    facts: Facts, ground: Ground, stock: Stock, bodies: Bodies, population: Population
) -> list[SignIn]:
    """Return the demo's accounts: every role once, officers and clerks twice."""
    code, county = facts.code, facts.name
    first, second = (town for town in ground.towns[:2])
    village = next(v for v in ground.villages if v.town == ground.places[first].name)
    home = stock.institutions()[0]
    elder = _elder_with_children_away(population)
    name = population.folk.name(elder)
    return [
        SignIn("admin", "系统管理员", "county_administrator", code, where=county),
        SignIn("officer", "民政经办一", "county_officer", code, department=DEPARTMENTS[0],
               where=f"{county}{DEPARTMENTS[0]}"),
        SignIn("officer2", "卫健经办二", "county_officer", code, department=DEPARTMENTS[1],
               where=f"{county}{DEPARTMENTS[1]}"),
        SignIn("leader", "分管领导", "leader", code, where=county),
        *(_clerk(ground, town) for town in (first, second)),
        SignIn("village", f"{village.name}工作人员", "village_worker", village.code,
               where=village.town + village.name),
        SignIn("duty", "值班员", "duty_officer", code, where=f"{county} 12349"),
        SignIn("manager", f"{home.name}负责人", "institution_manager",
               organisation=bodies.id_of(home.operator), where=home.name),
        SignIn("provider", "服务商账号", "provider", organisation=bodies.id_of(OPERATORS[0]),
               where=OPERATORS[0]),
        SignIn("carer", "上门服务员", "carer", organisation=bodies.id_of(OPERATORS[0]),
               where=OPERATORS[0]),
        *(
            SignIn(f"assessor{number}", f"评估员{said}", "assessor", code, where=county)
            for number, said in (("", "一"), ("2", "二"), ("3", "三"), ("4", "四"))
        ),
        SignIn("system", "系统管理员（三员）", "system_administrator", code, where=county),
        SignIn("security", "安全管理员（三员）", "security_administrator", code, where=county),
        SignIn("auditor", "审计员", "auditor", code, where=county),
        SignIn("family", f"{name}的家属", "family", person=elder + 1, where=name),
        SignIn("api", "接口演示", "api_client", code, where=county),
        SignIn("weather", "气象局接口", "weather_office", code, where=county),
        SignIn("hospital", "县医院接口", "hospital", code, where=county),
    ]  # fmt: skip


def _clerk(ground: Ground, town: str) -> SignIn:
    place = ground.places[town].short_name
    letters = "".join(syllables(place[:-1] if len(place) > 2 else place))
    return SignIn(f"{letters}-clerk", f"{place}经办人", "town_clerk", town, where=place)


def _elder_with_children_away(population: Population) -> int:
    """Find somebody of 75 and over who lives alone and has a child somewhere else."""
    folk, homes = population.folk, population.homes.homes
    for child in range(len(folk)):
        for parent in (folk.father[child], folk.mother[child]):
            if parent == NOBODY or folk.state[parent] is not State.RESIDENT:
                continue
            if folk.age[parent] < 75 or folk.home[child] == folk.home[parent]:
                continue
            if len(homes[folk.home[parent]].members) == 1:
                return parent
    return next(p for p in range(len(folk)) if folk.state[p] is State.RESIDENT)


def open_accounts(given: list[SignIn], *, since: date, now: datetime) -> str:
    """Write the accounts and roles, and an API key; return the key."""
    password = make_password(PASSWORD)  # one salt for all: Argon2 is slow by design
    accounts = Account.objects.bulk_create(
        Account(
            username=one.username, name=one.name, password=password, created_at=now,
            elder=one.role == "family", elder_size=21 if one.role == "family" else 18,
        )
        for one in given
    )  # fmt: skip
    RoleHolding.objects.bulk_create(
        RoleHolding(
            account=account, role=one.role, division=one.division,
            organisation_id=one.organisation, person=one.person, department=one.department,
            since=since,
        )
        for account, one in zip(accounts, given, strict=True)
    )  # fmt: skip
    key = f"demo-{secrets.token_urlsafe(24)}"
    ApiKey.objects.create(
        account=accounts[-1], title="演示接口", digest=digest_of(key), since=since
    )
    return key


def told(given: list[SignIn], key: str) -> list[str]:
    """Return what the newcomer needs to sign in."""
    lines = [f"登录账号（密码都是 {PASSWORD}）："]
    lines += [f"  {one.username:<16}{ROLES[one.role].title}　{one.where}" for one in given]
    return [*lines, f"  接口密钥 X-API-Key: {key}"]
