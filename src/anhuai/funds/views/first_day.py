"""The first day's steps with money."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

step(
    "funds.overview",
    title=_("看看各项资金还有多少"),
    hint=_("预算、承诺、支出都在一页；每一笔都能点到凭证。"),
    page="funds:overview",
    order=400,
    permit=Permit.FUNDS_READ,
    roles=("county_officer", "leader"),
)
step(
    "funds.check",
    title=_("审一个发放批次"),
    hint=_("先看与上月相比多了谁、少了谁，再初审；另一位经办人审批。"),
    page="funds:runs",
    order=410,
    permit=Permit.FUNDS_APPROVE,
    done=did("funds.check_run", "funds.approve_run"),
)
