"""PDF files with a text layer, read by pypdf. Scanned pages are not recognised."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load.fields import as_written, iso_date, language_code
from corpus.load.plain import unwrapped

MAX_PAGES = 1000
MAX_CHARACTERS = 5_000_000


def document(name: str, data: bytes) -> Article:
    """The text of all pages. Raises `LoadError` if it is encrypted or has none."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise LoadError(name, "is protected by a password; save a copy without one.")
    if len(reader.pages) > MAX_PAGES:
        raise LoadError(name, "has over {most:,} pages; split it first.", most=MAX_PAGES)
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        if sum(map(len, pages)) > MAX_CHARACTERS:
            raise LoadError(
                name, "has over {most:,} characters; split it first.", most=MAX_CHARACTERS
            )
    text = "\n".join(page for page in pages if page)
    if not text.strip():
        raise LoadError(name, "has no text layer, only pictures; run text recognition first.")
    info = reader.metadata
    return Article(
        text=unwrapped(text),
        title=str((info and info.title) or ""),
        published=_date(info),
        published_as=as_written(info.get("/CreationDate") if info else None),
        authors=(str(info.author),) if info and info.author else (),
        language=language_code(_language(reader)),
        origin=name,
    )


def _date(info: Any) -> str:
    try:
        return iso_date(info.creation_date if info else None)
    except (ValueError, AttributeError):  # not in the form that PDF prescribes
        return ""


def _language(reader: Any) -> str:
    return str(reader.root_object.get("/Lang", ""))
