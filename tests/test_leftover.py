"""Words that a model left in the language of the article."""

from __future__ import annotations

import pytest

from corpus import Article
from qa.answer import AnswerSentence, Quote
from qa.language import question_language
from qa.leftover import left_over

GERMAN = "Ada Fischer sang die Nationalhymne, während im Labor das Natriumcarbonat gekocht wurde."
ENGLISH = "The trains ran on the old freeway, Ada Baker said."


def quote(text: str, language: str) -> Quote:
    return Quote(1, Article(text, language=language), 0, len(text), 1.0)


@pytest.mark.parametrize(
    ("written", "language", "source", "words"),
    [
        ("Ada Fischer sang the National Hymne.", "en", GERMAN, ["Hymne"]),
        ("Natriumcarbonat was boiled in the lab.", "en", GERMAN, ["Natriumcarbonat"]),
        ("Ada Fischer sang the national anthem in the lab.", "en", GERMAN, []),
        ("Ada Fischer sang die Nationalhymne.", "de", GERMAN, []),
        ("Laut Ada Baker fuhren die Züge auf dem alten Freeway.", "de", ENGLISH, ["Freeway"]),
        ("Laut Ada Baker fuhren die Züge auf der alten Autobahn.", "de", ENGLISH, []),
    ],
)
def test_words_of_the_article_are_noticed_and_names_are_not(
    written: str, language: str, source: str, words: list[str]
) -> None:
    cited = quote(source, "de" if source == GERMAN else "en")
    sentence = AnswerSentence(written, (cited,), "supported")
    assert left_over([sentence], "Who sang?", language) == words
    assert left_over([sentence], " ".join(words), language) == []  # the reader's own words


def test_a_quote_is_left_as_it_is() -> None:
    cited = quote(GERMAN, "de")
    sentence = AnswerSentence(f"“{GERMAN}” – unknown outlet, no date", (cited,), "supported")
    assert left_over([sentence], "Who sang?", "en") == []


@pytest.mark.parametrize("text", ["Lady Gaga sang the National Hymne.", "Norman had four."])
def test_short_english_answers_are_told(text: str) -> None:
    assert question_language(text) == "en"
