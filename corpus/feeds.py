"""The feeds of a corpus, and what of them was read already; kept in the corpus folder.

`refresh` fetches each feed, and of its entries only those that are new or changed; an entry is
marked as read once what became of it is on disk, so that a crash repeats it and loses none. One
feed or entry that fails is reported, tried again a few times, and never stops the rest; a host
that does not answer is left alone until the next refresh, and costs its entries no try. Of
articles nothing is kept here but digests.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from corpus import load
from corpus.article import Article
from corpus.corpus import Corpus
from corpus.errors import CorpusError, LoadError, Message, Unreachable
from corpus.fetch import Fetcher
from corpus.load import feed
from corpus.load.address import is_address
from corpus.outcome import Outcome

FILE = "feeds.sqlite"
MAX_TRIES = 3
_MIN_WORDS = 40  # of an entry that can stand for its page
_Tried = tuple[feed.Entry, int]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feed (
    url TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '',
    read TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    feed TEXT NOT NULL REFERENCES feed(url) ON DELETE CASCADE, key TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY (feed, key)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: `problem` says why it could not be read the last time, if it could not; `read`
    is when it was tried last, ISO 8601, UTC; "" if never."""

    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    problem: str = ""
    read: str = ""


class Feeds:
    """The feeds of the corpus in `home`. Each call is one transaction; any process may call."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        try:
            home.mkdir(parents=True, exist_ok=True)
            with self._open() as db:
                db.executescript(_SCHEMA)
                columns = {row[1] for row in db.execute("PRAGMA table_info(feed)")}
                if "read" not in columns:  # as made before version 0.1
                    db.execute("ALTER TABLE feed ADD COLUMN read TEXT NOT NULL DEFAULT ''")
                    db.commit()
        except (OSError, sqlite3.Error) as error:
            raise CorpusError(
                "{path}: the feeds cannot be read ({reason}); delete this file and add "
                "them again: no article is lost.",
                path=self._path,
                reason=error,
            ) from error

    def add(self, url: str) -> bool:
        """Adds a feed; False if it was there. Raises `CorpusError` if it is no web address."""
        if not is_address(url):
            raise CorpusError("{url}: is no address of a feed; it begins with https://.", url=url)
        return self._change("INSERT OR IGNORE INTO feed (url) VALUES (?)", url) > 0

    def remove(self, url: str) -> bool:
        """Forgets a feed, not its articles; False if it was not there."""
        return self._change("DELETE FROM feed WHERE url = ?", url) > 0

    def all(self) -> tuple[Feed, ...]:
        """All feeds, by address."""
        with self._open() as db:
            rows = db.execute(
                "SELECT url, title, etag, modified, problem, read FROM feed ORDER BY url"
            )
            feeds = [Feed(*row) for row in rows]
        return tuple(replace(one, problem=Message.unpacked(one.problem)) for one in feeds)

    def refresh(
        self, corpus: Corpus, fetcher: Fetcher | None = None, *, only: str = ""
    ) -> Iterator[Outcome]:
        """Brings what is new into `corpus`, and yields what became of each entry, once that is
        on disk; of a feed that cannot be read, why. What is unchanged is not spoken of.

        With the address of one feed, `only` that is read.
        """
        fetcher = fetcher or corpus.fetcher
        for one in [one for one in self.all() if only in ("", one.url)]:
            try:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                self._change("UPDATE feed SET read = ? WHERE url = ?", now, one.url)
                yield from self._refresh(one, corpus, fetcher)
            except LoadError as error:
                self._change(
                    "UPDATE feed SET problem = ? WHERE url = ?", error.reason.packed(), one.url
                )
                yield Outcome("failed", one.url, reason=error.reason)

    def _refresh(self, one: Feed, corpus: Corpus, fetcher: Fetcher) -> Iterator[Outcome]:
        got = fetcher.get(one.url, one.etag, one.modified)
        if got.unchanged:
            self._change("UPDATE feed SET problem = '' WHERE url = ?", one.url)
            return
        title, entries = load.entries(one.url, got.data)
        known = self._known(one)
        read: dict[str, deque[_Tried]] = defaultdict(deque)
        silent: Counter[str] = Counter()
        titles = {_name(one, entry): entry.title for entry in entries}
        for outcome in corpus.adding(self._new(one, entries, fetcher, read, silent)):
            if outcome.id:
                entry, tries = read[outcome.id].popleft()
                self._mark(one, entry, tries if outcome.kind == "failed" else 0)
                yield replace(outcome, name=_name(one, entry))
            else:
                yield replace(outcome, title=titles.get(outcome.name, ""))
        waiting = silent or any(0 < tries < MAX_TRIES for _, tries in self._known(one).values())
        etag, modified = ("", "") if waiting else (got.etag, got.modified)
        self._change(
            "UPDATE feed SET title = ?, etag = ?, modified = ?, problem = '' WHERE url = ?",
            *(title, etag, modified, one.url),
        )
        self._forget(one, known.keys() - {entry.key for entry in entries})

    def _new(
        self,
        one: Feed,
        entries: Iterable[feed.Entry],
        fetcher: Fetcher,
        read: Mapping[str, deque[_Tried]],
        silent: Counter[str],
    ) -> Iterator[Article | LoadError]:
        """What is at the entries that are to be read, which are noted in `read` by their articles'
        ids; hosts that do not answer are counted in `silent`."""
        known = self._known(one)
        for entry in entries:
            state, tries = known.get(entry.key, ("", 0))
            if entry.state == state and (tries == 0 or tries >= MAX_TRIES):
                continue
            host = urlsplit(entry.url).netloc
            if silent[host] >= MAX_TRIES:  # the next refresh may find it awake
                continue
            found = _article(one, entry, fetcher)
            tries = (tries if entry.state == state else 0) + 1
            if isinstance(found, Article):
                read[found.id].append((entry, tries))
                yield found
                continue
            if isinstance(found, Unreachable):
                silent[host] += 1
            else:
                self._mark(one, entry, tries)
            yield LoadError(_name(one, entry), found.reason)

    def _mark(self, one: Feed, entry: feed.Entry, tries: int) -> None:
        """Notes that an entry was read, or was tried so many times in vain."""
        self._change(
            "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)",
            *(one.url, entry.key, entry.state, tries),
        )

    def _known(self, one: Feed) -> dict[str, tuple[str, int]]:
        with self._open() as db:
            rows = db.execute("SELECT key, state, tries FROM entry WHERE feed = ?", (one.url,))
            return {key: (state, tries) for key, state, tries in rows}

    def _forget(self, one: Feed, keys: set[str]) -> None:
        with self._open() as db, db:
            gone = [(one.url, key) for key in keys]
            db.executemany("DELETE FROM entry WHERE feed = ? AND key = ?", gone)

    def _change(self, statement: str, *values: str | int) -> int:
        with self._open() as db, db:
            return db.execute(statement, values).rowcount

    def _open(self) -> closing[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=30)
        db.execute("PRAGMA foreign_keys = ON")
        return closing(db)


def _name(one: Feed, entry: feed.Entry) -> str:
    return entry.url or entry.title or one.url


def _article(one: Feed, entry: feed.Entry, fetcher: Fetcher) -> Article | LoadError:
    """The page of an entry, with what the feed knows and it does not; or the entry itself."""
    found: Article | LoadError = LoadError(entry.title or one.url, "has neither address nor text.")
    if entry.url:
        (found,) = load.each(entry.url, None, fetcher)
    if isinstance(found, Article):
        return replace(
            found,
            title=found.title or entry.title,
            source=found.source or entry.source,
            published=found.published or entry.published,
            published_as=found.published_as if found.published else entry.published_as,
            authors=found.authors or entry.authors,
        )
    if len(entry.text.split()) < _MIN_WORDS:
        return found
    return Article(
        text=entry.text,
        title=entry.title,
        source=entry.source,
        published=entry.published,
        published_as=entry.published_as,
        authors=entry.authors,
        language=entry.language,
        url=entry.url,
        origin=entry.url or f"{one.url}#{entry.key}",
    )
