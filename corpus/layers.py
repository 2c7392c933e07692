"""The parts that transformers are made of (Vaswani et al., 2017), in numpy.

Rows are tokens. Which parts make which model, with which weights, is told in `corpus.encoder` and
`qa.reader`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def unit(vectors: Array) -> Array:
    """Vectors (n, d) at length 1; those of length 0 stay so."""
    scaled: Array = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return scaled


def linear(x: Array, weight: Array, bias: Array) -> Array:
    """x Wᵀ + b: (t, outputs) of (t, inputs), `weight` (outputs, inputs) and `bias` (outputs,)."""
    product: Array = weight @ x.T  # this way round it is faster for few tokens
    return np.add(product.T, bias, order="C")


def normalised(x: Array, scale: Array, shift: Array, epsilon: float) -> Array:
    """Each row at mean 0 and variance 1, times `scale`, plus `shift` (Ba et al., 2016)."""
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + epsilon)
    scaled: Array = x * scale + shift
    return scaled


def attention(query: Array, key: Array, value: Array, heads: int) -> Array:
    """softmax(q kᵀ / √width) v for each of `heads` equal parts of the columns: (t, dimension)."""
    tokens = len(query)
    query, key, value = (
        one.reshape(tokens, heads, -1).swapaxes(0, 1) for one in (query, key, value)
    )
    scores = query @ key.swapaxes(1, 2) / np.sqrt(np.float32(query.shape[-1]))
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    attended: Array = (weights @ value).swapaxes(0, 1).reshape(tokens, -1)
    return attended


def gelu(x: Array) -> Array:
    """x Φ(x), the error function by formula 7.1.26 of Abramowitz and Stegun, "Handbook of
    Mathematical Functions" (1964): off by less than 1.5e-7."""
    z = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = np.zeros_like(t)
    for term in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(term)) * t
    erf = np.copysign(1 - series * np.exp(-z * z), x)
    activated: Array = x * (1 + erf) / 2
    return activated
