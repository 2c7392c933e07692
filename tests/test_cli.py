"""The `beleg` command: what it prints, what it returns, and that it never shows a traceback.

Most commands are called in this process, with the model that is loaded already; a few run
as a person would run them.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest
from conftest import Opened
from test_corpus import Counting

from corpus import Article, Corpus
from corpus.embed import SentenceEmbeddings
from qa.cli import main

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "Wann setzte Putin den Vertrag mit Nordkorea in Kraft?"
TEXT = "Der Bäcker Quirinus gewann die Wahl am Ende doch noch knapp."
MEASURE = [
    *("eval", "retrieval", "--corpus", "c", "--questions", "q"),
    *("--ask", "en", "--text", "de"),
]
HOSTILE = "\x1b]0;owned\x07\u202eevil\u2066"

Run = Callable[..., tuple[int, str, str]]
"""Runs a command; returns exit status, stdout and stderr."""


@pytest.fixture
def beleg(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    embeddings: SentenceEmbeddings,
) -> Run:
    """See `Run`."""
    monkeypatch.setattr("corpus.corpus.SentenceEmbeddings", lambda *_: embeddings)

    def run(*argv: object) -> tuple[int, str, str]:
        status = main([str(one) for one in argv])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    return run


def process(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qa.cli", *argv],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def written(folder: Path, name: str, text: str = TEXT) -> Path:
    """A file with `text` in it."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# Usage


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["no-such-command"],
        ["add"],
        ["ask"],
        ["ask", "one", "two"],
        ["ask", ""],
        ["ask", "a" * 100_000],
        ["ask", "\x00\x1b"],
        ["ask", QUESTION, "--model"],
        ["show"],
        ["remove"],
        ["remove", "0123", "--samples"],
        ["list", "--jso"],
        ["list", "--home", ""],
        ["serve", "--port", "70000"],
        ["serve", "--port", "x"],
        ["eval"],
        ["eval", "retrieval"],
        *([*MEASURE, "--limit", limit] for limit in ("0", "-1", "many")),
    ],
    ids=lambda argv: " ".join(argv)[:40],
)
def test_wrong_usage_is_one_sentence_and_2(beleg: Run, argv: list[str]) -> None:
    status, out, err = beleg(*argv)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert len(err) < 400


@pytest.mark.parametrize(
    "command",
    [[], ["add"], ["list"], ["show"], ["remove"], ["ask"], ["serve"], ["eval"], ["doctor"]],
)
def test_help_is_there_for_every_command(beleg: Run, command: list[str]) -> None:
    status, out, err = beleg(*command, "--help")
    assert (status, err) == (0, "")
    assert "--home DIR" in out


def test_help_imports_nothing_that_takes_long() -> None:
    program = """
import sys
from qa.cli import main
assert main(["--help"]) == 0
late = {"app", "chromadb", "gradio", "openai", "sentence_transformers", "torch"}
assert not late & sys.modules.keys(), late & sys.modules.keys()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# Articles


def test_articles_come_in_are_listed_shown_and_leave(
    beleg: Run, home: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "in", "wahl.txt")
    status, out, err = beleg("add", tmp_path / "in", "--json")
    assert (status, err) == (0, "")
    report = json.loads(out)
    assert report.keys() == {"added", "updated", "unchanged", "copies", "failed"}
    (one,) = report["added"]
    assert one.keys() == {"name", "id", "title"}
    assert one["name"] == str(path)

    status, out, _ = beleg("list", "--json")
    (listed,) = json.loads(out)
    assert status == 0
    assert {"id", "title", "url", "source", "published", "language"} <= listed.keys()
    assert (listed["id"], listed["language"], listed["sample"]) == (one["id"], "de", False)
    assert one["id"] in beleg("list")[1]

    status, out, _ = beleg("show", one["id"])
    assert status == 0
    assert TEXT in out

    status, out, err = beleg("remove", one["id"], one["id"])
    assert (status, out, err) == (0, "Removed 1 article.\n", "")
    assert json.loads(beleg("list", "--json")[1]) == []
    assert home.is_dir()


def test_adding_says_what_became_of_each(beleg: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "wahl.txt")
    assert "\n1 added.\n" in f"\n{beleg('add', path)[1]}"
    assert beleg("add", path)[1].startswith("unchanged")
    written(tmp_path / "in", "wahl.txt", "Die Müllerin Adelgund gewann die Wahl ganz klar.")
    assert beleg("add", path)[1].endswith("1 updated.\n")


def test_what_fails_is_told_and_the_rest_is_done(beleg: Run, tmp_path: Path) -> None:
    good = written(tmp_path / "in", "good.txt")
    (tmp_path / "in" / "empty.txt").touch()
    status, out, err = beleg("add", tmp_path / "gone.txt", tmp_path / "in", "--json")
    report = json.loads(out)
    assert status == 1
    assert [one["name"] for one in report["added"]] == [str(good)]
    assert all(one.keys() == {"name", "reason"} for one in report["failed"])
    assert len(report["failed"]) == len(err.splitlines()) == 2
    for line in err.splitlines():
        assert "gone.txt: " in line or "empty.txt: " in line


def test_folder_with_nothing_to_read(beleg: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, out, err = beleg("add", tmp_path / "in")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1


def test_what_is_not_there_is_told_and_the_rest_removed(beleg: Run, samples_home: Path) -> None:
    listed = json.loads(beleg("list", "--json")[1])
    status, out, err = beleg("remove", listed[0]["id"], "no-such-id")
    assert (status, out) == (1, "Removed 1 article.\n")
    assert "no-such-id" in err
    status, out, err = beleg("show", listed[0]["id"])
    assert (status, out) == (1, "")
    assert listed[0]["id"] in err
    assert f"Removed {len(listed) - 1} articles." in beleg("remove", "--samples")[1]
    assert beleg("remove", "--samples")[:2] == (0, "Removed 0 articles.\n")


def test_samples_are_marked(beleg: Run, samples_home: Path) -> None:
    lines = beleg("list")[1].splitlines()
    assert len(lines) >= 12
    assert all("  (sample)" in line for line in lines)
    assert "sample" in beleg("show", lines[0].split()[0])[1].lower()


@pytest.mark.parametrize("before", [True, False])
def test_home_goes_before_or_after_the_command(
    beleg: Run, tmp_path: Path, home: Path, before: bool
) -> None:
    other, path = tmp_path / "other", written(tmp_path / "in", "wahl.txt")
    argv = ["--home", other, "add", path] if before else ["add", path, "--home", other]
    assert beleg(*argv)[0] == 0
    assert (other / "articles.sqlite").exists()
    assert not home.exists()


def test_hostile_text_cannot_command_the_terminal(
    beleg: Run, corpus: Corpus, home: Path, tmp_path: Path
) -> None:
    article = Article(f"{TEXT} {HOSTILE}", title=f"Wahl {HOSTILE}", source=HOSTILE, language="de")
    corpus.add(article)
    corpus.close()
    said = [
        *beleg("list")[1:],
        *beleg("show", article.id)[1:],
        *beleg("ask", "Wer gewann die Wahl?", "--model", "none")[1:],
        *beleg("add", tmp_path / f"gone{HOSTILE}.txt")[1:],
        *beleg("show", HOSTILE)[1:],
    ]
    assert not set("".join(said)) & set("\x1b\x07\u202e\u2066")
    out = beleg("list", "--json")[1]
    assert not set(out) & set("\x1b\x07\u202e\u2066")
    assert json.loads(out)[0]["title"] == article.title


# Questions


def test_answer_in_json_has_the_fields_it_should(
    beleg: Run, samples_home: Path, opened: Opened
) -> None:
    status, out, err = beleg("ask", QUESTION, "--model", "none", "--json")
    assert (status, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    assert answer.keys() == {
        *("question", "language", "refused", "text", "sentences", "citations", "model"),
        *("seconds", "notice"),
    }
    assert (answer["question"], answer["language"], answer["refused"]) == (QUESTION, "de", False)
    numbers = {citation["number"] for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        assert sentence.keys() == {
            *("text", "citations", "verified", "verdict", "reason", "own_words"),
        }
        assert (sentence["verified"], sentence["own_words"]) == (True, [])
        assert set(sentence["citations"]) <= numbers
    assert answer["seconds"].keys() == {"retrieve", "write", "total"}
    with opened(samples_home) as corpus:
        for citation in answer["citations"]:
            assert citation.keys() == {"number", "quote", "start", "end", "article", "also"}
            about = citation["article"]
            assert about.keys() == {"id", "title", "url", "source", "published", "language"}
            text = corpus.get(about["id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert "am 10. November in Kraft" in answer["citations"][0]["quote"]


def test_answer_for_people_names_its_receipts(beleg: Run, samples_home: Path) -> None:
    status, out, err = beleg("ask", QUESTION, "--model", "none")
    assert (status, err) == (0, "")
    assert "am 10. November in Kraft" in out
    receipt = next(line for line in out.splitlines() if line.startswith("[1] "))
    assert "Beispiel-Kurier, 12. November 2024, Kim Jong Un ratifiziert" in receipt
    assert "(https://example.org/beispiel-kurier/" in receipt


def test_refusal_is_no_failure(beleg: Run, samples_home: Path) -> None:
    question = "Wer gewann 2022 das Endspiel der Fußball-Weltmeisterschaft?"
    status, out, err = beleg("ask", question, "--model", "none")
    assert (status, err) == (0, "")
    assert out.startswith("Das steht nicht in diesen Artikeln. Durchsuchte Artikel: ")
    assert "\n\n[1] " in out
    answer = json.loads(beleg("ask", question, "--model", "none", "--json")[1])
    assert (answer["refused"], answer["citations"]) == (True, [])


def test_model_that_is_not_there_is_told_and_the_quotes_stand(
    beleg: Run, samples_home: Path
) -> None:
    status, out, err = beleg("ask", QUESTION, "--model", "http://127.0.0.1:9/v1#x")
    assert status == 0
    assert "am 10. November in Kraft" in out
    assert err.count("\n") == 1
    assert "127.0.0.1" in err


def test_setting_that_is_no_model(beleg: Run, samples_home: Path) -> None:
    status, out, err = beleg("ask", QUESTION, "--model", "no-such")
    assert (status, out) == (2, "")
    assert "no-such" in err


def test_port_in_use_is_told(beleg: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, err = beleg("serve", "--port", port)
    assert status in (1, 2)
    assert str(port) in err
    assert err.count("\n") == 1


# Measures


@pytest.fixture
def measured(tmp_path: Path) -> list[object]:
    """Arguments of a small measurement, five articles and two questions."""
    towns = ["Lindau", "Eichenfels", "Oberwalden", "Quellstedt", "Wellenbrück"]
    rows = [
        {"id": str(i), "text": f"Die Stadt {town} baut eine Brücke. Sie kostet {i + 2} Millionen."}
        for i, town in enumerate(towns)
    ]
    questions = [
        {
            "paragraph": str(i),
            "question": {"de": f"Was baut die Stadt {towns[i]}?"},
            "answer": {"de": "eine Brücke"},
            "start": {"de": rows[i]["text"].index("eine Brücke")},
        }
        for i in (1, 3)
    ]
    written(tmp_path, "corpus.jsonl", "\n".join(json.dumps(row) for row in rows))
    written(tmp_path, "questions.jsonl", "\n".join(json.dumps(row) for row in questions))
    files = ["--corpus", tmp_path / "corpus.jsonl", "--questions", tmp_path / "questions.jsonl"]
    return ["eval", "retrieval", *files, "--ask", "de", "--text", "de"]


def test_retrieval_is_measured(beleg: Run, home: Path, measured: list[object]) -> None:
    status, out, err = beleg(*measured, "--json")
    assert (status, err) == (0, "")
    figures = json.loads(out)
    names = {"r@1", "r@5", "r@10", "ndcg@10", "evidence@1", "evidence@3", "p50_ms", "p95_ms"}
    assert names <= figures.keys()
    assert figures["questions"] == 2
    assert [figures[name] for name in ("r@1", "ndcg@10", "evidence@3")] == [1.0, 1.0, 1.0]
    assert not home.exists()
    status, out, _ = beleg(*measured, "--limit", 1)
    assert dict(line.split() for line in out.splitlines())["questions"] == "1"


def test_measuring_files_of_another_form(
    beleg: Run, measured: list[object], tmp_path: Path
) -> None:
    wrong = written(tmp_path, "wrong.jsonl", '{"id": "1", "text": "x"}\nnot json\n')
    files = [measured[0], measured[1], "--corpus", wrong, *measured[4:]]
    status, out, err = beleg(*files)
    assert (status, out) == (1, "")
    assert "wrong.jsonl" in err
    assert "line 2" in err
    gone = [measured[0], measured[1], "--corpus", tmp_path / "gone", *measured[4:]]
    assert beleg(*gone)[0] == 1


def test_measuring_a_language_that_is_not_there(beleg: Run, measured: list[object]) -> None:
    status, out, err = beleg(*measured[:-4], "--ask", "xx", "--text", "de")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1


# Doctor


def test_doctor_finds_things_in_order(beleg: Run, samples_home: Path) -> None:
    status, out, err = beleg("doctor", "--json")
    found = json.loads(out)
    assert (status, found["ok"]) == (0, True), err
    assert {"python", "beleg", "langchain", "chromadb", "torch", "gradio"} <= found[
        "versions"
    ].keys()
    assert found["models"].keys() == {"embedding", "chat"}
    corpus = found["corpus"]
    assert corpus["folder"] == str(samples_home)
    assert corpus["articles"] >= 12
    assert corpus["chunks"] > corpus["articles"]
    assert (corpus["problems"], corpus["state"]) == ([], "in order")
    assert str(samples_home) in beleg("doctor")[1]


def test_doctor_makes_no_corpus(beleg: Run, home: Path) -> None:
    assert beleg("doctor")[0] == 0
    assert not home.exists()


def test_doctor_says_who_holds_the_corpus(beleg: Run, corpus: Corpus) -> None:
    status, out, _ = beleg("doctor")
    assert status == 0
    assert f"process {os.getpid()}" in out


def test_doctor_says_what_is_missing(
    beleg: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "articles.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("BELEG_MODEL", "ollama:")
    status, out, err = beleg("doctor", "--json")
    found = json.loads(out)
    assert (status, found["ok"], err) == (1, False, "")
    assert "articles.sqlite" in found["missing"][0]
    assert "ollama" in found["missing"][1]


def test_repairing_with_a_loss_is_no_success(
    beleg: Run, opened: Opened, home: Path, article: Article
) -> None:
    with opened(home) as corpus:
        corpus.add(article, Article(TEXT, title="Quirinus"))
    with closing(sqlite3.connect(home / "articles.sqlite")) as database, database:
        database.execute("UPDATE articles SET text = text || '.' WHERE title = 'Quirinus'")
    status, out, _ = beleg("doctor", "--repair", "--json")
    found = json.loads(out)
    assert (status, found["ok"], found["corpus"]["state"]) == (1, False, "in order")
    assert any("lost: Quirinus" in line for line in found["repaired"])
    assert beleg("doctor")[0] == 0


# Failures


def test_folder_that_cannot_be_used(beleg: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "file")
    for command in (["list"], ["ask", QUESTION], ["add", file], ["remove", "--samples"]):
        status, out, err = beleg("--home", file, *command)
        assert (status, out) == (1, ""), command
        assert err.count("\n") == 1
        assert str(file) in err


def test_interruption_is_quiet(beleg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("corpus.corpus.Corpus.articles", interrupted)
    assert beleg("list") == (130, "", "")
    monkeypatch.undo()


@pytest.mark.parametrize("where", ["qa.cli.library._tell", "corpus.store.Store.add"])
def test_adding_is_stopped_and_goes_on_where_it_stopped(
    beleg: Run, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    files = [
        written(tmp_path, f"{i}.txt", f"Der Bäcker {'xyzabcde'[i] * 9} backt Brot. ")
        for i in range(8)
    ]
    monkeypatch.setattr("corpus.ahead.BATCH_CHARACTERS", 60)  # two articles
    whole, calls = resolve_name(where), iter(range(9))

    def interrupted(*given: object, **named: object) -> object:
        if next(calls) == 4:
            signal.raise_signal(signal.SIGINT)
        return whole(*given, **named)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in background jobs
    with monkeypatch.context() as patch:
        patch.setattr(where, interrupted)
        status, out, err = beleg("add", *files, "--report", tmp_path / "report.json")
    signal.signal(signal.SIGINT, before)
    assert (status, err) == (130, "Stopped; the same command goes on from here.\n")
    done = json.loads((tmp_path / "report.json").read_text("utf-8"))["added"]
    assert len(done) == (5 if "tell" in where else 4)
    assert f"{len(done)} added." in out
    with opened(Path(os.environ["BELEG_HOME"])) as corpus:
        there = {one.id for one in corpus.articles()}
        assert {one["id"] for one in done} <= there
        corpus.embeddings = counting = Counting(corpus.embeddings)
        report = corpus.add(*files)
        assert {one.id for one in report.unchanged} == there
        assert counting.texts == len(report.added) == 8 - len(there)
        assert corpus.check() == ()


def test_as_a_person_runs_it(samples_home: Path) -> None:
    done = process("ask", QUESTION, "--model", "none", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "am 10. November in Kraft" in done.stdout
    done = process("list", "--json", PYTHONIOENCODING="ascii")
    assert len(json.loads(done.stdout)) >= 12


def test_second_process_is_told_who_has_the_folder(corpus: Corpus) -> None:
    done = process("list")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"process {os.getpid()};" in done.stderr
    assert done.stderr.count("\n") == 1


def test_reader_that_goes_away_is_no_reason_for_a_traceback(samples_home: Path) -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "list"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert listing.stdout is not None
    listing.stdout.close()
    _, err = listing.communicate()
    assert (listing.returncode, err) == (141, "")
