"""Fetches addresses that others wrote, politely, and never from a private network.

Where connections may go is decided in `corpus.guarded`; redirects begin anew. robots.txt is
obeyed (RFC 9309, by protego), hosts are asked with a pause. All waiting, and all that is read
and unpacked, is bounded: only identity and gzip are accepted, and decoded piece by piece.
Proxies of the environment are not used. What the bytes mean is the business of `corpus.load`.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from corpus.errors import LoadError, Unreachable
from corpus.guarded import Guarded, Private

AGENT = "Beleg/0.1 (news reader of one person)"
MAX_BYTES = 20_000_000
MAX_REDIRECTS = 5
MAX_ADDRESS = 2_000
_PORTS = frozenset({80, 443, 8000, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED, _OK, _SERVER_ERROR = 304, 200, 500
_ROBOTS_BYTES = 500_000  # of a longer one only as much is read, as RFC 9309 has it
_ROBOTS_SECONDS, _REFUSED_SECONDS = 24 * 3600.0, 600.0
_MAX_PAUSE = 10.0
_MAX_HOSTS = 2_000  # remembered
_Part = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: what was read, and from where after redirects.

    `unchanged` says that the server has nothing newer than `etag` or `modified` name; then
    `data` is empty. `kind` is the media type, in lower case, without parameters.
    """

    url: str
    data: bytes
    kind: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    """A robots.txt as protego reads it; None forbids all. It counts until `expires`."""

    parsed: Any
    expires: float

    def allow(self, url: str) -> bool:
        return self.parsed is not None and bool(self.parsed.can_fetch(url, "Beleg"))

    def delay(self) -> float:
        return float((self.parsed and self.parsed.crawl_delay("Beleg")) or 0)


class Fetcher:
    """Keeps what must be remembered between requests: robots.txt and when a host was asked."""

    def __init__(
        self,
        allowed: Iterable[str] = (),
        *,
        seconds: float = 30.0,
        wait: float = 10.0,
        pause: float = 1.0,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """`allowed` are addresses, "127.0.0.1:8080", that may be asked though they are private.

        `seconds` bounds one address with all redirects, `wait` each step of it; `pause` is the
        least time between two requests to a host.
        """
        self._allowed = frozenset(allowed)
        self._seconds, self._wait, self._pause = seconds, wait, pause
        self._max_bytes = max_bytes
        self._robots: dict[str, _Rules] = {}
        self._asked: dict[str, float] = {}

    def get(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """What is at `address`, if it is not what `etag` and `modified` name.

        Raises `LoadError` for whatever stands in the way.
        """
        deadline = time.monotonic() + self._seconds
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            origin = self._origin(address, url)
            rules = self._rules(address, origin, deadline)
            if not rules.allow(url):
                raise LoadError(address, "may not be fetched (robots.txt); save the page yourself.")
            self._be_polite(origin, rules.delay(), deadline)
            conditions = [(b"If-None-Match", etag)] if etag else []
            conditions += [(b"If-Modified-Since", modified)] if modified else []
            headers = [(name, value.encode("latin-1", "ignore")) for name, value in conditions]
            status, answer, data = self._ask(address, url, headers, deadline, self._max_bytes)
            if status in _REDIRECTS and answer.get("location"):
                url = _target(address, url, answer["location"])
                continue
            if status == _UNCHANGED and (etag or modified):
                return Fetched(url, b"", etag=etag, modified=modified, unchanged=True)
            if status != _OK:
                raise LoadError(
                    address, "was refused by its server (status {status}).", status=status
                )
            kind = answer.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(url, data, kind, answer.get("etag", ""), answer.get("last-modified", ""))
        raise LoadError(address, "redirects more than {most} times.", most=MAX_REDIRECTS)

    def _origin(self, address: str, url: str) -> str:
        """Scheme, host and port. Raises `LoadError` if it cannot be fetched at all."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise LoadError(address, "is not a valid address ({reason}).", reason=error) from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LoadError(
                address, 'leads to "{url}", which is no http or https address.', url=url[:80]
            )
        if len(url) > MAX_ADDRESS or not url.isprintable() or " " in url:
            raise LoadError(address, "is not a valid address (length or characters).")
        if parts.username or parts.password:
            raise LoadError(address, "holds a user name or a password; leave them out.")
        if port not in _PORTS and f"{parts.hostname}:{port}" not in self._allowed:
            raise LoadError(address, "names port {port}, at which no news is served.", port=port)
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return f"{parts.scheme}://{host}:{port}"

    def _rules(self, address: str, origin: str, deadline: float) -> _Rules:
        """What the robots.txt of an origin says, at most a day old (RFC 9309). One that cannot
        be had for its server's fault forbids all, for ten minutes."""
        known = self._robots.get(origin)
        if known is not None and time.monotonic() < known.expires:
            return known
        from protego import Protego

        at = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            status, answer, data = self._ask(address, at, [], deadline, _ROBOTS_BYTES, cut=True)
            if status not in _REDIRECTS or not answer.get("location"):
                break
            at = _target(address, at, answer["location"])
            self._origin(address, at)
        if status >= _SERVER_ERROR:
            rules = _Rules(None, time.monotonic() + _REFUSED_SECONDS)
        else:
            text = data.decode("utf-8", "replace") if status == _OK else ""
            rules = _Rules(Protego.parse(text), time.monotonic() + _ROBOTS_SECONDS)
        _remember(self._robots, origin, rules)
        return rules

    def _be_polite(self, origin: str, asked_for: float, deadline: float) -> None:
        pause = max(self._pause, min(asked_for, _MAX_PAUSE))
        left = self._asked.get(origin, -pause) + pause - time.monotonic()
        if left > 0:
            time.sleep(min(left, max(0.0, deadline - time.monotonic())))
        _remember(self._asked, origin, time.monotonic())

    def _ask(
        self,
        address: str,
        url: str,
        headers: list[_Part],
        deadline: float,
        limit: int,
        *,
        cut: bool = False,
    ) -> tuple[int, dict[str, str], bytes]:
        wait = dict.fromkeys(("connect", "read", "write", "pool"), self._wait)
        sent = [
            (b"User-Agent", AGENT.encode()),
            (b"Accept-Encoding", b"gzip, identity"),
            (b"Accept", b"text/html, application/xhtml+xml, application/xml, */*;q=0.5"),
            *headers,
        ]
        backend = Guarded(self._allowed, deadline)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream(
                    "GET", _ascii(url), headers=sent, extensions={"timeout": wait}
                ) as answer,
            ):
                told = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in answer.headers
                }
                if answer.status != _OK:
                    return answer.status, told, b""
                coding = told.get("content-encoding", "").strip().lower()
                parts = _unpacked(address, answer.iter_stream(), coding, limit)
                return answer.status, told, _read(address, parts, limit, cut=cut)
        except Private as error:
            raise LoadError(address, error.args[0]) from error
        except httpcore.TimeoutException as error:
            raise Unreachable(address, "did not answer in time; try again later.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
            detail = str(error)[:100] or type(error).__name__
            reason = "cannot be reached ({detail}); check the address."
            raise Unreachable(address, reason, detail=detail) from error


def _unpacked(address: str, parts: Iterable[bytes], coding: str, limit: int) -> Iterator[bytes]:
    """A body, unpacked piece by piece; no piece is longer than `limit` and a byte."""
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise LoadError(
            address, 'was sent in a coding that was not asked for ("{coding}").', coding=coding[:20]
        )
    if not coding.endswith("gzip"):
        yield from parts
        return
    gzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for part in parts:
            yield gzip.decompress(part, limit + 1)
            if gzip.eof:  # whatever is sent after it is not its business
                return
    except zlib.error as error:
        raise LoadError(address, "was sent damaged (gzip); try again later.") from error
    raise LoadError(address, "was sent damaged (gzip is cut off); try again later.")


def _read(address: str, parts: Iterable[bytes], limit: int, *, cut: bool) -> bytes:
    """A body of at most `limit` bytes; of a longer one those, or an error."""
    data = bytearray()
    for part in parts:
        data += part
        if len(data) > limit:
            if cut:
                return bytes(data[:limit])
            raise LoadError(address, "is larger than {size:.1f} MB.", size=limit / 1e6)
    return bytes(data)


def _target(address: str, url: str, location: str) -> str:
    """Where a redirect leads. What is no ASCII in it is UTF-8, as browsers read it."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise LoadError(
            address, "redirects to what is no address ({reason}).", reason=error
        ) from error


def _remember(known: dict[str, Any], key: str, value: object) -> None:
    """Keeps a value; of too many those that came first are forgotten."""
    known.pop(key, None)
    while len(known) >= _MAX_HOSTS:
        known.pop(next(iter(known)), None)
    known[key] = value


def _ascii(url: str) -> str:
    """`url` as it goes over the wire: the host in IDNA, the rest percent-encoded."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    rest = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return f"{parts.scheme}://{host}{port}{rest}" + (f"?{query}" if query else "")
