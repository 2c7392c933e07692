"""Articles: what they are, how they come in, where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.article import Article, Chunk, Sentence
from corpus.errors import BelegError
from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus.corpus import Corpus
    from corpus.outcome import Outcome, Report
    from corpus.rows import Story

__all__ = [
    "Article",
    "BelegError",
    "Chunk",
    "Corpus",
    "Outcome",
    "Report",
    "Sentence",
    "Settings",
    "Story",
]


def __getattr__(name: str) -> object:
    """Loads `Corpus` and what belongs to it, and LangChain with it, when first asked for."""
    if name in ("Corpus", "Outcome", "Report", "Story"):
        from corpus import corpus, outcome, rows

        return getattr({"Corpus": corpus, "Story": rows}.get(name, outcome), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
