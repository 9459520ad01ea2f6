"""幼儿园托班: nursery classes for two-year-olds in a kindergarten."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="幼儿园托班",
    title_en="Kindergarten nursery class",
    group=Group.CHILDCARE,
    basis=Basis(document="", confidence=Confidence.C, note="幼儿园托班是否计入托位数由各地规定"),
    has_places=True,
    licences=("kindergarten",),
    examples=(
        Example(says="有办园许可", children=20, licences=("kindergarten",)),
        Example(says="没有办园许可", children=20, finds=("licence:kindergarten",)),
    ),
)
