"""The organisations that run facilities: founding, correcting, ending, and an end taken back."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions.locked import MANAGE, BadFacility, not_future
from anhuai.facilities.models import Facility
from anhuai.facilities.queries import managed_organisations
from anhuai.facilities.rules import BodyFacts, BodyKind
from anhuai.kernel.divisions import Level, level_of, parse_division
from anhuai.kernel.organisations import parse_social_credit_code
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused, action
from anhuai.platform.models import Organisation, RoleHolding
from anhuai.platform.posting import Stale
from anhuai.platform.searching import pinyin


def _locked(actor: Actor, organisation: int) -> Organisation:
    rows = managed_organisations(actor).select_for_update()
    found = rows.filter(pk=organisation).first()
    if found is None:
        raise NotHere("organisation", organisation)
    return found


def _columns(actor: Actor, facts: BodyFacts) -> dict[str, object]:
    name = normalise(facts.name)
    if not name or len(name) > 120:
        raise BadFacility(
            "name", "请填写单位名称，最多 120 个字。", "Enter a name of at most 120 characters.",
            field="name",
        )  # fmt: skip
    credit_code = ""
    if facts.social_credit_code.strip():
        with concerning("social_credit_code"):
            credit_code = parse_social_credit_code(facts.social_credit_code).number
    not_future(facts.since, field="since")
    return {
        "name": name,
        "pinyin": pinyin(name)[:600],
        "kind": str(BodyKind(facts.kind)),
        "division": _division(actor, facts.division),
        "social_credit_code": credit_code,
        "since": facts.since,
    }


def _division(actor: Actor, text: str) -> str:
    with concerning("division"):
        code = parse_division(text)
        if level_of(code) < Level.COUNTY or not places.exists(code, on=clock.today()):
            raise BadFacility(
                "unknown", f"没有代码为 {code} 的地区，请从列表中选择。",
                f"There is no division {code}.",
            )  # fmt: skip
        if not actor.scope(MANAGE).covers(code):
            raise BadFacility(
                "beyond", "所在地不在您管理的地区内，请核对。",
                "The place lies outside the area you manage.",
            )  # fmt: skip
    return code


def _refuse_taken(columns: dict[str, object], *, besides: int = 0) -> None:
    others = Organisation.objects.exclude(pk=besides)
    code = columns["social_credit_code"]
    if code and others.filter(social_credit_code=code).exists():
        raise BadFacility(
            "taken", "这个统一社会信用代码已经登记，请先查询，不要重复登记。",
            "This unified social credit code is on record already.", field="social_credit_code",
        )  # fmt: skip
    if others.filter(division=columns["division"], name=columns["name"]).exists():
        raise BadFacility(
            "duplicate", "这里已经有一家同名的单位，请先查询，不要重复登记。",
            "There is an organisation of this name here already.", field="name",
        )  # fmt: skip


def _kept(found: Organisation, columns: dict[str, object]) -> Organisation:
    """Save what an organisation is; raises `BadFacility` where another was just quicker."""
    _refuse_taken(columns, besides=found.pk or 0)
    for name, value in columns.items():
        setattr(found, name, value)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        _refuse_taken(columns, besides=found.pk or 0)
        raise
    return found


@action(permit=MANAGE, title=_("登记单位"), subject="organisation")
def found_organisation(actor: Actor, *, facts: BodyFacts) -> Organisation:
    """Put a department, institution or provider on record; raises `Unfit`.

    Only somebody with the place in their area may: an institution does not found itself.
    """
    if not actor.scope(MANAGE).divisions:
        raise Refused(MANAGE)
    return _kept(Organisation(), _columns(actor, facts))


@action(permit=MANAGE, title=_("修改单位信息"), logs=("organisation",), subject="organisation")
def edit_organisation(
    actor: Actor, *, organisation: int, version: int, facts: BodyFacts
) -> Organisation:
    """Correct what an organisation is; `Stale` when it changed since the form was opened."""
    found = _locked(actor, organisation)
    if found.version != version:
        raise Stale("organisation", organisation)
    columns = _columns(actor, facts)
    if found.until is not None and facts.since >= found.until:
        raise BadFacility(
            "order", f"成立日期应早于注销日期 {found.until}。",
            f"It was founded before it ended on {found.until}.", field="since",
        )  # fmt: skip
    found.version += 1
    return _kept(found, columns)


@action(permit=MANAGE, title=_("注销单位"), logs=("organisation", "on"), subject="organisation")
def end_organisation(actor: Actor, *, organisation: int, on: date, reason: str) -> Organisation:
    """End an organisation on a day, and with it the roles held at it.

    Raises `BadFacility` while it runs facilities: they are closed or given to another first.
    """
    found = _locked(actor, organisation)
    not_future(on)
    if found.until is not None or on <= found.since:
        raise BadFacility(
            "too_early", f"注销日期应晚于成立日期 {found.since}，且只能注销一次。",
            f"It was founded on {found.since} and can end once, later than that.", field="on",
        )  # fmt: skip
    _require_reason(reason)
    runs = Facility.objects.filter(operator=found, closed=None).order_by("pinyin")
    if names := list(runs.values_list("name", flat=True)[:3]):
        shown = "、".join(names)
        raise BadFacility(
            "running", f"还在运营{shown}等机构，请先注销这些机构或变更运营单位。",
            f"It still runs {shown}: close them or name another operator first.",
        )  # fmt: skip
    held = RoleHolding.objects.filter(organisation=found, until=None)
    held.update(until=clock.today())  # a right never ends in the past
    found.until = on
    found.version += 1
    found.save(update_fields=["until", "version"])
    return found


@action(permit=MANAGE, title=_("撤销单位注销"), logs=("organisation",), subject="organisation")
def resume_organisation(actor: Actor, *, organisation: int, reason: str) -> Organisation:
    """Take back an end recorded by mistake; roles at it are granted anew."""
    found = _locked(actor, organisation)
    _require_reason(reason)
    if found.until is None:
        raise BadFacility("open", "这家单位没有注销。", "The organisation has not ended.")
    found.until = None
    found.version += 1
    found.save(update_fields=["until", "version"])
    return found


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadFacility("reason", "请写明原因。", "Say why.", field="reason")
