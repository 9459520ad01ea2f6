"""Filing (备案) of institutions: who files what, and the days within which each side answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules.words import Group, Titled
from anhuai.kernel.confidence import Basis, Confidence


class FilingWhat(Titled):
    """What is filed: the institution itself, a change of it, its end."""

    FIRST = "first", "首次备案", "First filing"
    CHANGE = "change", "变更备案", "Change"
    END = "end", "终止（注销）", "End"


class FilingState(Titled):
    """Where a filing stands."""

    SUBMITTED = "submitted", "待受理", "Waiting for the answer"
    RECEIVED = "received", "已出具回执", "Receipt given"
    REFUSED = "refused", "不予备案", "Refused"
    WITHDRAWN = "withdrawn", "已撤回", "Taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingKind:
    """One filing: who it is for, its clocks in working days (0: no clock is known), its source."""

    title: str
    title_en: str
    group: Group
    licence: str
    least_beds: int = 0
    file_within: int = 0
    """Working days after the first person was taken in."""
    answer_within: int
    """Working days in which the receipt is due."""
    answer_basis: Basis
    refuse_within: int = 0
    """Working days in which a refusal must be said."""
    check_within: int = 0
    """Working days after the receipt in which somebody looks on site."""
    notice_days: int = 0
    """Days before the end by which residents and families are told."""
    notice_basis: Basis | None = None
    check_basis: Basis | None = None
    basis: Basis


_HOMES: Final = Basis(
    document="养老机构管理办法", date=date(2020, 11, 1), confidence=Confidence.B,
    note="民政部令第66号：收住后10个工作日内备案",
)  # fmt: skip
_NURSERIES: Final = Basis(document="国卫办人口发〔2019〕25号", confidence=Confidence.B)

FILINGS: Final[Mapping[str, FilingKind]] = MappingProxyType(
    {
        "elderly": FilingKind(
            title="养老机构备案", title_en="Filing of an elderly care institution",
            group=Group.ELDERLY_RESIDENTIAL, licence="elderly_care_filing", least_beds=10,
            file_within=10, answer_within=5,
            answer_basis=Basis(
                document="", confidence=Confidence.D,
                note="养老机构回执的时限没有查到，按托育机构的 5 个工作日提示",
            ),
            check_within=20,
            check_basis=Basis(document="", confidence=Confidence.C, note="备案后20个工作日内核查"),
            notice_days=30,
            notice_basis=Basis(
                document="民发〔2024〕19号", confidence=Confidence.B,
                note="停业提前30日告知并退还预收款",
            ),
            basis=_HOMES,
        ),
        "childcare": FilingKind(
            title="托育机构备案", title_en="Filing of a childcare institution",
            group=Group.CHILDCARE, licence="childcare_filing", answer_within=5,
            answer_basis=_NURSERIES, refuse_within=15, basis=_NURSERIES,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPapers:
    """What a filing says besides what the register knows of the facility."""

    what: FilingWhat = FilingWhat.FIRST
    legal_person: str = ""
    registration: str = ""
    premises: str = ""
    changes: str = ""
    resettled: str = ""
    committed: bool = False
    began_on: date | None = None
    noticed_on: date | None = None


def filing_problems(kind: FilingKind, papers: FilingPapers, *, beds: int) -> dict[str, str]:
    """Return what a filing lacks by field: a code of `MISSING`; {} for a whole one.

    A first filing needs the certificate, the premises and the signed commitment; a change says what
    changes; an end says how everybody was resettled (Elder law Art 46) and, where notice is asked,
    since when residents and families know.
    """
    if papers.what is FilingWhat.CHANGE:
        return {} if papers.changes.strip() else {"changes": "changes"}
    if papers.what is FilingWhat.END:
        return _end_problems(kind, papers)
    wanted = ("legal_person", "registration", "premises")
    found = {name: "empty" for name in wanted if not getattr(papers, name).strip()}
    if kind.file_within and papers.began_on is None:
        found["began_on"] = "empty"
    if not papers.committed:
        found["committed"] = "commitment"
    if beds < kind.least_beds:
        found[""] = "beds"
    return found


def _end_problems(kind: FilingKind, papers: FilingPapers) -> dict[str, str]:
    found = {} if papers.resettled.strip() else {"resettled": "resettled"}
    if kind.notice_days and papers.noticed_on is None:
        found["noticed_on"] = "noticed"
    return found


def may_end(kind: FilingKind, noticed_on: date | None) -> date | None:
    """Return the first day an end may be on: so many days after notice was given; None where no
    notice is asked or none was given.

    >>> may_end(FILINGS["elderly"], date(2026, 1, 1))
    datetime.date(2026, 1, 31)
    """
    if not kind.notice_days or noticed_on is None:
        return None
    return noticed_on + timedelta(kind.notice_days)


MISSING: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "empty": ("请填写这一项，备案材料不能缺。", "Fill this in: the filing needs it."),
        "commitment": ("请确认已签署承诺书。", "Confirm that the commitment is signed."),
        "beds": (
            "床位不足 10 张，不属于养老机构备案范围；请先登记床位。",
            "Fewer than 10 beds: no elderly care institution files with so few; enter beds first.",
        ),
        "changes": ("请写明变更了什么。", "Say what changes."),
        "resettled": (
            "终止前请写明在住人员（在托儿童）的安置情况。",
            "Say how residents or children were resettled before the end.",
        ),
        "noticed": (
            "终止应提前 30 日告知在住老年人和家属，请填写告知日期。",
            "Residents and families are told 30 days before the end: say when they were.",
        ),
    }
)  # fmt: skip
