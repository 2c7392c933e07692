"""Articles: what they are, how they come in, where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.article import Article, Chunk, Sentence
from corpus.errors import BelegError
from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus.corpus import Corpus, Outcome, Report

__all__ = ["Article", "BelegError", "Chunk", "Corpus", "Outcome", "Report", "Sentence", "Settings"]


def __getattr__(name: str) -> object:
    """Loads `Corpus` and what belongs to it, and LangChain with it, when first asked for."""
    if name in ("Corpus", "Outcome", "Report"):
        from corpus import corpus

        return getattr(corpus, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
