"""Measures every system on the same articles and questions, one after the other in each round,
and writes figures, a table and plots.

Each system runs in a process of its own (`peers/`), so that memory and processor time are its
own too. Figures are medians over rounds, with their range, and ratios to Beleg in the same run.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import Any

from .measure import NAMES, round_of
from .report import plots, table
from .tasks import NTREX, ntrex, samples, xquad


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("build/bench/peers/bin/python"))
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--xquad", type=Path, help="folder with corpus.*.jsonl, questions.jsonl")
    parser.add_argument("--ntrex", type=Path, help="folder with docs.jsonl")
    parser.add_argument("--ask", default="en", help="language of the XQuAD questions")
    parser.add_argument("--text", default="de", choices=NTREX, help="language of the articles")
    parser.add_argument("--limit", type=int, default=200, help="questions a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1, help="the articles so often, varied")
    parser.add_argument("--only", nargs="*", default=NAMES, choices=NAMES)
    asked = parser.parse_args()
    peers = asked.peers.absolute()  # not resolved: a link to a Python is an environment of its own
    if asked.xquad:
        task = xquad(asked.xquad, asked.ask, asked.text, asked.limit)
    elif asked.ntrex:
        task = ntrex(asked.ntrex, asked.text)
    else:
        task = samples()
    task = task.varied(asked.copies)
    rounds: list[dict[str, Any]] = []
    for number in range(asked.rounds):
        names = asked.only[number % len(asked.only) :] + asked.only[: number % len(asked.only)]
        rounds.append({name: round_of(name, task, peers, first=not rounds) for name in names})
        print(f"round {number + 1} of {asked.rounds} is done", file=sys.stderr, flush=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": f"{_processor()}, {platform.system()}, Python {platform.python_version()}",
        "task": task.name,
        "articles": len(task.articles),
        "questions": len(task.questions),
        "rounds": rounds,
    }
    name = task.name.replace(" ", "-")
    (asked.out / f"{name}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    written = table(told, asked.only)
    (asked.out / f"{name}.md").write_text(written, encoding="utf-8")
    plots(told, asked.only, peers, asked.out / f"{name}.png")
    print(written)
    return 0


def _processor() -> str:
    """Its kind, number of cores, and whether it multiplies bfloat16, which Beleg then does."""
    import torch

    native = torch.cpu.get_capabilities().get("avx512_bf16")
    return f"{torch.get_num_threads()} cores {platform.machine()}" + (
        " with bfloat16" * bool(native)
    )


if __name__ == "__main__":
    sys.exit(main())
