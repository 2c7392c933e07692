"""What counts as evidence: what an article tells, neither its headline nor what it asks; and of the
time that is asked about."""

from __future__ import annotations

import pytest

from corpus import Article, Corpus
from qa.asks import is_courtesy
from qa.assistant import Assistant

TANKER = Article(
    "Küstenwache stoppt die „Morgenstern“\n"
    "Die Küstenwache hat am Dienstag vor Altenwerder den Tanker „Morgenstern“ gestoppt.\n"
    "Wem gehört der Tanker?\n"
    "Nach dem Schiffsregister ist eine Firma aus Brenholm die Eigentümerin. Sie besitzt sonst "
    "kein Schiff.\n"
    "Wie lang ist der Tanker?\n"
    "Vom Bug bis zum Heck misst er 214 Meter. Er wurde in den neunziger Jahren gebaut.",
    title="Küstenwache stoppt die »Morgenstern«",
    source="Hafenbote",
    published="2023-04-28",
    language="de",
)


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    corpus.add(TANKER)
    return Assistant(corpus, "none")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Wem gehört der Tanker?", "Nach dem Schiffsregister"),
        ("Who owns the tanker?", "Nach dem Schiffsregister"),
        ("Wie lang ist der Tanker?", "Vom Bug"),
    ],
)
def test_what_an_article_asks_is_answered_by_what_follows(
    assistant: Assistant, question: str, begins: str
) -> None:
    answer = assistant.ask(question)
    assert answer.quotes[0].quote.startswith(begins)
    assert not any(quote.quote.endswith("?") for quote in answer.quotes)


def test_a_headline_is_no_evidence(assistant: Assistant) -> None:
    answer = assistant.ask("Wen stoppt die Küstenwache?")
    assert answer.quotes[0].quote.startswith("Die Küstenwache hat am Dienstag")
    assert not any(quote.quote.startswith("Küstenwache stoppt") for quote in answer.quotes)


def test_another_year_than_the_article_knows_is_refused(assistant: Assistant) -> None:
    question = "Welchen Tanker stoppte die Küstenwache {year} vor Altenwerder?"
    assert not assistant.ask(question.format(year=2023)).refused
    assert not assistant.ask(question.format(year=2022)).refused  # "last year"
    assert assistant.ask(question.format(year=2019)).refused


def test_a_year_that_an_article_names_may_be_long_ago(corpus: Corpus) -> None:
    text = "Das Museum in Aldern wurde 1987 eröffnet. Es zeigt alte Schiffe."
    corpus.add(Article(text, published="2023-04-28", language="de"))
    answer = Assistant(corpus, "none").ask("Welches Museum wurde 1987 in Aldern eröffnet?")
    assert not answer.refused


@pytest.mark.parametrize("said", ["Hallo", "Danke!", "Thank you so much", "ok, thanks"])
def test_thanks_and_greetings_are_not_answered_with_quotes(assistant: Assistant, said: str) -> None:
    assert is_courtesy(said)
    assert assistant.ask(said).refused
    assert assistant.ask(said, [("Wem gehört der Tanker?", "Einer Firma.")]).refused


def test_a_question_with_thanks_is_a_question() -> None:
    assert not is_courtesy("Danke, und wem gehört er?")
    assert not is_courtesy("Hallo Wien?")
