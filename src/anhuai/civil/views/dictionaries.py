"""The code lists of social organisations, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.civil.rules import OrganisationField, OrganisationKind
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_words

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
_USED = _("社会组织")

declare_dictionary(
    Dictionary(
        code="social-organisation-kinds", title=_("社会组织类型"), used_by=_USED, basis=_OURS,
        entries=of_words(OrganisationKind),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="social-organisation-fields", title=_("社会组织领域"), used_by=_USED, basis=_OURS,
        entries=of_words(OrganisationField),
    )
)  # fmt: skip
