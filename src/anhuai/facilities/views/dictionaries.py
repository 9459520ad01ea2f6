"""The code lists of institutions, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.facilities.catalogue import KINDS, MARKS, SERVICES
from anhuai.facilities.rules import BodyKind, Ownership, Status, WorksKind
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import (
    Dictionary,
    declare_dictionary,
    of_definitions,
    of_words,
)

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
_FILE = _("机构档案、机构导入")

for _code, _title, _catalogue in (
    ("facility-kinds", _("机构类型"), KINDS), ("facility-marks", _("机构标识"), MARKS),
    ("facility-services", _("服务项目"), SERVICES),
):  # fmt: skip
    declare_dictionary(
        Dictionary(
            code=_code, title=_title, used_by=_FILE, basis=_OURS,
            entries=of_definitions(_catalogue),
        )
    )  # fmt: skip
for _code, _title, _words in (
    ("ownership", _("所有制"), Ownership), ("facility-status", _("机构状态"), Status),
    ("works", _("工程类型"), WorksKind), ("body-kinds", _("单位类型"), BodyKind),
):  # fmt: skip
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_FILE, basis=_OURS, entries=of_words(_words))
    )
