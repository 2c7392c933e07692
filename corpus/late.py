"""Late interaction: how well the words of a question are met by the words of a passage.

For each token of the question the best cosine among the tokens of the passage, averaged:
MaxSim, from Khattab and Zaharia, "ColBERT" (2020). Here the token vectors are not trained for
it: they are taken from an inner layer of the embedding model, whose tokens are closer to
their translations than those of the last one, and cost nothing beyond the pass that embeds
the passage. Kept as int8 they take about 30 KB a chunk.

Their axes are those of a linear discriminant analysis (Fisher 1936): along them a word differs
least from its translation, against how much words differ at all. What tells languages apart
goes, what tells words apart stays. `projection.npy` (385, 128) has them, and in its last row the
mean that is taken off. It was made once from 2.5 million pairs of tokens that are each other's
nearest in news translated by people (NTREX-128, nine languages): with T the covariance of
tokens of length 1 and W that of half their differences, the first eigenvectors of
T v = λ (W + w I) v, where w is the mean of the diagonal of W.

Rare words count for more. Tokens of the model are numbered by how frequent they are in a hundred
languages, and by Zipf's law the logarithm of the rank is, but for scale, that of the frequency:
the information a token carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.layers import unit

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int8]

DIMENSION = 128
LAYER = 10 / 12
"""Which layer, as a share of all: the tenth of twelve."""

INHERITED = 0.7
_FLOOR = 0.35
_LARGEST = 127


@cache
def _axes() -> Vectors:
    axes: Vectors = np.load(Path(__file__).with_name("projection.npy")).astype(np.float32)
    return axes


def projected(tokens: Vectors) -> Vectors:
    """Token vectors (n, 384) of the packaged model on the axes that are kept (n, DIMENSION)."""
    kept: Vectors = unit(tokens) @ _axes()[:-1] + _axes()[-1]
    return kept


def weights(ids: NDArray[np.int64]) -> Vectors:
    """What tokens count for, by their numbers in the model's vocabulary: (n,), above 0."""
    return np.log(np.maximum(ids, 2)).astype(np.float32)


def quantised(tokens: Vectors) -> Tokens:
    """Vectors (n, d) as int8: their direction is kept, their length is not."""
    largest = np.abs(tokens).max(axis=1, keepdims=True, initial=1e-9)
    scaled: Tokens = np.round(tokens * (_LARGEST / largest)).astype(np.int8)
    return scaled


def similarities(question: Vectors, passage: Tokens) -> Vectors:
    """Cosines (question tokens, passage tokens); `question` has rows of length 1."""
    cosines: Vectors = question @ unit(passage.astype(np.float32)).T
    return cosines


def levelled(cosine: Vectors) -> Vectors:
    """Mean cosines of tokens on the scale of whole texts: of tokens that have nothing to do with
    each other it is near 0, of texts about `_FLOOR` and more. 1 stays 1."""
    return _FLOOR + (1 - _FLOOR) * cosine


def maxsim(cosines: Vectors, weights: Vectors) -> float:
    """Mean over the question's tokens, each with its weight, of the best cosine in the passage;
    `levelled`, at most 1. 0 where either has no tokens."""
    if not cosines.size:
        return 0.0
    return float(levelled(np.average(cosines.max(axis=1), weights=weights)))


def maxsim_of(cosines: Vectors, weights: Vectors, spans: Sequence[tuple[int, int]]) -> Vectors:
    """`maxsim` with the tokens [first, last) of the passage, for each span: (spans,).

    What the rest of the passage says need not be said again in the span: it counts there at
    `INHERITED` of its cosine.
    """
    if not cosines.size:
        return np.zeros(len(spans), np.float32)
    inherited = INHERITED * cosines.max(axis=1)
    best = [cosines[:, first:last].max(axis=1, initial=-1.0) for first, last in spans]
    met = [np.average(np.maximum(own, inherited), weights=weights) for own in best]
    return levelled(np.array(met, np.float32))
