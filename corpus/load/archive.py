"""ZIP archives: each file in them as if it stood alone, unpacked in memory, one at a time.

Nothing is written to disk. Names that point outside the archive, encrypted members, archives
in archives and what unpacks to far more than it should are refused, and the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.errors import LoadError, Message

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 500_000_000
_MAX_RATIO = 200
_SMALL = 1_000_000  # a small text may well be packed more tightly
_ENCRYPTED = 0x1
_SYMLINK, _FILE_KINDS = 0o120000, 0o170000


def members(name: str, data: bytes) -> Iterator[tuple[str, bytes] | LoadError]:
    """(name, content) of every file in a ZIP archive, or why one cannot be had.

    Raises `LoadError` if the archive itself cannot be read, or holds too much.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise LoadError(name, "is damaged or not a ZIP archive; fetch it again.") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_MEMBERS:
            raise LoadError(name, "holds over {most:,} files; split it.", most=MAX_MEMBERS)
        if not entries:
            raise LoadError(name, "is an archive without files.")
        unpacked = 0
        for entry in entries:
            where = f"{name}: {entry.filename[:200]}"
            if reason := _refusal(entry):
                yield LoadError(where, reason)
                continue
            try:
                with archive.open(entry) as member:
                    content = member.read(MAX_MEMBER_BYTES + 1)
            except Exception as error:  # noqa: BLE001 - zlib, lzma and bz2 raise their own kinds
                yield LoadError(
                    where, "is damaged in the archive ({reason}).", reason=type(error).__name__
                )
                continue
            unpacked += len(content)
            if len(content) > MAX_MEMBER_BYTES:
                yield LoadError(
                    where, "unpacks to over {most:.0f} MB.", most=MAX_MEMBER_BYTES / 1e6
                )
            elif unpacked > MAX_UNPACKED_BYTES:
                raise LoadError(
                    name, "unpacks to over {most:.0f} MB.", most=MAX_UNPACKED_BYTES / 1e6
                )
            else:
                yield where, content


def _refusal(entry: ZipInfo) -> str:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "has a name that points outside the archive."
    if entry.flag_bits & _ENCRYPTED:
        return "is protected by a password; unpack it first."
    if entry.external_attr >> 16 & _FILE_KINDS == _SYMLINK:
        return "is a link, not a file."
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > MAX_MEMBER_BYTES or (ratio > _MAX_RATIO and entry.file_size > _SMALL):
        return Message("unpacks to {size:,.0f} MB; that is no text.", size=entry.file_size / 1e6)
    return ""
