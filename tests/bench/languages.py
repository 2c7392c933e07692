"""Headlines in one language, the same stories in another: every ordered pair of five languages.

    python -m tests.bench.languages --ntrex FOLDER

How often the right story is first and among five, and nDCG@10. The articles are told without their
headlines. Beleg's axes for the vectors of words were fitted on news of NTREX, these texts among
them, so its figures here are an upper bound; those on XQuAD are not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path
from statistics import mean

from .measure import NAMES, Peer, of_ranks, rank, weights
from .report import SHOWN
from .tasks import NTREX, Task, ntrex

PASSAGES = 50  # of ten articles, at least: a story has several

Pair = tuple[str, str]
Figures = dict[Pair, dict[str, float]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.languages", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("build/bench/peers/bin/python"))
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--ntrex", type=Path, required=True, help="folder with docs.jsonl")
    parser.add_argument("--only", nargs="*", default=NAMES, choices=NAMES)
    asked = parser.parse_args()
    pairs = list(permutations(NTREX, 2))
    tasks = {(ask, text): ntrex(asked.ntrex, text, (ask,)) for ask, text in pairs}
    found = {name: measured(name, tasks, asked.peers.absolute()) for name in asked.only}
    asked.out.mkdir(parents=True, exist_ok=True)
    told = {
        name: {" to ".join(pair): figures for pair, figures in of.items()}
        for name, of in found.items()
    }
    (asked.out / "languages.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    written = tables(found)
    (asked.out / "languages.md").write_text(written, encoding="utf-8")
    print(written)
    return 0


def measured(name: str, tasks: dict[Pair, Task], python: Path) -> Figures:
    """The figures of one system, by the languages of question and article."""
    figures: Figures = {}
    for text in dict.fromkeys(text for _, text in tasks):
        own = {pair: task for pair, task in tasks.items() if pair[1] == text}
        with tempfile.TemporaryDirectory() as folder:
            stored = Path(folder) / "stored"
            stored.mkdir()
            peer = Peer(name, python, Path(folder))
            peer("open", folder=str(stored), weights=str(weights(Path(folder) / "weights")))
            peer("add", articles=next(iter(own.values())).articles)
            for pair, task in own.items():
                found = [peer("ask", question=one.text, k=PASSAGES) for one in task.questions]
                figures[pair] = of_ranks(list(map(rank, found, task.questions)))
            peer("close")
            peer.end()
        print(f"{name}: {text} is done", file=sys.stderr, flush=True)
    return figures


def tables(found: dict[str, Figures]) -> str:
    """A table a figure: a row a pair of languages, a column a system; means and the worst pair at
    the end."""
    written = []
    for figure in ("r@1", "r@5", "ndcg@10"):
        shares = [{pair: one[figure] for pair, one in of.items()} for of in found.values()]
        head = " | ".join([SHOWN[figure], *found])
        lines = [f"| {head} |", "|---" * (len(found) + 1) + "|"]
        for pair in shares[0]:
            lines.append(f"| {' → '.join(pair)} | " + _cells(of[pair] for of in shares))
        lines.append("| mean | " + _cells(mean(of.values()) for of in shares))
        lines.append("| worst | " + _cells(min(of.values()) for of in shares))
        written.append("\n".join(lines) + "\n")
    return "\n".join(written)


def _cells(shares: Iterable[float]) -> str:
    return " | ".join(f"{share:.3f}" for share in shares) + " |"


if __name__ == "__main__":
    sys.exit(main())
