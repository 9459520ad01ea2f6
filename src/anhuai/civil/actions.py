"""Registering and ending social organisations, volunteers and teams."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anhuai.civil import queries
from anhuai.civil.models import SocialOrganisation, Volunteer, VolunteerTeam
from anhuai.civil.rules import COMMUNITY_LEVEL, OrganisationFacts, OrganisationKind
from anhuai.kernel.divisions import Level, level_of, parse_division
from anhuai.kernel.organisations import parse_social_credit_code
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.posting import Stale
from anhuai.platform.searching import pinyin, search_text

MANAGE = Permit.CIVIL_MANAGE
CHUNK = 500  # well under what a database takes in one list


class BadOrganisation(Unfit):
    """Facts about an organisation, volunteer or team that cannot be recorded."""


def _name(text: str) -> str:
    name = normalise(text)
    if not name or len(name) > 120:
        raise BadOrganisation(
            "name", "请填写名称，最多 120 个字。", "Enter a name of at most 120 characters.",
            field="name",
        )  # fmt: skip
    return name


def _division(actor: Actor, text: str) -> str:
    with concerning("division"):
        code = parse_division(text)
        known = level_of(code) >= Level.COUNTY and places.exists(code, on=clock.today())
        if not known or not actor.scope(MANAGE).covers(code):
            raise BadOrganisation(
                "beyond", "所在地应在您管理的县、乡镇或村（社区）之内，请核对。",
                "The place must be a county, town or village in the area you manage.",
            )  # fmt: skip
    return code


def _not_future(on: date, field: str = "on") -> None:
    if on > clock.today():
        raise BadOrganisation(
            "future", f"日期 {on} 还没有到，请核对。", f"{on} is in the future.", field=field
        )


def _credit_code(facts: OrganisationFacts, *, besides: int) -> str:
    if not facts.social_credit_code.strip():
        return ""
    with concerning("social_credit_code"):
        number = parse_social_credit_code(facts.social_credit_code).number
        same = SocialOrganisation.objects.filter(social_credit_code=number, until=None)
        if same.exclude(pk=besides).exists():
            raise BadOrganisation(
                "code_taken", "这个统一社会信用代码已登记在另一家社会组织名下。",
                "Another organisation has this code.",
            )  # fmt: skip
    return number


def _columns(actor: Actor, facts: OrganisationFacts, *, besides: int = 0) -> dict[str, Any]:
    name, division = _name(facts.name), _division(actor, facts.division)
    if facts.kind is OrganisationKind.COMMUNITY and level_of(division) is not COMMUNITY_LEVEL:
        raise BadOrganisation(
            "level", "社区社会组织应登记到村（社区）。",
            "A community organisation belongs to a village or community.", field="division",
        )  # fmt: skip
    if facts.is_party_demonstration and not facts.has_party_organisation:
        raise BadOrganisation(
            "party", "没有党组织的，不能是示范性党组织。",
            "There is no demonstration party organisation without one.",
            field="is_party_demonstration",
        )  # fmt: skip
    same = SocialOrganisation.objects.filter(division=division, name=name, until=None)
    if same.exclude(pk=besides).exists():
        raise BadOrganisation(
            "duplicate", "这里已经有同名的社会组织，请先查询。",
            "An organisation of this name exists here already.", field="name",
        )  # fmt: skip
    return {
        "name": name,
        "pinyin": pinyin(name)[:300],
        "search": search_text(name),
        "kind": str(facts.kind),
        "field": str(facts.field),
        "division": division,
        "social_credit_code": _credit_code(facts, besides=besides),
        "has_party_organisation": facts.has_party_organisation,
        "is_party_demonstration": facts.is_party_demonstration,
    }


@action(permit=MANAGE, title=_("登记社会组织"), logs=("on",), subject="social_organisation")
def register_organisation(
    actor: Actor, *, facts: OrganisationFacts, on: date
) -> SocialOrganisation:
    """Register a social organisation, or put a community one on file, from a day."""
    _not_future(on)
    return SocialOrganisation.objects.create(**_columns(actor, facts), since=on)


@action(
    permit=MANAGE,
    title=_("修改社会组织信息"),
    logs=("organisation",),
    subject="social_organisation",
)
def edit_organisation(
    actor: Actor, *, organisation: int, version: int, facts: OrganisationFacts
) -> SocialOrganisation:
    """Correct an organisation's facts; `Stale` when it changed since the form was opened."""
    queries.organisation(actor, organisation, permit=MANAGE)
    found = SocialOrganisation.objects.select_for_update().get(pk=organisation)
    if found.version != version:
        raise Stale("social_organisation", organisation)
    for name, value in _columns(actor, facts, besides=found.pk).items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    return found


@action(
    permit=MANAGE,
    title=_("注销社会组织"),
    logs=("organisation", "on"),
    subject="social_organisation",
)
def end_organisation(
    actor: Actor, *, organisation: int, on: date, reason: str
) -> SocialOrganisation:
    """End an organisation from a day, saying why."""
    queries.organisation(actor, organisation, permit=MANAGE)
    found = SocialOrganisation.objects.select_for_update().get(pk=organisation)
    _not_future(on)
    if found.until is not None:
        raise BadOrganisation("ended", "这家社会组织已经注销。", "It has ended already.")
    if on <= found.since:
        raise BadOrganisation(
            "too_early", f"注销日期应晚于成立的 {found.since}。",
            f"It cannot end before it began on {found.since}.", field="on",
        )  # fmt: skip
    reason = normalise(reason)[:160]
    if not reason:
        raise BadOrganisation("reason", "请写明注销原因。", "Say why it ends.", field="reason")
    found.until, found.ended_for = on, reason
    found.version += 1
    found.save()
    return found


@action(permit=MANAGE, title=_("登记志愿者"), logs=("person", "on"), subject="volunteer")
def enrol_volunteer(actor: Actor, *, person: int, on: date) -> Volunteer:
    """Enrol a person in the register, alive on the day, as volunteer from then on."""
    known = people.person_in_scope(actor, person)
    _not_future(on)
    if on < known.born or (known.died is not None and on >= known.died):
        raise BadOrganisation(
            "lifetime", "这一天此人未出生或已去世，请核对。",
            "The person was not alive on this day.", field="on",
        )  # fmt: skip
    if Volunteer.objects.filter(person=person, until=None).exists():
        raise BadOrganisation(
            "twice", "此人已经是注册志愿者。", "This person is a volunteer already."
        )
    if Volunteer.objects.filter(person=person, until__gt=on).exists():
        raise BadOrganisation(
            "overlap", "此人在这一天已有志愿者登记，请核对日期。",
            "The person was enrolled on this day already.", field="on",
        )  # fmt: skip
    return Volunteer.objects.create(
        person_id=person, since=on, recorded_at=clock.now(), recorded_by=actor.name[:64]
    )


@action(permit=MANAGE, title=_("批量登记志愿者"), logs=("on",), subject="volunteer")
def enrol_volunteers(actor: Actor, *, persons: Sequence[int], on: date) -> int:
    """Enrol many persons from a day, passing over those who are volunteers; return how many.

    For a list brought over from another register; raises `NotHere` for one outside the scope.
    """
    _not_future(on)
    wanted = sorted(set(persons))
    enrolled = 0
    for start in range(0, len(wanted), CHUNK):
        enrolled += _enrol(actor, set(wanted[start : start + CHUNK]), on)
    return enrolled


def _enrol(actor: Actor, wanted: set[int], on: date) -> int:
    alive = people.visible(actor).filter(pk__in=wanted, born__lte=on)
    reached = set(alive.exclude(died__lte=on).values_list("pk", flat=True))
    if wanted - reached:
        raise NotHere("person", min(wanted - reached))
    busy = Volunteer.objects.filter(person__in=wanted).exclude(until__lte=on)
    new = sorted(wanted - set(busy.values_list("person", flat=True)))
    row = {"recorded_at": clock.now(), "recorded_by": actor.name[:64]}
    Volunteer.objects.bulk_create(Volunteer(person_id=key, since=on, **row) for key in new)
    return len(new)


@action(permit=MANAGE, title=_("志愿者退出"), logs=("volunteer", "on"), subject="volunteer")
def withdraw_volunteer(actor: Actor, *, volunteer: int, on: date) -> Volunteer:
    """End an enrolment, the day on which the person is no longer a volunteer."""
    found = queries.volunteer(actor, volunteer, permit=MANAGE)
    if found.until is not None:
        raise BadOrganisation("ended", "志愿者身份已经结束。", "It has ended already.")
    _not_future(on)
    if on <= found.since:
        raise BadOrganisation(
            "too_early", f"结束日期应晚于开始日期 {found.since}。",
            f"The end comes after {found.since}.", field="on",
        )  # fmt: skip
    found.until = on
    found.save(update_fields=["until"])
    return found


@action(permit=MANAGE, title=_("登记志愿服务队"), logs=("division", "on"), subject="volunteer_team")
def register_team(actor: Actor, *, name: str, division: str, on: date) -> VolunteerTeam:
    """Register a volunteer team that serves a division."""
    name, division = _name(name), _division(actor, division)
    _not_future(on)
    if VolunteerTeam.objects.filter(division=division, name=name, until=None).exists():
        raise BadOrganisation(
            "duplicate", "这里已经有同名的队伍。", "There is a team of this name.", field="name"
        )
    return VolunteerTeam.objects.create(name=name, division=division, since=on)


@action(permit=MANAGE, title=_("撤销志愿服务队"), logs=("team", "on"), subject="volunteer_team")
def end_team(actor: Actor, *, team: int, on: date) -> VolunteerTeam:
    """End a volunteer team from a day."""
    found = queries.team(actor, team, permit=MANAGE)
    _not_future(on)
    if found.until is not None or on <= found.since:
        raise BadOrganisation(
            "too_early", f"结束日期应晚于 {found.since}，已结束的不能再改。",
            f"The end comes after {found.since}, once.", field="on",
        )  # fmt: skip
    found.until = on
    found.save(update_fields=["until"])
    return found


declare_placed(
    Placed(
        "civil.social_organisation.division",
        _("社会组织"),
        How.NOW,
        SocialOrganisation.objects.all,
        counted=Q(until=None),
        listing="/civil/organisations/?division={code}",
        permit=Permit.CIVIL_READ,
        version="version",
    ),
    Placed(
        "civil.volunteer_team.division",
        _("志愿服务队"),
        How.NOW,
        VolunteerTeam.objects.all,
        counted=Q(until=None),
    ),
)


def _both_volunteer(kept: int, gone: int) -> str:
    now = Volunteer.objects.filter(person__in=[kept, gone], until=None)
    return gettext("两份档案都登记为志愿者；请先注销其中一个。") if now.count() > 1 else ""


declare_points(
    Points("civil.volunteer.person", _("志愿者登记"), Volunteer.objects.all, clash=_both_volunteer)
)
