"""The whole API as its own document says: whatever is asked, no server error, no other answer.

A bounded, seeded run of schemathesis against the real application; bench/api.py runs it longer.
"""

import os
from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi import checks
from tests.conftest import COUNTY, SINCE_2024, open_account

from anhuai.platform.api import api, digest_of
from anhuai.platform.models import ApiKey

KEY = "schema-test-key"
CHECKS = [
    schemathesis.checks.not_a_server_error, checks.status_code_conformance,
    checks.content_type_conformance, checks.response_schema_conformance,
]  # fmt: skip
EXAMPLES = int(os.environ.get("ANHUAI_API_EXAMPLES", "12"))


def operations() -> list[tuple[str, str]]:
    """Every operation of the document."""
    import_module("anhuai.site.urls")
    paths = api.get_openapi_schema()["paths"]
    return [(path, method) for path, held in sorted(paths.items()) for method in sorted(held)]


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """Requests share the test's transaction, as with Django's own test client."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def reader(linze: str) -> str:
    account = open_account("schema", "county_officer", division=COUNTY)
    ApiKey.objects.create(account=account, title="x", digest=digest_of(KEY), since=SINCE_2024)
    return KEY


@pytest.mark.parametrize(("path", "method"), operations())
def test_an_operation_answers_as_documented(path: str, method: str, reader: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(schema[path][method.upper()].as_strategy())
    def asked(case: schemathesis.Case) -> None:
        answer = case.call(headers={"X-API-Key": reader, "Accept-Encoding": "identity"})
        case.validate_response(answer, checks=CHECKS)

    asked()


def test_the_document_covers_every_room_with_an_interface() -> None:
    assert len(operations()) >= 10
    assert date(2024, 1, 1) == SINCE_2024
