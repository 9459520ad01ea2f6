"""Walking speeds and the minutes of the circle: settings of the county, unverified where no
document says them (standards/05 §2)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import parameters
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.siting.rules import Pace, reach_dm

MINUTES = "siting.minutes"
_SPEED = {Pace.WALK: "siting.walk_cm_s", Pace.SLOW: "siting.slow_cm_s"}


def _farther(speed: int) -> str:
    metres = reach_dm(minutes=15, speed_cm=speed) // 10
    return _("按这个速度，步行 15 分钟可到 %(metres)s 米；下次计算可达性时生效。") % {
        "metres": metres
    }


def _longer(minutes: int) -> str:
    return _("可达性按步行 %(minutes)s 分钟计算；下次计算时生效。") % {"minutes": minutes}


declare_setting(
    Setting(
        key=_SPEED[Pace.WALK], title=gettext_lazy("步行速度（一般成年人）"),
        unit=gettext_lazy("厘米/秒"), says=gettext_lazy("算步行圈用的速度"), least=50, most=200,
        basis=Basis(
            document="GB 50180-2018", confidence=Confidence.C,
            note="15 分钟生活圈步行 800–1000 米，折合每秒 0.9–1.1 米",
        ),
        default=lambda: 110, effect=_farther,
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=_SPEED[Pace.SLOW], title=gettext_lazy("步行速度（老年人）"),
        unit=gettext_lazy("厘米/秒"), says=gettext_lazy("算老年人步行圈用的速度"),
        least=30, most=150,
        basis=Basis(document="", confidence=Confidence.C, note="老年人步行每秒 0.8–1.0 米，取低值"),
        default=lambda: 80, effect=_farther,
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=MINUTES, title=gettext_lazy("步行圈的时间"), unit=gettext_lazy("分钟"),
        says=gettext_lazy("算步行圈用的时间"), least=5, most=60,
        basis=Basis(
            document="GB 50180-2018", confidence=Confidence.C,
            note="规划文件里的“15 分钟圈”没有写明距离怎样算",
        ),
        default=lambda: 15, effect=_longer,
    )
)  # fmt: skip


def speed_of(pace: Pace, *, on: date) -> int:
    """Return the walking speed of a pace on a day in centimetres a second."""
    return parameters.value(_SPEED[pace], on=on)


def minutes_of(*, on: date) -> int:
    """Return the minutes of the circle on a day."""
    return parameters.value(MINUTES, on=on)
