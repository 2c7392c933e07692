"""What others wrote is read apart: in a process that may be ended.

Parsers, many of them in C, can be led to take hours, gigabytes, or the whole process down with
them. So the bytes go to a child process that has a limit of time for each article and one of
memory, is started when first needed, and goes on to the next input; one that breaks off is
replaced. It answers in lines of JSON, which can do no harm. What it does with the bytes is the
business of `corpus.load.readers`.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.errors import Message, TooHard

SECONDS = 90
"""The longest time that one article may take."""

MEMORY = 2 << 30
"""Bytes that reading may take; Linux holds it to that, macOS does not."""

_MOST_IDLE = 2
_idle: dict[int, list[_Worker]] = {}
"""Child processes that wait for work, by the process that started them."""

_CHILD = """
import json, sys
sys.path[:], seconds, memory = json.loads(sys.stdin.buffer.readline())
from corpus.load.apart import serve
serve(seconds, memory)
"""


def answers(name: str, task: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    """What the child process finds in `data`, one after the other.

    Raises `TooHard` if that ended it; what was found before is had.
    """
    worker = _at_work(task, data)
    done = False
    try:
        while not done:
            answer = worker.answer()
            if answer is None:
                raise TooHard(name, worker.end())
            done = not answer or "last" in answer
            if answer:
                yield answer
    finally:
        waiting = _idle.setdefault(os.getpid(), [])
        if done and len(waiting) < _MOST_IDLE:
            waiting.append(worker)
        else:
            worker.end()


def _at_work(task: dict[str, Any], data: bytes) -> _Worker:
    waiting = _idle.setdefault(os.getpid(), [])
    with suppress(IndexError):
        while True:
            worker = waiting.pop()
            with suppress(OSError):
                worker.ask(task, data)
                return worker
            worker.end()  # it was gone
    worker = _Worker()
    with suppress(OSError):  # it will be seen when it answers
        worker.ask(task, data)
    return worker


class _Worker:
    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  this Python, no shell
            [sys.executable, "-P", "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent
        )
        with suppress(OSError):
            self._send(json.dumps([sys.path, SECONDS, MEMORY]).encode() + b"\n")

    def ask(self, task: dict[str, Any], data: bytes) -> None:
        """Hands over one input. Raises `OSError` if the process is gone."""
        self._send(json.dumps([task, len(data)]).encode() + b"\n", data)

    def _send(self, *parts: bytes) -> None:
        assert self._process.stdin is not None
        for part in parts:
            self._process.stdin.write(part)
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any] | None:
        """The next answer; {} at the end of the input, None if the process is gone. One with
        "last" in it is followed by none."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None

    def end(self) -> Message:
        """Ends the process; returns why it ended, if it had by itself."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.kill()  # it keeps nothing, and if it is gone the reason stays
        with suppress(OSError):
            self._process.stdin.close()
        if self._process.wait() == -signal.SIGALRM:
            return Message("takes over {seconds} seconds to read; it is left out.", seconds=SECONDS)
        return Message("cannot be read: it broke its reader; open it and save it again.")


@atexit.register
def _end_all() -> None:
    for worker in _idle.pop(os.getpid(), []):
        worker.end()


def serve(seconds: int, memory: int) -> None:
    """What the child process does: read what it is given, until its parent is gone."""
    from corpus.load.readers import READINGS

    with suppress(OSError, ValueError):  # where there is no /proc, there is no such limit
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory,) * 2)
    told = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what parsers print is no answer
    while line := sys.stdin.buffer.readline():
        task, length = json.loads(line)
        data = sys.stdin.buffer.read(length)
        found = READINGS[task.pop("what")](data=data, **task)
        while True:
            signal.alarm(seconds)  # ends the process, wherever it is
            one = next(found, {})
            signal.alarm(0)
            print(json.dumps(one), file=told, flush=True)
            if not one or "last" in one:
                break
