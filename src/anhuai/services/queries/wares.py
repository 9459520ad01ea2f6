"""The services that may be bought and settled, by code."""

from collections.abc import Sequence

from anhuai.facilities.catalogue import SERVICES
from anhuai.platform.words import title_of


def is_known(code: str) -> bool:
    """Say whether there is such a service."""
    return code in SERVICES


def service_title(code: str) -> str:
    """Return a service's title; a code no longer defined is its own title."""
    return title_of(SERVICES[code]) if code in SERVICES else code


def choices() -> Sequence[tuple[str, str]]:
    """Return the services by code and title."""
    return [(code, service_title(code)) for code in SERVICES]
