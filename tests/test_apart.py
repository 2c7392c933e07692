"""Files that would take all time or memory, or break their parser: each ends, the rest is read."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from corpus import Article
from corpus.errors import LoadError, TooHard
from corpus.load import apart, each
from corpus.load.archive import MAX_MEMBER_BYTES

TEXT = "Der Stadtrat von Ahrenfeld hat am Montag den Neubau der Brücke über die Lauter beschlossen."


@pytest.fixture(autouse=True)
def _new_processes() -> Iterator[None]:
    apart._end_all()  # those of other tests have other limits
    yield
    apart._end_all()


def long_table(rows: int) -> bytes:
    """A Word file of a table that takes long to read: 25 rows a millisecond, and slower."""
    document = Document()
    document.add_table(1, 20)
    stream = BytesIO()
    document.save(stream)
    made = BytesIO()
    with ZipFile(stream) as plain, ZipFile(made, "w", ZIP_DEFLATED) as long:
        for name in plain.namelist():
            data = plain.read(name)
            if name == "word/document.xml":
                start, end = data.index(b"<w:tr>"), data.index(b"</w:tbl>")
                data = data[:start] + data[start:end] * rows + data[end:]
            long.writestr(name, data)
    return made.getvalue()


def zipped(folder: Path, members: Mapping[str, str | bytes]) -> Path:
    with ZipFile(folder / "some.zip", "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return folder / "some.zip"


def reasons(found: list[Article | LoadError]) -> list[str]:
    return [one.reason if isinstance(one, LoadError) else one.text for one in found]


def test_file_that_takes_too_long_ends_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3)
    path = zipped(tmp_path, {"a.txt": TEXT, "b.docx": long_table(20_000), "c.txt": TEXT})
    began = time.monotonic()
    first, hard, last = reasons(list(each(path)))
    assert first == last == TEXT
    assert "takes over 3 seconds" in hard
    assert time.monotonic() - began < 60


def test_archive_of_many_such_files_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    path = zipped(tmp_path, dict.fromkeys((f"{one}.docx" for one in range(9)), long_table(20_000)))
    *hard, last = each(path)
    assert [type(one) for one in hard] == [TooHard] * 3
    assert isinstance(last, LoadError)
    assert "given up" in last.reason


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="has no such limit")
def test_file_that_takes_too_much_memory_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MEMORY", 100_000_000)
    (tmp_path / "a.docx").write_bytes(long_table(20_000))
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (found,) = each(tmp_path / "a.docx")
    assert isinstance(found, LoadError)
    assert reasons(list(each(tmp_path / "b.txt"))) == [TEXT]


def test_process_that_is_gone_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert reasons(list(each(path))) == [TEXT]
    (waiting,) = apart._idle[os.getpid()]
    process = waiting._process
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert reasons(list(each(path))) == [TEXT]
    (other,) = apart._idle[os.getpid()]
    assert other is not waiting


def test_one_process_reads_one_file_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "c.md").write_text(f"# Titel\n\n{TEXT}", encoding="utf-8")
    seen = set()
    for name in ("a.txt", "b.json", "c.md", "a.txt"):
        assert list(each(tmp_path / name))
        (waiting,) = apart._idle[os.getpid()]
        seen.add(waiting._process.pid)
    assert len(seen) == 1


def test_long_answers_and_long_questions_do_not_block_each_other(tmp_path: Path) -> None:
    rows = "\n".join(f'{{"title": "Nr. {one}", "text": "{TEXT}"}}' for one in range(5_000))
    (tmp_path / "a.jsonl").write_text(rows, encoding="utf-8")
    assert len(rows) < MAX_MEMBER_BYTES
    assert len({one.id for one in each(tmp_path / "a.jsonl") if isinstance(one, Article)}) == 5_000


def test_who_stops_listening_ends_the_process(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{TEXT}"}}\n' * 9, encoding="utf-8")
    found = each(tmp_path / "a.jsonl")
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert not apart._idle[os.getpid()]
