"""What the room adds to lower rooms' pages: a person's benefits, and the start page's figures."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import queries
from anhuai.benefits.rules.findings import FindingKind
from anhuai.benefits.rules.procedure import State
from anhuai.benefits.rules.reasons import Outcome
from anhuai.benefits.views.applications import state_badge
from anhuai.benefits.views.decided import why_url
from anhuai.benefits.views.wording import fact_text, months
from anhuai.platform import clock
from anhuai.platform.asking import last_day
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word

READ = Permit.BENEFITS_READ


@panel("people.person", title=gettext_lazy("待遇"), order=15, permit=READ)
def own(request: ActorRequest, key: int) -> SafeString:
    """Draw what a person is owed this month, why not the rest, and their applications."""
    found = queries.of_one(request.actor, key, on=clock.today())
    items = list(found.run.items) if found.run else []
    owed = {row[3] for row in found.rows}
    others = [
        (
            why_url(key, item), queries.title_of_item(item),
            one.text_en if is_english() else one.text, one.outcome.is_unknown,
        )
        for item, one in queries.codes_text(found.codes, items)
        if item not in owed and one.outcome not in (Outcome.ABSENT, Outcome.NOT_IN_FORCE)
    ]  # fmt: skip
    context = {
        "rows": [
            (
                why_url(key, item), queries.title_of_item(item),
                queries.amount_text(item, amount), months(since, until),
            )
            for _pk, _person, _name, item, _place, amount, since, until in found.rows
        ],
        "others": others, "is_decided": bool(found.run),
        "applications": [
            (
                reverse("benefits:application", args=[row[0]]), queries.title_of_item(row[3]),
                state_badge(row[6]),
            )
            for row in queries.of_person(request.actor, key)
        ],
        "apply_url": f"{reverse('benefits:apply')}?person={key}"
        if request.actor.may(Permit.BENEFITS_APPLY) else "",
        "declared": list(_declared(request, key)),
        "declare_url": reverse("benefits:declare", args=[key])
        if request.actor.may(Permit.BENEFITS_HANDLE) else "",
        "restate_url": reverse("benefits:restate", args=[key])
        if request.actor.may(Permit.BENEFITS_CONFIRM) else "",
    }  # fmt: skip
    return SafeString(render_to_string("benefits/_person.html", context, request=request))


def _declared(request: ActorRequest, key: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield what was declared: what, how much, from when to when, by what, the document."""
    for row in queries.declared_of(request.actor, key).rows:
        title, said = fact_text(row.fact, row.value)
        span = f"{row.since:%Y-%m-%d} — {last_day(row.until)}"
        url = reverse("benefits:declared_file", args=[key, row.file_id]) if row.file_id else ""
        yield title, said, span, row.source, url


@panel("home", title=gettext_lazy("待遇"), order=12, permit=Permit.BENEFITS_HANDLE)
def home(request: ActorRequest, key: int) -> SafeString | str:
    """Draw what waits: findings and applications; nothing before the first night."""
    del key
    counts = queries.open_counts(request.actor)
    waits = queries.counts(request.actor, on=clock.today())
    if not counts and not any(waits.values()):
        return ""
    findings = [
        {
            "title": word(kind), "value": f"{counts[kind]:,}",
            "url": f"{reverse('benefits:findings')}?state=open&kind={kind.value}",
            "tone": {"red": "bad", "green": "good"}.get(kind.colour, ""),
        }
        for kind in FindingKind if counts.get(kind)
    ]  # fmt: skip
    steps = [
        {
            "title": word(state), "value": f"{waits[state]:,}",
            "url": f"{reverse('benefits:applications')}?state={state.value}",
        }
        for state in State if waits.get(state)
    ]  # fmt: skip
    if waits["late"]:
        steps.insert(
            0, {"title": _("申请超期"), "value": f"{waits['late']:,}", "tone": "bad",
                "url": f"{reverse('benefits:applications')}?late=1"},
        )  # fmt: skip
    context = {"findings": findings, "steps": steps}
    return SafeString(render_to_string("benefits/_home.html", context, request=request))
