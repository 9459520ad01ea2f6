"""What the pages share: choices, finding the other person, saying what a change led to."""

from typing import Any

from django.contrib import messages

from anhuai.kernel.divisions import Level
from anhuai.kernel.text import normalise
from anhuai.people import queries
from anhuai.people.actions import Done, Impossible
from anhuai.people.rules.facts import Faults, Founding, Home, Joining, PersonFacts, read_person
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english

MANAGE = Permit.PEOPLE_MANAGE


def divisions(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the villages and towns the actor may put people in."""
    found = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    return [("", "—"), *((code, name) for code, name in found if len(code) >= 9)]


def facts_from(data: dict[str, str]) -> PersonFacts:
    """Return the facts of a form; raises the first `Unfit` there is."""
    faults = Faults()
    hukou = hukou_code(data["hukou"], field="hukou")
    facts = read_person({**data, "hukou": hukou}, on=clock.today(), faults=faults)
    faults.raise_first()
    if facts is None:
        raise AssertionError("no facts and no fault")
    return facts


def hukou_code(text: str, *, field: str) -> str:
    """Return the code of a village or town given by code or by name; raises `Impossible`."""
    typed = normalise(text)
    if not typed or any(c.isdigit() for c in typed):
        return typed
    served = county.code()
    levels = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
    found = [code for at in levels for code in places.named(typed, within=served, level=at)]
    if len(found) != 1:
        raise Impossible(
            "unknown", "没有找到这个地方，或有几处同名；请写“乡镇+村”，或填区划代码。",
            "No such place, or several: write town and village, or the division code.",
            field=field,
        )  # fmt: skip
    return found[0]


def hukou_text(code: str) -> str:
    """Return how a form shows a place of registration: by name where that says it all."""
    name = places.path_of(code) if code else ""
    return name if name and places.named(name, within=county.code()) == [code] else code


def home_from(request: ActorRequest, data: dict[str, Any], *, founds: bool) -> Home:
    """Return where a form says somebody lives; raises `Impossible`."""
    if founds:
        if not data["division"]:
            raise Impossible(
                "unknown", "请选择村（社区），或填写加入哪一户。",
                "Choose the village, or the household to join.", field="division",
            )  # fmt: skip
        return Founding(data["division"], data["address"])
    found = queries.headed(request.actor, data["head"], on=clock.today())
    return Joining(_only(found, "head"), data["relation"])


def person_from(request: ActorRequest, text: str, *, field: str) -> int:
    """Return the one person with an ID number or name; raises `Impossible`."""
    found = [person for person, _home in queries.named(request.actor, text, on=clock.today())]
    return _only(found, field)


def _only(found: list[int], field: str) -> int:
    if len(found) == 1:
        return found[0]
    if found:
        raise Impossible(
            "unknown", "有几个人同名，请改填身份证号。",
            "Several people have this name: enter the ID number.", field=field,
        )  # fmt: skip
    raise Impossible(
        "unknown", "在您的管辖范围内没有找到，请核对姓名或身份证号。",
        "Nobody in your area was found: check the name or ID number.", field=field,
    )  # fmt: skip


def tell(request: ActorRequest, done: Done) -> None:
    """Say what a change led to that is worth a look."""
    for finding in done.warnings:
        messages.warning(request, finding.message_en if is_english() else finding.message)


def members(file: queries.PersonFile) -> list[tuple[str, str]]:
    """Return the living members of a person's household for a form, without the person."""
    home = file.household
    found = home.members if home and not file.left and not file.died else []
    return [(str(m.person), m.name) for m in found if m.person != file.id]
