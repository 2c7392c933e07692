"""How Beleg grows: adding, opening and asking with more and more chunks in one corpus.

    python -m tests.bench.growth --sizes 1000 10000 100000

Texts are varied from those of a task, and go all the way: sentences, full text, copies, store,
index. Only their vectors are not computed but turned a little from those of the originals,
or a hundred thousand would take hours on two cores; questions are embedded as always. Each
size is opened and asked in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np

from corpus import Article, Corpus
from corpus.embed import Passage, SentenceEmbeddings, Spans, Vectors
from corpus.settings import Settings

from .peers.protocol import used
from .tasks import Task, mixed, samples, xquad

BATCH = 200
QUESTIONS = 40
SENTENCES = 5
NEAR = 0.9
"""Cosine of a vector with that of the text it was varied from, about."""


class Varied(SentenceEmbeddings):
    """Vectors near to those of the `originals`, in turn, in the shape that a text needs."""

    def __init__(self, settings: Settings, originals: Sequence[Passage]) -> None:
        super().__init__(settings)
        self._originals = originals
        self._random = np.random.default_rng(0)
        self._next = 0

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        return [self._varied(spans) for spans in sentences]

    def _varied(self, spans: Spans) -> Passage:
        original = self._originals[self._next % len(self._originals)]
        self._next += 1
        at = np.arange(len(spans)) % len(original.sentences)
        return replace(
            original,
            vector=self._turned(original.vector),
            sentences=self._turned(original.sentences[at]),
            contexts=self._turned(original.contexts[at]),
            token_spans=tuple(original.token_spans[one] for one in at),
        )

    def _turned(self, vectors: Vectors) -> Vectors:
        noise = self._random.normal(size=vectors.shape).astype(np.float32)
        noise *= math.sqrt(1 / NEAR**2 - 1) / math.sqrt(vectors.shape[-1])
        turned: Vectors = vectors + noise
        turned /= np.linalg.norm(turned, axis=-1, keepdims=True)
        return turned


def varied_articles(task: Task) -> Iterator[Article]:
    """Articles without end, no two alike, each of about one chunk."""
    drawn, pool = random.Random(0), task.sentences()
    for number in count():
        text = mixed(drawn, pool, SENTENCES)
        yield Article(text, url=f"https://example.org/{number}", language="de")


def grow(home: Path, task: Task, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """What was seen at each of `sizes`, numbers of chunks."""
    settings = replace(Settings.from_environment(), home=home, model="none")
    with tempfile.TemporaryDirectory() as folder:
        originals = _originals(replace(settings, home=Path(folder)), task)
    articles = varied_articles(task)
    for size in sorted(sizes):
        with Corpus(settings) as corpus:
            corpus.embeddings = Varied(settings, originals)
            before, began = corpus.number_of_chunks(), time.perf_counter()
            while (chunks := corpus.number_of_chunks()) < size:
                corpus.add([next(articles) for _ in range(min(BATCH, size - chunks))])
                print(f"\r{chunks} of {size} chunks", end="", file=sys.stderr, flush=True)
            seconds = time.perf_counter() - began
            added = corpus.number_of_chunks() - before
        disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
        asked = subprocess.run(
            [sys.executable, "-m", "tests.bench.growth", "--ask", str(home)],
            input=json.dumps([one.text for one in task.questions[:QUESTIONS]]),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        yield {
            "chunks": before + added,
            "added_a_second": added / seconds,
            "disk_kib_a_chunk": disk / 1024 / (before + added),
            **json.loads(asked.stdout),
        }


def _originals(settings: Settings, task: Task) -> list[Passage]:
    with Corpus(settings) as corpus:
        corpus.add([Article(one["text"], language="de") for one in task.articles])
        keys = [key for one in corpus.articles() for key in corpus._store.keys_of([one.id])]
        return [one.passage for one in corpus.indexed(keys).values()]


def ask(home: Path, questions: Sequence[str]) -> dict[str, float]:
    """Opening the corpus in `home`, and each question to its quotes, in this process."""
    from qa import Assistant

    began = time.perf_counter()
    with Corpus(replace(Settings.from_environment(), home=home, model="none")) as corpus:
        assistant = Assistant(corpus)
        assistant.warm_up()
        opened = time.perf_counter() - began
        for question in questions[:3]:
            assistant.ask(question)
        seconds = []
        for question in questions:
            began = time.perf_counter()
            next(assistant.stream(question, again=True))
            seconds.append(time.perf_counter() - began)
        cuts = quantiles(seconds, n=20)
        memory = used()["memory"]
    return {
        "open_s": opened,
        "p50_ms": cuts[9] * 1000,
        "p95_ms": cuts[18] * 1000,
        "memory_mib": memory,
    }


def table(seen: Sequence[dict[str, float]]) -> str:
    """A row a size, and by which power of the number of chunks each figure grows."""
    names = list(seen[0])
    lines = ["| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(f"{one[name]:.4g}" for name in names) + " |" for one in seen]
    if len(seen) > 1:
        slopes = [
            np.polyfit(np.log([one[names[0]] for one in seen]), np.log([one[n] for one in seen]), 1)
            for n in names
        ]
        lines.append("| " + " | ".join(f"n^{slope:.2f}" for slope, _ in slopes) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--xquad", type=Path, help="folder with corpus.*.jsonl, questions.jsonl")
    parser.add_argument("--out", type=Path, default=Path("build/bench/growth.json"))
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        print(json.dumps(ask(asked.ask, json.load(sys.stdin))))
        return 0
    task = xquad(asked.xquad, "en", "de", QUESTIONS) if asked.xquad else samples()
    seen: list[dict[str, Any]] = []
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.out.parent) as home:
        for one in grow(Path(home), task, asked.sizes):
            seen.append(one)
            asked.out.write_text(json.dumps(seen, indent=1), encoding="utf-8")
            print(f"\n{one}", file=sys.stderr, flush=True)
    print(table(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
