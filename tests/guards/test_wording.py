"""English is complete, and says what the Chinese says it holds."""

import re

from anhuai.site import wording

HOLES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def test_every_string_has_its_english() -> None:
    lacking = [
        f"{p.relative_to(wording.ROOMS)}:{line}: {text}" for p, line, _c, text in wording.missing()
    ]
    assert not lacking, "\n".join(lacking)


def test_the_english_has_the_same_holes_and_no_chinese() -> None:
    for source in wording.sources():
        for entry in wording._read(source):
            if not entry.id or entry.context == "mark":  # the logo's character stays
                continue
            chinese = entry.id if isinstance(entry.id, str) else entry.id[0]
            english = entry.string if isinstance(entry.string, str) else entry.string[0]
            assert set(HOLES.findall(chinese)) == set(HOLES.findall(english)), chinese
            assert not re.search(r"[\u4e00-\u9fff]", english), english


def test_one_word_has_one_english_in_all_rooms() -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for source in wording.sources():
        for entry in wording._read(source):
            if entry.id and isinstance(entry.id, str):
                said.setdefault((entry.context or "", entry.id), set()).add(str(entry.string))
    differing = {key: english for key, english in said.items() if len(english) > 1}
    assert not differing
