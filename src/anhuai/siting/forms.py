"""Forms about roads and scenarios; what they accept is checked again by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import Datum
from anhuai.platform.posting import OnceForm

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
    floor_percent = forms.IntegerField(
        label=_("每个乡镇至少覆盖（%）"), min_value=0, max_value=100, required=False, initial=0,
        help_text=_("只用于“覆盖最多的人”；0 是不设底线"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, subjects: Any, questions: Any, paces: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given = {"subject": subjects, "question": questions, "pace": paces}
        for name, choices in given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class WhatIfForm(forms.Form):
    """A point on the map where something might be built."""

    longitude = forms.FloatField(label=_("经度"), min_value=-180, max_value=180)
    latitude = forms.FloatField(label=_("纬度"), min_value=-90, max_value=90)
