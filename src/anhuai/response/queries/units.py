"""Units of what devices measure, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_UNITS: Final[Mapping[str, Promise]] = {"次/分": _("次/分"), "小时": _("小时"), "时": _("时")}


def unit_of(code: str) -> str | Promise:
    """Return a unit in the language of whoever reads it; signs such as ℃ are their own words."""
    return _UNITS.get(code, code)
