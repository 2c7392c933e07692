"""`beleg add`, `list`, `show`, `withdraw` and `remove`: the articles of the corpus."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ArticleNotFound
from corpus.settings import Settings
from qa.terminal import (
    INTERRUPTED,
    StatusLine,
    complain,
    identity,
    json_option,
    print_json,
    safe,
    say,
)

if TYPE_CHECKING:
    from corpus import Article, Corpus, Outcome


def add_library(command: Any, commands: Any) -> None:
    """Adds these commands to those that can be typed."""
    add = command(commands, "add", _add, "add files, or all the files in folders")
    add.add_argument("paths", nargs="*", metavar="PATH", help="file, folder or http address")
    add.add_argument(
        "--field",
        action="append",
        default=[],
        type=_pair,
        metavar="OURS=THEIRS",
        help="name a field of JSON or a column of CSV, as in text=Body",
    )
    add.add_argument("--samples", action="store_true", help="add the articles that ship with Beleg")
    add.add_argument("--report", type=Path, metavar="FILE", help="write the report there, as JSON")
    json_option(add)
    json_option(command(commands, "list", _list, "the articles there are"))
    show = command(commands, "show", _show, "one article in full")
    show.add_argument("id", metavar="ID")
    show.add_argument("--versions", action="store_true", help="list its versions, newest last")
    withdraw = command(
        commands, "withdraw", _withdraw, "keep and show articles, but never answer from them"
    )
    withdraw.add_argument("ids", nargs="+", metavar="ID")
    withdraw.add_argument("--undo", action="store_true", help="let them answer again")
    remove = command(commands, "remove", _remove, "take articles out, from the disk too")
    remove.add_argument("ids", nargs="*", metavar="ID")
    remove.add_argument("--samples", action="store_true", help="the articles that ship with Beleg")


def _pair(text: str) -> tuple[str, str]:
    from corpus.load.records import NAMES

    ours, _, theirs = text.partition("=")
    if ours not in NAMES or not theirs:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form {"|".join(NAMES)}=NAME')
    return ours, theirs


def _add(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus, load
    from corpus.corpus import SAMPLES
    from corpus.outcome import Report

    paths = [*asked.paths, *([SAMPLES] if asked.samples else [])]
    if not paths:
        return complain("Nothing to add; name files or folders, or say --samples.", 2)
    inputs = list(load.inputs(paths))
    outcomes: list[Outcome] = []
    stopped = False
    with Corpus(settings, line) as corpus:
        began = time.perf_counter()
        try:
            for outcome in corpus.adding(inputs, dict(asked.field)):
                outcomes.append(outcome)
                _tell(outcome, line, quiet=asked.json)
                line.count(len(outcomes), max(len(inputs), len(outcomes)), began, "articles")
        except KeyboardInterrupt:
            stopped = True
    line.clear()
    report = Report(tuple(outcomes))
    if asked.report:
        asked.report.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1), "utf-8")
    if asked.json:
        print_json(report.as_dict())
    elif not outcomes and not stopped:
        complain("No files that can be read as articles were found there.", 0)
    elif outcomes:
        counts = ((len(ones), kind) for kind, ones in report.as_dict().items())
        said = ", ".join(f"{count} {kind}" for count, kind in counts if count)
        say(f"{said.replace('1 copies', '1 copy') if len(report.copies) == 1 else said}.")
    if stopped:
        return complain("Stopped; the same command goes on from here.", INTERRUPTED)
    return 1 if report.failed or not outcomes else 0


def _tell(outcome: Outcome, line: StatusLine, *, quiet: bool) -> None:
    """Prints what became of one input: a complaint, or a line at once, for it is on disk."""
    line.clear()
    if outcome.kind == "failed":
        complain(f"{outcome.name}: {outcome.reason}", 1)
    elif not quiet:
        say(f"{outcome.kind:<9}  {outcome.id}  {outcome.title or outcome.name}")
        sys.stdout.flush()


def _list(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus

    with Corpus(settings, line) as corpus:
        articles = list(corpus.articles())
        stories = corpus.stories([one.id for one in articles])
        versions = {one.id: len(corpus.versions(one.id)) for one in articles}
    if asked.json:
        listed = [
            _article(one) | {"versions": versions[one.id], "story": asdict(stories[one.id])}
            for one in articles
        ]
        print_json(listed)
        return 0
    for one in articles:
        marks = _marks(one)
        if versions[one.id] > 1:
            marks += f"  ({versions[one.id]} versions)"
        if (story := stories[one.id]).articles > 1:
            outlets = "1 outlet" if story.outlets == 1 else f"{story.outlets} outlets"
            marks += f"  (story {story.number}, {outlets})"
        say("  ".join([one.id, f"{one.published[:10]:<10}", one.language, _named(one)]) + marks)
    if not articles:
        complain("No articles yet; add some with `beleg add PATH`.", 0)
    return 0


def _named(article: Article) -> str:
    """Outlet and title on one line."""
    title = article.title or article.text[:60]
    return f"{article.source}: {title}" if article.source else title


def _marks(article: Article) -> str:
    from corpus.versions import correction_note

    corrected = bool(correction_note(article))
    marks = {"sample": article.sample, "withdrawn": article.withdrawn, "corrected": corrected}
    return "".join(f"  ({name})" for name, holds in marks.items() if holds)


def _article(article: Article) -> dict[str, Any]:
    from corpus.versions import correction_note

    return {
        **identity(article),
        "published_as": article.published_as,
        "authors": list(article.authors),
        "sample": article.sample,
        "withdrawn": article.withdrawn,
        "correction": correction_note(article),
        "origin": article.origin,
    }


def _show(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus
    from corpus.versions import correction_note

    with Corpus(settings, line) as corpus:
        article, versions = corpus.get(asked.id), corpus.versions(asked.id)
        copies = [one for one in corpus.story(asked.id) if one.id != asked.id]
    if asked.versions:
        for version in versions:
            about = [version.id, f"{version.published[:16]:<16}", _named(version)]
            say("  ".join(about) + _marks(version))
        return 0
    day = article.published or "no date"
    if article.published_as:
        day += f' (written "{article.published_as}")'
    facts = [article.source, day, ", ".join(article.authors), article.language]
    head = [article.title, " · ".join(filter(None, facts)), article.url]
    if article.sample:
        head.append("A sample that ships with Beleg.")
    if article.withdrawn:
        head.append("Withdrawn: it is not used for answers.")
    if article.id != versions[-1].id:
        head.append(f"An older version; {versions[-1].id} has taken its place.")
    elif len(versions) > 1:
        head.append(f"The newest of {len(versions)} versions; see --versions.")
    if note := correction_note(article):
        head.append(f"It says that it was corrected: {note}")
    if copies:
        head.append("Also in: " + ", ".join(f"{_named(one)} ({one.id})" for one in copies))
    for one in filter(None, head):
        say(one)
    print(f"\n{safe(article.text.strip())}")
    return 0


def _remove(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus

    if bool(asked.ids) == asked.samples:
        return complain("Name the articles to remove by their ids, or say --samples.", 2)
    with Corpus(settings, line) as corpus:
        if asked.samples:
            removed, missing = corpus.remove_samples(), 0
        else:
            known = [one for one in dict.fromkeys(asked.ids) if _is_there(corpus, one)]
            missing = len(set(asked.ids)) - len(known)
            if known:
                corpus.remove(*known)
            removed = len(known)
    say(f"Removed {removed} article{'' if removed == 1 else 's'}.")
    return 1 if missing else 0


def _withdraw(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus

    with Corpus(settings, line) as corpus:
        known = [one for one in dict.fromkeys(asked.ids) if _is_there(corpus, one)]
        (corpus.reinstate if asked.undo else corpus.withdraw)(*known)
    count = f"{len(known)} article{'' if len(known) == 1 else 's'}"
    say(f"{count} can answer again." if asked.undo else f"Withdrew {count}.")
    return 1 if len(known) < len(set(asked.ids)) else 0


def _is_there(corpus: Corpus, article_id: str) -> bool:
    try:
        corpus.get(article_id)
    except ArticleNotFound as error:
        complain(error, 1)
        return False
    return True
