"""The values everything else passes around: an article and the spans cut from it.

All are frozen. A `Sentence` or `Chunk` never holds a copy of the text: it is a pair of
offsets into `Article.text`, counted in Unicode code points, so a quote can always be
compared with its article character by character. Where articles come from is the
business of `corpus.load`; where they live, of `corpus.store`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028]|\u2029")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)

_MAX_DATE = 100


def clean(text: str) -> str:
    """`text` with line ends as "\\n" and without what no reader can see or store.

    Removed are control characters (tab and newline stay), byte order marks, lone surrogates,
    characters without width that no script needs, marks that turn the direction of reading,
    and Unicode's invisible "tags". Nothing else: no Unicode normalisation, no trimming.

    >>> clean("a\\r\\nb\\x00c")
    'a\\nbc'
    """
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


@dataclass(frozen=True)
class Article:
    """One news article. Unknown fields are empty, never guessed.

    `published` is an ISO 8601 date or date-time ("2024-11-12", "2024-11-12T08:30:00+01:00"),
    `published_as` what it was read from, where that is written otherwise ("12. November 2024");
    `language` an ISO 639-1 code ("de"), detected when the article is added if empty;
    `source` the outlet; `url` the public address; `origin` where this copy was read from
    (a path or an address): other content from the same origin is a new version.
    `sample` marks the articles that ship with Beleg; `withdrawn` those that are kept and
    shown, and never answer.

    `text` and the one-line fields are passed through `clean`; None counts as empty.
    """

    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    origin: str = ""
    sample: bool = False
    withdrawn: bool = False
    published_as: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        for name in ("title", "source", "published", "published_as", "language", "url"):
            object.__setattr__(self, name, " ".join(clean(getattr(self, name) or "").split()))
        as_written = "" if self.published_as == self.published else self.published_as[:_MAX_DATE]
        object.__setattr__(self, "published_as", as_written)
        origin = (self.origin or "").encode("utf-8", "backslashreplace").decode()
        object.__setattr__(self, "origin", origin)
        authors = (" ".join(clean(author).split()) for author in self.authors)
        object.__setattr__(self, "authors", tuple(author for author in authors if author))

    @property
    def day(self) -> date | None:
        """The day of publication; None where `published` is empty or begins with none."""
        try:
            return date.fromisoformat(self.published[:10])
        except ValueError:
            return None

    @cached_property
    def id(self) -> str:
        """16 hexadecimal digits from the content: equal articles have equal ids.

        `language`, `origin`, `sample`, `withdrawn` and `published_as` do not count: they say
        how the copy was handled, not what it is.
        """
        content = [self.url, self.title, self.source, self.published, self.authors, self.text]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`article.text[start:end]` is one sentence, without surrounding white space."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of neighbouring sentences, `article.text[start:end]`: what is searched for."""

    article_id: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
