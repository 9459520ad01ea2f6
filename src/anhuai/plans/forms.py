"""Forms of the plans room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm


def _words(label: Any, length: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": 3}))


def _choices(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class ReportForm(OnceForm):
    """A figure no record can compute, with what it rests on."""

    division = forms.ChoiceField(label=_("地区"))
    on = day(_("数据日期"))
    value = forms.DecimalField(label=_("数值"), max_digits=18, decimal_places=4)
    department = forms.ChoiceField(label=_("填报部门"))
    evidence = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("文件名称和页码，或台账名称"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    evidence_file = forms.FileField(
        label=_("证明材料"), required=False, help_text=_("PDF、图片或 Excel，可不传")
    )

    def __init__(
        self, *args: Any, divisions: Sequence[tuple[str, str]], departments: Sequence[str],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _choices(self, "division", divisions)
        _choices(self, "department", [(name, name) for name in departments])


class ReasonForm(OnceForm):
    """Why something is sent back or opened again."""

    reason = _words(_("原因"), 200)


class DecideForm(OnceForm):
    """A decision that needs no words."""


class ProgressForm(OnceForm):
    """One step of a task."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("日期"))
    progress = forms.IntegerField(label=_("进度（%）"), min_value=0, max_value=100)
    says = _words(_("进展"), 300)
    evidence_file = forms.FileField(
        label=_("证明材料"), required=False, help_text=_("PDF、图片或 Excel，可不传")
    )


class CloseForm(OnceForm):
    """What was delivered when a task is closed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("办结日期"))
    says = _words(_("成果"), 300)


class DeadlineForm(ReasonForm):
    """Another deadline for a task, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    deadline = day(_("新的期限"), required=False, help_text=_("空着表示不设期限"))
    field_order = ("deadline", "reason")


class ProjectStatusForm(OnceForm):
    """How far a project is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("状态"))

    def __init__(self, *args: Any, statuses: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "status", statuses)


class SpendingForm(OnceForm):
    """Money spent on a project."""

    on = day(_("支出日期"))
    amount = forms.CharField(
        label=_("金额（元）"), max_length=24, help_text=_("冲减填负数，例如 -1,000.00")
    )
    source = forms.ChoiceField(label=_("资金来源"))
    note = forms.CharField(label=_("说明"), max_length=120, required=False)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "source", sources)


class MilestoneForm(OnceForm):
    """A step of a project."""

    name = forms.CharField(label=_("节点"), max_length=120)
    due = day(_("计划日期"), required=False)


class ReachedForm(OnceForm):
    """The day a milestone was reached."""

    reached = day(_("完成日期"), required=False, help_text=_("空着表示尚未完成"))


class DocumentForm(OnceForm):
    """A plan's document: a file, or its text pasted."""

    file = forms.FileField(
        label=_("规划文件"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word（.docx）、带文字的 PDF、网页或文本；旧版 Word 和 WPS 文件请另存为 .docx"),
    )
    text = forms.CharField(
        label=_("或粘贴正文"),
        help_text=_("文件是没有文字的扫描件时，在这里录入正文，扫描件作为附件留存"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    division = forms.ChoiceField(label=_("地区"))
    previous = forms.ChoiceField(
        label=_("修订哪个文件"), required=False, help_text=_("新文件选“不是修订”")
    )

    def __init__(
        self, *args: Any, divisions: Sequence[tuple[str, str]], earlier: Sequence[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _choices(self, "division", divisions)
        _choices(self, "previous", earlier)


class PublishForm(OnceForm):
    """The code, name and years under which a draft goes live."""

    code = forms.CharField(label=_("代码"), max_length=39, help_text=_("小写字母、数字和连字符"))
    short_title = forms.CharField(label=_("简称"), max_length=40)
    starts = forms.IntegerField(label=_("起始年份"))
    ends = forms.IntegerField(label=_("结束年份"))


class SplitForm(OnceForm):
    """The names of the items one item becomes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    names = forms.CharField(
        label=_("拆成"), help_text=_("每行一个名称"), widget=forms.Textarea(attrs={"rows": 4})
    )


class MergeForm(OnceForm):
    """The item that says the same."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.ChoiceField(label=_("并入这一条的是"))

    def __init__(self, *args: Any, others: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "other", others)


class DecisionForm(OnceForm):
    """Accept, reject or reopen, in the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.CharField(max_length=12)


class PartForm(OnceForm):
    """A part of a task: what, whose, by when."""

    title = forms.CharField(label=_("子任务"), max_length=120)
    department = forms.TypedChoiceField(label=_("牵头单位"), coerce=int)
    deadline = day(_("期限"), required=False, help_text=_("空着表示与整项任务相同"))

    def __init__(self, *args: Any, departments: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "department", departments)


class ListedForm(OnceForm):
    """Whether a task is on the list of practical things for the people."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    listed = forms.BooleanField(label=_("列入为民办实事清单"), required=False)


class RatingForm(OnceForm):
    """A department's rating of its own task."""

    period = forms.CharField(label=_("期间"), max_length=7, help_text=_("如 2026 或 2026-06"))
    score = forms.IntegerField(label=_("自评得分"), min_value=0, max_value=100)
    says = _words(_("理由"), 300)


class VerifyForm(OnceForm):
    """What a second person makes of a rating."""

    verified = forms.IntegerField(label=_("核验得分"), min_value=0, max_value=100)
    says = _words(_("核验意见"), 300)


class OrderForm(OnceForm):
    """A supervision order."""

    department = forms.TypedChoiceField(label=_("责任单位"), coerce=int)
    title = forms.CharField(label=_("督办事项"), max_length=120)
    demand = _words(_("督办要求"), 600)
    on = day(_("印发日期"))
    reply_by = day(_("回复期限"))

    def __init__(self, *args: Any, departments: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "department", departments)


class AnswerForm(OnceForm):
    """What was done about an order."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("回复日期"))
    answer = _words(_("办理情况"), 600)
    evidence_file = forms.FileField(
        label=_("证明材料"), required=False, help_text=_("PDF、图片或 Excel，可不传")
    )


class OrderEndForm(OnceForm):
    """Close an order, or send its answer back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("日期"))
    what = forms.ChoiceField(
        label=_("决定"), choices=[("close", _("销号")), ("back", _("退回，重新回复"))]
    )


class MeetingForm(OnceForm):
    """A meeting with its minutes."""

    plan = forms.ChoiceField(label=_("规划"))
    on = day(_("会议日期"))
    title = forms.CharField(label=_("会议名称"), max_length=120)
    chair = forms.CharField(label=_("主持人"), max_length=60, required=False)
    present = forms.CharField(label=_("参加单位和人员"), max_length=300, required=False)
    minutes = forms.CharField(
        label=_("会议纪要"), required=False, max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    evidence_file = forms.FileField(
        label=_("纪要文件"), required=False, help_text=_("PDF、图片或 Excel，可不传")
    )

    def __init__(self, *args: Any, plans: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "plan", plans)


class MeetingDecisionForm(OnceForm):
    """What a meeting decided."""

    says = _words(_("议定事项"), 300)
    department = forms.ChoiceField(label=_("责任单位"), required=False)
    task = forms.ChoiceField(label=_("对应任务"), required=False)
    due = day(_("期限"), required=False)

    def __init__(
        self, *args: Any, departments: Sequence[tuple[str, Any]], tasks: Sequence[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _choices(self, "department", [("", _("不限")), *departments])
        _choices(self, "task", [("", _("不限")), *tasks])


class DoneForm(OnceForm):
    """What came of a decision."""

    on = day(_("完成日期"))
    result = _words(_("结果"), 300)


class FundingForm(OnceForm):
    """A line of a project's investment plan."""

    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(label=_("资金来源"))
    amount = forms.CharField(
        label=_("计划金额（元）"), max_length=24, help_text=_("填 0 表示去掉这一行")
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "source", sources)


class PhotoForm(OnceForm):
    """A picture of a project."""

    on = day(_("拍摄日期"))
    caption = forms.CharField(label=_("说明"), max_length=120)
    evidence_file = forms.FileField(label=_("照片"), help_text=_("JPEG 或 PNG"))


class ProposalForm(OnceForm):
    """A sum to be shared out, and by which formula."""

    plan = forms.ChoiceField(label=_("规划"))
    formula = forms.ChoiceField(label=_("分配办法"))
    title = forms.CharField(label=_("名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    total = forms.CharField(label=_("总额（元）"), max_length=24)
    on = day(_("得分截至"), help_text=_("按这一天的得分和记录计算"))
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, plans: Sequence[tuple[str, Any]], formulas: Sequence[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _choices(self, "plan", plans)
        _choices(self, "formula", formulas)


class LineForm(OnceForm):
    """Another amount for one line of a proposal."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    amount = forms.CharField(label=_("建议金额（元）"), max_length=24)
    reason = forms.CharField(
        label=_("理由"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("与计算不同时必填"),
    )  # fmt: skip


class ProposalEndForm(OnceForm):
    """Approve or refuse a proposal."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("决定"), choices=[("yes", _("同意")), ("no", _("不同意"))])
    reason = forms.CharField(
        label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不同意时必填"),
    )  # fmt: skip


class WithdrawForm(OnceForm):
    """Why a proposal is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _words(_("理由"), 300)


class CauseForm(OnceForm):
    """Why a target was not met in a year."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    on = day(_("日期"))
    says = _words(_("未达到的原因"), 600)
    remedy = forms.CharField(
        label=_("整改措施"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
