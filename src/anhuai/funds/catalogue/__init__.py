"""What the funds room knows by definition: sources of money, what it is spent on, file layouts."""

from collections.abc import Mapping
from typing import Final

from anhuai.funds.rules.books import Fund, Purpose
from anhuai.funds.rules.files import PayLayout
from anhuai.kernel.catalogue import load

FUNDS: Final[Mapping[str, Fund]] = load("anhuai.funds.catalogue.funds", Fund)
PURPOSES: Final[Mapping[str, Purpose]] = load("anhuai.funds.catalogue.purposes", Purpose)
LAYOUTS: Final[Mapping[str, PayLayout]] = load("anhuai.funds.catalogue.layouts", PayLayout)
