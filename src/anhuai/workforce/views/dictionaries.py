"""The code lists of carers and posts, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")

for _code, _title, _catalogue in (
    ("posts", _("岗位"), POSTS), ("certificates", _("证书"), CERTIFICATES),
    ("trainings", _("培训"), TRAININGS),
):  # fmt: skip
    declare_dictionary(
        Dictionary(
            code=_code, title=_title, used_by=_("人员队伍"), basis=_OURS,
            entries=of_definitions(_catalogue),
        )
    )  # fmt: skip
