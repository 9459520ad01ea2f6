"""Confidence marks and the documents behind facts."""

from datetime import date

import pytest

from anhuai.kernel.confidence import Basis, Confidence


@pytest.mark.parametrize(
    ("mark", "is_verified", "is_setting", "label"),
    [
        (Confidence.A, True, False, "已核原文"),
        (Confidence.B, False, False, "转引"),
        (Confidence.C, False, True, "未核实"),
        (Confidence.D, False, True, "未核实"),
    ],
)
def test_a_mark_says_what_may_be_done(
    mark: Confidence, is_verified: bool, is_setting: bool, label: str
) -> None:
    assert (mark.is_verified, mark.is_setting, mark.label) == (is_verified, is_setting, label)
    assert mark.label_en.isascii()


def test_a_basis_cites_its_article() -> None:
    basis = Basis(
        document="无障碍环境建设法",
        article="第32条",
        date=date(2023, 6, 28),
        confidence=Confidence.A,
    )
    assert basis.citation == "《无障碍环境建设法》第32条"
    assert basis.is_verified


def test_general_knowledge_has_no_document_and_anything_surer_has_one() -> None:
    assert Basis(document="", confidence=Confidence.C).citation == ""
    with pytest.raises(ValueError, match="names its document"):
        Basis(document="", confidence=Confidence.B)
