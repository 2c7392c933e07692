"""Whether two texts are copies of each other, lightly changed or not.

A text is known by its shingles: every three words in a row, hashed, of which those whose hash
is even are kept. Copies share many of them, whatever was cut, put in another order, given
another head or mixed in; two reports of their own on one event share few.

The measure is containment, shared shingles over those of the shorter text (Broder, "On the
resemblance and containment of documents", 1997), estimated from a fixed share of all hashes
(FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes with
FracMinHash", 2022). The usual MinHash estimates resemblance, shared over all, which drops
when a text is cut or other paragraphs come in. Since it is the same hashes that are kept of
every text, finding all texts that share some is one look into an index, which `corpus.store`
has; nothing is kept in memory.
"""

from __future__ import annotations

import math
import re

import xxhash

WORDS = 3
"""Length of a shingle."""

CONTAINED = 0.3
"""From this share on, texts are copies. Copies made from 335 German news articles (cut,
re-headed, re-ordered, edited, mixed with others, all of it at once) have .31 or more in 99 of
100 cases; of different articles only some that really share paragraphs exceed .15."""

_KEPT = 2
_FEWEST = 5
_MOST = 4000
_WORD = re.compile(r"\w+")


def sketch(text: str) -> frozenset[int]:
    """Hashes of the shingles of `text` that are kept, each in [0, 2**63); at most 4,000.

    Case, punctuation and white space do not count.
    """
    words = _WORD.findall(text.casefold())
    hashes = (
        xxhash.xxh3_64_intdigest(" ".join(words[i : i + WORDS]).encode())
        for i in range(len(words) - WORDS + 1)
    )
    kept = {value // _KEPT for value in hashes if value % _KEPT == 0}
    return frozenset(kept if len(kept) <= _MOST else sorted(kept)[:_MOST])


def are_copies(shared: int, ours: int, theirs: int) -> bool:
    """Whether texts with `ours` and `theirs` hashes, `shared` by both, are copies.

    Of a few words there are too few hashes for an estimate: those must be equal.
    """
    if min(ours, theirs) < _FEWEST:
        return 0 < shared == ours == theirs
    return shared >= CONTAINED * min(ours, theirs)


def least_shared(ours: int) -> int:
    """How many hashes a copy of a text with `ours` shares with it at the least."""
    return ours if ours < _FEWEST else math.ceil(CONTAINED * _FEWEST)


def belongs(matching: int, members: int) -> bool:
    """Whether a text that is a copy of `matching` of a story's `members` belongs to it.

    More than half: a survey that holds two reports in full does not make them one story.
    """
    return 2 * matching > members
