"""Walking speeds and the minutes of the circle: settings of the county, unverified where no
document says them (standards/05 §2)."""

from datetime import date
from functools import partial

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


def _asks(_rate: int) -> str:
    return _("以后登记的项目和配建情况按新数计算；已登记的项目按登记时的标准。")


for _key, _title, _common in (
    ("siting.norm_new_m2", gettext_lazy("新建居住区每百户养老服务设施面积"), 20),
    ("siting.norm_existing_m2", gettext_lazy("已建成居住区每百户养老服务设施面积"), 15),
):
    declare_setting(
        Setting(
            key=_key, title=_title, unit=gettext_lazy("平方米"),
            says=gettext_lazy("0 表示用本县规划文件的标准；文件也没有的用通行做法"),
            least=0, most=200,
            basis=Basis(
                document="", confidence=Confidence.C,
                note=f"通行做法每百户 {_common} 平方米（建筑面积），各地口径不一",
            ),
            default=lambda: 0, effect=_asks,
        )
    )  # fmt: skip
declare_setting(
    Setting(
        key="siting.handover_months", title=gettext_lazy("养老服务用房移交期限"),
        unit=gettext_lazy("个月"), says=gettext_lazy("住宅竣工验收后几个月内移交养老服务用房"),
        least=0, most=24,
        basis=Basis(
            document="山东省养老服务条例", article="第十五条", confidence=Confidence.D,
            note="山东、绍兴写明 3 个月；本县没有查到规定，作为缺省",
        ),
        default=lambda: 3, effect=lambda n: _("住宅竣工后满 %(count)s 个月未移交的列为未按期移交。")
        % {"count": n},
    )
)  # fmt: skip


def _next_time(_n: int) -> str:
    return _("需求预测按新数计算。")


_BEDS = Basis(
    document="GB 50437-2007（2018 年版）", confidence=Confidence.B,
    note="每千名老年人不少于 40 张；本县规划另有目标的可改",
)  # fmt: skip
_NURSING = Basis(
    document="", confidence=Confidence.C, note="各地“十四五”规划的目标多为 55%；本县不同的可改"
)
_PLACES = Basis(
    document="国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
    confidence=Confidence.B,
    note="国家“十四五”目标每千人口 4.5 个托位，分母是全部常住人口",
)  # fmt: skip
_MOVING = Basis(document="", confidence=Confidence.D, note="没有本县迁移数据，缺省为不迁入也不迁出")
for _key, _title, _unit, _basis, _least, _most, _given in (
    ("siting.beds_per_1000", gettext_lazy("预测用：每千名老年人床位"), gettext_lazy("张"), _BEDS,
     0, 200, 40),
    ("siting.nursing_percent", gettext_lazy("预测用：护理型床位占比"), gettext_lazy("%"), _NURSING,
     0, 100, 55),
    ("siting.places_per_10000", gettext_lazy("预测用：每万人口托位"), gettext_lazy("个"), _PLACES,
     0, 500, 45),
    ("siting.moving_permille", gettext_lazy("预测用：15 至 49 岁每年净迁入"), gettext_lazy("‰"),
     _MOVING, -100, 100, 0),
):  # fmt: skip
    declare_setting(
        Setting(
            key=_key, title=_title, unit=_unit, says=gettext_lazy("需求预测用的假设；迁出填负数"),
            least=_least, most=_most, basis=_basis, default=partial(int, _given), effect=_next_time,
        )
    )  # fmt: skip


def speed_of(pace: Pace, *, on: date) -> int:
    """Return the walking speed of a pace on a day in centimetres a second."""
    return parameters.value(_SPEED[pace], on=on)


def minutes_of(*, on: date) -> int:
    """Return the minutes of the circle on a day."""
    return parameters.value(MINUTES, on=on)
