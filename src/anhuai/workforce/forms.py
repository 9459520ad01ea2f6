"""Forms about workers; what they accept is checked again by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, is_english, words
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS
from anhuai.workforce.rules import HonourLevel, Result, VerifiedHow

Choices = Sequence[tuple[str, Any]]
SEXES: Choices = [("1", _("男")), ("2", _("女")), ("9", _("未说明"))]


class WorkerForm(OnceForm):
    """A worker's facts."""

    person = forms.CharField(
        label=_("身份证号"), required=False, max_length=30,
        help_text=_("已在人员名册的填身份证号，姓名、性别、出生日期和电话不用再填"),
    )  # fmt: skip
    name = forms.CharField(label=_("姓名"), max_length=50, required=False)
    sex = forms.ChoiceField(label=_("性别"), choices=SEXES, required=False)
    born = day(_("出生日期"), required=False)
    phone = forms.CharField(label=_("电话"), required=False, max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    who = ("person", "name", "sex", "born", "phone")

    def __init__(self, *args: Any, links: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not links:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Ask for the name and sex of somebody the register does not know."""
        data = super().clean() or self.cleaned_data
        for name, says in (("name", _("请填写姓名。")), ("sex", _("请选择性别。"))):
            if name in self.fields and not data.get("person") and not data.get(name):
                self.add_error(name, says)
        return data


class HireForm(WorkerForm):
    """A post for somebody new, or (`known`) for a worker on record."""

    kind = forms.ChoiceField(label=_("岗位"), choices=lambda: definitions(POSTS))
    facility = forms.ChoiceField(
        label=_("机构"), required=False, help_text=_("儿童主任等地区岗位留空，填所在地区")
    )
    division = forms.ChoiceField(
        label=_("地区"), required=False, help_text=_("在机构的岗位留空，机构已有所在地")
    )
    on = day(_("到岗日期"))

    def __init__(
        self, *args: Any, facilities: Choices, divisions: Choices, known: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = [("", "—"), *facilities]  # type: ignore[attr-defined]
        self.fields["division"].choices = [("", "—"), *divisions]  # type: ignore[attr-defined]
        self.known = known
        for name in self.who if known else ():
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Ask for just one place."""
        data = super().clean()
        if bool(data.get("facility")) == bool(data.get("division")):
            self.add_error("facility", _("请选择机构或地区，只选一项。"))
        return data

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields in the groups they are shown in."""
        post = [self[name] for name in ("kind", "facility", "division", "on")]
        if self.known:
            return [(_("岗位"), post)]
        who = [self[name] for name in self.who if name in self.fields]
        return [(_("人员"), who), (_("岗位"), post)]


class EndForm(OnceForm):
    """The first day a post is no longer held."""

    on = day(_("离岗日期"), help_text=_("从这一天起不再在岗"))


class CertificateForm(OnceForm):
    """A certificate with its last valid day."""

    certificate = forms.ChoiceField(label=_("证书"))
    number = forms.CharField(label=_("编号"), required=False, max_length=60)
    since = day(_("有效期自"))
    valid_to = day(_("有效期至"), required=False, help_text=_("含当天；长期有效的留空"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = []
        for code, one in CERTIFICATES.items():
            title = one.title_en if is_english() else one.title
            choices.append((f"{code}:", title))
            choices += [
                (f"{code}:{grade}", f"{title} · {said if is_english() else chinese}")
                for grade, chinese, said in one.grades
            ]
        self.fields["certificate"].choices = choices  # type: ignore[attr-defined]


class TrainingForm(OnceForm):
    """A training that several workers completed."""

    kind = forms.ChoiceField(label=_("培训类别"), choices=lambda: definitions(TRAININGS))
    title = forms.CharField(label=_("培训名称"), max_length=80)
    completed = day(_("完成日期"))
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=366, initial=1)
    workers = forms.MultipleChoiceField(label=_("参训人员"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workers"].choices = workers  # type: ignore[attr-defined]


class CheckForm(OnceForm):
    """What the police answered: whether the person may work, never what the record says."""

    asked_on = day(_("查询日期"))
    answer = forms.ChoiceField(
        label=_("查询结果"),
        choices=[("clear", _("无记录，可以从业")), ("barred", _("有记录，不得从业"))],
        widget=forms.RadioSelect,
    )
    document = forms.CharField(label=_("查询回执编号"), max_length=60)


class VerifyForm(OnceForm):
    """What was verified, how, and whether it is genuine."""

    certificate = forms.ChoiceField(label=_("核验什么"))
    how = forms.ChoiceField(label=_("核验方式"), choices=lambda: words(VerifiedHow))
    seen_on = day(_("核验日期"))
    answer = forms.ChoiceField(
        label=_("核验结果"),
        choices=[("genuine", _("核验属实")), ("false", _("核验不实"))],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("核验编号"), max_length=60, required=False,
        help_text=_("回函或查询编号；查验原件的可不填"),
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("0", _("身份（身份证）")), *papers]
        self.fields["certificate"].choices = choices  # type: ignore[attr-defined]


class CourseForm(OnceForm):
    """A course that is planned."""

    kind = forms.ChoiceField(label=_("培训类别"), choices=lambda: definitions(TRAININGS))
    title = forms.CharField(label=_("培训名称"), max_length=80)
    division = forms.ChoiceField(label=_("地区"))
    planned_on = day(_("计划日期"))
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=366, initial=1)
    seats = forms.IntegerField(
        label=_("名额"), min_value=1, max_value=2000, required=False, help_text=_("不限的留空")
    )
    pass_mark = forms.IntegerField(
        label=_("合格分"), min_value=0, max_value=100, required=False,
        help_text=_("满分 100；不考试的留空"),
    )  # fmt: skip

    def __init__(self, *args: Any, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = list(divisions)  # type: ignore[attr-defined]


class InviteForm(OnceForm):
    """Who gets a seat in a course."""

    workers = forms.MultipleChoiceField(label=_("参训人员"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workers"].choices = workers  # type: ignore[attr-defined]


class ResultsForm(OnceForm):
    """How a course went for each who was invited."""

    on = day(_("举办日期"), help_text=_("多天的填最后一天"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, attendances: Sequence[Any], pass_mark: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.workers = [one.worker_id for one in attendances]
        self.pass_mark = pass_mark
        for one in attendances:
            name = one.worker.name
            self.fields[f"came-{one.worker_id}"] = forms.BooleanField(
                label=_("%(name)s 到场") % {"name": name}, required=False, initial=True
            )
            if pass_mark is not None:
                self.fields[f"mark-{one.worker_id}"] = forms.IntegerField(
                    label=_("%(name)s 成绩") % {"name": name}, min_value=0, max_value=100,
                    required=False,
                )  # fmt: skip

    def results(self) -> list[Result]:
        """Return what was entered, of a valid form."""
        data = self.cleaned_data
        return [
            Result(key, attended=data[f"came-{key}"], mark=data.get(f"mark-{key}"))
            for key in self.workers
        ]


class HonourForm(OnceForm):
    """An honour of a worker."""

    title = forms.CharField(label=_("荣誉名称"), max_length=80)
    issuer = forms.CharField(label=_("授予单位"), max_length=80)
    level = forms.ChoiceField(label=_("级别"), choices=lambda: words(HonourLevel))
    on = day(_("授予日期"))
    document = forms.CharField(label=_("依据文件"), max_length=80, required=False)


class RetractForm(OnceForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("原因"), max_length=120)
