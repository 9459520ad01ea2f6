"""Documentation written by the code itself: `anhuai docs`; a test holds it fresh."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from django.utils import translation

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.scales import Scale
from anhuai.benefits.catalogue import BENEFITS, LISTS, PARAMETERS, STACKING
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.rules import Benefit, Period, StackingTable
from anhuai.benefits.rules.facts import fact_of
from anhuai.benefits.rules.lists import ServiceList
from anhuai.benefits.rules.paying import is_credited, is_payable
from anhuai.cases.catalogue import KINDS as CASE_KINDS
from anhuai.cases.catalogue import SHIFTS
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.catalogue import PRIORITIES as CHILDCARE_PRIORITIES
from anhuai.desk.catalogue import CARE_LISTS, SCRIPTS, TARGETS, TICKETS, WRAP_UPS
from anhuai.facilities.catalogue import KINDS as FACILITIES
from anhuai.facilities.catalogue import MARKS, SERVICES
from anhuai.funds.catalogue import FUNDS, LAYOUTS, PURPOSES
from anhuai.kernel.confidence import Basis
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.placements.catalogue import PRIORITIES as BED_PRIORITIES
from anhuai.platform import audit
from anhuai.platform.jobs.recurring import declared
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES
from anhuai.response.catalogue import CHAINS, DEVICES, RULES
from anhuai.response.rules import ALARMS
from anhuai.services.catalogue import CHECKS, TIERS
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "generated"
_NOTE = "<!-- Written by `anhuai docs`; change the definitions, not this file. -->\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', '／') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _basis(basis: Basis) -> str:
    named = basis.citation or basis.note
    return f"{named} · {basis.confidence} {basis.confidence.label}"


def permits() -> str:
    """Return who holds which permit."""
    rows = [
        (
            f"{role.title} `{role.code}`",
            role.held_at.value,
            role.says,
            "、".join(sorted(role.permits)),
        )
        for role in ROLES.values()
    ]
    everyone = "、".join(sorted(Permit))
    return (
        f"{_NOTE}# 角色与权限\n\n"
        + _table(("角色", "绑定在", "用途", "权限"), rows)
        + f"\n全部权限：{everyone}\n"
    )


def trail() -> str:
    """Return what the audit trail's page calls every kind of entry."""
    import_module("anhuai.site.urls")  # whoever declares a page declares its actions and readings
    rows = []
    for name, title in sorted(one for one in audit.titles().items() if one[1]):
        with translation.override("zh-hans"):
            chinese = str(title)
        with translation.override("en"):
            rows.append((chinese, str(title), f"`{name}`"))
    return f"{_NOTE}# 审计记录里的操作\n\n" + _table(("操作", "English", "代码"), rows)


def jobs() -> str:
    """Return the recurring jobs."""
    rows = [
        (
            one.title,
            "每月 1 日" if one.monthly else "每天",
            f"{one.at:%H:%M}",
            f"`{one.task.module_path}`",
        )
        for one in sorted(declared(), key=lambda one: one.task.module_path)
    ]
    return f"{_NOTE}# 定时任务\n\n" + _table(("任务", "周期", "时间", "代码"), rows)


def circumstances() -> str:
    """Return every circumstance of a person with its basis."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, one.says,
            "、".join(choice.title for choice in one.kinds),
            "、".join(choice.title for choice in one.grades), _basis(one.basis),
        )
        for code, one in CIRCUMSTANCES.items()
    ]  # fmt: skip
    return f"{_NOTE}# 人员情形\n\n" + _table(
        ("情形", "English", "含义", "种类", "等级", "依据"), rows
    )


def facilities() -> str:
    """Return facility kinds, marks and services with their bases."""
    parts = [f"{_NOTE}# 机构设施目录\n"]
    for title, catalogue in (("类型", FACILITIES), ("标识", MARKS), ("服务", SERVICES)):
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def workforce() -> str:
    """Return posts, certificates and trainings with their bases."""
    parts = [f"{_NOTE}# 人员队伍目录\n"]
    for title, catalogue in (("岗位", POSTS), ("证书", CERTIFICATES), ("培训", TRAININGS)):
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def assessments() -> str:
    """Return every scale: levels, items with their options, adjustments, and how well known."""
    parts = [f"{_NOTE}# 评估量表\n\n不同量表的结果不能互相换算。\n"]
    for code, one in SCALES.items():
        months = f"{one.every_months} 个月" if one.every_months else "没有规定"
        every = f"复评间隔：{months}（{_basis(one.every_basis)}）"
        parts.append(
            f"\n## {one.title} `{code}`\n\n{one.title_en} · `{one.scale_id}`\n\n{one.says}\n\n"
            f"依据：{_basis(one.basis)}\n\n{every}\n\n"
        )
        parts.append(
            _table(("等级", "名称", "English"), [
                (str(level.level), level.title, level.title_en) for level in one.levels
            ])
        )  # fmt: skip
        moved = [f"{a.title}（{_basis(a.basis)}）" for a in one.adjustments]
        parts += [f"\n- {says}" for says in (*moved, *one.notes)]
        parts.append("\n\n" + _items(one))
    return "".join(parts)


def visits() -> str:
    """Return every tier of visits with its chores, and what is asked at the door."""
    parts = [f"{_NOTE}# 探访目录\n"]
    for code, one in TIERS.items():
        where = "全国" if "" in one.areas else "、".join(one.areas)
        basis = _basis(one.interval_basis or one.basis)
        parts.append(
            f"\n## {one.title} `{code}`\n\n{one.title_en}\n\n{one.says}\n\n"
            f"依据：{_basis(one.basis)}\n\n间隔：{one.every_days} 天（{basis}）；地区：{where}\n"
        )
        parts += [f"\n- {chore.title} {chore.every_days} 天" for chore in one.chores]
    rows = [
        (
            f"{one.title} `{code}`", one.asks,
            "；".join(
                a.title + (f"（立案 {a.severity}）" if a.severity else "") for a in one.answers
            ),
            _basis(one.basis),
        )
        for code, one in CHECKS.items()
    ]  # fmt: skip
    parts.append("\n\n## 探访问题\n\n" + _table(("问题", "怎么问", "答案", "标记"), rows))
    return "".join(parts)


def placements() -> str:
    """Return who comes first on a waiting list: each rule, its rank, source and examples."""
    rows = [
        (str(one.rank), f"{one.title} `{code}`", one.title_en, _basis(one.basis),
         "；".join(f"{e.says}：{'符合' if e.holds else '不符合'}" for e in one.examples))
        for code, one in sorted(BED_PRIORITIES.items(), key=lambda pair: pair[1].rank)
    ]  # fmt: skip
    says = "位次是产品缺省，由县里在“参数”中设定；同位次按申请日期，再按编号。"
    return f"{_NOTE}# 轮候优先规则\n\n{says}\n\n" + _table(
        ("位次", "规则", "English", "依据", "示例"), rows
    )


def _items(scale: Scale) -> str:
    return _table(("部分", "项目", "选项", "标记"), [
        (
            part.title, f"{item.clause} {item.title} `{item.code}`".strip(),
            "；".join(f"{option.points} {option.says}" for option in item.options),
            _basis(item.basis) if item.basis else "",
        )
        for part in scale.parts
        for item in part.items
    ])  # fmt: skip


def childcare() -> str:
    """Return kinds of classes with their sizes and ratios, and the groups taken first."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, f"{one.least}–{one.most}", str(one.places),
            f"1:{one.ratio}" if one.ratio else "最小月龄",
            f"{_basis(one.basis)}；{_basis(one.ratio_basis)}",
        )
        for code, one in CLASSES.items()
    ]  # fmt: skip
    heads = ("班型", "English", "月龄", "最多人数", "保育人员", "依据")
    groups = [
        (f"{one.title} `{code}`", one.title_en, one.says, _basis(one.basis))
        for code, one in CHILDCARE_PRIORITIES.items()
    ]
    return (
        f"{_NOTE}# 托育目录\n\n## 班型\n\n{_table(heads, rows)}\n\n## 优先情形\n\n"
        f"{_table(('情形', 'English', '说明', '依据'), groups)}"
    )


def funds() -> str:
    """Return funds, purposes and file layouts with their bases."""
    parts = [f"{_NOTE}# 资金目录\n"]
    for title, catalogue in (("资金来源", FUNDS), ("用途", PURPOSES), ("文件格式", LAYOUTS)):
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def response() -> str:
    """Return types of devices, kinds of alarms, chains of escalation and kinds of cases."""
    alarms = [
        (f"{one.title} `{code}`", one.title_en, str(one.severity), one.calls)
        for code, one in ALARMS.items()
    ]
    parts = [f"{_NOTE}# 设备、报警与个案目录\n"]
    catalogues: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("设备类型", DEVICES), ("遥测规则", RULES), ("升级链", CHAINS), ("个案类型", CASE_KINDS),
    )  # fmt: skip
    for title, catalogue in catalogues:
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    parts.append("\n## 报警类型\n\n" + _table(("名称", "English", "级别", "同时呼叫"), alarms))
    return "".join(parts)


def desk() -> str:
    """Return tickets, wrap-ups, care lists and scripts, shifts and targets with their bases."""
    parts = [f"{_NOTE}# 热线与值班目录\n"]
    for title, catalogue in (
        ("工单类别", TICKETS), ("通话小结", WRAP_UPS), ("关爱电话名单", CARE_LISTS),
        ("关爱电话话术", SCRIPTS), ("班次", SHIFTS), ("值班指标", TARGETS),
    ):  # fmt: skip
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def _named(catalogue: Mapping[str, object]) -> str:
    rows = []
    for code, one in catalogue.items():
        basis = getattr(one, "basis", None)
        rows.append(
            (
                f"{getattr(one, 'title')} `{code}`",  # noqa: B009 - definitions of several kinds
                str(getattr(one, "title_en", "")),
                _basis(basis) if isinstance(basis, Basis) else "",
            )
        )
    return _table(("名称", "English", "依据"), rows)


def indicators() -> str:
    """Return every indicator with what it is computed from or who reports it."""
    text: str = import_module("anhuai.plans.rules").indicators_markdown()
    return text


def benefits() -> str:
    """Return every benefit with form, conflict group, conditions, settings and sources."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, one.form.label, _given(one), f"`{one.group}`",
            one.says, "；".join(condition.title for condition in one.conditions),
            _dated(one.basis),
        )
        for code, one in BENEFITS.items()
    ]  # fmt: skip
    signals = [
        (
            f"{one.title} `{code}`", one.title_en, one.says,
            "、".join(fact_of(fact).title for fact in sorted(one.triggers)),
            f"{one.back} 个月内的变化" if one.back else "持续期间", _dated(one.basis),
        )
        for code, one in SIGNALS.items()
    ]  # fmt: skip
    return "".join(
        (
            f"{_NOTE}# 待遇与补贴\n\n",
            _table(
                ("待遇", "English", "形式", "怎样给付", "冲突组", "含义", "条件", "依据"), rows
            ),
            "\n## 低收入预警\n\n每天夜里按登记查找，列为线索，由乡镇核查。\n\n",
            _table(("预警", "English", "含义", "看哪些登记", "期间", "依据"), signals),
            "\n## 设置\n\n没有全国值的由所列一级规定；没有规定的，页面显示“本地尚未规定”。\n\n",
            _table(("设置", "English", "由谁规定", "全国或上级的值", "用于"), _settings()),
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


def _dated(basis: Basis) -> str:
    named = basis.citation or basis.note
    day = f"（{basis.date}）" if basis.date else ""
    return f"{named}{day} · {basis.confidence} {basis.confidence.label}"


def _settings() -> Iterable[Sequence[str]]:
    for code, one in PARAMETERS.items():
        used = [benefit for benefit in BENEFITS.values() if one in benefit.parameters]
        decided = dict.fromkeys(
            value for benefit in used for value in benefit.values if value.parameter == code
        )
        shown = [
            f"{value.place or '全国'} 自 {value.since}："
            f"{'、'.join(one.type.say(cell) for cell in dict.fromkeys(value.cells))}"
            f"，{_dated(value.basis)}"
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
            "、".join(BENEFITS[code].title for code in one.benefits), _dated(one.basis),
        )
        for one in listing.items
    ]  # fmt: skip
    return f"\n## {listing.title}\n\n" + _table(
        ("序号", "对象", "项目", "类型", "由这些待遇落实", "依据"), rows
    )


def _stacking(table: StackingTable) -> str:
    rows = [
        (
            BENEFITS[rule.first].title, BENEFITS[rule.second].title, rule.relation.label,
            _dated(rule.basis),
        )
        for rule in table.rules
    ]  # fmt: skip
    return f"\n## {table.title}\n\n" + _table(("待遇", "与", "关系", "依据"), rows)


def contradictions() -> str:
    """Return every check of a plan's own text with what it rests on."""
    checks = import_module("anhuai.plans.catalogue.contradictions").CHECKS
    rows = [
        (f"{one.title} `{code}`", one.title_en, one.says, one.severity.value, _basis(one.basis))
        for code, one in checks.items()
    ]
    return f"{_NOTE}# 规划文件的矛盾检查\n\n" + _table(
        ("检查", "English", "含义", "程度", "依据"), rows
    )


def schemes() -> str:
    """Return every scheme by which work on tasks is scored, with its parts and weights."""
    found = import_module("anhuai.plans.catalogue.schemes").SCHEMES
    parts = [
        f"\n## {one.title} `{code}`\n\n{one.says}（{_basis(one.basis)}）\n\n"
        + _table(
            ("项", "English", "权重"),
            [(part.title, part.title_en, str(part.weight)) for part in one.criteria],
        )
        for code, one in found.items()
    ]
    return f"{_NOTE}# 任务评分办法\n" + "".join(parts)


def notices() -> str:
    """Return every message with its words: what is registered with an SMS provider."""
    rows = [
        (
            f"{one.title} `{code}`", one.says, one.says_en, "、".join(one.example),
            "、".join(one.channels), one.reads,
        )
        for code, one in TEMPLATES.items()
    ]  # fmt: skip
    return f"{_NOTE}# 消息模板\n\n" + _table(
        ("模板", "文字", "English", "参数", "渠道", "示例"), rows
    )


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "permits.md": permits,
    "jobs.md": jobs,
    "trail.md": trail,
    "notices.md": notices,
    "circumstances.md": circumstances,
    "facilities.md": facilities,
    "workforce.md": workforce,
    "assessments.md": assessments,
    "childcare.md": childcare,
    "visits.md": visits,
    "placements.md": placements,
    "funds.md": funds,
    "response.md": response,
    "desk.md": desk,
    "indicators.md": indicators,
    "benefits.md": benefits,
    "contradictions.md": contradictions,
    "schemes.md": schemes,
}


def write_all() -> list[str]:
    """Write every document; return the names of those that changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, make in DOCUMENTS.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
