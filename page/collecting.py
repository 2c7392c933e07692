"""How articles come into the page and leave it: files, folders, pasted texts, addresses; what is
withdrawn, removed, and had back.

The table is in `page.catalogue`, feeds are in `page.subscribing`.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import Article, BelegError, Outcome, Report, load
from corpus.errors import ArticleNotFound, LoadError
from page.catalogue import Catalogue
from page.markup import note, problem
from page.report import UNDO, adding_now, removed, told
from page.table import View
from page.words import Words

PASTED = 1_000_000  # characters
_ADDRESS = re.compile(r"https?://\S+")
Shown = list[Any]
Input = Path | str | Article
"""A file, an address, or an article itself."""


class Collecting:
    """Articles: added, withdrawn, removed. Each tells what the `catalogue` looks like then."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.opening = catalogue, catalogue.opening
        self._kept: dict[str, tuple[Article, ...]] = {}
        self._stops: dict[str, threading.Event] = {}

    # What comes in

    def paste(
        self, text: str, title: str, outlet: str, day: str, view: View, request: gr.Request
    ) -> Iterator[Shown]:
        """Adds a text that was pasted, or what is at the addresses in it, if it has only such."""
        text, say = text.strip(), Words.wanted(request)
        if len(text) > PASTED:
            said = say("Longer than {most} characters; add it as a file.", most=say.number(PASTED))
            yield [gr.skip(), problem(said), *[gr.skip()] * 3]
            return
        addresses = text.split()
        if all(_ADDRESS.fullmatch(one) for one in addresses):
            yield from self._told(addresses, "", view, request)
            return
        pasted = Article(text, title=title, source=outlet, published=day.strip())
        yield from self._told([pasted], "", view, request)

    def add(self, uploads: list[str] | None, view: View, request: gr.Request) -> Iterator[Shown]:
        """Adds uploaded files; what is left of them outside the corpus is deleted."""
        paths = [Path(name) for name in dict.fromkeys(uploads or ())]
        try:
            yield from self._told(paths, None, view, request)
        finally:
            for path in paths:
                path.unlink(missing_ok=True)

    def add_folder(
        self, uploads: list[str] | None, view: View, request: gr.Request
    ) -> Iterator[Shown]:
        """Adds those files of a folder that can be read as articles."""
        paths = [Path(name) for name in uploads or ()]
        wanted = [one for one in paths if load.is_known(one.name) and one.name[0] != "."]
        for one in set(paths) - set(wanted):
            one.unlink(missing_ok=True)
        if paths and not wanted:
            say = Words.wanted(request)
            yield [None, problem(say("No file in it is one that can be read.")), *[gr.skip()] * 3]
            return
        yield from self.add([str(one) for one in wanted], view, request)

    def cancel(self, request: gr.Request) -> str:
        """Ends what this visitor is adding; what is added already stays."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()
        return note(Words.wanted(request)("Stopping, once what has been read is kept…"))

    def _told(
        self, inputs: Sequence[Input], emptied: str | None, view: View, request: gr.Request
    ) -> Iterator[Shown]:
        """Adds the inputs and tells how far it is; at the end the report, and the field they came
        from is `emptied`. A click stops it."""
        if not inputs:
            yield [gr.skip()] * 5
            return
        say, began = Words.wanted(request), time.monotonic()
        stop = self._stops[str(request.session_hash)] = threading.Event()
        outcomes: list[Outcome] = []
        read: list[str] = []  # names of the inputs begun so far
        now = adding_now(read, len(inputs), 0, 0.0, say)
        yield [gr.skip(), now, *[gr.skip()] * 3]
        try:
            for outcome in self._adding(inputs, outcomes, read, stop):
                outcomes.append(outcome)
                seconds = time.monotonic() - began
                now = adding_now(read, len(inputs), len(outcomes), seconds, say)
                yield [gr.skip(), gr.skip() if stop.is_set() else now, *[gr.skip()] * 3]
            report = Report(tuple(outcomes))
            left = [_name(one) for one in inputs[len(read) :]]
            said = told(report, say, stopped=stop.is_set(), left=left)
            yield [emptied, said, report, *self.catalogue.changed(view, say)]
        except BelegError as error:
            yield [
                emptied,
                problem(say(error.message)),
                gr.skip(),
                *self.catalogue.changed(view, say),
            ]
        finally:
            stop.set()
            self._stops.pop(str(request.session_hash), None)

    def _adding(
        self,
        inputs: Sequence[Input],
        outcomes: list[Outcome],
        read: list[str],
        stop: threading.Event,
    ) -> Iterator[Outcome]:
        """What becomes of each article; what cannot be read is put among the `outcomes`. `origin`
        is dropped, for two uploads may be named alike."""
        corpus, names = self.opening.corpus(), dict[str, str]()

        def loaded() -> Iterator[Article]:
            for one in inputs:
                if stop.is_set():
                    return
                read.append(_name(one))
                given = [one] if isinstance(one, Article) else load.each(one, {}, corpus.fetcher)
                for found in given:
                    if stop.is_set() or self.opening.ending.is_set():
                        return
                    if isinstance(found, LoadError):
                        name = found.name.replace(str(one), _name(one))
                        outcomes.append(Outcome("failed", name, reason=found.reason))
                        continue
                    names[found.id] = _name(one)
                    mine = isinstance(one, Path)
                    yield replace(found, origin="", sample=False) if mine else found

        with closing(corpus.adding(loaded())) as adding:  # type: ignore[type-var]
            for outcome in adding:
                yield replace(outcome, name=names.get(outcome.id, outcome.name))

    # What is taken back

    def remove(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Removes the chosen articles, or with `samples` those that ship with Beleg."""
        say = Words.wanted(request)
        try:
            corpus = self.opening.corpus()
            if event._data.get("samples"):
                ids = [one.id for one in corpus.articles() if one.sample]
            else:
                ids = [str(one) for one in event._data["ids"]]
            gone = corpus.remove(*ids)
            said = removed(len(ids), self._keep(gone), say)
            if keep := self.opening.keep():
                keep.forget(one.id for one in gone)
        except ArticleNotFound:
            said = problem(say("Some of these were gone already; choose again."))
        except BelegError as error:
            said = problem(say(error.message))
        return [said, *self.catalogue.changed(view, say)]

    def undo(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Adds again what was removed less than `UNDO` seconds ago."""
        say = Words.wanted(request)
        try:
            kept = self._kept.pop(str(event._data.get("undo")), ())
            report = self.opening.corpus().add(*kept)
            back = say.counted(len(report.outcomes) - len(report.failed), "article")
            over = "The minute is over: they are gone."
            said = note(say("{articles} added again.", articles=back) if kept else say(over))
        except BelegError as error:
            said = problem(say(error.message))
        return [said, *self.catalogue.changed(view, say)]

    def withdraw(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Marks the chosen articles as withdrawn, or with `again` lets them answer again."""
        say, ids = Words.wanted(request), [str(one) for one in event._data["ids"]]
        articles = say.counted(len(ids), "article")
        try:
            if event._data.get("again"):
                self.opening.corpus().reinstate(*ids)
                said = note(say("{articles} can answer again.", articles=articles))
            else:
                self.opening.corpus().withdraw(*ids)
                kept = "{articles} withdrawn: kept and shown, but no longer part of any answer."
                said = note(say(kept, articles=articles))
        except BelegError as error:
            said = problem(say(error.message))
        return [said, *self.catalogue.changed(view, say)]

    def _keep(self, gone: tuple[Article, ...]) -> str:
        """Keeps what was removed in memory, for `UNDO` seconds, under the name it returns."""
        name = secrets.token_hex(8)
        self._kept[name] = gone
        forget = threading.Timer(UNDO, self._kept.pop, (name, None))
        forget.daemon = True
        forget.start()
        return name


def _name(one: Input) -> str:
    """What a person knows an input by."""
    if isinstance(one, Article):
        return one.title or one.text[:60]
    return one if isinstance(one, str) else one.name
