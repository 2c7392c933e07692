"""Addresses: fetched from a real server on loopback, and refused where they must be."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from threading import Event

import pytest
from web import Web, served

from corpus.article import Article
from corpus.errors import LoadError
from corpus.fetch import Fetcher
from corpus.guarded import is_public
from corpus.load import each

pytestmark = pytest.mark.alone

TEXT = (
    "Der Rat von Musterau hat am Mittwoch den Bau der neuen Brücke beschlossen. "
    "Sie soll 4,2 Millionen Euro kosten und 2027 fertig werden, sagte die Kämmerin. "
)
PAGE = (
    "<html lang=de><head><title>Brücke kommt</title></head><body><article><h1>Brücke kommt</h1>"
    + f"<p>{TEXT}</p>" * 3
    + "</article></body></html>"
)


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as one:
        yield one


def fetcher(web: Web, **bounds: float) -> Fetcher:
    limit = int(bounds.pop("max_bytes", 100_000))
    given = {"seconds": 2.0, "wait": 1.0, "pause": 0.0, **bounds}
    return Fetcher([web.host], max_bytes=limit, **given)


def refused(web: Web, address: str, **bounds: float) -> str:
    began = time.perf_counter()
    (one,) = each(address, None, fetcher(web, **bounds))
    assert time.perf_counter() - began < 6
    assert isinstance(one, LoadError), one
    assert one.name == address
    assert one.reason.endswith(".")
    return one.reason


def test_a_page(web: Web) -> None:
    (article,) = each(web.put("/a", PAGE), None, fetcher(web))
    assert isinstance(article, Article)
    assert (article.title, article.language) == ("Brücke kommt", "de")
    assert TEXT.strip() in article.text
    assert article.url == article.origin == web.at("/a")
    assert web.asked == ["/robots.txt", "/a"]


def test_a_packed_page_and_a_redirect(web: Web) -> None:
    web.put("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    web.put("/b", "", 302, Location="/a")
    (article,) = each(web.at("/b"), None, fetcher(web))
    assert isinstance(article, Article)
    assert (article.url, article.origin) == (web.at("/a"), web.at("/b"))


def test_what_is_unchanged_is_not_sent_again(web: Web) -> None:
    address = web.put("/a", PAGE, ETag='"1"')
    first = fetcher(web).get(address)
    again = fetcher(web).get(address, first.etag)
    assert (first.unchanged, again.unchanged, again.data) == (False, True, b"")


def test_robots(web: Web) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /private*.html\n", kind="text/plain")
    web.put("/private-1.html", PAGE)
    assert "robots.txt" in refused(web, web.at("/private-1.html"))
    assert web.asked == ["/robots.txt"]
    web.put("/robots.txt", "", 503)
    assert "robots.txt" in refused(web, web.put("/b", PAGE))


def test_hosts_are_asked_with_a_pause(web: Web) -> None:
    one = fetcher(web, pause=0.3)
    address = web.put("/a", PAGE)
    began = time.monotonic()
    one.get(address)
    one.get(address)
    assert time.monotonic() - began >= 0.3
    assert web.asked.count("/robots.txt") == 1


PRIVATE = [
    *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/"),
    *("http://0177.0.0.1/", "http://017700000001/", "http://0/", "http://localhost/"),
    *("http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/"),
    *("http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/"),
    *("http://100.64.0.1/", "http://198.18.0.1/", "http://192.0.0.8/", "http://224.0.0.1/"),
    *("http://255.255.255.255/", "http://240.0.0.1/", "http://[2002:7f00:1::]/"),
    *("http://[fec0::1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[64:ff9b::a00:1]/"),
    *("http://[::ffff:0:7f00:1]/", "http://[4000::1]/", "http://[3fff::1]/"),
    *("http://[2001:0:7f00::1]/", "http://[::127.0.0.1]/", "https://127.0.0.1:8443/"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_in_every_spelling(web: Web, address: str) -> None:
    assert "private network" in refused(web, address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://", "no http or https"),
        ("http://[", "not a valid address"),
        ("http://a:b/", "not a valid address"),
        ("http://a:99999/", "not a valid address"),
        ("http://user:secret@example.org/", "user name"),
        ("http://127.0.0.1:22/", "port 22"),
        ("http://127.0.0.1/" + "a" * 3000, "not a valid address"),
        ("http://127.0.0.1/a b", "not a valid address"),
        ("http://127.0.0.1/\r\nX: y", "not a valid address"),
        ("http://.../", "cannot be reached"),
    ],
)
def test_addresses_that_cannot_be(web: Web, address: str, reason: str) -> None:
    assert reason in refused(web, address)


def test_the_allowed_address_is_that_port_only(web: Web) -> None:
    assert "private network" in refused(web, "http://127.0.0.1:8080/")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://[::1]:8080/", "private network"),
        ("file:///etc/passwd", "no http or https"),
        ("ftp://example.org/a", "no http or https"),
        ("gopher://127.0.0.1:70/", "no http or https"),
        ("http://[", "is no address"),
        ("//user:secret@example.org/", "user name"),
        ("http://example.org:25/", "port 25"),
        ("/a", "redirects more than"),
    ],
)
def test_redirects_are_checked_again(web: Web, target: str, reason: str) -> None:
    assert reason in refused(web, web.put("/a", "", 302, Location=target))


def test_robots_cannot_redirect_inwards(web: Web) -> None:
    web.put("/robots.txt", "", 302, Location="http://10.0.0.1/robots.txt")
    assert "private network" in refused(web, web.put("/a", PAGE))


@pytest.mark.parametrize(
    ("content", "status", "headers", "reason"),
    [
        ("", 200, {}, "empty"),
        ("<html><body><nav>Start</nav></body></html>", 200, {}, "no article"),
        (PAGE, 404, {}, "status 404"),
        (PAGE, 500, {}, "status 500"),
        (PAGE, 302, {}, "status 302"),
        (PAGE, 304, {}, "status 304"),
        (b"\x89PNG\r\n\x1a\n", 200, {"kind": "image/png"}, "image/png"),
        ("<rss/>", 200, {"kind": "application/rss+xml"}, "beleg feeds add"),
        (b"%PDF nothing", 200, {"kind": "application/pdf"}, "damaged"),
        ("a" * 200_000, 200, {}, "larger than"),
        (gzip.compress(b"a" * 50_000_000), 200, {"Content_Encoding": "gzip"}, "larger than"),
        (gzip.compress(PAGE.encode())[:-20], 200, {"Content_Encoding": "gzip"}, "damaged"),
        (PAGE, 200, {"Content_Encoding": "gzip"}, "damaged"),
        (b"(\xb5/\xfd", 200, {"Content_Encoding": "zstd"}, "not asked for"),
        (b"x", 200, {"Content_Encoding": "br"}, "not asked for"),
        (b"x", 200, {"Content_Encoding": "gzip, gzip"}, "not asked for"),
    ],
)
def test_bad_answers(
    web: Web, content: str | bytes, status: int, headers: dict[str, str], reason: str
) -> None:
    assert reason in refused(web, web.put("/a", content, status, **headers))


def silence(_: BaseHTTPRequestHandler) -> None:
    time.sleep(4)


def drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b"a")
        time.sleep(0.1)


def dripping_head(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(40):
        request.wfile.write(b"X: y\r\n")
        time.sleep(0.1)


def endless_head(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.wfile.write(b"X: " + b"y" * 50_000 + b"\r\n")


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"a" * 50_000)


def endless_after_gzip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Encoding", "gzip")
    request.end_headers()
    request.wfile.write(gzip.compress(PAGE.encode()))
    while True:
        request.wfile.write(b"a" * 50_000)


def hang_up(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nabc")


def nonsense(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (silence, "in time"),
        (drip, "in time"),
        (dripping_head, "in time"),
        (endless_head, "cannot be reached"),
        (endless, "larger than"),
        (hang_up, "cannot be reached"),
        (nonsense, "cannot be reached"),
    ],
)
def test_slow_endless_and_broken_servers(web: Web, page: object, reason: str) -> None:
    web.pages["/a"] = page  # type: ignore[assignment]
    assert reason in refused(web, web.at("/a"))


def test_what_follows_a_packed_page_is_not_kept(web: Web) -> None:
    web.pages["/a"] = endless_after_gzip
    (article,) = each(web.at("/a"), None, fetcher(web))
    assert isinstance(article, Article)


def test_robots_count_for_a_day_and_refusals_for_minutes(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, now = fetcher(web, pause=0.0), time.monotonic()
    address = web.put("/a", PAGE)
    web.put("/robots.txt", "", 503)
    for later, asked in ((0, 1), (500, 1), (700, 2), (80_000, 2), (90_000, 3)):
        monkeypatch.setattr(time, "monotonic", lambda later=later: now + later)
        with suppress(LoadError):
            one.get(address)
        assert web.asked.count("/robots.txt") == asked
        web.put("/robots.txt", "User-agent: *\nDisallow: /b", kind="text/plain")
    assert web.asked.count("/a") == 3


def test_of_a_long_robots_its_beginning_counts(web: Web) -> None:
    web.put(
        "/robots.txt", "User-agent: *\nDisallow: /b\n" + "# more\n" * 200_000, kind="text/plain"
    )
    assert "robots.txt" in refused(web, web.put("/b", PAGE))
    assert isinstance(next(each(web.put("/a", PAGE), None, fetcher(web))), Article)
    web.put("/robots.txt", "", 302, Location="/robots.txt")
    assert isinstance(next(each(web.at("/b"), None, fetcher(web))), Article)  # as if there was none


def test_a_redirect_in_utf_8(web: Web) -> None:
    web.put("/br%C3%BCcke", PAGE)
    web.put("/a", "", 302, Location="/brücke".encode().decode("latin-1"))
    assert isinstance(next(each(web.at("/a"), None, fetcher(web))), Article)


def test_every_answer_of_the_name_lookup_counts(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("9.9.9.9", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert "private network (10.0.0.1)" in refused(web, "http://example.org/")


def test_a_name_lookup_that_hangs(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: held.wait(30) and [])
    assert "did not answer in time" in refused(web, "http://slow.example/")
    held.set()


def test_public_addresses() -> None:
    assert is_public("9.9.9.9")
    assert is_public("2620:fe::fe")
    assert not is_public("nonsense")
