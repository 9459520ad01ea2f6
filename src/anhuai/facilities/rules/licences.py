"""Licences, filings and insurance a facility holds, and how they stand on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules.words import Titled
from anhuai.kernel.confidence import Basis, Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceKind:
    """A licence, filing or insurance a facility may hold."""

    title: str
    title_en: str
    basis: Basis


def _known(document: str, confidence: str, *, article: str = "", day: date | None = None) -> Basis:
    return Basis(document=document, article=article, date=day, confidence=Confidence(confidence))


LICENCES: Final[Mapping[str, LicenceKind]] = MappingProxyType(
    {
        "elderly_care_filing": LicenceKind(
            title="养老机构备案", title_en="Elderly care institution filing",
            basis=_known("养老机构管理办法", "B", day=date(2020, 11, 1)),
        ),
        "childcare_filing": LicenceKind(
            title="托育机构备案", title_en="Childcare institution filing",
            basis=_known("国卫办人口发〔2019〕25号", "B"),
        ),
        "fire_safety": LicenceKind(
            title="消防验收（备案）", title_en="Fire safety acceptance",
            basis=_known("养老机构服务安全基本规范", "B", day=date(2022, 1, 1)),
        ),
        "food": LicenceKind(
            title="食品经营许可", title_en="Food business licence",
            basis=_known("养老机构重大事故隐患判定标准", "B", day=date(2023, 11, 27)),
        ),
        "medical": LicenceKind(
            title="医疗机构执业许可（备案）", title_en="Medical institution licence or filing",
            basis=_known("养老机构重大事故隐患判定标准", "B", day=date(2023, 11, 27)),
        ),
        "special_equipment": LicenceKind(
            title="特种设备使用登记", title_en="Special equipment registration",
            basis=_known("养老机构重大事故隐患判定标准", "B", day=date(2023, 11, 27)),
        ),
        "kindergarten": LicenceKind(
            title="办园许可", title_en="Kindergarten licence", basis=_known("", "C"),
        ),
        "liability_insurance": LicenceKind(
            title="养老机构责任保险", title_en="Institution liability insurance",
            basis=_known("临政办发〔2022〕69号", "A", day=date(2022, 8, 26)),
        ),
    }
)  # fmt: skip


class LicenceState(Titled):
    """How a licence stands on a day."""

    VALID = "valid", "有效", "Valid"
    EXPIRING_90 = "expiring_90", "90 天内到期", "Expires within 90 days"
    EXPIRING_30 = "expiring_30", "30 天内到期", "Expires within 30 days"
    EXPIRED = "expired", "已过期", "Expired"
    FUTURE = "future", "尚未生效", "Not yet in force"


def licence_state(*, since: date, until: date | None, on: date) -> LicenceState:
    """Return how a licence in force on [since, until) stands on a day."""
    if on < since:
        return LicenceState.FUTURE
    if until is None:
        return LicenceState.VALID
    if until <= on:
        return LicenceState.EXPIRED
    if until <= on + timedelta(days=30):
        return LicenceState.EXPIRING_30
    return LicenceState.EXPIRING_90 if until <= on + timedelta(days=90) else LicenceState.VALID
