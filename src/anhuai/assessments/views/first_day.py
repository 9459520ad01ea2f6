"""The first day's steps with assessments."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.first_day import did, step
from anhuai.platform.permits import Permit

step(
    "assessments.field",
    title=_("打开今天要做的评估"),
    hint=_("先在有网的地方打开一次，没有网络也能逐项填写，回来再传。"),
    page="assessments:field",
    order=300,
    permit=Permit.ASSESSMENTS_CONDUCT,
    roles=("assessor",),
)
step(
    "assessments.assign",
    title=_("安排一次能力评估"),
    hint=_("该评未评的人由系统列出，选两名评估员即可。"),
    page="assessments:due",
    order=310,
    permit=Permit.ASSESSMENTS_MANAGE,
    done=did("assessments.assign"),
)
