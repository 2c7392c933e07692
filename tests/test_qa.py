"""Questions and answers: what is found, what is quoted, what is refused, what is verified.

Golden questions are asked of the sample articles without a language model. Where a model
must say something particular, it is one of LangChain's fakes; the packaged one is tested in
`test_model`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable
from langchain_tests.integration_tests import (
    EmbeddingsIntegrationTests,
    RetrieversIntegrationTests,
)
from langchain_tests.unit_tests import EmbeddingsUnitTests

from corpus import Article, Corpus, Settings
from corpus.embed import SentenceEmbeddings
from corpus.errors import QuestionError, SettingsError
from qa.answer import Answer, Done, Found, Token
from qa.assistant import Assistant
from qa.evaluate.verify import sentences_of
from qa.phrases import phrase
from qa.prose import Prose
from qa.question import MAX_CHARACTERS, Question, understood
from qa.retrieve import NewsRetriever
from qa.write import Piece

GOLDEN = [
    json.loads(line)
    for line in Path(__file__).with_name("golden.jsonl").read_text("utf-8").splitlines()
]
CONTAINERS = (
    "How many containers of weapons has North Korea shipped to Russia, "
    "according to South Korean intelligence?"
)
# Floors a little below what was measured: .80, .87, .27 and .96.
AMONG_FIRST_3 = 0.75
AMONG_ALL = 0.82
REFUSED = 0.18
NOT_REFUSED = 0.93


# LangChain's own tests

for coroutine in (
    RetrieversIntegrationTests.test_ainvoke_returns_documents,
    EmbeddingsIntegrationTests.test_aembed_query,
    EmbeddingsIntegrationTests.test_aembed_documents,
):
    pytest.mark.asyncio(coroutine)


class TestRetriever(RetrieversIntegrationTests):
    """LangChain's standard tests."""

    @pytest.fixture(autouse=True)
    def _samples(self, samples: Corpus) -> None:
        self._corpus = samples

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return NewsRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"corpus": self._corpus}

    @property
    def retriever_query_example(self) -> str:
        return "What does the pact require?"


class TestEmbeddings(EmbeddingsIntegrationTests):
    """LangChain's standard tests, with the model that is loaded already."""

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return SentenceEmbeddings

    @pytest.fixture
    def model(self, embeddings: SentenceEmbeddings) -> Embeddings:
        return embeddings


class TestEmbeddingsAreMade(EmbeddingsUnitTests):
    """LangChain's standard tests of the constructor."""

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return SentenceEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"settings": Settings()}


def test_documents_say_where_they_are_from(samples: Corpus) -> None:
    documents = NewsRetriever(corpus=samples, k=4).invoke(CONTAINERS)
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    for document in documents:
        article = samples.get(document.metadata["article"])
        assert document.page_content in article.text
        span = slice(document.metadata["start"], document.metadata["end"])
        assert article.text[span] == document.page_content
        assert document.metadata["source"] == article.source
    assert documents[0].metadata["title"].startswith("Kyiv and Washington")


# The golden questions


@pytest.fixture(scope="module")
def golden(samples: Corpus) -> list[tuple[dict[str, Any], Answer]]:
    """Each golden question with its answer, no language model involved."""
    assistant = Assistant(samples, model="none")
    return [(row, assistant.ask(row["question"])) for row in GOLDEN]


def rank(row: dict[str, Any], answer: Answer) -> int | None:
    """Number of the first quote from a right article that has the right words."""
    right = row["article"] if isinstance(row["article"], list) else [row["article"]]
    return next(
        (
            quote.number
            for quote in answer.quotes
            if Path(quote.article.origin).stem in right and row["cite"] in quote.quote
        ),
        None,
    )


def test_golden_questions_quote_the_right_sentence(
    golden: list[tuple[dict[str, Any], Answer]],
) -> None:
    asked = [(row, rank(row, answer)) for row, answer in golden if row["answerable"]]
    missed = {row["id"]: number for row, number in asked if number is None or number > 3}
    assert 1 - len(missed) / len(asked) >= AMONG_FIRST_3, f"not among the first 3: {missed}"
    lost = [row["id"] for row, number in asked if number is None]
    assert 1 - len(lost) / len(asked) >= AMONG_ALL, f"not among the quotes: {lost}"


def test_golden_questions_without_an_answer_are_refused(
    golden: list[tuple[dict[str, Any], Answer]],
) -> None:
    hard = [(row, answer) for row, answer in golden if not row["answerable"]]
    answered = [row["id"] for row, answer in hard if not answer.refused]
    assert 1 - len(answered) / len(hard) >= REFUSED, f"answered all the same: {answered}"


def test_golden_questions_with_an_answer_are_not_refused(
    golden: list[tuple[dict[str, Any], Answer]],
) -> None:
    good = [(row, answer) for row, answer in golden if row["answerable"]]
    refused = [row["id"] for row, answer in good if answer.refused]
    assert 1 - len(refused) / len(good) >= NOT_REFUSED, f"refused: {refused}"


def test_golden_answers_keep_the_contract(
    samples: Corpus, golden: list[tuple[dict[str, Any], Answer]]
) -> None:
    for row, answer in golden:
        assert answer.question == row["question"]
        assert answer.language == row["lang"], row["id"]
        assert [quote.number for quote in answer.quotes] == list(range(1, len(answer.quotes) + 1))
        assert bool(answer.citations) != answer.refused
        assert_honest(samples, answer)


def assert_honest(corpus: Corpus, answer: Answer) -> None:
    """Every citation is a span of its article; what has none is not shown as verified."""
    for quote in answer.quotes:
        assert corpus.get(quote.article.id).text[quote.start : quote.end] == quote.quote
        assert quote.quote.strip()
        assert 0 <= quote.score <= 1
    for sentence in answer.sentences:
        assert sentence.verified == bool(sentence.citations)
        assert set(sentence.citations) <= set(answer.quotes)
        for quote in sentence.citations:
            assert f"[{quote.number}]" in answer.text


def test_flagship_question_is_answered(samples: Corpus) -> None:
    answer = Assistant(samples, model="none").ask("What does the pact require?")
    assert not answer.refused
    assert answer.citations


def test_a_question_on_a_year_is_answered_by_articles_of_that_year(corpus: Corpus) -> None:
    ran = "The Brenholm harbour run was won by {} on Sunday. {} needed 31 minutes in the rain."
    corpus.add(
        Article(
            ran.format("Ada Quill", "She"), "Quill wins", published="2019-06-02", language="en"
        ),
        Article(ran.format("Jon Marsh", "He"), "Marsh wins", published="2022-06-05", language="en"),
        Article("The library of Aldern is closed on Mondays.", "Library", language="en"),
    )
    assistant = Assistant(corpus, model="none")
    for year, winner in (("2019", "Ada Quill"), ("2022", "Jon Marsh")):
        answer = assistant.ask(f"Who won the Brenholm harbour run in {year}?")
        assert winner in answer.citations[0].quote
        assert all(quote.article.published[:4] in ("", year) for quote in answer.quotes)
    assert assistant.ask("Who won the Brenholm harbour run in 2014?").refused


# Questions


@pytest.mark.parametrize(
    "question",
    ["", "   \n", "\x00\x1b", "?!…", "🙂", "a" * 100_000, "wer war das? " * 400, "\ud800"],
    ids=lambda question: f"{question[:4]!r}x{len(question)}",
)
def test_what_is_no_question_is_told_so(samples: Corpus, question: str) -> None:
    with pytest.raises(QuestionError) as told:
        Assistant(samples, model="none").ask(question)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    "question",
    [
        '"a" OR NEAR(b',
        "promised* AND (homes NOT mayor",
        'stems:"homes" ^ -mayor {x y}',
        ".*[a-z]+(?P<homes>\\d{600}",
        "'; DROP TABLE articles; --",
        "\x00\x1b[31mHow many\x07 affordable homes?\u202e",
        "homes\ud83d promised",
        "%s %(x)s {0} {homes} $HOME",
        "m" * MAX_CHARACTERS,
        "多少套经济适用房？",
        "كم عدد المنازل؟",
    ],
)
def test_any_characters_can_be_asked(samples: Corpus, question: str) -> None:
    answer = Assistant(samples, model="none").ask(question)
    assert answer.sentences
    assert_honest(samples, answer)
    assert not set(answer.question) & set("\x00\x1b\x07\ud83d")
    assert len(samples) >= 12


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_understanding_is_idempotent(text: str, earlier: str) -> None:
    try:
        asked = understood(text, [(earlier, "")])
    except QuestionError:
        return
    assert understood(asked.text).text == asked.text
    assert asked.standalone.endswith(asked.text)
    assert len(asked.language) == 2


def test_follow_up_is_searched_with_what_it_follows(samples: Corpus) -> None:
    assistant = Assistant(samples, model="none")
    earlier = "How much did the renovation of the Marrowby museum cost?"
    alone = assistant.ask("And how much is the admission?")
    asked = assistant.ask("And how much is the admission?", history=[(earlier, "14.3 million")])
    assert asked.question == alone.question == "And how much is the admission?"
    assert "Marrowby museum" in asked.standalone
    assert asked.quotes[0].article.title.startswith("Three years after the flood")
    assert alone.standalone == alone.question
    other = "Wer wurde Bürgermeisterin von Port Ellery und wie viele Stimmen bekam sie dabei?"
    assert understood(other, [(earlier, "")]).standalone == other
    assert understood("Warum?", [("Wer gewann die Wahl in Port Ellery?", "")]).language == "de"


# Written answers


def told(*sentences: str) -> FakeListChatModel:
    """A model that writes just this."""
    return FakeListChatModel(responses=[" ".join(sentences)])


TRUE = "South Korea says the North has shipped more than 13,000 containers of weapons to Russia."
INVENTED = "They were carried by 4,321 lorries."
ELSEWHERE = "Penguins are flightless birds of the southern hemisphere."


def test_supported_sentence_is_cited_and_invented_number_is_not(samples: Corpus) -> None:
    answer = Assistant(samples, told(TRUE, INVENTED)).ask(CONTAINERS)
    true, invented = answer.sentences
    assert (true.text, true.verified, true.reason) == (TRUE, True, "")
    assert any("more than 13,000 containers" in quote.quote for quote in true.citations)
    assert (invented.text, invented.verified, invented.citations) == (INVENTED, False, ())
    assert invented.reason
    assert answer.text == f"{TRUE} [{true.citations[0].number}]"
    assert answer.apart == (invented,)
    assert answer.citations == true.citations
    assert not answer.refused
    assert not answer.notice
    assert answer.model == "FakeListChatModel"
    assert_honest(samples, answer)


@pytest.mark.parametrize("changed", ["14,000", "130,000", "1,300"])
def test_changed_number_is_never_verified(samples: Corpus, changed: str) -> None:
    answer = Assistant(samples, told(TRUE.replace("13,000", changed))).ask(CONTAINERS)
    assert all(changed not in sentence.text for sentence in answer.sentences if sentence.verified)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("According to the passage, it cost 34, 273 euros.", "It cost 34,273 euros."),
        ("Based on the passages, it did. [1]", "It did."),
        ("It cost 1, 234, 567 dollars.", "It cost 1,234,567 dollars."),
        ("In 2005, 300 came; on May 22, 300 left.", "In 2005, 300 came; on May 22, 300 left."),
        ("According to the mayor, it did.", "According to the mayor, it did."),
    ],
)
def test_prose_is_shown_without_words_about_passages_and_with_numbers_in_one(
    embeddings: SentenceEmbeddings, written: str, shown: str
) -> None:
    told = Article("Der Bau kostete 34.273 Euro, also 1.234.567 Dollar.", language="de")
    prose = Prose(Question("", "", "en"), sentences_of(told, embeddings), (), embeddings)
    for letter in written:
        prose.add(Piece(letter))
    assert prose.text == shown
    assert " ".join(one.text for one in prose.sentences()) == shown


def test_what_is_far_from_the_question_is_not_read_beside_what_is_near(samples: Corpus) -> None:
    retriever = NewsRetriever(corpus=samples)
    first, *others = retriever.hits(understood("What does the pact require?"))
    own = next(hit for hit in others if hit.chunk.article_id == first.chunk.article_id)
    other = next(hit for hit in others if hit.chunk.article_id != first.chunk.article_id)
    for second, read in (
        (replace(own, score=0.0), 2),
        (replace(other, score=first.score - 0.01), 2),
        (replace(other, score=first.score - 0.1), 1),
    ):
        told = [retriever.document(hit) for hit in (first, second)]
        assert retriever.passages([first, second, other]) == told[:read]


def test_a_guess_of_the_model_is_not_verified(embeddings: SentenceEmbeddings) -> None:
    ferry = Article("Die Fähre fasst 120 Fahrgäste. Sie wurde in Lindau gebaut.", language="de")
    text = "The ferry carries 120 passengers. It was built in Lindau."

    def checked(likely: dict[str, float]) -> list[str]:
        found = sentences_of(ferry, embeddings)
        prose = Prose(Question("", "", "en"), found, (), embeddings)
        for word in re.findall(r"\s?\S+", text):
            prose.add(Piece(word, likely.get(word.strip(), 1.0)))
        return [one.reason for one in prose.sentences()]

    assert checked({}) == ["", ""]
    assert checked({"The": 0.1, "It": 0.1}) == ["", ""]
    assert checked({"passengers.": 0.1}) == [phrase("guessed", "en", about="passengers"), ""]
    assert checked({"built": 0.21}) == ["", phrase("guessed", "en", about="built")]
    assert checked({"built": 0.3}) == ["", ""]


def test_what_a_model_wrote_leads_to_the_quote_though_a_word_of_it_is_wrong(
    embeddings: SentenceEmbeddings,
) -> None:
    ferry = Article(
        "Die Fähre fasst 120 Fahrgäste. Die Werft in Lindau hat sie gebaut. Der Hafen ist alt.",
        language="de",
    )
    asked = Question("", "Who built the ferry?", "en")

    def instead(written: str, *scores: float) -> list[str]:
        found = [
            replace(one, score=score)
            for one, score in zip(sentences_of(ferry, embeddings), scores, strict=True)
        ]
        prose = Prose(asked, found, (), embeddings)
        prose.add(Piece(written))
        assert not any(one.verified for one in prose.sentences())
        best = prose.instead()
        assert [one.number for one in best] == list(range(1, len(best) + 1))
        assert best == prose.quotes
        return [one.quote.split()[1] for one in best]

    wrong = "The shipyard in Konstanz built it."
    assert instead("", 0.9, 0.9, 0.5) == ["Fähre", "Werft"]
    assert instead(wrong, 0.9, 0.9, 0.5)[0] == "Werft"
    assert instead(wrong, 0.9, 0.7, 0.5) == ["Fähre"]


def test_what_answers_must_be_surer_where_the_source_has_another(
    embeddings: SentenceEmbeddings,
) -> None:
    told = Article(
        "Torben Vail, der sieben Pässe fing, und Jon Reade führten die Mannschaft im Mai an.",
        language="de",
    )

    def checked(text: str, question: str, likely: float) -> str:
        asked = Question(question, question, "en")
        prose = Prose(asked, sentences_of(told, embeddings), (), embeddings)
        first, rest = text.split(" ", 1)
        for piece in (Piece(first, likely), Piece(f" {rest}")):
            prose.add(piece)
        (one,) = prose.sentences()
        return one.reason

    guessed = phrase("guessed", "en", about="Jon")
    text, question = "Jon Reade led the team in May.", "Who led the team in May?"
    assert checked(text, question, 0.4) == guessed
    assert checked(text, question, 0.5) == ""
    assert checked(text, "What did Jon Reade do in May?", 0.4) == ""
    assert checked("Jon Reade and Torben Vail led the team in May.", question, 0.4) == ""


def test_markers_a_model_writes_mean_nothing(samples: Corpus) -> None:
    marked = [TRUE.replace(".", " [7]."), INVENTED.replace(".", " [1][2].")]
    answer = Assistant(samples, told(*marked)).ask(CONTAINERS)
    assert [sentence.text for sentence in answer.sentences] == [TRUE, INVENTED]
    assert not answer.sentences[1].verified


def test_prose_without_any_support_gives_way_to_the_quotes(samples: Corpus) -> None:
    answer = Assistant(samples, told(ELSEWHERE)).ask(CONTAINERS)
    assert answer.notice
    assert "Penguins" not in answer.text
    assert answer.quotes[0] in answer.citations
    assert [one.text for one in answer.apart] == [ELSEWHERE]
    assert_honest(samples, answer)


def test_reader_learns_that_only_somebody_says_so(samples: Corpus) -> None:
    question = "How large is the forest fire near Eichenfels according to the forestry agency?"
    fact = "The forest fire near Eichenfels covers about 185 hectares."
    only = Assistant(samples, told(fact)).ask(question)
    assert only.apart[0].text == fact
    assert only.notice.startswith(phrase("only reported", "en"))
    both = Assistant(samples, told(fact, ELSEWHERE)).ask(question)
    assert both.notice.startswith(phrase("unsupported", "en"))


@pytest.mark.parametrize("prose", ["", "  \n"])
def test_model_that_says_nothing(samples: Corpus, prose: str) -> None:
    answer = Assistant(samples, FakeListChatModel(responses=[prose or " "])).ask(CONTAINERS)
    assert answer.citations
    assert_honest(samples, answer)


def test_model_that_breaks_off_leaves_the_quotes(samples: Corpus) -> None:
    broken = FakeListChatModel(responses=[f"{TRUE} And then"], error_on_chunk_number=30)
    events = list(Assistant(samples, broken).stream(CONTAINERS))
    answer = events[-1].answer if isinstance(events[-1], Done) else None
    assert answer is not None
    assert "".join(event.text for event in events if isinstance(event, Token)) == TRUE[:30]
    assert answer.notice
    assert answer.quotes
    assert answer.citations
    assert_honest(samples, answer)


def test_model_that_is_not_there_leaves_the_quotes(samples: Corpus) -> None:
    answer = Assistant(samples, model="http://127.0.0.1:9/v1#none").ask(CONTAINERS)
    assert "127.0.0.1" in answer.notice
    assert answer.citations
    assert_honest(samples, answer)


def test_setting_that_is_no_model_is_told(samples: Corpus) -> None:
    with pytest.raises(SettingsError, match="no-such"):
        Assistant(samples, model="no-such").ask(CONTAINERS)


class Endless(BaseChatModel):
    """Writes far more than anybody reads; counts how much."""

    written: int = 0

    @property
    def _llm_type(self) -> str:
        return "endless"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content="never"))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        while self.written < 500:
            self.written += 1
            yield ChatGenerationChunk(message=AIMessageChunk(content="word "))


def test_closing_the_stream_stops_the_model(samples: Corpus) -> None:
    model = Endless()
    events = iter(Assistant(samples, model).stream(CONTAINERS))
    first = next(events)
    assert isinstance(first, Found)
    assert model.written == 0  # the quotes come before the model is asked
    assert [next(events) for _ in range(3)] == [Token("word ")] * 3
    events.close()  # type: ignore[attr-defined]
    assert model.written <= 4


def test_events_come_in_order(samples: Corpus) -> None:
    events = list(Assistant(samples, told(TRUE)).stream(CONTAINERS))
    kinds = "".join(type(event).__name__[0] for event in events)
    assert kinds == f"F{'T' * (len(events) - 2)}D"
    first, last = events[0], events[-1]
    assert isinstance(first, Found)
    assert isinstance(last, Done)
    assert last.answer.quotes[: len(first.quotes)] == first.quotes
    assert last.answer.seconds.total > 0


def test_chain_is_a_runnable(samples: Corpus) -> None:
    chain = Assistant(samples, model="none").chain
    assert isinstance(chain, Runnable)
    answer = chain.invoke({"question": CONTAINERS})
    assert isinstance(answer, Answer)
    assert answer.citations[0].article.title.startswith("Kyiv and Washington")
    texts = (chain | (lambda one: one.text)).batch(
        [{"question": CONTAINERS}, {"question": CONTAINERS}]
    )
    assert texts == [answer.text, answer.text]
    earlier = [("Who won the election in Port Ellery?", "Hartwick")]
    assert chain.invoke({"question": "And what has she promised?", "history": earlier}).quotes


def test_empty_corpus_says_so_without_a_model(corpus: Corpus) -> None:
    answer = Assistant(corpus, Endless()).ask("Wann wird die Brücke fertig?")
    assert answer.refused
    assert answer.quotes == ()
    assert answer.text == "Es sind noch keine Artikel da; fügen Sie zuerst welche hinzu."


def test_answer_is_about_the_articles_there_are_now(corpus: Corpus, article: Article) -> None:
    assistant = Assistant(corpus, model="none")
    question = "Wie viele Millionen Euro soll die neue Brücke in Quellstedt kosten?"
    corpus.add(article)
    assert "4,2 Millionen Euro" in assistant.ask(question).text
    corpus.remove(article.id)
    assert assistant.ask(question).refused


def test_a_question_asked_twice_is_answered_from_memory(corpus: Corpus, article: Article) -> None:
    corpus.add(article)
    model = Endless()
    assistant = Assistant(corpus, model)
    question = "Wie viele Millionen Euro soll die neue Brücke in Quellstedt kosten?"
    first = assistant.ask(question)
    written = model.written
    assert written
    model.written = 0
    second = assistant.ask(question)
    assert model.written == 0
    assert (second.sentences, second.quotes) == (first.sentences, first.quotes)
    assistant.ask(question, history=[("Was gibt es Neues?", "Nichts.")])
    assert model.written == written  # in another conversation it is another question
    model.written = 0
    assistant.ask(question, again=True)
    assert model.written == written
    model.written = 0
    corpus.add(Article("In Quellstedt wird eine weitere Brücke geplant, sagte die Stadt."))
    assistant.ask(question)
    assert model.written == written
