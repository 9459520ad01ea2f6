"""Every definition keeps its own examples."""

import pytest

from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS


@pytest.mark.parametrize("code", POSTS)
def test_a_post_is_entitled_to_as_its_examples_say(code: str) -> None:
    post = POSTS[code]
    assert post.title
    assert post.title_en
    assert set(post.certificates) <= set(CERTIFICATES)
    for held, entitled in post.examples:
        assert post.entitled(held) is entitled


@pytest.mark.parametrize("code", CERTIFICATES)
def test_a_certificate_has_the_grades_its_examples_say(code: str) -> None:
    for grade, fits in CERTIFICATES[code].examples:
        assert CERTIFICATES[code].fits(grade) is fits


@pytest.mark.parametrize("code", TRAININGS)
def test_a_training_is_due_as_its_examples_say(code: str) -> None:
    for months, due in TRAININGS[code].examples:
        assert TRAININGS[code].is_due(months) is due
