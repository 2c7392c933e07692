"""How the nearest-neighbour index alone grows, up to a million vectors.

    python -m tests.bench.index --folder build/bench/index

A corpus of a million chunks would take tens of gigabytes and a night, so only the part that looks
through all of them is filled, with synthetic vectors: points around as many centres as there are
kinds of news, so that near ones exist. What else a question takes does not depend on the size
(`tests.bench.growth` shows it). A folder that is there already is only asked.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

import numpy as np

from corpus.embed import Vectors
from corpus.vectors import VectorIndex

from .growth import table
from .peers.protocol import used

DIMENSION = 384
CENTRES = 2_000
NEAR = 0.85
"""Cosine of a vector with its centre, about: what passages of one topic have."""
_SPECTRUM = np.arange(1, DIMENSION + 1, dtype=np.float32) ** -0.5
_SPECTRUM /= np.linalg.norm(_SPECTRUM)  # embeddings differ in few directions much, in many little
BATCH = 2_000
QUESTIONS = 200
K = 50


def vectors(seed: int, count: int) -> Vectors:
    """Shape (count, DIMENSION), each of length 1; always the same for a `seed`."""
    centres = np.random.default_rng(0).normal(size=(CENTRES, DIMENSION)).astype(np.float32)
    drawn = np.random.default_rng([1, seed])
    made: Vectors = centres[drawn.integers(CENTRES, size=count)]
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    apart = drawn.normal(size=made.shape).astype(np.float32) * _SPECTRUM
    made += math.sqrt(1 / NEAR**2 - 1) * apart
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def fill(folder: Path, size: int) -> float:
    """Vectors added a second, in batches of `BATCH`, until there are `size`."""
    index = VectorIndex(folder, intact=True)
    before, began = len(index), time.perf_counter()
    for at in range(before, size, BATCH):
        keys = range(at, min(at + BATCH, size))
        index.upsert(keys, vectors(at, BATCH)[: len(keys)], ["de"] * len(keys))
        print(f"\r{at + len(keys)} of {size}", end="", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - began
    index.close()
    return (size - before) / seconds


def ask(folder: Path, size: int) -> dict[str, float]:
    """Opening, and the time and recall of `K` nearest, in this process."""
    began = time.perf_counter()
    index = VectorIndex(folder, intact=True)
    questions = vectors(-1 % (1 << 30), QUESTIONS)
    index.nearest(questions[0], K, "de")
    opened = time.perf_counter() - began
    seconds, found = [], []
    for question in questions:
        began = time.perf_counter()
        found.append({key for key, _ in index.nearest(question, K, "de")})
        seconds.append(time.perf_counter() - began)
    memory = used()["memory"]
    cuts = quantiles(seconds, n=20)
    true = exact(questions[:50], size)
    hits = [len(own & near) / K for own, near in zip(found, true, strict=False)]
    return {
        "open_s": opened,
        "p50_ms": cuts[9] * 1000,
        "p95_ms": cuts[18] * 1000,
        "memory_mib": memory,
        "recall": float(np.mean(hits)),
    }


def exact(questions: Vectors, size: int) -> list[set[int]]:
    """The `K` nearest of each question among all `size`, by comparing with each."""
    cosines = np.concatenate(
        [questions @ vectors(at, BATCH)[: size - at].T for at in range(0, size, BATCH)], axis=1
    )
    best = np.argpartition(-cosines, K, axis=1)[:, :K]
    return [set(map(int, row)) for row in best]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.index", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/index"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--ask", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        print(json.dumps(ask(asked.folder, asked.ask)))
        return 0
    seen = []
    for size in sorted(asked.sizes):
        folder = asked.folder / str(size)
        added = {} if folder.exists() else {"added_a_second": fill(folder, size)}
        answered = subprocess.run(
            [sys.executable, "-m", "tests.bench.index", "--folder", folder, "--ask", str(size)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        seen.append({"vectors": size, **added, "disk_mib": disk / (1 << 20)})
        seen[-1] |= json.loads(answered.stdout)
        print(f"\n{seen[-1]}", file=sys.stderr, flush=True)
    print(table([{key: one[key] for key in seen[-1] if key in one} for one in seen]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
