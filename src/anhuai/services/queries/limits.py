"""What a county sets about settlement: when an order looks wrong, how many are called back."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.services.rules.anomalies import Limits

HOURS, SPEED = "services.settle_hours", "services.settle_speed"
SHORT, AT_ONCE = "services.settle_short", "services.settle_at_once"
SHARE, LEAST = "services.call_share", "services.call_least"
ANSWER = "services.statement_days"
_OURS = Basis(document="", confidence=Confidence.D, note="产品缺省值，未见法规规定")


def limits_on(on: date) -> Limits:
    """Return from when on an order looks wrong, as set on a day."""
    return Limits(
        hours=value(HOURS, on=on), speed=value(SPEED, on=on), short=value(SHORT, on=on),
        at_once=value(AT_ONCE, on=on),
    )  # fmt: skip


def sample_on(on: date) -> tuple[int, int]:
    """Return how many per cent of a provider's orders are called back, and how many at least."""
    return value(SHARE, on=on), value(LEAST, on=on)


def answer_days(on: date) -> int:
    """Return how many days a provider has to look at its statement before it is checked."""
    return value(ANSWER, on=on)


declare_setting(
    Setting(
        key=HOURS, title=gettext_lazy("服务人员一天服务时间的上限"), unit=gettext_lazy("小时"),
        says=gettext_lazy("同一人员一天的服务时间合计超过时，当天各单列为疑点，等人核定。"),
        least=4, most=24, basis=_OURS, default=lambda: 12,
        effect=lambda n: _("一天服务超过 %(count)s 小时的列为疑点。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=SPEED, title=gettext_lazy("两单之间的最高时速（直线）"), unit=gettext_lazy("公里/小时"),
        says=gettext_lazy("按直线距离估算，须超过这个时速才能赶到的，列为疑点，等人核定。"),
        least=10, most=120, basis=_OURS, default=lambda: 60,
        effect=lambda n: _("直线时速超过 %(count)s 公里的列为疑点。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=SHORT, title=gettext_lazy("实际服务时间的最低比例"), unit=gettext_lazy("%"),
        says=gettext_lazy("实际时间不到约定时间的这个比例时，列为疑点，等人核定。"),
        least=0, most=100, basis=_OURS, default=lambda: 50,
        effect=lambda n: _("实际时间不到约定时间 %(count)s%% 的列为疑点。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=AT_ONCE, title=gettext_lazy("同一分钟结束的单数"), unit=gettext_lazy("单"),
        says=gettext_lazy("同一人员在同一分钟内结束的服务达到这个单数时，列为疑点，等人核定。"),
        least=2, most=50, basis=_OURS, default=lambda: 3,
        effect=lambda n: _("同一分钟结束 %(count)s 单的列为疑点。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=SHARE, title=gettext_lazy("抽查回访比例"), unit=gettext_lazy("%"),
        says=gettext_lazy("每月按这个比例从每个服务商已完成的订单中抽取，电话回访老人或家属。"),
        least=1, most=100, basis=_OURS, default=lambda: 5,
        effect=lambda n: _("以后每月抽查 %(count)s%% 的订单。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=LEAST, title=gettext_lazy("每个服务商最少抽查单数"), unit=gettext_lazy("单"),
        says=gettext_lazy("按比例不足时，每个服务商至少抽查这么多单。"),
        least=1, most=100, basis=_OURS, default=lambda: 3,
        effect=lambda n: _("以后每个服务商每月至少抽查 %(count)s 单。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=ANSWER, title=gettext_lazy("服务商核对结算单的天数"), unit=gettext_lazy("天"),
        says=gettext_lazy("结算单编制后，服务商没有确认的，过了这些天才能初审。"),
        least=0, most=30, basis=_OURS, default=lambda: 5,
        effect=lambda n: _("服务商有 %(count)s 天核对结算单。") % {"count": n},
    )
)  # fmt: skip
