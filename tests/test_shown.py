"""Nothing that the articles do not support is shown as verified, whichever way an answer goes out:
as it is written, on the page, in Python, in the shell, to programs, in files, when found again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx import Document
from langchain_core.language_models import FakeListChatModel

from corpus import Corpus
from page.chat import conversation
from page.export import html, markdown, written
from page.keep import Keep
from page.turn import Turn
from page.words import ENGLISH
from qa import Assistant
from qa.answer import Answer, AnswerSentence, Done, Settled
from qa.cli.asking import _answer, _print_answer
from qa.phrases import phrase

SAID = {
    "en": (
        "How many containers of weapons has North Korea shipped to Russia?",
        "South Korea says the North has shipped more than 13,000 containers of weapons to Russia.",
    ),
    "de": (
        "Wie viele Container mit Waffen hat Nordkorea an Russland geliefert?",
        "Laut Südkorea hat Nordkorea mehr als 13.000 Container nach Russland verschifft.",
    ),
}
CHANGED = {
    "en": {
        "number": "South Korea says the North has shipped more than 31,000 containers to Russia.",
        "unit": "South Korea says the North has shipped 13,000 tonnes of weapons to Russia.",
        "name": "South Korea says the North has shipped more than 13,000 containers to Venezuela.",
        "roles": "South Korea says Russia has shipped more than 13,000 containers to the North.",
        "speaker": "Norway says the North has shipped more than 13,000 containers of weapons.",
        "fact": "The North has shipped more than 13,000 containers of weapons to Russia.",
        "negation": "South Korea says the North has not shipped containers of weapons to Russia.",
        "denial": "South Korea denies that the North has shipped 13,000 containers to Russia.",
        "year": "South Korea says that in 1987 more than 13,000 containers were shipped to Russia.",
        "elsewhere": "Penguins are flightless birds of the southern hemisphere.",
        "opinion": "In my opinion this is a very worrying development for everybody.",
        "address": "More on the containers is told at https://evil.example/containers.",
        "deed": "South Korea says the North has stolen more than 13,000 containers of weapons.",
        "quotation": "South Korea says the North shipped “enough shells for a thousand years”.",
    },
    "de": {
        "number": "Laut Südkorea hat Nordkorea mehr als 31.000 Container nach Russland verschifft.",
        "unit": "Laut Südkorea hat Nordkorea 13.000 Tonnen Waffen nach Russland verschifft.",
        "name": "Laut Südkorea hat Nordkorea mehr als 13.000 Container nach Venezuela verschifft.",
        "roles": "Laut Südkorea hat Russland mehr als 13.000 Container nach Nordkorea verschifft.",
        "speaker": "Laut Norwegen hat Nordkorea 13.000 Container nach Russland verschifft.",
        "fact": "Nordkorea hat mehr als 13.000 Container mit Waffen nach Russland verschifft.",
        "negation": "Laut Südkorea hat Nordkorea keine Container nach Russland geliefert.",
        "denial": "Südkorea bestreitet, dass Nordkorea Container nach Russland verschifft hat.",
        "year": "Laut Südkorea wurden 1987 mehr als 13.000 Container nach Russland verschifft.",
        "elsewhere": "Pinguine sind flugunfähige Vögel der Südhalbkugel.",
        "deed": "Laut Südkorea hat Nordkorea mehr als 13.000 Container mit Waffen gestohlen.",
        "opinion": "Meiner Meinung nach ist das eine sehr bedenkliche Entwicklung.",
    },
}


@dataclass(frozen=True)
class Case:
    """A question, what is true, and a sentence that no sample article supports."""

    question: str
    true: str
    wrong: str


@pytest.fixture(
    scope="module", params=[(language, one) for language in CHANGED for one in CHANGED[language]]
)
def case(request: pytest.FixtureRequest) -> Case:
    """Asked of articles in English and German."""
    language, change = request.param
    return Case(*SAID[language], CHANGED[language][change])


@pytest.fixture(scope="module")
def wrong(case: Case) -> str:
    """What no sample article supports."""
    return case.wrong


@pytest.fixture(scope="module")
def turns(samples: Corpus, case: Case) -> list[Turn]:
    """The turn after each event of an answer that has it between true sentences."""
    model = FakeListChatModel(responses=[f"{case.true} {case.wrong} {case.true}"])
    turn, grown = Turn(case.question), list[Turn]()
    for event in Assistant(samples, model).stream(case.question):
        if isinstance(event, Settled | Done):
            told = event.sentences if isinstance(event, Settled) else event.answer.sentences
            assert not any(one.text == case.wrong and one.verified for one in told)
        turn = turn.after(event)
        grown.append(turn)
    return grown


@pytest.fixture(scope="module")
def answer(turns: list[Turn]) -> Answer:
    """The whole answer."""
    done = turns[-1].answer
    assert done
    return done


def test_it_stands_apart_with_a_reason_and_without_a_citation(answer: Answer, case: Case) -> None:
    (one,) = (one for one in answer.sentences if one.text == case.wrong)
    assert one in answer.apart
    assert one.citations == ()
    assert one.reason or one.verdict == "unsupported"
    assert case.wrong not in answer.text
    assert case.true in answer.text


def test_on_the_page_it_is_folded_away_and_marked(turns: list[Turn], wrong: str) -> None:
    for turn in turns:
        page = conversation((turn,), "", ENGLISH)
        for shown in _places(page, wrong):
            assert re.search(r'class="(unverified|prose)">[^<]*$', shown)
    assert '<details class="apart">' in page
    assert '<p class="prose">' not in page


def _places(page: str, wrong: str) -> Iterator[str]:
    """What is before each place where a page has the sentence."""
    page = page.replace("&quot;", '"').replace("&#x27;", "'")
    for match in re.finditer(re.escape(wrong), page):
        yield page[: match.start()]


def test_in_files_it_is_said_not_to_be_verified(
    turns: list[Turn], wrong: str, tmp_path: Path
) -> None:
    done = turns[-1:]
    word = Document(str(written(done, "docx", "2 April 2024", tmp_path)))
    texts = [markdown(done, "2 April 2024").replace("\\", ""), html(done, "2 April 2024")]
    for text in (*texts, "\n".join(one.text for one in word.paragraphs)):
        places = list(_places(text, wrong))
        assert places
        assert all(before.endswith("Not verified: ") for before in places)


def test_in_the_shell_it_is_said_not_to_be_verified(
    answer: Answer, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    unverified = phrase("unverified", answer.language)
    _print_answer(answer)
    lines = [line for line in capsys.readouterr().out.splitlines() if wrong in line]
    assert lines
    assert all(line.startswith("[?] ") and unverified in line for line in lines)
    told = json.loads(json.dumps(_answer(answer)))
    assert wrong not in told["text"]
    assert [one["verified"] for one in told["sentences"] if one["text"] == wrong] == [False]


def test_found_again_it_is_what_it_was(
    samples: Corpus, turns: list[Turn], wrong: str, tmp_path: Path
) -> None:
    keep = Keep(tmp_path / "kept.sqlite")
    here = keep.save("visitor", "", tuple(turns[-1:]))
    (again,) = keep.turns("visitor", here, samples.get)
    keep.close()
    assert again.answer
    assert wrong not in again.answer.text
    assert wrong in [one.text for one in again.answer.apart]


def test_where_it_is_to_be_dropped_it_is_nowhere(samples: Corpus, case: Case) -> None:
    assistant = Assistant(samples, FakeListChatModel(responses=[f"{case.true} {case.wrong}"]))
    assistant._settings = replace(assistant._settings, unverified="drop")
    answer = assistant.ask(case.question)
    assert case.wrong not in [one.text for one in answer.sentences]
    assert case.true in answer.text


def test_alone_it_is_no_answer(samples: Corpus, case: Case) -> None:
    model = FakeListChatModel(responses=[case.wrong])
    answer = Assistant(samples, model).ask(case.question)
    assert case.wrong not in answer.text
    assert answer.in_quotes
    assert answer.notice


def test_a_sentence_that_holds_a_quote_is_not_one(answer: Answer) -> None:
    (quote, *_) = answer.citations
    for text, alone in (
        (quote.quote, True),
        (f"“{quote.quote}”", True),
        (f"“{quote.quote}” – {quote.article.source}, 2 April 2024", True),
        (f"It is not true that {quote.quote}", False),
        (f"“{quote.quote}”, but nobody believes it", False),
    ):
        assert AnswerSentence(text, (quote,), "supported").is_quote == alone
