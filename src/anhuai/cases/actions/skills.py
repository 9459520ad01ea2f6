"""Which skills whoever can be sent holds: entered with the paper that shows it, and ended."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.cases import queries
from anhuai.cases.actions.working import helpers
from anhuai.cases.catalogue import SKILLS
from anhuai.cases.models import HelperSkill
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

HANDLE = Permit.CASES_HANDLE


class BadSkill(Unfit):
    """A skill that cannot be entered; codes: helper, skill, since, paper, held, ended."""


@action(
    permit=HANDLE, title=_("登记出动人员技能"), logs=("helper", "skill"), subject="helper_skill"
)  # fmt: skip
def hold_skill(actor: Actor, *, helper: int, skill: str, since: date, paper: str) -> HelperSkill:
    """Enter that somebody who can be sent holds a skill from a day on."""
    if helper not in dict(helpers(actor, permit=Permit.ERRANDS)):
        raise BadSkill(
            "helper", "请从列表中选择出动人员。", "Choose a helper from the list.", field="helper"
        )
    if skill not in SKILLS:
        raise BadSkill("skill", "请选择技能。", "Choose a skill.", field="skill")
    if since > clock.today():
        raise BadSkill(
            "since", "开始日期不能晚于今天。", "It cannot begin after today.", field="since"
        )
    if not normalise(paper):
        raise BadSkill(
            "paper", "请写凭据，如证书编号、培训记录。", "Say what shows it: a certificate.",
            field="paper",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return HelperSkill.objects.create(
                account_id=helper, skill=skill, since=since, paper=normalise(paper)[:120],
                by=actor.name,
            )  # fmt: skip
    except IntegrityError as held:
        raise BadSkill(
            "held", "这个人已登记这项技能。", "This skill is entered for them already.",
            field="skill",
        ) from held  # fmt: skip


@action(permit=HANDLE, title=_("结束出动人员技能"), logs=("skill_id",), subject="helper_skill")
def end_skill(actor: Actor, *, skill_id: int) -> HelperSkill:
    """End a skill today: a certificate ran out, somebody cannot do it any more."""
    queries.held_skill(actor, skill_id)
    found = HelperSkill.objects.select_for_update().get(pk=skill_id)
    if found.until is not None:
        raise BadSkill("ended", "这项技能已经结束。", "This skill has ended.")
    found.until = clock.today()
    found.save(update_fields=["until"])
    return found
