"""Late interaction: how well the words of a question are met by the words of a passage.

For each token of the question the best cosine among the tokens of the passage, averaged:
MaxSim, from Khattab and Zaharia, "ColBERT" (2020). Here the token vectors are not trained for
it: they are taken from an inner layer of the embedding model, whose tokens are closer to
their translations than those of the last one, and cost nothing beyond the pass that embeds
the passage. Projected to `DIMENSION` components and kept as int8 they take about 20 KB a
chunk.

`projection.npy` (384, 96) holds the main axes of such vectors over the sample articles, made
once by `principal_axes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int8]

DIMENSION = 96
LAYER = 10 / 12
"""Which layer, as a share of all: the tenth of twelve."""

INHERITED = 0.85
_LARGEST = 127


def principal_axes(tokens: Vectors, dimension: int = DIMENSION) -> NDArray[np.float16]:
    """The `dimension` axes (width, dimension) along which unit vectors (n, width) lie most."""
    axes, _, _ = np.linalg.svd(tokens.T @ tokens)
    return axes[:, :dimension].astype(np.float16)


@cache
def projection() -> Vectors:
    """The axes (384, DIMENSION) for the packaged model."""
    axes: Vectors = np.load(Path(__file__).with_name("projection.npy")).astype(np.float32)
    return axes


def quantised(tokens: Vectors) -> Tokens:
    """Vectors (n, d) as int8: their direction is kept, their length is not."""
    largest = np.abs(tokens).max(axis=1, keepdims=True, initial=1e-9)
    scaled: Tokens = np.round(tokens * (_LARGEST / largest)).astype(np.int8)
    return scaled


def similarities(question: Vectors, passage: Tokens) -> Vectors:
    """Cosines (question tokens, passage tokens); `question` has rows of length 1."""
    unit = passage.astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True) + 1e-9
    cosines: Vectors = question @ unit.T
    return cosines


def maxsim(cosines: Vectors) -> float:
    """Mean over the question's tokens of the best cosine in the passage, in [-1, 1].

    0 where either has no tokens.
    """
    return float(cosines.max(axis=1).mean()) if cosines.size else 0.0


def weakest(cosines: Vectors, count: int = 3) -> float:
    """Mean best cosine of the `count` question tokens that the passage meets least."""
    return float(np.sort(cosines.max(axis=1))[:count].mean()) if cosines.size else 0.0


def maxsim_of(cosines: Vectors, spans: Sequence[tuple[int, int]]) -> Vectors:
    """`maxsim` with the tokens [first, last) of the passage, for each span: (spans,).

    What the rest of the passage says need not be said again in the span: it counts there at
    `INHERITED` of its cosine.
    """
    if not cosines.size:
        return np.zeros(len(spans), np.float32)
    inherited = INHERITED * cosines.max(axis=1)
    best = [cosines[:, first:last].max(axis=1, initial=-1.0) for first, last in spans]
    return np.array([np.maximum(own, inherited).mean() for own in best], np.float32)
