"""Kinds and fields of social organisations, and what may be recorded of them."""

from dataclasses import dataclass

from anhuai.facilities.rules import Titled
from anhuai.kernel.divisions import Level


class OrganisationKind(Titled):
    """How a social organisation is registered; community ones are only on file (备案)."""

    ASSOCIATION = "association", "社会团体", "Association"
    FOUNDATION = "foundation", "基金会", "Foundation"
    PRIVATE_NON_ENTERPRISE = (
        "private_non_enterprise", "社会服务机构（民办非企业单位）", "Social service organisation",
    )  # fmt: skip
    COMMUNITY = "community", "社区社会组织（备案）", "Community organisation on file"

    @property
    def is_registered(self) -> bool:
        """Whether it is registered as a legal person and has a unified social credit code."""
        return self is not OrganisationKind.COMMUNITY


class OrganisationField(Titled):
    """What a social organisation mainly does."""

    ELDERLY = "elderly", "养老服务", "Elderly care"
    CHILDREN = "children", "儿童服务", "Children"
    SOCIAL_WORK = "social_work", "社会工作", "Social work"
    CHARITY = "charity", "慈善救助", "Charity and relief"
    DISABILITY = "disability", "助残", "Disability"
    HEALTH = "health", "卫生健康", "Health"
    EDUCATION = "education", "教育", "Education"
    CULTURE = "culture", "文化体育", "Culture and sport"
    FARMING = "farming", "农业与农村发展", "Farming and villages"
    TRADE = "trade", "行业与商会", "Trade and business"
    MUTUAL_AID = "mutual_aid", "邻里互助", "Neighbourly help"
    OTHER = "other", "其他", "Other"


# Community organisations belong to one community or village (社区社会组织).
COMMUNITY_LEVEL = Level.VILLAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """What is written down about a social organisation."""

    name: str
    kind: OrganisationKind
    field: OrganisationField
    division: str
    social_credit_code: str = ""
    has_party_organisation: bool = False
    is_party_demonstration: bool = False
