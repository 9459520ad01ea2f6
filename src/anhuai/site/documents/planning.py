"""Documents of plans: indicators, checks, scoring."""

from importlib import import_module

from anhuai.site.documents.tables import NOTE, basis_of, table


def indicators() -> str:
    """Return every indicator with what it is computed from or who reports it."""
    text: str = import_module("anhuai.plans.rules").indicators_markdown()
    return text


def contradictions() -> str:
    """Return every check of a plan's own text with what it rests on."""
    checks = import_module("anhuai.plans.catalogue.contradictions").CHECKS
    rows = [
        (f"{one.title} `{code}`", one.title_en, one.says, one.severity.value, basis_of(one.basis))
        for code, one in checks.items()
    ]
    return f"{NOTE}# 规划文件的矛盾检查\n\n" + table(
        ("检查", "English", "含义", "程度", "依据"), rows
    )


def schemes() -> str:
    """Return every scheme by which work on tasks is scored, with its parts and weights."""
    found = import_module("anhuai.plans.catalogue.schemes").SCHEMES
    parts = [
        f"\n## {one.title} `{code}`\n\n{one.says}（{basis_of(one.basis)}）\n\n"
        + table(
            ("项", "English", "权重"),
            [(part.title, part.title_en, str(part.weight)) for part in one.criteria],
        )
        for code, one in found.items()
    ]
    return f"{NOTE}# 任务评分办法\n" + "".join(parts)


def results() -> str:
    """Return every formula by which money follows scores, and what projects add when done."""
    formulas = import_module("anhuai.plans.catalogue.allotments").ALLOTMENTS
    effects = import_module("anhuai.plans.catalogue.effects").EFFECTS
    return (
        f"{NOTE}# 资金分配办法和项目对指标的影响\n\n## 资金分配办法\n\n"
        + table(
            ("办法", "English", "算法", "依据"),
            [
                (f"{one.title} `{code}`", one.title_en, one.says, basis_of(one.basis))
                for code, one in formulas.items()
            ],
        )
        + "\n## 项目建成后对指标的影响\n\n"
        + table(
            ("项目", "English", "计入"),
            [(f"{one.title} `{code}`", one.title_en, one.says) for code, one in effects.items()],
        )
    )
