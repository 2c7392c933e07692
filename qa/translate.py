"""A quote in the reader's language, by the language model: help in reading, never evidence."""

from __future__ import annotations

from itertools import islice

from langchain_core.language_models import BaseChatModel

from qa.answer import Quote
from qa.figures import Figure, figures, readable, unmet
from qa.model import failures
from qa.notation import Notation
from qa.phrases import language_name
from qa.write import TRANSLATION

_FEW = 2.0  # "einer der beiden", "one of the two": no figures to copy
LONGEST = 2000  # characters of a quote, and of what is written
_PIECES = 600


def translated(model: BaseChatModel, name: str, quote: Quote, language: str) -> tuple[str, bool]:
    """The quote in `language` (ISO 639-1), and whether its figures are those of the quote.

    `name` is the model's. Raises `ModelError` if it fails.
    """
    prompt = TRANSLATION.invoke(
        {"text": quote.quote[:LONGEST], "language": language_name(language)}
    )
    with failures(name):
        pieces = (chunk.text for chunk in islice(model.stream(prompt), _PIECES))
        written = " ".join("".join(pieces).split())[:LONGEST].strip("\"'“”„« »")
    own = quote.article.language
    written = Notation(language, [(quote.quote, own)]).written(written)
    given, found = _telling(quote.quote, own), _telling(written, language)
    changed = unmet(found, given, (), readable(own)) or unmet(given, found, (), readable(language))
    return written, not changed


def _telling(text: str, language: str) -> list[Figure]:
    return [
        one
        for one in figures(text, language)
        if one.kind != "number" or max(value[0] for value in one.values) > _FEW
    ]
