"""Headlines in one language, the same stories in another: every ordered pair of five languages.

    python -m tests.bench.languages --ntrex FOLDER

How often the right story is first. The articles are told without their headlines. Beleg's axes for
the vectors of words were fitted on news of NTREX, these texts among them, so its figures here are
an upper bound; those on XQuAD are not.
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

from .measure import NAMES, Peer, weights
from .tasks import NTREX, Task, ntrex

Pair = tuple[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.languages", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("build/bench/peers/bin/python"))
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--ntrex", type=Path, required=True, help="folder with docs.jsonl")
    parser.add_argument("--only", nargs="*", default=NAMES, choices=NAMES)
    asked = parser.parse_args()
    pairs = list(permutations(NTREX, 2))
    tasks = {(ask, text): ntrex(asked.ntrex, text, (ask,)) for ask, text in pairs}
    found = {name: first(name, tasks, asked.peers.absolute()) for name in asked.only}
    asked.out.mkdir(parents=True, exist_ok=True)
    told = {
        name: {" to ".join(pair): share for pair, share in of.items()} for name, of in found.items()
    }
    (asked.out / "languages.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    written = table(found)
    (asked.out / "languages.md").write_text(written, encoding="utf-8")
    print(written)
    return 0


def first(name: str, tasks: dict[Pair, Task], python: Path) -> dict[Pair, float]:
    """The share of questions whose article is first, by the languages of question and article."""
    shares: dict[Pair, float] = {}
    for text in dict.fromkeys(text for _, text in tasks):
        own = {pair: task for pair, task in tasks.items() if pair[1] == text}
        with tempfile.TemporaryDirectory() as folder:
            stored = Path(folder) / "stored"
            stored.mkdir()
            peer = Peer(name, python, Path(folder))
            peer("open", folder=str(stored), weights=str(weights(Path(folder) / "weights")))
            peer("add", articles=next(iter(own.values())).articles)
            for pair, task in own.items():
                shares[pair] = mean(
                    peer("ask", question=one.text, k=1)[0]["id"] == one.article
                    for one in task.questions
                )
            peer("close")
            peer.end()
        print(f"{name}: {text} is done", file=sys.stderr, flush=True)
    return shares


def table(found: dict[str, dict[Pair, float]]) -> str:
    """A row a pair of languages, a column a system; means and the worst pair at the end."""
    lines = ["| | " + " | ".join(found) + " |", "|---" * (len(found) + 1) + "|"]
    for pair in next(iter(found.values())):
        lines.append(f"| {' → '.join(pair)} | " + _cells(of[pair] for of in found.values()))
    lines.append("| mean | " + _cells(mean(of.values()) for of in found.values()))
    lines.append("| worst | " + _cells(min(of.values()) for of in found.values()))
    return "\n".join(lines) + "\n"


def _cells(shares: Iterable[float]) -> str:
    return " | ".join(f"{share:.3f}" for share in shares) + " |"


if __name__ == "__main__":
    sys.exit(main())
