"""The REST surface: one OpenAPI 3.1 document, callers scoped like people, refusals audited."""

import hashlib
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.security import APIKeyHeader, SessionAuth

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock, purposes, wall
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.listing import BadCursor
from anhuai.platform.models import ApiKey
from anhuai.platform.posting import Stale
from anhuai.platform.requests import NOT_HERE, ActorRequest, actor_of, address_of


def digest_of(key: str) -> str:
    """Return what is kept of an API key."""
    return hashlib.sha256(key.encode()).hexdigest()


class KeyOver(Exception):
    """A key that is right, but ended, or not begun by this machine's clock."""

    def __init__(self, key: ApiKey) -> None:
        super().__init__(key.pk)
        self.key = key


class KeyAuth(APIKeyHeader):
    """`X-API-Key`: acts as the key's account, with its roles."""

    param_name = "X-API-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor of a valid key; raises `KeyOver`."""
        if not key:
            return None
        known = ApiKey.objects.select_related("account").filter(account__is_active=True)
        found = known.filter(digest=digest_of(key)).first()
        if found is None:
            return None
        today = clock.today()
        if found.since > today or (found.until is not None and found.until <= today):
            raise KeyOver(found)
        actor = actor_of(found.account, address=address_of(request))
        actor = purposes.with_purpose(actor, request.headers.get("X-Purpose", ""))
        cast("ActorRequest", request).actor = actor
        wall.raise_for(actor)
        return actor


class SignedIn(SessionAuth):
    """A signed-in person may read the API from the browser (with the CSRF token for writes)."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor of the session."""
        del key
        actor = cast("ActorRequest", request).actor
        return actor if actor.account is not None else None


class Refusal(Schema):
    """Why a request was not served, in Chinese; in English too where there is more to say."""

    detail: str | list[object]


_REFUSALS = {
    400: "The request cannot be read", 401: "No key, or one that ended", 403: "Not permitted",
    404: "No such record within the caller's reach",
    409: "Somebody else changed the record since", 422: "Unfit, with the field",
}  # fmt: skip


class Api(NinjaAPI):
    """The interface, whose document names for every operation how it may be refused."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """Return the OpenAPI document."""
        document = super().get_openapi_schema(**given)
        content = {"application/json": {"schema": Refusal.json_schema()}}
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, says in _REFUSALS.items():
                    told = {"description": says, "content": content}
                    operation["responses"].setdefault(status, told)
        return document


api = Api(
    title="安怀 Anhuai",
    version="1.0",
    description="县级“一老一小”公共服务平台接口：与页面同样的权限和范围。",
    auth=[KeyAuth(), SignedIn(csrf=True)],
    urls_namespace="api",
    docs_url="/docs",
)


@api.exception_handler(KeyOver)
def _key_over(request: HttpRequest, error: KeyOver) -> HttpResponse:
    key = error.key
    if key.until is not None and key.until <= clock.today():
        code = "key_expired"
        zh = f"接口密钥“{key.title}”已于 {key.until} 失效，请向县级管理员申请新密钥。"
        en = f"The key “{key.title}” ended on {key.until}: ask the administrator for a new one."
    else:
        code = "key_not_begun"
        zh = f"接口密钥“{key.title}”从 {key.since} 起生效，请核对服务器时间。"
        en = f"The key “{key.title}” begins on {key.since}: check the server's clock."
    return api.create_response(request, {"detail": zh, "detail_en": en, "code": code}, status=401)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    actor = cast("ActorRequest", request).actor
    audit.append(
        actor, kind=audit.Kind.REFUSAL, name=str(error.permit), detail={"path": request.path}
    )
    return api.create_response(
        request, {"detail": "没有此项权限", "permit": error.permit}, status=403
    )


@api.exception_handler(NotHere)
def _not_here(request: HttpRequest, error: NotHere) -> HttpResponse:
    actor = cast("ActorRequest", request).actor
    audit.append(
        actor,
        kind=audit.Kind.REFUSAL,
        name=NOT_HERE,
        subject=error.kind,
        detail={"path": request.path, "key": str(error.key)},
    )
    return api.create_response(request, {"detail": "没有这条记录，或不在您的范围内"}, status=404)


@api.exception_handler(Stale)
def _stale(request: HttpRequest, error: Stale) -> HttpResponse:
    del error
    zh = "这条记录刚被别人改过，请重新读取，核对后再改。"
    en = "Somebody else changed this record: read it again, check, then change it."
    body = {"detail": zh, "detail_en": en, "code": "stale"}
    return api.create_response(request, body, status=409)


@api.exception_handler(Unfit)
def _unfit(request: HttpRequest, error: Unfit) -> HttpResponse:
    body = {
        "detail": error.message,
        "detail_en": error.message_en,
        "code": error.code,
        "field": error.field,
    }
    return api.create_response(request, body, status=422)


@api.exception_handler(BadCursor)
def _bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
    del error
    return api.create_response(request, {"detail": "after 参数无效，请从头读取"}, status=422)


@api.exception_handler(purposes.PurposeNeeded)
def _purpose_needed(request: HttpRequest, error: purposes.PurposeNeeded) -> HttpResponse:
    del error
    zh = "查看社会救助对象的档案须说明目的：请在请求头 X-Purpose 写明事项编号或理由。"
    en = "This file is only read for a purpose: name the case or reason in the header X-Purpose."
    body = {"detail": zh, "detail_en": en, "code": "purpose"}
    return api.create_response(request, body, status=422)
