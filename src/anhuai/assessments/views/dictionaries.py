"""The code lists of assessments, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.annex import Diagnosis, Problem, Risk
from anhuai.assessments.rules.words import Background, Informant, Reason
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions, of_words

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
_ANNEX = Basis(
    document="老年人能力评估规范", article="GB/T 42195-2022 附录 A", confidence=Confidence.B
)

declare_dictionary(
    Dictionary(code="assessment_scales", title=_("评估量表"), used_by=_("能力评估"), basis=_OURS,
               entries=of_definitions(SCALES))
)  # fmt: skip
for _code, _title, _words, _basis in (
    ("assessment_reasons", _("评估原因"), Reason, _ANNEX),
    ("assessment_diagnoses", _("疾病诊断"), Diagnosis, _ANNEX),
    ("assessment_risks", _("照护风险事件"), Risk, _ANNEX),
    ("assessment_problems", _("健康问题"), Problem, _ANNEX),
    ("assessment_informants", _("信息提供者"), Informant, _ANNEX),
    ("assessor_backgrounds", _("专业背景"), Background, _OURS),
):
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_("能力评估"), basis=_basis,
                   entries=of_words(_words))  # type: ignore[arg-type, unused-ignore]
    )  # fmt: skip
