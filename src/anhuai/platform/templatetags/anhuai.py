"""Template tags of the page kit: assets, icons, list rows, form controls, charts, figures."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.db.models import BigIntegerField, CharField
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anhuai.platform import helping
from anhuai.platform.compiled import Compiled, Slot
from anhuai.platform.listing import Filter, escaped
from anhuai.platform.models import SavedView
from anhuai.platform.templatetags import figures, settled

register = template.Library()
register.tag("translate", settled.translate)
register.tag("url", settled.address)

_GROUP_TITLES = {
    "work": gettext_lazy("工作"),
    "desk": gettext_lazy("值守与热线"),
    "care": gettext_lazy("服务与照护"),
    "money": gettext_lazy("待遇与资金"),
    "registers": gettext_lazy("名册"),
    "plans": gettext_lazy("规划"),
    "system": gettext_lazy("系统"),
}


def _manifest() -> Mapping[str, str]:
    # In DEBUG the front end may be rebuilt beside the running server.
    return _read_manifest() if not settings.DEBUG else _read_manifest.__wrapped__()


@lru_cache(maxsize=1)
def _read_manifest() -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = json.loads((settings.FRONTEND / "manifest.json").read_text())
    except FileNotFoundError:
        return {}
    return found


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built front-end file, e.g. "app.css".

    Before the front end is built the plain name is returned: pages work, but look bare.
    """
    return f"{settings.STATIC_URL}{_manifest().get(name, name)}"


@register.simple_tag(takes_context=True)
def help_url(context: Mapping[str, Any]) -> str:
    """Return the address of this page's help; all help where the page has none of its own."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    section = helping.section_for(match.view_name) if match else None
    if section is None:
        return reverse("platform:help_index")
    return f"{reverse('platform:help', args=[section.group])}#{section.anchor}"


@register.simple_tag(takes_context=True)
def top(context: Mapping[str, Any]) -> SafeString:
    """Return the bar above a page: drawn once for what it shows, then given token and address."""
    shell, request = context.get("shell") or {}, context.get("request")
    drawn = _kept(_drawn_top)(
        get_language() or "", help_url(context), f"{context.get('search_query') or ''}",
        tuple((name, shell.get(name, "")) for name in _IN_TOP),
    )  # fmt: skip
    drawn = drawn.replace(_TOKEN, escaped(context.get("csrf_token", "")))
    return SafeString(drawn.replace(_HERE, escaped(request.get_full_path() if request else "")))


def _kept(draw: Any) -> Any:
    return draw.__wrapped__ if settings.DEBUG else draw  # icons' addresses change with a build


# Where the two things stand that differ from page to page; no name or word can hold these.
_TOKEN, _HERE = (f"{what}-{secrets.token_hex(16)}" for what in ("token", "here"))
_IN_TOP = (
    "county_name", "actor_name", "actor_role", "elder", "elder_size", "standing_in", "unread",
)  # fmt: skip


@lru_cache(maxsize=256)
def _drawn_top(
    _language: str, help_url: str, search_query: str, shown: tuple[tuple[str, object], ...]
) -> str:
    # Everything it shows is in the key: who sees another's bar sees their own.
    context = {
        "shell": dict(shown), "help_url": help_url, "search_query": search_query,
        "csrf_token": _TOKEN, "here": _HERE,
    }  # fmt: skip
    return render_to_string("platform/_top.html", context)


@register.filter
def mark_of(name: str) -> str:
    """Return the character that stands for a name; what stands in brackets before it does not."""
    bare = re.sub(r"^[（(][^）)]*[）)]", "", name)
    return next((one for one in bare if one.isalnum()), "")


@register.simple_tag
def filter_bar(filters: Sequence[Filter], path: str) -> SafeString:
    """Return a list's filters as a form, drawn once for what they hold; all of it is plain text."""
    held = tuple(
        (f.name, _plain(f.label), f.kind, tuple([(_plain(v), _plain(t)) for v, t in f.choices]),
         _plain(f.placeholder), _plain(f.value))
        for f in filters
    )  # fmt: skip
    return SafeString(_kept(_drawn_filters)(get_language() or "", path, held))


def _plain(text: object) -> str:
    """Return a text that is escaped when shown, whatever it was: equal keys must draw alike."""
    return str.__str__(str(text))


@lru_cache(maxsize=256)
def _drawn_filters(_language: str, path: str, held: tuple[tuple[Any, ...], ...]) -> str:
    context = {"filters": [Filter(*one) for one in held], "path": path}
    return render_to_string("platform/_filters.html", context)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a decorative line icon from the sprite (names: frontend/src/icons.json)."""
    return _icon(name, asset("icons.svg"))


@lru_cache(maxsize=512)
def _icon(name: str, sprite: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.filter
def group_title(group: str) -> object:
    """Return the menu group's title; an unknown group is its own title."""
    return _GROUP_TITLES.get(group, group)


@register.simple_tag
def rows(table: Any) -> SafeString:
    """Return a list's rows as `<tr>`s; each cell names its column for the card view of phones.

    Written here and not in the template because a page has hundreds of cells (evidence/web.md §4).
    A row is a sequence of cells; a cell that is not safe is escaped.
    """
    opens = []
    for at, (_key, title, _url, _direction, css) in enumerate(table.columns):
        label = escaped(title)
        css_attribute = f' class="{escaped(css)}"' if css else ""
        if at:
            opens.append((f'<td{css_attribute} data-label="{label}">', "</td>"))
        else:
            opens.append((f'<th scope="row"{css_attribute}>', "</th>"))
    written = []
    for row in table.rows:
        cells = zip(opens, row, strict=True)
        inner = "".join([f"{head}{escaped(cell)}{end}" for (head, end), cell in cells])
        written.append(f"<tr>{inner}</tr>")
    return mark_safe("".join(written))  # noqa: S308 - every cell went through escaped


@register.simple_tag
def options(filter: Any) -> SafeString:
    """Return a filter's choices as `<option>`s, the chosen one selected; written here as rows are.

    A choice of "" is left out: the filter's placeholder stands for it.
    """
    chosen = str(filter.value)
    return mark_safe("".join([  # noqa: S308 - every value and label is escaped
        f'<option value="{escaped(value)}"{" selected" if str(value) == chosen else ""}>'
        f"{escaped(label)}</option>"
        for value, label in filter.choices
        if value != ""
    ]))  # fmt: skip


_CONTROL_CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "nullbooleanselect": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "",
    "checkboxselectmultiple": "",
}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Return a form field's widget with the page kit's classes; errors mark it invalid."""
    kind = field.widget_type
    css = _CONTROL_CLASSES.get(kind, "form-control")
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(filter(None, [css, own, "is-invalid" if field.errors and css else ""]))
    attrs: dict[str, str | bool] = {"class": classes} if classes else {}
    if field.field.required and not field.use_fieldset:
        attrs["aria-required"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def is_check(field: BoundField) -> bool:
    """Tell whether a field is a single tick box, whose label stands behind it."""
    return field.widget_type == "checkbox"


def _as_is(value: float | None) -> float | None:
    return value


@register.inclusion_tag("platform/_chart.html")
def chart(id: str, data: Mapping[str, Any], kind: str = "bar", size: str = "md") -> dict[str, Any]:
    """Draw a chart of kind bar, line or pie and size sm, md or lg.

    `data` holds labels and series (name, values), and may hold title, unit, stacked, horizontal,
    mirrored (negative values to the left, as in a pyramid of ages), urls (one a label). Readers
    without a screen get the same data as a table.
    """
    series = data["series"]
    said = abs if data.get("mirrored") else _as_is  # a mirrored value's sign is only a direction
    table = [
        (label, [said(one["values"][at]) for one in series])
        for at, label in enumerate(data["labels"])
    ]
    return {
        "id": id, "kind": kind, "size": size, "title": data.get("title", ""),
        "unit": data.get("unit", ""), "heads": [one["name"] for one in series], "table": table,
        "script": json_script(data, f"{id}-data"),
    }  # fmt: skip


@register.inclusion_tag("platform/_map.html")
def area_map(
    id: str, geojson_url: str, data: Mapping[str, Any], size: str = "lg"
) -> dict[str, Any]:
    """Draw a map of areas coloured by value.

    `data` holds name, unit and places (code, name, value or None, url, text); GeoJSON features are
    joined by their property `code`, else `name`.
    """
    return {
        "id": id, "geojson_url": geojson_url, "size": size, "name": data["name"],
        "unit": data.get("unit", ""), "places": data["places"],
        "script": json_script(data, f"{id}-data"),
    }  # fmt: skip


@register.simple_tag
def spark(values: Sequence[float | None], title: str = "") -> SafeString:
    """Return a small line of a trend as inline SVG; missing values leave a gap."""
    return figures.spark(values, title=title or _("趋势"))


@register.simple_tag
def bar(value: float | None, target: float | None, title: str = "") -> SafeString:
    """Return a small bar of a value against its target as inline SVG."""
    return figures.bar(value, target, title=title)


@register.simple_tag
def query_without(request: HttpRequest, *names: str) -> str:
    """Return the address's query without some parameters and without empty ones."""
    kept = [(k, v) for k, vs in request.GET.lists() if k not in names for v in vs if v]
    return urlencode(kept)


@register.filter
def sizes(text: str) -> list[int]:
    """Return the numbers of a line such as "18 21 24"."""
    return [int(word) for word in text.split()]


@register.simple_tag(takes_context=True)
def saved_views(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the actor's own saved views of this list: title and address."""
    request = context["request"]
    kept = _SAVED(account=request.actor.account or 0, list=request.path)
    return [(title, f"{request.path}?{query}") for title, query in kept]


_SAVED = Compiled(
    lambda: (
        SavedView.objects.filter(
            account=Slot("account", BigIntegerField()), list=Slot("list", CharField())
        )
        .order_by("title")
        .values_list("title", "query")
    )
)
