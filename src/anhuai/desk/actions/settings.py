"""What a county decides of its desk: clocks of tickets, tries of care calls, targets."""

from collections.abc import Callable
from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.desk.catalogue import TARGETS, TICKETS, WARNINGS
from anhuai.desk.rules.warnings import WarningLevel, rank
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.words import Definition, title_of

_OURS = Basis(document="", confidence=Confidence.C, note="产品约定，未核")


def _titled(pattern: Callable[[], str], definition: Definition) -> str:
    return pattern() % {"kind": title_of(definition)}


_title = lazy(_titled, str)  # in the language of whoever reads the page


def _declare_clocks() -> None:
    for code, kind in TICKETS.items():
        declare_setting(
            Setting(
                key=f"desk.take_hours.{code}",
                title=_title(lambda: said("%(kind)s工单的接办时限"), kind),
                unit=_("小时"), says=_("登记或转派后多久必须有人接办；到时未接办即督办上一级。"),
                least=1, most=240, basis=kind.basis, default=partial(int, kind.hours),
                effect=lambda value: said("新工单 %(value)s 小时内应接办") % {"value": value},
            )
        )  # fmt: skip
        declare_setting(
            Setting(
                key=f"desk.answer_days.{code}",
                title=_title(lambda: said("%(kind)s工单的答复时限"), kind),
                unit=_("个工作日"), says=_("登记后多少个工作日内答复；到时未答复即督办上一级。"),
                least=1, most=60, basis=kind.basis, default=partial(int, kind.days),
                effect=lambda value: said("新工单 %(value)s 个工作日内应答复") % {"value": value},
            )
        )  # fmt: skip


def _declare_targets() -> None:
    for code, target in TARGETS.items():
        declare_setting(
            Setting(
                key=f"desk.target.{code}",
                title=_title(lambda: said("值班台指标：%(kind)s"), target),
                unit=_("‰"), says=_("值班看板和月报用来判断是否达标。"),
                least=0, most=1000, basis=target.basis,
                default=partial(int, target.per_mille),
                effect=lambda value: said("以后的期间按 %(value)s‰ 判断") % {"value": value},
            )
        )  # fmt: skip


def _declare_levels() -> None:
    for code, kind in WARNINGS.items():
        declare_setting(
            Setting(
                key=f"desk.warning_level.{code}",
                title=_title(lambda: said("%(kind)s到哪一级起打关爱电话"), kind),
                unit=_("级"), says=_("1 蓝色、2 黄色、3 橙色、4 红色；这一级及以上自动启动名单。"),
                least=1, most=len(WarningLevel), basis=kind.basis,
                default=partial(rank, kind.least),
                effect=lambda value: said("%(value)s 级及以上的预警启动名单") % {"value": value},
            )
        )  # fmt: skip


_declare_clocks()
_declare_levels()
_declare_targets()
declare_setting(
    Setting(
        key="desk.care_attempts", title=_("关爱电话最多拨打次数"), unit=_("次"),
        says=_("拨打这么多次都没有接通，就立案请人上门看看。"), least=1, most=10, basis=_OURS,
        default=lambda: 3,
        effect=lambda value: said("%(value)s 次未接通即立案") % {"value": value},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key="desk.discharge_days", title=_("离院回家后列入关爱电话的天数"), unit=_("天"),
        says=_("从养老机构离院、从医院出院回家的老年人，这么多天内列入“出院老年人”名单。"),
        least=1, most=180,
        basis=Basis(document="", confidence=Confidence.D, note="没有规定，由县自定"),
        default=lambda: 30,
        effect=lambda value: said("离院回家 %(value)s 天内列入名单") % {"value": value},
    )
)  # fmt: skip
