"""Forms about facilities; what they accept is checked again by the actions."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.catalogue import KINDS, MARKS, SERVICES, kinds_of
from anhuai.facilities.rules import (
    LICENCES,
    NURSING_CHECKS,
    TRANSITIONS,
    BodyKind,
    ChildcareClass,
    FacilityKind,
    FilingWhat,
    Group,
    Ownership,
    Status,
    Tier,
    WorksKind,
)
from anhuai.kernel.geometry import Datum
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, is_english, word, words

Choices = list[tuple[str, Any]]


def kinds_by_group() -> Choices:
    """Return the kinds as a form's choices under the titles of their wings."""
    return [
        (word(group), definitions({code: KINDS[code] for code in kinds_of(group)}))
        for group in Group
    ]


class FacilityForm(OnceForm):
    """A facility's facts; `own_only` leaves to its operator what an operator may change."""

    name = forms.CharField(label=_("名称"), max_length=120)
    division = forms.ChoiceField(label=_("所在地"))
    ownership = forms.ChoiceField(label=_("所有制"), choices=lambda: [("", "—"), *words(Ownership)])
    tier = forms.ChoiceField(
        label=_("层级"), required=False, choices=lambda: [("", "—"), *words(Tier)],
        help_text=_("只有敬老院分县级和乡镇级"),
    )  # fmt: skip
    social_credit_code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=24,
        help_text=_("18 位，照登记证书填写；没有登记的留空"),
    )  # fmt: skip
    address = forms.CharField(label=_("地址"), required=False, max_length=160)
    phone = forms.CharField(label=_("电话"), required=False, max_length=20)
    land_area = forms.DecimalField(
        label=_("用地面积（㎡）"), required=False, max_digits=10, decimal_places=2
    )
    building_area = forms.DecimalField(
        label=_("建筑面积（㎡）"), required=False, max_digits=10, decimal_places=2
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    official = ("name", "division", "ownership", "tier", "social_credit_code")

    def __init__(
        self, *args: Any, divisions: Choices, own_only: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]
        for name in self.official if own_only else ():
            self.fields[name].disabled = True

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields in the groups they are shown in."""
        return [
            (_("基本情况"), [self[name] for name in self.official]),
            (_("场所"), [self[n] for n in ("address", "phone", "land_area", "building_area")]),
        ]


class NewFacilityForm(FacilityForm):
    """A new facility: its facts, kind, status and operator."""

    kind = forms.ChoiceField(label=_("类型"), choices=lambda: [("", "—"), *kinds_by_group()])
    status = forms.ChoiceField(
        label=_("状态"), choices=lambda: words([s for s in Status if s is not Status.CLOSED]),
        initial=Status.OPERATING,
    )  # fmt: skip
    on = day(_("自何日起"), help_text=_("运营的填启用日期，其他状态填该状态开始的日期"))
    operator = forms.ChoiceField(label=_("运营单位"), required=False)

    def __init__(self, *args: Any, operators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].choices = [("", "—"), *operators]  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields in the groups they are shown in."""
        basic, place = super().sections
        basic[1].insert(0, self["kind"])
        state = [self[name] for name in ("status", "on", "operator")]
        return [basic, place, (_("状态与运营"), state)]


class StatusForm(OnceForm):
    """Another status, from a day, and why."""

    status = forms.ChoiceField(label=_("改为"))
    on = day(_("自何日起"))
    reason = forms.CharField(
        label=_("原因"), required=False, max_length=160, help_text=_("停业、注销必填")
    )
    source = forms.CharField(label=_("依据文件"), required=False, max_length=120)

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [one for one in Status if one in TRANSITIONS[Status(current)]]
        self.fields["status"].choices = words(steps)  # type: ignore[attr-defined]


class ReopenForm(OnceForm):
    """From which day a closed facility operates again, and why."""

    on = day(_("自何日起"))
    reason = forms.CharField(label=_("原因"), max_length=160)
    source = forms.CharField(label=_("依据文件"), required=False, max_length=120)


class OperatorForm(OnceForm):
    """The organisation that runs a facility."""

    operator = forms.ChoiceField(label=_("运营单位"), required=False)

    def __init__(self, *args: Any, operators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].choices = [("", "—"), *operators]  # type: ignore[attr-defined]


class OrganisationForm(OnceForm):
    """What an organisation is."""

    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(label=_("单位类型"), choices=lambda: words(BodyKind))
    social_credit_code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=30, help_text=_("18 位，没有的留空")
    )
    division = forms.ChoiceField(label=_("所在地"))
    since = day(_("成立日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]


class EndOrganisationForm(OnceForm):
    """The day an organisation ended, and why."""

    on = day(_("注销日期"), help_text=_("从这一天起不再存在"))
    reason = forms.CharField(label=_("原因"), max_length=160)


class ResumeForm(OnceForm):
    """Why an end was wrong."""

    reason = forms.CharField(label=_("原因"), max_length=160)


class PositionForm(OnceForm):
    """Where a facility stands, in the datum of the map it was read from."""

    longitude = forms.FloatField(label=_("经度"))
    latitude = forms.FloatField(label=_("纬度"))
    datum = forms.ChoiceField(
        label=_("坐标来自"),
        choices=[
            (Datum.WGS84, _("GPS、天地图（WGS-84）")),
            (Datum.GCJ02, _("高德、腾讯地图（GCJ-02）")),
            (Datum.BD09, _("百度地图（BD-09）")),
        ],
        help_text=_("系统统一换算成 WGS-84 保存"),
    )


class BedsForm(OnceForm):
    """Beds to add, change or withdraw by label."""

    KEEP: Choices = [("", _("不变（新增时为否）")), ("1", _("是")), ("0", _("否"))]

    do = forms.ChoiceField(
        label=_("要做什么"), widget=forms.RadioSelect, initial="add",
        choices=[("add", _("新增床位")), ("change", _("变更床位")), ("withdraw", _("撤销床位"))],
    )  # fmt: skip
    labels = forms.CharField(
        label=_("床号"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("用顿号、逗号或换行分开；连续的可写成 101-1…101-4"),
    )  # fmt: skip
    on = day(_("自何日起"))
    nursing = forms.ChoiceField(label=_("护理型"), choices=KEEP, required=False)
    public = forms.ChoiceField(
        label=_("公办床位"), required=False,
        choices=[("", _("不变（新增时按机构所有制）")), *KEEP[1:]],
    )  # fmt: skip
    in_service = forms.ChoiceField(
        label=_("在用"), required=False, choices=[("", _("不变（新增时为是）")), *KEEP[1:]]
    )
    medical = forms.ChoiceField(
        label=_("医疗床位"), choices=KEEP, required=False,
        help_text=_("养老床位转为医疗床位选“是”，转回选“否”；转换有日期，历史留存"),
    )  # fmt: skip
    room = forms.CharField(label=_("房间"), required=False, max_length=20)
    price = forms.CharField(
        label=_("床位费（元/月）"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    checklist = forms.MultipleChoiceField(
        label=_("护理型核对项"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [
            (code, english if is_english() else chinese)
            for code, (chinese, english) in NURSING_CHECKS.items()
        ],
        help_text=_("现场核对到的项目；变更时不选表示不变"),
    )  # fmt: skip


class PlacesForm(OnceForm):
    """Classes and places of each age group from a day."""

    on = day(_("自何日起"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, title in words(ChildcareClass):
            self.fields[f"classes_{code}"] = forms.IntegerField(
                label=_("%(title)s：班数") % {"title": title}, required=False, min_value=0
            )
            self.fields[f"places_{code}"] = forms.IntegerField(
                label=_("%(title)s：托位数") % {"title": title}, required=False, min_value=0,
                max_value=2000,
            )  # fmt: skip

    @property
    def sections(self) -> list[tuple[Any, list[BoundField]]]:
        """The fields in the groups they are shown in."""
        groups: list[tuple[Any, list[BoundField]]] = [
            (title, [self[f"classes_{code}"], self[f"places_{code}"]])
            for code, title in words(ChildcareClass)
        ]
        return [(_("生效日期"), [self["on"]]), *groups]


class ServicesForm(OnceForm):
    """What a facility offers from a day."""

    on = day(_("自何日起"))
    codes = forms.MultipleChoiceField(
        label=_("服务项目"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kind: FacilityKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {code: one for code, one in SERVICES.items() if kind.group in one.groups}
        self.fields["codes"].choices = definitions(offered)  # type: ignore[attr-defined]


class LicenceForm(OnceForm):
    """A licence, filing or insurance with its last valid day."""

    kind = forms.ChoiceField(label=_("证照"), choices=lambda: definitions(LICENCES))
    number = forms.CharField(label=_("编号"), required=False, max_length=60)
    issuer = forms.CharField(label=_("发证机关"), required=False, max_length=80)
    since = day(_("有效期自"))
    valid_to = day(_("有效期至"), required=False, help_text=_("含当天；长期有效的留空"))


class RenewalForm(OnceForm):
    """The new term of a licence."""

    number = forms.CharField(
        label=_("新编号"), required=False, max_length=60, help_text=_("没有变的留空")
    )
    since = day(_("有效期自"))
    valid_to = day(_("有效期至"), required=False, help_text=_("含当天；长期有效的留空"))


class MarkForm(OnceForm):
    """A mark with its grade from a day."""

    mark = forms.ChoiceField(label=_("标识"))
    since = day(_("自何日起"))
    valid_to = day(_("有效期至"), required=False, help_text=_("含当天；没有期限的留空"))
    source = forms.CharField(label=_("依据文件"), required=False, max_length=120)

    def __init__(self, *args: Any, kind: FacilityKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = is_english()
        choices: Choices = []
        for code, one in MARKS.items():
            if kind.group not in one.groups:
                continue
            title = one.title_en if english else one.title
            for grade, (chinese, said) in one.grades.items():
                choices.append((f"{code}:{grade}", f"{title} · {said if english else chinese}"))
            if not one.grades:
                choices.append((f"{code}:", title))
        self.fields["mark"].choices = choices  # type: ignore[attr-defined]


class EndForm(OnceForm):
    """The day from which something no longer holds."""

    on = day(_("自何日起不再有"))


BARRIER_FREE: Choices = [("", _("未验收")), ("1", _("通过")), ("0", _("未通过"))]


class WorksForm(OnceForm):
    """Building works, under way or accepted."""

    kind = forms.ChoiceField(label=_("工程"), choices=lambda: words(WorksKind))
    started = day(_("开工日期"), required=False)
    accepted = day(_("验收日期"), required=False, help_text=_("未验收的留空"))
    beds = forms.IntegerField(label=_("涉及床位"), min_value=0, max_value=9999, initial=0)
    nursing_beds = forms.IntegerField(label=_("其中护理型"), min_value=0, max_value=9999, initial=0)
    area = forms.DecimalField(
        label=_("交付面积（㎡）"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    barrier_free = forms.ChoiceField(label=_("无障碍验收"), required=False, choices=BARRIER_FREE)


class AcceptanceForm(OnceForm):
    """That works under way were accepted."""

    accepted = day(_("验收日期"))
    barrier_free = forms.ChoiceField(label=_("无障碍验收"), required=False, choices=BARRIER_FREE)


class FilingForm(OnceForm):
    """The papers of a filing."""

    what = forms.ChoiceField(label=_("办理什么"), choices=lambda: words(FilingWhat))
    began_on = day(_("收住首日"), required=False, help_text=_("首次备案的养老机构填写"))
    legal_person = forms.CharField(label=_("法定代表人"), required=False, max_length=40)
    registration = forms.CharField(label=_("登记证书编号"), required=False, max_length=60)
    premises = forms.CharField(
        label=_("房屋权属"), required=False, max_length=120, help_text=_("自有或租赁，租赁的写期限")
    )
    changes = forms.CharField(label=_("变更内容"), required=False, max_length=400)
    resettled = forms.CharField(
        label=_("安置情况"), required=False, max_length=400,
        help_text=_("终止时填写在住人员、在托儿童的安置"),
    )  # fmt: skip
    noticed_on = day(
        _("告知日期"), required=False,
        help_text=_("养老机构终止时填写：哪天告知在住老年人和家属，须提前 30 日"),
    )  # fmt: skip
    committed = forms.BooleanField(label=_("已签署承诺书"), required=False)


class ReceiptForm(OnceForm):
    """The receipt of a filing."""

    number = forms.CharField(label=_("回执编号"), max_length=60)
    issuer = forms.CharField(label=_("备案机关"), required=False, max_length=80)
    on = day(_("回执日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RefusalForm(OnceForm):
    """Why a filing is refused."""

    reason = forms.CharField(label=_("不予备案的原因"), max_length=400)
    on = day(_("答复日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CheckForm(OnceForm):
    """The check on site after a filing."""

    passed = forms.ChoiceField(
        label=_("核查结果"), choices=[("1", _("与备案相符")), ("0", _("不符合"))]
    )
    says = forms.CharField(label=_("核查情况"), required=False, max_length=400)
    on = day(_("核查日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
