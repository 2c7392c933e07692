"""What goes wrong is said in the reader's language: everything that the page can tell."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import load
from corpus.errors import LoadError, Message, ModelFailed, QuestionError
from page.words import Words
from qa.problems import _GERMAN, told
from qa.question import understood

ROOT = Path(__file__).resolve().parent.parent
GERMAN = Words("de")
RAISED = {
    *(
        "BelegError",
        "LoadError",
        "Unreachable",
        "TooHard",
        "CorpusError",
        "CorpusLocked",
        "CorpusDamaged",
    ),
    *("ArticleNotFound", "QuestionError", "SettingsError", "ModelMissing", "ModelFailed"),
    "Message",
}
NOT_ON_THE_PAGE = {
    *("corpus/errors.py", "corpus/repair.py", "corpus/schema.py", "corpus/settings.py"),
    "page/server.py",
}


def forms() -> Iterator[tuple[str, str]]:
    """Where each message is made, and its form."""
    for folder in ("corpus", "page", "qa"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name in NOT_ON_THE_PAGE or name.startswith(("qa/cli/", "qa/evaluate/")):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                    for given in node.args:
                        if isinstance(given, ast.Constant) and " " in str(given.value):
                            yield f"{name}:{node.lineno}", str(given.value)


def names(form: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(form) if name}


def test_every_problem_has_its_german() -> None:
    found = dict(forms())
    assert len(found) > 80
    assert {at: form for at, form in found.items() if form not in _GERMAN} == {}


@pytest.mark.parametrize("form", _GERMAN)
def test_the_german_has_the_same_fields(form: str) -> None:
    fields = names(form)
    assert names(_GERMAN[form]) == fields
    told(Message(form, **dict.fromkeys(fields, 1)), "de")


def test_figures_and_reasons_within_are_said_in_german_too() -> None:
    with pytest.raises(QuestionError) as caught:
        understood("x" * 5000)
    assert "5,000" in str(caught.value)
    assert GERMAN(caught.value.message).startswith("Die Frage hat 5.000 Zeichen; fragen Sie")
    happened, then = Message("refused access"), Message("ask a shorter question")
    failed = ModelFailed(
        "{name} {happened}; {next_step}.", name="X", happened=happened, next_step=then
    )
    assert str(failed) == "X refused access; ask a shorter question."
    assert (
        told(failed.message, "de") == "X hat den Zugang verweigert; stellen Sie eine kürzere Frage."
    )
    assert told(failed.message, "fr") == str(failed)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "tune.mp3"
    path.write_bytes(b"ID3")
    (found,) = load.each(path)
    assert isinstance(found, LoadError)
    assert "is not a kind of file" in found.reason
    assert GERMAN(found.reason).startswith("ist keine Art von Datei")
    assert GERMAN(found.message).startswith(f"{path}: ist keine Art")


def test_a_problem_is_stored_and_said_later() -> None:
    stored = Message("was refused by its server (status {status}).", status=403).packed()
    assert GERMAN(Message.unpacked(stored)) == "wurde vom Server verweigert (Status 403)."
    for text in ("as it was once stored", "[1, 2]", "7", ""):
        assert Message.unpacked(text) == text


def test_what_somebody_else_wrote_is_no_form() -> None:
    assert Message("100 % {of} it") == "100 % {of} it"
    assert told("refused access", "de") == "refused access"
    reason = LoadError("a {b}", "has no text.").message
    assert GERMAN(reason) == "a {b}: hat keinen Text."
