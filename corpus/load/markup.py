"""XML and pieces of HTML to text, a paragraph a block; by lxml, never from the network.

Nothing a document refers to is loaded: no DTD, no entity, no style sheet. A document that
defines entities of its own is refused, for none that carries news does. Finding the article in
a whole page is the business of `corpus.load.html`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import LoadError, Message

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt figure footer h1 h2 h3 h4 h5 h6"
    " header hl2 hr li main media nav ol p pre section table tbody td th thead title tr ul".split()
)
_SILENT = frozenset("button canvas form head iframe math noscript script select style svg".split())
MAX_ELEMENTS, _MAX_ATTRIBUTES = 30_000, 500  # of 78 pages none has over 2,300, over 32
_MARKED_UP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|em|i|b|strong|span|figure|img|sup|sub|table)\b", re.I
)


def parsed(name: str, data: bytes) -> etree._Element:
    """The root of an XML document. Raises `LoadError` if it is none, or defines entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise LoadError(
            name, "is not well-formed XML ({reason}); fetch it again.", reason=error.msg
        ) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise LoadError(name, "defines XML entities of its own; remove its DOCTYPE.")
    return root


def too_much(content: str | bytes, elements: int = MAX_ELEMENTS) -> str:
    """What a document has more of than any of an outlet has; "" if nothing.

    Told in time that grows with the length, before a tree is made: making one, and reading it,
    takes the square of the number of attributes or elements.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    encoding = "utf-8" if isinstance(content, str) else None
    target = _Bounds(elements)
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False, encoding=encoding)
    try:
        etree.fromstring(data, parser)
    except _TooMuch as error:
        said: str = error.args[0]
        return said
    except etree.LxmlError:  # for whoever makes the tree to tell
        pass
    return ""


class _TooMuch(Exception):
    pass


class _Bounds:
    """A target of lxml's parser; it keeps nothing."""

    def __init__(self, elements: int) -> None:
        self._left = self._most = elements

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._left -= 1
        if len(attributes) > _MAX_ATTRIBUTES:
            raise _TooMuch(Message("a tag with over {most} attributes", most=_MAX_ATTRIBUTES))
        if self._left < 0:
            raise _TooMuch(Message("over {most:,} elements", most=self._most))

    def close(self) -> None:
        pass


def paragraphs(root: etree._Element) -> str:
    """The words of an element; blocks are set apart by a blank line.

    >>> paragraphs(etree.fromstring("<x><p>One <b>two</b>.</p><p>Three.</p></x>"))
    'One two.\\n\\nThree.'
    """
    blocks: list[list[str]] = [[]]
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
        if tag in _BLOCKS:
            blocks.append([])
        if not silent and event == "start":
            blocks[-1].append(element.text or "")
        if event == "end":
            silent -= tag in _SILENT
        if not silent and event != "start" and element is not root:
            blocks[-1].append(element.tail or "")
    lines = (" ".join("".join(block).split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)


def words(content: str) -> str:
    """A piece of HTML as text; what is no HTML stays as it is.

    What has too much in it to be an article gives "".

    >>> words("<p>One</p><p>Two &amp; three</p>")
    'One\\n\\nTwo & three'
    """
    if not _MARKED_UP.search(content):
        return content.strip()
    if too_much(content):
        return ""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    data = f"<div>{content}</div>".encode("utf-8", "ignore")
    root = lxml_html.document_fromstring(data, parser=parser)
    return paragraphs(root)
