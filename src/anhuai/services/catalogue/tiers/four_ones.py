"""四个一: Linze's four rhythms for scattered 特困."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Chore, Example, Need, Tier

definition = Tier(
    title="分散供养特困“四个一”",
    title_en="Four ones, scattered tekun",
    says="分散供养特困人员：每周打扫一次卫生，每半月洗一次衣被，每月理一次发，每半年添置一次衣物用品。",
    says_en="Scattered tekun: cleaning weekly, laundry every half month, a haircut monthly, "
    "clothes and supplies every half year.",
    needs=(Need(("tekun",), ("scattered",), min_age=0),),
    every_days=7,
    areas=("620723",),
    chores=(
        Chore("cleaning", "打扫卫生", "Cleaning", 7),
        Chore("laundry", "洗衣被", "Laundry", 15),
        Chore("haircut", "理发", "Haircut", 30),
        Chore("supplies", "添置衣物用品", "Clothes and supplies", 182),
    ),
    basis=Basis(
        document="临泽县“十四五”民政事业发展规划",
        article="临政办发〔2022〕69号",
        confidence=Confidence.A,
        note="一周、半月、一月、半年按 7、15、30、182 天计。",
    ),
    examples=(
        Example("分散供养，70 周岁", 70, ("tekun:scattered",), listed=True),
        Example("分散供养，45 周岁", 45, ("tekun:scattered",), listed=True),
        Example("集中供养", 70, ("tekun:centralised",), listed=False),
        Example("低保", 70, ("dibao",), listed=False),
    ),
)
