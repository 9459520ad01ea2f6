"""Text and names as clerks paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.text import BadName, is_person_name, normalise, parse_person_name


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  临泽县\u3000沙河镇 ", "临泽县 沙河镇"),
        ("Ａ１２\t\n３", "A12 3"),
        ("\ufeff幸福\u200b院\u200e", "幸福院"),
        ("a\x00b\x7f", "ab"),
        ("葛\U000e0100", "葛"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_text_is_cleaned(text: str, clean: str) -> None:
    assert normalise(text) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王英", "王英"),
        ("王　英", "王英"),
        (" 欧阳小英\u200b\n", "欧阳小英"),
        ("〇", "〇"),
        ("𠮷野", "𠮷野"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 ・ 买买提", "阿依古丽·买买提"),
        ("Anna  Smith", "Anna Smith"),
        ("José O’Neill-Sáenz", "José O'Neill-Sáenz"),
        ("J. R. Smith Jr.", "J. R. Smith Jr."),
        ("好" * 50, "好" * 50),
    ],
)
def test_a_name_is_read(text: str, name: str) -> None:
    assert parse_person_name(text) == name
    assert is_person_name(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("好" * 51, "length"),
        ("王英\n李强", "control"),
        ("王\x00英", "control"),
        ("王英2", "digits"),
        ("王英②", "digits"),
        ("王英😀", "characters"),
        ("王英，李强", "characters"),
        ("王英(女)", "characters"),
        ("·买买提", "characters"),
        ("买买提·", "characters"),
        ("王Anna", "characters"),
        ("<b>", "characters"),
    ],
)
def test_what_is_no_name_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadName) as caught:
        parse_person_name(text)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")
    assert not is_person_name(text)


@given(st.text())
def test_a_name_once_read_is_read_the_same_again(text: str) -> None:
    if is_person_name(text):
        name = parse_person_name(text)
        assert parse_person_name(name) == name
