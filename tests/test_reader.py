"""The reader tells the sentence that answers from one that only says again what is asked; what it
was trained on is as it should be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import Article
from corpus.embed import SentenceEmbeddings
from corpus.settings import Settings
from corpus.split import chunks
from qa.reader import readings

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


@pytest.mark.parametrize("file", sorted((Path(__file__).parent / "bench/stories").glob("*.txt")))
def test_answers_stand_in_the_sentences_they_are_said_to(file: Path) -> None:
    sentences: list[str] = []
    questions = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "§":
            sentences = []
        elif kind == "s:":
            sentences.append(rest)
        elif kind == "q:":
            number, english, german, answer = rest.split(" | ")
            assert english
            assert german
            assert answer in sentences[int(number) - 1]
            questions += 1
    assert questions >= 80
