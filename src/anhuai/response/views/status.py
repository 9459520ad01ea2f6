"""How the ingress and the escalator are, and what they could not use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.listing import badge
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.response import queries
from anhuai.response.rules import PROTOCOLS, Protocol
from anhuai.response.rules.guarding import LATE_AFTER_MS
from anhuai.response.views.devices import at

ALIVE = 60  # seconds after which a process counts as gone: the escalator beats every 15
PROCESSES = {
    "escalator": gettext_lazy("升级"), "sensing": gettext_lazy("遥测判断"),
    "watchdog": gettext_lazy("看门狗"), "bridge": gettext_lazy("桥接"),
}  # fmt: skip
REASONS = {
    "stranger": gettext_lazy("未登记的设备"), "bad": gettext_lazy("密钥不对"),
    "slow": gettext_lazy("连接后迟迟不报身份"), "oversize": gettext_lazy("消息过大"),
    "json": gettext_lazy("内容不是 JSON"), "kind": gettext_lazy("没有消息类型"),
    "topic": gettext_lazy("主题不属于本设备"), "checksum": gettext_lazy("校验码不对"),
    "replay": gettext_lazy("时间不符，疑似重放"), "not_authenticated": gettext_lazy("没有鉴权"),
    "version": gettext_lazy("协议版本不支持"),
}  # fmt: skip


@page(
    Permit.SETTINGS_READ,
    menu=Menu(gettext_lazy("设备接入"), "target", 40, group="system"),
    name="response:ingress",
)
def ingress_status(request: ActorRequest) -> HttpResponse:
    """Whether devices are heard; what was shed; what was quarantined."""
    now = clock.now()
    processes = [
        {
            "name": PROCESSES.get(one.name, _("接入")),
            "state": badge(_("正常"), "green")
            if one.beat and (now - one.beat).total_seconds() < ALIVE
            else badge(_("没有心跳"), "red"),
            "beat": one.beat,
            "counts": sorted(one.counts.items()),
            "shed": sum(n for key, n in one.counts.items() if key.startswith("shed.")),
        }
        for one in queries.health()
    ]
    lines = [
        (
            PROTOCOLS[Protocol(q.protocol)], REASONS.get(q.reason, q.reason), q.peer, q.count,
            at(q.last_ms), bytes.fromhex(q.sample)[:60].decode("ascii", "replace"),
        )
        for q in queries.quarantined()
    ]  # fmt: skip
    context = {
        "title": _("设备接入"), "processes": processes, "lines": lines, "test": _self_test(),
    }  # fmt: skip
    return render(request, "response/ingress.html", context)


def _self_test() -> dict[str, object]:
    """Return how old the newest call that came through is, and the newest calls one by one."""
    tests, now = queries.self_tests(), int(clock.now().timestamp() * 1000)
    heard = next((one for one in tests if one.heard_ms is not None), None)
    age = None if heard is None else (now - heard.pressed_ms) // 60_000
    is_late = heard is None or now - heard.pressed_ms > LATE_AFTER_MS
    return {
        "state": badge(_("没有走通"), "red") if is_late else badge(_("走通"), "green"),
        "age": age,
        "rows": [
            (
                at(one.pressed_ms), one.protocol,
                "" if one.acked_ms is None else one.acked_ms - one.pressed_ms,
                "" if one.heard_ms is None else one.heard_ms - one.pressed_ms,
                one.failed,
            )
            for one in tests
        ],
    }  # fmt: skip
