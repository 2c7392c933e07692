"""When two articles are versions of one, which of them is newer, and whether it corrects itself.

Versions have the same address: the public one, or else the file or record they were read
from. The later date of publication is the newer version; where dates are equal, missing or
not comparable it is the one that came in later. What is done with versions is the business
of `corpus.store`.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from corpus.article import Article

_NOTE_CHARACTERS = 300
_DAY = len("2024-11-12")
_NOTE = re.compile(
    r"""^[\s*_(\[–-]*(?:
        (?:korrektur|berichtigung|richtigstellung|correction|corrections|clarification|erratum
          |rectificatif|correcci[oó]n|fe\ de\ erratas|correzione|rettifica|sprostowanie
        )(?:shinweis|\ der\ redaktion|\ \([^)\n]{1,40}\))?\s*(?::|\s[–—-]\s|$)
      | (?:editor[’']s\ note|anm(?:\.|erkung)\ d(?:\.|er)\ red(?:\.|aktion))\s*[:,]
        [^\n]{0,200}\b(?:korrigiert|berichtigt|corrected|amended)\b
    )
    | \bin\ (?:einer|der)\ (?:fr[üu]heren|vorherigen|ersten|urspr[üu]nglichen)\ (?:version|fassung)
    | \b(?:an\ earlier|a\ previous|the\ original)\ version\ of\ th(?:is|e)\ (?:article|story|report)
    | \bdiese[rs]?\ (?:artikel|text|beitrag|meldung|bericht)\ wurde\ [^\n]{0,80}
        (?:korrigiert|berichtigt)
    | \bth(?:is|e)\ (?:article|story|report)\ (?:has\ been|was)\ [^\n]{0,40}
        (?:corrected|amended)
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def address(article: Article) -> str:
    """What versions of one article have in common; "" if it has no address.

    Of an address on the web neither the scheme nor the fragment counts; one without a path
    is a site, not an article's.

    >>> address(Article("…", url="https://Example.com/a/?id=1#comments"))
    'example.com/a?id=1'
    """
    try:
        parts = urlsplit(article.url)
    except ValueError:
        return article.url
    if parts.scheme not in ("http", "https"):
        return article.url or article.origin
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return article.origin
    return f"{parts.netloc.lower()}{path}{'?' if parts.query else ''}{parts.query}"


def supersedes(article: Article, older: Article) -> bool:
    """Whether `article`, which came in later, is the newer version of the two."""
    ours, theirs = _moment(article.published), _moment(older.published)
    if not ours or not theirs:
        return True
    if ours.tzinfo and theirs.tzinfo and _timed(article) and _timed(older):
        return ours >= theirs
    return article.published[:_DAY] >= older.published[:_DAY]


def _moment(published: str) -> datetime | None:
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        return None


def _timed(article: Article) -> bool:
    return len(article.published) > _DAY


def correction_note(article: Article) -> str:
    """The paragraph in which `article` says that it was corrected; "" if it does not.

    At most `_NOTE_CHARACTERS` of it. German, English, French, Spanish, Italian and Polish.

    >>> correction_note(Article("Am Montag war Wahl.\\n\\nKorrektur: Es war Dienstag."))
    'Korrektur: Es war Dienstag.'
    """
    for text in (article.title, article.text):
        if found := _NOTE.search(text):
            start = text.rfind("\n", 0, found.end() - 1) + 1
            end = text.find("\n", found.end())
            paragraph = text[start : end if end >= 0 else len(text)].strip()
            if len(paragraph) > _NOTE_CHARACTERS:  # the sentence, in one long line
                paragraph = text[found.start() : found.start() + _NOTE_CHARACTERS].strip()
            return paragraph
    return ""
