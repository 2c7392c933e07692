"""Whether files are as they were left: a seal over a corpus folder.

It is put on when a corpus is closed in order, has a digest of each part, and is taken off as
soon as the corpus is open. So a folder without a seal was not closed in order (a crash), and
one whose parts do not fit their seal was changed in between (damage). What to do about either
is decided in `corpus.corpus`.

Files whose sizes and times of change are those noted with the digest are not read again: a
question to a large corpus would otherwise begin and end with reading gigabytes. What the disk
itself then gets wrong is found when a row is read, by the checksums of `corpus.store`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import xxhash

State = Literal["intact", "open", "broken"]
"""As it was left; not closed in order, or never closed; changed since it was closed."""

_NAME = "seal"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Of a file, or of all in a folder: sizes and times of change, and a digest of it all."""

    status: str
    digest: str


def marks(home: Path) -> dict[str, Mark] | None:
    """What the seal on `home` says of each part; None if it cannot be read, {} without one."""
    try:
        sealed = json.loads((home / _NAME).read_bytes())
        return {part: Mark(*both) for part, both in sealed.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def states(home: Path, parts: Sequence[str]) -> dict[str, State]:
    """The state of each of `parts`, names of files or folders in `home`."""
    sealed = marks(home)
    if sealed == {}:
        return dict.fromkeys(parts, "open")
    known = sealed or {}
    return {
        part: "intact" if part in known and _fits(home / part, known[part]) else "broken"
        for part in parts
    }


def _fits(path: Path, mark: Mark) -> bool:
    return mark.status == _status(path) or mark.digest == _digest(path)


def exists(home: Path) -> bool:
    """Whether there is a seal at all, whatever it is worth."""
    return (home / _NAME).exists()


def put_on(home: Path, parts: Sequence[str], before: Mapping[str, Mark]) -> None:
    """Seals `parts` of `home`; on disk when this returns. `before` are the marks of the seal
    that was taken off, for parts that have not changed since."""
    new = {}
    for part in parts:
        status = _status(home / part)
        known = before.get(part)
        same = known is not None and known.status == status
        new[part] = (status, known.digest if known and same else _digest(home / part))
    fresh = home / f"{_NAME}.part"
    try:
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(new, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(home / _NAME)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(home)


def take_off(home: Path) -> None:
    """Says that `home` is in use; on disk when this returns."""
    (home / _NAME).unlink(missing_ok=True)
    _sync(home)


def _digest(path: Path) -> str:
    """Of the content of a file, or of the names and contents of all files in a folder."""
    hashed = xxhash.xxh3_128()
    for one in _files(path):
        hashed.update(f"{one.relative_to(path)}\0{one.stat().st_size}\0".encode())
        with one.open("rb") as file:
            while block := file.read(_BLOCK):
                hashed.update(block)
    return hashed.hexdigest()


def _status(path: Path) -> str:
    hashed = xxhash.xxh3_128()
    for one in _files(path):
        told = one.stat()
        hashed.update(f"{one.relative_to(path)}\0{told.st_size}\0{told.st_mtime_ns}\0".encode())
    return hashed.hexdigest()


def _files(path: Path) -> list[Path]:
    """The file itself, or all in the folder; none if it is not there."""
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def _sync(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
