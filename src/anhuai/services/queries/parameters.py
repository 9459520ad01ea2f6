"""What a county sets about visits: intervals, the circle of a house, how the rate counts."""

from datetime import date

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import county
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.words import title_of
from anhuai.services.catalogue import TIERS
from anhuai.services.rules.tiers import Tier

CIRCLE, GONE, REFUSED = "services.circle", "services.rate_gone", "services.rate_refused"
_OURS = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")
_RATE = Basis(document="", confidence=Confidence.D, note="国家未见口径，本口径为产品约定")


def days_key(tier: str) -> str:
    """Return the key of a tier's interval."""
    return f"services.days_{tier}"


def days_of(on: date) -> dict[str, int]:
    """Return the interval of every tier in this county on a day, 0 where it is not in force."""
    return {code: value(days_key(code), on=on) for code in TIERS}


def circle_metres(on: date) -> int:
    """Return how far from the house a visit in person may be placed without a reason."""
    return value(CIRCLE, on=on)


def drops_gone(on: date) -> bool:
    """Whether who died, moved or left the list in a month unvisited is out of its rate."""
    return bool(value(GONE, on=on))


def drops_refused(on: date) -> bool:
    """Whether who refused, and was never visited in the month, is out of its rate."""
    return bool(value(REFUSED, on=on))


declare_setting(
    Setting(
        key=CIRCLE, title=gettext_lazy("探访定位与住处的允许距离"), unit=gettext_lazy("米"),
        says=gettext_lazy("上门探访的定位离登记住处超过这个距离（加定位误差）时，须写明原因。"),
        least=50, most=5000, basis=_OURS, default=lambda: 300,
        effect=lambda n: _("以后上传的探访，离住处超过 %(count)s 米的须写明原因。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=GONE, title=gettext_lazy("月探访率：当月去世、迁走的不计"),
        unit=gettext_lazy("0 否 1 是"),
        says=gettext_lazy("月初在名单、当月去世或迁走而没有探访到的，不计入分母（1）或计为未探访（0）。"),
        least=0, most=1, basis=_RATE, default=lambda: 1,
        effect=lambda n: _("月探访率%(how)s当月去世、迁走而未探访到的人。")
        % {"how": _("不计") if n else _("计入")},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=REFUSED, title=gettext_lazy("月探访率：本人拒绝的不计"),
        unit=gettext_lazy("0 否 1 是"),
        says=gettext_lazy("当月只有“本人拒绝”记录的，不计入分母（1）或计为未探访（0）。"),
        least=0, most=1, basis=_RATE, default=lambda: 0,
        effect=lambda n: _("月探访率%(how)s当月拒绝探访的人。")
        % {"how": _("不计") if n else _("计入")},
    )
)  # fmt: skip


def _declare_days(code: str, tier: Tier) -> None:
    declare_setting(
        Setting(
            key=days_key(code),
            title=format_lazy("{}{}", gettext_lazy("探访间隔："), lazy(title_of, str)(tier)),
            unit=gettext_lazy("天"),
            says=gettext_lazy("最长多少天探访一次；0 表示本县不实行这一级。"),
            least=0, most=184, basis=tier.interval_basis or tier.basis,
            default=lambda: tier.default_days(county.code()),
            effect=lambda n: _("今晚按每 %(count)s 天一次重新列出这一级的名单。") % {"count": n}
            if n
            else _("今晚起不再按这一级列出名单。"),
        )
    )  # fmt: skip


for _code, _tier in TIERS.items():
    _declare_days(_code, _tier)
