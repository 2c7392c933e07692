"""The page on the net: its address, its headers, its end."""

from __future__ import annotations

import re
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus import Settings
from corpus.errors import SettingsError
from page.events import Page
from page.layout import asset, layout
from page.opening import Opening
from page.programs import Programs
from page.words import I18N

if TYPE_CHECKING:
    from page.assistants import Protocol

MAX_UPLOAD = "50mb"
_SIZE = re.compile(r"[1-9]\d{0,5}[kmg]b")
LOOPBACK = ["127.0.0.1", "localhost"]
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; frame-src 'none'; form-action 'none'; base-uri 'self'; "
    "frame-ancestors 'self'",  # Gradio needs its own inline scripts and compiles templates
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Safe:
    """Adds `HEADERS` to every answer of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI wants it."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, sending)


class _Server(uvicorn.Server):
    """Says where the page is once it can be reached, and only then starts what is heavy."""

    def __init__(self, config: uvicorn.Config, opening: Opening) -> None:
        super().__init__(config)
        self.opening = opening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn before it serves."""
        await super().startup(sockets)
        for one in sockets or ():
            host, port = one.getsockname()[:2]
            print(f"Beleg is at http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
        self.opening.start()


def serve(
    settings: Settings,
    host: str,
    port: int,
    samples: bool,
    *,
    auth: Path | None = None,
    root_path: str = "",
    max_upload: str = MAX_UPLOAD,
    mcp: bool = False,
) -> None:
    """Serves the page until Ctrl-C or SIGTERM, then closes the corpus.

    `auth` is a file with a line user:password each; `root_path` is where a proxy in front of it
    shows the page; no upload is larger than `max_upload`, such as 50mb. `/health` answers 200
    once questions are answered, before that 503. With `mcp`, other assistants can ask at /mcp.

    With `samples`, a corpus that is new gets the sample articles. Raises `SettingsError` if
    the page cannot be served at that host and port.
    """
    if mcp and auth:
        raise SettingsError("--mcp asks for no password; leave it or --auth out.")
    if not _SIZE.fullmatch(max_upload):
        raise SettingsError(f"{max_upload!r} is no size; give one such as 50mb.")
    users = _users(auth) if auth else None
    listening = _listening(host, port)
    opening = Opening(settings, samples)
    web = _web(opening, host, _protocol(opening, host) if mcp else None)
    gr.mount_gradio_app(
        web,
        layout(Page(opening, owner=host in LOOPBACK and not (auth or root_path))),
        path="/",
        theme=_theme(),
        css=asset("page.css"),
        i18n=I18N,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=max_upload,
        auth=users,
        root_path=root_path or None,
    )
    config = uvicorn.Config(web, log_level="critical", timeout_graceful_shutdown=1)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            _Server(config, opening).run(sockets=[listening])
    finally:
        opening.close()
        signal.signal(signal.SIGTERM, before)


def _listening(host: str, port: int) -> socket.socket:
    """What the page is served on. Raises `SettingsError` if it cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"The page cannot be served on {host}, port {port} ({reason}); end what uses that "
            "port, or choose another with --port."
        ) from error


def _web(opening: Opening, host: str, protocol: Protocol | None) -> FastAPI:
    """Everything that is served beside the page, and the headers of all of it."""
    running = (lambda _: protocol.running()) if protocol else None
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    web.router.routes.extend(protocol.routes if protocol else ())

    @web.get("/health")
    def health() -> JSONResponse:
        return JSONResponse({"state": opening.kind}, 200 if opening.ready.is_set() else 503)

    web.add_middleware(Safe)
    if host in LOOPBACK:  # no other site may reach it by a name that it points here
        web.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK)
    return web


def _theme() -> gr.themes.Base:
    font = gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700))  # comes with Gradio
    return gr.themes.Base(
        primary_hue="teal",
        neutral_hue="stone",
        font=[font, "system-ui", "sans-serif"],
        font_mono="monospace",
    )


def _protocol(opening: Opening, host: str) -> Protocol:
    from page.assistants import Protocol

    return Protocol(Programs(opening), host)


def _users(path: Path) -> list[tuple[str, str]]:
    """Who may come in. Raises `SettingsError` if the file does not say."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); give another --auth.") from error
    pairs = [line.partition(":") for line in lines if line.strip()]
    if not pairs or not all(name and word for name, _, word in pairs):
        raise SettingsError(f"{path}: expected a line user:password for each person.")
    return [(name, word) for name, _, word in pairs]
