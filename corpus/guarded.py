"""Connections to the public internet only, each with one deadline.

Every answer of the name lookup is checked, and the connection goes to an address that was
checked, so that a name cannot change its meaning in between. What is said over a connection is
the business of `corpus.fetch`.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from corpus.errors import Message

_REFUSED = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("2002::/16", "2001::/23", "3fff::/20"),
    )
)
_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that was ever given out
_MAX_ADDRESSES = 4  # of one name


class Private(Exception):
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
    refused = refused or (ip.version == _UNICAST.version and ip not in _UNICAST)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or refused)


class Guarded(httpcore.NetworkBackend):
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
        """Connects to `host`, if all its addresses are public; raises `Private` if not."""
        addresses = _looked_up(host, port, _left(self._deadline, timeout))
        for address in addresses:
            if not is_public(address) and f"{address}:{port}" not in self._allowed:
                raise Private(
                    Message(
                        "leads into a private network ({address}); it is not fetched.",
                        address=address,
                    )
                )
        addresses = addresses[:_MAX_ADDRESSES]
        for number, address in enumerate(addresses, 1):
            try:
                left = _left(self._deadline, timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _Bounded(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError("the name has no address")


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """All addresses of a name. A lookup that hangs cannot be ended, so it is left to itself."""
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look, name="lookup", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout("the name was not found in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


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
