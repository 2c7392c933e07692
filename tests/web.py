"""A real web server on 127.0.0.1 for tests, whose every page is a function of the request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """`pages` by path; `asked` lists the paths asked for, in order."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"127.0.0.1:{server.server_address[1]}"
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(
        self, path: str, content: str | bytes, status: int = 200, kind: str = "", **headers: str
    ) -> str:
        """Serves `content` there; `headers` are written with _ for -."""
        data = content.encode() if isinstance(content, str) else content

        def page(request: BaseHTTPRequestHandler) -> None:
            etag = headers.get("ETag")
            same = bool(etag) and request.headers.get("If-None-Match") == etag
            request.send_response(304 if same else status)
            request.send_header("Content-Type", kind or "text/html; charset=utf-8")
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(0 if same else len(data)))
            request.end_headers()
            request.wfile.write(b"" if same else data)

        self.pages[path] = page
        return self.at(path)


def missing(request: BaseHTTPRequestHandler) -> None:
    request.send_error(404)


@contextmanager
def served() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            try:
                web.pages.get(self.path, missing)(self)
            except OSError:  # the other side has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    web = Web(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
