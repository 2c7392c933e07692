"""One system through one task: what it finds, how long it takes, what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from math import log2
from pathlib import Path
from statistics import quantiles
from typing import Any

from .tasks import Question, Task

PEERS = Path(__file__).parent / "peers"
ROOT = PEERS.parents[2]
FILES = {
    "beleg": "beleg.py",
    "langchain": "langchain_recipe.py",
    "llamaindex": "llamaindex.py",
    "haystack": "haystack2.py",
    "txtai": "txtai_hybrid.py",
}
NAMES = list(FILES)
K = 10
USERS = 10
STEADY = 20  # questions after which a system that was started to answer them is weighed
_PART = 50  # articles added at a time


class Ended(Exception):
    """A system's process is no more."""


class Peer:
    """A system in its own process, spoken to by `peers/protocol.py`."""

    def __init__(self, name: str, python: Path, folder: Path) -> None:
        self._name = name
        paths = [str(PEERS), *([str(ROOT)] if name == "beleg" else [])]
        self._process = subprocess.Popen(
            [sys.executable if name == "beleg" else str(python), str(PEERS / FILES[name])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1"},
            cwd=folder,
            text=True,
        )

    def __call__(self, do: str, **about: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):
            print(json.dumps({"do": do, **about}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise Ended(f"{self._name} ended at {do!r}")
        return json.loads(line)

    def used(self) -> dict[str, float]:
        """Resident `memory` and its `peak` in MiB, seconds of `processor` time, all so far."""
        return dict(self("used"))

    def end(self) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait(timeout=60)
        assert self._process.stdout
        self._process.stdout.close()


def round_of(name: str, task: Task, python: Path, *, first: bool) -> dict[str, float]:
    """All figures of one system in one round; sentences, always the same, only in the `first`.

    A system that ends when it is asked from several threads has no figure for that.
    """
    with tempfile.TemporaryDirectory() as folder:
        shared = str(weights(Path(folder) / "weights"))
        stored = Path(folder) / "stored"
        stored.mkdir()
        started = time.perf_counter()
        peer = Peer(name, python, Path(folder))
        peer("open", folder=str(stored), weights=shared)
        peer("ready")
        used, began = peer.used()["processor"], time.perf_counter()
        for at in range(0, len(task.articles), _PART):
            peer("add", articles=task.articles[at : at + _PART])
        ended = time.perf_counter()
        figures = {"add_s": ended - began, "filled_s": ended - started}
        figures["add_cpu_s"] = peer.used()["processor"] - used
        figures |= _asked(peer, task)
        figures["peak_mib"] = peer.used()["peak"]
        if first:
            figures |= _sentences(peer, task)
        with suppress(Ended):
            figures |= _together(peer, task)
            peer("close")
        peer.end()
        size = sum(path.stat().st_size for path in stored.rglob("*") if path.is_file())
        figures["disk_kib_an_article"] = size / 1024 / len(task.articles)
        began = time.perf_counter()
        peer = Peer(name, python, Path(folder))
        peer("open", folder=str(stored), weights=shared)
        peer("ask", question=task.questions[0].text, k=K)
        figures["first_s"] = time.perf_counter() - began
        for question in task.questions[:STEADY]:
            peer("ask", question=question.text, k=K)
        figures["memory_mib"] = peer.used()["memory"]
        peer("close")
        peer.end()
    return figures


def _asked(peer: Peer, task: Task) -> dict[str, float]:
    """Articles found, and the time each question took; the first two are not timed."""
    seconds, ranks = [], []
    for question in (*task.questions[:2], *task.questions):
        began = time.perf_counter()
        found = peer("ask", question=question.text, k=K)
        seconds.append(time.perf_counter() - began)
        ranks.append(rank(found, question))
    return {**of_ranks(ranks[2:]), **_times(seconds[2:], {"p50_ms": 50, "p95_ms": 95})}


def rank(found: list[dict[str, Any]], question: Question) -> int:
    """The place, from 0 on, of the right article among those of the passages `found`; `K` if it
    is not among the first `K`."""
    ranked = list(dict.fromkeys(one["id"] for one in found))[:K]
    return ranked.index(question.article) if question.article in ranked else K


def of_ranks(ranks: list[int]) -> dict[str, float]:
    """Recall among one and five, and nDCG@10 with one right article a question, all in [0, 1]."""
    gains = sum(1 / log2(rank + 2) for rank in ranks if rank < K)
    return {**_shares(ranks, {"r@1": 1, "r@5": 5}), "ndcg@10": gains / len(ranks)}


def _sentences(peer: Peer, task: Task) -> dict[str, float]:
    """How often the best sentences hold the answer, if it is known by its words."""
    ranks = []
    for question in task.questions:
        if not question.holds:
            return {}
        best = peer("sentences", question=question.text, k=3)
        held = [one["id"] == question.article and question.holds in one["text"] for one in best]
        ranks.append(held.index(True) if True in held else K)
    return _shares(ranks, {"evidence@1": 1, "evidence@3": 3})


def _together(peer: Peer, task: Task) -> dict[str, float]:
    questions = [question.text for question in task.questions]
    seconds = peer("together", questions=questions, k=K, users=USERS)
    return _times(seconds, {"ten_p95_ms": 95}) if seconds else {}


def _shares(ranks: list[int], upto: dict[str, int]) -> dict[str, float]:
    return {name: sum(rank < most for rank in ranks) / len(ranks) for name, most in upto.items()}


def _times(seconds: list[float], percent: dict[str, int]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100)
    return {name: cuts[at - 1] * 1000 for name, at in percent.items()}


def weights(folder: Path) -> Path:
    """`folder` with the packaged weights, to be read as float32 by whoever reads them."""
    from corpus import Settings
    from corpus.weights import unpacked

    packaged = unpacked(Settings.from_environment().cache, lambda _message, _fraction: None)
    folder.mkdir()
    for path in packaged.iterdir():
        (folder / path.name).symlink_to(path)
    about = json.loads((packaged / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").unlink()
    about = {key: value for key, value in about.items() if key != "torch_dtype"}
    (folder / "config.json").write_text(json.dumps({**about, "dtype": "float32"}), encoding="utf-8")
    return folder
