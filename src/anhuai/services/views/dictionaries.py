"""The code lists of visits, for the dictionaries' page."""

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.dictionaries import Dictionary, declare_dictionary, of_definitions, of_words
from anhuai.services.catalogue import CHECKS, CHORES, TIERS
from anhuai.services.rules.mutual import HelpDoubt, HelpKind, MemberKind, TaskState, TimeKind
from anhuai.services.rules.school import Subject
from anhuai.services.rules.volunteers import ActivityKind
from anhuai.services.rules.words import Confirmation, Doubt, Mode, Outcome

_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")
_VISITS = Basis(
    document="关于开展特殊困难老年人探访关爱服务的指导意见", article="民发〔2022〕73号",
    confidence=Confidence.B,
)  # fmt: skip
for _code, _title, _entries in (
    ("visit_tiers", _("探访级别"), TIERS), ("visit_checks", _("探访问题"), CHECKS),
    ("visit_chores", _("探访服务内容"), CHORES),
):  # fmt: skip
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_("探访关爱"), basis=_OURS,
                   entries=of_definitions(_entries))  # type: ignore[arg-type, unused-ignore]
    )  # fmt: skip
for _code, _title, _words, _basis in (
    ("visit_modes", _("探访方式"), Mode, _VISITS),
    ("visit_outcomes", _("探访结果"), Outcome, _OURS),
    ("visit_confirmations", _("老人确认方式"), Confirmation, _OURS),
    ("visit_doubts", _("探访待核事项"), Doubt, _OURS),
):  # fmt: skip
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_("探访关爱"), basis=_basis,
                   entries=of_words(_words))  # type: ignore[arg-type, unused-ignore]
    )  # fmt: skip
for _code, _title, _said in (
    ("help_kinds", _("互助内容"), HelpKind), ("help_members", _("互助成员身份"), MemberKind),
    ("help_states", _("互助状态"), TaskState), ("help_doubts", _("互助待核事项"), HelpDoubt),
    ("time_kinds", _("互助时间记账"), TimeKind), ("activity_kinds", _("活动类别"), ActivityKind),
    ("school_subjects", _("老年课程科目"), Subject),
):  # fmt: skip
    declare_dictionary(
        Dictionary(code=_code, title=_title, used_by=_("互助和老年学校"), basis=_OURS,
                   entries=of_words(_said))  # type: ignore[arg-type, unused-ignore]
    )  # fmt: skip
