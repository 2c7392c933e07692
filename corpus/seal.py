"""Whether files are as they were left: a seal over a corpus folder.

It is put on when a corpus is closed in order, has a digest of each part, and is taken off as
soon as the corpus is open. So a folder without a seal was not closed in order (a crash), and
one whose parts do not fit their seal was changed in between (damage). What to do about either
is decided in `corpus.corpus`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import xxhash

State = Literal["intact", "open", "broken"]
"""As it was left; not closed in order, or never closed; changed since it was closed."""

_NAME = "seal"
_BLOCK = 1 << 20


def states(home: Path, parts: Sequence[str]) -> dict[str, State]:
    """The state of each of `parts`, names of files or folders in `home`."""
    try:
        sealed = json.loads((home / _NAME).read_bytes())
    except FileNotFoundError:
        return dict.fromkeys(parts, "open")
    except (OSError, ValueError):
        sealed = None
    if not isinstance(sealed, dict):
        return dict.fromkeys(parts, "broken")
    return {
        part: "intact" if sealed.get(part) == digest(home / part) else "broken" for part in parts
    }


def exists(home: Path) -> bool:
    """Whether there is a seal at all, whatever it is worth."""
    return (home / _NAME).exists()


def put_on(home: Path, digests: Mapping[str, str]) -> None:
    """Seals `home`; on disk when this returns."""
    part = home / f"{_NAME}.part"
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(digests, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(home / _NAME)
    finally:
        part.unlink(missing_ok=True)
    _sync(home)


def take_off(home: Path) -> None:
    """Says that `home` is in use; on disk when this returns."""
    (home / _NAME).unlink(missing_ok=True)
    _sync(home)


def digest(path: Path) -> str:
    """Of the content of a file, or of the names and contents of all files in a folder."""
    hashed = xxhash.xxh3_128()
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    for one in files:
        hashed.update(f"{one.relative_to(path)}\0{one.stat().st_size}\0".encode())
        with one.open("rb") as file:
            while block := file.read(_BLOCK):
                hashed.update(block)
    return hashed.hexdigest()


def _sync(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
