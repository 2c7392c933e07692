"""The reader tells the sentence that answers from one that only says again what is asked; what it
was trained on is as it should be."""

from __future__ import annotations

import sys

import numpy as np
import pytest
import torch
from bench.reader import NEVER, STORIES, Asked, Reader, examples, logits, stories

from corpus import Article, Corpus
from corpus.embed import SentenceEmbeddings
from corpus.settings import Settings
from corpus.split import chunks
from qa.question import Question
from qa.reader import WEIGHTS, readings
from qa.retrieve import NewsRetriever

BRIDGE = Article(
    "Am Montag ist in Lauterfurt die neue Brücke über die Selke eröffnet worden. Über die Kosten "
    "der neuen Brücke war im Stadtrat lange gestritten worden. Das Land übernahm davon 14 "
    "Millionen Euro, den Rest zahlte der Kreis. Entworfen hat sie das Büro von Petra Sandmann, das "
    "sich auf Holzbau spezialisiert hat. Die alte Brücke war 1931 errichtet worden und hatte bei "
    "dem Hochwasser vor drei Jahren ihren Mittelpfeiler verloren.",
    language="de",
)


@pytest.fixture(scope="module")
def embeddings() -> SentenceEmbeddings:
    return SentenceEmbeddings(Settings.from_environment())


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Wie viel trug das Land zu den Kosten der neuen Brücke bei?", "Das Land"),
        ("How much did the state contribute to the cost of the new bridge?", "Das Land"),
        ("Wer ist die Architektin der neuen Brücke in Lauterfurt?", "Entworfen"),
        ("Who is the architect of the new bridge in Lauterfurt?", "Entworfen"),
        ("What damaged the previous bridge?", "Die alte Brücke"),
    ],
)
def test_the_sentence_that_answers_is_told(
    embeddings: SentenceEmbeddings, question: str, begins: str
) -> None:
    (chunk,) = chunks(BRIDGE)
    (passage,) = embeddings.chunks(
        [BRIDGE.text], [[(one.start, one.end) for one in chunk.sentences]]
    )
    (answers,) = readings(embeddings.question(question), [passage])
    assert answers.shape == (len(chunk.sentences),)
    best = chunk.sentences[int(np.argmax(answers))]
    assert BRIDGE.text[best.start : best.end].startswith(begins)


def test_it_reads_as_it_was_trained(corpus: Corpus) -> None:
    """What numpy makes of the weights is what PyTorch made of them; the words of the answer are
    found in the passage."""
    corpus.add(BRIDGE)
    text = "Wer ist die Architektin der neuen Brücke?"
    start = BRIDGE.text.index("Petra Sandmann")
    asked = Asked(text, "de", BRIDGE, start, start + len("Petra Sandmann"))
    (example,) = examples([asked], corpus)
    (passage,) = example.passages
    assert 2 <= int(passage.answer.sum()) < int(passage.right.sum())
    trained = Reader().eval()
    with np.load(WEIGHTS) as stored:
        weights = {name: torch.from_numpy(stored[name]).float() for name in stored.files}
    trained.load_state_dict(weights, strict=False)
    with torch.no_grad():
        ((got, base, sentence, *_),) = logits(trained, [example])
    (hit,) = NewsRetriever(corpus=corpus).hits(Question(text, text, "de"))
    for number, answer in enumerate(hit.answers):
        own = (sentence == number) & (base > NEVER)
        assert float(got[own].logsumexp(0)) == pytest.approx(answer, abs=1e-3)


def test_the_stories_have_the_answers_they_are_said_to() -> None:
    """In the sentence of the number that is given, which reading them looks for."""
    told = list(stories(STORIES, sys.maxsize))
    questions = [one for _, asked in told for one in asked]
    assert len(told) == 960
    assert len(questions) == 2 * 14410
    assert all(one.text.strip() and one.start < one.end for one in questions)
