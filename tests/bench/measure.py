"""One system through one task: what it finds, how long it takes, what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from math import log2
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.bench.tasks import Task

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
_PART = 50  # articles added at a time


class Peer:
    """A system in its own process, spoken to by `peers/protocol.py`."""

    def __init__(self, name: str, python: Path, folder: Path) -> None:
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
        print(json.dumps({"do": do, **about}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args}: ended at {do!r}")
        return json.loads(line)

    def used(self) -> dict[str, float]:
        """Resident `memory` and its `peak` in MiB, seconds of `processor` time, all so far."""
        return dict(self("used"))

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)
        assert self._process.stdout
        self._process.stdout.close()


def round_of(name: str, task: Task, python: Path) -> dict[str, float]:
    """All figures of one system in one round."""
    with tempfile.TemporaryDirectory() as folder:
        weights = str(_weights(Path(folder) / "weights"))
        stored = Path(folder) / "stored"
        stored.mkdir()
        peer = Peer(name, python, Path(folder))
        peer("open", folder=str(stored), weights=weights)
        used, began = peer.used()["processor"], time.perf_counter()
        for at in range(0, len(task.articles), _PART):
            peer("add", articles=task.articles[at : at + _PART])
        figures = {"add_s": time.perf_counter() - began}
        figures["add_cpu_s"] = peer.used()["processor"] - used
        figures |= _asked(peer, task)
        used_now = peer.used()
        figures |= {"memory_mib": used_now["memory"], "peak_mib": used_now["peak"]}
        peer("close")
        peer.end()
        size = sum(path.stat().st_size for path in stored.rglob("*") if path.is_file())
        figures["disk_kib_an_article"] = size / 1024 / len(task.articles)
        began = time.perf_counter()
        peer = Peer(name, python, Path(folder))
        peer("open", folder=str(stored), weights=weights)
        peer("ask", question=task.questions[0].text, k=K)
        figures["first_s"] = time.perf_counter() - began
        peer("close")
        peer.end()
    return figures


def _asked(peer: Peer, task: Task) -> dict[str, float]:
    """Quality and speed of the questions; the first two are not timed."""
    seconds, ranks, evidence = [], [], []
    for question in (*task.questions[:2], *task.questions):
        began = time.perf_counter()
        found = peer("ask", question=question.text, k=K)
        seconds.append(time.perf_counter() - began)
        ranked = list(dict.fromkeys(one["id"] for one in found))
        ranks.append(ranked.index(question.article) if question.article in ranked else K)
    for question in task.questions if any(one.holds for one in task.questions) else ():
        best = peer("sentences", question=question.text, k=3)
        held = [one["id"] == question.article and question.holds in one["text"] for one in best]
        evidence.append(held.index(True) if True in held else K)
    seconds, ranks = seconds[2:], ranks[2:]
    share = 1 / len(task.questions)
    told = {"evidence@1": sum(rank < 1 for rank in evidence) * share}
    told["evidence@3"] = sum(rank < 3 for rank in evidence) * share
    together = peer("together", questions=[one.text for one in task.questions], k=K, users=USERS)
    return {
        **(told if evidence else {}),
        "r@1": sum(rank < 1 for rank in ranks) * share,
        "r@5": sum(rank < 5 for rank in ranks) * share,
        "ndcg@10": sum(1 / log2(rank + 2) for rank in ranks if rank < K) * share,
        "p50_ms": quantiles(seconds, n=100)[49] * 1000,
        "p95_ms": quantiles(seconds, n=100)[94] * 1000,
        "ten_p95_ms": quantiles(together, n=100)[94] * 1000,
    }


def _weights(folder: Path) -> Path:
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
