"""六助一巡访: Litong's bundle."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Chore, Example, Need, Tier

definition = Tier(
    title="六助一巡访",
    title_en="Six aids and one visit",
    says="监测对象、失能失智、孤寡、特困、高龄等老年人，定期巡访，并助洁、助餐、助心、助医、助农、助急。",
    says_en="Monitored, disabled or demented, childless, tekun and oldest-old persons: regular "
    "visits with help in cleaning, meals, mind, medicine, farm work and emergencies.",
    needs=(
        Need(
            (
                "relapse_monitored", "disabled_elder", "cognitive_impairment",
                "childless_widowed", "tekun",
            )
        ),
        Need(min_age=80),
    ),
    every_days=30,
    areas=("640302",),
    chores=tuple(
        Chore(f"aid_{code}", title, title_en, 30)
        for code, title, title_en in (
            ("clean", "助洁", "Cleaning"), ("meal", "助餐", "Meal"),
            ("mind", "助心", "Company"), ("medical", "助医", "Medical help"),
            ("farm", "助农", "Farm work"), ("urgent", "助急", "Urgent help"),
        )
    ),
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案",
        confidence=Confidence.A,
        note="原文只写“定期”，没有间隔。",
    ),
    interval_basis=Basis(
        document="", confidence=Confidence.D, note="原文没有间隔，缺省 30 天由县里核定",
    ),
    examples=(
        Example("80 周岁，没有其他情形", 80, (), listed=True),
        Example("79 周岁，没有其他情形", 79, (), listed=False),
        Example("防返贫监测对象，62 周岁", 62, ("relapse_monitored",), listed=True),
        Example("特困，62 周岁", 62, ("tekun:scattered",), listed=True),
    ),
)  # fmt: skip
