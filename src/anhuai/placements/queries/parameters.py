"""What a county sets about placements: the rank of each priority rule, clocks, intervals."""

from datetime import date

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.models import Application
from anhuai.placements.rules.priority import Priority, Rules, rules_on
from anhuai.placements.rules.words import Step
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.words import title_of

OFFER_DAYS, RISK_MONTHS = "placements.offer_days", "placements.risk_months"
RESERVE = "placements.reserve_percent"
MEALS_AWAY = "placements.meals_while_away"


def rank_key(code: str) -> str:
    """Return the key of a rule's rank."""
    return f"placements.rank_{code}"


def ranks_on(on: date) -> dict[str, int]:
    """Return the county's rank of every rule on a day; 0 for one it switched off."""
    return {code: value(rank_key(code), on=on) for code in PRIORITIES}


def rules_of(on: date) -> Rules:
    """Return the rules in force on a day with the county's ranks."""
    return rules_on(PRIORITIES, on, ranks_on(on))


def offer_days(on: date) -> int:
    """Return within how many working days an offer is answered."""
    return value(OFFER_DAYS, on=on)


def risk_months(on: date) -> int:
    """Return after how many months the nine risks are assessed again."""
    return value(RISK_MONTHS, on=on)


def meals_while_away(on: date) -> bool:
    """Return whether meals are charged for days a resident was away."""
    return value(MEALS_AWAY, on=on) == 1


def reserve_percent(on: date) -> int:
    """Return the share of deposits and membership fees to lie in reserve; 0 where not decided."""
    return value(RESERVE, on=on)


def _waiting() -> int:
    return Application.objects.filter(state=Step.WAITING).count()


def _declare_rank(code: str, one: Priority) -> None:
    declare_setting(
        Setting(
            key=rank_key(code),
            title=format_lazy("{}{}", gettext_lazy("轮候优先："), lazy(title_of, str)(one)),
            unit=gettext_lazy("位次"),
            says=gettext_lazy("数字小的排在前面；0 表示不用这一条。同位次按申请日期先后。"),
            least=0, most=98, basis=one.basis, default=lambda: one.rank,
            effect=lambda _n: _("从这一天起按新位次重排，现有 %(count)s 人在轮候。")
            % {"count": _waiting()},
        )
    )  # fmt: skip


declare_setting(
    Setting(
        key=OFFER_DAYS, title=gettext_lazy("床位通知的答复期限"), unit=gettext_lazy("个工作日"),
        says=gettext_lazy("发出床位通知后几个工作日内答复；逾期由系统收回，通知下一位。"),
        least=1, most=30,
        basis=Basis(document="", confidence=Confidence.D, note="未见国家规定，产品缺省"),
        default=lambda: 3,
        effect=lambda n: _("以后发出的通知在 %(count)s 个工作日内答复。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=RISK_MONTHS, title=gettext_lazy("安全风险再评估的间隔"), unit=gettext_lazy("个月"),
        says=gettext_lazy("在住人员的九项安全风险最多隔几个月再评估。"), least=1, most=24,
        basis=Basis(
            document="养老机构服务安全基本规范", confidence=Confidence.D,
            note="每年一次；征求意见稿写每半年",
        ),
        default=lambda: 12,
        effect=lambda n: _("在住人员满 %(count)s 个月没有再评估的，列入提醒。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=MEALS_AWAY, title=gettext_lazy("外出期间收不收伙食费"),
        unit=gettext_lazy("（1 收，0 不收）"),
        says=gettext_lazy("请假或住院的整天是否照收伙食费；床位费、护理费照收。"), least=0, most=1,
        basis=Basis(
            document="", confidence=Confidence.D, note="未见国家规定，以合同为准，产品缺省不收"
        ),
        default=lambda: 0,
        effect=lambda n: _("以后生成的账单，外出期间照收伙食费。") if n
        else _("以后生成的账单，外出期间不收伙食费。"),
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=RESERVE, title=gettext_lazy("预收款风险保证金比例"), unit=gettext_lazy("%"),
        says=gettext_lazy("押金和会员费存管账户里应留存的比例；0 表示本县尚未确定，不计算。"),
        least=0, most=100,
        basis=Basis(
            document="民发〔2024〕19号", confidence=Confidence.D,
            note="要求设风险保证金，比例未见国家规定，等本地确定",
        ),
        default=lambda: 0,
        effect=lambda n: _("各机构按押金和会员费的 %(count)s%% 计算应留存金额。") % {"count": n}
        if n else _("不再计算应留存金额。"),
    )
)  # fmt: skip
for _code, _one in PRIORITIES.items():
    _declare_rank(_code, _one)
