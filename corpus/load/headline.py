"""Which of the headlines of a page is its article's.

Outlets state several: one for readers, one for search engines, one for social networks. What a
reader finds on the page is what a citation should say, so of those stated (schema.org's,
og:title, the window's title, in this order) it is the first that the page shows as a heading;
a line of breadcrumbs is there for search engines and does not count. If none of them is shown,
it is the article's own h1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

_MAX_HEADINGS, _MAX_CHARACTERS, _MAX_ANCESTORS = 60, 500, 4
_FEWEST_WORDS = 4  # of an h1 that is a headline, not the name of an outlet or a section
_WORD = re.compile(r"\w+")
_SMALL = frozenset("der die das the de com net org online".split())  # of an outlet's name
_BEFORE_OUTLET = re.compile(r"\||\s[–—-]\s")


def headline(root: etree._Element, stated: str, source: str) -> str:
    """The headline of a page's article, in one line; "" if there is none.

    `stated` is schema.org's, `source` the outlet.
    """
    named = [stated, *_meta(root), root.findtext(".//title") or ""]
    candidates = [one for one in (without_outlet(text, source) for text in named) if one]
    headings = [one for one in islice(root.iter("h1", "h2"), _MAX_HEADINGS) if not _leads(one)]
    shown = [text for text in map(_text, headings) if text]
    for candidate in candidates:
        for text in shown:
            if same := _as_shown(candidate, text):
                return same
    own = [_text(one) for one in headings if _is_own(one)]
    return next((text for text in own if len(_words(text)) >= _FEWEST_WORDS), "") or next(
        iter(candidates), ""
    )


def without_outlet(title: str, source: str) -> str:
    """`title` in one line, without the outlet's name after it.

    >>> without_outlet("Zeit für Brücken - Musterau | Bote.de", "Der Bote")
    'Zeit für Brücken - Musterau'
    """
    title = " ".join(title[:_MAX_CHARACTERS].split())
    marks = list(_BEFORE_OUTLET.finditer(title))
    if not marks:
        return title
    head, tail = title[: marks[-1].start()].strip(), title[marks[-1].end() :]
    ours, theirs = set(_words(tail)) - _SMALL, set(_words(source)) - _SMALL
    return head if head and ours and theirs and (ours <= theirs or theirs <= ours) else title


def _meta(root: etree._Element) -> Iterator[str]:
    for one in root.iter("meta"):
        if (one.get("property") or one.get("name") or "").lower() == "og:title":
            yield one.get("content") or ""
            return


def _as_shown(candidate: str, shown: str) -> str:
    """The headline, if `shown` is it: with a word on its subject before it, or without what is
    stated before or after it. "" if it is another."""
    ours, theirs = _words(candidate), _words(shown)
    if not ours or not theirs:
        return ""
    if theirs[-len(ours) :] == ours:
        return candidate
    within = theirs in (ours[: len(theirs)], ours[-len(theirs) :])
    return shown if within and 2 * len(shown) > len(candidate) else ""


def _leads(heading: etree._Element) -> bool:
    """Whether a heading is a line that leads to the page, or a link to another."""
    for one in (heading, *islice(heading.iterancestors(), _MAX_ANCESTORS)):
        names = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
        if one.tag in ("nav", "li", "aside") or "crumb" in names:
            return True
    return False


def _is_own(heading: etree._Element) -> bool:
    """Whether a heading is the article's h1, and nothing but a headline."""
    inside = any(one.tag == "article" for one in heading.iterancestors())
    return heading.tag == "h1" and inside and len(heading) == 0


def _text(heading: etree._Element) -> str:
    return " ".join("".join(heading.itertext())[:_MAX_CHARACTERS].split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
