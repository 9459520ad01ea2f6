"""Every address of the site: each room keeps its own."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from anhuai.platform.api import api

ROOMS = ("places", "people", "facilities", "workforce", "civil", "plans")


def _mounted() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for room in ROOMS:
        if find_spec(f"anhuai.{room}.urls"):
            found.append(path(f"{room}/", include(f"anhuai.{room}.urls")))
        if find_spec(f"anhuai.{room}.api"):
            api.add_router("", import_module(f"anhuai.{room}.api").router, tags=[room])
    return found


handler500 = "anhuai.platform.views.failures.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("anhuai.platform.urls")),
    *_mounted(),
    path("api/v1/", api.urls),
]
