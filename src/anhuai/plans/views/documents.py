"""Documents given to the reader: uploading, what was read, contradictions, going live, exports."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.places import queries as places
from anhuai.plans import actions, queries
from anhuai.plans.forms import DocumentForm, PublishForm
from anhuai.plans.rules.drafting import ItemKind
from anhuai.plans.views.boards import workbook
from anhuai.plans.views.item_forms import KINDS
from anhuai.plans.views.item_words import STATES, said, severity_of, title_of_check
from anhuai.platform import county, files
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("name", gettext_lazy("文件")),
    Column("division", gettext_lazy("地区")),
    Column("uploaded", gettext_lazy("上传")),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("编号"), gettext_lazy("类型"), gettext_lazy("名称"), gettext_lazy("内容"),
    gettext_lazy("原文"), gettext_lazy("章节"), gettext_lazy("把握"), gettext_lazy("状态"),
    gettext_lazy("确认人"),
)  # fmt: skip
_STATUS = {
    "waiting": (gettext_lazy("正在读"), "blue"), "read": (gettext_lazy("已读"), "green"),
    "failed": (gettext_lazy("读不了"), "red"), "stopped": (gettext_lazy("已停止"), "grey"),
}  # fmt: skip


@page(
    Permit.PLANS_MANAGE,
    menu=Menu(gettext_lazy("规划文件"), "file-text", 18, group="plans"),
    name="plans:documents",
)
def document_list(request: ActorRequest) -> HttpResponse:
    """Every document given to the reader."""
    found = queries.documents(request.actor, request.GET.get("q", "").strip())
    table = Table(
        key="plan_documents",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("plans:document", args=[one.pk]), one.name),
                places.path_of(one.division),
                f"{one.uploaded_at:%Y-%m-%d} · {one.uploaded_by}",
                badge(*_STATUS[one.status]),
            )
            for one in found
        ],
        filters=filled(request, [Filter("q", gettext_lazy("文件名称"))]),
        create_url=reverse("plans:document_new"),
        create_title=_("上传文件"),
        empty_title=_("还没有规划文件"),
        empty_hint=_("上传一份规划或实施方案，系统读出指标、任务和项目，由您逐条确认。"),
    )
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"title": _("规划文件"), "table": table})


@page(Permit.PLANS_MANAGE)
def document_new(request: ActorRequest) -> HttpResponse:
    """Give the reader a document; it is read by a job."""
    earlier = [(str(one.pk), one.name) for one in queries.documents(request.actor)]
    form = DocumentForm(
        request.POST or None, request.FILES or None,
        divisions=_divisions(request), earlier=[("", _("不是修订")), *earlier],
        initial={"previous": request.GET.get("previous", "")},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        upload = data.pop("file", None)
        document = actions.give_document(
            request.actor, name=upload.name if upload else _("粘贴的文字"),
            division=data["division"], stream=upload.file if upload else None, text=data["text"],
            previous=int(data["previous"]) if data["previous"] else None,
        )  # fmt: skip
        job = actions.enqueue(request.actor, document)
        return reverse("platform:job", args=[job.pk])

    back = reverse("plans:documents")
    return asked(request, form, perform, title=_("上传规划文件"), back=back)


def _divisions(request: ActorRequest) -> list[tuple[str, str]]:
    scope = request.actor.scope(Permit.PLANS_MANAGE)
    roots = [one for one in scope.divisions if one] or [county.code()]
    return [(one, places.path_of(one)) for one in roots if one]


@page(Permit.PLANS_MANAGE)
def document_page(request: ActorRequest, document_id: int) -> HttpResponse:
    """One document: the plans in it, how far each is confirmed, what it contradicts."""
    found = queries.document(request.actor, document_id)
    findings = queries.draft_findings(request.actor, found)
    context = {
        "title": found.name,
        "document": found,
        "problem": found.problem_en if _is_english(request) else found.problem,
        "badges": [badge(*_STATUS[found.status])],
        "facts": [
            (_("地区"), places.path_of(found.division)),
            (_("上传"), f"{found.uploaded_at:%Y-%m-%d} · {found.uploaded_by}"),
            (_("字数"), len(found.text)),
            (_("矛盾"), len(findings)),
            (_("修订自"), _previous(found)),
        ],
        "drafts": [
            (one, queries.progress(request.actor, one))
            for one in queries.drafts(request.actor, found)
        ],
        "kinds": KINDS,
        "findings": len(findings),
        "back_url": reverse("plans:documents"),
    }
    return render(request, "plans/document.html", context)


def _previous(found: Any) -> Any:
    if found.previous is None:
        return "—"
    return link(reverse("plans:document", args=[found.previous_id]), found.previous.name)


def _is_english(request: ActorRequest) -> bool:
    return str(getattr(request, "LANGUAGE_CODE", "")).startswith("en")


@page(Permit.PLANS_MANAGE)
@require_POST
def document_stop(request: ActorRequest, document_id: int) -> HttpResponse:
    """Stop reading a document."""
    actions.stop_reading(request.actor, document=document_id)
    return HttpResponseRedirect(reverse("plans:document", args=[document_id]))


@page(Permit.PLANS_MANAGE)
def document_file(request: ActorRequest, document_id: int) -> HttpResponse:
    """The file a document came as, also a scan attached to a text that was typed."""
    found = queries.document(request.actor, document_id)
    if found.file is None:
        raise NotHere("plan_document", document_id)
    return files.download(found.file)  # type: ignore[return-value]


@page(Permit.PLANS_MANAGE)
def document_findings(request: ActorRequest, document_id: int) -> HttpResponse:
    """What a document contradicts: both places, the arithmetic, what to ask the issuer."""
    found = queries.document(request.actor, document_id)
    rows = [
        {
            "title": title_of_check(one.check_code),
            "badge": severity_of(one.severity),
            "arithmetic": one.arithmetic,
            "question": one.question,
            "places": [
                (
                    (
                        f"{reverse('plans:draft', args=[one.draft_id])}?kind=finding#f"
                        f"{one.pk}-{number}"
                    ),
                    found.text[start:end][:160],
                )
                for number, (start, end) in enumerate(one.places, start=1)
            ],
        }
        for one in queries.draft_findings(request.actor, found)
    ]
    context = {
        "title": _("矛盾：%(name)s") % {"name": found.name}, "rows": rows,
        "back_url": reverse("plans:document", args=[found.pk]),
    }  # fmt: skip
    return render(request, "plans/document_findings.html", context)


@page(Permit.PLANS_MANAGE)
def draft_publish(request: ActorRequest, draft_id: int) -> HttpResponse:
    """Put what is confirmed of a draft on the board."""
    draft = queries.draft(request.actor, draft_id)
    plan = draft.plan
    initial = {
        "code": plan.code if plan else f"{draft.document.division}-{draft.ends or ''}-{draft.pk}",
        "short_title": plan.short_title if plan else draft.title[:40],
        "starts": plan.starts if plan else draft.starts, "ends": plan.ends if plan else draft.ends,
    }  # fmt: skip
    form = PublishForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> str:
        live = actions.publish_draft(request.actor, draft=draft_id, **data)
        return reverse("plans:board", args=[live.code])

    title = _("上线：%(plan)s") % {"plan": draft.title}
    more = {
        "hint": _("已确认的指标、任务和项目会进入看板；没有确认的留在草稿里，之后可以再上线。"),
        "submit_title": _("上线"),
    }
    return asked(
        request, form, perform, title=title, back=reverse("plans:draft", args=[draft_id]), more=more
    )


@page(Permit.PLANS_EXPORT)
def draft_workbook(request: ActorRequest, draft_id: int) -> HttpResponse:
    """A draft's items with their words in the document, as a workbook."""
    draft = queries.draft(request.actor, draft_id)
    return workbook(HEADS, _exported(request, draft), draft.title)


def _exported(request: ActorRequest, draft: Any) -> Iterator[list[str]]:
    text = draft.document.text
    for one in queries.items(request.actor, draft).order_by("start", "pk"):
        yield [
            one.code, str(KINDS[ItemKind(one.kind)]), one.title, said(one.kind, one.values),
            text[one.start : one.end][:300], one.section, f"{one.confidence:.0%}",
            str(STATES[one.state][0]), one.decided_by,
        ]  # fmt: skip


@page(Permit.PLANS_EXPORT)
def draft_yaml(request: ActorRequest, draft_id: int) -> HttpResponse:
    """A draft's items that were not rejected, in the annotation's YAML."""
    from anhuai.plans.engine.writing import as_yaml

    draft = queries.draft(request.actor, draft_id)
    rows = list(
        queries.items(request.actor, draft).exclude(state="rejected").order_by("start", "pk")
    )
    body = as_yaml(
        {
            "title": draft.title,
            "issuer": draft.issuer,
            "doc_number": draft.document_number,
            "issue_date": draft.issued,
            "start": draft.starts,
            "end": draft.ends,
        },
        [
            (
                one.kind,
                one.code,
                one.values,
                draft.document.text[one.start : one.end],
                one.section,
                one.state,
            )
            for one in rows
        ],
    )
    answer = HttpResponse(body, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="plan-{draft.pk}.yaml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
