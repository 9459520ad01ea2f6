"""Pages about workers: the list, one worker, hiring, certificates, training."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import Level
from anhuai.kernel.identity import mask_phone
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, day_after, revealed
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, title_of, word
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import POSTS, TRAININGS
from anhuai.workforce.forms import (
    CertificateForm,
    EndForm,
    HireForm,
    TrainingForm,
    WorkerForm,
)
from anhuai.workforce.rules import CertificateState, Held, WorkerFacts, certificate_state
from anhuai.workforce.views import verifying
from anhuai.workforce.views.exports import export_of
from anhuai.workforce.views.standing import honour_lines

READ, MANAGE = Permit.WORKFORCE_READ, Permit.WORKFORCE_MANAGE
OFFERED = 500  # names a form offers at once; filters narrow them
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("worker__pinyin",)),
    Column("sex", gettext_lazy("性别")),
    Column("kind", gettext_lazy("岗位"), ("kind", "worker__pinyin")),
    Column("place", gettext_lazy("机构或地区")),
    Column("since", gettext_lazy("到岗日期"), ("since",)),
    Column("certificate", gettext_lazy("证书")),
)
_STATE = {
    CertificateState.NOT_NEEDED: "grey",
    CertificateState.VALID: "green",
    CertificateState.EXPIRING: "orange",
    CertificateState.EXPIRED: "red",
    CertificateState.MISSING: "red",
}


def sex_title(code: str) -> str:
    """Return a sex by its code of GB/T 2261.1."""
    return {"1": _("男"), "2": _("女")}.get(code, _("未说明"))


def post_title(code: str) -> str:
    """Return a post's title; a code no longer defined is its own title."""
    return title_of(POSTS[code]) if code in POSTS else code


def state_badge(kind: str, held: Collection[Held], on: date) -> SafeString | str:
    """Return how certificates stand for a post as a badge, "" where none is needed."""
    state = certificate_state(POSTS[kind], held, on=on)
    return "" if state is CertificateState.NOT_NEEDED else badge(word(state), _STATE[state])


def which_of(asks: Mapping[str, str]) -> queries.WhichPosts:
    """Return the posts that filters ask for."""
    which = queries.WhichPosts()
    if asks.get("kind") in POSTS:
        which["kinds"] = [asks["kind"]]
    if asks.get("division", "").isdigit():
        which["division"] = asks["division"]
    if asks.get("certified") in ("1", "0"):
        which["certified"] = asks["certified"] == "1"
    return which


def _cells(rows: list[tuple[Any, ...]], on: date) -> list[tuple[object, ...]]:
    held = queries.certificates_of({row[1] for row in rows})
    return [
        (
            link(f"/workforce/{worker}/", name),
            sex_title(sex),
            post_title(kind),
            link(f"/facilities/{facility}/", facility_name) if facility else places.path_of(place),
            f"{since:%Y-%m-%d}",
            state_badge(kind, held[worker], on),
        )
        for _pk, worker, name, sex, kind, place, facility, facility_name, since in rows
    ]


@page(
    READ,
    menu=Menu(gettext_lazy("从业人员"), "certificate", 30, group="registers"),
    name="workforce:list",
)
def post_list(request: ActorRequest) -> HttpResponse:
    """Who holds which post now."""
    today = clock.today()
    towns = places.choices(
        request.actor, on=today, permit=Permit.PLACES_READ, level=Level.TOWN, within=county.code()
    )
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("kind", gettext_lazy("岗位"), "select", definitions(POSTS)),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
            Filter(
                "certified", gettext_lazy("持证"), "select",
                [("1", _("持有效证书")), ("0", _("没有有效证书"))],
            ),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    which, q = which_of(asks), asks["q"]
    order, key = order_of(request, COLUMNS, ["worker__pinyin"])
    try:
        seen = queries.page(
            request.actor, on=today, q=q, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.page(request.actor, on=today, q=q, order=order, **which)
    count, more = count_up_to(queries.listed(request.actor, on=today, q=q, **which))
    table = Table(
        key="workforce",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen.rows, today),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 个岗位") if more else _("共 %(count)s 个岗位"))
        % {"count": count},
        export_url=export_of(request, "workforce-posts"),
        create_url=reverse("workforce:new") if request.actor.may(MANAGE) else "",
        create_title=_("登记人员"),
        empty_title=_("没有符合条件的人员"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的岗位。"),
    )
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "workforce/list.html"
    return render(request, template, {"table": table, "title": _("从业人员")})


@page(READ)
def worker_detail(request: ActorRequest, worker_id: int) -> HttpResponse:
    """One worker: posts, certificates, trainings."""
    today = clock.today()
    found = queries.detail(request.actor, worker_id)
    one = found.worker
    held = queries.certificates_of([one.pk])[one.pk]
    looked = queries.verified_of([one.pk])
    context = {
        "title": one.name,
        "worker": one,
        "back_url": reverse("workforce:list"),
        "facts": [
            (_("性别"), sex_title(one.sex)),
            (_("出生日期"), one.born and f"{one.born:%Y-%m-%d}"),
            (_("电话"), mask_phone(found.phone)),
            (_("身份核验"), verifying.told_of(looked.get((one.pk, 0)))),
        ],
        "posts": [_post(post, held, today) for post in found.posts],
        "certificates": [
            verifying.certificate_line(c, looked.get((one.pk, c.pk)), today)
            for c in found.certificates
        ],
        "trainings": [
            (title_of(TRAININGS[t.kind]), t.title, f"{t.completed:%Y-%m-%d}", t.days)
            for t in found.trainings
        ],
        "checks": [
            (
                f"{c.asked_on:%Y-%m-%d}",
                _("无记录，可以从业") if c.is_clear else _("有记录，不得从业"),
                c.document,
            )
            for c in found.checks
        ],
        "honours": honour_lines(request, one.pk),
        "is_checked": any(POSTS[post.kind].checks_offences for post in found.posts),
        "badge": queries.badge_of(one.pk),
        "manages": request.actor.may(MANAGE),
        "verifies": bool(request.actor.scope(MANAGE).divisions),
        "has_phone": bool(found.phone),
        "person_url": f"/people/{found.person}/" if found.person else "",
    }
    return render(request, "workforce/worker.html", context)


def _post(post: Any, held: list[Held], on: date) -> dict[str, Any]:
    holds = post.until is None or post.until > on
    return {
        "id": post.pk,
        "title": post_title(post.kind),
        "facility": post.facility,
        "place": places.path_of(post.division) if post.division else "",
        "since": f"{post.since:%Y-%m-%d}",
        "until": f"{post.until:%Y-%m-%d}" if post.until else "",
        "state": state_badge(post.kind, held, on) if holds else "",
        "open": post.until is None,
    }


def _links(request: ActorRequest) -> bool:
    """Whether the actor may find people in the register by their number."""
    return request.actor.may(Permit.PEOPLE_MANAGE)


def _facts(request: ActorRequest, data: dict[str, Any]) -> WorkerFacts:
    typed = data.get("person", "")
    return WorkerFacts(
        name=data["name"], sex=data["sex"] or "9", born=data["born"], phone=data["phone"],
        person=_registered(request, typed) if typed else None,
    )  # fmt: skip


def _registered(request: ActorRequest, typed: str) -> int:
    """Return the person of the register with an ID number; raises `BadPost` for the field."""
    try:
        found = people.named(request.actor, typed, on=clock.today())
    except Unfit as error:
        raise actions.BadPost("person", error.message, error.message_en, field="person") from error
    if len(found) != 1:
        raise actions.BadPost(
            "person", "在您的管辖范围内没有找到这个身份证号；不在人员名册的，请留空并填写姓名。",
            "This number is not in your area's register: leave it empty and enter the name.",
            field="person",
        )  # fmt: skip
    return found[0][0]


def _worker_url(worker_id: int) -> str:
    return reverse("workforce:worker", args=[worker_id])


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 19 else None


@page(MANAGE)
def hire(request: ActorRequest) -> HttpResponse:
    """Give a post to somebody new, or to the worker the address names."""
    known = _number(request.GET.get("worker", ""))
    worker = queries.worker(request.actor, known, permit=MANAGE) if known else None
    rows = facilities.within_scope(request.actor, MANAGE).exclude(closed__isnull=False)
    form = HireForm(
        request.POST or None,
        facilities=[(str(k), n) for k, n in rows.order_by("pinyin").values_list("pk", "name")],
        divisions=places.choices(
            request.actor, on=clock.today(), permit=MANAGE, within=county.code()
        ),
        known=worker is not None,
        links=_links(request),
        initial={key: request.GET.get(key, "") for key in ("facility", "kind", "division")},
    )

    def perform(data: dict[str, Any]) -> str:
        post = actions.hire(
            request.actor,
            kind=data["kind"],
            on=data["on"],
            worker=known,
            facts=None if known else _facts(request, data),
            facility=_number(data["facility"]),
            division=data["division"],
        )
        return _worker_url(post.worker.pk)

    title = _("登记岗位：%(name)s") % {"name": worker.name} if worker else _("登记人员")
    back = _worker_url(worker.pk) if worker else reverse("workforce:list")
    return asked(request, form, perform, title=title, back=back)


@page(MANAGE)
def worker_edit(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Correct a worker's facts."""
    found = queries.worker(request.actor, worker_id, permit=MANAGE)
    form = WorkerForm(
        request.POST or None,
        links=_links(request) and found.person_id is None,
        initial={name: getattr(found, name) for name in ("name", "sex", "born", "version")},
    )
    form.fields["phone"].help_text = _("不改的留空")

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else found.version
        actions.edit_worker(
            request.actor, worker=worker_id, version=version, facts=_facts(request, data)
        )

    return asked(request, form, perform, title=_("修改人员信息"), back=_worker_url(worker_id))


@page(MANAGE)
def worker_reveal(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Ask for a reason, then show a worker's phone in full."""
    found = queries.worker(request.actor, worker_id, permit=MANAGE)

    def show(reason: str) -> str:
        return actions.reveal_phone(request.actor, worker=worker_id, reason=reason).value

    title = _("查看%(name)s的%(what)s") % {"name": found.name, "what": _("电话")}
    return revealed(request, show, title=title, back=_worker_url(worker_id))


@page(MANAGE)
def post_end(request: ActorRequest, post_id: int) -> HttpResponse:
    """End a post."""
    found = queries.post(request.actor, post_id, permit=MANAGE)
    if found.until is not None:
        raise NotHere("post", post_id)
    form = EndForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_post(request.actor, post=post_id, on=data["on"])

    title = _("离岗：%(name)s · %(post)s") % {
        "name": found.worker.name, "post": post_title(found.kind),
    }  # fmt: skip
    return asked(request, form, perform, title=title, back=reverse("workforce:list"))


@page(MANAGE)
def certificate_new(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Record a certificate."""
    queries.worker(request.actor, worker_id, permit=MANAGE)
    form = CertificateForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        kind, _colon, grade = data["certificate"].partition(":")
        actions.add_certificate(
            request.actor,
            worker=worker_id,
            kind=kind,
            grade=grade,
            number=data["number"],
            since=data["since"],
            until=day_after(data["valid_to"]),
        )

    return asked(request, form, perform, title=_("登记证书"), back=_worker_url(worker_id))


@page(MANAGE)
def training_new(request: ActorRequest) -> HttpResponse:
    """Record that several workers completed a training."""
    asks = {key: request.GET.get(key, "") for key in ("kind", "division")}
    which = which_of(asks)
    if facility := _number(request.GET.get("facility", "")):
        which["facility"] = facility
    offered = queries.choices(request.actor, on=clock.today(), limit=OFFERED, **which)
    form = TrainingForm(request.POST or None, workers=[(str(key), name) for key, name in offered])

    def perform(data: dict[str, Any]) -> None:
        actions.record_training(
            request.actor,
            workers=[int(key) for key in data["workers"]],
            kind=data["kind"],
            title=data["title"],
            completed=data["completed"],
            days=data["days"],
        )

    hint = _("只列出前 %(count)s 名；人多时先在名册按岗位、乡镇筛选。") % {"count": OFFERED}
    return asked(
        request, form, perform, title=_("登记培训"), back=reverse("workforce:list"),
        more={"hint": hint if len(offered) == OFFERED else ""},
    )  # fmt: skip
