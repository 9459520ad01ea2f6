"""What moves when divisions change: networks and measurements are figures of their day."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.siting.models import (
    CommunityRoom,
    HousingProject,
    Measurement,
    Network,
    Scenario,
    VillageAccess,
)

READ = Permit.SITING_READ

for key, title, rows, listing in (
    ("siting.network.division", _("道路"), Network.objects.all, "/siting/roads/"),
    ("siting.measurement.division", _("可达性计算"), Measurement.objects.all, "/siting/"),
    ("siting.villageaccess.division", _("各村可达性"), VillageAccess.objects.all, "/siting/"),
    ("siting.scenario.division", _("选址方案"), Scenario.objects.all, "/siting/scenarios/"),
):
    declare_placed(
        Placed(key, title, How.STAYS, rows, column="division", listing=listing, permit=READ)
    )
declare_placed(
    Placed(
        "siting.housing_project.division", _("新建居住项目"), How.NOW, HousingProject.objects.all,
        listing="/siting/projects/?division={code}", permit=READ, version="version",
    ),
    Placed(
        "siting.community_room.division", _("社区服务用房"), How.NOW, CommunityRoom.objects.all,
        counted=Q(until=None), listing="/siting/rooms/?division={code}", permit=READ,
        version="version",
    ),
)  # fmt: skip
