"""Documents of beds, nurseries, visits, devices and the duty desk."""

from collections.abc import Mapping

from anhuai.cases.catalogue import KINDS as CASE_KINDS
from anhuai.cases.catalogue import SHIFTS
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.catalogue import PRIORITIES as CHILDCARE_PRIORITIES
from anhuai.desk.catalogue import CARE_LISTS, SCRIPTS, TARGETS, TICKETS, WRAP_UPS
from anhuai.placements.catalogue import PRIORITIES as BED_PRIORITIES
from anhuai.response.catalogue import CHAINS, DEVICES, RULES
from anhuai.response.rules import ALARMS
from anhuai.services.catalogue import CARE, CHECKS, TIERS
from anhuai.site.documents.tables import NOTE, basis_of, named, table


def placements() -> str:
    """Return who comes first on a waiting list: each rule, its rank, source and examples."""
    rows = [
        (str(one.rank), f"{one.title} `{code}`", one.title_en, basis_of(one.basis),
         "；".join(f"{e.says}：{'符合' if e.holds else '不符合'}" for e in one.examples))
        for code, one in sorted(BED_PRIORITIES.items(), key=lambda pair: pair[1].rank)
    ]  # fmt: skip
    says = "位次是产品缺省，由县里在“参数”中设定；同位次按申请日期，再按编号。"
    return f"{NOTE}# 轮候优先规则\n\n{says}\n\n" + table(
        ("位次", "规则", "English", "依据", "示例"), rows
    )


def childcare() -> str:
    """Return kinds of classes with their sizes and ratios, and the groups taken first."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, f"{one.least}–{one.most}", str(one.places),
            f"1:{one.ratio}" if one.ratio else "最小月龄",
            f"{basis_of(one.basis)}；{basis_of(one.ratio_basis)}",
        )
        for code, one in CLASSES.items()
    ]  # fmt: skip
    heads = ("班型", "English", "月龄", "最多人数", "保育人员", "依据")
    groups = [
        (f"{one.title} `{code}`", one.title_en, one.says, basis_of(one.basis))
        for code, one in CHILDCARE_PRIORITIES.items()
    ]
    return (
        f"{NOTE}# 托育目录\n\n## 班型\n\n{table(heads, rows)}\n\n## 优先情形\n\n"
        f"{table(('情形', 'English', '说明', '依据'), groups)}"
    )


def care() -> str:
    """Return every service that may be ordered: standard of work, who delivers, who pays."""
    parts = [f"{NOTE}# 服务目录\n\n价格由服务商在各县登记，目录不设标准价。\n"]
    for code, one in CARE.items():
        steps = "；".join(s.title + ("" if s.must else "（可选）") for s in one.steps)
        who = "、".join(one.posts) or "服务商的员工"
        held = "、".join((*one.certificates, *one.licences)) or "不要求"
        examples = "；".join(f"{e.says}：{'可以' if e.may else '不可以'}" for e in one.examples)
        parts.append(
            f"\n## {one.title} `{code}`\n\n{one.title_en}。{one.says}\n\n"
            f"- 单位：{one.minutes} 分钟/{one.unit.title_zh}\n- 步骤：{steps}\n- 岗位：{who}\n"
            f"- 证书、证照：{held}\n- 付费方：{'、'.join(p.title_zh for p in one.payers)}\n"
            f"- 依据：{basis_of(one.basis)}\n- 示例：{examples}\n"
        )
    return "".join(parts)


def visits() -> str:
    """Return every tier of visits with its chores, and what is asked at the door."""
    parts = [f"{NOTE}# 探访目录\n"]
    for code, one in TIERS.items():
        where = "全国" if "" in one.areas else "、".join(one.areas)
        basis = basis_of(one.interval_basis or one.basis)
        parts.append(
            f"\n## {one.title} `{code}`\n\n{one.title_en}\n\n{one.says}\n\n"
            f"依据：{basis_of(one.basis)}\n\n间隔：{one.every_days} 天（{basis}）；地区：{where}\n"
        )
        parts += [f"\n- {chore.title} {chore.every_days} 天" for chore in one.chores]
    rows = [
        (
            f"{one.title} `{code}`", one.asks,
            "；".join(
                a.title + (f"（立案 {a.severity}）" if a.severity else "") for a in one.answers
            ),
            basis_of(one.basis),
        )
        for code, one in CHECKS.items()
    ]  # fmt: skip
    parts.append("\n\n## 探访问题\n\n" + table(("问题", "怎么问", "答案", "标记"), rows))
    return "".join(parts)


def response() -> str:
    """Return types of devices, kinds of alarms, chains of escalation and kinds of cases."""
    alarms = [
        (f"{one.title} `{code}`", one.title_en, str(one.severity), one.calls)
        for code, one in ALARMS.items()
    ]
    parts = [f"{NOTE}# 设备、报警与个案目录\n"]
    catalogues: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("设备类型", DEVICES), ("遥测规则", RULES), ("升级链", CHAINS), ("个案类型", CASE_KINDS),
    )  # fmt: skip
    for title, catalogue in catalogues:
        parts.append(f"\n## {title}\n\n{named(catalogue)}")
    parts.append("\n## 报警类型\n\n" + table(("名称", "English", "级别", "同时呼叫"), alarms))
    return "".join(parts)


def desk() -> str:
    """Return tickets, wrap-ups, care lists and scripts, shifts and targets with their bases."""
    parts = [f"{NOTE}# 热线与值班目录\n"]
    for title, catalogue in (
        ("工单类别", TICKETS), ("通话小结", WRAP_UPS), ("关爱电话名单", CARE_LISTS),
        ("关爱电话话术", SCRIPTS), ("班次", SHIFTS), ("值班指标", TARGETS),
    ):  # fmt: skip
        parts.append(f"\n## {title}\n\n{named(catalogue)}")
    return "".join(parts)
