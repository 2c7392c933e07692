"""The folder of a corpus: what is in it, and who has it.

What the files hold is the business of `corpus.store` and `corpus.vectors`.
"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from corpus import seal
from corpus.errors import CorpusDamaged, CorpusLocked, Message

STORE, INDEX = "articles.sqlite", "index"
PARTS = (STORE, f"{STORE}-wal", INDEX)
"""What is sealed when a corpus is closed."""


def locked(home: Path) -> FileLock:
    """The lock on a corpus folder, held. Raises `CorpusLocked`."""
    lock = FileLock(home / "lock", thread_local=False)  # any thread may close the corpus
    owner = home / "owner"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = (
            owner.read_text(encoding="utf-8", errors="replace")
            if owner.is_file()
            else Message("another process")
        )
        raise CorpusLocked(
            "{home}: in use by {who}; end that one first, or use another folder with --home.",
            home=home,
            who=who,
        ) from None
    owner.write_text(f"process {os.getpid()}", encoding="utf-8")
    return lock


def refuse_emptied(home: Path) -> None:
    """Raises `CorpusDamaged` if the articles are gone from a folder that had some."""
    store = home / STORE
    if store.exists() and store.stat().st_size:
        return
    log = home / f"{STORE}-wal"
    if log.exists() and log.stat().st_size:
        return
    if seal.exists(home) or any((home / INDEX).glob("*/chroma.sqlite3")):
        raise CorpusDamaged(
            "{store}: {what}, but the folder has been used; put back a copy of this "
            "file, or begin anew in another folder.",
            store=store,
            what=Message("is empty" if store.exists() else "is missing"),
        )
