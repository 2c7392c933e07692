"""How the benchmark talks to a system: one JSON object a line on stdin, one back on stdout.

A system is a class with `open(folder, weights)`, `add(articles)`, `ask(question, k)`,
`embed(texts, query)` and `close()`. Articles have `id` and `text`; `ask` returns the best
passages as {"id": …, "text": …}, the best first. What everybody gets alike is done here: the
best sentences of the best passages, by the system's own vectors. A system that loads what adding
needs only when it adds has `ready()`, which loads it before; the others have it once opened.

Those that write answers have `answer(question, model)` too, `model` being `url`, `key` and `name`
of a server that speaks OpenAI's protocol and `tokens` the length of an answer at most: the answer
as `text`, the passages it cites as `cited` and those it was given as `given`, each as above.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

BEST = 5  # passages whose sentences are looked at
MARK = re.compile(r"\[(?:Sources? )?(\d+(?:\s*,\s*\d+)*)\]|\(?\bSources? (\d+)\)?")


class System(Protocol):
    """What is measured."""

    def open(self, folder: str, weights: str) -> None: ...

    def add(self, articles: list[dict[str, str]]) -> None: ...

    def ask(self, question: str, k: int) -> list[dict[str, str]]: ...

    def embed(self, texts: list[str], query: bool) -> Any: ...

    def close(self) -> None: ...


def serve(system: System) -> None:
    """Answers until stdin ends. What libraries print goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        what = asked.pop("do")
        found: Any
        if what == "used":
            found = used()
        elif what == "sentences":
            found = sentences(system, **asked)
        elif what == "together":
            found = together(system, **asked)
        elif what == "ready":
            found = getattr(system, "ready", lambda: None)()
        else:
            found = getattr(system, what)(**asked)
        print(json.dumps(found, ensure_ascii=False), file=answers, flush=True)


def used() -> dict[str, float]:
    """What this process takes: `memory` and its `peak` in MiB, `processor` seconds."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    taken = resource.getrusage(resource.RUSAGE_SELF)
    peak = taken.ru_maxrss * unit / (1 << 20)
    now = peak
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        now = pages * resource.getpagesize() / (1 << 20)
    return {"memory": now, "peak": peak, "processor": taken.ru_utime + taken.ru_stime}


def together(system: System, questions: list[str], k: int, users: int) -> list[float]:
    """Seconds that each question took with `users` asking at once, each in a thread; none at
    all if the system cannot be asked from threads."""

    def timed(question: str) -> float:
        began = time.perf_counter()
        system.ask(question, k)
        return time.perf_counter() - began

    with ThreadPoolExecutor(users) as pool:
        try:
            return list(pool.map(timed, questions))
        except Exception as error:  # noqa: BLE001 - whatever the system raises
            print(f"not from threads: {error}", file=sys.stderr)
            return []


def marked(text: str) -> set[int]:
    """The numbers that `text` cites: "[1]", "[2, 3]", "Source 1"."""
    found = ",".join(one or other for one, other in MARK.findall(text))
    return {int(number) for number in found.split(",") if number}


def sentences(system: System, question: str, k: int) -> list[dict[str, str]]:
    """The best sentences of the best passages; a system that has its own gives those."""
    if own := getattr(system, "sentences", None):
        return list(own(question, k))
    from sentencex import segment

    found = [
        {"id": passage["id"], "text": sentence.strip()}
        for passage in system.ask(question, BEST)
        for sentence in segment("de", passage["text"])
        if sentence.strip()
    ]
    if not found:
        return []
    (vector,) = system.embed([question], query=True)
    vectors = system.embed([one["text"] for one in found], query=False)
    scores = [sum(map(float.__mul__, one, vector)) for one in vectors]
    ranked = sorted(range(len(found)), key=lambda at: -scores[at])
    return [found[at] for at in ranked[:k]]
