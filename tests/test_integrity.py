"""Nothing is lost, half there or wrong: after kills, full disks and damaged files.

Child processes work on a corpus and say what they have done; they are ended at random moments,
before and after each step, inside SQLite and while Chroma saves its graph. What they said must
be true afterwards. BELEG_TEST_KILLS sets how many there are (default 16).
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Opened
from test_corpus import Counting, best

from corpus import Article, Corpus, Settings
from corpus.embed import Passage, SentenceEmbeddings, Spans
from corpus.errors import ArticleNotFound, BelegError, CorpusDamaged
from corpus.indexing import indexed
from corpus.repair import repair
from corpus.split import chunks
from corpus.stem import stems

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("BELEG_TEST_KILLS", "16"))
QUESTION = "Was kostet das Vorhaben in {}?"

NURSERY = """
import os, pickle, random, signal, sys, threading, time
import chromadb
from corpus import Corpus
from corpus import seal, vectors
from corpus.embed import SentenceEmbeddings
from corpus.store import Store
from corpus.vectors import VectorIndex

home, data = sys.argv[1:]
with open(data, "rb") as file:
    articles, passages = pickle.load(file)

STEPS = [
    (owner, name)
    for owner, names in (
        (Store, "__init__ add settle remove withdraw reinstate compact close"),
        (Store, "_insert _retire _join _add_chunk"),
        (VectorIndex, "__init__ upsert remove rebuild close"),
        (seal, "put_on take_off"),
    )
    for name in names.split()
]


class Remembered(SentenceEmbeddings):
    def chunks(self, texts, sentences):
        return [passages[text] for text in texts]


def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def aim(rng, step):
    # dies before or after one of the next calls of the step
    owner, name = STEPS[step % len(STEPS)]
    whole, left, after = getattr(owner, name), rng.choice([1, 1, 2, 5]), rng.random() < 0.5

    def deadly(*given, **named):
        nonlocal left
        left -= 1
        if left == 0 and not after:
            die()
        done = whole(*given, **named)
        if left == 0:
            die()
        return done

    setattr(owner, name, deadly)


def aim_inside_sqlite(rng):
    opening, ticks = Store.__init__, rng.randrange(1, 4000)

    def opened(self, path):
        opening(self, path)
        count = 0

        def tick():
            nonlocal count
            count += 1
            if count >= ticks:
                die()

        self._db.set_progress_handler(tick, 40)

    Store.__init__ = opened


def aim_at_saving(rng):
    # Chroma saves its graph often, and this dies as soon as it sees that happen
    vectors._HNSW |= {"sync_threshold": 4, "batch_size": 3}
    left = rng.randrange(1, 12)

    def watch():
        nonlocal left
        before = None
        while True:
            try:
                now = [
                    (one.path, one.stat().st_mtime_ns, one.stat().st_size)
                    for folder in os.scandir(f"{home}/index")
                    for inner in os.scandir(folder.path)
                    if inner.is_dir()
                    for one in os.scandir(inner.path)
                ]
            except OSError:
                now = before
            if before is not None and now != before:
                left -= 1
                if left <= 0:
                    time.sleep(rng.random() * 0.002)
                    die()
            before = now

    threading.Thread(target=watch, daemon=True).start()


def work(rng, way, step):
    say("started", os.getpid())
    if way == "step":
        aim(rng, step)
    elif way == "sqlite":
        aim_inside_sqlite(rng)
    elif way == "saving":
        aim_at_saving(rng)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        corpus = Corpus.open(home)
        corpus.embeddings = Remembered(corpus.settings)
        say("opened", os.getpid())
        for _ in range(rng.choice([1, 3])):
            some = rng.sample(articles, 6)
            say("adding", *(one.id for one in some))
            for outcome in corpus.adding(some):
                assert outcome.kind != "failed", outcome
                say("there", outcome.id)
            one, two = (one.id for one in rng.sample(list(corpus.articles()), 2))
            say("withdrawing", one)
            corpus.withdraw(one)
            say("withdrawn", *(each.id for each in corpus.versions(one)))
            if rng.random() < 0.5:
                say("reinstating", *(each.id for each in corpus.versions(one)))
                corpus.reinstate(one)
            gone = [each.id for each in corpus.versions(two)]
            say("removing", *gone)
            corpus.remove(two)
            say("gone", *gone)
        corpus.close()
        say("closed")
    die()


for line in sys.stdin:
    seed, way, step = line.split()
    child = os.fork()
    if child == 0:
        try:
            work(random.Random(int(seed)), way, int(step))
        except BaseException as error:
            say("failed", type(error).__name__, str(error).replace("\\n", " "))
            os._exit(1)
    _, status = os.waitpid(child, 0)
    say()
    say("dead", status)
"""
"""Imports once what takes long, then has a child for each line it reads."""


class Recording(Counting):
    """Remembers what each text was embedded as."""

    def __init__(self, shared: SentenceEmbeddings) -> None:
        super().__init__(shared)
        self.seen: dict[str, Passage] = {}

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        done = super().chunks(texts, sentences)
        self.seen |= dict(zip(texts, done, strict=True))
        return done


class Remembered(SentenceEmbeddings):
    """Gives back what a `Recording` has seen; questions go to the model."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(Settings())
        self._encoder = recording._light_encoder()
        self.seen = recording.seen

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        return [self.seen[text] for text in texts]


def town(number: int) -> str:
    """A name no other article has."""
    syllables = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "wo", "zu")
    return "Quell" + "".join(syllables[int(digit)] for digit in f"{number:03}")


def news(number: int, edition: int = 1) -> Article:
    """An article with words no other one has, in two chunks; editions have one address."""
    name = town(number)
    text = "\n\n".join(
        f"Der Stadtrat von {name} hat in Sitzung {part} über Vorhaben {number * 7 + part} beraten. "
        f"Es soll {number + part + edition} Millionen Euro kosten und {2026 + part} fertig sein. "
        * 4
        for part in range(2)
    )
    url = f"https://example.com/{number}"
    return Article(text, title=f"Neues aus {name}", language="de", url=url)


@dataclass
class Said:
    """What children reported: `there` must be there, `gone` must not, `withdrawn` must not
    answer. What was begun and not finished may be either, and is in none."""

    there: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    reports: int = 0

    def hear(self, lines: Sequence[str]) -> None:
        for line in lines:
            word, *ids = line.split()
            self.reports += word in ("there", "gone", "withdrawn")
            if word in ("removing", "gone"):
                self.there -= set(ids)
                self.withdrawn -= set(ids)
            if word in ("adding", "there"):
                self.gone -= set(ids)
            if word in ("withdrawing", "reinstating"):
                self.withdrawn -= set(ids)
            if word == "there":
                self.there |= set(ids)
            elif word == "gone":
                self.gone |= set(ids)
            elif word == "withdrawn":
                self.withdrawn |= set(ids)


def test_reports_are_read_as_they_are_meant() -> None:
    said = Said()
    said.hear(["opened 1\n", "adding a b c\n", "there a\n", "there b\n", "withdrawn a\n"])
    assert (said.there, said.gone, said.withdrawn) == ({"a", "b"}, set(), {"a"})
    said.hear(["removing a b\n"])
    assert (said.there, said.gone, said.withdrawn) == (set(), set(), set())
    said.hear(["gone a b\n", "adding b\n"])
    assert (said.there, said.gone, said.reports) == (set(), {"a"}, 4)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [news(number, edition) for number in range(16) for edition in (1, 2)]


@pytest.fixture(scope="module")
def recording(
    tmp_path_factory: pytest.TempPathFactory,
    articles: list[Article],
    embeddings: SentenceEmbeddings,
) -> Recording:
    """What all articles are embedded as."""
    one = Recording(embeddings)
    with Corpus.open(tmp_path_factory.mktemp("scratch") / "home") as corpus:
        corpus.embeddings = one
        assert not corpus.add(articles).failed
    return one


def killed(nursery: subprocess.Popen[str], seed: int, way: str, rng: random.Random) -> list[str]:
    """Has a child made and ended; returns what it said."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{seed} {way} {seed // 4}\n")
    nursery.stdin.flush()
    lines = [nursery.stdout.readline()]
    child = int(lines[0].split()[1])
    if way == "random":
        if seed % 3:  # else while it opens the corpus
            lines.append(nursery.stdout.readline())
        time.sleep(rng.uniform(0.0, 0.7))
        os.kill(child, signal.SIGKILL)
    while not lines[-1].startswith("dead"):
        lines.append(nursery.stdout.readline())
        assert lines[-1], "the nursery ended"
    assert lines[-1] == f"dead {int(signal.SIGKILL)}\n", lines[-3:]
    return lines[: -2 if lines[-2] == "\n" else -1]


@pytest.mark.timeout(300 + 12 * KILLS)
def test_whatever_was_reported_before_a_kill_is_true_after_it(
    tmp_path: Path, home: Path, opened: Opened, articles: list[Article], recording: Recording
) -> None:
    data = tmp_path / "passages"
    data.write_bytes(pickle.dumps((articles, recording.seen)))
    rng = random.Random(20241110)
    said = Said()
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(home), str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        for seed in range(KILLS):
            way = ("random", "step", "sqlite", "saving")[seed % 4]
            said.hear(killed(nursery, seed, way, rng))
            for _ in range(2):
                with opened(home) as corpus:
                    assert_true(corpus, articles, said, rng)
                    stored = {one.id for one in articles if is_there(corpus, one.id)}
                    said.there, said.gone = stored, {one.id for one in articles} - stored
                    said.withdrawn = {one for one in stored if corpus.get(one).withdrawn}
    assert said.reports > KILLS, f"only {said.reports} reports: nothing was tested"


def is_there(corpus: Corpus, article_id: str) -> bool:
    with suppress(ArticleNotFound):
        return bool(corpus.get(article_id))
    return False


def assert_true(
    corpus: Corpus, articles: Sequence[Article], said: Said, rng: random.Random
) -> None:
    """What was reported holds, and what is there is whole."""
    assert corpus.check() == ()
    stored = {one.id for one in articles if is_there(corpus, one.id)}
    assert said.there <= stored
    assert said.gone.isdisjoint(stored)
    assert all(corpus.get(one).withdrawn for one in said.withdrawn)
    newest = {one.id: one for one in corpus.articles()}
    answering = {one.id for one in newest.values() if not one.withdrawn}
    for one in articles:
        keys = corpus._store.keys_of([one.id])
        assert bool(keys) == (one.id in answering)
        found = corpus.indexed(keys)
        if keys:
            assert [found[key].chunk for key in keys] == list(chunks(one))
            words = stems(town_of(one), "de")
            assert set(keys) == {key for key, _ in corpus._store.match(words, 50)}
    for one in rng.sample(articles, 4):
        if one.id in answering:
            assert best(corpus, QUESTION.format(town_of(one))) == one.id


def town_of(article: Article) -> str:
    return article.title.split()[-1]


# Gone means gone


def test_removed_text_is_on_no_byte_of_the_disk(
    opened: Opened, home: Path, article: Article
) -> None:
    secret = Article(
        "Die Xylothekarin Zwetlana Hupfenzwiesel übergab am Freitag siebzehn Öldruckpressen.",
        title="Öldruckpressen übergeben",
        source="Schlüßelblatt",
        language="de",
        url="https://example.com/hupf",
    )
    draft = replace(secret, text=secret.text.replace("Freitag", "Donnerstag"))
    rare = {"hupfenzwiesel", "xylothekarin", "zwetlana", "schlüßelblatt"}
    rare |= {*stems("Xylothekarin Hupfenzwiesel Öldruckpressen", "de"), "example.com/hupf"}
    with opened(home) as corpus:
        corpus.add(article, draft, secret)
        vectors = [corpus._store.vectors([key])[0][0] for key in corpus._store.keys_of([secret.id])]
        assert all(traces(home, word) for word in rare)
        assert corpus.remove(secret.id) == (draft, secret)
        assert not [word for word in rare if traces(home, word)]
        for vector in vectors:
            for kind in (np.float16, np.float32):
                assert not holds(home, vector.astype(kind).tobytes())
    assert not [word for word in rare if traces(home, word)]
    with opened(home) as corpus:
        assert list(corpus.articles()) == [article]
        assert corpus.check() == ()


def traces(home: Path, word: str) -> bool:
    """Whether `word` can be read in any file under `home`, in whatever case."""
    forms = {word, word.capitalize(), word.upper(), word.casefold()}
    return any(holds(home, form.encode(code)) for form in forms for code in ("utf-8", "utf-16-le"))


def holds(home: Path, data: bytes) -> bool:
    return any(data in path.read_bytes() for path in home.rglob("*") if path.is_file())


# A full disk

SIZES = [100, 180, 260, 340, 450, 600, 800, 1000, 1300, 1700]  # KiB


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Gives a folder on a disk of so many KiB; called again, the disk gets another size."""
    where = tmp_path / "disk"
    where.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root can mount a small disk")
    mounted = False

    def sized(kib: int) -> Path:
        nonlocal mounted
        options = f"{'remount,' if mounted else ''}size={kib}k"
        done = subprocess.run(
            [mount, "-t", "tmpfs", "-o", options, "tmpfs", str(where)],
            capture_output=True,
            check=False,
        )
        if done.returncode:
            pytest.skip("a small disk cannot be mounted here")
        mounted = True
        return where / "home"

    yield sized
    if mounted:
        subprocess.run(["umount", "-l", str(where)], check=True)


@pytest.mark.parametrize("kib", SIZES)
def test_full_disk_loses_nothing_that_was_reported(
    small_disk: Callable[[int], Path],
    kib: int,
    opened: Opened,
    articles: list[Article],
    recording: Recording,
) -> None:
    home = small_disk(kib)
    remembered = Remembered(recording)
    said = Said()
    failed = False
    try:
        corpus = Corpus.open(home)
        try:
            corpus.embeddings = remembered
            for outcome in corpus.adding(articles):
                said.there.add(outcome.id)
            for one in articles[:9:3]:
                corpus.remove(one.id)
                said.there.discard(one.id)
                said.gone.add(one.id)
        finally:
            corpus.close()
    except (BelegError, OSError, sqlite3.Error):
        failed = True
    assert failed or kib >= SIZES[-2]
    small_disk(64_000)
    for _ in range(2):
        with opened(home) as corpus:
            gone = {one for one in said.gone if is_there(corpus, one)}
            assert not gone
            assert {one for one in said.there if not is_there(corpus, one)} <= removed(articles)
            assert corpus.check() == ()
    with opened(home) as corpus:
        corpus.embeddings = remembered
        assert not corpus.add(articles).failed
        assert corpus.check() == ()
        assert len(corpus) == len({one.url for one in articles})


def removed(articles: Sequence[Article]) -> set[str]:
    """Ids of what may have been removed, reported or not."""
    return {one.id for one in articles[:9]}


# Damaged files


def truncated(data: bytearray, rng: random.Random) -> bytes:
    return bytes(data[: len(data) // 2])


def zeroed(data: bytearray, rng: random.Random) -> bytes:
    return bytes(len(data))


def emptied(data: bytearray, rng: random.Random) -> bytes:
    return b""


def flipped(data: bytearray, rng: random.Random) -> bytes:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


FLIPS = KILLS // 3


def test_each_file_damaged_once(
    tmp_path: Path, articles: list[Article], recording: Recording, subtests: pytest.Subtests
) -> None:
    whole, home = tmp_path / "whole", tmp_path / "home"
    settings = Settings(home=home, cache=Path(os.environ["BELEG_CACHE"]))
    with Corpus.open(whole) as corpus:
        corpus.embeddings = Remembered(recording)
        corpus.add(articles[:12])
        corpus.withdraw(articles[2].id)
        expected = contents(corpus)
    files = [path.relative_to(whole) for path in whole.rglob("*") if path.is_file()]
    assert {"articles.sqlite", "seal"} <= {path.name for path in files}
    rng = random.Random(5)
    kinds = [truncated, zeroed, emptied, flipped]
    harms = [(path, kind) for path in files for kind in kinds]
    harms += [(Path("articles.sqlite"), flipped)] * FLIPS
    for path, kind in harms:
        with subtests.test(f"{path} {kind.__name__}"):
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(whole, home)
            (home / path).write_bytes(kind(bytearray((home / path).read_bytes()), rng))
            states = [looked_at(home, expected), looked_at(home, expected)]
            assert states[0] == states[1]
            if path.name != "articles.sqlite":
                assert states == ["whole"] * 2
            elif states[0] == "damaged":
                assert_mended(settings, expected)


Contents = dict[str, tuple[Article, bool]]


def contents(corpus: Corpus) -> Contents:
    """Every version, and whether it answers."""
    ids = [str(row[0]) for row in corpus._store.rows("SELECT id FROM articles")]
    versions = [corpus.get(one) for one in ids]
    return {one.id: (one, bool(corpus._store.keys_of([one.id]))) for one in versions}


def looked_at(home: Path, expected: Contents) -> str:
    """ "whole" or "damaged"; fails if it is anything else."""
    try:
        corpus = Corpus.open(home)
    except CorpusDamaged as error:
        return "damaged" if "articles.sqlite" in str(error) else str(error)
    with corpus:
        assert contents(corpus) == expected
        assert corpus.check() == ()
        return "whole"


def assert_mended(settings: Settings, expected: Contents) -> None:
    """After repair what is there is as it was, and what is lost is told or was all."""
    try:
        said = repair(settings)
    except CorpusDamaged as error:
        told = str(error)
    else:
        told = ""
    if told:
        assert "put back a copy" in told
        return
    for _ in range(2):
        with Corpus.open(settings.home) as corpus:
            kept = contents(corpus)
            assert corpus.check() == ()
        assert kept.items() <= expected.items()
    lost = len(expected) - len(kept)
    assert any(f"{len(kept)} articles" in line for line in said), said
    assert lost == 0 or any("lost" in line for line in said), said


def test_emptied_store_of_a_used_corpus_does_not_begin_anew(samples_home: Path) -> None:
    store = samples_home / "articles.sqlite"
    for harm in (lambda: store.write_bytes(b""), store.unlink):
        harm()
        for _ in range(2):
            with pytest.raises(CorpusDamaged, match=r"articles\.sqlite"):
                Corpus.open(samples_home)
    (samples_home / "seal").unlink()
    with pytest.raises(CorpusDamaged, match=r"articles\.sqlite"):
        Corpus.open(samples_home)


def test_store_of_the_first_form_is_brought_up_to_date(
    opened: Opened, home: Path, article: Article
) -> None:
    with opened(home) as corpus:
        corpus.add(article)
        keys = corpus._store.keys()
    database = sqlite3.connect(home / "articles.sqlite")
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "DROP TABLE shingles",
        "DROP INDEX articles_by_address",
        "DROP INDEX articles_by_story",
        "CREATE TABLE former (id TEXT PRIMARY KEY, url TEXT, title TEXT, source TEXT, "
        "published TEXT, authors TEXT, language TEXT, origin TEXT, sample INTEGER, text TEXT, "
        "added TEXT)",
        "INSERT INTO former SELECT id, url, title, source, published, authors, language, origin, "
        "sample, text, added FROM articles",
        "DROP TABLE articles",
        "ALTER TABLE former RENAME TO articles",
        "ALTER TABLE chunks DROP COLUMN checksum",
        "PRAGMA user_version = 1",
    ):
        database.execute(statement)
    database.commit()
    database.close()
    copy = Article(article.text, source="Nordpost", language="de")
    with opened(home) as corpus:
        assert corpus.check() == ()
        assert list(corpus.articles()) == [article]
        assert len(corpus._store.keys()) == len(keys)
        assert best(corpus, article.text) == article.id
        assert corpus.add(copy).copies
        assert corpus.add(replace(article, text=article.text + " Nichts ist fertig.")).updated


def test_store_of_the_second_form_is_brought_up_to_date(
    opened: Opened, home: Path, article: Article
) -> None:
    with opened(home) as corpus:
        corpus.add(article)
    database = sqlite3.connect(home / "articles.sqlite")
    database.execute("ALTER TABLE articles DROP COLUMN published_as")
    database.execute("PRAGMA user_version = 2")
    database.close()
    written = replace(article, url="https://example.com/2", published_as="3. März 2025")
    with opened(home) as corpus:
        assert corpus.check() == ()
        assert list(corpus.articles()) == [article]
        assert corpus.add(article, written).copies
    with opened(home) as corpus:
        assert corpus.get(written.id).published_as == "3. März 2025"


def test_articles_of_a_store_with_other_vectors_are_embedded_again(
    opened: Opened, home: Path, article: Article
) -> None:
    with opened(home) as corpus:
        corpus.add(article)
        (key, *_), chunks = sorted(corpus._store.keys()), len(corpus._store.keys())
    database = sqlite3.connect(home / "articles.sqlite")
    database.execute("UPDATE chunks SET tokens = zeroblob(96 * 7)")
    database.execute("PRAGMA user_version = 3")
    database.commit()
    database.close()
    with opened(home) as corpus:
        assert corpus.check() == ()
        assert best(corpus, article.text) == article.id
        assert len(corpus._store.keys()) == chunks
        assert min(corpus._store.keys()) > key


def test_embedding_again_goes_on_where_it_was_stopped(
    opened: Opened, home: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [Article(f"Der Bäcker Quirinus gewann Wahl Nummer {one}.") for one in range(3)]
    with opened(home) as corpus:
        corpus.add(article, *others)
        settings = corpus.settings
    database = sqlite3.connect(home / "articles.sqlite")
    database.execute("PRAGMA user_version = 3")
    database.close()
    embedded: list[int] = []

    def some(articles: Sequence[Article], embeddings: SentenceEmbeddings) -> Any:
        if len(embedded) == stopped:
            raise KeyboardInterrupt
        embedded.append(len(articles))
        return indexed(articles, embeddings)

    monkeypatch.setattr("corpus.again.BATCH_CHARACTERS", 1)
    monkeypatch.setattr("corpus.again.indexed", some)
    stopped = 3
    with pytest.raises(KeyboardInterrupt):
        Corpus(settings)
    stopped = -1
    heard: list[tuple[str, float]] = []
    with Corpus(settings, lambda *told: heard.append(told)) as corpus:
        assert corpus.check() == ()
        assert best(corpus, article.text) == article.id
    assert embedded == [1] * 4
    assert ("embedding the articles again", 1.0) in heard


def test_a_withdrawn_article_does_not_answer_for_a_bit_that_fell_over(
    opened: Opened, home: Path, article: Article
) -> None:
    other = Article("Der Bäcker Quirinus gewann die Wahl am Ende doch noch knapp.")
    with opened(home) as corpus:
        corpus.add(article, other)
        corpus.withdraw(article.id)
        settings = corpus.settings
    row: tuple[object, ...] = ()
    for statement, values in (  # the row is changed behind the back of its index
        ("DELETE FROM sqlite_schema WHERE name = 'articles_listed'", ()),
        ("UPDATE articles SET withdrawn = 1 - withdrawn", ()),
        ("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", None),
    ):
        database = sqlite3.connect(home / "articles.sqlite", isolation_level=None)
        index = "SELECT * FROM sqlite_schema WHERE name = 'articles_listed'"
        row = database.execute(index).fetchone() or row
        database.execute("PRAGMA writable_schema = ON")
        database.execute(statement, row if values is None else values)
        database.close()
    assert any("articles_listed" in line for line in repair(settings))
    with opened(home) as corpus:
        assert corpus.check() == ()
        assert corpus.get(article.id).withdrawn
        assert not corpus.get(other.id).withdrawn
        assert best(corpus, article.text) == other.id


def test_an_older_version_does_not_answer_where_the_newest_is_lost(
    opened: Opened, home: Path, article: Article
) -> None:
    older = replace(article, text=article.text.replace("genehmigt", "vertagt"), published="")
    with opened(home) as corpus:
        corpus.add(older, article)
        settings = corpus.settings
    database = sqlite3.connect(home / "articles.sqlite")
    database.execute("UPDATE articles SET text = text || '.' WHERE id = ?", (article.id,))
    database.commit()
    database.close()
    assert any(line.startswith("lost: ") for line in repair(settings))
    with opened(home) as corpus:
        assert corpus.check() == ()
        assert corpus.get(older.id) == older
        assert not corpus.number_of_chunks()
        assert corpus.add(article).updated
        assert corpus.versions(article.id) == (older, article)


def test_index_that_cannot_be_written_is_built_again(
    corpus: Corpus, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(corpus._index, "upsert", broken)
        assert corpus.add(article).added
    assert corpus.check() == ()
    other = Article("Der Bäcker Quirinus gewann die Wahl am Ende doch noch knapp.")
    with monkeypatch.context() as patch:
        patch.setattr(corpus._index, "upsert", broken)
        patch.setattr(corpus._index, "rebuild", broken)
        with pytest.raises(BelegError, match="make room"):
            corpus.add(other)
    assert best(corpus, "Wer gewann die Wahl?") == other.id
    assert corpus.check() == ()


def test_checks_see_what_is_wrong(corpus: Corpus, article: Article) -> None:
    corpus.add(article)
    assert corpus.check() == ()
    store = corpus._store
    (key, *_) = corpus._store.keys_of([article.id])
    for statement, told in (
        ("UPDATE chunks SET vector = zeroblob(768)", f"chunk {key} is not"),
        ("UPDATE articles SET text = text || '.'", f"article {article.id} is not"),
        ("DELETE FROM words", f"chunk {key} has no words"),
        ("UPDATE articles SET withdrawn = 1", "must not answer"),
        ("DELETE FROM shingles", "lost shingles"),
        ("DELETE FROM chunks", "the index does not hold"),
    ):
        store._db.execute("SAVEPOINT before")
        store._db.execute(statement)
        assert any(told in line for line in corpus.check()), (statement, corpus.check())
        store._db.execute("ROLLBACK TO before")
        store._db.execute("RELEASE before")
    store._db.execute("UPDATE articles SET text = text || '.'")
    with pytest.raises(CorpusDamaged, match="doctor --repair"):
        corpus.get(article.id)
