"""Articles that tell different figures of one thing: both are shown."""

from __future__ import annotations

import re

import pytest
from langchain_core.language_models import FakeListChatModel

from corpus import Article, Corpus
from qa.answer import Answer
from qa.assistant import Assistant
from qa.differing import _put
from qa.figures import figures

MORNING = Article(
    "In Brunnwald ist am Dienstag eine Halle eingestürzt. "
    "Nach Angaben der Polizei wurden bei dem Einsturz in Brunnwald 12 Menschen verletzt. "
    "Der Schaden beträgt 1,2 Millionen Euro.",
    title="Viele Verletzte in Brunnwald",
    source="Morgenblatt",
    published="2025-02-04",
    language="de",
    url="https://example.com/halle",
)


def evening(damage: str = "1,200,000", place: str = "Brunnwald", **told: str) -> Article:
    """The same in an English newspaper."""
    return Article(
        "The number of injured has risen. Police said 19 people were injured when a hall collapsed "
        f"in {place} on Tuesday. The damage in {place} is put at {damage} euros.",
        title=f"Hall in {place} collapses",
        source="Evening Post",
        published=told.get("published", "2025-02-05"),
        language="en",
        url="https://example.org/hall",
    )


LATER = Article(
    "Die Zahl der Verletzten steigt. In Brunnwald wurden 19 Menschen verletzt, als am Dienstag "
    "eine Halle einstürzte, teilte die Polizei mit.",
    title="Einsturz in Brunnwald",
    source="Evening Post",
    published="2025-02-05",
    language="de",
    url="https://example.org/einsturz",
)
INJURED = "Wie viele Menschen wurden beim Einsturz in Brunnwald verletzt?"
DAMAGE = "Wie hoch ist der Schaden in Brunnwald?"


def asked(corpus: Corpus, question: str, said: str, other: Article) -> Answer:
    corpus.add([MORNING, other])
    model = FakeListChatModel(responses=[said]) if said else "none"
    return Assistant(corpus, model).ask(question)


@pytest.mark.parametrize(
    ("question", "other", "told_of"),
    [
        (INJURED, LATER, {"12", "19"}),
        (DAMAGE, evening("1.9 million"), {"1,2 Millionen Euro", "1.9 million euros"}),
    ],
    ids=["what is counted", "with a unit, in another language"],
)
def test_quotes_that_differ_are_both_shown_and_the_reader_is_told(
    corpus: Corpus, question: str, other: Article, told_of: set[str]
) -> None:
    answer = asked(corpus, question, "", other)
    assert "gehen auseinander" in answer.notice
    for figure in told_of:
        told = re.search(rf"{re.escape(figure)} in \[(\d+)\]", answer.notice)
        assert told
        (quote,) = (one for one in answer.citations if one.number == int(told[1]))
        assert figure in quote.quote
    assert {one.article.source for one in answer.citations} == {"Morgenblatt", "Evening Post"}
    assert len({one.text for one in answer.sentences}) == len(answer.sentences)
    assert answer.in_quotes


def test_prose_is_shown_beside_the_quote_that_differs(corpus: Corpus) -> None:
    said = "Nach Angaben der Polizei wurden 12 Menschen verletzt."
    answer = asked(corpus, INJURED, said, LATER)
    prose, quote = answer.sentences
    assert (prose.text, prose.verified, prose.is_quote) == (said, True, False)
    assert quote.is_quote
    assert [one.article.source for one in quote.citations] == ["Evening Post"]
    assert "12 in [" in answer.notice
    assert "19 in [" in answer.notice


@pytest.mark.parametrize(
    "other",
    [
        evening(),
        evening("1.2 million"),
        evening("1.9 million", place="Hohenstedt"),
        evening("1.9 million", published="2025-06-05"),
    ],
    ids=["same figure", "same in words", "another place", "another time"],
)
def test_what_does_not_differ_is_not_told_of(corpus: Corpus, other: Article) -> None:
    answer = asked(corpus, DAMAGE, "Der Schaden beträgt 1,2 Millionen Euro.", other)
    assert answer.sentences[0].verified
    assert not answer.notice


def test_a_year_is_no_figure_to_differ_in(corpus: Corpus) -> None:
    def built(year: int, source: str) -> Article:
        return Article(
            f"Die Halle in Brunnwald wurde {year} gebaut.",
            title="Halle in Brunnwald",
            source=source,
            language="de",
            url=f"https://example.com/{year}",
        )

    corpus.add([built(1998, "A"), built(2001, "B")])
    assert not Assistant(corpus, "none").ask("Wann wurde die Halle in Brunnwald gebaut?").notice


def test_a_number_is_put_in_where_no_locale_is_known() -> None:
    figure, other = (figures(text, "en")[0] for text in ("12 hectares", "1,500.5 hectares"))
    assert _put("12 hectares", figure, other, "xx") == "1,500.5 hectares"
