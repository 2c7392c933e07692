"""In which sentence of a passage the answer stands: read together, question and passage.

Nearness (`qa.retrieve`) tells what a sentence is about, and one that says again what is asked
is nearer than one that answers. Here a small transformer (Vaswani et al., 2017) goes over the
tokens of the question and those of the passage at once, and tells of each sentence whether
the answer is in it; the reader of "retriever and reader" (Chen et al., 2017). It works on the token
vectors that the index has anyway (`corpus.late`), so nothing is embedded again and it speaks the
languages they do.

The weights, `reader.npz`, were trained on 14,410 questions, each in English and in German, about
960 stories written for it: 456 in German, 456 in English, 48 in eight other languages. They are in
`tests/bench/stories`; nothing that Beleg is measured on is among them. For each question six near
passages, the right one among them, gave one softmax over the tokens of all their sentences, the
score of `qa.evidence` times a learned factor added to each. The loss is the logarithm of the share
that falls on the sentence that answers, and half that of the share of the answer's own words.
`python -m tests.bench.reader` trains it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from corpus.embed import Passage, TextVectors, Vectors
from corpus.late import DIMENSION
from corpus.layers import attention, gelu, linear, normalised, unit

WEIGHTS = Path(__file__).with_name("reader.npz")
HEADS = 6
_EPSILON = 1e-5


@cache
def _weights() -> dict[str, Vectors]:
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def readings(asked: TextVectors, passages: Sequence[Passage]) -> list[Vectors]:
    """For each passage, (n,) of its n sentences: the logit that the answer is in that sentence,
    comparable between passages. All 0 for vectors of another embedding model."""
    if not len(asked.tokens) or not len(asked.states):
        return [np.zeros(len(one.sentences), np.float32) for one in passages]
    return [_read(asked, one) for one in passages]


def _read(asked: TextVectors, passage: Passage) -> Vectors:
    """The logits (n,) of one passage's n sentences."""
    if not len(passage.tokens):
        return np.zeros(len(passage.sentences), np.float32)
    x = _entered(asked, passage)
    blocks = sum(name.endswith(".qkv.weight") for name in _weights())
    for number in range(blocks):
        x = _block(x, f"blocks.{number}")
    x = _normalised(x[len(asked.tokens) :], "n")
    here, sentence = _linear(x, "out")[:, 0], _linear(x, "sent")[:, 0]
    return np.array(
        [
            _log_mean_exp(here[first:last]) + sentence[first:last].mean() if first < last else 0.0
            for first, last in passage.token_spans
        ],
        np.float32,
    )


def _entered(asked: TextVectors, passage: Passage) -> Vectors:
    """(m + t, width) what the first block gets: of the question's m tokens and the passage's t,
    with how well each is met on the other side."""
    scale = np.float32(np.sqrt(DIMENSION))
    told = unit(passage.tokens.astype(np.float32))
    cosines = asked.tokens @ told.T
    share = asked.weights * (len(asked.weights) / asked.weights.sum())
    ones = np.ones(len(asked.tokens), np.float32)
    met = np.stack([cosines.max(axis=1), share, ones], axis=1)
    weighted = np.maximum((cosines * share[:, None]).max(axis=0), 0)
    meets = np.stack([cosines.max(axis=0), weighted, np.zeros(len(told), np.float32)], axis=1)
    kinds = _weights()["typ"]
    question = (
        _linear(asked.tokens * scale, "inp")
        + _linear(asked.states * np.float32(np.sqrt(asked.states.shape[1] / 2)), "qinp")
        + _linear(met, "feat")
        + kinds[1]
    )
    return np.concatenate(
        [question, _linear(told * scale, "inp") + _linear(meets, "feat") + kinds[0]]
    )


def _block(x: Vectors, name: str) -> Vectors:
    """Attention and then a layer of each token alone, both added to what came in."""
    joint = _linear(_normalised(x, f"{name}.n1"), f"{name}.qkv")
    query, key, value = np.split(joint, 3, axis=1)
    x = x + _linear(attention(query, key, value, HEADS), f"{name}.o")
    return x + _linear(gelu(_linear(_normalised(x, f"{name}.n2"), f"{name}.f1")), f"{name}.f2")


def _linear(x: Vectors, name: str) -> Vectors:
    return linear(x, _weights()[f"{name}.weight"], _weights()[f"{name}.bias"])


def _normalised(x: Vectors, name: str) -> Vectors:
    return normalised(x, _weights()[f"{name}.weight"], _weights()[f"{name}.bias"], _EPSILON)


def _log_mean_exp(x: Vectors) -> float:
    most = x.max()
    return float(most + np.log(np.exp(x - most).mean()))
