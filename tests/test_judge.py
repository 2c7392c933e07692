"""The packaged language model as a judge of passages and of single sentences."""

from __future__ import annotations

import pytest
from langchain_core.language_models import FakeListChatModel

from corpus import Article, Corpus, Settings
from corpus.embed import SentenceEmbeddings
from qa import Assistant
from qa.answer import Done
from qa.evaluate.verify import sentences_of
from qa.judge import Judge, in_doubt, local_judge
from qa.prose import Prose
from qa.question import Question

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
    prose = Prose(asked, sentences_of(FERRY, embeddings), (), embeddings)
    prose.add(f"{TRUE} {FALSE}")
    first, second = prose.sentences()
    assert (first.verified, second.verified) == (True, True)
    prose.judged(judge)
    first, second = prose.sentences()
    assert (first.verified, second.verified) == (True, False)
    assert second.reason


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
        (0.95, WRONG_TOPIC, WRONG_TOPIC, False),
        (0.5, NAMED, NAMED, False),
        (0.5, "And the glue?", f"yellow ferry: {NAMED}", True),
    ],
)
def test_it_is_asked_about_vague_questions_and_follow_ups_in_doubt(
    likely: float, text: str, standalone: str, doubt: bool
) -> None:
    assert in_doubt(likely, Question(text, standalone, "en")) is doubt


def test_the_wording_of_a_reader_is_taken_as_it_is(
    samples: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Strict(Judge):
        def answerable(self, *_: object) -> float:
            return 0.0

    strict = Strict(FakeListChatModel(responses=["No"]))
    monkeypatch.setattr("qa.assistant.local_judge", lambda settings: strict)
    assistant = Assistant(samples, model="none")
    assert assistant.ask(WRONG_TOPIC).refused
    assert not assistant.ask("And what?", standalone=WRONG_TOPIC).refused


def test_a_model_that_tells_no_probabilities_doubts_nothing(
    embeddings: SentenceEmbeddings,
) -> None:
    (false,) = embeddings.statements([FALSE])
    judge = Judge(FakeListChatModel(responses=["No"]))
    assert not judge.doubts(FALSE, false, sentences_of(FERRY, embeddings))
    assert judge.answerable(0.5, Question(WRONG_TOPIC, WRONG_TOPIC, "en"), []) == 0.5


def test_only_the_packaged_model_judges() -> None:
    assert local_judge(Settings(model="none")) is None
