"""国家基本养老服务清单: sixteen items, 2023; which type an item is, is data (standards/02 §1)."""

from anhuai.benefits.catalogue.parts import LIST_SINCE, listed
from anhuai.benefits.rules.lists import ListItem, ServiceList, ServiceType

_MATERIAL, _CARE, _CONCERN = ServiceType.MATERIAL, ServiceType.CARE, ServiceType.CONCERN
_ITEMS = (
    (
        "达到待遇享受年龄的人员", "Those of pensionable age",
        "职工基本养老保险", "Employee pension", _MATERIAL,
        ("employee_pension",),
    ),
    (
        "达到待遇享受年龄的人员", "Those of pensionable age",
        "城乡居民基本养老保险", "Resident pension", _MATERIAL,
        ("resident_pension",),
    ),
    (
        "65 周岁及以上老年人", "Elders of 65 and over",
        "老年人能力综合评估", "Ability assessment", _CARE,
        ("ability_assessment",),
    ),
    (
        "80 周岁及以上老年人", "Elders of 80 and over",
        "高龄津贴", "Old-age allowance", _MATERIAL,
        ("old_age_allowance",),
    ),
    (
        "经济困难的老年人", "Elders in hardship",
        "养老服务补贴", "Service subsidy", _MATERIAL,
        ("elderly_service_subsidy",),
    ),
    (
        "经济困难的老年人", "Elders in hardship",
        "家庭适老化改造", "Home adaptation", _CARE,
        ("home_adaptation",),
    ),
    (
        "经济困难、生活不能自理的老年人", "Elders in hardship who cannot care for themselves",
        "护理补贴", "Nursing subsidy", _MATERIAL,
        ("nursing_subsidy",),
    ),
    (
        "失能老年人的家庭照护者", "Family carers of disabled elders",
        "家庭养老支持服务", "Support for family carers", _CARE,
        ("family_care_support",),
    ),
    (
        "最低生活保障家庭的老年人", "Elders on dibao",
        "最低生活保障", "Dibao", _MATERIAL,
        ("dibao", "dibao_extra",),
    ),
    (
        "特困老年人", "Tekun elders",
        "分散供养", "Support at home", _MATERIAL,
        ("tekun_basic", "tekun_care", "tekun_scattered",),
    ),
    (
        "特困老年人", "Tekun elders",
        "集中供养", "Support in an institution", _CARE,
        ("tekun_basic", "tekun_care", "tekun_centralised",),
    ),
    (
        "独居、空巢、留守、失能、重残、计划生育特殊家庭等老年人", "Elders in special hardship",
        "探访服务", "Visiting", _CONCERN,
        ("visiting",),
    ),
    (
        "特殊贡献老年人", "Elders of special contribution",
        "集中供养", "Support in an institution", _CARE,
        ("merit_centralised",),
    ),
    (
        "计划生育特殊家庭老年人", "Elders of special family-planning families",
        "优先享受机构养老", "Priority in institutions", _CARE,
        ("family_planning_priority",),
    ),
    (
        "持残疾人证的老年人", "Elders with a disability certificate",
        "困难残疾人生活补贴和重度残疾人护理补贴", "The two disability subsidies", _MATERIAL,
        ("disability_living_subsidy", "disability_nursing_subsidy",),
    ),
    (
        "生活无着的流浪乞讨老年人", "Destitute elders",
        "社会救助", "Relief", _CONCERN,
        ("vagrant_relief",),
    ),
)  # fmt: skip

definition = ServiceList(
    title="国家基本养老服务清单",
    title_en="National list of basic elderly services",
    since=LIST_SINCE,
    items=tuple(
        ListItem(
            number=at, recipients=who, recipients_en=who_en, title=title, title_en=title_en,
            type=kind, benefits=benefits, basis=listed(at),
        )
        for at, (who, who_en, title, title_en, kind, benefits) in enumerate(_ITEMS, 1)
    ),
)  # fmt: skip
