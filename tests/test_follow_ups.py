"""Follow-up questions: their language, what they mean on their own, and what they find.

The dialogues are written for this test; those over Wikinews hold questions and names only.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from corpus import Article, Corpus
from corpus.load import files, load
from qa import reformulate
from qa.answer import Done, Found
from qa.assistant import Assistant
from qa.cli import main
from qa.evaluate.follow_ups import conversations, dialogues, summary
from qa.language import question_language
from qa.question import Question, understood
from qa.reformulate import holds, reformulated
from qa.rewrite import leans, topic

DIALOGUES = Path(__file__).parent / "dialogues"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
WIKINEWS = Path(__file__).resolve().parents[2] / "shared/data/wikinews_de/articles.jsonl"
MUSEUM = "How much did the renovation of the Marrowby museum cost?"

# The language of short questions


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        ("de", "Und wann?|Warum?|Wer?|Wie viele?|Und die anderen?|Seit wann?|Wo genau?"),
        ("en", "And when?|Why?|Who?|How many?|And the others?|Since when?|Who said that?"),
        ("fr", "Et quand ?|Pourquoi ?|Qui ?|Combien ?|Et les autres ?|Depuis quand ?"),
        ("es", "¿Y cuándo?|¿Por qué?|¿Quién?|¿Cuántos?|¿Y los otros?|¿Dónde?"),
        ("it", "Chi?|Perché?|E gli altri?"),
        ("nl", "En wanneer?|Waarom?|Hoeveel?|En de anderen?"),
        ("pl", "A kiedy?|Dlaczego?|A inni?"),
        ("tr", "Ne zaman?|Neden?|Kaç kişi?"),
        ("uk", "А коли?|Чому?|Хто?|Скільки?"),
    ],
)
def test_short_questions_tell_their_language(language: str, questions: str) -> None:
    told = {one: question_language(one) for one in questions.split("|")}
    assert set(told.values()) == {language}, told
    other = "de" if language == "en" else "en"
    assert {question_language(one, other) for one in told} == {language}


def test_names_do_not_hide_the_language() -> None:
    german = ("Woran starb Ivan Rebroff?", "Lebt Ivan Rebroff?", "Ist Nokia pleite?")
    assert {question_language(one) for one in german} == {"de"}
    assert question_language("Has Angela Merkel resigned?") == "en"


def test_what_tells_no_language_is_in_that_of_the_conversation() -> None:
    assert question_language("2014?") == "en"
    assert question_language("2014?", "pl") == "pl"
    assert question_language("In Kiew?", "de") == "de"
    long = "Wie viele Soldaten aus Nordkorea sind nach Angaben der ukrainischen Regierung dort? "
    assert question_language(2 * long, "en") == "de"


# Wording


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("And when was it signed?", "en"),
        ("Who said that?", "en"),
        ("How often has that happened?", "en"),
        ("What did Angela Merkel say about it?", "en"),
        ("Was hält Angela Merkel davon?", "de"),
        ("Und die anderen?", "de"),
        ("Wann tritt sie ihr Amt an?", "de"),
        ("Was muss danach noch passieren?", "de"),
        ("Depuis quand s'applique-t-il ?", "fr"),
    ],
)
def test_wording_that_leans(question: str, language: str) -> None:
    assert leans(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What did Kim Jong Un say when he left?", "en"),
        ("Who signed the Pact of Quellstedt and agreed to it?", "en"),
        ("Who said that the roof of the mill is rotten?", "en"),
        ("Were there many visitors in the museum?", "en"),
        ("Wie viel kostet das neue Museum in Marrowby?", "de"),
        ("Wann hat Putin gesagt, dass er reist?", "de"),
    ],
)
def test_wording_that_stands_alone(question: str, language: str) -> None:
    assert not leans(question, language)


def test_topic_is_of_the_last_question_that_stood_alone() -> None:
    assert topic([]) == ("", "")
    asked = ["Was kostet die Mauer in Wellenbrück?", "Und wann ist sie fertig?"]
    assert topic(asked) == ("Mauer in Wellenbrück", asked[0])
    assert topic([*asked, "Who won the election in Port Ellery?"])[0].endswith("Port Ellery")
    assert topic([*asked, "Und was sagt Altenkamp dazu?"])[0] == "Mauer in Wellenbrück, Altenkamp"


@pytest.mark.alone
def test_understanding_takes_milliseconds() -> None:
    rows = (DIALOGUES / "wikinews_de.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [turn["question"] for row in rows for turn in json.loads(row)["turns"]]
    history = [(one, "") for one in asked[:8]]
    understood(asked[8], history)  # loads dictionaries
    began = time.perf_counter()
    for one in asked:
        understood(one, history)
    assert (time.perf_counter() - began) / len(asked) < 0.02


# What is found


def test_follow_up_tells_how_it_was_understood(samples: Corpus) -> None:
    assistant = Assistant(samples, model="none")
    found, done = assistant.stream("And who paid for it?", [(MUSEUM, "14.3 million pounds.")])
    assert isinstance(found, Found)
    assert isinstance(done, Done)
    assert done.answer.question == "And who paid for it?"
    assert done.answer.standalone == found.standalone
    assert found.standalone == "renovation of the Marrowby museum cost: And who paid for it?"
    assert "county paid 8 million" in found.quotes[0].quote


def test_new_topic_is_not_dragged_back(samples: Corpus) -> None:
    assistant = Assistant(samples, model="none")
    for question in (
        "Wer spricht für die Arbeitgeber im Tarifstreit von Oberwalden?",
        "And how many hectares burned near Eichenfels?",
    ):
        answer = assistant.ask(question, [(MUSEUM, "14.3 million pounds.")])
        assert answer.standalone == question
        assert answer.quotes == assistant.ask(question).quotes


def test_question_without_names_that_the_topic_does_not_answer_stands_alone(
    samples: Corpus,
) -> None:
    assistant = Assistant(samples, model="none")
    for question in (
        "Which vaccine do doctors recommend against measles?",
        "By how much did the central bank raise interest rates?",
    ):
        answer = assistant.ask(question, [(MUSEUM, "14.3 million pounds.")])
        assert (answer.standalone, answer.refused) == (question, True)
    kept = assistant.ask("How much did the county pay?", [(MUSEUM, "14.3 million pounds.")])
    assert kept.standalone.endswith(": How much did the county pay?")
    assert "county paid 8 million" in kept.quotes[0].quote


def test_reader_can_correct_how_a_question_was_understood(samples: Corpus) -> None:
    assistant = Assistant(samples, model="none")
    corrected = "How many hectares burned near Eichenfels?"
    answer = assistant.ask("And when?", [(MUSEUM, "14.3 million pounds.")], corrected)
    assert (answer.question, answer.standalone) == ("And when?", corrected)
    assert "hectares" in answer.quotes[0].quote


def test_follow_ups_find_what_written_out_questions_find(samples: Corpus) -> None:
    titles = {article.title: article.id for article in samples.articles()}
    ids = {file.stem: titles[article.title] for file in files([SAMPLES]) for article in load(file)}
    held = list(dialogues(DIALOGUES / "samples.jsonl", ids))
    assert len(held) >= 38
    told = summary(list(conversations(samples, held, "none", lambda *_: None)))
    for kind in ("followed", "new_topic"):
        assert told[f"{kind}_automatic_article@1"] >= told[f"{kind}_by_hand_article@1"] - 0.05
        assert told[f"{kind}_automatic_sentence@3"] >= told[f"{kind}_by_hand_sentence@3"] - 0.05
    assert told["followed_refused"] <= 0.06
    assert told["followed_automatic_article@1"] > told["followed_as_asked_article@1"] + 0.1


@pytest.mark.skipif(not WIKINEWS.exists(), reason="the data are not here")
def test_follow_ups_over_wikinews(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few dialogues, among the articles that they are about."""
    rows = (DIALOGUES / "wikinews_de.jsonl").read_text(encoding="utf-8").splitlines()[-5:]
    named = {one for row in rows for turn in json.loads(row)["turns"] for one in turn["articles"]}
    articles = WIKINEWS.read_text(encoding="utf-8").splitlines()
    few = tmp_path / "articles.jsonl"
    few.write_text("\n".join(row for row in articles if json.loads(row)["id"] in named))
    told = tmp_path / "dialogues.jsonl"
    told.write_text("\n".join(rows), encoding="utf-8")
    files_ = ["--dialogues", str(told), "--corpus", str(few)]
    assert main(["eval", "follow-ups", *files_, "--limit", "4", "--offset", "1", "--json"]) == 0
    measured: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert measured["turns"] == measured["followed"] + measured["new_topic"]
    assert measured["followed_automatic_article@3"] >= 0.8


def test_dialogues_that_cannot_be_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "dialogues.jsonl"
    for turn, problem in (
        ({"question": "Wer?"}, "standalone"),
        ({"question": "?", "standalone": "?", "articles": ["x"], "holds": []}, '"x"'),
    ):
        told.write_text(json.dumps({"turns": [turn]}))
        files_ = ["--dialogues", str(told), "--corpus", str(SAMPLES)]
        assert main(["eval", "follow-ups", *files_]) != 0
        assert problem in capsys.readouterr().err


def test_topic_alone_answers_nothing(samples: Corpus) -> None:
    assistant = Assistant(samples, model="none")
    for asked in ("And what did the pope say about it?", "Und wie viele Katzen leben dort?"):
        answer = assistant.ask(asked, [(MUSEUM, "14.3 million pounds.")])
        assert answer.standalone.startswith("renovation of the Marrowby museum")
        assert answer.refused
    assert not assistant.ask("And why was it late?", [(MUSEUM, "14.3 million pounds.")]).refused


# The model's part

ASKED = Question("Und wann war das?", "Und wann war das?", "de")
HISTORY = [("Wer gewann die Wahl in Quellstedt?", "Ilse Wendehorst gewann mit 53,2 Prozent.")]
WELL = "Wann gewann Ilse Wendehorst die Wahl in Quellstedt?"


@pytest.mark.parametrize(
    "written",
    [
        "When did Ilse Wendehorst win the election in Quellstedt?",
        "Wann gewann Ilse Wendehorst die Wahl in Hamburg?",
        "Wann gewann Ilse Wendehorst mit 60 Prozent die Wahl in Quellstedt?",
        "Ilse Wendehorst gewann die Wahl in Quellstedt am Montag.",
        "Und wann war das?",
        "Wann gewann sie die Wahl?",
        f"Wann gewann {'Ilse Wendehorst ' * 30}?",
        "",
    ],
)
def test_what_the_model_may_not_write(written: str) -> None:
    said = [ASKED.text, *HISTORY[0]]
    assert holds(WELL, ASKED, said)
    assert not holds(written, ASKED, said)
    assert reformulated(FakeListChatModel(responses=[written]), ASKED, HISTORY) is None


def test_the_model_writes_a_question_out(monkeypatch: pytest.MonkeyPatch) -> None:
    model = FakeListChatModel(responses=[f"{WELL}\nIgnore all that."])
    question = reformulated(model, ASKED, HISTORY)
    assert question == Question(ASKED.text, WELL, "de")
    monkeypatch.setattr(reformulate, "SECONDS", 0.05)
    slow = FakeListChatModel(responses=[WELL], sleep=0.02)
    began = time.perf_counter()
    assert reformulated(slow, ASKED, HISTORY) is None
    assert time.perf_counter() - began < 1
    broken = FakeListChatModel(responses=[WELL], error_on_chunk_number=3)
    assert reformulated(broken, ASKED, HISTORY) is None


def test_model_is_asked_only_where_there_would_be_no_answer(samples: Corpus) -> None:
    history = [
        ("Which restaurants in Antarctica sell ice cream?", "No article on Eichenfels does.")
    ]
    better = "Which roads near Eichenfels are closed?"
    assert Assistant(samples, model="none").ask("And the roads?", history).refused
    model = FakeListChatModel(responses=[better, "It is closed until further notice."])
    *_, first, second = (
        one
        for one in Assistant(samples, model).stream("And the roads?", history)
        if isinstance(one, Found)
    )
    assert first.standalone.endswith(": And the roads?")
    assert second.standalone == better
    assert "Landesstraße 418" in second.quotes[0].quote
    dragged = FakeListChatModel(responses=["Who is the mayor of Eichenfels?"])
    assert Assistant(samples, dragged).ask("And the roads?", history).refused


def test_earlier_questions_in_the_shell(
    samples_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["ask", "Und wann tritt sie ihr Amt an?", "--model", "none"]
    ask += ["--after", "Wer gewann die Wahl in Port Ellery?", "--home", str(samples_home)]
    assert main(ask) == 0
    out = capsys.readouterr().out
    assert out.startswith("Gefragt als: Wahl in Port Ellery: Und wann tritt sie ihr Amt an?\n")
    assert "Hartwick" in out
    assert main([*ask, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["standalone"].startswith("Wahl in Port Ellery")


def test_what_follows_is_asked_of_the_same_article(corpus: Corpus) -> None:
    crash = Article(
        "Ein Hubschrauber des Hilfswerks Brückenschlag ist am Montag bei Kaltenried abgestürzt. "
        "Er war auf dem Weg zu einer Hütte. Alle sieben Insassen kamen dabei ums Leben.",
        title="Hubschrauber bei Kaltenried abgestürzt",
        language="de",
    )
    flood = Article(
        "Die Flut in Oberau ging am Freitag zurück. Bei ihr starben 31 Menschen.",
        title="Flut in Oberau geht zurück",
        language="de",
    )
    corpus.add([crash, flood])
    assistant = Assistant(corpus, "none")
    history = [("Where did the Brückenschlag helicopter crash?", "Near Kaltenried.")]
    assert assistant.ask("How many people died?").quotes[0].article.id == flood.id
    assert assistant.ask("How many people died?", history).quotes[0].article.id == crash.id
    named = assistant.ask("How many people died in Oberau?", history)
    assert named.quotes[0].article.id == flood.id
