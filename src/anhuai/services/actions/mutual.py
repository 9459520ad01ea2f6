"""Mutual help: members, teams and pairs, each from a day to a day."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import parse_division
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import concerning
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.searching import pinyin
from anhuai.services.actions import bank as booking
from anhuai.services.models import Member, Pair, Team, TeamMember
from anhuai.services.queries import mutual as queries
from anhuai.services.rules.mutual import (
    BadHelp,
    MemberKind,
)

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE


def place_of(actor: Actor, text: str, permit: Permit = MANAGE) -> str:
    """Return a division in the actor's area that exists today; raises `BadHelp`."""
    with concerning("division"):
        code = parse_division(text)
        if not places.exists(code, on=clock.today()) or not actor.scope(permit).covers(code):
            raise BadHelp(
                "beyond", "这个地区不在您管理的范围内，请核对。",
                "The place lies outside the area you manage.",
            )  # fmt: skip
    return code


@action(permit=MANAGE, title=_("登记互助成员"), logs=("person", "since"), subject="help_member")
def enter_member(
    actor: Actor, *, kind: MemberKind, since: date, person: int | None = None, name: str = "",
    unit: str = "", division: str = "",
) -> Member:  # fmt: skip
    """Enter who helps: a person of the register, or somebody from outside by name and unit.

    A person who only held hours so far, or had ended, becomes a member again.
    """
    if since > clock.today():
        raise BadHelp("future", "加入日期不能晚于今天。", "Not to come.", field="since")
    if person is None:
        with concerning("name"):
            plain = parse_person_name(name)
        return Member.objects.create(
            name=plain, pinyin=pinyin(plain)[:200], unit=normalise(unit)[:80], kind=str(kind),
            division=place_of(actor, division), since=since,
        )  # fmt: skip
    found = people.person_in_scope(actor, person, permit=MANAGE)
    if found.died is not None:
        raise BadHelp("died", "此人已去世。", "The person has died.", field="person")
    one = booking.member_for(found.pk, since)
    if one.kind and one.until is None:
        raise BadHelp("twice", "此人已经是互助成员。", "Already a member.", field="person")
    one.kind, one.until, one.version = str(kind), None, one.version + 1
    if division:
        one.division = place_of(actor, division)
    one.save()
    return one


@action(permit=MANAGE, title=_("停止互助成员"), logs=("member", "on"), subject="help_member")
def end_member(actor: Actor, *, member: int, version: int, on: date) -> Member:
    """End a member with their pairs and teams on a day; hours and what was done stay."""
    queries.member(actor, member, permit=MANAGE)
    found = Member.objects.select_for_update().get(pk=member)
    if found.version != version:
        raise Stale("member", member)
    if found.until is not None or on <= found.since:
        raise BadHelp("ended", "停止日期应晚于加入日期。", "After the start, once.", field="on")
    found.until, found.version = on, found.version + 1
    found.save(update_fields=["until", "version"])
    for rows in (Pair.objects.filter(member=found), TeamMember.objects.filter(member=found)):
        rows.filter(until=None, since__lt=on).update(until=on)
    return found


@action(permit=MANAGE, title=_("成立互助队"), logs=("division", "since"), subject="help_team")
def found_team(
    actor: Actor, *, name: str, division: str, since: date, leader: int | None = None
) -> Team:
    """Found a mutual-help team of a village or town, its leader in it."""
    plain = normalise(name)[:80]
    if not plain:
        raise BadHelp("name", "请填写队伍名称。", "Enter the name.", field="name")
    head = queries.member(actor, leader, permit=MANAGE) if leader else None
    code = place_of(actor, division)
    try:
        with transaction.atomic():
            made = Team.objects.create(name=plain, division=code, since=since, leader=head)
    except IntegrityError as clash:
        raise BadHelp(
            "twice", "这里已有同名的队伍。", "There is a team of this name.", field="name"
        ) from clash  # fmt: skip
    if head is not None:
        TeamMember.objects.create(team=made, member=head, since=since)
    return made


@action(permit=MANAGE, title=_("加入互助队"), logs=("team", "member", "on"), subject="help_team")
def join_team(actor: Actor, *, team: int, member: int, on: date) -> Team:
    """Put a member into a team from a day; again changes nothing."""
    found = queries.team(actor, team, permit=MANAGE)
    one = queries.member(actor, member, permit=MANAGE)
    if found.until is not None or one.until is not None:
        raise BadHelp("ended", "队伍或成员已停止。", "The team or the member has ended.")
    TeamMember.objects.get_or_create(team=found, member=one, until=None, defaults={"since": on})
    return found


@action(permit=MANAGE, title=_("退出互助队"), logs=("team", "member", "on"), subject="help_team")
def leave_team(actor: Actor, *, team: int, member: int, on: date) -> Team:
    """End a member's place in a team."""
    found = queries.team(actor, team, permit=MANAGE)
    rows = TeamMember.objects.filter(team=found, member=member, until=None)
    if not rows.filter(since__lt=on).update(until=on) and not rows.delete()[0]:
        raise NotHere("help_member", member)
    return found


@action(permit=MANAGE, title=_("登记结对"), logs=("member", "person", "since"), subject="help_pair")
def pair(actor: Actor, *, member: int, person: int, since: date) -> Pair:
    """Pair a member with somebody to look after from a day."""
    one = queries.member(actor, member, permit=MANAGE)
    found = people.person_in_scope(actor, person, permit=MANAGE)
    if one.person_id == person or not one.kind or one.until is not None:
        raise BadHelp("member", "请选择在册的其他成员。", "Choose another member.", field="member")
    if found.died is not None:
        raise BadHelp("died", "此人已去世。", "The person has died.", field="person")
    try:
        with transaction.atomic():
            return Pair.objects.create(
                member=one, person=found, place=found.division or found.hukou, since=since
            )
    except IntegrityError as clash:
        raise BadHelp("twice", "两人已经结对。", "They are paired already.") from clash


@action(permit=MANAGE, title=_("解除结对"), logs=("pair", "on"), subject="help_pair")
def unpair(actor: Actor, *, pair: int, on: date, reason: str) -> Pair:
    """End a pair on a day, with why."""
    queries.pair(actor, pair, permit=MANAGE)
    found = Pair.objects.select_for_update().get(pk=pair)
    if found.until is not None or on <= found.since:
        raise BadHelp("ended", "解除日期应晚于结对日期。", "After the start, once.", field="on")
    if len(normalise(reason)) < 2:
        raise BadHelp("reason", "请写明原因。", "Say why.", field="reason")
    found.until, found.why_ended = on, normalise(reason)[:120]
    found.save(update_fields=["until", "why_ended"])
    return found
