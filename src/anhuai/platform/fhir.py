"""FHIR R4 for reading, under `/api/fhir/R4`: rooms add resources; keys and scope as elsewhere.

Facts from the R4 specification (4.0.1): application/fhir+json, OperationOutcome for every error,
searchset Bundles with `self` and `next`, unknown parameters ignored unless handling=strict.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.api import KeyAuth, KeyOver, SignedIn
from anhuai.platform.listing import BadCursor
from anhuai.platform.pages import public_page
from anhuai.platform.requests import NOT_HERE, ActorRequest, origin_of

JSON = "application/fhir+json"
VERSION = "4.0.1"
BASE = "/api/fhir/R4"
MOST = 100  # resources in a Bundle


class BadSearch(ValueError):
    """Search parameters that cannot be read; `code` is an IssueType."""

    def __init__(self, says: str, code: str = "invalid") -> None:
        super().__init__(says)
        self.says = says
        self.code = code


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource that can be read and searched: (name, type, documentation) a parameter."""

    type: str
    says: str
    parameters: Sequence[tuple[str, str, str]]


_RESOURCES: list[Resource] = []


def offer(resource: Resource) -> Resource:
    """Name a resource in the CapabilityStatement."""
    _RESOURCES.append(resource)
    return resource


fhir = NinjaAPI(
    title="Anhuai FHIR R4", version="4.0.1", auth=[KeyAuth(), SignedIn(csrf=True)],
    urls_namespace="api-fhir", docs_url=None, openapi_url=None,
)  # fmt: skip


def answer(
    body: Mapping[str, Any], *, status: int = 200, heads: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return a resource as FHIR JSON."""
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=f"{JSON}; charset=utf-8")
    for name, value in (heads or {}).items():
        response[name] = value
    return response


def outcome(status: int, code: str, says: str) -> HttpResponse:
    """Return an error as an OperationOutcome; `code` is an IssueType of R4."""
    issue = {"severity": "error", "code": code, "diagnostics": says}
    return answer({"resourceType": "OperationOutcome", "issue": [issue]}, status=status)


def bundle(
    request: HttpRequest,
    kind: str,
    found: Iterable[Mapping[str, Any]],
    *,
    asked: "Search",
    after: str,
) -> HttpResponse:
    """Return a searchset; `after` is the cursor of the next page, "" after the last."""
    base = f"{origin_of(request)}{BASE}/{kind}"
    links = [{"relation": "self", "url": _with(base, asked)}]
    if after:
        links.append({"relation": "next", "url": _with(base, {**asked, "_after": [after]})})
    entries = [
        {"fullUrl": f"{base}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in found
    ]
    body = {"resourceType": "Bundle", "type": "searchset", "link": links}
    return answer({**body, "entry": entries} if entries else body)


def _with(base: str, asked: "Search") -> str:
    return f"{base}?{urlencode(asked, doseq=True)}" if asked else base


Search = Mapping[str, Sequence[str]]


def first(asked: Search, name: str, default: str = "") -> str:
    """Return a parameter's only value."""
    return next(iter(asked.get(name, ())), default)


def read_search(request: HttpRequest, known: Iterable[str]) -> Search:
    """Return the search's known parameters, of the address or a posted form.

    Unknown ones are ignored, as R4 has it, and refused where the caller asks for strict handling.
    """
    given = request.POST if request.method == "POST" else request.GET
    allowed = {*known, "_count", "_after"}
    unknown = sorted(set(given) - allowed - {"_format", "_pretty"})
    if unknown and "handling=strict" in request.headers.get("Prefer", ""):
        raise BadSearch(f"Unknown parameters: {', '.join(unknown)}", "not-supported")
    for name in allowed & set(given):
        if len(given.getlist(name)) > 1 and name != "birthdate":
            raise BadSearch(f"{name} may be given once", "not-supported")
    found = {name: [one for one in given.getlist(name) if one] for name in sorted(allowed)}
    return {name: values for name, values in found.items() if values}


def count_of(asked: Search) -> int:
    """Return how many resources a page is to hold."""
    text = first(asked, "_count", "20")
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise BadSearch("_count is a whole number")
    return max(1, min(int(text), MOST))


@fhir.get("/metadata", auth=None)
def metadata(request: HttpRequest) -> HttpResponse:
    """Return what this server can do."""
    resources = [
        {
            "type": one.type,
            "interaction": [{"code": "read"}, {"code": "search-type"}],
            "versioning": "versioned",
            "documentation": one.says,
            "searchParam": [
                {"name": name, "type": kind, "documentation": says}
                for name, kind, says in one.parameters
            ],
        }
        for one in _RESOURCES
    ]
    return answer(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": "2026-11-22",
            "kind": "instance",
            "software": {"name": "安怀 Anhuai"},
            "implementation": {
                "description": "安怀 Anhuai",
                "url": f"{origin_of(request)}{BASE}",
            },
            "fhirVersion": VERSION,
            "format": [JSON],
            "rest": [
                {
                    "mode": "server",
                    "security": {"description": "X-API-Key: scoped like its account"},
                    "resource": resources,
                }
            ],
        }
    )


@public_page
def unknown(request: ActorRequest, rest: str) -> HttpResponse:
    """Answer for what is not offered here."""
    del request
    return outcome(404, "not-supported", f"{rest.partition('/')[0][:64]}: not offered here")


def _refusal(request: HttpRequest, error: Refused | NotHere) -> None:
    actor = cast("ActorRequest", request).actor
    if isinstance(error, Refused):
        audit.append(
            actor, kind=audit.Kind.REFUSAL, name=str(error.permit), detail={"path": request.path}
        )
    else:
        audit.append(
            actor, kind=audit.Kind.REFUSAL, name=NOT_HERE, subject=error.kind,
            detail={"path": request.path, "key": str(error.key)},
        )  # fmt: skip


@fhir.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    _refusal(request, error)
    return outcome(403, "forbidden", "没有此项权限 No permission")


@fhir.exception_handler(NotHere)
def _not_here(request: HttpRequest, error: NotHere) -> HttpResponse:
    _refusal(request, error)
    return outcome(404, "not-found", "没有这条记录，或不在您的范围内 Not found within your scope")


@fhir.exception_handler(Http404)
def _no_such(request: HttpRequest, error: Http404) -> HttpResponse:
    del request, error
    return outcome(404, "not-found", "Not found")


@fhir.exception_handler(AuthenticationError)
def _who(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del request, error
    return outcome(401, "login", "请在请求头 X-API-Key 中提供接口密钥 Give a key in X-API-Key")


@fhir.exception_handler(KeyOver)
def _over(request: HttpRequest, error: KeyOver) -> HttpResponse:
    del request
    return outcome(401, "expired", f"接口密钥“{error.key.title}”不在有效期 The key has ended")


@fhir.exception_handler(BadSearch)
def _bad_search(request: HttpRequest, error: BadSearch) -> HttpResponse:
    del request
    return outcome(400, error.code, error.says)


@fhir.exception_handler(BadCursor)
def _bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
    del request, error
    return outcome(400, "invalid", "_after 参数无效，请从头读取 Start again from the first page")


@fhir.exception_handler(Unfit)
def _unfit(request: HttpRequest, error: Unfit) -> HttpResponse:
    del request
    return outcome(400, "invalid", f"{error.message} {error.message_en}")


@fhir.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del request, error
    return outcome(404, "not-found", "编号不对 No such id")


@fhir.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request
    return outcome(error.status_code, "processing", str(error))
