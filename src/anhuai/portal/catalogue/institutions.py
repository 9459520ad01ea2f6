"""Institutions and service points, without personal data."""

from anhuai.portal.rules import DataSet

definition = DataSet(
    title="养老、托育和儿童服务机构名录",
    title_en="Institutions for elderly care, childcare and children",
    says="运营中的机构设施：名称、类型、所在地、床位和托位，不含个人信息。",
    says_en="Facilities in operation: name, kind, place, beds and places; no personal data.",
    columns=(
        ("name", "名称", "Name"),
        ("kind", "类型", "Kind"),
        ("ownership", "所有制", "Ownership"),
        ("town", "乡镇（街道）", "Town"),
        ("address", "地址", "Address"),
        ("beds", "床位", "Beds"),
        ("nursing_beds", "护理型床位", "Nursing beds"),
        ("places", "托位", "Childcare places"),
    ),
)
