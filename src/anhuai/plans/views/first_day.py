"""The first day's steps with plans."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

step(
    "plans.board",
    title=_("看规划做到了哪一步"),
    hint=_("点任一指标，能看到数字背后的机构和人。"),
    page="plans:list",
    order=300,
    permit=Permit.PLANS_READ,
    roles=("county_officer", "town_clerk", "leader", "auditor"),
)
step(
    "plans.report",
    title=_("填报第一个数"),
    hint=_("记录算不出的指标由部门填报，附依据，另一人确认。"),
    page="plans:indicators",
    order=310,
    permit=Permit.PLANS_REPORT,
    done=did("plans.report_figure"),
)
step(
    "plans.confirm",
    title=_("确认或退回别人的填报"),
    hint=_("对照证明材料核对；不能确认自己的。"),
    page="plans:reports",
    order=320,
    permit=Permit.PLANS_CONFIRM,
    done=did("plans.confirm_figure", "plans.reject_figure"),
)
