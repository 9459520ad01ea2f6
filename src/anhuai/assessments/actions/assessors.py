"""Who may assess: entering an assessor, and ending one."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries
from anhuai.assessments.models import Assessor
from anhuai.assessments.rules.submitting import BadForm
from anhuai.assessments.rules.words import Background
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import RoleHolding
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.roles import ROLES

MANAGE = Permit.ASSESSMENTS_MANAGE
_CONDUCTING = [role.code for role in ROLES.values() if Permit.ASSESSMENTS_CONDUCT in role.permits]


@action(permit=MANAGE, title=_("登记评估员"), logs=("background", "since"), subject="assessor")
def enter_assessor(
    actor: Actor,
    *,
    username: str,
    background: str,
    since: date,
    certificate: str = "",
    certificate_until: date | None = None,
    person: int | None = None,
) -> Assessor:
    """Enter an account as an assessor, where it holds the assessor's role within the area.

    `person` links to the register, so that kin are never assessed. Raises `BadForm`.
    """
    holding = _holding(actor, username, since)
    if holding is None:
        raise BadForm(
            "account", "没有这个账号，或它在您的管辖范围内没有“评估员”角色，请先由管理员分配。",
            "No such account with the assessor's role in your area: ask the administrator.",
            field="username",
        )  # fmt: skip
    if background not in {str(one) for one in Background}:
        raise BadForm("background", "请选择专业背景。", "Choose.", field="background")
    if certificate_until is not None and certificate_until <= since:
        raise BadForm(
            "certificate", "证书在登记当天已经过期，请核对。", "The certificate ended already.",
            field="certificate_until",
        )  # fmt: skip
    account = holding.account
    same = Q(account=account) | Q(person=person, person__isnull=False)
    if Assessor.objects.filter(same).exists():
        raise BadForm(
            "twice", "这个账号或这个人已经是评估员。", "Already an assessor.", field="username"
        )
    if person is not None:
        people.person_in_scope(actor, person)
    return Assessor.objects.create(
        account=account, name=account.name, person_id=person, division=holding.division or "",
        background=background, certificate=normalise(certificate)[:60],
        certificate_until=certificate_until, since=since,
    )  # fmt: skip


def _holding(actor: Actor, username: str, on: date) -> RoleHolding | None:
    held = (
        RoleHolding.objects.filter(
            account__username=normalise(username), account__is_active=True, role__in=_CONDUCTING,
            since__lte=on, division__isnull=False,
        )
        .exclude(until__lte=on)
        .select_related("account")
    )  # fmt: skip
    scope = actor.scope(MANAGE)
    return next((one for one in held if scope.covers(one.division or "")), None)


@action(permit=MANAGE, title=_("停止评估员"), logs=("assessor", "on"), subject="assessor")
def end_assessor(actor: Actor, *, assessor: int, version: int, on: date) -> Assessor:
    """End an assessor on a day, the first they no longer assess; what they did stays."""
    queries.assessor(actor, assessor, permit=MANAGE)
    found = Assessor.objects.select_for_update().get(pk=assessor)
    if found.version != version:
        raise Stale("assessor", assessor)
    if on <= found.since or found.until is not None:
        raise BadForm(
            "ended", "停止日期应晚于登记日期，已停止的不能再停止。",
            "The end is after the start, and once.", field="on",
        )  # fmt: skip
    found.until = on
    found.version += 1
    found.save(update_fields=["until", "version"])
    return found
