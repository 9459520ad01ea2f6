"""The code lists of orders, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions, of_words
from anhuai.services.catalogue import CARE
from anhuai.services.rules.ordering_words import (
    Confirmed,
    OrderDoubt,
    OrderState,
    Payer,
    PlacedBy,
)

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
declare_dictionary(
    Dictionary(code="care", title=_("服务目录"), used_by=_("服务订单"), basis=_OURS,
               entries=of_definitions(CARE))  # type: ignore[arg-type, unused-ignore]
)  # fmt: skip
for _code, _title, _words in (
    ("order_states", _("订单状态"), OrderState), ("order_placers", _("谁下的单"), PlacedBy),
    ("order_payers", _("付费方"), Payer), ("order_confirmations", _("服务确认方式"), Confirmed),
    ("order_doubts", _("订单待核事项"), OrderDoubt),
):  # fmt: skip
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_("服务订单"), basis=_OURS,
                   entries=of_words(_words))  # type: ignore[arg-type, unused-ignore]
    )  # fmt: skip
