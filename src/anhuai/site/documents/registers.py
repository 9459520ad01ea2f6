"""Documents of people, facilities, the workforce and scales."""

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.scales import Scale
from anhuai.facilities.catalogue import KINDS as FACILITIES
from anhuai.facilities.catalogue import MARKS, SERVICES
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.site.documents.tables import NOTE, basis_of, named, table
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS


def circumstances() -> str:
    """Return every circumstance of a person with its basis."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, one.says,
            "、".join(choice.title for choice in one.kinds),
            "、".join(choice.title for choice in one.grades), basis_of(one.basis),
        )
        for code, one in CIRCUMSTANCES.items()
    ]  # fmt: skip
    return f"{NOTE}# 人员情形\n\n" + table(
        ("情形", "English", "含义", "种类", "等级", "依据"), rows
    )


def facilities() -> str:
    """Return facility kinds, marks and services with their bases."""
    parts = [f"{NOTE}# 机构设施目录\n"]
    for title, catalogue in (("类型", FACILITIES), ("标识", MARKS), ("服务", SERVICES)):
        parts.append(f"\n## {title}\n\n{named(catalogue)}")
    return "".join(parts)


def workforce() -> str:
    """Return posts, certificates and trainings with their bases."""
    parts = [f"{NOTE}# 人员队伍目录\n"]
    for title, catalogue in (("岗位", POSTS), ("证书", CERTIFICATES), ("培训", TRAININGS)):
        parts.append(f"\n## {title}\n\n{named(catalogue)}")
    return "".join(parts)


def assessments() -> str:
    """Return every scale: levels, items with their options, adjustments, and how well known."""
    parts = [f"{NOTE}# 评估量表\n\n不同量表的结果不能互相换算。\n"]
    for code, one in SCALES.items():
        months = f"{one.every_months} 个月" if one.every_months else "没有规定"
        every = f"复评间隔：{months}（{basis_of(one.every_basis)}）"
        parts.append(
            f"\n## {one.title} `{code}`\n\n{one.title_en} · `{one.scale_id}`\n\n{one.says}\n\n"
            f"依据：{basis_of(one.basis)}\n\n{every}\n\n"
        )
        parts.append(
            table(("等级", "名称", "English"), [
                (str(level.level), level.title, level.title_en) for level in one.levels
            ])
        )  # fmt: skip
        moved = [f"{a.title}（{basis_of(a.basis)}）" for a in one.adjustments]
        parts += [f"\n- {says}" for says in (*moved, *one.notes)]
        parts.append("\n\n" + _items(one))
    return "".join(parts)


def _items(scale: Scale) -> str:
    return table(("部分", "项目", "选项", "标记"), [
        (
            part.title, f"{item.clause} {item.title} `{item.code}`".strip(),
            "；".join(f"{option.points} {option.says}" for option in item.options),
            basis_of(item.basis) if item.basis else "",
        )
        for part in scale.parts
        for item in part.items
    ])  # fmt: skip
