"""The contract and what may be paid ahead (民发〔2024〕19号), the nine risks (GB 38600-2019)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules import Ownership, Titled
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Fen, format_yuan

PREPAYMENT: Final = Basis(
    document="关于加强养老机构预收费监管的指导意见", confidence=Confidence.B,
    note="民发〔2024〕19号",
)  # fmt: skip
NOTHING: Final = Fen(0)
MONTHS: Final = 12
"""Months a service fee may be paid ahead; the deposit and the membership fee are at most so many
months' fees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says; monthly fees and what is paid ahead in fen."""

    number: str = ""
    signed_on: date
    bed_fee: Fen
    care_fee: Fen = NOTHING
    meal_fee: Fen = NOTHING
    prepaid_months: int = 1
    deposit: Fen = NOTHING
    membership: Fen = NOTHING
    in_custody: bool = False
    """Whether deposit and membership fee lie in the custody account."""
    care_level: str = ""

    @property
    def service_fee(self) -> Fen:
        """Bed and care for a month."""
        return Fen(self.bed_fee + self.care_fee)


@dataclass(frozen=True, slots=True)
class Breach:
    """What a contract breaks: the field, and the sentence in both languages."""

    code: str
    field: str
    says: str
    says_en: str


def breaches(terms: Terms, ownership: str) -> list[Breach]:
    """Return what a contract breaks of the rules on paying ahead; [] where it keeps them all."""
    found: list[Breach] = []
    if terms.prepaid_months > MONTHS:
        found.append(Breach(
            "months", "prepaid_months", f"床位费、护理费预收不得超过 {MONTHS} 个月。",
            f"Bed and care fees are paid at most {MONTHS} months ahead.",
        ))  # fmt: skip
    most = Fen(MONTHS * terms.bed_fee)
    if terms.deposit > most:
        found.append(Breach(
            "deposit", "deposit",
            f"押金不得超过月床位费的 {MONTHS} 倍，即 {format_yuan(most)} 元。",
            f"The deposit is at most {MONTHS} months of the bed fee: {format_yuan(most)} yuan.",
        ))  # fmt: skip
    if terms.membership and ownership != Ownership.PRIVATE:
        found.append(Breach(
            "membership_public", "membership", "公办和公建民营机构不得收取会员费。",
            "Public institutions, privately run ones too, take no membership fee.",
        ))  # fmt: skip
    cap = Fen(MONTHS * terms.service_fee)
    if terms.membership > cap:
        found.append(Breach(
            "membership", "membership",
            f"会员费不得超过月服务费的 {MONTHS} 倍，即 {format_yuan(cap)} 元。",
            f"The membership fee is at most {MONTHS} months of fees: {format_yuan(cap)} yuan.",
        ))  # fmt: skip
    if (terms.deposit or terms.membership) and not terms.in_custody:
        found.append(Breach(
            "custody", "in_custody", "押金和会员费应存入专用存管账户，请确认已存入。",
            "Deposit and membership fee lie in the custody account: confirm that they do.",
        ))  # fmt: skip
    return found


class Risk(Titled):
    """The nine risks assessed before somebody moves in."""

    CHOKING = "choking", "噎食", "Choking"
    MISINGESTION = "misingestion", "食品药品误食", "Swallowing the wrong thing"
    PRESSURE_INJURY = "pressure_injury", "压疮", "Pressure injury"
    SCALD = "scald", "烫伤", "Scald"
    BED_FALL = "bed_fall", "坠床", "Fall from bed"
    FALL = "fall", "跌倒", "Fall"
    HARM = "harm", "他伤和自伤", "Harm to self or others"
    ELOPEMENT = "elopement", "走失", "Going missing"
    ACTIVITY = "activity_accident", "文娱活动意外", "Accident at activities"


class Grade(Titled):
    """How likely a risk is."""

    NONE = "none", "无", "None"
    LOW = "low", "低", "Low"
    MIDDLE = "middle", "中", "Middle"
    HIGH = "high", "高", "High"


MEASURES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        Risk.CHOKING: ("按吞咽情况准备食物，进餐有人看护", "Food to match; somebody watches meals"),
        Risk.MISINGESTION: (
            "清理过期食品，签订服药协议，按医嘱发药",
            "Expired food removed; medicine given by agreement",
        ),
        Risk.PRESSURE_INJURY: (
            "检查皮肤和床铺，定时翻身、清洁", "Skin and bedding checked; turned and cleaned",
        ),
        Risk.SCALD: ("控制洗浴水温，看护取暖用具", "Bath temperature and warm aids supervised"),
        Risk.BED_FALL: ("拉起床挡，上下床有人协助", "Rails up; help in and out of bed"),
        Risk.FALL: ("地面干燥无障碍，配助行器具", "Dry floors, no obstacles, walking aids"),
        Risk.HARM: (
            "管控火源、锐器和有毒物品，告知家属", "Fire, sharp and toxic things kept; family told",
        ),
        Risk.ELOPEMENT: ("列入重点名单，交接班核对", "On the focus list; checked at hand-over"),
        Risk.ACTIVITY: ("活动前查看身体和场地", "Health and place checked before activities"),
    }
)  # fmt: skip
RISKS: Final = Basis(
    document="养老机构服务安全基本规范", confidence=Confidence.B,
    note="GB 38600-2019：入住前评估；九项内容为通行整理（C）",
)  # fmt: skip


def risk_problem(risks: Mapping[str, str], told: str) -> str:
    """Return what an assessment lacks: "risks" unless all nine are graded, "told", or ""."""
    if set(risks) != {str(one) for one in Risk} or not set(risks.values()) <= set(Grade):
        return "risks"
    return "" if told.strip() else "told"


def focus(risks: Mapping[str, str]) -> list[Risk]:
    """Return the risks to act on, the high ones first."""
    order = {Grade.HIGH: 0, Grade.MIDDLE: 1}
    held = [Risk(code) for code, grade in risks.items() if grade in order]
    return sorted(held, key=lambda one: (order[Grade(risks[one])], list(Risk).index(one)))
