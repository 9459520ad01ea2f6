"""Residents by town, age band and circumstance; small cells are hidden."""

from anhuai.portal.rules import DataSet

definition = DataSet(
    title="常住人口分乡镇、年龄段和情形统计",
    title_en="Residents by town, age band and circumstance",
    says="按乡镇、年龄段和人员情形的人数；小于阈值的数隐去，并隐去能推算它的数。",
    says_en="Residents by town, age band and circumstance; small numbers, and those that would "
    "give them away, are hidden.",
    columns=(
        ("circumstance", "情形", "Circumstance"),
        ("town", "乡镇（街道）", "Town"),
        ("0-2", "0–2 岁", "0–2"),
        ("3-5", "3–5 岁", "3–5"),
        ("6-15", "6–15 岁", "6–15"),
        ("16-59", "16–59 岁", "16–59"),
        ("60-79", "60–79 岁", "60–79"),
        ("80-", "80 岁及以上", "80 and over"),
        ("all", "合计", "All"),
    ),
    is_counted=True,
)
