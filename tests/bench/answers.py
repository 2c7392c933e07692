"""Answers in words: right, well cited, nothing invented. The same articles, the same questions and
the same packaged language model for all; each with its own retrieval, prompt and citations.

    python -m tests.bench.answers --xquad FOLDER

A citation holds the answer if the cited passage is of the right article and has the words of the
answer. A peer's citation is a passage of up to 1,000 characters or 512 tokens, Beleg's a sentence:
their length is told beside it. An invented figure is one that neither the question nor any passage
the answer was written from has, in digits or in words, the numbers of a list left aside; in Beleg
only what is shown as verified is part of the answer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from text_to_num import alpha2digit

from corpus import Settings
from qa.evaluate.answers import says
from qa.local import NAME, served
from qa.model import LOCAL_ANSWER

from .measure import Peer, weights
from .peers.protocol import MARK
from .tasks import Question, Task, samples, xquad

NAMES = ("beleg", "langchain", "llamaindex")
_NUMBER = re.compile(r"\d+")
_LISTED = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_LANGUAGES = ("en", "de")  # of number words
Said = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.answers", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("build/bench/peers/bin/python"))
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--xquad", type=Path, help="folder with corpus.*.jsonl, questions.jsonl")
    parser.add_argument("--ask", default="en", help="language of the XQuAD questions")
    parser.add_argument("--text", default="de", help="language of the articles")
    parser.add_argument("--limit", type=int, default=50, help="questions")
    parser.add_argument("--only", nargs="*", default=NAMES, choices=NAMES)
    asked = parser.parse_args()
    if asked.xquad:
        task = xquad(asked.xquad, asked.ask, asked.text, asked.limit)
    else:
        known = samples()
        task = replace(known, questions=known.questions[: asked.limit])
    said = given(asked.only, task, asked.peers.absolute())
    asked.out.mkdir(parents=True, exist_ok=True)
    name = f"answers-{task.name.replace(' ', '-')}"
    told = {one: figures(answers, task.questions) for one, answers in said.items()}
    (asked.out / f"{name}.json").write_text(
        json.dumps({"figures": told, "answers": said}, indent=1, ensure_ascii=False),
        encoding="utf-8",
    )
    written = table(told, task)
    (asked.out / f"{name}.md").write_text(written, encoding="utf-8")
    print(written)
    return 0


def given(names: Sequence[str], task: Task, python: Path) -> dict[str, list[Said]]:
    """What each system answered, with `seconds`. They take turns question by question."""
    server = served(Settings.from_environment().cache, lambda _message, _fraction: None)
    model = {"url": server.url, "key": server.key, "name": NAME, "tokens": LOCAL_ANSWER}
    said: dict[str, list[Said]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        shared = str(weights(Path(folder) / "weights"))
        peers = {}
        for name in names:
            stored = Path(folder) / name
            stored.mkdir()
            peers[name] = Peer(name, python, Path(folder))
            peers[name]("open", folder=str(stored), weights=shared)
            peers[name]("add", articles=task.articles)
            peers[name]("answer", question=task.questions[0].text, model=model)  # not timed
        for number, question in enumerate(task.questions, start=1):
            for name, peer in peers.items():
                began = time.perf_counter()
                answer = peer("answer", question=question.text, model=model)
                said[name].append({**answer, "seconds": time.perf_counter() - began})
            print(f"\r{number} of {len(task.questions)}", end="", file=sys.stderr, flush=True)
        for peer in peers.values():
            peer.end()
    return said


def figures(answers: Sequence[Said], questions: Sequence[Question]) -> dict[str, float]:
    """Shares of the `answers`, given to `questions` in turn; counts and medians as they are."""
    pairs = list(zip(answers, questions, strict=True))
    rights = [says(_bare(answer), question.answers) for answer, question in pairs]
    holds = [_holds(answer["cited"], question) for answer, question in pairs]
    cited = [one for answer in answers for one in answer["cited"]]
    return {
        "right": _share(rights),
        "citation_of_right": _share(
            held for held, right in zip(holds, rights, strict=True) if right
        ),
        "right_and_cited": _share(map(all, zip(rights, holds, strict=True))),
        "cites": _share(bool(answer["cited"]) for answer in answers),
        "characters_cited": median([len(one["text"]) for one in cited] or [0]),
        "invented": sum(bool(_invented(answer, question)) for answer, question in pairs),
        "median_s": median(answer["seconds"] for answer in answers),
    }


def _bare(answer: Said) -> str:
    return MARK.sub("", answer["text"])


def _holds(cited: Sequence[dict[str, str]], question: Question) -> bool:
    return any(one["id"] == question.article and question.holds in one["text"] for one in cited)


def _invented(answer: Said, question: Question) -> set[str]:
    known = " ".join([question.text, *(one["text"] for one in answer["given"])])
    in_words = (alpha2digit(known, language, threshold=0) for language in _LANGUAGES)
    read = {number for text in (known, *in_words) for number in _NUMBER.findall(text)}
    return set(_NUMBER.findall(_LISTED.sub("", _bare(answer)))) - read


def _share(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return mean(listed) if listed else 0.0


_SHOWN: dict[str, tuple[str, Callable[[float], str]]] = {
    "right": ("answer right", "{:.2f}".format),
    "citation_of_right": ("… of these, a citation holds the answer", "{:.2f}".format),
    "right_and_cited": ("right, and a citation holds the answer", "{:.2f}".format),
    "cites": ("cites at all", "{:.2f}".format),
    "characters_cited": ("length of a citation, characters, median", "{:.0f}".format),
    "invented": ("answers with an invented figure", "{:.0f}".format),
    "median_s": ("seconds an answer, median", "{:.1f}".format),
}


def table(told: dict[str, dict[str, float]], task: Task) -> str:
    """A row a figure, a column a system."""
    lines = [
        f"{len(task.articles)} articles, {len(task.questions)} questions ({task.name}), {NAME}\n",
        "| | " + " | ".join(told) + " |",
        "|---" * (len(told) + 1) + "|",
    ]
    for figure, (title, shown) in _SHOWN.items():
        cells = [shown(one[figure]) for one in told.values()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
