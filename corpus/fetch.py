"""Fetches addresses that others wrote, politely, and never from a private network.

Every answer of the name lookup is checked, and the connection goes to an address that was
checked, so that a name cannot change its meaning in between; redirects begin anew. robots.txt
is obeyed (RFC 9309, by protego), hosts are asked with a pause. All waiting, and all that is
read and unpacked, is bounded: only identity and gzip are accepted, and decoded piece by piece.
Proxies of the environment are not used. What the bytes mean is the business of `corpus.load`.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from corpus.errors import LoadError

AGENT = "Beleg/0.1 (news reader of one person)"
MAX_BYTES = 20_000_000
MAX_REDIRECTS = 5
MAX_ADDRESS = 2_000
_PORTS = frozenset({80, 443, 8000, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED, _OK, _SERVER_ERROR = 304, 200, 500
_ROBOTS_BYTES = 500_000
_MAX_PAUSE = 10.0
_REFUSED = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("2002::/16", "fec0::/10", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "::/96"),
    )
)

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
        self._robots: dict[str, Any] = {}
        self._asked: dict[str, float] = {}

    def get(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """What is at `address`, if it is not what `etag` and `modified` name.

        Raises `LoadError` for whatever stands in the way.
        """
        deadline = time.monotonic() + self._seconds
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            origin = self._origin(address, url)
            if not self._may(address, origin, url, deadline):
                raise LoadError(address, "may not be fetched (robots.txt); save the page yourself.")
            self._be_polite(origin, deadline)
            conditions = [(b"If-None-Match", etag)] if etag else []
            conditions += [(b"If-Modified-Since", modified)] if modified else []
            headers = [(name, value.encode("latin-1", "ignore")) for name, value in conditions]
            status, answer, data = self._ask(address, url, headers, deadline, self._max_bytes)
            if status in _REDIRECTS and answer.get("location"):
                url = urljoin(url, answer["location"])
                continue
            if status == _UNCHANGED and (etag or modified):
                return Fetched(url, b"", etag=etag, modified=modified, unchanged=True)
            if status != _OK:
                raise LoadError(address, f"was refused by its server (status {status}).")
            kind = answer.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(url, data, kind, answer.get("etag", ""), answer.get("last-modified", ""))
        raise LoadError(address, f"redirects more than {MAX_REDIRECTS} times.")

    def _origin(self, address: str, url: str) -> str:
        """Scheme, host and port. Raises `LoadError` if it cannot be fetched at all."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise LoadError(address, f"is not a valid address ({error}).") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LoadError(address, f'leads to "{url[:80]}", which is no http or https address.')
        if len(url) > MAX_ADDRESS or not url.isprintable() or " " in url:
            raise LoadError(address, "is not a valid address (length or characters).")
        if parts.username or parts.password:
            raise LoadError(address, "holds a user name or a password; leave them out.")
        if port not in _PORTS and f"{parts.hostname}:{port}" not in self._allowed:
            raise LoadError(address, f"names port {port}, at which no news is served.")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return f"{parts.scheme}://{host}:{port}"

    def _may(self, address: str, origin: str, url: str, deadline: float) -> bool:
        from protego import Protego

        if origin not in self._robots:
            at = f"{origin}/robots.txt"
            for _ in range(MAX_REDIRECTS):
                status, answer, data = self._ask(address, at, [], deadline, _ROBOTS_BYTES)
                if status not in _REDIRECTS or not answer.get("location"):
                    break
                at = urljoin(at, answer["location"])
                self._origin(address, at)
            text = data.decode("utf-8", "replace") if status == _OK else ""
            forbidden = status >= _SERVER_ERROR  # as RFC 9309 has it
            self._robots[origin] = None if forbidden else Protego.parse(text)
        rules = self._robots[origin]
        return rules is not None and bool(rules.can_fetch(url, "Beleg"))

    def _be_polite(self, origin: str, deadline: float) -> None:
        rules = self._robots.get(origin)
        asked_for = rules.crawl_delay("Beleg") if rules is not None else None
        pause = max(self._pause, min(float(asked_for or 0), _MAX_PAUSE))
        left = self._asked.get(origin, -pause) + pause - time.monotonic()
        if left > 0:
            time.sleep(min(left, max(0.0, deadline - time.monotonic())))
        self._asked[origin] = time.monotonic()

    def _ask(
        self, address: str, url: str, headers: list[_Part], deadline: float, limit: int
    ) -> tuple[int, dict[str, str], bytes]:
        wait = dict.fromkeys(("connect", "read", "write", "pool"), self._wait)
        sent = [
            (b"User-Agent", AGENT.encode()),
            (b"Accept-Encoding", b"gzip, identity"),
            (b"Accept", b"text/html, application/xhtml+xml, application/xml, */*;q=0.5"),
            *headers,
        ]
        backend = _Guarded(self._allowed, deadline)
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
                return answer.status, told, _read(address, answer.iter_stream(), coding, limit)
        except _Private as error:
            raise LoadError(address, str(error)) from error
        except httpcore.TimeoutException as error:
            raise LoadError(address, "did not answer in time; try again later.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
            detail = str(error)[:100] or type(error).__name__
            raise LoadError(address, f"cannot be reached ({detail}); check the address.") from error


def _read(address: str, parts: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The body, unpacked as it comes, so that no more than `limit` bytes are ever held."""
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise LoadError(address, f'was sent in a coding that was not asked for ("{coding[:20]}").')
    gzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding.endswith("gzip") else None
    data = bytearray()
    for part in parts:
        try:
            data += gzip.decompress(part, limit + 1 - len(data)) if gzip else part
        except zlib.error as error:
            raise LoadError(address, "was sent damaged (gzip); try again later.") from error
        if len(data) > limit or (gzip and gzip.unconsumed_tail):
            raise LoadError(address, f"is larger than {limit / 1e6:.1f} MB.")
    if gzip and not gzip.eof:
        raise LoadError(address, "was sent damaged (gzip is cut off); try again later.")
    return bytes(data)


def _ascii(url: str) -> str:
    """`url` as it goes over the wire: the host in IDNA, the rest percent-encoded."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    rest = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return f"{parts.scheme}://{host}{port}{rest}" + (f"?{query}" if query else "")


class _Private(Exception):
    """The name leads to an address that is none of the public internet."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    >>> is_public("9.9.9.9"), is_public("100.64.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(str(mapped))
    refused = any(ip.version == net.version and ip in net for net in _REFUSED)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or refused)


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and keeps to one deadline."""

    def __init__(self, allowed: frozenset[str], deadline: float) -> None:
        self._allowed, self._deadline = allowed, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            if not is_public(address) and f"{address}:{port}" not in self._allowed:
                raise _Private(f"leads into a private network ({address}); it is not fetched.")
        for number, address in enumerate(addresses, 1):
            try:
                left = _left(self._deadline, timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _Bounded(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError("the name has no address")


class _Bounded(httpcore.NetworkStream):
    """A stream on which nothing waits beyond the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return _Bounded(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this address is up")
    return min(left, timeout or left)
