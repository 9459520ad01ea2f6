"""The code lists of the desk, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.desk.catalogue import CARE_LISTS, TICKETS, WRAP_UPS
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")

declare_dictionary(
    Dictionary(
        code="ticket_kinds", title=_("工单类别"), used_by=_("热线工单"), basis=_OURS,
        entries=of_definitions(TICKETS),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="call_wrap_ups", title=_("通话小结"), used_by=_("热线通话"), basis=_OURS,
        entries=of_definitions(WRAP_UPS),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="care_lists", title=_("关爱电话名单"), used_by=_("关爱电话"), basis=_OURS,
        entries=of_definitions(CARE_LISTS),
    )
)  # fmt: skip
