"""The code lists of cases, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.cases.catalogue import KINDS, SKILLS
from anhuai.cases.rules import Outcome
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions, of_pairs

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")

declare_dictionary(
    Dictionary(
        code="case_kinds", title=_("个案类型"), used_by=_("个案"), basis=_OURS,
        entries=of_definitions(KINDS),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="case_outcomes", title=_("处置结果"), used_by=_("个案"), basis=_OURS,
        entries=of_pairs({str(one): (one.title_zh, one.title_en) for one in Outcome}),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="helper_skills", title=_("出动人员技能"), used_by=_("派出"), basis=_OURS,
        entries=of_definitions(SKILLS),
    )
)  # fmt: skip
