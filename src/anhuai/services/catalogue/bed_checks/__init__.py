"""What is asked at the monthly check of a family care bed; a severity opens a case."""

from typing import Final

from anhuai.kernel.confidence import Basis, Confidence

OURS: Final = Basis(document="", confidence=Confidence.D, note="产品缺省的检查问题，由县里核定")
