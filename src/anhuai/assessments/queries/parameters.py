"""What a county sets about assessments: intervals, how raises add up, who must be clinical."""

from datetime import date

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment
from anhuai.assessments.rules.scales import Scale, Settings
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.words import title_of

CUMULATIVE, EVENTS = "assessments.cumulative", "assessments.risk_events"
CLINICAL, AHEAD = "assessments.clinical", "assessments.ahead_days"
APPEAL_DAYS = "assessments.appeal_days"
_OURS = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")
_ANNEX_C = "GB/T 42195-2022 附录 C.4"


def _raised(code: str) -> int:
    rows = Assessment.objects.filter(retracted_at=None).values_list("adjustments", flat=True)
    return sum(code in found for found in rows.iterator())


def settings_on(on: date) -> Settings:
    """Return the county's choices in force on a day."""
    return Settings(bool(value(CUMULATIVE, on=on)), value(EVENTS, on=on))


def months_key(scale: str) -> str:
    """Return the key of a scale's interval."""
    return f"assessments.months_{scale}"


def every_months(scale: str, *, on: date) -> int:
    """Return after how many months somebody is due again on a scale; 0 where nobody said."""
    return value(months_key(scale), on=on)


def needs_clinical(on: date) -> bool:
    """Whether one of two assessors must be medical or nursing."""
    return bool(value(CLINICAL, on=on))


def appeal_days(on: date) -> int:
    """Return within how many days a result may be questioned; 0 where the county set no limit."""
    return value(APPEAL_DAYS, on=on)


def ahead_days(on: date) -> int:
    """Return how many days before its day a routine assessment is on the list."""
    return value(AHEAD, on=on)


declare_setting(
    Setting(
        key=CUMULATIVE, title=gettext_lazy("评估等级加重可累加"), unit=gettext_lazy("0 否 1 是"),
        says=gettext_lazy("确诊精神障碍和多次风险事件同时出现时，加重一级（0）还是两级（1）。"),
        least=0, most=1,
        basis=Basis(document="", article=_ANNEX_C, confidence=Confidence.D, note="原文未说明"),
        default=lambda: 0,
        effect=lambda n: _("以后完成的评估%(how)s；已完成的 %(count)s 份有多次风险事件，不重算。")
        % {"how": _("可加重两级") if n else _("最多加重一级"), "count": _raised("repeated_events")},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=EVENTS, title=gettext_lazy("加重等级的风险事件次数"), unit=gettext_lazy("次"),
        says=gettext_lazy("近 30 天内各类照护风险事件合计达到几次，等级加重一级。"),
        least=1, most=10,
        basis=Basis(document="老年人能力评估规范", article=_ANNEX_C, confidence=Confidence.B),
        default=lambda: 2,
        effect=lambda n: _("以后完成的评估，风险事件满 %(count)s 次加重一级；已完成的不重算。")
        % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=CLINICAL, title=gettext_lazy("评估员须有一名医疗或护理背景"),
        unit=gettext_lazy("0 否 1 是"),
        says=gettext_lazy("两名评估员中至少一名有医疗或护理背景，否则不能分派。"), least=0, most=1,
        basis=Basis(document="", confidence=Confidence.C, note="通行做法，未见原文"),
        default=lambda: 1,
        effect=lambda n: _("以后分派时%(how)s评估员的专业背景。")
        % {"how": _("要求") if n else _("不要求")},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=AHEAD, title=gettext_lazy("常规评估提前列出"), unit=gettext_lazy("天"),
        says=gettext_lazy("常规评估到期前多少天列入待评估。"), least=0, most=180, basis=_OURS,
        default=lambda: 30,
        effect=lambda n: _("今晚起，%(count)s 天内到期的常规评估都列入待评估。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=APPEAL_DAYS, title=gettext_lazy("对评估结果提出复评的期限"), unit=gettext_lazy("天"),
        says=gettext_lazy("评估后多少天内可以提出复评；0 表示不限。"), least=0, most=365,
        basis=Basis(document="", confidence=Confidence.D, note="由当地规定，未见原文"),
        default=lambda: 0,
        effect=lambda n: _("以后提出的复评须在评估后 %(count)s 天内。") % {"count": n}
        if n else _("以后提出复评不限期限。"),
    )
)  # fmt: skip


def _declare_months(code: str, scale: Scale) -> None:
    declare_setting(
        Setting(
            key=months_key(code),
            title=format_lazy("{}{}", gettext_lazy("复评间隔："), lazy(title_of, str)(scale)),
            unit=gettext_lazy("个月"),
            says=gettext_lazy("上次评估后多少个月应再评估；0 表示没有规定，不定期列出。"),
            least=0, most=60, basis=scale.every_basis, default=lambda: scale.every_months or 0,
            effect=lambda n: _("今晚按 %(count)s 个月重新列出这一量表的常规评估。") % {"count": n},
        )
    )  # fmt: skip


for _code, _scale in SCALES.items():
    _declare_months(_code, _scale)
