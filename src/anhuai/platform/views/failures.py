"""What a failure that no page foresaw looks like: our fault, or a database that is away."""

import errno
import sqlite3
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

RETRY_AFTER = 30  # seconds


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: BaseException | None) -> bool:
    """Say whether an error, or what caused it, is a full disk: the system's, or the database's."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        is_told = isinstance(error, OperationalError | sqlite3.OperationalError)
        told = str(error).lower() if is_told else ""
        if "disk is full" in told or "no space left" in told:
            return True
        error = error.__cause__ or error.__context__
    return False


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 507 when the disk is full, 503 while the database is away or locked, else 500.

    The transaction is undone in any case; none of the pages asks the database for anything.
    """
    error = sys.exc_info()[1]
    away = isinstance(error, OperationalError | InterfaceError)
    status = 507 if is_full(error) else 503 if away else 500
    headers = {"Retry-After": str(RETRY_AFTER)} if status != 500 else {}
    if request.path.startswith("/api/"):
        says = {
            507: _("服务器磁盘已满，没有保存"), 503: _("系统暂时连不上数据库"),
            500: _("系统出错了"),
        }[status]  # fmt: skip
        return JsonResponse({"detail": says}, status=status, headers=headers)
    page = loader.get_template(f"{status}.html").render()
    return HttpResponse(page, status=status, headers=headers)


def too_large() -> HttpResponse:
    """Answer a request whose body is larger than any page takes; its rest is not read."""
    limit = settings.ANHUAI_UPLOAD_LIMIT >> 20
    page = loader.get_template("413.html").render({"limit": limit})
    return HttpResponse(page, status=413, headers={"Connection": "close"})
