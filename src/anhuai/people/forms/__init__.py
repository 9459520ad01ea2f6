"""Forms about people; what they accept is checked again by the actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import Datum
from anhuai.people.catalogue import KINDS
from anhuai.people.rules import codes
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Group
from anhuai.people.rules.facts import CONSENT_METHODS, PURPOSES
from anhuai.people.rules.kin import Guardianship, Relation
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import is_english, title_of

Choices = Sequence[tuple[str, Any]]
Section = tuple[Any, list[BoundField]]
EMPTY = ("", "—")


def listed(of: codes.CodeList) -> list[tuple[str, str]]:
    """Return a code list as a form's choices."""
    return [(c.code, c.title_en if is_english() else c.title) for c in of.entries.values()]


def labelled(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Return enumerated rules as a form's choices."""
    return [(str(one), one.label_en if is_english() else one.label) for one in rows]


def paired(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Return codes with two titles as a form's choices."""
    return [(code, titles[is_english()]) for code, titles in words.items()]


def text(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Return a one-line text field."""
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


class FactsForm(OnceForm):
    """Who somebody is."""

    name = text(_("姓名"), 80)
    identity = text(_("身份证号"), 30, required=False, help_text=_("18 位；还没有的留空，以后再补"))
    sex = forms.ChoiceField(
        label=_("性别"), required=False, choices=lambda: [EMPTY, *listed(codes.SEX)],
        help_text=_("填了身份证号可以不选"),
    )  # fmt: skip
    born = day(_("出生日期"), required=False, help_text=_("填了身份证号可以不填"))
    phone = text(_("电话"), 30, required=False)
    ethnicity = forms.ChoiceField(
        label=_("民族"), required=False, choices=lambda: listed(codes.ETHNICITY), initial="01"
    )
    marital = forms.ChoiceField(
        label=_("婚姻状况"), required=False, choices=lambda: [EMPTY, *listed(codes.MARITAL)]
    )
    education = forms.ChoiceField(
        label=_("文化程度"), required=False, choices=lambda: [EMPTY, *listed(codes.EDUCATION)]
    )
    hukou = text(
        _("户籍地"), 60, required=False, help_text=_("村（社区）名称或区划代码；不清楚的留空")
    )
    hukou_kind = forms.ChoiceField(
        label=_("户口性质"), required=False, choices=lambda: [EMPTY, *listed(codes.HUKOU)]
    )

    who: tuple[str, ...] = ("name", "identity", "sex", "born", "phone")
    more: tuple[str, ...] = ("ethnicity", "marital", "education", "hukou", "hukou_kind")

    @property
    def sections(self) -> list[Section]:
        """The fields in the groups they are shown in."""
        return [
            (_("基本情况"), [self[name] for name in self.who]),
            (_("民族、婚姻与户籍"), [self[name] for name in self.more]),
        ]


class HomeFields(forms.Form):
    """Where somebody lives: with a head already on record, or in a new household."""

    head = text(
        _("加入哪一户"), 50, required=False,
        help_text=_("填户主的姓名或身份证号；新立一户的留空"),
    )  # fmt: skip
    relation = forms.ChoiceField(
        label=_("与户主关系"), required=False,
        choices=lambda: [EMPTY, *(c for c in listed(codes.RELATION) if c[0] != codes.HEAD)],
        help_text=_("加入已有的户时必选"),
    )  # fmt: skip
    division = forms.ChoiceField(
        label=_("所在村（社区）"), required=False, help_text=_("新立一户时必选")
    )
    address = text(_("住址"), 120, required=False, help_text=_("新立一户时填写，如“二组 15 号”"))

    home = ("head", "relation", "division", "address")


class NewPersonForm(FactsForm, HomeFields):
    """A new file; `household` is given where a member is added from a household's page."""

    on = day(_("自何日起在此居住"))
    confirm_distinct = forms.BooleanField(label=_("已核对，确实不是同一人"), required=False)

    def __init__(self, *args: Any, divisions: Choices, joins: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]
        self.joins = joins
        self.similar: Sequence[Any] = ()
        self.taken: int | None = None

    @property
    def sections(self) -> list[Section]:
        """The fields in the groups they are shown in."""
        names = ("relation",) if self.joins else self.home
        found = [
            *super().sections,
            (_("居住情况"), [self[name] for name in (*names, "on")]),
        ]
        if self.similar:
            found.insert(0, (_("可能重复"), [self["confirm_distinct"]]))
        return found


class EditPersonForm(FactsForm):
    """Corrections to a file, of the version that was shown."""

    reason = text(_("更正原因"), 120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def sections(self) -> list[Section]:
        """The fields in the groups they are shown in."""
        return [*super().sections, (_("更正"), [self["reason"]])]


class BirthForm(FactsForm):
    """A child born to a mother."""

    father = forms.ChoiceField(label=_("父亲"), required=False)

    who = ("name", "sex", "born", "identity", "father")
    more = ("ethnicity", "hukou", "hukou_kind")

    def __init__(self, *args: Any, fathers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["father"].choices = [EMPTY, *fathers]  # type: ignore[attr-defined]
        self.fields["hukou"].help_text = _("留空的随母亲")


class DeathForm(OnceForm):
    """A death."""

    died = day(_("死亡日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(OnceForm):
    """A reason, for what needs one."""

    reason = text(_("原因"), 120)


class MoveForm(OnceForm, HomeFields):
    """Where a person or a whole household moves."""

    what = forms.ChoiceField(label=_("去向"), widget=forms.RadioSelect)
    on = day(_("变动日期"))
    with_hukou = forms.BooleanField(label=_("户籍一同迁移"), required=False)
    hukou = text(
        _("户籍迁往"), 60, required=False,
        help_text=_("与住址不同时填写：村（社区）名称或区划代码；迁到外地不清楚的留空"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, divisions: Choices, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        found, join, leave = (
            ("found", _("迁到新住址")), ("join", _("加入已有的户")), ("leave", _("迁出本地区")),
        )  # fmt: skip
        self.fields["what"].choices = (  # type: ignore[attr-defined]
            [found, leave] if whole else [join, found, leave]
        )
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[Section]:
        """The fields in the groups they are shown in."""
        to = ("division", "address") if self.whole else self.home
        return [
            (_("变动"), [self["what"], self["on"]]),
            (_("迁往"), [self[name] for name in to]),
            (_("户籍"), [self["with_hukou"], self["hukou"]]),
        ]


class HeadForm(OnceForm):
    """Who is head from a day on."""

    head = forms.ChoiceField(label=_("新户主"))
    on = day(_("变更日期"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].choices = members  # type: ignore[attr-defined]


class AddressForm(OnceForm):
    """An address put right."""

    address = text(_("住址"), 120)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(OnceForm):
    """Where a house stands."""

    longitude = forms.FloatField(label=_("经度"))
    latitude = forms.FloatField(label=_("纬度"))
    datum = forms.ChoiceField(
        label=_("坐标系"),
        choices=[
            (Datum.WGS84.value, _("WGS-84（GPS、天地图）")),
            (Datum.GCJ02.value, _("GCJ-02（高德、腾讯）")),
            (Datum.BD09.value, _("BD-09（百度）")),
        ],
    )


def circumstance_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every circumstance by its group, for a form."""
    return [
        (
            group.label_en if is_english() else group.label,
            [(code, title_of(kind)) for code, kind in KINDS.items() if kind.group is group],
        )
        for group in Group
    ]


def _options(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(c.code, c.title_en if is_english() else c.title) for c in choices]


def titles_of(definition: CircumstanceKind) -> tuple[str, str]:
    """Return what a circumstance's kinds and grades are called."""
    if is_english():
        return definition.kind_title_en, definition.grade_title_en
    return definition.kind_title, definition.grade_title


class CircumstanceForm(OnceForm):
    """A circumstance of a chosen code: its own kinds and grades, and whom it covers."""

    kind = forms.ChoiceField(required=False)
    grade = forms.ChoiceField(required=False)
    since = day(_("开始日期"))
    until = day(
        _("结束日期"), required=False, help_text=_("从这一天起不再属于；到龄或期满的会自动填")
    )
    source = text(_("依据"), 120, required=False, help_text=_("文件、证件或走访记录"))
    persons = forms.MultipleChoiceField(
        label=_("覆盖哪些家庭成员"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, definition: CircumstanceKind, members: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind_title, grade_title = titles_of(definition)
        self._choose("kind", definition.kinds, kind_title, definition.needs_kind)
        self._choose("grade", definition.grades, grade_title, definition.needs_grade)
        self.fields["persons"].choices = members  # type: ignore[attr-defined]
        if not members:
            del self.fields["persons"]

    def _choose(
        self,
        name: str,
        choices: Sequence[Choice],
        title: str,
        needed: bool,  # noqa: FBT001
    ) -> None:
        if not choices:
            del self.fields[name]
            return
        options = _options(choices)
        self.fields[name].choices = options if needed else [EMPTY, *options]  # type: ignore[attr-defined]
        self.fields[name].label = title
        self.fields[name].required = needed


class EndForm(OnceForm):
    """The end of something dated, or that it was wrong."""

    until = day(_("结束日期"), required=False, help_text=_("从这一天起不再属于"))
    wrong = forms.BooleanField(label=_("登记有误，从未属于"), required=False)
    whole_family = forms.BooleanField(label=_("同户其他成员一并结束"), required=False)
    reason = text(_("原因"), 120, required=False)

    def __init__(self, *args: Any, family: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not family:
            del self.fields["whole_family"]


class KinForm(OnceForm):
    """Somebody's parent, spouse, guardian or supporter."""

    relation = forms.ChoiceField(
        label=_("对方是他（她）的"), choices=lambda: labelled(Relation), widget=forms.RadioSelect
    )
    relative = forms.ChoiceField(label=_("同户成员"), required=False)
    who = text(_("或其他人"), 50, required=False, help_text=_("填姓名或身份证号，须已在册"))
    kind = forms.ChoiceField(
        label=_("监护方式"), required=False, choices=lambda: [EMPTY, *labelled(Guardianship)],
        help_text=_("只有监护人要选；委托照护不改变父母的监护责任"),
    )  # fmt: skip
    since = day(_("开始日期"), required=False, help_text=_("父母不用填"))
    source = text(_("依据"), 120, required=False)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relative"].choices = [EMPTY, *members]  # type: ignore[attr-defined]


class ContactForm(OnceForm):
    """Whom to call."""

    name = text(_("姓名"), 50)
    relation = text(_("关系"), 20, required=False, help_text=_("如女儿、邻居、村医"))
    phone = text(_("电话"), 30)
    order = forms.IntegerField(label=_("联系顺序"), min_value=1, max_value=9, initial=1)


class ConsentForm(OnceForm):
    """A use of data that was agreed to."""

    purpose = forms.ChoiceField(label=_("用途"), choices=lambda: paired(PURPOSES))
    given_by = forms.ChoiceField(label=_("谁同意的"))
    on = day(_("同意日期"))
    notice_version = text(_("告知书版本"), 20, help_text=_("告知书上的版本号，如 2026-1"))
    method = forms.ChoiceField(label=_("方式"), choices=lambda: paired(CONSENT_METHODS))

    def __init__(self, *args: Any, givers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].choices = givers  # type: ignore[attr-defined]


class WithdrawForm(OnceForm):
    """A consent taken back."""

    on = day(_("撤回日期"))


def typed(data: dict[str, Any]) -> dict[str, str]:
    """Return a facts form's data as texts for `read_person`."""
    names = (*FactsForm.who, *FactsForm.more)
    return {
        name: value.isoformat() if isinstance(value := data.get(name), date) else str(value or "")
        for name in names
    }
