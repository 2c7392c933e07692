"""The `beleg` command: what is typed to what is called.

Answers and lists go to stdout; complaints, each one sentence, and progress go to stderr, the
latter only to a terminal. Exit status: 0 answered, or refused honestly; 1 something failed
for some input and the rest is done; 2 wrong usage; 130 interrupted.

Each group of commands is a module that adds them with their options and runs them: `library`,
`incoming`, `asking`, `doctor`, and the measures of `qa.evaluate`. Nothing heavy is imported
before it is needed, so that `--help` comes at once. How things are printed is in `qa.terminal`.
"""

from __future__ import annotations

import argparse
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from corpus.errors import BelegError, QuestionError, SettingsError
from corpus.settings import Settings
from qa.cli.asking import add_asking
from qa.cli.doctor import add_doctor
from qa.cli.incoming import add_incoming
from qa.cli.library import add_library
from qa.evaluate.command import add_measures
from qa.terminal import INTERRUPTED, StatusLine, complain

_NOBODY_READS = 141  # 128 + SIGPIPE, as shells count


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; never raises for what a user can cause."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(argv)
        sys.stdout.flush()
        return status
    except SystemExit as end:  # of argparse: help, or wrong usage
        return int(end.code or 0)
    except BelegError as error:
        return complain(error, 2 if isinstance(error, SettingsError | QuestionError) else 1)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
        return _NOBODY_READS
    except (OSError, sqlite3.DatabaseError) as error:
        return complain(_reason(error), 1)


def _reason(error: OSError | sqlite3.DatabaseError) -> str:
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}; what was done before that stands."
    return f"The corpus could not be read or written ({error}); see `beleg doctor`."


def _run(argv: Sequence[str] | None) -> int:
    asked = _parser().parse_args(argv)
    settings = Settings.from_environment()
    if home := getattr(asked, "home", None):
        settings = replace(settings, home=home)
    if model := getattr(asked, "model", None):
        settings = replace(settings, model=model)
    line = StatusLine()
    try:
        return int(asked.run(asked, settings, line))
    finally:
        line.clear()


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {message}; see `{self.prog} --help`.", 2)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument(
        *("--home",),
        type=_folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder of the corpus; by default $BELEG_HOME, else the user's data folder",
    )
    parser = _Parser(
        prog="beleg",
        description="Ask the news, get receipts: answers with citations to the exact sentence.",
        parents=[home],
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(under: Any, name: str, run: Any, what: str) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = under.add_parser(
            name, help=what, description=what, parents=[home], allow_abbrev=False
        )
        if run:
            one.set_defaults(run=run)
        return one

    add_library(command, commands)
    add_incoming(command, commands)
    add_asking(command, commands)
    measures = command(commands, "eval", None, "measure Beleg on questions with known answers")
    add_measures(command, measures.add_subparsers(metavar="MEASURE", required=True))
    add_doctor(command, commands)
    return parser


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the folder has no name")
    return Path(text)
