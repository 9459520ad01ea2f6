"""A document's text with every item marked: a mark is a link to its item beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Span = tuple[int, int, str, str, str]
"""Start, end, the mark's own id, the id it leads to, and its state (a class)."""


def marked(text: str, start: int, end: int, spans: Sequence[Span]) -> SafeString:
    """Return the stretch of a text as paragraphs; of spans that overlap, the inner ones stay whole.

    Every span has its id in the page once, so that a link to it always leads somewhere.
    """
    wanted = sorted(
        (one for one in spans if start <= one[0] < end), key=lambda one: (one[0], one[1])
    )
    out: list[str] = []
    at = start
    for index, (low, high, own, to, state) in enumerate(wanted):
        following = wanted[index + 1][0] if index + 1 < len(wanted) else end
        high = max(low, min(high, end, following if following > low else high))
        low = max(low, at)
        out.append(escape(text[at:low]))
        if high > low:
            out.append(
                f'<a class="plan-mark plan-{escape(state)}" id="{own}" '
                f'href="#{to}">{escape(text[low:high])}</a>'
            )
            at = high
        else:
            out.append(f'<span id="{own}"></span>')
            at = max(at, low)
    out.append(escape(text[at:end]))
    return mark_safe("".join(out))  # noqa: S308 - every piece is escaped above


def finding_spans(findings: Iterable[Any]) -> list[Span]:
    """Return the places of contradictions as spans, named by finding and place."""
    return [
        (start, end, f"f{one.pk}-{number}", f"c{one.pk}", one.severity)
        for one in findings
        for number, (start, end) in enumerate(one.places, start=1)
    ]
