"""The first day's steps with benefits."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

step(
    "benefits.findings",
    title=_("处理一条待遇核查线索"),
    hint=_("新符合的、将到龄的、不再符合的，每晚自动找出并写明理由。"),
    page="benefits:findings",
    order=380,
    permit=Permit.BENEFITS_HANDLE,
    done=did("benefits.handle_finding", "benefits.apply"),
)
step(
    "benefits.items",
    title=_("查一项待遇的条件和标准"),
    hint=_("每项都有依据、条件、试算；没有核实的依据会标明。"),
    page="benefits:items",
    order=370,
    permit=Permit.BENEFITS_READ,
    roles=("county_officer", "town_clerk", "village_worker", "leader", "family"),
)
