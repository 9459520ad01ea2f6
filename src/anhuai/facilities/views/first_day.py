"""The first day's steps with facilities."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

step(
    "facilities.list",
    title=_("找到您负责的机构"),
    hint=_("床位、证照、服务、人员都在机构页上。"),
    page="facilities:list",
    order=200,
    permit=Permit.FACILITIES_READ,
    roles=("institution_manager", "provider", "county_officer", "town_clerk", "leader"),
)
step(
    "facilities.beds",
    title=_("核对本机构的床位"),
    hint=_("打开机构页，点“登记床位”，数目要和现场一致。"),
    page="facilities:list",
    order=210,
    permit=Permit.FACILITIES_MANAGE,
    roles=("institution_manager",),
    done=did("facilities.add_beds", "facilities.change_beds", "facilities.withdraw_beds"),
)
