"""Conversations and feedback kept across restarts: one SQLite file in the folder of the corpus.

Each row belongs to one visitor, known by a hash of the token that only their browser holds;
nobody reads or changes another's. Of a quote only its place is kept, never its words: they
are read from the article when the conversation is opened. When an article is removed, the
answers that rest on it are forgotten, from the disk too.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import Article, BelegError
from corpus.listing import Filter
from page.turn import Turn, Turns
from qa.answer import Answer, AnswerSentence, Quote, Seconds

LISTED = 200  # conversations at most, the latest first
TITLE = 120  # characters
GONE = "An article that this answer rested on has been removed; ask again."
REASONS = ("right", "wrong answer", "wrong source", "should have been found")
_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, visitor TEXT NOT NULL, title TEXT NOT NULL, changed TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_by_visitor ON conversations (visitor, changed);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position INTEGER, question TEXT, answer TEXT, PRIMARY KEY (conversation, position));
CREATE TABLE IF NOT EXISTS links (
    name TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations (id)
    ON DELETE CASCADE, question TEXT, answer TEXT);
CREATE TABLE IF NOT EXISTS feedback (
    visitor TEXT, question TEXT, language TEXT, reason TEXT, article TEXT,
    start INTEGER, end INTEGER, told TEXT, PRIMARY KEY (visitor, question))"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation in the list; `changed` is when, ISO 8601."""

    id: str
    title: str
    changed: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer: one of `REASONS`, and the best quote it had."""

    question: str
    language: str
    reason: str
    article: str
    start: int
    end: int


class Keep:
    """The one file. Methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise BelegError(
                "{path}: the conversations cannot be read ({reason}); move this file away.",
                path=path,
                reason=error,
            ) from error

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    def save(self, visitor: str, conversation: str, turns: Turns) -> str:
        """Keeps `turns` as one conversation, a new one if `conversation` is "".

        Returns its id. One that is not the visitor's is left alone, and a new one is made.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        rows = [(turn.question, json.dumps(_packed(turn.answer))) for turn in turns]
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if not self._is_of(visitor, conversation):
                conversation = secrets.token_hex(8)
                title = " ".join(turns[0].question.split())[:TITLE]
                self._db.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?)",
                    (conversation, _hash(visitor), title, now),
                )
            self._db.execute(
                "UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation)
            )
            self._db.execute("DELETE FROM turns WHERE conversation = ?", (conversation,))
            self._db.executemany(
                "INSERT INTO turns VALUES (?, ?, ?, ?)",
                [(conversation, at, *row) for at, row in enumerate(rows)],
            )
        return conversation

    def listed(self, visitor: str, words: str = "") -> list[Conversation]:
        """The visitor's conversations, the latest first; those with `words` in their title,
        questions or answers."""
        like = "%" + words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        rows = self._rows(
            r"SELECT id, title, changed FROM conversations WHERE visitor = ? AND (? = '' "
            r"OR title LIKE ? ESCAPE '\' OR EXISTS (SELECT 1 FROM turns WHERE conversation = id "
            r"AND (question LIKE ? ESCAPE '\' OR answer LIKE ? ESCAPE '\'))) "
            "ORDER BY changed DESC LIMIT ?",
            (_hash(visitor), words, like, like, like, LISTED),
        )
        return [Conversation(*row) for row in rows]

    def turns(self, visitor: str, conversation: str, get: Callable[[str], Article]) -> Turns:
        """A conversation as it was; () if the visitor has none with that id.

        `get` finds an article by its id, or raises `BelegError`.
        """
        rows = self._rows(
            "SELECT question, answer FROM turns JOIN conversations ON id = conversation "
            "WHERE visitor = ? AND id = ? ORDER BY position",
            (_hash(visitor), conversation),
        )
        return tuple(_turn(question, json.loads(answer), get) for question, answer in rows)

    def share(self, visitor: str, conversation: str, turn: Turn) -> str:
        """The name by which anybody finds this answer, as long as the visitor keeps the
        conversation; "" if it is not theirs."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            if not self._is_of(visitor, conversation):
                return ""
            packed = json.dumps(_packed(turn.answer))
            self._db.execute(
                "INSERT INTO links VALUES (?, ?, ?, ?)", (name, conversation, turn.question, packed)
            )
        return name

    def shared(self, name: str, get: Callable[[str], Article]) -> Turn | None:
        """The answer of that name, if there is one; `get` as in `turns`."""
        rows = self._rows("SELECT question, answer FROM links WHERE name = ?", (name,))
        return _turn(rows[0][0], json.loads(rows[0][1]), get) if rows else None

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Gives the visitor's conversation another title, if there is anything in it."""
        if title := " ".join(title.split())[:TITLE]:
            with self._lock:
                self._db.execute(
                    "UPDATE conversations SET title = ? WHERE visitor = ? AND id = ?",
                    (title, _hash(visitor), conversation),
                )

    def delete(self, visitor: str, conversation: str) -> None:
        """Deletes the visitor's conversation, from the disk too."""
        with self._lock:
            self._db.execute(
                "DELETE FROM conversations WHERE visitor = ? AND id = ?",
                (_hash(visitor), conversation),
            )
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget(self, articles: Iterable[str]) -> None:
        """Forgets every answer that rests on one of these articles; questions stay."""
        with self._lock:
            for one in articles:
                self._db.execute(
                    "UPDATE turns SET answer = 'false' WHERE answer LIKE ?", (f'%"{one}"%',)
                )
                self._db.execute("DELETE FROM links WHERE answer LIKE ?", (f'%"{one}"%',))
                self._db.execute("DELETE FROM feedback WHERE article = ?", (one,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def judge(self, visitor: str, answer: Answer, reason: str) -> None:
        """Keeps what the visitor thinks of an answer; the last word counts."""
        if reason not in REASONS:
            return
        best = next(iter(answer.citations or answer.quotes), None)
        place = (best.article.id, best.start, best.end) if best else ("", 0, 0)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._lock:
            self._db.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (_hash(visitor), answer.question, answer.language, reason, *place, now),
            )

    def feedback(self, visitor: str) -> list[Feedback]:
        """What the visitor thought of answers, the oldest first."""
        rows = self._rows(
            "SELECT question, language, reason, article, start, end FROM feedback "
            "WHERE visitor = ? ORDER BY told",
            (_hash(visitor),),
        )
        return [Feedback(*row) for row in rows]

    def _is_of(self, visitor: str, conversation: str) -> bool:
        return bool(
            self._rows(
                "SELECT 1 FROM conversations WHERE id = ? AND visitor = ?",
                (conversation, _hash(visitor)),
            )
        )

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()


def _hash(visitor: str) -> str:
    return hashlib.sha256(visitor.encode()).hexdigest()


def _packed(answer: Answer | None) -> Any:
    """An answer as JSON, without the words of its quotes; None if there is none."""
    if answer is None:
        return None
    quotes = {one.number: one for one in (*answer.quotes, *answer.citations)}
    return {
        "about": [answer.question, answer.language, answer.model, answer.refused, answer.notice],
        "standalone": answer.standalone,
        "within": asdict(answer.within),
        "seconds": [answer.seconds.retrieve, answer.seconds.write],
        "sentences": [
            [one.text, [quote.number for quote in one.citations], one.verdict, one.reason, one.own]
            for one in answer.sentences
        ],
        "quotes": [
            [one.number, one.article.id, one.start, one.end, one.score, one.before, also]
            for one in quotes.values()
            for also in [[other.id for other in one.also]]
        ],
    }


def _turn(question: str, packed: Any, get: Callable[[str], Article]) -> Turn:
    if packed is None:
        return Turn(question, problem="This was not answered.", over=True)
    if packed is False:
        return Turn(question, problem=GONE, over=True)
    try:
        quotes = {
            number: Quote(
                number, get(article), start, end, score, before, tuple(get(one) for one in also)
            )
            for number, article, start, end, score, before, also in packed["quotes"]
        }
    except BelegError:
        return Turn(question, problem=GONE, over=True)
    asked, language, model, refused, notice = packed["about"]
    sentences = tuple(
        AnswerSentence(
            text,
            tuple(quotes[number] for number in cited),
            verdict,
            reason,
            tuple((start, end) for spans in own for start, end in spans),
        )
        for text, cited, verdict, reason, *own in packed["sentences"]  # none in older ones
    )
    found = tuple(quotes.values())
    seconds = Seconds(*packed["seconds"])
    standalone, within = packed.get("standalone", ""), Filter(**packed.get("within", {}))
    answer = Answer(
        asked, language, model, sentences, found, refused, notice, seconds, standalone, within
    )
    return Turn(question, quotes=found, answer=answer, over=True)
