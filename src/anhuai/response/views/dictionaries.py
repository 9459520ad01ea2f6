"""The code lists of devices and alarms, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions, of_pairs
from anhuai.response.catalogue import DEVICES
from anhuai.response.rules import ALARMS

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")

declare_dictionary(
    Dictionary(
        code="device_kinds", title=_("设备类型"), used_by=_("设备"), basis=_OURS,
        entries=of_definitions(DEVICES),
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code="alarm_kinds", title=_("报警类型"), used_by=_("设备"), basis=_OURS,
        entries=of_pairs({code: (one.title, one.title_en) for code, one in ALARMS.items()}),
    )
)  # fmt: skip
