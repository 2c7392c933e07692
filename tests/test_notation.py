"""Numbers that a model copies are written as the reader's language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel

from corpus import Article
from corpus.embed import SentenceEmbeddings
from qa.answer import Quote
from qa.evaluate.verify import sentences_of
from qa.notation import Notation
from qa.prose import Prose
from qa.question import Question
from qa.translate import translated
from qa.write import Piece


@pytest.mark.parametrize(
    ("told", "own", "written", "language", "shown"),
    [
        ("It had 1,345,596 tonnes, 55.1%.", "en", "1,345,596, 55.1%", "de", "1.345.596, 55,1%"),
        ("It had 1,345,596.", "en", "1.345,596, 1, 345, 596", "de", "1.345.596, 1.345.596"),
        ("Es sind 7.000.000.", "de", "7.000,000 or 7.000.000", "en", "7,000,000 or 7,000,000"),
        ("Es sind 1,5 Tonnen.", "de", "1,5 or 1.5", "en", "1.5 or 1.5"),
        ("Es kostete 12 500 Euro.", "de", "12.500 or 12 500", "en", "12,500 or 12,500"),
        ("It cost $1.5m and 12,500 more.", "en", "1.5 et 12,500", "fr", "1,5 et 12\u202f500"),
        ("Es kostete 1.234 Euro.", "de", "1.234", "de", "1.234"),
        ("It cost 12,500.", "en", "12,500 or 12,5", "xx", "12,500 or 12,5"),
    ],
)  # fmt: skip
def test_a_number_of_the_source_is_written_in_the_readers_notation(
    told: str, own: str, written: str, language: str, shown: str
) -> None:
    assert Notation(language, [(told, own)]).written(f"So: {written} m.") == f"So: {shown} m."


@pytest.mark.parametrize(
    ("told", "own", "written", "language"),
    [
        ("Am 10.11.2020 um 14.30 Uhr.", "de", "On 10.11.2020, at 14.30, 1.234 of 2.5", "en"),
        ("At 2.30 pm it ran iOS 9.2.", "en", "Um 2.30 Uhr lief iOS 9.2, am 10.11.2020", "de"),
        ("In 2005, 300 came.", "en", "2005, 300 kamen", "de"),
        ("Version v1.2.3 of 192.168.0.1", "en", "v1.2.3 an 192.168.0.1", "de"),
    ],
)
def test_what_is_no_such_number_stays(told: str, own: str, written: str, language: str) -> None:
    assert Notation(language, [(told, own)]).written(written) == written


def test_a_number_that_two_sources_write_otherwise_stays_as_the_reader_has_it() -> None:
    told = [("Es waren 1.345 Meter.", "de"), ("It was 1.345 metres.", "en")]
    for order in (told, told[::-1]):
        assert Notation("en", order).written("It was 1.345 metres.") == "It was 1.345 metres."


@given(st.text(alphabet="0123456789., '’am", max_size=40), st.sampled_from(["de", "en", "fr"]))
def test_only_separators_change(text: str, language: str) -> None:
    shown = Notation(language, [(text, "en"), (text, "de")]).written(text)
    assert [one for one in shown if one.isalnum()] == [one for one in text if one.isalnum()]


def test_a_written_number_and_its_translation_are_in_the_readers_notation(
    embeddings: SentenceEmbeddings,
) -> None:
    article = Article("Der Wald speichert 8.646 Tonnen, also 1,5 Prozent.", language="de")
    told = "The forest stores 8.646 tonnes, that is 1,5 percent."
    shown = "The forest stores 8,646 tonnes, that is 1.5 percent."
    prose = Prose(Question("", "", "en"), sentences_of(article, embeddings), (), embeddings)
    for letter in told:
        prose.add(Piece(letter))
    (one,) = prose.sentences()
    assert (one.text, one.verified) == (shown, True)
    quote = Quote(1, article, 0, len(article.text), 1.0)
    assert translated(FakeListChatModel(responses=[told]), "fake", quote, "en") == (shown, True)
