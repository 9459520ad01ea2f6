"""Who visits, and the phones they sync from: the lists, entering, ending, reporting one lost."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.visits import EndForm, VisitorForm
from anhuai.services.views import wording
from anhuai.services.views.listing import shown_in_room

READ, MANAGE = Permit.VISITS_READ, Permit.VISITS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("division", gettext_lazy("负责地区")),
    Column("since", gettext_lazy("开始日期")),
    Column("until", gettext_lazy("停止日期")),
    Column("state", gettext_lazy("状态")),
)
PHONES = (
    Column("account", gettext_lazy("使用人")),
    Column("title", gettext_lazy("手机")),
    Column("synced", gettext_lazy("最近上传")),
    Column("waiting", gettext_lazy("手机上待传"), css="num"),
    Column("state", gettext_lazy("状态")),
)
SHOWN = 500


@page(MANAGE)
def visitor_list(request: ActorRequest) -> HttpResponse:
    """Who visits in the actor's area."""
    today = clock.today()
    filters = filled(
        request,
        [Filter("q", gettext_lazy("姓名")), Filter("now", gettext_lazy("只看在岗"), "check")],
    )
    asks = {one.name: one.value for one in filters}
    rows = queries.visitors(request.actor, permit=MANAGE)
    if asks["q"]:
        rows = rows.filter(name__contains=asks["q"])
    if asks["now"]:
        rows = rows.filter(queries.in_post(today))
    found = list(rows.order_by("division", "name", "pk")[:SHOWN])
    table = Table(
        key="visitors",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("services:visitor_end", args=[one.pk]), one.name)
                if one.until is None
                else one.name,
                wording.place_of(one.division), f"{one.since:%Y-%m-%d}",
                f"{one.until:%Y-%m-%d}" if one.until else "",
                badge(_("在岗"), "green")
                if one.since <= today and (one.until is None or one.until > today)
                else badge(_("不在岗"), "grey"),
            )
            for one in found
        ],
        filters=filters,
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=reverse("platform:sheet_export", args=["visitors"]),
        create_url=reverse("services:visitor_new"),
        create_title=_("登记探访人员"),
        empty_title=_("还没有探访人员"),
        empty_hint=_("先由管理员给账号分配“村（社区）工作人员”角色，再在这里登记。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("探访人员"))


@page(MANAGE)
def visitor_new(request: ActorRequest) -> HttpResponse:
    """Enter a visitor."""
    form = VisitorForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.enter_visitor(request.actor, username=data["username"], since=data["since"])

    return asked(request, form, perform, title=_("登记探访人员"), back=reverse("services:visitors"))


@page(MANAGE)
def visitor_end(request: ActorRequest, visitor_id: int) -> HttpResponse:
    """End a visitor."""
    one = queries.visitor(request.actor, visitor_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_visitor(request.actor, visitor=visitor_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停止探访人员：%(name)s") % {"name": one.name},
        back=reverse("services:visitors"),
    )  # fmt: skip


@page(READ)
def phone_list(request: ActorRequest) -> HttpResponse:
    """The phones of the actor's area and the actor's own: when each last sent, what waits."""
    found = list(queries.phones(request.actor).order_by("-synced_at", "-pk")[:SHOWN])
    table = Table(
        key="phones",
        columns=heads(request, PHONES, ""),
        rows=[
            (
                one.account.name, one.title or _("手机"),
                f"{timezone.localtime(one.synced_at):%Y-%m-%d %H:%M}", one.waiting,
                badge(_("已停用"), "red")
                if one.revoked_at
                else link(reverse("services:phone_revoke", args=[one.pk]), _("报失停用")),
            )
            for one in found
        ],
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=reverse("platform:sheet_export", args=["phones"]),
        empty_title=_("还没有手机上传过探访"),
        empty_hint=_("手机第一次上传后列在这里；丢失后可以停用，手机联网时清除上面的资料。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("外出手机"))


@page(READ)
def phone_revoke(request: ActorRequest, phone_id: int) -> HttpResponse:
    """Report a phone lost."""
    one = queries.phone(request.actor, phone_id)
    form = OnceForm(request.POST if request.method == "POST" else None)

    def perform(_data: dict[str, Any]) -> None:
        actions.revoke_phone(request.actor, phone=phone_id)

    return asked(
        request, form, perform,
        title=_("停用丢失的手机：%(name)s") % {"name": one.account.name},
        back=reverse("services:phones"),
        more={
            "hint": _("账号的所有登录立即结束；手机下次联网时清除名单和未上传内容，找不回来。"),
            "submit_title": _("报失停用"),
        },
    )  # fmt: skip
