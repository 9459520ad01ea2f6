"""Small figures as inline SVG: no script, no inline style, the same drawing on paper."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, EDGE = 96, 24, 3


def spark(values: Sequence[float | None], *, title: str) -> SafeString:
    """Return a trend line with its last point marked; nothing below two known values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, span = min(known), (max(known) - min(known)) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    path, last, pen = [], (0.0, 0.0), "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        last = (EDGE + at * step, HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE))
        path.append(f"{pen}{last[0]:.1f} {last[1]:.1f}")
        pen = "L"
    said = _("%(title)s：从 %(first)s 到 %(last)s") % {
        "title": title, "first": _plain(known[0]), "last": _plain(known[-1])
    }  # fmt: skip
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        WIDTH, HEIGHT, said, "".join(path), f"{last[0]:.1f}", f"{last[1]:.1f}",
    )  # fmt: skip


def bar(value: float | None, target: float | None, *, title: str = "") -> SafeString:
    """Return a bar filled to value ÷ target with a mark at the target; hollow without a value."""
    if not target:
        return SafeString("")
    whole = 100.0
    share = 0.0 if value is None else max(0.0, value / target)
    # Room beyond the target only where the value goes beyond it, and never more than half again.
    scale = whole / max(1.0, min(share, 1.5))
    if value is None:
        said = _("没有数据，目标 %(target)s") % {"target": _plain(target)}
    else:
        said = _("%(value)s，目标 %(target)s") % {"value": _plain(value), "target": _plain(target)}
    state = "is-none" if value is None else "is-met" if share >= 1 else "is-below"
    return format_html(
        '<svg class="meter {}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{}{}"><rect class="meter-back" width="100" height="10"/>'
        '<rect class="meter-fill" width="{}" height="10"/>'
        '<rect class="meter-mark" x="{}" width="1" height="10"/></svg>',
        state, f"{title} " if title else "", said,
        f"{min(whole, share * scale):.1f}", f"{min(whole - 1, scale):.1f}",
    )  # fmt: skip


def _plain(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")
