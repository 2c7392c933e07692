"""Plain text and Markdown, with or without a head of YAML that says what the article is."""

from __future__ import annotations

import re
from typing import Any

import frontmatter
import yaml
from charset_normalizer import from_bytes
from markdown_it import MarkdownIt

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load.fields import as_written, iso_date, language_code, web_address

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE_BYTES = 200_000
_HEAD_CHARACTERS = 10_000
_HEADLINE_CHARACTERS = 200
_MAX_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_WRAP_WIDTHS = range(45, 101)
_WRAPPED_LINES = 4
_SENTENCE_END = re.compile(r"[.!?…:][\"'”“’»«)\]]*$")


def text(name: str, data: bytes) -> Article:
    """A text file; its first line is the title if it looks like a headline."""
    head, body = _head(decoded(name, data))
    body = unwrapped(body)
    title = _first_of(head, "title")
    if not title:
        title, body = _headline(body)
    return _article(name, head, title, body)


def markdown(name: str, data: bytes) -> Article:
    """A Markdown file; its words without its markup, and its first heading as title."""
    head, body = _head(decoded(name, data))
    heading, body = _without_markup(body)
    return _article(name, head, _first_of(head, "title") or heading, body)


def decoded(name: str, data: bytes) -> str:
    """`data` as text, by its byte order mark, as UTF-8, or in the most likely encoding.

    Raises `LoadError` if it is not text in any encoding.
    """
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE_BYTES]).best()
        content = data.decode(best.encoding, errors="replace") if best else ""
    if not content or len(_CONTROL.findall(content)) > _MAX_CONTROL_SHARE * len(content):
        raise LoadError(name, "is not text in a known encoding; save it as UTF-8.")
    return content


def unwrapped(body: str) -> str:
    """`body` with the lines of hard-wrapped paragraphs joined; other line ends stay.

    A text counts as wrapped if most of its lines are of a width that people wrap at and do
    not end a sentence. A word divided at the end of a line is made whole.
    """
    lines = [line.rstrip() for line in body.splitlines()]
    long = [line for line in lines if len(line) in _WRAP_WIDTHS]
    open_ended = [line for line in long if not _SENTENCE_END.search(line)]
    filled = [line for line in lines if line]
    if len(open_ended) < _WRAPPED_LINES or len(open_ended) < 0.5 * len(filled):
        return body
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs)


def _joined(paragraph: str) -> str:
    whole = re.sub(r"(?<=[^\W\d_])-\n(?=[a-zà-ÿ])", "", paragraph)
    return re.sub(r"\s*\n\s*", " ", whole).strip()


def _head(content: str) -> tuple[dict[str, Any], str]:
    """The YAML head and what follows it; no head if it is not valid or too long."""
    content = content.replace("\r\n", "\n").lstrip("\ufeff")
    if not content.startswith("---\n") or "\n---" not in content[3:_HEAD_CHARACTERS]:
        return {}, content
    try:
        post = frontmatter.loads(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, content
    head = {str(key).lower(): value for key, value in post.metadata.items()}
    return (head, post.content) if head else ({}, content)


def _first_of(head: dict[str, Any], *names: str) -> str:
    """The first of these fields that holds a single value, as text."""
    for name in names:
        value = head.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _authors(head: dict[str, Any]) -> tuple[str, ...]:
    value = head.get("authors", head.get("author"))
    if isinstance(value, list):
        return tuple(one for one in value if isinstance(one, str))
    return (value,) if isinstance(value, str) else ()


def _article(name: str, head: dict[str, Any], title: str, body: str) -> Article:
    return Article(
        text=body.strip(),
        title=title,
        source=_first_of(head, "source", "outlet", "publisher"),
        published=iso_date(head.get("published", head.get("date"))),
        published_as=as_written(head.get("published", head.get("date"))),
        authors=_authors(head),
        language=language_code(_first_of(head, "language", "lang")),
        url=web_address(_first_of(head, "url", "link")),
        origin=name,
        sample=head.get("sample") is True,
    )


def _headline(body: str) -> tuple[str, str]:
    first, _, rest = body.strip().partition("\n")
    is_headline = len(first) <= _HEADLINE_CHARACTERS and not first.rstrip().endswith(
        (".", ";", ",")
    )
    return (first, rest) if is_headline and rest.strip() else ("", body)


def _without_markup(body: str) -> tuple[str, str]:
    """(first heading of the first level, the text of all else, a paragraph a block)."""
    title, heading = "", ""
    blocks: list[str] = []
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(body):
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            words = "".join(_words(child) for child in token.children or [])
            if heading == "h1" and not title and not blocks:
                title = words
            else:
                blocks.append(words)
            heading = ""
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return title, "\n\n".join(block for block in blocks if block.strip())


def _words(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n" if token.type == "hardbreak" else " "
    return str(token.content)
