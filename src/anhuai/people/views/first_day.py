"""The first day's steps with people."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

STAFF = ("county_officer", "town_clerk", "village_worker", "duty_officer", "assessor")

step(
    "people.list",
    title=_("打开本辖区的人员名册"),
    hint=_("只看得到您负责的地方；可按村、类别、年龄筛选。"),
    page="people:list",
    order=100,
    permit=Permit.PEOPLE_READ,
    roles=STAFF,
    done=did("people.people"),
)
step(
    "people.one",
    title=_("打开一个人的档案"),
    hint=_("家庭、亲属、类别和经过都在一页；看一次记一次审计。"),
    page="people:list",
    order=110,
    permit=Permit.PEOPLE_READ,
    roles=(*STAFF, "family"),
    done=did("people.person"),
)
step(
    "people.circumstances",
    title=_("看看重点人群有多少"),
    hint=_("独居、空巢、留守、低保等，点数字看名单。"),
    page="people:circumstances",
    order=120,
    permit=Permit.PEOPLE_MANAGE,
)
