"""What a county decided, read from its data: `counties/<name>/benefits.toml`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from anhuai.benefits.rules.parameters import BadGiven, Given, Parameter, given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import concerning


def values_of(
    document: Mapping[str, Any], parameters: Mapping[str, Parameter]
) -> tuple[Given, ...]:
    """Return the decided values of a county's document, in its order.

    Each `[[values]]` has parameter, since ("2026-01"), value (a number, a code, true or false, or a
    table by choice, of several choices joined by "/"), source, confidence, and optionally place,
    until, known and article. Raises `BadGiven` naming the entry.
    """
    found = []
    for at, row in enumerate(document.get("values", ()), 1):
        with concerning(f"values[{at}]"):
            found.append(_value(row, parameters, str(document.get("code", ""))))
    return tuple(found)


def _value(row: Mapping[str, Any], parameters: Mapping[str, Parameter], place: str) -> Given:
    parameter = parameters.get(row["parameter"])
    if parameter is None:
        raise BadGiven(
            "unknown", f"没有参数 {row['parameter']}，请核对。", f"No parameter {row['parameter']}."
        )
    value, since = row["value"], Month.parse(row["since"])
    if isinstance(value, dict):
        value = {tuple(key.split("/")): one for key, one in value.items()}
    known: date = row.get("known", since.first)
    basis = Basis(
        document=row.get("source", ""), article=row.get("article", ""), note=row.get("note", ""),
        confidence=Confidence(row["confidence"]),
    )  # fmt: skip
    return given(
        parameter, value, since=since, known=known, basis=basis, place=row.get("place", place),
        until=Month.parse(row["until"]) if "until" in row else None,
    )  # fmt: skip
