"""IPTC NewsML-G2, the XML in which agencies send news; its text as NITF, XHTML or plain.

A message may carry several items; each text item is an article, known by its `guid`. Items
that are no text (pictures, packages, events, concepts) are refused with their kind.
https://iptc.org/standards/newsml-g2/
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import markup
from corpus.load.fields import as_written, authors_of, iso_date, language_code, outlet

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ITEMS = frozenset(
    "newsItem packageItem conceptItem knowledgeItem planningItem catalogItem".split()
)
_STOPPED = ("withheld", "canceled")
_BODIES = ("body.content", "body")  # of NITF, of XHTML


def is_item(root: etree._Element) -> bool:
    """Whether an XML document is in this form."""
    return etree.QName(root).localname in {"newsMessage", *_ITEMS}


def articles(name: str, root: etree._Element) -> Iterator[Article | LoadError]:
    """The articles in a NewsML-G2 document, and of each other item why it is none."""
    items = [
        one
        for one in root.iter()
        if isinstance(one.tag, str) and etree.QName(one).localname in _ITEMS
    ]
    if not items:
        yield LoadError(name, "is a message of an agency without items; fetch it again.")
    for item in items:
        where = name if len(items) == 1 else f"{name}, {item.get('guid', 'item without guid')}"
        try:
            yield _article(where, item)
        except LoadError as error:
            yield error


def _article(name: str, item: etree._Element) -> Article:
    kind = etree.QName(item).localname
    if kind != "newsItem":
        raise LoadError(name, "is a {kind} of an agency, not a text; add the news item.", kind=kind)
    title, text = _content(item)
    if not text:
        what = _first(item, "itemMeta/itemClass", "qcode").rpartition(":")[2] or "news"
        raise LoadError(
            name, "is a {what} item of an agency without text; add the text item.", what=what
        )
    status = _first(item, "itemMeta/pubStatus", "qcode").rpartition(":")[2]
    language = _first(item, "contentMeta/language", "tag") or item.get(
        "{http://www.w3.org/XML/1998/namespace}lang", ""
    )
    created = _first(item, "itemMeta/versionCreated") or _first(item, "itemMeta/firstCreated")
    return Article(
        text=text,
        title=_first(item, "contentMeta/headline") or title,
        source=outlet(
            _first(item, "itemMeta/provider/name")
            or _first(item, "contentMeta/infoSource/name")
            or _first(item, "rightsInfo/copyrightHolder/name")
            or _first(item, "itemMeta/provider", "literal")
        ),
        published=iso_date(created),
        published_as=as_written(created),
        authors=authors_of(
            _first(item, "contentMeta/by") or _first(item, "contentMeta/creator/name")
        ),
        language=language_code(language),
        origin=item.get("guid") or name,
        withdrawn=status in _STOPPED,
    )


def _content(item: etree._Element) -> tuple[str, str]:
    """(headline inside the text, text) of the first form of the content that has any."""
    for inline in item.iterfind("{*}contentSet/{*}inlineXML"):
        for tag in _BODIES:
            for body in inline.iter(f"{{*}}{tag}"):
                if tag == "body" and body.find("{*}body.content") is not None:
                    continue
                if text := markup.paragraphs(body):
                    heads = inline.iter("{*}hl1", "{*}title")
                    return " ".join("".join(next(heads, inline).itertext()).split())[:300], text
    for inline in item.iterfind("{*}contentSet/{*}inlineData"):
        if (inline.get("contenttype") or "text/plain").startswith("text/") and not inline.get(
            "encoding"
        ):
            return "", markup.words("".join(inline.itertext()))
    return "", ""


def _first(item: etree._Element, path: str, attribute: str = "") -> str:
    found = item.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    if found is None:
        return ""
    value = found.get(attribute, "") if attribute else " ".join("".join(found.itertext()).split())
    return str(value)
