"""Which area this installation serves."""

from functools import lru_cache

from anhuai.platform.acting import Actor, Refused
from anhuai.platform.models import Parameter
from anhuai.platform.permits import Permit


@lru_cache(maxsize=8)
def _parameter(key: str, default: str) -> str:
    found = Parameter.objects.filter(key=key).values_list("value", flat=True).first()
    return str(found) if found is not None else default


def code() -> str:
    """Return the division code of the served area; "" before it is set up."""
    return _parameter("county.code", "")


def name(*, english: bool = False) -> str:
    """Return the served area's name."""
    return _parameter(
        "county.name_en" if english else "county.name", "安怀" if not english else "Anhuai"
    )


def require_whole(actor: Actor, permit: Permit) -> None:
    """Raise `Refused` unless the permit reaches the whole served area: what is decided for all."""
    if not actor.scope(permit).covers(code()):
        raise Refused(permit)


def forget() -> None:
    """Drop what was remembered, after set-up or in tests."""
    _parameter.cache_clear()
