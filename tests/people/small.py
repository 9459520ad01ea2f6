"""A small invented county of two towns, its officers, and people to put in it."""

from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions
from anhuai.people.rules.facts import Founding, Home, Joining, PersonFacts
from anhuai.places import queries as places
from anhuai.places.models import Division
from anhuai.platform import county
from anhuai.platform.acting import Actor, Holding
from anhuai.platform.models import Account, Parameter, RoleHolding

COUNTY, TOWN, OTHER_TOWN = "990001", "990001100", "990001101"
VILLAGE, NEXT_VILLAGE, FAR_VILLAGE = "990001100201", "990001100202", "990001101201"
NAMES = {
    COUNTY: "安怀县", TOWN: "东河镇", OTHER_TOWN: "西山镇",
    VILLAGE: "柳林村", NEXT_VILLAGE: "桃园村", FAR_VILLAGE: "石桥村",
}  # fmt: skip
_sequence = count(1)


def make_county() -> None:
    for code, name in NAMES.items():
        Division.objects.create(
            code=code, name=name, short_name=name, pinyin=name, level=len(code),
            since=date(1949, 10, 1),
        )  # fmt: skip
    Parameter.objects.update_or_create(key="county.code", defaults={"value": COUNTY})
    county.forget()
    places.forget()


def holder(role: str, **place: Any) -> Actor:
    """An actor with one role, with an account behind it that can sign in."""
    account = Account.objects.create(username=f"u{next(_sequence)}", name="测试员")
    RoleHolding.objects.create(account=account, role=role, since=date(2020, 1, 1), **place)
    return Actor(name="测试员", account=account.pk, holdings=(Holding(role, **place),))


def browser(actor: Actor) -> Client:
    client = Client()
    account = Account.objects.get(pk=actor.account)
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    return client


def identity(born: date, sex: str) -> str:
    number = next(_sequence) * 2 % 998 + (1 if sex == "1" else 0)
    return make_citizen_id("990000", born, number)


def facts(
    name: str = "周桂兰", born: date = date(1950, 3, 2), sex: str = "2", **more: Any
) -> PersonFacts:
    more.setdefault("identity", identity(born, sex))
    return PersonFacts(name=name, sex=sex, born=born, **more)


def register(
    actor: Actor, name: str = "周桂兰", born: date = date(1950, 3, 2), sex: str = "2", *,
    village: str = VILLAGE, household: int | None = None, relation: str = "97",
    on: date = date(2020, 1, 1), hukou: str = VILLAGE, **more: Any,
) -> int:  # fmt: skip
    """Register somebody: alone in a village, or into a household; return the id."""
    home: Home = Joining(household, relation) if household else Founding(village, "一组 3 号")
    return actions.register_person(
        actor, facts=facts(name, born, sex, hukou=hukou, **more), home=home,
        on=max(on, born), confirm_distinct=True,
    ).pk  # fmt: skip


def home_of(person: int) -> int:
    from anhuai.people.models import Person

    found = Person.objects.get(pk=person).household_id
    assert found is not None
    return found
