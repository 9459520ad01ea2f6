"""What is looked at in a home before a family care bed is signed; severity 1 forbids it."""

from typing import Final

from anhuai.kernel.confidence import Basis, Confidence

OURS: Final = Basis(document="", confidence=Confidence.D, note="产品缺省的入户评估问题，由县里核定")
