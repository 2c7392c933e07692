"""Passes of the embedding model: texts in batches, each to its vector and those of its tokens.

How the passes share the processor is decided here, what is made of the vectors in
`corpus.embed`.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import late
from corpus.encoder import Encoder
from corpus.late import Vectors
from corpus.layers import unit

BATCH_TOKENS = 2048
"""Texts go through the model in batches of up to so many tokens, of similar length:
larger ones fall out of the processor's cache."""


Model = Any
"""A SentenceTransformer, loaded in `corpus.embed`."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """One text: its vector, the vectors of its tokens in the last layer and, as they are kept, in
    the inner one, their numbers in the vocabulary, and where each token starts and ends in the
    text; of a short text of the packaged model also both layers as they are, in `states`."""

    vector: Vectors
    last: Vectors
    inner: Vectors
    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    states: Vectors


@dataclass(frozen=True, eq=False)
class _Tokens:
    """One text as the model reads it, and where each of its tokens starts and ends."""

    features: dict[str, list[int]]
    offsets: NDArray[np.int64]

    @property
    def ids(self) -> NDArray[np.int64]:
        return np.array(self.features["input_ids"])


def encoded(
    model: Model, prompt: str, texts: Sequence[str], keep_tokens: int, *, inner: bool
) -> list[Encoded]:
    """`texts` in order; token vectors only of the first `keep_tokens`, and of the inner layer
    only if `inner`.

    One batch has all cores. Several are shared out, a core each: threads that need not
    wait for each other at every layer are a fifth faster, and far less hurt by other work.
    """
    tokens = _tokenised(model, [prompt + text for text in texts])
    batches = _batches([len(one.offsets) for one in tokens])

    def encode(batch: list[int]) -> list[Encoded]:
        kept = [i < keep_tokens for i in batch]
        return _encode(model, prompt, [tokens[i] for i in batch], kept, inner)

    if len(batches) == 1:
        results = [_on_all_cores(encode, batches[0])]
    else:
        results = list(_workers().map(encode, batches))
        _release()
    done = {
        i: one
        for batch, found in zip(batches, results, strict=True)
        for i, one in zip(batch, found, strict=True)
    }
    return [done[i] for i in range(len(texts))]


@cache
def _cores() -> int:
    import torch

    return torch.get_num_threads()


@cache
def _workers() -> ThreadPoolExecutor:
    """One thread a core, each of which has that core alone."""
    import torch

    return ThreadPoolExecutor(_cores(), "embed", torch.set_num_threads, (1,))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_workers.cache_clear)  # a forked process has no threads


def _on_all_cores(encode: Callable[[list[int]], list[Encoded]], batch: list[int]) -> list[Encoded]:
    import torch

    torch.set_num_threads(_cores())  # counts for the calling thread
    return encode(batch)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None  # not the GNU C library
    return trim


def _release() -> None:
    """Gives the system back what batches took: the GNU C library would keep 300 MB of it."""
    if trim := _trim():
        trim(0)


_NO_VECTORS = np.zeros((0, 0), np.float32)
_NO_TOKENS = np.zeros((0, late.DIMENSION), np.float32)
_NO_IDS = np.zeros(0, np.int64)
_NO_OFFSETS = np.zeros((0, 2), np.int64)


def _encode(
    model: Model,
    prompt: str,
    texts: list[_Tokens],
    keep_tokens: list[bool],
    inner: bool,
) -> list[Encoded]:
    """One batch; token vectors where `keep_tokens`, those of the inner layer only if `inner`."""
    output = _forward(model, texts)
    vectors = unit(output["sentence_embedding"].float().numpy())  # bfloat16 is off by .3 %
    layers = output["all_layer_embeddings"]
    real = output["attention_mask"].bool()
    return [
        _of_one(
            vectors[row],
            layers[-1][row][real[row]],
            _inner(layers)[row][real[row]] if inner else None,
            one.ids,
            one.offsets,
            prompt,
        )
        if keep
        else Encoded(vectors[row], _NO_VECTORS, _NO_TOKENS, _NO_IDS, _NO_OFFSETS, _NO_VECTORS)
        for row, (one, keep) in enumerate(zip(texts, keep_tokens, strict=True))
    ]


def encode_one(encoder: Encoder, prompt: str, text: str) -> Encoded:
    """One short text of the packaged model, which takes the mean over all tokens."""
    layers, ids, found = encoder.layers(prompt + text)
    offsets = _words_alone(found, prompt + text)
    mean = layers[-1].mean(axis=0)
    vector = mean / np.linalg.norm(mean)
    inner = _inner(layers)
    own = _own(offsets, prompt)
    states = np.concatenate([unit(inner[own]), unit(layers[-1][own])], axis=1)
    return replace(_of_one(vector, layers[-1], inner, ids, offsets, prompt), states=states)


def _inner(layers: Sequence[Any]) -> Any:
    return layers[round(late.LAYER * (len(layers) - 1))]


def _of_one(
    vector: Vectors,
    last: Any,
    inner: Any | None,
    ids: NDArray[np.int64],
    offsets: NDArray[np.int64],
    prompt: str,
) -> Encoded:
    """`last` and `inner` have token vectors (tokens, dimension), the prompt's among them."""
    own = _own(offsets, prompt)
    at = offsets - len(prompt)
    tokens = _NO_TOKENS if inner is None else late.projected(_array(inner)[own])
    return Encoded(vector, _array(last)[own], tokens, ids[own], at[own], _NO_VECTORS)


def _words_alone(offsets: Iterable[tuple[int, int]], text: str) -> NDArray[np.int64]:
    """Where tokens start and end in `text`, without the space before a word: the tokenizer takes
    that for a part of its first token, which would so begin in the sentence before."""
    alone = [(end - (len(text[start:end].lstrip()) or end - start), end) for start, end in offsets]
    return np.array(alone, np.int64).reshape(-1, 2)


def _own(offsets: NDArray[np.int64], prompt: str) -> NDArray[np.bool_]:
    """Which tokens are neither the prompt's nor what the model adds."""
    own: NDArray[np.bool_] = (offsets[:, 0] >= len(prompt)) & (offsets[:, 1] > offsets[:, 0])
    return own


def _array(layer: Any) -> Vectors:
    """A tensor of any float type, or what is an array already."""
    return layer if isinstance(layer, np.ndarray) else layer.float().numpy()


def _tokenised(model: Model, texts: list[str]) -> list[_Tokens]:
    if not texts:
        return []
    read = model.tokenizer(
        texts, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True
    )
    offsets = read.pop("offset_mapping")
    return [
        _Tokens({name: rows[at] for name, rows in read.items()}, _words_alone(offsets[at], text))
        for at, text in enumerate(texts)
    ]


def _forward(model: Model, texts: list[_Tokens]) -> dict[str, Any]:
    import torch

    features = model.tokenizer.pad([one.features for one in texts], return_tensors="pt")
    with torch.inference_mode():
        output: dict[str, Any] = model.forward(dict(features))
    return output


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of texts of so many tokens, the longest first, in batches of `BATCH_TOKENS` at most,
    padding included."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batches: list[list[int]] = []
    while order:
        size = max(1, BATCH_TOKENS // lengths[order[0]])
        batches.append(order[:size])
        order = order[size:]
    return batches
