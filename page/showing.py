"""How a visitor's turns, their evidence and their conversations look just now, as HTML.

What each piece is made of is in `page.chat`, `page.evidence`, `page.history` and `page.refine`.
"""

from __future__ import annotations

from typing import Literal

from corpus import BelegError
from page import chat, evidence, history, refine
from page.opening import Opening
from page.turn import Turns
from page.words import Words

_NAMED: tuple[Literal["source"], Literal["language"]] = ("source", "language")
_LOOKED_AT = 100  # articles, for whether samples are among them


class Showing:
    """With the corpus and the models as they are."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def evidence(self, turns: Turns, say: Words, at: int = -1) -> str:
        """The evidence of one turn, the last if not told; none for none."""
        at = at % len(turns) if turns else 0
        turn = turns[at] if turns else None
        return evidence.evidence(turn, say, at=at, translates=self.opening.translates)

    def dialog(self, say: Words) -> str:
        """To reword a question, or to choose where to look; "" while there is no corpus."""
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return ""
        outlets, languages = ([name for name, _ in corpus.counts(by)] for by in _NAMED)
        return refine.dialog(outlets, languages, say)

    def chat(self, turns: Turns, say: Words) -> str:
        """All turns; "" for none, then the page shows `first`."""
        waiting = "" if self.opening.ready.is_set() else self.opening.line(say)
        return chat.conversation(turns, waiting, say) if turns else ""

    def first(self, say: Words) -> str:
        """What stands there before the first question."""
        return chat.welcome(self.holds(), say)

    def holds(self) -> str:
        """What the corpus holds: samples, articles, empty; "" while it is not open."""
        try:
            rows, _ = self.opening.corpus().listed(limit=_LOOKED_AT)
        except BelegError:
            return ""
        if any(row.sample for row in rows):
            return "samples"
        return "articles" if rows else "empty"

    def history(self, visitor: str, here: str, words: str | None, say: Words) -> str:
        """The visitor's conversations that have these words, `here` marked; `words`: None from a
        box that the browser has not drawn yet."""
        keep, words = self.opening.keep(), (words or "").strip()[:200]
        found = keep.listed(visitor, words) if keep and visitor else []
        return history.history(found, here, words, say)
