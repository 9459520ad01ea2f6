"""县级福彩公益金: the county's share of the welfare lottery."""

from datetime import date

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="县级福彩公益金",
    title_en="County welfare-lottery fund",
    says="县级留成的社会福利事业彩票公益金，按规定比例用于养老服务。",
    is_lottery=True,
    basis=Basis(
        document="临泽县“十四五”养老服务发展规划",
        article="二(三)3表、三(六)",
        date=date(2022, 8, 12),
        confidence=Confidence.A,
    ),
    examples=(("", True), ("620723101", False)),
)
