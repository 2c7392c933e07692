"""What the table of articles does when it is used: looked through, filtered, sorted, read.

How articles come and go is in `page.collecting`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from corpus import BelegError, Corpus
from corpus.listing import ORDERS
from page.markup import note, problem
from page.opening import Opening
from page.overview import NAMES, overview
from page.reader import panel, reading
from page.refine import wanted
from page.state import state
from page.table import ROWS, View, filters, table
from page.words import Words

_DAYS = 20_000  # of publication that are counted: half a century
_OUTLETS = 500  # to choose from
Shown = list[Any]


class Catalogue:
    """Articles as they are found and read in the page."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def table(self, view: View, say: Words) -> str:
        """The part of the table that `view` looks at, or the last there is of it."""
        try:
            corpus = self.opening.corpus()
        except BelegError as error:
            return note(escape(say(error.message)))
        listed = partial(
            corpus.listed, view.wanted, view.order, descending=view.descending, limit=ROWS
        )
        shown, total = listed(start=view.start)
        if total and not shown:
            view = replace(view, start=(total - 1) // ROWS * ROWS)
            shown, _ = listed(start=view.start)
        return table(shown, corpus.stories([one.id for one in shown]), view, total, say)

    def changed(self, view: View, say: Words) -> Shown:
        """The table and the state line, after something has changed."""
        return [self.table(view, say), state(self.opening, say)]

    def enter(self, view: View, request: gr.Request) -> str:
        """The tab of articles is opened."""
        return self.table(view, Words.wanted(request))

    def about(self, view: View, request: gr.Request) -> list[str]:
        """What the table can be filtered by, and the overview: they come after the table."""
        say = Words.wanted(request)
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return [filters((), (), view, say), ""]
        outlets = sorted(
            (name for name, _ in corpus.counts("source", limit=_OUTLETS)), key=str.lower
        )
        codes = [code for code, _ in corpus.counts("language")]
        return [filters(outlets, codes, view, say), self._overview(corpus, say)]

    def filter(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Only the rows that are wanted, from the first."""
        view = replace(view, wanted=wanted(event._data), start=0)
        return [view, self.table(view, Words.wanted(request))]

    def sort(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Another order, or the same turned round."""
        order = event._data.get("order")
        if order not in ORDERS:
            return [gr.skip()] * 2
        turned = not view.descending if order == view.order else order in ("added", "published")
        view = replace(view, order=order, descending=turned, start=0)
        return [view, self.table(view, Words.wanted(request))]

    def turn_page(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Other rows of the table."""
        view = replace(view, start=max(int(event._data["start"]), 0))
        return [view, self.table(view, Words.wanted(request))]

    def read(self, event: gr.EventData, request: gr.Request) -> str:
        """The article that was clicked, with the sentence between its offsets marked."""
        asked, say = event._data, Words.wanted(request)
        try:
            corpus = self.opening.corpus()
            article = corpus.get(str(asked["article"]))
            span = int(asked.get("start", 0)), int(asked.get("end", 0))
            return reading(article, *span, corpus.versions(article.id), say)
        except BelegError as error:
            return panel(say("Not there any more"), "", problem(say(error.message)), say)

    def _overview(self, corpus: Corpus, say: Words) -> str:
        days, languages = corpus.counts("day", limit=_DAYS), corpus.counts("language")
        return overview(days, corpus.counts("source", limit=NAMES), languages, say)
