"""`beleg eval`: each measure as a command. What a measure does is told in its own module."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingsError
from corpus.settings import Settings
from qa.terminal import StatusLine, json_option, print_json, say

if TYPE_CHECKING:
    from qa.evaluate.files import Collection, Shown

Measure = Callable[[argparse.Namespace, Settings, "Shown"], dict[str, Any]]


def add_measures(command: Any, measures: Any) -> None:
    """Adds every measure; `command(measures, name, run, help)` makes one."""

    def add(name: str, measure: Measure, what: str) -> argparse.ArgumentParser:
        run = _running(measure)
        one: argparse.ArgumentParser = command(measures, name, run, what)
        one.add_argument("--limit", type=_count, metavar="N", help="only the first N cases")
        one.add_argument(
            "--offset", type=_left_out, default=0, metavar="N", help="leave out N before"
        )
        json_option(one)
        return one

    retrieval = "how often the right article and sentence are found, and how fast"
    _corpus_options(add("retrieval", _retrieval, retrieval))
    refusal = add("refusal", _refusal, "how well questions without an answer are told")
    _corpus_options(refusal, required=False)
    for name in ("--contexts", "--truth"):
        refusal.add_argument(name, type=Path, metavar="FILE", help="of SQuAD 2.0, instead")
    answers = add("answers", _answers, "how often an answer is right, and shows nothing invented")
    _corpus_options(answers)
    hostile = add("hostile", _hostile, "what articles that give orders to the model achieve")
    _corpus_options(hostile)
    for one in (answers, hostile):
        one.add_argument("--model", metavar="M", help="as for `beleg ask`")
    help_ = "the corpus in the language of the questions, to know names by"
    answers.add_argument("--translation", type=Path, metavar="FILE", help=help_)
    help_ = "whether follow-up questions find what they find when written out by hand"
    follow_ups = add("follow-ups", _follow_ups, help_)
    follow_ups.add_argument("--dialogues", type=Path, required=True, metavar="FILE", help="turns")
    help_ = "articles: JSON Lines with id and text, or a folder"
    follow_ups.add_argument("--corpus", type=Path, required=True, metavar="PATH", help=help_)
    follow_ups.add_argument("--model", metavar="M", default="none", help="as for `beleg ask`")
    verify = add("verify", _verify, "whether false sentences are told from true ones")
    source = verify.add_mutually_exclusive_group(required=True)
    what = {
        "--pairs": "summaries: JSON Lines with doc, summary, label",
        "--perturb": "articles, sentences of which are changed: JSON Lines with text",
        "--translated": "documents in several languages: JSON Lines with segments",
    }
    for name, told in what.items():
        source.add_argument(name, type=Path, metavar="FILE", help=told)
    help_ = "local, to ask the packaged model as a judge; by default rules alone"
    refusal.add_argument("--model", choices=("none", "local"), default="none", help=help_)
    help_ = f"with --pairs: {help_}"
    verify.add_argument("--model", choices=("none", "local"), default="none", help=help_)
    verify.add_argument("--ask", metavar="LANG", default="en", help="with --translated: claims in")
    verify.add_argument("--text", metavar="LANG", default="de", help="with --translated: source in")


def _corpus_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    for name in ("--corpus", "--questions"):
        parser.add_argument(name, type=Path, required=required, metavar="FILE", help="JSON Lines")
    for name, what in (("--ask", "questions"), ("--text", "corpus")):
        parser.add_argument(name, required=required, metavar="LANG", help=f"language of the {what}")


def _left_out(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is no number of cases')
    return int(text)


def _count(text: str) -> int:
    if number := _left_out(text):
        return number
    raise argparse.ArgumentTypeError("no case at all is no measure")


def _running(measure: Measure) -> Callable[[argparse.Namespace, Settings, StatusLine], int]:
    """The command that shows progress, runs `measure` and prints what it returns."""

    def run(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
        began: dict[str, float] = {}

        def shown(what: str, done: int, total: int) -> None:
            line.count(done, total, began.setdefault(what, time.perf_counter()), what)

        measured = measure(asked, settings, shown)
        line.clear()
        if asked.json:
            print_json(measured)
        else:
            for name, value in measured.items():
                say(
                    f"{name:<24} {value:g}" if isinstance(value, int | float) else f"{name} {value}"
                )
        return 0

    return run


def _retrieval(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate.retrieval import retrieval

    return retrieval(_collection(asked), settings, shown).as_dict()


def _refusal(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate.refusal import in_context, left_out
    from qa.judge import local_judge

    judge = local_judge(replace(settings, model=asked.model))
    if asked.contexts and asked.truth:
        at = {"offset": asked.offset, "limit": asked.limit}
        return in_context(asked.contexts, asked.truth, settings, shown, judge=judge, **at).as_dict()
    if None in (asked.corpus, asked.questions, asked.ask, asked.text):
        raise SettingsError("Give --corpus, --questions, --ask and --text, or --contexts, --truth.")
    return left_out(_collection(asked), settings, shown, judge=judge).as_dict()


def _answers(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate.answers import answers

    settings = replace(settings, model=asked.model or settings.model)
    return answers(_collection(asked), settings, shown).as_dict()


def _hostile(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate.hostile import hostile

    settings = replace(settings, model=asked.model or settings.model)
    return hostile(_collection(asked), settings, shown).as_dict()


def _follow_ups(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate.follow_ups import follow_ups

    settings = replace(settings, model=asked.model)
    part = {"offset": asked.offset, "limit": asked.limit}
    return follow_ups(asked.dialogues, asked.corpus, settings, shown, **part)


def _verify(asked: argparse.Namespace, settings: Settings, shown: Shown) -> dict[str, Any]:
    from qa.evaluate import verify

    part = {"offset": asked.offset, "limit": asked.limit}
    if asked.pairs:
        from qa.judge import local_judge

        judge = local_judge(replace(settings, model=asked.model))
        return verify.pairs(asked.pairs, settings, shown, judge=judge, **part)
    if asked.perturb:
        return verify.perturbed(asked.perturb, settings, shown, **part)
    languages = {"ask": asked.ask, "text": asked.text}
    return verify.translated(asked.translated, settings, shown, **languages, **part)


def _collection(asked: argparse.Namespace) -> Collection:
    from qa.evaluate.files import collection

    return collection(
        asked.corpus,
        asked.questions,
        ask=asked.ask,
        text=asked.text,
        translation_file=getattr(asked, "translation", None),
        offset=asked.offset,
        limit=asked.limit,
    )
