"""What a county sets about adaptations of homes and family care beds: money, clocks, days."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import queries as funds
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Fen
from anhuai.platform import county
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.services.rules.adaptation import Clocks

CEILING = "home_adaptation_most"  # the standard of benefits that says it (docs/adr/0086)
LEVEL = "services.bed_level"
RESPITE, MONTHS, CHECK_DAYS = (
    "services.bed_respite_days", "services.bed_months", "services.bed_check_days",
)  # fmt: skip
_OURS = Basis(document="", confidence=Confidence.D, note="产品缺省值，未见法规规定")


def ceiling_on(on: date) -> Fen | None:
    """Return how much public money a home may have on a day; None where nobody decided it."""
    return funds.decided_amount(CEILING, place=county.code(), on=on)


def clocks_on(on: date) -> Clocks:
    """Return how many days each step of an adaptation may take on a day."""
    return Clocks(**{name: value(f"services.adaptation_{name}", on=on) for name in _CLOCKS})


def bed_level_on(on: date) -> int:
    """Return from which level of ability a family care bed may be had."""
    return value(LEVEL, on=on)


def respite_days_on(on: date) -> int:
    """Return how many days of respite a year a bed grants."""
    return value(RESPITE, on=on)


def bed_months_on(on: date) -> int:
    """Return how many months a contract of a bed may last."""
    return value(MONTHS, on=on)


def check_days_on(on: date) -> int:
    """Return after how many days a bed is checked again."""
    return value(CHECK_DAYS, on=on)


_CLOCKS: dict[str, tuple[Promise, int]] = {
    "survey": (gettext_lazy("适老化改造：列入后几天内勘察"), 20),
    "plan": (gettext_lazy("适老化改造：勘察后几天内定方案"), 15),
    "agree": (gettext_lazy("适老化改造：方案送达后几天内答复"), 15),
    "build": (gettext_lazy("适老化改造：同意后几天内完工"), 60),
    "accept": (gettext_lazy("适老化改造：完工后几天内验收"), 15),
    "pay": (gettext_lazy("适老化改造：验收后几天内支付"), 30),
    "follow": (gettext_lazy("适老化改造：支付后几天回访"), 180),
}

for _name, (_title, _days) in _CLOCKS.items():
    declare_setting(
        Setting(
            key=f"services.adaptation_{_name}", title=_title, unit=gettext_lazy("天"),
            says=gettext_lazy("超过这个天数没有办理的，列为逾期。"), least=1, most=730,
            basis=_OURS, default=lambda days=_days: days,  # type: ignore[misc]
            effect=lambda n: _("以后进入这一步的，%(count)s 天内应办。") % {"count": n},
        )
    )  # fmt: skip
declare_setting(
    Setting(
        key=LEVEL, title=gettext_lazy("家庭养老床位：对应的最低失能等级"),
        unit=gettext_lazy("失能等级"), least=0, most=4, basis=_OURS, default=lambda: 2,
        says=gettext_lazy("按 GB/T 42195 达到这一级才能建床：1 轻度、2 中度、3 重度、4 完全失能。"),
        effect=lambda n: _("以后申请建床的，能力等级须达到 %(count)s 级。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=RESPITE, title=gettext_lazy("家庭养老床位：每年喘息服务天数"),
        unit=gettext_lazy("天"), least=0, most=92, basis=_OURS, default=lambda: 15,
        says=gettext_lazy("照护的家属每年可以有多少天由机构代为照护。"),
        effect=lambda n: _("每张床每年喘息服务不超过 %(count)s 天。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=MONTHS, title=gettext_lazy("家庭养老床位：协议最长期限"), unit=gettext_lazy("月"),
        least=1, most=60, basis=_OURS, default=lambda: 12,
        says=gettext_lazy("到期须重新评估后续签。"),
        effect=lambda n: _("以后签订的协议最长 %(count)s 个月。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=CHECK_DAYS, title=gettext_lazy("家庭养老床位：检查间隔"), unit=gettext_lazy("天"),
        least=7, most=184, basis=_OURS, default=lambda: 31,
        says=gettext_lazy("最长多少天检查一次；超过的列为逾期。"),
        effect=lambda n: _("以后每 %(count)s 天检查一次。") % {"count": n},
    )
)  # fmt: skip
