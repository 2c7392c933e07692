"""What the `beleg` command says: lines, JSON, complaints, and how far something is.

Articles are other people's text: what they could do to a terminal is taken out of every line.
"""

from __future__ import annotations

import argparse
import codecs
import json
import re
import shutil
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus import Article

INTERRUPTED = 130
"""Exit status, as shells count: 128 + SIGINT."""

_BACKWARDS = "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what is around them
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BACKWARDS}]")
_TURNS = re.compile(f"[{_BACKWARDS}]")
_QUIET_SECONDS = 2.0
_RATE = " a second"


class StatusLine:
    """One line on the terminal that says what is taking long; silent if there is none."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._began = time.perf_counter()
        self._written = False

    def __call__(self, message: str, fraction: float) -> None:
        """Shows `message` and how far it is, a fraction in [0, 1]; 1 is the end of it."""
        percent = f" {fraction:.0%}" if 0 < fraction < 1 else ""
        self._show("" if fraction >= 1 else f"{message}…{percent}")

    def count(self, done: int, total: int, began: float, what: str) -> None:
        """Shows a bar with the rate and the time left; `what` is counted."""
        if not self._shows or time.perf_counter() - self._began < _QUIET_SECONDS:
            return
        from tqdm import tqdm

        elapsed = time.perf_counter() - began
        width = shutil.get_terminal_size().columns - 1 - len(_RATE)
        meter = tqdm.format_meter(done, total, elapsed, ncols=width, prefix=what, unit="")
        self._show(meter.replace("s/]", " s each]").replace("/s]", f"{_RATE}]"))

    def clear(self) -> None:
        """Takes the line away."""
        if self._written:
            self._show("")
            self._written = False

    def _show(self, text: str) -> None:
        if self._shows:
            sys.stderr.write(f"\r\x1b[K{safe(text)}")
            sys.stderr.flush()
            self._written = True


def safe(text: str) -> str:
    """`text` with "\\ufffd" in place of what commands a terminal or reverses what it shows."""
    return _UNSAFE.sub("\ufffd", text)


def say(line: str) -> None:
    """Prints one line, whatever is in it, at once: `beleg watch` may be followed in a file."""
    print(safe(" ".join(line.split("\n"))), flush=True)


def complain(problem: object, status: int) -> int:
    """Says on stderr what is wrong, and returns `status`."""
    print(safe(" ".join(str(problem).split("\n"))), file=sys.stderr)
    return status


def print_json(value: dict[str, Any] | Iterable[Any]) -> None:
    """Prints JSON in UTF-8, or in ASCII where stdout has no UTF-8."""
    ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    print(_TURNS.sub(lambda mark: f"\\u{ord(mark.group()):04x}", text))


def json_option(parser: argparse.ArgumentParser) -> None:
    """Adds `--json` to a command."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def identity(article: Article) -> dict[str, str]:
    """What is printed of an article wherever it is named, as JSON."""
    names = ("id", "title", "url", "source", "published", "language")
    return {name: getattr(article, name) for name in names}
