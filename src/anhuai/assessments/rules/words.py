"""The words of an assessment's head."""

from anhuai.facilities.rules import Titled


class Reason(Titled):
    """Why somebody is assessed (GB/T 42195-2022 A.1)."""

    FIRST = "first", "首次评估", "First assessment"
    ROUTINE = "routine", "常规评估", "Routine re-assessment"
    IMMEDIATE = "immediate", "即时评估（情况变化）", "Immediate, after a change"
    APPEAL = "appeal", "对结果有疑问的复评", "Appeal"
    OTHER = "other", "其他", "Other"


class Background(Titled):
    """What an assessor was trained in; one of two on site is medical or nursing."""

    MEDICAL = "medical", "医疗", "Medicine"
    NURSING = "nursing", "护理", "Nursing"
    REHABILITATION = "rehabilitation", "康复", "Rehabilitation"
    SOCIAL_WORK = "social_work", "社会工作", "Social work"
    OTHER = "other", "其他", "Other"

    @property
    def is_clinical(self) -> bool:
        """Whether it counts as medical or nursing."""
        return self in (Background.MEDICAL, Background.NURSING)


class Informant(Titled):
    """Who gave the information."""

    SELF = "self", "本人", "The person"
    SPOUSE = "spouse", "配偶", "Spouse"
    CHILD = "child", "子女", "Child"
    RELATIVE = "relative", "其他亲属", "Other relative"
    CARER = "carer", "照护人员", "Carer"
    NEIGHBOUR = "neighbour", "邻居或村（社区）干部", "Neighbour or village officer"
    OTHER = "other", "其他", "Other"


class State(Titled):
    """Where a task stands."""

    OPEN = "open", "待分派", "To be assigned"
    ASSIGNED = "assigned", "待评估", "Assigned"
    DONE = "done", "已完成", "Done"
    CANCELLED = "cancelled", "已取消", "Cancelled"


class Signer(Titled):
    """Who signs a form."""

    FIRST = "first", "主评估员", "First assessor"
    SECOND = "second", "副评估员", "Second assessor"
    ELDER = "elder", "被评估人", "The person assessed"
    PROXY = "proxy", "代理人", "Proxy"


class Source(Titled):
    """How an assessment came on record."""

    FIELD = "field", "现场评估", "Made on site"
    IMPORT = "import", "外部系统导入", "Imported"
    API = "api", "接口提交", "Submitted over the API"
