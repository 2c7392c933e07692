"""Which articles a question asks to look in, and that only those are looked in."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, Corpus, Settings
from corpus.listing import EVERYTHING, Filter
from qa.assistant import Assistant
from qa.filters import wanted

OUTLETS = (
    "Zeit",
    "Harbour Gazette",
    "Fluss-Anzeiger",
    "Reuters",
    "taz",
    "Musterstädter Allgemeine Zeitung",
    "DER BOTE",
)
LANGUAGES = ("de", "en", "fr")


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What did the Harbour Gazette report on the dredger?", "en", {"source": OUTLETS[1]}),
        ("According to Reuters, who won?", "en", {"source": "Reuters"}),
        ("Was schreibt der Fluss-Anzeiger über den Deich?", "de", {"source": OUTLETS[2]}),
        ("Was wird laut Harbour Gazette gebaut?", "de", {"source": OUTLETS[1]}),
        ("Was sagen französische Zeitungen dazu?", "de", {"language": "fr"}),
        ("How does the German press see the reform?", "en", {"language": "de"}),
        ("Steht in Artikeln auf Englisch etwas über Fähren?", "de", {"language": "en"}),
        (
            "What do articles from May 2024 say about ferries?",
            "en",
            {"since": "2024-05-01", "until": "2024-05-31"},
        ),
        ("Was steht in Artikeln seit dem 3. Mai 2024?", "de", {"since": "2024-05-03"}),
        ("Meldungen nach 2021 über Deiche?", "de", {"since": "2022-01-01"}),
        ("Which stories published before 2020 name the mayor?", "en", {"until": "2019-12-31"}),
        (
            "Was steht in Berichten zwischen Mai 2023 und Juni 2024?",
            "de",
            {"since": "2023-05-01", "until": "2024-06-30"},
        ),
        ("Was schreibt die MAZ über den Deich?", "de", {"source": OUTLETS[5]}),
        ("What does the MAZ report on the dyke?", "en", {"source": OUTLETS[5]}),
        ("Was stand im Boten?", "de", {}),
        ("According to Bote, who pays for the dyke?", "en", {"source": OUTLETS[6]}),
        ("Wer gründete die MAZ?", "de", {}),
        ("What happened in May 2024?", "en", {}),
        ("Wer lebte in der Zeit von 1950 bis 1960 dort?", "de", {}),
        ("Who founded Reuters?", "en", {}),
        ("How many articles does the treaty of 2019 have?", "en", {}),
        ("Which German company bought the ferry?", "en", {}),
        ("Qui parle français ici ?", "fr", {}),
        ("articles in " + "in year of " * 180, "en", {}),
    ],
)
def test_what_a_question_says_of_the_articles(
    question: str, language: str, expected: dict[str, str]
) -> None:
    assert wanted(question, language, OUTLETS, LANGUAGES) == Filter(**expected)


def test_only_the_articles_that_are_wanted_answer(tmp_path: Path) -> None:
    ferry = "The ferry {name} carries {number} passengers across the bay. It sails at noon."
    with Corpus(Settings(home=tmp_path, model="none")) as corpus:
        corpus.add(
            Article(
                ferry.format(name="Alma", number=410),
                title="Alma",
                source="Harbour Gazette",
                published="2024-05-02",
            ),
            Article(
                ferry.format(name="Berta", number=520),
                title="Berta",
                source="Bay Observer",
                published="2021-03-04",
            ),
            Article(ferry.format(name="Cora", number=630), title="Cora"),
        )
        assistant = Assistant(corpus)

        def found(question: str, within: Filter | None = None) -> set[str]:
            return {one.article.title for one in assistant.ask(question, within=within).quotes}

        many = "How many passengers does the ferry carry?"
        assert found(many) == {"Alma", "Berta", "Cora"}
        assert found(many, Filter(until="2023-01-01")) == {"Berta"}  # Cora has no date
        assert found(f"According to the Bay Observer, {many.lower()}") == {"Berta"}
        named = assistant.ask("How many passengers do articles since 2022 name for the ferry?")
        assert named.within == Filter(since="2022-01-01")
        assert {one.article.title for one in named.quotes} == {"Alma"}
        none = assistant.ask(many, within=Filter(language="de"))
        assert none.refused
        assert "searched: 0" in none.text
        everything = assistant.ask(f"According to the Bay Observer, {many}", within=EVERYTHING)
        assert len(everything.quotes) > len(none.quotes)
