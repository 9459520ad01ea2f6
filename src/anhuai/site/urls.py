"""Every address of the site: each room keeps its own."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy

from anhuai.platform import audit
from anhuai.platform.api import api
from anhuai.platform.fhir import fhir, unknown
from anhuai.platform.notices.api import router as notices
from anhuai.platform.webhooks.api import router as webhooks

# The builder of the demo county runs in a process of its own; its entry is read here.
audit.named("site.demo.build", gettext_lazy("建立演示数据"))
ROOMS = (
    "places",
    "people",
    "facilities",
    "cases",
    "workforce",
    "assessments",
    "funds",
    "benefits",
    "response",
    "siting",
    "placements",
    "childcare",
    "services",
    "civil",
    "desk",
    "plans",
    "portal",
)

api.add_router("", webhooks, tags=["webhooks"])
api.add_router("", notices, tags=["notices"])


def _mounted() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for room in ROOMS:
        if find_spec(f"anhuai.{room}.urls"):
            found.append(path(f"{room}/", include(f"anhuai.{room}.urls")))
        if find_spec(f"anhuai.{room}.api"):
            api.add_router("", import_module(f"anhuai.{room}.api").router, tags=[room])
    return found


import_module("anhuai.people.api.fhir")  # adds its resources
handler500 = "anhuai.platform.views.failures.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("anhuai.platform.urls")),
    *_mounted(),
    path("api/v1/", api.urls),
    path("api/fhir/R4/", fhir.urls),
    path("api/fhir/R4/<path:rest>", unknown, name="api-fhir-unknown"),
]
