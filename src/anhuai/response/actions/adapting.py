"""What holds for one person: other limits, rules switched off for a time, safe and risky places."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.response.catalogue import RULES
from anhuai.response.models import Fence, PersonRule, Search

MANAGE = Permit.RESPONSE_MANAGE
LONGEST_OFF = 92


class BadGround(Unfit):
    """A rule or shape that cannot be; codes: rule, limit, reason, off, consent, points, version."""


@action(
    permit=MANAGE, title=_("按本人情况设遥测规则"), logs=("person", "rule", "limit", "off_until"),
    subject="person",
)  # fmt: skip
def adapt_rule(
    actor: Actor,
    *,
    person: int,
    rule: str,
    reason: str,
    limit: int | None = None,
    off_until: date | None = None,
    version: int | None = None,
) -> "Adapted":
    """Set a rule's limit for one person (None: the county's), or switch it off until a day."""
    people.person_in_scope(actor, person, permit=MANAGE)
    if rule not in RULES:
        raise NotHere("rule", rule)
    bounds, reason = RULES[rule].limit, normalise(reason)[:200]
    if limit is not None and not bounds.least <= limit <= bounds.most:
        raise BadGround(
            "limit", f"限值只能在 {bounds.least} 到 {bounds.most} 之间。",
            f"It must lie between {bounds.least} and {bounds.most}.", field="limit",
        )  # fmt: skip
    days = 0 if off_until is None else (off_until - clock.today()).days
    if off_until is not None and not 0 < days <= LONGEST_OFF:
        raise BadGround(
            "off", f"停用须在明天到 {LONGEST_OFF} 天之间，到期自动恢复。",
            f"From tomorrow to {LONGEST_OFF} days; it comes back by itself.", field="off_until",
        )  # fmt: skip
    if not reason:
        raise BadGround("reason", "请写明依据。", "Say on what it rests.", field="reason")
    found = PersonRule.objects.select_for_update().filter(person=person, rule=rule).first()
    if version is not None and version != (found.version if found else 0):
        raise BadGround("version", "刚被别人改动，请刷新后再操作。", "Changed meanwhile; refresh.")
    values = {
        "limit": limit, "off_until": off_until, "reason": reason, "by": actor.name,
        "at": clock.now(), "version": (found.version if found else 0) + 1,
    }  # fmt: skip
    PersonRule.objects.update_or_create(person_id=person, rule=rule, defaults=values)
    return Adapted(person)


class Adapted:
    """Whose rules were changed."""

    def __init__(self, pk: int) -> None:
        self.pk = pk


_ROWS: tuple[tuple[str, Any, Any], ...] = (
    ("personrule", _("遥测规则"), PersonRule), ("fence", _("安全范围"), Fence),
    ("search", _("寻人"), Search),
)  # fmt: skip
for _name, _title, _model in _ROWS:
    declare_points(Points(f"response.{_name}.person", _title, _model.objects.all))
declare_placed(
    Placed("response.fence.division", _("危险区域"), How.NOW, Fence.objects.all,
           listing="/response/fences/?division={code}", permit=Permit.RESPONSE_READ)
)  # fmt: skip
