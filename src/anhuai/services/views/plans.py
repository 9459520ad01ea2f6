"""How a month's visits are shared out among the visitors."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import clock
from anhuai.platform.listing import Column, Filter, Table, changed, filled, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.views import wording
from anhuai.services.views.listing import shown_in_room

READ, MANAGE = Permit.VISITS_READ, Permit.VISITS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("探访人员"), ("name",)),
    Column("division", gettext_lazy("负责地区"), ("division",)),
    Column("persons", gettext_lazy("对象（人）"), ("persons",), css="num"),
    Column("times", gettext_lazy("应探访（次）"), ("times",), css="num"),
    Column("done", gettext_lazy("本月已探访（人）"), ("done",), css="num"),
    Column("last", gettext_lazy("最近一次")),
)


@page(READ)
def load_list(request: ActorRequest) -> HttpResponse:
    """What each visitor has in a month."""
    filters = filled(
        request, [Filter("month", gettext_lazy("月份"), "select", wording.months_back())]
    )
    month = wording.month_of(filters[0].value)
    found = queries.loads(request.actor, month=month, on=min(clock.today(), month.last))
    sort = request.GET.get("sort", "-times")
    keys = {
        "name": lambda one: one.name, "division": lambda one: one.division,
        "persons": lambda one: one.persons, "times": lambda one: one.times,
        "done": lambda one: one.done,
    }  # fmt: skip
    found.sort(key=keys.get(sort.lstrip("-"), keys["times"]), reverse=sort.startswith("-"))
    export = changed(request).partition("?")[2]
    table = Table(
        key="visit-loads",
        columns=heads(request, COLUMNS, sort),
        rows=[
            (
                one.name, wording.place_of(one.division), one.persons, one.times, one.done,
                f"{one.last:%Y-%m-%d}" if one.last else "—",
            )
            for one in found
        ],
        filters=filters,
        count_text=_("%(visitors)s 名探访人员，%(persons)s 名对象")
        % {"visitors": len(found), "persons": sum(one.persons for one in found)},
        export_url=f"{reverse('platform:sheet_export', args=['visit-loads'])}?{export}"
        if request.actor.may(MANAGE)
        else "",
        empty_title=_("这个月还没有分给谁"),
        empty_hint=_("先登记探访人员；系统每晚按村分给负责的人，尽量均衡、尽量不换人。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("人员分担"))


@page(MANAGE)
@require_POST
def renew(request: ActorRequest) -> HttpResponse:
    """List and share out now, without waiting for the night."""
    today = clock.today()
    made = actions.plan_month(request.actor, month=today.replace(day=1), on=today)
    says = _(
        "列入 %(listed)s 人，移出 %(dropped)s 人，分派 %(assigned)s 人，无人负责 %(nobody)s 人。"
    )
    messages.success(
        request,
        says
        % {
            "listed": made.listed, "dropped": made.dropped, "assigned": made.assigned,
            "nobody": made.nobody,
        },
    )  # fmt: skip
    return HttpResponseRedirect(reverse("services:plan"))
