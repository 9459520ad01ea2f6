"""Applications for basic assistance: dibao, tekun, edge, rigid expenditure."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step, of_law
from anhuai.kernel.confidence import Basis, Confidence

_RULE = Basis(
    document="民发〔2021〕57号", confidence=Confidence.C,
    note="原部颁办法的时限；社会救助法未定天数",
)  # fmt: skip

definition = Procedure(
    title="基本生活救助的申请",
    title_en="Application for basic assistance",
    says="乡镇受理、入户调查并提出意见，村（社区）公示，县级确认；不予确认的书面说明理由。",
    says_en="The township accepts, surveys at home and advises; the village publishes; "
    "the county confirms, or refuses in writing with reasons.",
    items=(
        "dibao", "dibao_individual", "dibao_extra", "tekun_recognition", "tekun_basic",
        "tekun_care", "edge_family", "rigid_expenditure_family",
    ),
    path=(Step.ACCEPT, Step.SURVEY, Step.PUBLISH, Step.CLOSE, Step.CONFIRM),
    clocks={
        Step.SURVEY: Clock(days=3, basis=_RULE),
        Step.CLOSE: Clock(days=7, is_working=False, basis=_RULE),
    },
    whole=Clock(days=30, basis=_RULE),
    complex=Clock(days=45, basis=_RULE),
    review_months=12,
    review_basis=of_law("第四十六条"),
)  # fmt: skip
