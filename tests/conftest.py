"""What all tests share: one embedding model a session, folders of their own, no network.

The model, the store and the index are the real ones. Weights are unpacked once a session, or
taken from BELEG_CACHE where that is set; nothing else of the user's is read or written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import browser, page, served  # noqa: F401
from pytest_socket import socket_allow_hosts

from corpus import Article, Corpus, Settings
from corpus.embed import SentenceEmbeddings

SETTINGS = ("BELEG_HOME", "BELEG_EMBEDDING", "BELEG_MODEL", "BELEG_API_KEY")
FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")

Opened = Callable[[Path], Corpus]
"""Opens a corpus that shares the session's model."""


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of unpacked weights; and the environment without the user's settings."""
    given = os.environ.get("BELEG_CACHE")
    folder = Path(given) if given else tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*SETTINGS, *FOLDERS):
            patch.delenv(name, raising=False)
        patch.setenv("BELEG_CACHE", str(folder))
        patch.setenv("HOME", str(tmp_path_factory.mktemp("user")))
        patch.setenv("BELEG_HOME", str(tmp_path_factory.mktemp("session") / "home"))
        yield folder


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("BELEG_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Loopback only; pytest-socket lifts it after each test."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def embeddings(cache: Path) -> SentenceEmbeddings:
    """The packaged model, loaded once."""
    one = SentenceEmbeddings(Settings(cache=cache))
    one.load()
    return one


@pytest.fixture(scope="session")
def _samples_folder(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceEmbeddings
) -> Path:
    """A closed corpus of the sample articles; copied, never opened."""
    home = tmp_path_factory.mktemp("samples") / "home"
    with Corpus(replace(Settings.from_environment(), home=home)) as corpus:
        corpus.embeddings = embeddings
        report = corpus.add_samples()
    assert not report.failed, report.failed
    return home


@pytest.fixture(scope="session")
def samples(
    tmp_path_factory: pytest.TempPathFactory, _samples_folder: Path, embeddings: SentenceEmbeddings
) -> Iterator[Corpus]:
    """The sample articles in an open corpus. To be read only."""
    home = tmp_path_factory.mktemp("open") / "home"
    shutil.copytree(_samples_folder, home)
    with Corpus(replace(Settings.from_environment(), home=home)) as corpus:
        corpus.embeddings = embeddings
        yield corpus


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of this test's corpus, not made yet: what BELEG_HOME says."""
    return tmp_path / "home"


@pytest.fixture
def samples_home(home: Path, _samples_folder: Path) -> Path:
    """The folder of this test's corpus with the sample articles, closed."""
    shutil.copytree(_samples_folder, home)
    return home


@pytest.fixture
def opened(embeddings: SentenceEmbeddings) -> Opened:
    """See `Opened`."""

    def opens(home: Path) -> Corpus:
        corpus = Corpus.open(home)
        corpus.embeddings = embeddings
        return corpus

    return opens


@pytest.fixture
def corpus(opened: Opened, home: Path) -> Iterator[Corpus]:
    """An empty corpus."""
    with opened(home) as one:
        yield one


@pytest.fixture
def article() -> Article:
    """Three sentences and an agency's signature."""
    return Article(
        "Der Stadtrat von Quellstedt hat am Montag die neue Brücke genehmigt. "
        "Sie soll 4,2 Millionen Euro kosten und im Mai 2027 fertig sein.\n\n"
        "Bürgermeisterin Ilse Wendehorst sprach von einem guten Tag. (bg/dpa)",
        title="Quellstedt bekommt eine Brücke",
        source="Quellstedter Bote",
        published="2025-03-03",
        language="de",
        url="https://example.com/bruecke",
    )
