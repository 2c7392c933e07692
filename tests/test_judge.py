"""The packaged language model as a judge of passages and of single sentences."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.prompt_values import PromptValue

from corpus import Article, Corpus, Settings
from corpus.embed import SentenceEmbeddings
from qa import Assistant
from qa.answer import Done, Token
from qa.evaluate.verify import sentences_of
from qa.judge import Judge, Opinion, in_doubt, local_judge, worth_reading
from qa.phrases import phrase
from qa.prose import Prose
from qa.question import Question
from qa.refuse import THRESHOLD
from qa.write import Piece

FERRY = Article(
    "The council of Port Ellery approved the yellow ferry on Monday after a short debate. "
    "Mayor Marisol Hartwick called the vote a relief for commuters.",
    language="en",
)
TRUE = "The yellow ferry was approved by the council on Monday."
FALSE = "The council of Port Ellery approved the green ferry on Monday after a short debate."


@pytest.fixture(scope="module")
def judge(cache: object) -> Judge:
    found = local_judge(Settings.from_environment())
    assert found
    return found


def test_a_changed_word_is_doubted_and_a_true_sentence_is_not(
    judge: Judge, embeddings: SentenceEmbeddings
) -> None:
    found = sentences_of(FERRY, embeddings)
    true, false = embeddings.statements([TRUE, FALSE])
    assert not judge.doubts(TRUE, true, found)
    assert judge.doubts(FALSE, false, found)


def test_what_it_doubts_is_no_part_of_the_answer(
    judge: Judge, embeddings: SentenceEmbeddings
) -> None:
    asked = Question("What did the council do?", "What did the council do?", "en")
    prose = Prose(asked, sentences_of(FERRY, embeddings), (), embeddings, judge)
    prose.add(Piece(f"{TRUE} {FALSE}"))
    first, second = prose.sentences()
    assert (first.verified, second.verified) == (True, True)
    first, second = prose.judged()
    assert (first.verified, second.verified) == (True, False)
    assert second.reason == phrase("judged", "en")
    assert prose.sentences() == (first, second)


@pytest.mark.parametrize(
    ("judged", "text", "settles"),
    [(True, FALSE, False), (True, TRUE, True), (False, FALSE, True)],  # all of TRUE's are there
)
def test_what_it_is_to_read_settles_only_when_it_has(
    embeddings: SentenceEmbeddings, judged: bool, text: str, settles: bool
) -> None:
    asked = Question("What did the council do?", "What did the council do?", "en")
    judge = Says(9.0) if judged else None
    prose = Prose(asked, sentences_of(FERRY, embeddings), (), embeddings, judge)
    far = "Penguins are flightless birds of the south."
    settled, rest = prose.add(Piece(f"{far} {text} And then there was")) or ((), "")
    assert [one.text for one in settled] == ([far, text] if settles else [far])
    assert rest == ("And then there was" if settles else f"{text} And then there was")
    assert prose.judged()[1].verified


def test_it_reads_what_has_words_of_its_own_or_denies() -> None:
    assert worth_reading(FALSE, ((38, 43),))
    assert worth_reading("The ferry was not approved.", ())
    assert not worth_reading(TRUE, ())


WRONG_TOPIC = "Which glue was wrong?"


def test_what_the_rules_answer_and_the_passages_do_not_is_refused(
    judge: Judge, samples: Corpus
) -> None:
    assert not Assistant(samples, model="none").ask(WRONG_TOPIC).refused
    reader = Assistant(samples, model="local")
    *_, last = reader.stream(WRONG_TOPIC)
    assert isinstance(last, Done)
    assert last.answer.refused
    assert not last.answer.citations
    assert not reader.ask("What does the pact require?").refused


NAMED = "Which glue did the Port Ellery shipyard use by mistake for the yellow ferry?"


@pytest.mark.parametrize(
    ("likely", "text", "standalone", "doubt"),
    [
        (0.1, WRONG_TOPIC, WRONG_TOPIC, False),
        (0.5, WRONG_TOPIC, WRONG_TOPIC, True),
        (0.5, NAMED, NAMED, True),
        (0.95, NAMED, NAMED, False),
        (0.95, "And the glue?", f"yellow ferry: {NAMED}", True),
    ],
)
def test_it_is_asked_about_all_but_certain_questions_and_about_follow_ups(
    likely: float, text: str, standalone: str, doubt: bool
) -> None:
    assert in_doubt(likely, Question(text, standalone, "en")) is doubt


class Says(Judge):
    """Finds "Yes" likelier than "No" by so much."""

    def __init__(self, margin: float) -> None:
        super().__init__(FakeListChatModel(responses=["No"]))
        self._always = margin

    def _margin(self, prompt: PromptValue, **how: Any) -> float:
        return self._always


@pytest.mark.parametrize(
    ("margin", "text", "refused", "clear"),
    [
        (-1.0, WRONG_TOPIC, True, False),
        (-1.0, NAMED, False, False),  # it has a name
        (0.8, WRONG_TOPIC, False, False),
        (1.5, WRONG_TOPIC, False, True),
    ],
)
def test_only_vague_questions_are_refused_on_its_word_others_left_to_their_quotes(
    margin: float, text: str, refused: bool, clear: bool
) -> None:
    opinion = Says(margin).opinion(0.5, Question(text, text, "en"), [])
    assert (opinion.likely < THRESHOLD, opinion.clear) == (refused, clear)


def test_without_a_clear_answer_none_is_written_and_the_quotes_are_the_answer(
    samples: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Which clause of the pact deals with armed attacks?"
    monkeypatch.setattr("qa.assistant.local_judge", lambda settings: Says(0.9))
    monkeypatch.setattr("qa.assistant.in_doubt", lambda likely, asked: True)
    assistant = Assistant(samples, model="local")
    *events, last = assistant.stream(question)
    assert not any(isinstance(one, Token) for one in events)
    assert isinstance(last, Done)
    answer = last.answer
    assert not answer.refused
    assert "no clear answer" in answer.notice
    assert answer.in_quotes
    assert assistant.ask(question).notice == answer.notice


def test_the_wording_of_a_reader_is_taken_as_it_is(
    samples: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.assistant.local_judge", lambda settings: Says(-9.0))
    assistant = Assistant(samples, model="none")
    assert assistant.ask(WRONG_TOPIC).refused
    assert not assistant.ask("And what?", standalone=WRONG_TOPIC).refused


def test_a_model_that_tells_no_probabilities_doubts_nothing(
    embeddings: SentenceEmbeddings,
) -> None:
    (false,) = embeddings.statements([FALSE])
    judge = Judge(FakeListChatModel(responses=["No"]))
    assert not judge.doubts(FALSE, false, sentences_of(FERRY, embeddings))
    assert judge.opinion(0.5, Question(WRONG_TOPIC, WRONG_TOPIC, "en"), []) == Opinion(0.5)


def test_only_answers_in_english_are_judged(
    samples: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Settings] = []
    monkeypatch.setattr("qa.assistant.local_judge", asked.append)
    monkeypatch.setattr("qa.assistant.in_doubt", lambda *_: False)
    assistant = Assistant(samples, model="none")
    assert assistant.ask("Was verlangt der Pakt?").citations
    assert not asked
    assert assistant.ask("What does the pact require?").citations
    assert asked


def test_only_the_packaged_model_judges() -> None:
    assert local_judge(Settings(model="none")) is None
