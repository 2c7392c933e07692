"""While one batch is embedded the next is read; nothing of that is left when adding ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from corpus import Article, Corpus, Outcome
from corpus.ahead import Ahead
from corpus.embed import Passage, SentenceEmbeddings, Spans
from corpus.errors import LoadError, ModelMissing
from corpus.incoming import Input

TOWNS = ("Ahrenfeld", "Birkenau", "Calmbach", "Dornstedt", "Elmried", "Falkenhof")


@pytest.fixture
def articles() -> list[Article]:
    return [
        Article(f"Der Rat von {town} hat gestern den Haushalt beschlossen.", title=town)
        for town in TOWNS
    ]


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.ahead._PATIENCE", 0.0)  # as if reading took long


def working() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith("ahead")]


class Watched(SentenceEmbeddings):
    """The shared model; calls `before` in the thread that embeds."""

    def __init__(self, shared: SentenceEmbeddings, before: Callable[[], None]) -> None:
        super().__init__(shared._settings)
        self._model, self._encoder = shared._whole_model(), shared._light_encoder()
        self._before = before

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        self._before()
        return super().chunks(texts, sentences)


@pytest.mark.usefixtures("_impatient")
def test_the_next_is_read_while_one_is_embedded(
    corpus: Corpus, embeddings: SentenceEmbeddings, articles: list[Article]
) -> None:
    second, in_time = threading.Event(), []
    corpus.embeddings = Watched(embeddings, lambda: in_time.append(second.wait(30)))

    def given() -> Iterator[Article]:
        yield articles[0]
        second.set()
        yield from articles[1:]

    outcomes = list(corpus.adding(given()))
    assert len(in_time) > 1
    assert all(in_time)
    assert [one.id for one in outcomes] == [one.id for one in articles]
    assert {one.kind for one in outcomes} == {"added"}
    assert corpus.check() == ()
    assert not working()


@pytest.mark.usefixtures("_impatient")
def test_reading_and_storing_stay_in_the_callers_thread(
    corpus: Corpus, embeddings: SentenceEmbeddings, articles: list[Article]
) -> None:
    embedded, others = set(), set()
    corpus.embeddings = Watched(embeddings, lambda: embedded.add(threading.get_ident()))
    corpus._store._db.set_trace_callback(lambda _: others.add(threading.get_ident()))

    def given() -> Iterator[Article]:
        for one in articles:
            others.add(threading.get_ident())
            yield one

    assert len(corpus.add(given()).added) == len(articles)
    assert others == {threading.get_ident()}
    assert len(embedded - others) == 1


def test_from_a_slow_source_each_is_there_soon(corpus: Corpus, articles: list[Article]) -> None:
    read: list[Article] = []

    def given() -> Iterator[Article]:
        for one in articles:
            read.append(one)
            yield one
            time.sleep(1.2)

    told = [(one.id, len(read)) for one in corpus.adding(given())]
    assert [one for one, _ in told] == [one.id for one in articles]
    assert told[0][1] < len(articles)


@pytest.mark.usefixtures("_impatient")
def test_twins_of_what_is_being_embedded_and_errors_among_them(
    corpus: Corpus, articles: list[Article]
) -> None:
    first, second, third, *_ = articles
    given: list[Input] = [first, second, LoadError("x", "is no text."), replace(first, origin="y")]
    outcomes = list(corpus.adding([*given, third]))
    assert sorted((one.kind, one.id) for one in outcomes) == sorted(
        [("failed", ""), ("unchanged", first.id), *(("added", one.id) for one in articles[:3])]
    )
    kinds = [one.kind for one in outcomes if one.id == first.id]
    assert kinds == ["added", "unchanged"]


@pytest.mark.usefixtures("_impatient")
def test_who_stops_listening_leaves_no_thread(
    corpus: Corpus, embeddings: SentenceEmbeddings, articles: list[Article]
) -> None:
    begun = threading.Event()
    corpus.embeddings = Watched(embeddings, begun.set)

    def given() -> Iterator[Input]:
        yield articles[0]
        begun.wait(30)
        yield LoadError("x", "is no text.")
        yield from articles

    adding = corpus.adding(given())
    assert next(adding).kind == "failed"
    assert working()
    adding.close()  # type: ignore[attr-defined]
    assert not working()
    assert len(corpus) == 0
    assert len(corpus.add(articles).added) == len(articles)
    assert corpus.check() == ()


def test_full_batches_are_embedded_by_the_caller(
    corpus: Corpus,
    embeddings: SentenceEmbeddings,
    articles: list[Article],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.ahead.BATCH_CHARACTERS", 1)
    embedded = []
    corpus.embeddings = Watched(embeddings, lambda: embedded.append(threading.get_ident()))
    assert len(corpus.add(articles).added) == len(articles)
    assert embedded == [threading.get_ident()] * len(articles)


@pytest.mark.usefixtures("_impatient")
def test_what_reading_raises_ends_it(corpus: Corpus, articles: list[Article]) -> None:
    def given() -> Iterator[Article]:
        yield from articles[:3]
        raise KeyboardInterrupt

    told: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):
        told.extend(corpus.adding(given()))
    assert not working()
    assert {one.id for one in corpus.articles()} >= {one.id for one in told}
    assert corpus.check() == ()


@pytest.mark.usefixtures("_impatient")
def test_what_embedding_raises_is_raised(
    corpus: Corpus, embeddings: SentenceEmbeddings, articles: list[Article]
) -> None:
    def fails() -> None:
        raise ModelMissing("it is gone.")

    corpus.embeddings = Watched(embeddings, fails)
    with pytest.raises(ModelMissing):
        corpus.add(articles)
    assert not working()
    assert len(corpus) == 0


def test_nothing_taken_is_nothing_done() -> None:
    with Ahead(lambda _: {}) as ahead:
        assert list(ahead.done()) == list(ahead.rest()) == []
