"""Words of tasks and projects, with the colours of their badges."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.plans.rules.documents import ProjectStatus, SpendingSource
from anhuai.plans.rules.supervising import Risk
from anhuai.platform.listing import Text, badge
from anhuai.platform.words import word

_word = lazy(word, str)
PROJECT_STATUS: Final[Mapping[str, tuple[Text, str]]] = {
    ProjectStatus.PLANNED: (_word(ProjectStatus.PLANNED), "grey"),
    ProjectStatus.BUILDING: (_word(ProjectStatus.BUILDING), "blue"),
    ProjectStatus.ACCEPTED: (_word(ProjectStatus.ACCEPTED), "green"),
    ProjectStatus.CANCELLED: (_word(ProjectStatus.CANCELLED), "orange"),
}
SPENDING_SOURCE: Final[Mapping[str, Text]] = {
    SpendingSource.CENTRAL: gettext_lazy("中央资金"),
    SpendingSource.PROVINCE: gettext_lazy("省级资金"),
    SpendingSource.COUNTY: gettext_lazy("县级资金"),
    SpendingSource.LOTTERY: gettext_lazy("福彩公益金"),
    SpendingSource.OWN: gettext_lazy("自筹"),
}
RISK: Final[Mapping[str, Text]] = {
    Risk.START: gettext_lazy("未按时开工"),
    Risk.MILESTONE: gettext_lazy("节点逾期"),
    Risk.END: gettext_lazy("超过完成年份"),
    Risk.OVERSPENT: gettext_lazy("支出超过计划投资"),
    Risk.UNFUNDED: gettext_lazy("资金来源未落实"),
    Risk.OVER_SOURCE: gettext_lazy("某项来源支出超过计划"),
    Risk.SLIPPING: gettext_lazy("照节点拖期推算将超过完成年份"),
    Risk.COST: gettext_lazy("照节点进度推算将超过计划投资"),
}
SEVERITY: Final[Mapping[str, tuple[Text, str]]] = {
    "high": (gettext_lazy("重要"), "red"),
    "medium": (gettext_lazy("一般"), "yellow"),
    "low": (gettext_lazy("轻微"), "grey"),
}


def project_badge(status: str) -> SafeString:
    """Return a project's status as a badge."""
    title, colour = PROJECT_STATUS.get(status, (status, "grey"))
    return badge(title, colour)


def severity_badge(severity: str) -> SafeString:
    """Return how grave a contradiction is as a badge."""
    title, colour = SEVERITY.get(severity, (severity, "grey"))
    return badge(title, colour)
