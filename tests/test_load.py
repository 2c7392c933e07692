"""Files of every kind, good and bad, become articles or one clear error."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import MAX_BYTES, files, load
from corpus.load.fields import iso_date, language_code, web_address
from corpus.load.plain import unwrapped
from corpus.load.readers import READERS

BODY = (
    "Der Stadtrat von Musterau hat am Mittwoch den Bau der neuen Brücke beschlossen. "
    "Sie soll 4,2 Millionen Euro kosten und 2027 fertig werden."
)


def one(path: Path) -> Article:
    (article,) = load(path)
    return article


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf(text: str | None, **metadata: str) -> PdfWriter:
    """A PDF with one page; without a text layer if `text` is None."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    if text is not None:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        shown = " T* ".join(f"({line}) Tj" for line in text.splitlines())
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = stream
    writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    return writer


def saved(writer: PdfWriter, path: Path) -> Path:
    with path.open("wb") as file:
        writer.write(file)
    return path


def test_text_with_a_headline(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.txt", f"Musterau baut eine Brücke\n{BODY}\nMehr folgt."))
    assert article.title == "Musterau baut eine Brücke"
    assert article.text == f"{BODY}\nMehr folgt."
    assert article.origin == str(tmp_path / "a.txt")


def test_head_says_what_the_article_is(tmp_path: Path) -> None:
    head = (
        "---\ntitle: Neue Brücke\noutlet: Musterauer Bote\ndate: 2024-03-06\n"
        "authors: [Ada Finch, Bo Kern]\nlang: de-AT\nurl: https://example.org/bruecke\n---\n"
    )
    article = one(write(tmp_path / "a.md", head + BODY))
    assert (article.title, article.source, article.published) == (
        "Neue Brücke",
        "Musterauer Bote",
        "2024-03-06",
    )
    assert article.authors == ("Ada Finch", "Bo Kern")
    assert (article.language, article.url) == ("de", "https://example.org/bruecke")
    assert article.text == BODY


@pytest.mark.parametrize(
    "head",
    [
        "title: [unclosed",
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b",
        "title: {deep: {deeper: 1}}\ndate: soon\nurl: javascript:alert(1)\nauthors: 7",
        "!!python/object/apply:os.system ['true']",
    ],
)
def test_a_strange_head_does_no_harm(tmp_path: Path, head: str) -> None:
    article = one(write(tmp_path / "a.txt", f"---\n{head}\n---\n{BODY}"))
    assert BODY in article.text
    assert (article.url, article.published, article.authors) == ("", "", ())


def test_markdown_without_its_markup(tmp_path: Path) -> None:
    source = f"# Neue *Brücke*\n\n{BODY}\n\n- Ein [Link](https://example.org)\n- **Fett**\n"
    article = one(write(tmp_path / "a.md", source))
    assert article.title == "Neue Brücke"
    assert article.text == f"{BODY}\n\nEin Link\n\nFett"


def test_wrapped_lines_become_paragraphs_again() -> None:
    wrapped = (
        "Der Stadtrat von Musterau hat am Mittwoch nach langer Aus-\n"
        "sprache den Bau der neuen Brücke über die Muster beschlossen und\n"
        "dafür Mittel in Höhe von vier Millionen Euro bewilligt, die zur\n"
        "Hälfte vom Land kommen, wie ein Sprecher der Stadt am Abend der\n"
        "Zeitung sagte.\n\nDie Arbeiten beginnen im Mai."
    )
    first, second = unwrapped(wrapped).split("\n\n")
    assert "nach langer Aussprache den Bau" in first
    assert "\n" not in first
    assert second == "Die Arbeiten beginnen im Mai."
    assert unwrapped(f"Kurz\n{BODY}\n{BODY}") == f"Kurz\n{BODY}\n{BODY}"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    bom = b"\xff\xfe" if encoding == "utf-16-le" else b""
    article = one(
        write(tmp_path / "a.txt", bom + (BODY + " „Endlich“, so ein Bürger. ").encode(encoding))
    )
    assert "Brücke beschlossen" in article.text


def test_a_saved_page(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{BODY} Absatz {i}.</p>" for i in range(4))
    page = (
        '<!doctype html><html lang="de"><head><title>Neue Brücke – Bote</title>'
        '<meta property="og:site_name" content="Musterauer Bote">'
        '<meta property="article:published_time" content="2024-03-06T08:00:00+01:00">'
        '<meta name="author" content="Ada Finch">'
        '<link rel="canonical" href="https://example.org/bruecke"></head><body>'
        "<nav><a href='/'>Start</a> <a href='/abo'>Abo</a></nav>"
        f"<article><h1>Neue Brücke</h1>{paragraphs}</article>"
        "<script>document.title = 'x'</script></body></html>"
    )
    article = one(write(tmp_path / "a.html", page))
    assert article.title.startswith("Neue Brücke")
    assert article.source == "Musterauer Bote"
    assert article.published.startswith("2024-03-06")
    assert (article.authors, article.language) == (("Ada Finch",), "de")
    assert article.url == "https://example.org/bruecke"
    assert article.text.count(BODY) == 4
    assert "Abo" not in article.text
    assert "document" not in article.text


def test_a_pdf(tmp_path: Path) -> None:
    writer = pdf("The council of Sampleton voted on Wednesday.\nThe bridge costs 4.2 million.")
    writer.add_metadata({"/Title": "Bridge", "/Author": "Ada Finch", "/CreationDate": "D:20240306"})
    article = one(saved(writer, tmp_path / "a.pdf"))
    assert "The bridge costs 4.2 million." in article.text
    assert (article.title, article.authors) == ("Bridge", ("Ada Finch",))
    assert article.published.startswith("2024-03-06")


def test_a_pdf_with_an_empty_password_opens(tmp_path: Path) -> None:
    writer = pdf("The council voted.")
    writer.encrypt(user_password="", owner_password="secret", algorithm="AES-256")
    assert one(saved(writer, tmp_path / "a.pdf")).text == "The council voted."


def test_a_word_file(tmp_path: Path) -> None:
    word = docx.Document()
    word.core_properties.title, word.core_properties.author = "Neue Brücke", "Ada Finch"
    word.core_properties.language = "de-DE"
    word.add_paragraph(BODY)
    row = word.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Kosten", "4,2 Millionen"
    word.add_paragraph("Die Arbeiten beginnen im Mai.")
    word.save(str(tmp_path / "a.docx"))
    article = one(tmp_path / "a.docx")
    assert article.text == f"{BODY}\n\nKosten | 4,2 Millionen\n\nDie Arbeiten beginnen im Mai."
    assert (article.title, article.authors, article.language) == (
        "Neue Brücke",
        ("Ada Finch",),
        "de",
    )


def test_the_first_heading_of_a_word_file_is_its_title(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Neue Brücke", 1)
    word.add_paragraph(BODY)
    word.add_heading("Die Kosten", 1)
    word.save(str(tmp_path / "a.docx"))
    article = one(tmp_path / "a.docx")
    assert (article.title, article.text) == ("Neue Brücke", f"{BODY}\n\nDie Kosten")


@pytest.mark.parametrize(
    ("byline", "published"),
    [("", ""), ('<p class="date">3. März 2024</p>', "2024-03-03")],
)
def test_a_day_the_text_tells_of_is_not_that_of_the_page(
    tmp_path: Path, byline: str, published: str
) -> None:
    told = f"Die Armee hat am 6. Februar 2005 den Sohn ernannt; 2008 wurde gebaut. {BODY}"
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><article>{byline}<p>{told}</p></article></body></html>", "utf-8")
    assert one(path).published == published


def attributes(count: int) -> bytes:
    return b" ".join(b"a%i=1" % number for number in range(count))


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 250_000_000)
    return data.getvalue()


def encrypted() -> bytes:
    writer = pdf("Secret.")
    writer.encrypt(user_password="pass", algorithm="AES-256")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def scan() -> bytes:
    data = io.BytesIO()
    pdf(None).write(data)
    return data.getvalue()


def truncated() -> bytes:
    data = io.BytesIO()
    pdf("The council voted.").write(data)
    return data.getvalue()[:200]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", lambda: b"", "0 bytes"),
        ("a.txt", lambda: b" \n\t\n ", "no text"),
        ("a.txt", lambda: bytes(range(256)) * 40, "not text"),
        ("a.md", lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(4000), "not text"),
        ("a.html", lambda: b"<html><body><nav>Start</nav></body></html>", "no article"),
        ("a.html", lambda: b"<" * 100_000, "no article"),
        ("a.html", lambda: b"<html><p " + attributes(200_000) + b">x", "over 500 attributes"),
        ("a.html", lambda: b"<html><p>" + b"<a>x</a>" * 200_000, "over 30,000 elements"),
        ("a.html", lambda: b"<html>" + b"<div>" * 100_000 + b"x", "over 30,000 elements"),
        ("a.json", lambda: b'{"text": "<p ' + attributes(200_000) + b'>x</p>"}', "no text"),
        ("a.pdf", lambda: b"%PDF-1.7 nothing more", "damaged"),
        ("a.pdf", truncated, "damaged"),
        ("a.pdf", encrypted, "password"),
        ("a.pdf", scan, "no text layer"),
        ("a.docx", lambda: b"PK\x03\x04 broken", "damaged"),
        ("a.docx", bomb, "unpacks to"),
        ("a.xyz", lambda: b"words", "not a kind of file"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: Callable[[], bytes], reason: str) -> None:
    path = write(tmp_path / name, content())
    began = time.perf_counter()
    with pytest.raises(LoadError, match=reason) as caught:
        list(load(path))
    assert time.perf_counter() - began < 15
    assert caught.value.name == str(path)
    assert caught.value.reason.endswith(".")


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="does not exist"):
        list(load(tmp_path / "gone.txt"))
    with pytest.raises(LoadError, match="is a folder"):
        list(load(tmp_path))
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(LoadError, match="not a regular file"):
        list(load(tmp_path / "pipe.txt"))
    with pytest.raises(LoadError, match="cannot be opened"):
        list(load(Path("a\0b.txt")))


def test_a_file_of_100_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(2 * MAX_BYTES)
    with pytest.raises(LoadError, match="100 MB, over the 50 MB"):
        list(load(path))


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.MD", "b/x.html", ".hidden.txt", "picture.png"):
        write(tmp_path / name, BODY)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = [
        str(path.relative_to(tmp_path)) for path in files([tmp_path, tmp_path / "picture.png"])
    ]
    assert found == ["a.MD", "c.txt", "b/x.html", "picture.png"]


@pytest.mark.parametrize("suffix", [*sorted(READERS), ".zip"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.one_of(
        st.binary(max_size=2000), st.text(max_size=500).map(lambda t: t.encode("utf-8", "ignore"))
    )
)
def test_any_bytes_give_articles_or_a_load_error(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes
) -> None:
    heads = {".pdf": b"%PDF-1.7\n", ".docx": b"PK\x03\x04", ".html": b"<html><body><p>"}
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", heads.get(suffix, b"") + data)
    with suppress(LoadError):  # and no other
        assert all(article.text.strip() for article in load(path))


def test_fields() -> None:
    assert iso_date("12. November 2024") == "2024-11-12"
    assert iso_date("2024-11-12T08:30:00+01:00") == "2024-11-12T08:30:00+01:00"
    assert iso_date("Montag") == iso_date("November") == iso_date("x" * 500) == iso_date(7) == ""
    assert language_code("de-AT") == "de"
    assert language_code("deutsch") == language_code(None) == ""
    assert web_address("javascript:alert(1)") == web_address("http://[") == web_address("//x") == ""
