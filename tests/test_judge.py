"""The packaged language model as a judge of single sentences."""

from __future__ import annotations

import pytest
from langchain_core.language_models import FakeListChatModel

from corpus import Article, Settings
from corpus.embed import SentenceEmbeddings
from qa.evaluate.verify import sentences_of
from qa.judge import Judge, local_judge
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


def test_a_model_that_tells_no_probabilities_doubts_nothing(
    embeddings: SentenceEmbeddings,
) -> None:
    (false,) = embeddings.statements([FALSE])
    judge = Judge(FakeListChatModel(responses=["No"]))
    assert not judge.doubts(FALSE, false, sentences_of(FERRY, embeddings))


def test_only_the_packaged_model_judges() -> None:
    assert local_judge(Settings(model="none")) is None
