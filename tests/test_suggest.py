"""What is suggested next: only what the articles answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, Settings
from corpus.listing import Filter
from qa.assistant import Assistant
from qa.refuse import is_vague
from qa.suggest import MOST, follow_ups, openers


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("suggest")
    with Corpus(Settings(home=home, model="none")) as corpus:
        corpus.add_samples()
        yield Assistant(corpus)


def test_every_suggestion_is_answered_by_the_articles(assistant: Assistant) -> None:
    offered = 0
    for question in (
        "What does the pact require?",
        "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?",
        "Who has been arrested for starting the fire near Eichenfels?",
    ):
        answer = assistant.ask(question)
        suggested = follow_ups(assistant, answer)
        assert len(suggested) <= MOST
        assert len({one.words for one in suggested}) == len(suggested)
        for one in suggested:
            told = assistant.ask(one.question, (), one.standalone, within=one.within)
            assert not told.refused, one.words
        offered += len(suggested)
    assert offered


def test_the_same_is_offered_in_another_language_and_of_later_days(assistant: Assistant) -> None:
    answer = assistant.ask("What does the pact require?")
    others = [one for one in follow_ups(assistant, answer) if one.within]
    assert {one.question for one in others} == {answer.question}
    cited = {quote.article.language for quote in answer.citations}
    assert all(one.within and one.within.language not in cited for one in others)
    dates = [one.within.since for one in others if one.within and one.within.since]
    assert dates
    assert min(dates) > max(quote.article.published[:10] for quote in answer.citations)


@pytest.mark.parametrize(
    ("question", "vague"),
    [
        ("Wie hoch ist die Miete?", True),
        ("Who won in Port Ellery?", False),
        ("Where in the old town of Wellenbrück can I register my bicycle for free?", True),
        ("How many soldiers of the Brenholm regiment died in World War I?", False),
        ("Which minister said in the Berlin debate 'I was never asked about it'?", False),
        ("How many people had to leave their homes because of the forest fire?", False),
    ],
)
def test_vague_questions_name_nothing(question: str, vague: bool) -> None:
    assert is_vague(question, "de" if question.startswith("Wie") else "en") is vague


def test_a_vague_question_is_not_answered_by_what_is_merely_near(assistant: Assistant) -> None:
    for question in ("Was kostet ein Liter Benzin?", "What is the unemployment rate?"):
        assert assistant.ask(question).refused
    assert not assistant.ask("Was kostet die Mauer?").refused


def test_nothing_is_offered_after_a_refusal(assistant: Assistant) -> None:
    refused = assistant.ask("How many stadiums were built in Qatar?")
    assert refused.refused
    assert follow_ups(assistant, refused) == ()


def test_nothing_is_searched_for_once_somebody_asks(assistant: Assistant) -> None:
    answer = assistant.ask("What does the pact require?")
    left = iter((True, False))
    found = follow_ups(assistant, answer, lambda: next(left, False))
    assert len(found) <= 1
    assert follow_ups(assistant, answer, lambda: False) == ()


def test_first_questions_come_from_the_articles(assistant: Assistant) -> None:
    for language, start in (("de", "Was wird über"), ("en", "What is reported about")):
        offered = openers(assistant, language)
        assert offered
        for one in offered:
            assert one.words.startswith(start)
            assert one.within is None
            assert not assistant.ask(one.question, within=Filter()).refused
