"""BM25 over a handful of texts in memory: which of these sentences shares rare words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray


def bm25(
    query: Sequence[str], texts: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75
) -> NDArray[np.float64]:
    """BM25 of each of `texts` (lists of stems) for `query`: (len(texts),), at least 0.

    With the inverse document frequency of Lucene, log(1 + (N - n + .5) / (n + .5)), which is
    never negative: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
    Beyond" (2009); Kamphuis et al., "Which BM25 Do You Mean?" (2020).
    """
    counts = [Counter(text) for text in texts]
    mean = sum(map(len, texts)) / len(texts) if texts else 0.0
    scores = np.zeros(len(texts))
    for word in dict.fromkeys(query):
        having = sum(word in count for count in counts)
        idf = log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        for i, count in enumerate(counts):
            if count[word]:
                norm = k1 * (1 - b + b * len(texts[i]) / mean)
                scores[i] += idf * count[word] * (k1 + 1) / (count[word] + norm)
    return scores
