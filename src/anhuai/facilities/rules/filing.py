"""Filing (备案) of institutions: who files what, and the days within which each side answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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


def filing_problems(kind: FilingKind, papers: FilingPapers, *, beds: int) -> dict[str, str]:
    """Return what a filing lacks by field: a code of `MISSING`; {} for a whole one.

    A first filing needs the certificate, the premises and the signed commitment; a change says what
    changes; an end says how everybody was resettled (Elder law Art 46).
    """
    if papers.what is FilingWhat.CHANGE:
        return {} if papers.changes.strip() else {"changes": "changes"}
    if papers.what is FilingWhat.END:
        return {} if papers.resettled.strip() else {"resettled": "resettled"}
    wanted = ("legal_person", "registration", "premises")
    found = {name: "empty" for name in wanted if not getattr(papers, name).strip()}
    if kind.file_within and papers.began_on is None:
        found["began_on"] = "empty"
    if not papers.committed:
        found["committed"] = "commitment"
    if beds < kind.least_beds:
        found[""] = "beds"
    return found


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
    }
)  # fmt: skip
