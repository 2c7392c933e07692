"""Words of a verified sentence that none of the cited sentences has."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article
from corpus.embed import SentenceEmbeddings
from page.chat import conversation
from page.export import html, markdown
from page.keep import Keep
from page.turn import Turn
from page.words import ENGLISH
from qa.answer import Answer, AnswerSentence, Quote
from qa.checks.wording import own_words
from qa.cli import main
from qa.cli.asking import _print_answer
from qa.evaluate.verify import sentences_of
from qa.phrases import own_words as listed
from qa.prose import Prose
from qa.question import Question
from qa.verify import verified
from qa.write import Piece

LOAN = {
    "en": "The savings banks of Lower Saxony asked for a loan of 40 million euros in March, "
    "Finance Minister Ada Brandt said.",
    "de": "Die Sparkassen in Niedersachsen baten im März um einen Kredit von 40 Millionen Euro, "
    "sagte Finanzministerin Ada Brandt.",
}


def marked(embeddings: SentenceEmbeddings, text: str, language: str, source: str) -> list[str]:
    """The words marked in `text`, in `language`, that rests on LOAN in the language `source`."""
    found = sentences_of(Article(LOAN[source], title="Banks", language=source), embeddings)
    (statement,) = embeddings.statements([text])
    return [text[start:end] for start, end in own_words(text, statement, found, language)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In March, banks from Lower Saxony asked for 40 million euros.", []),
        ("A bank asked for loans.", []),  # forms of the same words
        ("Savings cooperatives asked for a loan in March.", ["cooperatives"]),
        ("The banks were refused a loan in March.", ["refused"]),
        ("The largest banks asked for a loan.", ["largest"]),
        ("Banks from Lower Saxony are asking for forty million, Brandt said.", []),  # other checks
    ],
)
def test_words_that_the_source_lacks_are_marked(
    embeddings: SentenceEmbeddings, text: str, words: list[str]
) -> None:
    assert marked(embeddings, text, "en", "en") == words


def test_a_word_of_another_language_is_marked_where_none_there_is_near(
    embeddings: SentenceEmbeddings,
) -> None:
    told = "The savings banks of Lower Saxony asked for a loan of 40 million euros in March."
    assert marked(embeddings, told, "en", "de") == []
    changed = told.replace("loan", "museum")
    assert marked(embeddings, changed, "en", "de") == ["museum"]
    german = "Die Sparkassen in Niedersachsen fragten nach einem Kredit von 40 Millionen Euro."
    assert marked(embeddings, german, "de", "en") == []
    changed = german.replace("Kredit", "Hubschrauber")
    assert marked(embeddings, changed, "de", "en") == ["Hubschrauber"]


def test_half_of_a_compound_is_its_word_and_a_compound_is_more(
    embeddings: SentenceEmbeddings,
) -> None:
    assert marked(embeddings, "Kassen baten die Ministerin um einen Kredit.", "de", "de") == []
    more = "Die Sparkassen baten um einen Hauskredit."
    assert marked(embeddings, more, "de", "de") == ["Hauskredit"]


@pytest.mark.parametrize(
    ("language", "told", "written", "words"),
    [
        ("en", "The unemployed asked for work.", "The employed asked for work.", ["employed"]),
        (
            "de",
            "Er sah unverschlüsselte Daten.",
            "Er sah verschlüsselte Daten.",
            ["verschlüsselte"],
        ),
        ("de", "Er sah Kundenkonten.", "Er sah Konten.", []),
        ("de", "Das Unternehmen fehlte.", "Unternehmen fehlten.", []),
        ("en", "It cost 40,000,000 euros.", "It cost forty million cheap euros.", ["cheap"]),
        ("de", "Der Umbau kostete 40.000.000 Euro.", "Er kostete knapp 40 Mio. Euro.", ["knapp"]),
    ],
)
def test_contraries_compounds_and_figures(
    embeddings: SentenceEmbeddings, language: str, told: str, written: str, words: list[str]
) -> None:
    found = sentences_of(Article(told, language=language), embeddings)
    (statement,) = embeddings.statements([written])
    spans = own_words(written, statement, found, language)
    assert [written[start:end] for start, end in spans] == words


def test_a_quote_has_no_words_of_its_own(embeddings: SentenceEmbeddings) -> None:
    for language, text in LOAN.items():
        assert marked(embeddings, text, language, language) == []


def test_where_no_joining_words_are_known_nothing_is_marked(
    embeddings: SentenceEmbeddings,
) -> None:
    assert marked(embeddings, "Pankit pyysivät suurta museota.", "fi", "en") == []


def test_what_it_rests_on_and_no_more_has_the_words(embeddings: SentenceEmbeddings) -> None:
    article = Article(f"{LOAN['en']} Cooperatives were not asked.", language="en")
    found = sentences_of(article, embeddings)
    text = "Savings cooperatives asked for a loan of 40 million euros in March."
    (statement,) = embeddings.statements([text])
    asked = Question("Who asked?", "Who asked?", "en")
    checked = verified(text, statement, found, asked)
    assert checked.verdict == "supported"
    assert [one.text for one in checked.cited] == [LOAN["en"]]
    assert own_words(text, statement, checked.cited, "en") == ((8, 20),)


def sentence(embeddings: SentenceEmbeddings) -> AnswerSentence:
    """As an answer has it."""
    found = sentences_of(Article(LOAN["en"], language="en", source="Post"), embeddings)
    asked = Question("Who asked?", "Who asked?", "en")
    prose = Prose(asked, found, (), embeddings)
    prose.add(Piece("The <largest richest> savings banks asked for a loan in March, Brandt said."))
    (said,) = prose.sentences()
    assert said.verified
    return said


def test_the_reader_sees_which_they_are(
    embeddings: SentenceEmbeddings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = sentence(embeddings)
    assert said.own_words == ("largest richest",)
    answer = Answer("Who asked?", "en", "tiny", (said,), said.citations)
    turn = Turn("Who asked?", said.citations, answer=answer, over=True)
    page = conversation((turn,), "", ENGLISH)
    shown = '&lt;<u class="own">largest</u> <u class="own">richest</u>&gt; savings banks'
    assert shown in page
    assert "Underlined: no such word" in page
    line = "No such word was found in the sentences cited: “largest richest”"
    assert listed(answer) == line
    assert line in html([turn], "2 April 2024")
    assert line in markdown([turn], "2 April 2024")
    _print_answer(answer)
    assert f"\n[~] {line}\n" in capsys.readouterr().out
    german = replace(answer, language="de")
    assert listed(german).endswith("kein solches Wort: „largest richest“")

    keep = Keep(tmp_path / "kept.sqlite")
    articles = {quote.article.id: quote.article for quote in said.citations}
    made = keep.save("ann", "", (turn,))
    assert keep.turns("ann", made, articles.__getitem__)[0].answer == answer
    keep.close()


def test_of_quotes_alone_there_is_nothing_to_list() -> None:
    article = Article(LOAN["en"], language="en")
    quote = Quote(1, article, 0, len(article.text), 0.9)
    said = AnswerSentence(f"“{article.text}”", (quote,), "supported")
    answer = Answer("Who?", "en", "none", (said,), (quote,))
    assert listed(answer) == ""
    turn = Turn("Who?", (quote,), answer=answer, over=True)
    assert "Underlined" not in conversation((turn,), "", ENGLISH)


def test_exchanged_words_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cache: object
) -> None:
    texts = [
        "The rowers have painted the wooden boats in the harbour before the feast.",
        "The keepers have planted the golden roses in the cloister after the storm.",
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text(
        "".join(json.dumps({"text": text, "language": "en"}) + "\n" for text in texts),
        encoding="utf-8",
    )
    assert main(["eval", "verify", "--perturb", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sentences"]["word"] == 2
    assert (found["word_marked"], found["true_marked"]) == (1.0, 0.0)
