"""Articles: what they are, how they come in, where they live."""

from corpus.article import Article, Chunk, Sentence
from corpus.corpus import Corpus, Outcome, Report
from corpus.errors import BelegError
from corpus.settings import Settings

__all__ = ["Article", "BelegError", "Chunk", "Corpus", "Outcome", "Report", "Sentence", "Settings"]
