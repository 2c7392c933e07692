"""What a model may not get past the reader: addresses that no article cited has.

A model may obey what an article orders (`corpus.orders`, as far as it is known). Whatever it does,
a sentence with an address is verified only if it is the address of an article it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from linkify_it import LinkifyIt

from corpus import Article

_OWN_WORD = re.compile(r"\w")


@cache
def _links() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": True})


def addresses(text: str) -> list[str]:
    """Web and mail addresses in `text`, as written: "www.example.org/x", "a@example.org"."""
    if "." not in text or not _OWN_WORD.search(text):
        return []
    return [match.raw for match in _links().match(text) or []]


def foreign_addresses(text: str, cited: Iterable[Article]) -> list[str]:
    """Addresses in `text` that are not the public address of one of the articles `cited`."""
    known = {_bare(article.url) for article in cited if article.url}
    return [address for address in addresses(text) if _bare(address) not in known]


def _bare(address: str) -> str:
    """Without scheme, "www." and what ends a sentence: equal for two spellings of one page."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' if parts.query else ''}{parts.query}"
