"""The share of the welfare lottery that elderly care is promised: a setting of the county."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import clock, county, parameters
from anhuai.platform.parameters import Setting, declare_setting

LOTTERY_SHARE = "funds.lottery_share"
COMMON = 55
"""At least 55 %: three county plans, one of them Litong's (standards/05 §3, confidence A)."""
BASIS = Basis(
    document="吴忠市利通区关于推进养老服务高质量发展实施方案", article="15",
    confidence=Confidence.A,
    note="不低于 55% 的社会福利事业彩票公益金用于发展养老服务",
)  # fmt: skip


@lru_cache(maxsize=8)
def _of_county(code: str) -> dict[str, Any]:
    """Return what counties/<name>/funds.toml says of the served county, {} where there is none."""
    for folder in files("anhuai.counties").iterdir():
        file = folder / "funds.toml"
        if file.is_file():
            told = tomllib.loads(file.read_text(encoding="utf-8"))
            if told["code"] == code:
                return told
    return {}


def _default() -> int:
    told = _of_county(county.code()).get("lottery_share")
    return int(told["value"]) if told else COMMON


def lottery_basis() -> Basis:
    """Return what the target rests on before anybody decided otherwise."""
    told = _of_county(county.code()).get("lottery_share")
    if not told:
        return BASIS
    return Basis(
        document=told["document"], article=told["article"], date=told["date"],
        confidence=Confidence(told["confidence"]),
    )  # fmt: skip


def _effect(value: int) -> str:
    from anhuai.funds.queries.ledger import lottery_share
    from anhuai.platform.acting import SYSTEM

    found = lottery_share(SYSTEM, year=clock.today().year)
    if found.share is None:
        return _("今年还没有登记福彩公益金。")
    return _("今年已用于养老服务 %(share)s，目标改为 %(value)s%%。") % {
        "share": f"{found.share:.1%}", "value": value,
    }  # fmt: skip


declare_setting(
    Setting(
        key=LOTTERY_SHARE,
        title=gettext_lazy("福彩公益金用于养老服务的最低比例"),
        unit="%",
        says=gettext_lazy("县级福彩公益金当年用于养老服务的比例不低于这个数，资金页面据此对照。"),
        least=0,
        most=100,
        basis=BASIS,
        default=_default,
        effect=_effect,
    )
)


def lottery_target() -> int:
    """Return the least per cent of the year's welfare-lottery money for elderly care today."""
    return parameters.value(LOTTERY_SHARE, on=clock.today())
