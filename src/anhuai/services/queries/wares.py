"""The services that may be bought and settled, by code."""

from collections.abc import Sequence

from anhuai.platform.words import title_of
from anhuai.services.catalogue import CARE


def is_known(code: str) -> bool:
    """Say whether there is such a service."""
    return code in CARE


def service_title(code: str) -> str:
    """Return a service's title; a code no longer defined is its own title."""
    return title_of(CARE[code]) if code in CARE else code


def choices() -> Sequence[tuple[str, str]]:
    """Return the services by code and title."""
    return [(code, service_title(code)) for code in CARE]
