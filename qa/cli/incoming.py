"""`beleg feeds` and `beleg watch`: commands that bring in news again and again.

Between two rounds the corpus is closed, so that other commands can have it.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CorpusLocked
from corpus.settings import Settings
from qa.terminal import StatusLine, complain, json_option, print_json, say

if TYPE_CHECKING:
    from corpus import Corpus, Outcome

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST_SECONDS, _MOST_SECONDS = 1, 7 * 86400
_LOOK = 1000  # milliseconds for which changes are waited for
_WAIT = 2.0  # seconds, while another process has the corpus


def add_incoming(command: Any, commands: Any) -> None:
    """Adds both commands to those that can be typed."""
    feeds = command(commands, "feeds", None, "RSS, Atom and JSON feeds, news sitemaps")
    under = feeds.add_subparsers(metavar="WHAT", required=True)
    for name, run, what in (
        ("add", _add, "read a feed from now on"),
        ("remove", _remove, "read a feed no more; its articles stay"),
    ):
        one = command(under, name, run, what)
        one.add_argument("urls", nargs="+", metavar="URL")
    json_option(command(under, "list", _list, "the feeds there are"))
    refresh = command(under, "refresh", _refresh, "bring in what is new")
    refresh.add_argument(
        "--every", type=_seconds, metavar="TIME", help="again and again, as in 15m or 1h"
    )
    watch = command(commands, "watch", _watch, "add files as they come into a folder")
    watch.add_argument("folder", type=Path, metavar="FOLDER")


def _seconds(text: str) -> int:
    match = re.fullmatch(r"(\d{1,6})([smhd])", text.strip())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not _LEAST_SECONDS <= seconds <= _MOST_SECONDS:
        raise argparse.ArgumentTypeError(f'"{text}" is no time from 1s to 7d, such as 15m')
    return seconds


def _add(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus.feeds import Feeds

    feeds = Feeds(settings.home)
    for url in asked.urls:
        say(f"{'added' if feeds.add(url) else 'unchanged'}  {url}")
    return 0


def _remove(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus.feeds import Feeds

    feeds = Feeds(settings.home)
    missing = [url for url in asked.urls if not feeds.remove(url)]
    for url in missing:
        complain(f"{url}: is none of the feeds; `beleg feeds list` shows them.", 1)
    return 1 if missing else 0


def _list(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus.feeds import Feeds

    feeds = Feeds(settings.home).all()
    if asked.json:
        print_json([asdict(one) for one in feeds])
        return 0
    for one in feeds:
        say("  ".join(filter(None, [one.url, one.title, one.problem and f"({one.problem})"])))
    if not feeds:
        complain("No feeds yet; add one with `beleg feeds add URL`.", 0)
    return 0


def _refresh(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus
    from corpus.feeds import Feeds
    from corpus.fetch import Fetcher

    feeds, fetcher = Feeds(settings.home), Fetcher(settings.allowed)  # that knows robots.txt
    while True:
        try:
            with Corpus(settings, line) as corpus:
                failed = _told(feeds.refresh(corpus, fetcher), line)
        except CorpusLocked:
            if not asked.every:
                raise
            failed = False  # somebody works with it; the next round will do
        if not asked.every:
            return 1 if failed else 0
        time.sleep(asked.every)


def _watch(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from watchfiles import watch

    from corpus import load

    if not asked.folder.is_dir():
        return complain(f"{asked.folder}: is no folder.", 2)
    changes = watch(asked.folder, yield_on_timeout=True, rust_timeout=_LOOK, raise_interrupt=True)
    next(changes)  # it watches from now on, while what is there is added
    changed = list(load.files([asked.folder]))
    while True:
        if changed:
            with _when_free(settings, line) as corpus:
                _told(corpus.adding(changed), line)
        paths = {Path(path) for _, path in next(changes)}
        changed = sorted(path for path in paths if path.is_file() and _is_wanted(path))


def _when_free(settings: Settings, line: StatusLine) -> Corpus:
    """The corpus, once no other process has it: what came in waits so long."""
    from corpus import Corpus

    told = False
    while True:
        try:
            return Corpus(settings, line)
        except CorpusLocked as error:
            if not told:
                complain(error, 1)
            told = True
            time.sleep(_WAIT)


def _is_wanted(path: Path) -> bool:
    from corpus import load

    return not path.name.startswith(".") and load.is_known(path.name)


def _told(outcomes: Iterable[Outcome], line: StatusLine) -> bool:
    """Prints what became of each; whether one failed."""
    failed = False
    for outcome in outcomes:
        line.clear()
        if outcome.kind == "failed":
            failed = True
            complain(f"{outcome.name}: {outcome.reason}", 1)
        else:
            say(f"{outcome.kind:<9}  {outcome.id}  {outcome.title or outcome.name}")
    return failed
