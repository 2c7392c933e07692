"""Word files (.docx), read by python-docx: paragraphs and tables in order."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load.fields import iso_date, language_code

MAX_UNPACKED_BYTES = 200_000_000
_TITLES = ("Title", "Heading 1")  # so called in Word of any language


def document(name: str, data: bytes) -> Article:
    """The text of a Word file. Raises `LoadError` if it is none, or unpacks too large."""
    from docx import Document
    from docx.table import Table

    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise LoadError(
            name, "is damaged or not a DOCX file; open it and save it again."
        ) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise LoadError(
            name, "unpacks to {size:,.0f} MB; remove what is not text.", size=unpacked / 1e6
        )
    word = Document(BytesIO(data))
    title, blocks = word.core_properties.title or "", []
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            blocks += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.style is not None and block.style.name in _TITLES and not blocks:
            title = title or block.text
        else:
            blocks.append(block.text)
    properties = word.core_properties
    return Article(
        text="\n\n".join(block for block in blocks if block.strip()),
        title=title,
        published=iso_date(properties.created),
        authors=tuple(part.strip() for part in (properties.author or "").split(";")),
        language=language_code(properties.language),
        origin=name,
    )
