"""Agency formats, records, mail and archives: read right, or refused in one sentence."""

from __future__ import annotations

import gzip
import io
import json
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.corpus import Corpus
from corpus.errors import LoadError
from corpus.load import each
from corpus.load.fields import authors_of, outlet

DATA = Path(__file__).resolve().parents[2] / "shared/data/newsml_ninjs"
FIRST = "Der Rat von Musterau hat am Mittwoch den Bau der neuen Brücke beschlossen."
SECOND = "Sie soll 4,2 Millionen Euro kosten und 2027 fertig werden, sagte die Kämmerin."
BODY = f"{FIRST}\n\n{SECOND}"
RICH = f"<p>{FIRST}</p><p>Sie soll 4,2 Millionen Euro kosten und 2027 <b>fertig</b> werden, sagte die K&auml;mmerin.</p>"  # noqa: E501

NINJS = {
    "uri": "urn:example:1",
    "type": "text",
    "versioncreated": "2026-03-04T10:30:00+01:00",
    "language": "de-DE",
    "byline": "Von Ada Muster und Kurt Beispiel",
    "infosource": [{"name": "Musterdienst"}],
    "headline": "Brücke kommt",
    "body_text": "Brücke kommt.",
    "body_xhtml": RICH,
}
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:2"
  xml:lang="de"><itemMeta><itemClass qcode="ninat:text"/><provider><name>Musterdienst</name>
  </provider><versionCreated>2026-03-04T10:30:00+01:00</versionCreated>
  <pubStatus qcode="stat:usable"/></itemMeta>
  <contentMeta><by>Von Ada Muster</by><headline>Brücke kommt</headline></contentMeta>
  <contentSet><inlineXML><nitf><body><body.head><hedline><hl1>Anders</hl1></hedline></body.head>
  <body.content>{RICH.replace("&auml;", "ä")}</body.content></body></nitf></inlineXML>
  </contentSet></newsItem>"""
MAIL = (
    "From: =?utf-8?q?Der_Musterbote?= <bote@example.org>\r\nSubject: =?utf-8?q?Br=C3=BCcke?=\r\n"
    "Date: Wed, 04 Mar 2026 10:30:00 +0100\r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/html; charset="utf-8"\r\n\r\n' + RICH
)


def read(path: Path, content: bytes | str, **fields: str) -> list[Article | LoadError]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(each(path, fields))


def only(path: Path, content: bytes | str, **fields: str) -> Article:
    (one,) = read(path, content, **fields)
    assert isinstance(one, Article), one
    return one


def zipped(**members: bytes | str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return data.getvalue()


def warc(*pages: str, kind: str = "text/html") -> bytes:
    records = []
    for number, page in enumerate(pages):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
            f"WARC-Target-URI: https://example.org/{number}\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return b"".join(records)


PAGE = f"<html lang=de><head><title>Brücke</title></head><body><article>{RICH * 2}</article></body>"


def test_ninjs(tmp_path: Path) -> None:
    article = only(tmp_path / "a.json", json.dumps(NINJS))
    assert (article.title, article.text, article.source) == ("Brücke kommt", BODY, "Musterdienst")
    assert article.published == "2026-03-04T10:30:00+01:00"
    assert article.authors == ("Ada Muster", "Kurt Beispiel")
    assert (article.language, article.origin) == ("de", "urn:example:1")
    assert not article.withdrawn


def test_ninjs_of_version_3_and_a_cancelled_one(tmp_path: Path) -> None:
    item = {
        "uri": "urn:example:1",
        "pubStatus": "canceled",
        "versionCreated": "2026-03-04",
        "headlines": [{"role": "short", "value": "Kurz"}, {"role": "main", "value": "Lang"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": BODY}],
    }
    article = only(tmp_path / "a.json", json.dumps(item))
    assert (article.title, article.text, article.published) == ("Lang", BODY, "2026-03-04")
    assert article.withdrawn


def test_newsml(tmp_path: Path) -> None:
    article = only(tmp_path / "a.xml", NEWSML)
    assert (article.title, article.text, article.source) == ("Brücke kommt", BODY, "Musterdienst")
    assert article.published == "2026-03-04T10:30:00+01:00"
    assert (article.authors, article.origin) == (("Ada Muster",), "urn:example:2")


def test_a_message_with_a_text_and_a_picture(tmp_path: Path) -> None:
    picture = (
        '<newsItem guid="p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>'
    )
    xml = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">{NEWSML}{picture}</newsMessage>'
    )
    article, refused = read(tmp_path / "a.xml", xml)
    assert isinstance(article, Article)
    assert article.text == BODY
    assert isinstance(refused, LoadError)
    assert "picture" in refused.reason


@pytest.mark.parametrize(
    "record",
    [
        {"headline": "T", "articleBody": BODY, "datePublished": "2026-03-04", "author": ["A B"]},
        {"titel": "T", "volltext": BODY, "datum": "4. März 2026", "autor": "A B"},
        {"title": "T", "content_html": RICH, "date": "2026-03-04", "authors": [{"name": "A B"}]},
        {"Title": "T", "Text": BODY, "Published": "2026-03-04", "Author": "by A B"},
    ],
)
def test_fields_are_found_by_their_names(tmp_path: Path, record: dict[str, object]) -> None:
    for name, content in (
        ("a.json", json.dumps(record)),
        ("b.json", json.dumps({"status": "ok", "articles": [record]})),
        ("c.jsonl", json.dumps(record) + "\n\n"),
    ):
        article = only(tmp_path / name, content)
        assert (article.title, article.text) == ("T", BODY)
        assert (article.published, article.authors) == ("2026-03-04", ("A B",))


def test_a_mapping_is_given(tmp_path: Path) -> None:
    content = f'h;t;x\nTitel;"{FIRST}";no\n'
    article = only(tmp_path / "a.csv", content, text="t", title="h")
    assert (article.title, article.text) == ("Titel", FIRST)
    (refused,) = read(tmp_path / "b.csv", content)
    assert isinstance(refused, LoadError)
    assert "--field text=COLUMN" in refused.reason


def test_a_bad_record_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = json.dumps({"text": BODY, "id": 7})
    found = read(tmp_path / "a.jsonl", f"{good}\n{{broken\n[]\n{good.replace('7', '8')}\n")
    assert [type(one) for one in found] == [Article, LoadError, LoadError, Article]
    assert len({one.origin for one in found if isinstance(one, Article)}) == 2
    assert isinstance(found[1], LoadError)
    assert found[1].name.endswith("line 2")


def test_records_keep_their_identity_when_a_file_grows(tmp_path: Path) -> None:
    rows = [{"title": f"T{i}", "text": BODY} for i in range(3)]
    before = read(tmp_path / "a.json", json.dumps(rows))
    after = read(tmp_path / "a.json", json.dumps([{"title": "new", "text": BODY}, *rows]))
    assert after[1:] == before


def test_mail(tmp_path: Path) -> None:
    article = only(tmp_path / "a.eml", MAIL)
    assert (article.title, article.text, article.source) == ("Brücke", BODY, "Der Musterbote")
    assert article.published == "2026-03-04T10:30:00+01:00"


def test_zip(tmp_path: Path) -> None:
    content = zipped(a__txt=BODY, b__eml=MAIL, c__png=b"x", d__zip=zipped(a__txt=BODY))
    found = read(tmp_path / "a.zip", content)
    assert [type(one) for one in found] == [Article, Article, LoadError, LoadError]
    assert isinstance(found[0], Article)
    assert found[0].origin.endswith("a.zip: a.txt")


def test_warc(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.warc.gz", warc(PAGE, "<html><body>menu"))
    assert isinstance(article, Article)
    assert FIRST in article.text
    assert article.url == article.origin == "https://example.org/0"


def links() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return data.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped(a__txt=BODY))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """Says that it unpacks to 10 bytes."""
    data = bytearray(zipped(a__txt=b"0" * 3_000_000))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
BAD: dict[str, tuple[str, Callable[[], bytes | str], str]] = {
    "JSON: not closed": ("a.json", lambda: '{"text": "a', "not valid JSON"),
    "JSON: 100,000 deep": ("a.json", lambda: "[" * 100_000, "nested too deeply"),
    "JSON: objects deep": ("a.json", lambda: '{"a":' * 100_000, "nested too deeply"),
    "JSON: number": ("a.json", lambda: "7", "no objects"),
    "JSON: null": ("a.json", lambda: "null", "no objects"),
    "JSON: string": ("a.json", lambda: '"words"', "no objects"),
    "JSON: empty list": ("a.json", lambda: "[]", "empty list"),
    "JSON: list of numbers": ("a.json", lambda: "[1]", "no objects"),
    "JSON: no text": ("a.json", lambda: '{"title": "a"}', "no text"),
    "JSON: text is no text": ("a.json", lambda: '{"text": {"a": [1]}}', "no text"),
    "JSON: huge number": ("a.json", lambda: '{"text": ' + "9" * 9000 + "}", "too long"),
    "JSON: no bytes": ("a.json", lambda: b"", "0 bytes"),
    "JSON: binary": ("a.json", lambda: bytes(range(256)) * 9, "not text"),
    "JSON lines: all broken": ("a.jsonl", lambda: "{\n", "not valid JSON"),
    "JSON lines: blank": ("a.jsonl", lambda: "\n\n", "no articles"),
    "ninjs: picture": (
        "a.json",
        lambda: '{"uri": "u", "type": "picture", "versioncreated": "2026"}',
        "is a picture",
    ),
    "CSV: no text column": ("a.csv", lambda: "a,b\n1,2\n", "no column"),
    "CSV: only a head": ("a.csv", lambda: "title,text\n", "no articles"),
    "CSV: quote not closed": ("a.csv", lambda: 'title,text\na,"b\n', "not valid CSV"),
    "CSV: field too large": ("a.csv", lambda: "text\n" + "a" * 5_000_001, "not valid CSV"),
    "CSV: row without text": ("a.csv", lambda: "title,text\na,\n", "no text"),
    "CSV: NUL": ("a.csv", lambda: "title,text\n" + "\0" * 90, "not text"),
    "XML: not closed": ("a.xml", lambda: "<a>", "not well-formed"),
    "XML: another kind": ("a.xml", lambda: "<a/>", "not NewsML-G2"),
    "XML: entity expansion": ("a.xml", lambda: f"{LAUGHS}]><x>&i;</x>", "entit"),
    "XML: external entity": (
        "a.xml",
        lambda: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "entities",
    ),
    "XML: 10,000 deep": ("a.xml", lambda: "<a>" * 10_000, "not well-formed"),
    "XML: UTF-16 that lies": (
        "a.xml",
        lambda: '<?xml version="1.0" encoding="utf-16"?><a/>',
        "not",
    ),
    "NewsML: no items": (
        "a.xml",
        lambda: '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>',
        "without items",
    ),
    "NewsML: package": ("a.xml", lambda: '<packageItem xmlns="x"/>', "packageItem"),
    "mail: none": ("a.eml", lambda: "words", "not an e-mail"),
    "mail: no text": ("a.eml", lambda: "From: a@example.org\n\n", "without text"),
    "mail: 1,000 parts": (
        "a.eml",
        lambda: (
            "From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
            + "--x\nContent-Type: image/png\n\na\n" * 1000
        ),
        "over 200 parts",
    ),
    "mail: 5,000 deep": (
        "a.eml",
        lambda: (
            "From: a@example.org\n"
            + "".join(
                f"Content-Type: multipart/mixed; boundary=x{i}\n\n--x{i}\n" for i in range(5000)
            )
        ),
        "damaged",
    ),
    "ZIP: none": ("a.zip", lambda: b"PK broken", "not a ZIP"),
    "ZIP: cut": ("a.zip", lambda: zipped(a__txt=BODY)[:60], "not a ZIP"),
    "ZIP: empty": ("a.zip", zipped, "without files"),
    "ZIP: slip": ("a.zip", lambda: zipped(**{"../../a.txt": BODY}), "points outside"),
    "ZIP: absolute": ("a.zip", lambda: zipped(**{"/etc/a.txt": BODY}), "points outside"),
    "ZIP: slip, Windows": ("a.zip", lambda: zipped(**{"..\\a.txt": BODY}), "points outside"),
    "ZIP: drive": ("a.zip", lambda: zipped(**{"C:/a.txt": BODY}), "points outside"),
    "ZIP: bomb": ("a.zip", lambda: zipped(a__txt=b"0" * 60_000_000), "unpacks to 60 MB"),
    "ZIP: small bomb": ("a.zip", lambda: zipped(a__txt=b"0" * 9_000_000), "unpacks to 9 MB"),
    "ZIP: lies about its size": ("a.zip", lying, "damaged|not text|no sentences|unpacks"),
    "ZIP: in a ZIP": ("a.zip", lambda: zipped(a__zip=zipped(a__txt=BODY)), "archive in an archive"),
    "ZIP: encrypted": ("a.zip", encrypted, "password"),
    "ZIP: link": ("a.zip", links, "is a link"),
    "ZIP: unknown kind": ("a.zip", lambda: zipped(a__exe=b"MZ"), "not a kind of file"),
    "ZIP: too many": (
        "a.zip",
        lambda: zipped(**{f"{i}.txt": "a" for i in range(20_001)}),
        "over 20,000",
    ),
    "WARC: none": ("a.warc", lambda: b"words\n" * 9, "no WARC file"),
    "WARC: empty": ("a.warc", lambda: b"", "no pages"),
    "WARC: cut": ("a.warc.gz", lambda: warc(PAGE)[:200], "damaged|no pages"),
    "WARC: gzip of zeros": ("a.warc.gz", lambda: gzip.compress(b"\0" * 20_000_000), "WARC"),
    "WARC: pictures": ("a.warc.gz", lambda: warc("x", kind="image/png"), "no pages"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_clear_error(tmp_path: Path, kind: str) -> None:
    name, content, reason = BAD[kind]
    data = content()
    began = time.perf_counter()
    found = read(tmp_path / name, data)
    assert time.perf_counter() - began < 5
    assert found
    for one in found:
        assert isinstance(one, LoadError), one
        assert one.reason.endswith(".")
        assert len(str(one)) < 700
    assert re.search(reason, str(found[0])), str(found[0])


def test_a_batch_of_bad_input_stores_the_good_one_only(tmp_path: Path, corpus: Corpus) -> None:
    folder = tmp_path / "batch"
    folder.mkdir()
    for number, (name, content, _) in enumerate(BAD.values()):
        data = content()
        path = folder / f"{number:02}{''.join(Path(name).suffixes)}"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "30-good.txt").write_text(BODY)
    (folder / "99-good.json").write_text(json.dumps(NINJS))
    report = corpus.add(folder)
    assert {one.name for one in [*report.added, *report.copies]} == {
        str(folder / "30-good.txt"),
        str(folder / "99-good.json"),
    }
    assert len(report.failed) >= len(BAD)
    assert len(corpus) == 2


def test_outlet_and_authors() -> None:
    assert outlet("Der Bote – Nachrichten") == outlet("Der Bote | heute") == "Der Bote"
    assert outlet("Mitteldeutsche-Presse") == "Mitteldeutsche-Presse"
    assert authors_of("By A B, C D") == ("A B", "C D")
    assert authors_of([{"name": "A B"}, "https://example.org/a", 7]) == ("A B",)


@pytest.mark.skipif(not DATA.exists(), reason="samples of IPTC are not there")
def test_every_sample_of_iptc_is_read_or_refused() -> None:
    counts: Counter[str] = Counter()
    for path in sorted([*DATA.rglob("*.json"), *DATA.rglob("*.xml")]):
        found = list(each(path))
        assert found, path
        counts["read" if any(isinstance(one, Article) for one in found) else "refused"] += 1
        read_it = path.suffix == ".json" and isinstance(found[0], Article)
        item = json.loads(path.read_text()) if read_it else None
        for one in found:
            if isinstance(one, Article) and isinstance(item, dict) and "headline" in item:
                assert one.title.split() == item["headline"].split() or "<" in item["headline"]
    assert counts["read"] >= 60
