"""Beleg as an MCP server: other assistants ask it for evidence over the Model Context Protocol.

The tools are the functions of `page.programs`; transport and session are the SDK's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from starlette.routing import BaseRoute

from corpus import BelegError
from page.programs import Programs

P = ParamSpec("P")
T = TypeVar("T")
PATH = "/mcp"
_INSTRUCTIONS = (
    "Beleg answers from the news articles of this installation only. Every quote is verbatim, "
    "with its article, outlet and date; where `refused` is true, the articles do not answer, and "
    "the quotes are just the nearest passages. Cite the quotes, never the answer alone."
)


class Protocol:
    """The routes to add to a web application, and what runs while it is served."""

    def __init__(self, programs: Programs, host: str) -> None:
        self._server = MCPServer(
            "beleg", title="Beleg", instructions=_INSTRUCTIONS, log_level="CRITICAL"
        )
        for tool in (programs.ask, programs.articles, programs.add):
            self._server.tool()(_told(tool))
        self.routes: list[BaseRoute] = self._server.streamable_http_app(
            streamable_http_path=PATH, stateless_http=True, json_response=True, host=host
        ).routes

    def running(self) -> AbstractAsyncContextManager[None]:
        """To be entered while requests are served."""
        return self._server.session_manager.run()


def _told(tool: Callable[P, T]) -> Callable[P, T]:
    """`tool`, whose errors the assistant is told in words."""

    @wraps(tool)
    def telling(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return tool(*args, **kwargs)
        except BelegError as error:
            raise ToolError(str(error)) from error

    return telling
