"""Feeds: only what is new is fetched, over restarts, and what is bad stops nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Opened
from test_fetch import PAGE, TEXT, hang_up
from test_load import attributes
from web import Web, served

from corpus.article import Article
from corpus.corpus import Corpus
from corpus.embed import SentenceEmbeddings
from corpus.errors import CorpusError, LoadError
from corpus.feeds import MAX_TRIES, Feeds
from corpus.fetch import Fetcher
from corpus.indexing import indexed
from corpus.load.feed import entries
from qa.cli import main

DATA = Path(__file__).resolve().parents[2] / "shared/data/feeds"


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as one:
        yield one


@pytest.fixture
def fetcher(web: Web) -> Fetcher:
    return Fetcher([web.host], pause=0.0, seconds=3.0)


def rss(web: Web, *paths: str, more: str = "") -> str:
    items = "".join(
        f"<item><title>T{path}</title><link>{web.at(path)}</link>"
        "<pubDate>Wed, 04 Mar 2026 10:30:00 +0100</pubDate></item>"
        for path in paths
    )
    return f'<rss version="2.0"><channel><title>Bote</title>{items}{more}</channel></rss>'


def refreshed(home: Path, corpus: Corpus, fetcher: Fetcher) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in Feeds(home).refresh(corpus, fetcher)]


def test_only_new_and_changed_entries_are_fetched(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    def page(what: str) -> str:
        return PAGE.replace("Brücke", what).replace("Mittwoch", f"{what}tag")

    web.put("/1", page("Eins"))
    web.put("/2", page("Zwei"))
    assert Feeds(home).add(web.put("/feed", rss(web, "/1"), kind="application/rss+xml"))
    assert not Feeds(home).add(web.at("/feed"))
    assert [kind for kind, _ in refreshed(home, corpus, fetcher)] == ["added"]
    (article,) = corpus.articles()
    assert article.published == "2026-03-04T10:30:00+01:00"
    assert refreshed(home, corpus, fetcher) == []
    web.put("/feed", rss(web, "/1", "/2"))
    assert [name for _, name in refreshed(home, corpus, fetcher)] == [web.at("/2")]
    assert web.asked.count("/1") == 1
    assert [one.title for one in Feeds(home).all()] == ["Bote"]
    assert Feeds(home).remove(web.at("/feed"))
    assert Feeds(home).all() == ()
    assert len(corpus) == 2


def test_what_is_new_is_embedded_together(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in range(5):
        web.put(f"/{one}", PAGE.replace("Musterau", f"Ort {one}"))
    Feeds(home).add(web.put("/feed", rss(web, "/0", "/1", "/gone", "/2", "/3", "/4", "/0?a")))
    web.put("/0?a", PAGE.replace("Musterau", "Ort 0"))
    passes = []

    def counted(articles: Sequence[Article], embeddings: SentenceEmbeddings) -> Any:
        passes.append(len(articles))
        return indexed(articles, embeddings)

    monkeypatch.setattr("corpus.corpus.indexed", counted)
    told = refreshed(home, corpus, fetcher)
    assert passes == [6]
    assert sorted(name for _, name in told) == sorted(
        web.at(path) for path in ("/0", "/0?a", "/1", "/2", "/3", "/4", "/gone")
    )
    web.put("/gone", PAGE.replace("Musterau", "Ort 9"))
    assert [name for _, name in refreshed(home, corpus, fetcher)] == [web.at("/gone")]


def test_a_feed_that_did_not_change_is_not_sent_again(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    web.put("/1", PAGE)
    Feeds(home).add(web.put("/feed", rss(web, "/1"), ETag='"1"'))
    assert len(refreshed(home, corpus, fetcher)) == 1
    assert Feeds(home).all()[0].etag == '"1"'
    assert refreshed(home, corpus, fetcher) == []


def test_what_fails_stops_nothing_and_is_tried_again(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    for path, content in (("/a", "no feed"), ("/b", rss(web, "/gone", "/1")), ("/c", b"")):
        Feeds(home).add(web.put(path, content))
    Feeds(home).add("http://10.0.0.1/feed")
    web.put("/1", PAGE)
    kinds = {name: kind for kind, name in refreshed(home, corpus, fetcher)}
    assert kinds.pop(web.at("/1")) == "added"
    assert set(kinds.values()) == {"failed"}
    assert len(kinds) == 4
    web.put("/gone", PAGE.replace("Musterau", "Beispielstadt"))
    assert ("copy", web.at("/gone")) in refreshed(home, corpus, fetcher)


def test_a_feed_that_leads_astray_stops_nothing(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    Feeds(home).add(web.put("/a", "", 302, Location="http://["))
    Feeds(home).add(web.put("/b", rss(web, "/1")))
    web.put("/1", PAGE)
    assert [kind for kind, _ in refreshed(home, corpus, fetcher)] == ["failed", "added"]


def test_a_host_that_is_silent_is_asked_again_later(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    paths = [f"/{number}" for number in range(9)]
    Feeds(home).add(web.put("/feed", rss(web, *paths), ETag='"1"'))
    web.pages |= dict.fromkeys(paths, hang_up)
    for _ in range(MAX_TRIES + 1):
        assert refreshed(home, corpus, fetcher) == [("failed", web.at(path)) for path in paths[:3]]
    for path in paths:
        web.put(path, PAGE.replace("Musterau", f"Musterau {path[1:]}"))
    assert [name for _, name in refreshed(home, corpus, fetcher)] == [web.at(one) for one in paths]


def test_an_entry_stands_for_a_page_that_cannot_be_had(
    web: Web, fetcher: Fetcher, corpus: Corpus, home: Path
) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bote",
        "items": [{"id": "1", "url": web.at("/no"), "content_html": f"<p>{TEXT}</p><p>{TEXT}</p>"}],
    }
    Feeds(home).add(web.put("/feed", json.dumps(feed), kind="application/feed+json"))
    assert [kind for kind, _ in refreshed(home, corpus, fetcher)] == ["added"]
    (article,) = corpus.articles()
    assert article.source == "Bote"
    assert article.published == ""


def test_a_news_sitemap() -> None:
    data = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        "<loc>https://example.org/1</loc><news:news><news:publication><news:name>Bote</news:name>"
        "<news:language>de</news:language></news:publication>"
        "<news:publication_date>2026-03-04T10:30:00+01:00</news:publication_date>"
        "<news:title>Brücke</news:title></news:news></url></urlset>"
    )
    _, (entry,) = entries("a", data.encode())
    assert (entry.url, entry.title, entry.source) == ("https://example.org/1", "Brücke", "Bote")
    assert (entry.published, entry.language) == ("2026-03-04T10:30:00+01:00", "de")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no feed"),
        (b"words", "no feed"),
        (b"<html><body>page</body></html>", "no feed"),
        (b'{"items": 7}', "no JSON Feed"),
        (b'{"items": [', "not valid JSON"),
        (b'{"a":' * 100_000, "too deeply"),
        (b"<urlset", "not well-formed"),
        (b"<sitemapindex/>", "list of sitemaps"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>', "entities"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss/>'.encode("utf-16"), "entit"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><urlset>&a;</urlset>', "entit"),
        (b" " * 10_000_001, "over 10 MB"),
        (
            b"<rss version='2.0'><channel><item " + attributes(100_000) + b"/>",
            "over 500 attributes",
        ),
    ],
)
def test_bad_feeds(data: bytes, reason: str) -> None:
    began = time.perf_counter()
    with pytest.raises(LoadError, match=reason):
        entries("a", data)
    assert time.perf_counter() - began < 5


def test_feeds_from_the_shell(
    web: Web, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--home", str(home)]
    assert main(["feeds", "list", *at]) == 0
    assert main(["feeds", "add", web.at("/feed"), *at]) == 0
    assert main(["feeds", "add", "file:///etc/passwd", *at]) == 1
    assert main(["feeds", "list", "--json", *at]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2])[0]["url"] == web.at("/feed")
    assert main(["feeds", "refresh", "--every", "0m", *at]) == 2
    assert main(["feeds", "remove", web.at("/feed"), *at]) == 0
    assert main(["feeds", "remove", web.at("/feed"), *at]) == 1
    assert main(["watch", str(home / "none"), *at]) == 2


def test_reading_feeds_again_and_again(
    web: Web, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BELEG_ALLOWED", web.host)
    web.put("/feed", rss(web, "/1"))
    web.put("/1", PAGE)
    at, rounds = ["--home", str(home)], iter(range(3))

    def between(_: float) -> None:
        web.put("/1", PAGE.replace("4,2", "5,1"))
        web.put("/feed", rss(web, "/1").replace("10:30", "11:30"))
        if next(rounds) == 1:
            raise KeyboardInterrupt

    main(["feeds", "add", web.at("/feed"), web.at("/gone"), *at])
    monkeypatch.setattr("qa.cli.incoming.time", SimpleNamespace(sleep=between))
    assert main(["feeds", "refresh", "--every", "1s", *at]) == 130
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()[2:]] == ["added", "updated"]
    assert said.err.count("/gone: was refused by its server (status 404).") == 2
    assert web.asked.count("/robots.txt") == 1
    main(["feeds", "list", *at])
    assert "/gone  (was refused by its server (status 404).)\n" in capsys.readouterr().out


def test_watched_folder_takes_what_is_there_and_what_comes(
    tmp_path: Path, home: Path, opened: Opened
) -> None:
    folder, said = tmp_path / "in", tmp_path / "said"
    folder.mkdir()
    (folder / "first.md").write_text("# Ferry runs again\n\nThe ferry to Holm runs again.")
    command = [sys.executable, "-m", "qa.cli", "watch", str(folder), "--home", str(home)]
    with (
        said.open("w") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process,
    ):

        def says(title: str) -> bool:
            until = time.monotonic() + 90
            while title not in said.read_text() and time.monotonic() < until:
                time.sleep(0.2)
            return title in said.read_text()

        try:
            while not (home / "owner").exists():
                time.sleep(0.1)
            (folder / "early.md").write_text("# Ferry is full\n\nThe ferry to Holm is full.")
            assert says("Ferry runs again")
            assert says("Ferry is full")
            (folder / "second.md").write_text("# Bridge is shut\n\nThe bridge at Holm is shut.")
            assert says("Bridge is shut")
            while (home / "owner").exists():  # it closes the corpus between two rounds
                time.sleep(0.1)
            with opened(home):
                (folder / "third.md").write_text("# Quay opens\n\nThe quay at Holm is open.")
                assert says("in use")
            assert says("Quay opens")
        finally:
            process.terminate()


def test_damaged_state_is_told(home: Path) -> None:
    home.mkdir()
    (home / "feeds.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(CorpusError, match="no article is lost"):
        Feeds(home)


def test_state_is_shared_by_all_that_open_the_folder(opened: Opened, home: Path) -> None:
    with opened(home):
        Feeds(home).add("https://example.org/feed")
    assert [one.url for one in Feeds(home).all()] == ["https://example.org/feed"]


@pytest.mark.skipif(not DATA.exists(), reason="the feeds are not there")
def test_feeds_of_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("a document reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", no)
    monkeypatch.setattr(socket.socket, "connect", no)
    refused, read, began = [], 0, time.perf_counter()
    for path in sorted(path for path in DATA.rglob("*") if path.is_file()):
        try:
            _, found = entries(str(path), path.read_bytes())
            read += bool(found) or b"<item" not in path.read_bytes()
        except LoadError as error:
            refused.append((str(path.relative_to(DATA)), error.reason))
    print(read, len(refused), *refused, sep="\n")
    assert time.perf_counter() - began < 60
    assert len(refused) < 30


def test_addresses_are_added_like_files(
    web: Web, fetcher: Fetcher, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "fetcher", fetcher)
    report = corpus.add(web.put("/a", PAGE), web.at("/gone"), "http://10.0.0.1/")
    assert len(report.added) == 1
    assert [one.name for one in report.failed] == [web.at("/gone"), "http://10.0.0.1/"]
    assert corpus.add(web.at("/a")).unchanged
    web.put("/a", PAGE.replace("4,2 Millionen", "5,1 Millionen"))
    assert corpus.add(web.at("/a")).updated
    assert len(corpus) == 1
