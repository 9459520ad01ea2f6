"""What a county sets about routes: what even loads are worth."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Setting, declare_setting, value

EVENNESS = "services.route_evenness"
_OURS = Basis(document="", confidence=Confidence.D, note="产品缺省值，未见法规规定")


def evenness(on: date) -> int:
    """Return what a minute above somebody's fair share is worth, in % of a minute of travel."""
    return value(EVENNESS, on=on)


declare_setting(
    Setting(
        key=EVENNESS, title=gettext_lazy("排路线：均衡工作时间的分量"), unit=gettext_lazy("%"),
        says=gettext_lazy(
            "路程最短的安排会先排满一个人。这里定：一个人的工作时间超出应担份额一分钟，抵多少路程"
            "（100 为一分钟路程）；0 为只求路程最短。应担份额按各人班次的长短分摊。"
        ),
        least=0, most=500, basis=_OURS, default=lambda: 50,
        effect=lambda n: _("以后编制的路线，超出份额一分钟抵 %(count)s%% 分钟路程。") % {"count": n}
        if n
        else _("以后编制的路线只求路程最短。"),
    )
)  # fmt: skip
