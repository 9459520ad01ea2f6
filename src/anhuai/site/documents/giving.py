"""Documents of benefits and funds."""

from collections.abc import Iterable, Sequence

from anhuai.benefits.catalogue import BENEFITS, LISTS, PARAMETERS, STACKING
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.rules import Benefit, Period, StackingTable
from anhuai.benefits.rules.facts import fact_of
from anhuai.benefits.rules.lists import ServiceList
from anhuai.benefits.rules.paying import is_credited, is_payable
from anhuai.funds.catalogue import FUNDS, LAYOUTS, PURPOSES
from anhuai.site.documents.tables import NOTE, dated, named, table


def benefits() -> str:
    """Return every benefit with form, conflict group, conditions, settings and sources."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, one.form.label, _given(one), f"`{one.group}`",
            one.says, "；".join(condition.title for condition in one.conditions),
            dated(one.basis),
        )
        for code, one in BENEFITS.items()
    ]  # fmt: skip
    signals = [
        (
            f"{one.title} `{code}`", one.title_en, one.says,
            "、".join(fact_of(fact).title for fact in sorted(one.triggers)),
            f"{one.back} 个月内的变化" if one.back else "持续期间", dated(one.basis),
        )
        for code, one in SIGNALS.items()
    ]  # fmt: skip
    return "".join(
        (
            f"{NOTE}# 待遇与补贴\n\n",
            table(("待遇", "English", "形式", "怎样给付", "冲突组", "含义", "条件", "依据"), rows),
            "\n## 低收入预警\n\n每天夜里按登记查找，列为线索，由乡镇核查。\n\n",
            table(("预警", "English", "含义", "看哪些登记", "期间", "依据"), signals),
            "\n## 设置\n\n没有全国值的由所列一级规定；没有规定的，页面显示“本地尚未规定”。\n\n",
            table(("设置", "English", "由谁规定", "全国或上级的值", "用于"), _settings()),
            *(_service_list(one) for one in LISTS.values()),
            *(_stacking(one) for one in STACKING.values()),
        )
    )


def _given(one: Benefit) -> str:
    """Return how a benefit reaches people: a pay run, an account, or neither."""
    if is_payable(one):
        return "确认后一次发放" if one.period is Period.ONCE else "按月编制发放批次"
    if is_credited(one):
        return "按月记入个人账户，服务时抵扣"
    return "—"


def _settings() -> Iterable[Sequence[str]]:
    for code, one in PARAMETERS.items():
        used = [benefit for benefit in BENEFITS.values() if one in benefit.parameters]
        decided = dict.fromkeys(
            value for benefit in used for value in benefit.values if value.parameter == code
        )
        shown = [
            f"{value.place or '全国'} 自 {value.since}："
            f"{'、'.join(one.type.say(cell) for cell in dict.fromkeys(value.cells))}"
            f"，{dated(value.basis)}"
            for value in decided
        ]
        by = one.decided_by.title if one.decided_by is not None else "国家"
        yield (
            f"{one.title} `{code}`", one.title_en, by, "；".join(shown) or "没有，由地方规定",
            "、".join(dict.fromkeys(benefit.title for benefit in used)),
        )  # fmt: skip


def _service_list(listing: ServiceList) -> str:
    rows = [
        (
            str(one.number), one.recipients, f"{one.title} {one.title_en}", one.type.label,
            "、".join(BENEFITS[code].title for code in one.benefits), dated(one.basis),
        )
        for one in listing.items
    ]  # fmt: skip
    return f"\n## {listing.title}\n\n" + table(
        ("序号", "对象", "项目", "类型", "由这些待遇落实", "依据"), rows
    )


def _stacking(stacks: StackingTable) -> str:
    rows = [
        (
            BENEFITS[rule.first].title, BENEFITS[rule.second].title, rule.relation.label,
            dated(rule.basis),
        )
        for rule in stacks.rules
    ]  # fmt: skip
    return f"\n## {stacks.title}\n\n" + table(("待遇", "与", "关系", "依据"), rows)


def funds() -> str:
    """Return funds, purposes and file layouts with their bases."""
    parts = [f"{NOTE}# 资金目录\n"]
    for title, catalogue in (("资金来源", FUNDS), ("用途", PURPOSES), ("文件格式", LAYOUTS)):
        parts.append(f"\n## {title}\n\n{named(catalogue)}")
    return "".join(parts)
