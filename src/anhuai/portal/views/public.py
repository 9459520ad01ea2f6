"""Open data for anybody: what is published, each set with its facts, CSV and JSON."""

import csv
import io
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform import county
from anhuai.platform.pages import public_page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of
from anhuai.portal import queries
from anhuai.portal.catalogue import DATA_SETS
from anhuai.portal.rules import DataSet

SHOWN = 200
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def heads(definition: DataSet) -> list[str]:
    """Return a data set's heads in the language of the page."""
    return [english if is_english() else chinese for _key, chinese, english in definition.columns]


def shown(one: Any) -> dict[str, object]:
    """Return the first rows for a page, each cell with its head, as phones show them."""
    titles = heads(DATA_SETS[one.code])
    rows = [list(zip(titles, row, strict=True)) for row in one.rows[:SHOWN]]
    return {"heads": titles, "rows": rows, "is_cut": len(one.rows) > SHOWN, "shown": SHOWN}


def _says(definition: DataSet) -> str:
    return definition.says_en if is_english() else definition.says


@public_page
def open_data(request: ActorRequest) -> HttpResponse:
    """What is published."""
    sets = [
        {
            "title": title_of(DATA_SETS[one.code]), "says": _says(DATA_SETS[one.code]),
            "url": reverse("portal:data_set", args=[one.code]), "on": one.on,
        }
        for one in queries.published()
    ]  # fmt: skip
    context = {"title": _("开放数据"), "sets": sets, "licence": settings.ANHUAI_OPEN_LICENCE}
    return render(request, "portal/open_data.html", context)


@public_page
def data_set(request: ActorRequest, code: str) -> HttpResponse:
    """One data set: what it is, its first rows, and where to fetch it."""
    one = queries.published_one(code)
    definition = DATA_SETS[one.code]
    facts = [
        (_("数据日期"), one.on), (_("公开时间"), f"{one.published_at:%Y-%m-%d}"),
        (_("行数"), len(one.rows)), (_("使用说明"), settings.ANHUAI_OPEN_LICENCE),
    ]  # fmt: skip
    if definition.is_counted:
        hidden = _("小于 %(n)s 的人数写作“<%(n)s”；“…”是为防止推算而隐去的数。")
        facts.append((_("隐去规则"), hidden % {"n": one.threshold}))
    if one.note:
        facts.append((_("说明"), one.note))
    context = {
        "title": title_of(definition), "says": _says(definition), "facts": facts,
        "code": code,
    }  # fmt: skip
    return render(request, "portal/data_set.html", context | shown(one))


@public_page
def data_csv(request: ActorRequest, code: str) -> HttpResponse:
    """The rows as CSV that opens in Excel."""
    del request
    one = queries.published_one(code)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads(DATA_SETS[code]))
    writer.writerows([_plain(cell) for cell in row] for row in one.rows)
    response = HttpResponse("\N{BYTE ORDER MARK}" + out.getvalue(), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{code}-{one.on}.csv"'
    return response


def _plain(cell: str) -> str:
    # A cell that a spreadsheet would compute stays a text.
    return f"'{cell}" if cell.startswith(_RISKY) else cell


@public_page
def data_json(request: ActorRequest, code: str) -> HttpResponse:
    """The rows as JSON with what the data set is."""
    del request
    one = queries.published_one(code)
    definition = DATA_SETS[code]
    keys = [key for key, _chinese, _english in definition.columns]
    body = {
        "code": code,
        "title": definition.title,
        "title_en": definition.title_en,
        "description": definition.says,
        "publisher": county.name(),
        "spatial": one.division,
        "temporal": one.on.isoformat(),
        "issued": one.published_at.isoformat() if one.published_at else None,
        "licence": settings.ANHUAI_OPEN_LICENCE,
        "note": one.note,
        "small_cells": one.threshold if definition.is_counted else None,
        "columns": [
            {"key": key, "title": chinese, "title_en": english}
            for key, chinese, english in definition.columns
        ],
        "rows": [dict(zip(keys, row, strict=True)) for row in one.rows],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
