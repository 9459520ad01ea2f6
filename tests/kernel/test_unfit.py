"""Errors that speak both languages."""

import contextlib
import pickle
from collections.abc import Iterator

import pytest

from anhuai.kernel.unfit import Unfit, concerning

SAMPLE = Unfit("length", "应为 18 位。", "It has 18 characters.")


def test_it_says_what_is_wrong_in_both_languages() -> None:
    assert (SAMPLE.code, str(SAMPLE)) == ("length", "应为 18 位。")
    assert (SAMPLE.message, SAMPLE.message_en) == ("应为 18 位。", "It has 18 characters.")


@pytest.mark.parametrize("name", ["code", "message", "message_en", "field"])
def test_it_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(SAMPLE, name, "other")


def test_it_survives_a_trip_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(SAMPLE))
    assert (there.code, there.message, there.message_en) == SAMPLE.args


def test_it_passes_through_a_context_manager() -> None:
    @contextlib.contextmanager
    def block() -> Iterator[None]:
        yield

    with pytest.raises(Unfit), block():
        raise SAMPLE


def test_the_innermost_field_is_named() -> None:
    with pytest.raises(Unfit) as caught, concerning("person"), concerning("number"):
        raise Unfit("length", "应为 18 位。", "It has 18 characters.")
    assert caught.value.field == "number"
