"""E-mails with news in them, such as newsletters (.eml), by Python's own parser.

The message's words are one article: its HTML part, else its plain one. Attachments are left
alone; pictures and what links point to are never fetched.
"""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import markup
from corpus.load.fields import as_written, iso_date, language_code, outlet
from corpus.load.plain import decoded, unwrapped

_MAX_HEADER = 2_000
_MAX_PARTS = 200


def message(name: str, data: bytes) -> Article:
    """The article in an e-mail. Raises `LoadError` if it is none, or has no text."""
    mail = message_from_bytes(data)
    if not (mail.get("From") or mail.get("Subject")):
        raise LoadError(name, "is not an e-mail (it has neither sender nor subject).")
    parts: dict[str, Message] = {}
    for number, part in enumerate(mail.walk()):
        if number > _MAX_PARTS:
            raise LoadError(
                name, "has over {most} parts; save the newsletter alone.", most=_MAX_PARTS
            )
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            parts.setdefault(part.get_content_type(), part)
    text = ""
    for kind in ("text/html", "text/plain"):
        payload = parts[kind].get_payload(decode=True) if kind in parts else None
        if not text and isinstance(payload, bytes) and payload.strip():
            content = _text(name, payload, parts[kind].get_content_charset() or "")
            text = markup.words(content) if kind == "text/html" else unwrapped(content)
    if not text:
        raise LoadError(name, "is an e-mail without text; save the newsletter itself.")
    sender, address = parseaddr(_header(mail, "From"))
    return Article(
        text=text,
        title=_header(mail, "Subject"),
        source=outlet(sender or address.rpartition("@")[2]),
        published=_date(mail),
        published_as=as_written(_header(mail, "Date")),
        language=language_code(_header(mail, "Content-Language")),
        origin=_header(mail, "Message-ID") or name,
    )


def _text(name: str, payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return decoded(name, payload)


def _header(mail: Message, which: str) -> str:
    raw = str(mail.get(which, ""))[:_MAX_HEADER]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (LookupError, ValueError):
        return raw


def _date(mail: Message) -> str:
    try:
        return iso_date(parsedate_to_datetime(_header(mail, "Date")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
