"""What the feeds of the page do: they are listed, added, read now and forgotten, and read again
by themselves every `EVERY` seconds while the page is served.

What of a feed is new is known by `corpus.feeds`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import gradio as gr
from babel.dates import format_datetime

from corpus import BelegError, Outcome, Report
from corpus.feeds import Feed, Feeds
from page.catalogue import Catalogue
from page.markup import note, problem
from page.report import told
from page.table import View
from page.words import Words

EVERY = 30 * 60  # seconds
_LOOK = 20.0  # seconds between two looks at which feeds are due


class Subscribing:
    """The feeds of the corpus that `catalogue` shows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self.opening = catalogue, catalogue.opening
        self._reading = threading.Lock()  # one at a time: two would fetch the same
        self.opening.beside(threading.Thread(target=self._keep_up, name="feeds", daemon=True))

    def shown(self, request: gr.Request) -> str:
        """The feeds and how they are."""
        return self._shown(Words.wanted(request))

    def add(self, address: str, view: View, request: gr.Request) -> Iterator[list[Any]]:
        """Adds a feed and reads it."""
        say, url = Words.wanted(request), address.strip()
        if not url:
            yield [gr.skip()] * 6
            return
        try:
            self._feeds().add(url)
        except BelegError as error:
            yield [gr.skip(), gr.skip(), problem(say(error.message)), *[gr.skip()] * 3]
            return
        yield [
            "",
            self._shown(say),
            note(escape(say("Reading {feed}…", feed=url))),
            *[gr.skip()] * 3,
        ]
        for result in self._told(url, view, say):
            yield [gr.skip(), *result]

    def refresh(self, view: View, event: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
        """Reads the feed that was clicked, now."""
        say, url = Words.wanted(request), str(event._data.get("feed"))
        yield [gr.skip(), note(escape(say("Reading {feed}…", feed=url))), *[gr.skip()] * 3]
        yield from self._told(url, view, say)

    def remove(self, event: gr.EventData, request: gr.Request) -> list[str]:
        """Forgets a feed; its articles stay."""
        say, url = Words.wanted(request), str(event._data.get("feed"))
        try:
            self._feeds().remove(url)
        except BelegError as error:
            return [self._shown(say), problem(say(error.message))]
        said = say("{feed} is no longer read; its articles stay.", feed=url)
        return [self._shown(say), note(escape(said))]

    def _told(self, url: str, view: View, say: Words) -> Iterator[list[Any]]:
        """The list, what became of each entry, the report, the table and the state line."""
        outcomes: list[Outcome] = []
        try:
            for outcome in self._read(url):
                outcomes.append(outcome)
                now = say("Reading {feed}: {count}", feed=url, count=say.number(len(outcomes)))
                yield [gr.skip(), note(escape(now)), *[gr.skip()] * 3]
            report = Report(tuple(outcomes))
            said = told(report, say) if outcomes else note(escape(say("Nothing new in it.")))
        except BelegError as error:
            report, said = Report(tuple(outcomes)), problem(say(error.message))
        yield [self._shown(say), said, report, *self._catalogue.changed(view, say)]

    def _read(self, url: str) -> Iterator[Outcome]:
        """What becomes of the new entries of a feed, unless the page ends."""
        with (
            self._reading,
            closing(self._feeds().refresh(self.opening.corpus(), only=url)) as reading,  # type: ignore[type-var]
        ):
            for outcome in reading:
                yield outcome
                if self.opening.ending.is_set():
                    return

    def _keep_up(self) -> None:
        """Reads the feeds that are due, as long as the page is served."""
        while not self.opening.ending.wait(_LOOK):
            if not self.opening.ready.is_set():
                continue
            try:
                due = [one for one in self._feeds().all() if _next(one) <= datetime.now(UTC)]
                for feed in due:
                    for _ in self._read(feed.url):
                        pass
            except BelegError as error:
                logging.warning("Feeds: %s", error)
            except Exception:
                logging.exception("A feed could not be read.")

    def _feeds(self) -> Feeds:
        return Feeds(self.opening.corpus().home)

    def _shown(self, say: Words) -> str:
        try:
            feeds = self._feeds().all()
        except BelegError as error:
            return note(escape(say(error.message)))
        if not feeds:
            return f'<p class="soft">{say("No feeds yet.")}</p>'
        return f'<ul class="feeds">{"".join(_row(one, say) for one in feeds)}</ul>'


def _next(feed: Feed) -> datetime:
    """When a feed is read next."""
    if not feed.read:
        return datetime.now(UTC)
    return datetime.fromisoformat(feed.read) + timedelta(seconds=EVERY)


def _row(feed: Feed, say: Words) -> str:
    times = {
        "read": _time(datetime.fromisoformat(feed.read), say) if feed.read else say("not yet"),
        "next": _time(_next(feed), say),
    }
    how = f'<span class="problem">{escape(say(feed.problem))}</span>' if feed.problem else ""
    url, name = escape(feed.url), escape(feed.title or feed.url)
    return (
        f'<li><b title="{url}">{name}</b> {how}'
        f'<span class="soft">{escape(say("read {read}, next {next}", **times))}</span>'
        f'<span class="bar"><button type="button" data-event="refreshing" data-feed="{url}" '
        f'aria-label="{escape(say("Read {feed} now", feed=feed.url))}">{say("Read now")}</button>'
        f'<button type="button" data-event="forgetting" data-feed="{url}" '
        f'aria-label="{escape(say("Forget {feed}", feed=feed.url))}">{say("Forget")}</button>'
        "</span></li>"
    )


def _time(when: datetime, say: Words) -> str:
    return format_datetime(when.astimezone(), "short", locale=say.locale)
