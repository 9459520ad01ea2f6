"""What a failure that no page foresaw looks like: our fault, or a database that is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

RETRY_AFTER = 30  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, locked or out of disk, and 500 for anything else.

    The transaction is undone in either case; neither page asks the database for anything.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    headers = {"Retry-After": str(RETRY_AFTER)} if away else {}
    if request.path.startswith("/api/"):
        says = _("系统暂时连不上数据库") if away else _("系统出错了")
        return JsonResponse({"detail": says}, status=status, headers=headers)
    page = loader.get_template(f"{status}.html").render()
    return HttpResponse(page, status=status, headers=headers)
