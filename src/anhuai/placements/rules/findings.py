"""What the county should look into at an institution, each with its reason."""

from dataclasses import dataclass
from datetime import date

from anhuai.facilities.rules.words import Titled


class Matter(Titled):
    """One kind of finding; the gravest first."""

    CROWDED = "crowded", "在住人数超过床位数", "More residents than beds"
    ODD = "odd", "有人住在停用或不存在的床位", "Somebody in a bed out of service or not on record"
    OVER_ASSETS = "over_assets", "预收款超过净固定资产", "Paid ahead beyond the net assets"
    UNDER_RESERVE = (
        "under_reserve",
        "存管账户余额少于应留风险保证金",
        "Custody account below the risk reserve",
    )
    UNFILED = "unfiled", "收住后没有按期备案", "Not filed in time after taking people in"
    UNANSWERED = "unanswered", "备案逾期没有答复", "A filing past its answer"
    UNCHECKED = "unchecked", "备案后逾期没有现场核查", "No look on site in time after filing"
    DIFFERS = "differs", "日报与记录不同", "The day's report differs from the records"
    NO_ASSETS = "no_assets", "收了预收款，没有登记净固定资产", "Paid ahead, net assets unknown"
    CUSTODY_LESS = (
        "custody_less", "存管账户余额少于押金和会员费",
        "Custody account below deposits and membership fees",
    )  # fmt: skip
    NO_BALANCE = "no_balance", "收了押金或会员费，没有登记存管账户余额", "Custody balance unknown"
    SILENT = "silent", "没有日报", "No report of the day"
    NURSING = "nursing", "护理型床位核对项不齐", "Nursing beds that do not meet the checklist"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding at an institution: what, how many or of which day, and what it rests on."""

    facility: int
    name: str
    division: str
    matter: Matter
    count: int = 0
    day: date | None = None
    codes: tuple[str, ...] = ()


SILENT_DAYS = 3
"""After so many days without a report an institution is asked (our default; no rule was found)."""
REPORT_DAYS = 7
"""A report that differs stays on the list for a week, or until the next one."""
