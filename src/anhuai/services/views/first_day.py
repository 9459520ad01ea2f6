"""The first day's steps with services."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import step
from anhuai.platform.permits import Permit

step(
    "services.rounds",
    title=_("打开今天要上门的订单"),
    hint=_("先在有网的地方打开一次；没有网络也能开始、拍照、签字，回来自动上传。"),
    page="services:rounds",
    order=300,
    permit=Permit.ORDERS_DELIVER,
    roles=("carer",),
)
step(
    "services.providing",
    title=_("接一张服务订单"),
    hint=_("等您接单的、今天要做的、可以抢的单都在一页。"),
    page="services:providing",
    order=310,
    permit=Permit.ORDERS_RUN,
    roles=("provider",),
)
