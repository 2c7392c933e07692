"""What the list of conversations does when it is used: begun, opened, searched, renamed, deleted;
and the links by which others find an answer."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from typing import Any

import gradio as gr

from corpus import BelegError
from page.showing import Showing
from page.turn import Turns, chosen
from page.words import Words

_LINK = re.compile(r"[\w-]{16}")
_TOKEN = re.compile(r"[\w-]{32}")


class Conversations:
    """Of each visitor, known by a token that only their browser holds."""

    def __init__(self, showing: Showing) -> None:
        self._showing, self._opening = showing, showing.opening

    def visit(self, visitor: str) -> str:
        """The token by which a browser finds its conversations again."""
        return visitor if _TOKEN.fullmatch(visitor or "") else secrets.token_urlsafe(24)

    def history(self, visitor: str, here: str, words: str | None, request: gr.Request) -> str:
        """The visitor's conversations that have these words."""
        return self._showing.history(visitor, here, words, Words.wanted(request))

    def begin(self, visitor: str, here: str, words: str, request: gr.Request) -> list[Any]:
        """A new conversation."""
        say = Words.wanted(request)
        kept = self._showing.history(visitor, "", words, say)
        shown = [self._showing.chat((), say), self._showing.evidence((), say)]
        return [(), *shown, "", kept, self._showing.first(say)]

    def resume(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """A conversation from the list."""
        here, keep = str(event._data.get("conversation")), self._opening.keep()
        say = Words.wanted(request)
        try:
            turns = keep.turns(visitor, here, self._opening.corpus().get) if keep else ()
        except BelegError as error:
            raise gr.Error(say(error.message), print_exception=False) from error
        shown = [self._showing.chat(turns, say), self._showing.evidence(turns, say)]
        return [turns, *shown, here, self._showing.history(visitor, here, words, say), gr.skip()]

    def rename(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> str:
        """Another name for a conversation."""
        if keep := self._opening.keep():
            keep.rename(visitor, str(event._data["conversation"]), str(event._data["title"]))
        return self.history(visitor, here, words, request)

    def delete(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """A conversation less; if it is the open one, a new one begins."""
        gone = str(event._data["conversation"])
        if keep := self._opening.keep():
            keep.delete(visitor, gone)
        if gone == here:
            return self.begin(visitor, "", words, request)
        return [*[gr.skip()] * 4, self.history(visitor, here, words, request), gr.skip()]

    def link(
        self, turns: Turns, visitor: str, here: str, event: gr.EventData, request: gr.Request
    ) -> str:
        """The name by which anyone who sees this page finds an answer."""
        keep = self._opening.keep()
        turn = turns[chosen(turns, event._data)] if turns else None
        return keep.share(visitor, here, turn) if keep and turn and turn.answer else ""

    def shared(self, link: str, request: gr.Request) -> None:
        """Tells that a link can be pasted, if there is one."""
        if link:
            said = "The link is copied: whoever can open this page can read the answer."
            gr.Info(Words.wanted(request)(said))

    def linked(self, name: str, request: gr.Request) -> list[Any]:
        """The answer that a link names, once there is a corpus."""
        if not _LINK.fullmatch(name or ""):
            return [gr.skip()] * 3
        say = Words.wanted(request)
        with suppress(BelegError):
            self._opening.assistant(self._opening.ending)
            keep = self._opening.keep()
            if keep and (turn := keep.shared(name, self._opening.corpus().get)):
                return [
                    (turn,),
                    self._showing.chat((turn,), say),
                    self._showing.evidence((turn,), say),
                ]
        gr.Info(say("There is no answer by this link, or not any more."))
        return [gr.skip()] * 3
