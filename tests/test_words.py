"""What the page says has a German wording, and nothing is translated that it does not say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from page import words
from page.words import ENGLISH, Words

PAGE = Path(words.__file__).parent
GERMAN = words._GERMAN
SAYING = ("say", "I18N", "_line")


def literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said() -> set[str]:
    """What is given to `say` or `I18N` as it stands."""
    found: set[str] = set()
    for path in PAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
                found |= {text for one in node.args[:1] for text in literals(one)}
    return found


def test_everything_has_a_german_wording() -> None:
    names = {"day", "month", "year", "samples", "articles", "empty", "copies", ""}  # never shown
    assert said() - GERMAN.keys() - names == set()


def test_nothing_is_translated_that_is_not_said() -> None:
    text = "".join(
        literal
        for path in [*PAGE.glob("*.py"), *(PAGE.parent / "qa").glob("*.py")]
        if path.name != "words.py"
        for literal in literals(ast.parse(path.read_text(encoding="utf-8")))
    )
    text += "".join(path.read_text("utf-8") for path in (PAGE.parent / "corpus").glob("*.py"))
    assert [english for english in GERMAN if english not in text] == []


@pytest.mark.parametrize("english", GERMAN)
def test_both_have_the_same_fields(english: str) -> None:
    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", GERMAN[english]))


def test_dates_and_periods_are_written_as_readers_do() -> None:
    german = Words("de")
    assert (ENGLISH.day("2024-01-31T10:00:00+00:00"), german.day("2024-01-31")) == (
        "31 Jan 2024",
        "31.01.2024",
    )
    assert ENGLISH.day("unknown") == "unknown"
    assert (ENGLISH.period("2024-03"), ENGLISH.period("2024")) == ("Mar 2024", "2024")
    assert german.period("2024-03").startswith("März")
