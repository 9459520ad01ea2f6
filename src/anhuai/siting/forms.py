"""Forms about roads and scenarios; what they accept is checked again by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import Datum
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.siting.rules import HORIZON

MOST_BYTES = 60 * 1024 * 1024


class RoadsForm(OnceForm):
    """A road file, what it is and which datum its coordinates are in."""

    file = forms.FileField(
        label=_("道路文件"),
        help_text=_("OSM（.pbf、.osm、.osm.gz）或 GeoJSON 线（.geojson），不超过 60 MB；"
                    "全省的文件请先裁成本县"),
    )  # fmt: skip
    name = forms.CharField(label=_("名称"), max_length=80, required=False)
    source = forms.CharField(
        label=_("来源"), max_length=200, help_text=_("从哪里、哪一天取得，如“OSM，2026-11-01 下载”")
    )
    datum = forms.ChoiceField(
        label=_("坐标系"),
        choices=[
            (Datum.WGS84, _("WGS-84（OSM、GPS、天地图）")),
            (Datum.GCJ02, _("高德、腾讯地图（GCJ-02）")),
            (Datum.BD09, _("百度地图（BD-09）")),
        ],
        help_text=_("OSM 文件总是 WGS-84；GeoJSON 请按来源选，会换算成 WGS-84"),
    )

    def clean_file(self) -> Any:
        """Refuse a file too large to be one county's."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 60 MB，请先裁成本县的范围。"))
        return given


class ScenarioForm(OnceForm):
    """A question of where to build, with its limits."""

    name = forms.CharField(label=_("方案名称"), max_length=80)
    subject = forms.ChoiceField(label=_("服务"))
    question = forms.ChoiceField(label=_("问题"))
    pace = forms.ChoiceField(label=_("步行速度"))
    most_new = forms.IntegerField(
        label=_("最多新建几处"), min_value=0, max_value=500, required=False,
        help_text=_("不限数量就留空，但要填总预算；问“最少几处”时也可以留空"),
    )  # fmt: skip
    price = forms.DecimalField(
        label=_("每处造价（元）"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    budget = forms.DecimalField(
        label=_("总预算（元）"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    for_year = forms.IntegerField(
        label=_("按哪一年的需求"), min_value=2000, max_value=HORIZON, required=False,
        help_text=_("留空按今天的人口；填到 2035 的年份按需求预测（估计）"),
    )  # fmt: skip
    floor_percent = forms.IntegerField(
        label=_("每个乡镇至少覆盖（%）"), min_value=0, max_value=100, required=False, initial=0,
        help_text=_("只用于“覆盖最多的人”；0 是不设底线"),
    )  # fmt: skip

    capacity = forms.IntegerField(
        label=_("每处新建能接待几人"), min_value=1, max_value=100_000, required=False,
        help_text=_("只用于“全县路程之和最短”；已有机构按登记的床位或托位算"),
    )  # fmt: skip
    users_percent = forms.IntegerField(
        label=_("服务对象中有多少会来（%）"), min_value=1, max_value=100, required=False,
        initial=100,
        help_text=_("填了能接待几人才用；这是您的估计，会写在方案里"),
    )  # fmt: skip
    closing = forms.TypedMultipleChoiceField(
        label=_("按已关停计算的机构"), required=False, coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("选中的机构从今天起当作没有，看要在哪里补建；可多选"),
    )  # fmt: skip
    least_m2 = forms.IntegerField(
        label=_("候选点的社区用房至少（㎡）"), min_value=1, max_value=100_000, required=False,
        help_text=_("填了就只在登记的社区用房够大的村选，如 300；留空可以新盖"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, subjects: Any, questions: Any, paces: Any, closing: Any = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        given = {"subject": subjects, "question": questions, "pace": paces, "closing": closing}
        for name, choices in given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class WhatIfForm(forms.Form):
    """A point on the map where something might be built."""

    longitude = forms.FloatField(label=_("经度"), min_value=-180, max_value=180)
    latitude = forms.FloatField(label=_("纬度"), min_value=-90, max_value=90)


class ProjectForm(OnceForm):
    """How far a housing project's elder-care premises are."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    promised_m2 = forms.DecimalField(
        label=_("规划的养老用房面积（㎡）"), min_value=0, max_digits=10, decimal_places=2
    )
    developer = forms.CharField(label=_("建设单位"), max_length=80, required=False)
    planned_on = day(_("规划审定日期"), required=False)
    built_on = day(_("用房建成日期"), required=False)
    accepted_on = day(_("用房验收日期"), required=False)
    handed_on = day(_("用房移交日期"), required=False)
    delivered_m2 = forms.DecimalField(
        label=_("移交的面积（㎡）"), min_value=0, max_digits=10, decimal_places=2, required=False
    )
    completed_on = day(_("住宅竣工验收日期"), required=False)
    facility = forms.TypedChoiceField(
        label=_("由哪个机构使用"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, facilities: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = [("", "—"), *facilities]  # type: ignore[attr-defined]


class NewProjectForm(ProjectForm):
    """A new housing project; its norm is the one in force today."""

    name = forms.CharField(label=_("项目名称"), max_length=80)
    division = forms.ChoiceField(label=_("所在地"))
    dwellings = forms.IntegerField(label=_("户数（套）"), min_value=1, max_value=1_000_000)
    field_order = ("name", "division", "dwellings")

    def __init__(self, *args: Any, divisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]


class RoomForm(OnceForm):
    """A community's service premises."""

    name = forms.CharField(label=_("名称"), max_length=80)
    division = forms.ChoiceField(label=_("所在地"))
    area = forms.DecimalField(label=_("面积（㎡）"), min_value=0, max_digits=10, decimal_places=2)
    elders_m2 = forms.DecimalField(
        label=_("其中用于养老（㎡）"), min_value=0, max_digits=10, decimal_places=2, initial=0
    )
    is_free = forms.BooleanField(label=_("无偿提供"), required=False)
    on = day(_("起始日期"))
    facility = forms.TypedChoiceField(
        label=_("由哪个机构使用"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, divisions: Any, facilities: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]
        self.fields["facility"].choices = [("", "—"), *facilities]  # type: ignore[attr-defined]


class EndRoomForm(OnceForm):
    """From which day premises are no longer what was recorded."""

    on = day(_("结束日期"))
