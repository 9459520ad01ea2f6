"""The code lists of a person's file, for the dictionaries' page."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.catalogue import KINDS
from anhuai.people.rules import codes
from anhuai.people.rules.facts import CONSENT_METHODS, PURPOSES, RESIDENCE_REASONS
from anhuai.platform.dictionaries import (
    Dictionary,
    Entry,
    declare_dictionary,
    of_definitions,
    of_pairs,
)

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
_FILE = _("人员档案、人员导入")


def _of_list(given: codes.CodeList) -> Callable[[], list[Entry]]:
    return lambda: [Entry(c.code, c.title, c.title_en) for c in given.entries.values()]


for _code, _title, _given in (
    ("sex", _("性别"), codes.SEX), ("marital", _("婚姻状况"), codes.MARITAL),
    ("education", _("文化程度"), codes.EDUCATION), ("hukou", _("户口类型"), codes.HUKOU),
    ("ethnicity", _("民族"), codes.ETHNICITY), ("relation", _("与户主关系"), codes.RELATION),
):  # fmt: skip
    declare_dictionary(
        Dictionary(
            code=_code, title=_title, used_by=_FILE, basis=_given.basis, entries=_of_list(_given)
        )
    )
declare_dictionary(
    Dictionary(
        code="circumstances", title=_("人员情形"), used_by=_("人员情形、规划指标"), basis=_OURS,
        entries=of_definitions(KINDS),
    )
)  # fmt: skip
for _code, _title, _pairs in (
    ("residence-reasons", _("居住变动原因"), RESIDENCE_REASONS),
    ("consent-purposes", _("同意的用途"), PURPOSES),
    ("consent-methods", _("同意的方式"), CONSENT_METHODS),
):
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_FILE, basis=_OURS, entries=of_pairs(_pairs))
    )
