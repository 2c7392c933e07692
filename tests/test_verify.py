"""What is verified and what is not: figures, names, speakers, negation, and the measure.

Texts are written for these tests; vectors are those of the real model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Article, Settings
from corpus.embed import SentenceEmbeddings
from qa.answer import Verdict
from qa.checks import claims
from qa.cli import main
from qa.evaluate.perturb import altered
from qa.evaluate.reported import Reported
from qa.evaluate.verify import sentences_of
from qa.figures import figures, meets, relative_days, unmet
from qa.names import Known, names, sound
from qa.phrases import phrase
from qa.question import Question
from qa.verify import Verification, is_opinion, verified

# Figures


def same(one: str, language: str, other: str, other_language: str) -> bool:
    """Whether all that `one` says stands in `other`."""
    return not unmet(figures(one, language), figures(other, other_language), (), spelled=True)


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("10.000 Soldaten", "de", "10,000 soldiers", "en"),
        ("more than 10, 000 soldiers", "en", "mehr als 10.000 Soldaten", "de"),
        ("zehntausend Soldaten", "de", "10 000 soldats", "fr"),
        ("ten thousand soldiers", "en", "10'000 Soldaten", "de"),
        ("2 Millionen Euro", "de", "two million euros", "en"),
        ("3,5 Mrd. Euro", "de", "€3.5 billion", "en"),
        ("$5bn", "en", "5 Milliarden Dollar", "de"),
        ("1.5 per cent", "en", "1,5 Prozent", "de"),
        ("20 pour cent", "fr", "20 %", "de"),
        ("10. November", "de", "on November 10, 2024", "en"),
        ("14 de octubre de 2024", "es", "14.10.2024", "de"),
        ("2024-10-14", "en", "14 октября 2024 года", "ru"),
        ("October 2024", "en", "am 14. Oktober 2024", "de"),
        ("am Montag", "de", "on Monday", "en"),
        ("Monday", "en", "14. Oktober 2024", "de"),
        ("6:30 p.m.", "en", "um 18.30 Uhr", "de"),
        ("zehnjährige Haft", "de", "ten years in prison", "en"),
        ("2024", "en", "am 14. Oktober 2024", "de"),
        ("gewann 2:1", "de", "2 : 1 (1 : 0)", "de"),
        ("verlor 1:2", "de", "gewann mit 2:1", "de"),
        ("gewann 31:23", "de", "ein 31 : 23", "de"),
        ("won 2-1", "en", "gewann 2:1", "de"),
        ("gewann 2:1", "de", "won 2-1", "en"),
        ("30 Tagen", "de", "thirty days", "en"),
        ("$30 million", "en", "30 Mio. US-Dollar", "de"),
        ("US$30", "en", "30 dollars", "en"),
        ("50 Pfund", "de", "£50", "en"),
        ("50 Pfund", "de", "50 pounds", "en"),
        ("2,8 milliards de livres sterling", "fr", "£2.8bn", "en"),
        ("340 Meilen", "de", "550 kilometers (340 miles)", "en"),
        ("30 Quadratkilometer", "de", "30 square kilometers", "en"),
        ("30 рублей", "ru", "30 Rubel", "de"),
        ("30 Leute", "de", "30 men", "en"),
        ("two US Navy bases", "en", "two United States Navy bases", "en"),
    ],
)
def test_equal_figures(one: str, language: str, other: str, other_language: str) -> None:
    assert figures(one, language)
    assert same(one, language, other, other_language)


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("10.000 Soldaten", "de", "100,000 soldiers", "en"),
        ("2 Milliarden Euro", "de", "two million euros", "en"),
        ("10. Oktober", "de", "November 10", "en"),
        ("10 November 2014", "en", "10. November", "de"),
        ("Dienstag", "de", "Monday", "en"),
        ("5 Prozent", "de", "5 people", "en"),
        ("1,5 Prozent", "de", "15 per cent", "en"),
        ("7:30 p.m.", "en", "18.30 Uhr", "de"),
        ("gewann 2:0", "de", "2:3, und 1:0 zur Pause", "de"),
        ("won 2-0", "en", "gewann 3:1", "de"),
        ("30 Tage", "de", "30 years", "en"),
        ("the 30-day ban", "en", "30 hours", "en"),
        ("$30 million", "en", "30 Mio. Euro", "de"),
        ("30 US dollars", "en", "30 Canadian dollars", "en"),
        ("30 рублей", "ru", "30 Euro", "de"),
        ("30 miles", "en", "30 Kilometer", "de"),
        ("30 square miles", "en", "30 Quadratkilometer", "de"),
        ("30 Pfund", "de", "30 euros", "en"),
    ],
)
def test_other_figures(one: str, language: str, other: str, other_language: str) -> None:
    assert not same(one, language, other, other_language)


@settings(deadline=None)
@given(st.integers(13, 10**12))
def test_grouped_numbers_are_equal_in_all_notations(value: int) -> None:
    english = f"{value:,}"
    for form in (*(english.replace(",", mark) for mark in ",.'’\u00a0\u202f"), str(value)):
        assert same(f"rund {form} Euro", "de", f"about {value} euros", "en"), form


@settings(deadline=None)
@given(
    st.text(max_size=300) | st.text(alphabet="0123456789., '’\u00a0%-/:€Uhr", max_size=40),
    st.sampled_from(["de", "en", "fr", "ru", "zh", "xx", ""]),
)
def test_any_text_can_be_read(text: str, language: str) -> None:
    for figure in figures(text, language):
        assert meets(figure, figure)
    names(text, language)
    claims.contradicts(text, text[::-1], language)
    claims.speaker(text, language)
    claims.quotations(text)


def test_a_figure_is_told_with_its_unit() -> None:
    for text, told in (
        ("zehn Tagen", "10 Tagen"),
        ("36,8 Millionen Euro", "36,8 Millionen Euro"),
        ("$9 today", "$9"),
        ("9 men", "9"),
    ):
        (figure,) = figures(text, "en" if "9" in text else "de")
        assert figure.told == told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It cost 30. Days later it was gone.", "en"),
        ("They were 30 in Berlin.", "en"),
        ("Flight XEUR 30 was late.", "en"),
        ("Es waren 30 wo es brannte.", "de"),
        ("It has 30 Swiss members.", "en"),
    ],
)
def test_what_is_no_unit(text: str, language: str) -> None:
    (figure,) = figures(text, language)
    assert not figure.unit


def test_words_for_days_are_counted_from_the_day_of_publication() -> None:
    published = date(2024, 10, 16)  # a Wednesday
    assert date(2024, 10, 15) in relative_days("Das war gestern.", "de", published)
    assert date(2024, 10, 14) in relative_days("It began on Monday.", "en", published)
    assert not list(relative_days("Ohne Angabe.", "de", published))


def test_may_and_newspapers_are_no_dates() -> None:
    assert not figures("Theresa May may tell the Sunday Times.", "en")
    assert figures("It opened in May.", "en")


# Names


@pytest.mark.parametrize(
    ("name", "language", "text", "other_language"),
    [
        ("Moscow", "en", "Der Kreml in Moskau schweigt.", "de"),
        ("Pyongyang", "en", "Pjöngjang meldet einen Start.", "de"),
        ("Zelensky", "en", "Präsident Selenskyj sprach.", "de"),
        ("Selenskyj", "de", "Зеленський виступив.", "uk"),
        ("Germany", "en", "Deutschland stimmt zu.", "de"),
        ("Allemagne", "fr", "Die deutsche Regierung stimmt zu.", "de"),
        ("Russians", "en", "Die russischen Truppen.", "de"),
        ("Moskauer", "de", "Moscow said no.", "en"),
    ],
)
def test_names_are_known_in_other_languages(
    name: str, language: str, text: str, other_language: str
) -> None:
    assert Known(text, other_language, other_language=True).has(name, language)


@pytest.mark.parametrize("name", ["Meier", "Lisbon", "Biden", "Warsaw", "Kim"])
def test_names_that_are_not_there(name: str) -> None:
    source = Known("Präsident Selenskyj sprach in Moskau mit Merkel.", "de", other_language=True)
    assert not source.has(name, "en")


def test_another_spelling_is_another_name_in_the_same_language() -> None:
    source = Known("Bürgermeister Müller dankte.", "de", other_language=False)
    assert source.has("Müllers", "de")
    assert not source.has("Möller", "de")


@pytest.mark.parametrize("text", ["und Science (Bayer) statt", "die Agentur „Inc“ meldet"])
def test_a_word_alone_in_brackets_or_quotation_marks_opens_no_sentence(text: str) -> None:
    assert names(text, "de")[-1].bare


def test_units_are_no_names() -> None:
    assert not names("Das war vor 81 Jahren und dauerte 30 Minuten.", "de")


def test_what_denies_is_no_name() -> None:
    assert not names("No injuries were reported.", "en")
    assert not names("Nobody was hurt.", "en")


def test_german_nouns_are_no_names() -> None:
    found = names("Die Waffenlieferungen an Selenskyj kosten die Regierung Vertrauen.", "de")
    assert [name.written for name in found if not name.ordinary] == ["Selenskyj"]
    assert sound("selenskyj") == sound("zelensky") == sound("zelenskiy")


# Who says it, and which way


@pytest.mark.parametrize(
    ("text", "language", "said_by"),
    [
        ("Laut der Polizei wurden drei Menschen verletzt.", "de", "der Polizei"),
        ("Nach Angaben von Ilse Wendehorst ist das Geld da.", "de", "Ilse Wendehorst"),
        ("According to KCNA, the pact is in force.", "en", "KCNA"),
        ("The bridge is safe, said Ada Finch.", "en", "Ada Finch"),
        ("Die Brücke ist offen.", "de", ""),
    ],
)
def test_speaker(text: str, language: str, said_by: str) -> None:
    assert claims.speaker(text, language) == said_by


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Die Brücke wird nicht gebaut.", "Die Brücke wird im Mai gebaut.", "de"),
        ("Die Brücke wird im Mai gebaut.", "Die Brücke wird im Mai nicht gebaut.", "de"),
        ("The council has not approved the plan.", "The council has approved the plan.", "en"),
        ("Die Mieten sind gestiegen.", "Die Mieten sind im Mai gefallen.", "de"),
        ("Rents rose in Harwick.", "Rents fell sharply in Harwick.", "en"),
        ("The mayor's brother owns the quarry.", "The mayor's sister owns the quarry.", "en"),
        ("The town sold the old ferry.", "The town bought the old ferry.", "en"),
        ("An encrypted message was sent.", "An unencrypted message was sent.", "en"),
        ("Pro-harbour protests grew.", "Anti-harbour protests grew on Friday.", "en"),
        ("Die Stadt hat die Fähre gekauft.", "Die Stadt hat die Fähre verkauft.", "de"),
        ("Der Sohn des Pächters klagt.", "Die Tochter des Pächters klagt.", "de"),
        ("Die Ausfuhr von Weizen stockt.", "Die Einfuhr von Weizen stockt seit Mai.", "de"),
        ("Das ist eine zulässige Klage.", "Das ist eine unzulässige Klage.", "de"),
    ],
)
def test_contradictions(one: str, other: str, language: str) -> None:
    assert claims.contradicts(one, other, language)
    assert not claims.contradicts(one, one, language)
    assert not claims.contradicts(other, other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "Diese Stadt verkraftet noch einen Winter wie den von 2021 nicht.",
            "„Noch einen Winter wie den von 2021 verkraftet diese Stadt nicht“, sagte Ada Finch.",
            "de",
        ),
        ("Her brother won the run-off by far.", "A sister of Ada Finch lives in Lindau.", "en"),
        ("Der Fall wird seit Mai geprüft.", "Der Unfall wird seit Mai geprüft.", "de"),
        ("They bought and sold the ferry.", "They sold the ferry in May.", "en"),
    ],
)
def test_contraries_of_something_else_contradict_nothing(
    one: str, other: str, language: str
) -> None:
    assert not claims.contradicts(one, other, language)
    assert not claims.contradicts(other, one, language)


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Das „Space Telescope Science Institute“ betreibt die Kamera.", False),
        ("Es geht um ein Gerät mit Namen „Advanced Camera for Surveys“.", False),
        ("Der Bürgermeister: „Das ist ein guter Tag.“", True),
        ("Es fehle „an einem Konzept gegen den Lärm“.", True),
        ("Laut der Polizei fehlt das „Amt für Brücken und Wege“.", True),
    ],
)
def test_a_name_in_quotation_marks_is_no_speech(text: str, reported: bool) -> None:
    assert claims.is_reported(text, "de") is reported


@pytest.mark.parametrize(
    ("text", "language", "reported"),
    [
        ("Die Halle soll im Mai eröffnet werden.", "de", False),
        ("Der Vorstand soll davon gewusst haben.", "de", True),
        ("Die Stadt geht davon aus, dass es reicht.", "de", True),
        ("Die Kosten betragen 11 Millionen Euro, davon zahlt die Stadt fünf.", "de", False),
        ("Der Gutachter stellte im Mai schwere Mängel fest.", "de", True),
        ("Der Umbau stellte einen Wendepunkt dar.", "de", False),
        ("Ihm wurde wegen kritischer Berichte gekündigt.", "de", False),
        ("The group pledged allegiance to its founder in 2004.", "en", False),
        ("The driver allegedly fled on foot.", "en", True),
    ],
)
def test_what_repeats_somebody(text: str, language: str, reported: bool) -> None:
    assert claims.is_reported(text, language) is reported


@pytest.mark.parametrize(
    ("text", "language", "beside"),
    [
        ("“We are ready,” said the director, Ada Finch.", "en", True),
        ("“We are ready,” said Ada Finch, adding that the hall was full.", "en", False),
        ("“We are ready,” said Ada Finch, calling the hall a ruin.", "en", False),
        ("„Wir sind bereit“, sagte Bürgermeisterin Ada Finch.", "de", True),
        ("Laut Ada Finch ist „alles bereit und fertig“.", "de", False),
        ("Die Halle ist voll, sagte Ada Finch.", "de", False),
    ],
)
def test_what_stands_beside_direct_speech(text: str, language: str, beside: bool) -> None:
    assert bool(claims.beside_speech(text, language)) is beside


# Whole sentences

GERMAN = Article(
    "Der Stadtrat von Quellstedt hat am Montag die neue Brücke genehmigt. "
    "Sie soll 4,2 Millionen Euro kosten und im Mai 2027 fertig sein. "
    "Nach Angaben von Ilse Wendehorst wurden bei den Vorarbeiten drei Arbeiter verletzt. "
    "Der Radweg am Fluss bleibt während der Bauzeit nicht geöffnet.\n\n"
    "„Das ist ein guter Tag für alle Pendler“, sagte Bürgermeister Jonas Kettler.",
    title="Quellstedt bekommt eine Brücke",
    source="Quellstedter Bote",
    published="2025-03-04",
    language="de",
)


def checked(
    embeddings: SentenceEmbeddings,
    text: str,
    language: str,
    question: str = "Was gibt es Neues?",
    article: Article = GERMAN,
) -> Verification:
    (statement,) = embeddings.statements([text])
    asked = Question(question, question, language)
    return verified(text, statement, sentences_of(article, embeddings), asked)


def assert_doubted(found: Verification, why: str) -> None:
    assert found.verdict == "unsupported"
    assert why in [reason.phrase for reason in found.reasons]
    for reason in found.reasons:
        for reader in ("de", "en"):
            assert reason.about in phrase(reason.phrase, reader, about=reason.about)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Stadtrat von Quellstedt hat die neue Brücke genehmigt.", "de"),
        ("The town council of Quellstedt approved the new bridge on Monday.", "en"),
        ("The town council of Quellstedt approved the new bridge on 3 March 2025.", "en"),
        ("The bridge is to cost 4.2 million euros and be finished in May 2027.", "en"),
        ("According to Ilse Wendehorst, three workers were injured.", "en"),
        ("Le pont doit coûter 4,2 millions d'euros.", "fr"),
    ],
)
def test_true_sentences_are_supported(
    embeddings: SentenceEmbeddings, text: str, language: str
) -> None:
    found = checked(embeddings, text, language)
    assert (found.verdict, found.reasons) == ("supported", ())
    assert found.cited
    assert all(one.text in GERMAN.text for one in found.cited)


def test_sentence_that_rests_on_two_cites_both(embeddings: SentenceEmbeddings) -> None:
    told = "Der Stadtrat hat die Brücke genehmigt, und laut Wendehorst wurden drei verletzt."
    found = checked(embeddings, told, "de")
    cited = " ".join(one.text for one in found.cited)
    assert len(found.cited) == 2
    assert "genehmigt" in cited
    assert "verletzt" in cited


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("The bridge is to cost 4.3 million euros.", "en", "no number"),
        ("Sie soll 4,2 Millionen Euro kosten und im Mai 2028 öffnen.", "de", "no date in source"),
        ("The council of Quellstedt approved the bridge on Tuesday.", "en", "no date in source"),
        ("The town council of Tilbury approved the new bridge on Monday.", "en", "no name"),
        ("Drei Arbeiter wurden bei den Vorarbeiten verletzt.", "de", "attributed"),
        ("Three workers were injured in the preliminary work.", "en", "attributed"),
        ("Der Radweg am Fluss bleibt während der Bauzeit geöffnet.", "de", "opposite"),
        ("„Das ist ein schlechter Tag für alle“, sagte Jonas Kettler.", "de", "not verbatim"),
        (
            "„Das ist ein guter Tag für alle Pendler“, sagte Ilse Wendehorst.",
            "de",
            "other speaker",
        ),
        ("Penguins are flightless birds of the south.", "en", "no support"),
    ],
)  # fmt: skip
def test_false_sentences_are_not_and_the_reader_learns_why(
    embeddings: SentenceEmbeddings, text: str, language: str, why: str
) -> None:
    assert_doubted(checked(embeddings, text, language), why)


@pytest.mark.parametrize(
    ("question", "text", "language", "missing"),
    [
        ("When was the bridge of Quellstedt approved in 2024?", 0, "en", "2024"),
        ("Which bridge was approved in Lisbon?", 1, "en", "Lisbon"),
        ("Who approved the new bridge in Tel Aviv?", 2, "en", "Aviv"),
        ("When did James Webb approve the new bridge?", 5, "en", "Webb"),
        ("Wer genehmigte die neue Brücke in Missouri?", 3, "de", "Missouri"),
        ("Was kosten die 7 Brücken von Quellstedt?", 4, "de", "7"),
    ],
)
def test_what_only_the_question_says_is_not_verified(
    embeddings: SentenceEmbeddings, question: str, text: int, language: str, missing: str
) -> None:
    written = (
        "The town council of Quellstedt approved the new bridge in 2024.",
        "The town council of Lisbon approved the new bridge on Monday.",
        "The town council of Tel Aviv approved the new bridge on Monday.",
        "Der Stadtrat von Missouri hat am Montag die neue Brücke genehmigt.",
        "Die 7 Brücken sollen 4,2 Millionen Euro kosten.",
        "The town council and James Webb approved the new bridge on Monday.",
    )[text]
    (statement,) = embeddings.statements([written])
    asked = Question(question, question, language)
    found = verified(written, statement, sentences_of(GERMAN, embeddings), asked)
    assert found.verdict == "unsupported"
    assert missing in [reason.about for reason in found.reasons]


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("What did the council of Quellstedt approve in 2025?", "approved the new bridge in 2025"),
        ("What happened in Quellstedt, of which Ada Finch spoke?", "approved the new bridge"),
        ("Who are the three workers hurt in Quellstedt?", "approved the new bridge"),
    ],
)
def test_what_the_question_and_the_article_say_is(
    embeddings: SentenceEmbeddings, question: str, written: str
) -> None:
    text = f"The town council of Quellstedt {written}."
    (statement,) = embeddings.statements([text])
    found = verified(
        text, statement, sentences_of(GERMAN, embeddings), Question(question, question, "en")
    )
    assert (found.verdict, found.reasons) == ("supported", ())


OPENING = Article(
    "Am Montag hat das Gericht in Quellstedt das Verfahren gegen Jonas Klien eingestellt. "
    "Der Bürgermeister war im Mai 2024 wegen einer Spende angezeigt worden. "
    "Die Anzeige hatte der Unternehmer Torben Lindqvist aus Oberfurt erstattet. "
    "Lindqvist besitzt 17 Prozent der Stadtwerke.\n\n"
    "Die Stadt Quellstedt hält 20 Prozent der Stadtwerke. "
    "Seit dem 15. April ist das Rauchen im Rathaus verboten.",
    source="Quellstedter Bote",
    published="2025-04-22",
    language="de",
)


@pytest.mark.parametrize(
    ("question", "text", "language", "why"),
    [
        ("Is Jonas Klien guilty?", "Yes, Jonas Klien is guilty.", "en", "asked"),
        ("Wurde Jonas Klien angezeigt?", "Ja, Jonas Klien wurde angezeigt.", "de", "asked"),
        ("Did Torben report Jonas Klien?", "Torben reported Jonas Klien.", "en", "asked"),
        (
            "How much of the utility does Jonas Klien own?",
            "Jonas Klien owns 17 percent of the utility.",
            "en",
            "not of",
        ),
        (
            "Wie viel Prozent der Stadtwerke besitzt Klien?",
            "Klien besitzt 17 Prozent der Stadtwerke.",
            "de",
            "not of",
        ),
        (
            "How much of the utility does Lindqvist own?",
            "Lindqvist owns 20 percent of the utility.",
            "en",
            "no number",
        ),
        (
            "When was smoking banned in the town hall?",
            "Smoking in the town hall has been banned since 15 April 2026.",
            "en",
            "no date in source",
        ),
        (
            "When did the court drop the case against Klien?",
            "The court dropped the case against Jonas Klien in May 2024.",
            "en",
            "no date in source",
        ),
    ],
)
def test_facts_about_something_else_do_not_answer(
    embeddings: SentenceEmbeddings, question: str, text: str, language: str, why: str
) -> None:
    assert_doubted(checked(embeddings, text, language, question, OPENING), why)


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("What happened to Klien?", "The court dropped the case against Klien.", "en"),
        ("Who reported Klien?", "Torben Lindqvist from Oberfurt reported him.", "en"),
        ("How much does Lindqvist own?", "Lindqvist owns 17 percent of the utility.", "en"),
        (
            "Seit wann ist das Rauchen verboten?",
            "Das Rauchen im Rathaus ist seit dem 15. April 2025 verboten.",
            "de",
        ),
        ("Wurde Jonas Klien im Mai angezeigt?", "Er wurde wegen einer Spende angezeigt.", "de"),
        ("Who reported Klien?", "Lindqvist Torben reported him.", "en"),
    ],
)
def test_what_answers_is_verified(
    embeddings: SentenceEmbeddings, question: str, text: str, language: str
) -> None:
    found = checked(embeddings, text, language, question, OPENING)
    assert (found.verdict, found.reasons) == ("supported", ())


COUNTED = Article(
    "In Oberfurt hat die Polizei 38 Menschen festgenommen, darunter 30 Briten. "
    "Die Marine stoppte ein Schiff mit 16 Aktivisten (darunter keine Deutschen) an Bord. "
    "Ein Ingenieur aus Leipzig wurde im Irak entführt. "
    "Der Turm soll den Namen Blaue Säule bekommen. "
    "Für den Bau sind sechs Jahre veranschlagt. "
    "Nach der Fertigstellung wird die Höhe 541 Meter betragen.\n\n"
    "Nora Hagenow (56) und ihre Tochter Cosima ziehen in ein Dorf.\n\n"
    "Piet Rasmussen hat den Deich entworfen, der Bürgermeister heißt Lasse Kolberg.\n\n"
    "Den Turm plant Magnus Vestergaard.",
    source="Oberfurter Blatt",
    published="2025-06-02",
    language="de",
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30 Britons were arrested in Oberfurt.", ""),
        ("38 Britons were arrested in Oberfurt.", "other figure"),
        ("The navy stopped a ship with 16 activists on board.", ""),
        ("Die Höhe der Blauen Säule wird nach der Fertigstellung 541 Meter betragen.", ""),
        ("Nora Hagenow, 56, and her daughter Cosima move to a village.", ""),
        ("Cosima, who moves to a village with her mother, is 56.", "whose"),
        ("Cosima Hagenow is 56 and moves to a village with her mother.", "whose"),
        ("Piet Rasmussen designed the dike, the mayor is called Kolberg.", ""),
        ("Magnus Rasmussen designed the dike, the mayor is called Kolberg.", "not of"),
        ("Ein Ingenieur wurde in Leipzig entführt.", "from"),
        ("An engineer was kidnapped in Leipzig.", "from"),
        ("An engineer from Leipzig was kidnapped in Iraq.", ""),
        ("Die Höhe des Turms von Trondheim wird 541 Meter betragen.", "no name"),
    ],
)
def test_whom_and_what_a_figure_is_told_of(
    embeddings: SentenceEmbeddings, text: str, why: str
) -> None:
    language = "de" if {"wurde", "wird"} & set(text.split()) else "en"
    found = checked(embeddings, text, language, "What is reported from Oberfurt?", COUNTED)
    assert [reason.phrase for reason in found.reasons] == [why] * bool(why)


def test_a_denial_is_no_echo_of_the_question(embeddings: SentenceEmbeddings) -> None:
    text = "The cycle path is not open during construction."
    found = checked(embeddings, text, "en", "Is the cycle path open?")
    assert "asked" not in [reason.phrase for reason in found.reasons]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ein Flug dauert 10 Stunden und 45 Minuten.", [10.0, 45.0]),
        ("1,5 Millionen für einen Flug", [1.5e6]),
    ],
)
def test_an_article_is_no_number(text: str, values: list[float]) -> None:
    assert [value for one in figures(text, "de") for (value,) in one.values] == values


def test_names_with_a_small_first_letter_are_names() -> None:
    assert [one.written for one in names("Der Gewinn von eBay stieg", "de")][-1] == "eBay"
    assert not names("it took 5 kWh", "en")


def test_a_figure_is_not_taken_from_a_sentence_on_something_else(
    embeddings: SentenceEmbeddings,
) -> None:
    report = Article(
        "Im Laufe des Jahres 2008 wurden 673 Journalisten festgenommen, 29 wurden entführt. "
        "Das berichtet die Organisation in einer Erklärung. "
        "60 Journalisten wurden getötet, die meisten im Irak.",
        source="Pressebote",
        published="2008-12-30",
        language="de",
    )
    asked = Question("", "", "en")
    found = sentences_of(report, embeddings)
    right = "673 journalists were arrested in 2008."
    wrong = "60 journalists were arrested in 2008."
    one, other = embeddings.statements([right, wrong])
    assert verified(right, one, found, asked).verdict == "supported"
    assert verified(wrong, other, found, asked).verdict == "unsupported"


MUSEUM = Article(
    "The Tallmoor Museum of Weaving opens its doors again on Saturday after three years of "
    "repairs. “You cannot buy a collection like that,” said the director, Petra Reade. "
    "The society of friends criticised the new hall. "
    "Article 4 of its statutes obliges the members to give two days of work a year. "
    "The house is closed on Mondays. "
    "The county paid 8 million of it, and donors gave the rest. "
    "Jon Vail, who leads the rival museum in Harwick, owns 40 old looms.",
    language="en",
    published="2025-09-02",
)


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        ("Who directs the Tallmoor museum?", "The director of the museum is Petra Reade.", ""),
        (
            "When is the Tallmoor museum closed?",
            "The Tallmoor museum is closed on Mondays.",
            "",
        ),
        (
            "Who criticised the new hall of the Tallmoor museum?",
            "The society of friends criticised the new hall of the Tallmoor museum.",
            "",
        ),
        (
            "How much did the county pay for the Tallmoor museum?",
            "The county paid 8 million for the Tallmoor museum.",
            "",
        ),
        (
            "To what does Article 3 oblige the members of the Tallmoor museum?",
            "Article 3 obliges the members of the museum to give two days of work a year.",
            "other figure",
        ),
        (
            "How many old looms does the Tallmoor museum own?",
            "The Tallmoor museum owns 40 old looms.",
            "not of",
        ),
        (
            "What does Petra Reade say of the collection?",
            "You cannot buy a collection like that.",
            "reported",
        ),
    ],
)
def test_what_an_article_is_about_may_go_by_another_word(
    embeddings: SentenceEmbeddings, question: str, text: str, why: str
) -> None:
    found = checked(embeddings, text, "en", question, MUSEUM)
    if why:
        assert_doubted(found, why)
    else:
        assert (found.verdict, found.reasons) == ("supported", ())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("subject", ["Lindqvist", "Johnson", "Wegner"])
def test_a_name_that_opens_a_sentence_is_one(
    embeddings: SentenceEmbeddings, subject: str, language: str
) -> None:
    """Also a surname that a dictionary has, and in the language of the source."""
    told = {
        "de": "Die Ministerin ist am Montag nach Kritik an der Beschaffung zurückgetreten.",
        "en": "The minister resigned on Monday after criticism of the procurement.",
    }
    found = sentences_of(Article(told[language], language=language), embeddings)
    asked = Question("Who resigned on Monday?", "Who resigned on Monday?", "en")

    def reasons(who: str) -> list[str]:
        text = f"{who} resigned on Monday after criticism of the procurement."
        (statement,) = embeddings.statements([text])
        return [reason.about for reason in verified(text, statement, found, asked).reasons]

    assert set(reasons(subject)) == {subject}
    assert not reasons("The minister")


@pytest.mark.parametrize(
    ("source", "language", "of", "doubted"),
    [
        ("Die polnische Ministerin ist am Montag zurückgetreten.", "de", "polnische", []),
        (
            "Die polnische Ministerin ist am Montag zurückgetreten.",
            "de",
            "türkische",
            ["türkische"],
        ),
        ("The Polish minister resigned on Monday.", "en", "polnische", []),
        ("The minister resigned on Monday.", "en", "polnische", ["polnische"]),
    ],
)
def test_what_is_of_a_country_is_a_name_in_german_too(
    embeddings: SentenceEmbeddings, source: str, language: str, of: str, doubted: list[str]
) -> None:
    found = sentences_of(Article(source, language=language), embeddings)
    text = f"Die {of} Ministerin ist am Montag zurückgetreten."
    (statement,) = embeddings.statements([text])
    asked = Question("Wer trat am Montag zurück?", "Wer trat am Montag zurück?", "de")
    checked = verified(text, statement, found, asked)
    assert [one.about for one in checked.reasons if one.phrase == "no name"] == doubted


def test_a_word_that_may_be_a_name_is_held_against_the_source(
    embeddings: SentenceEmbeddings,
) -> None:
    text = "Die Ministerin ist am Montag nach Kritik an der Beschaffung zurückgetreten."
    found = sentences_of(Article(text, language="de"), embeddings)
    asked = Question("Who resigned on Monday?", "Who resigned on Monday?", "en")
    for written, doubted in (
        ("Newton resigned on Monday after criticism of the procurement.", True),
        ("Criticism of the procurement made the minister resign on Monday.", False),
    ):
        (statement,) = embeddings.statements([written])
        assert bool(verified(written, statement, found, asked).reasons) == doubted


def test_a_name_of_another_article_is_not_lent(embeddings: SentenceEmbeddings) -> None:
    other = Article(
        "Der Stadtrat von Oberfurt und Torben Lindqvist haben eine neue Brücke genehmigt.",
        source="Oberfurter Blatt",
        language="de",
    )
    text = "The town council of Quellstedt on Monday approved the new bridge by Torben Lindqvist."
    (statement,) = embeddings.statements([text])
    found = [one for each in (GERMAN, other) for one in sentences_of(each, embeddings)]
    checked = verified(text, statement, found, Question("", "", "en"))
    assert {one.article for one in checked.cited} == {GERMAN}
    assert {reason.about for reason in checked.reasons} <= {"Torben", "Lindqvist"}
    assert checked.verdict == "unsupported"


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("This is very impressive.", "en", True),
        ("Das ist bemerkenswert.", "de", True),
        ("This is impressive for Quellstedt.", "en", False),
        ("It is important to note that 3 workers were injured.", "en", False),
        ("The bridge was approved.", "en", False),
    ],
)
def test_opinions(text: str, language: str, verdict: bool) -> None:
    assert is_opinion(text, language) is verdict


def test_what_only_evaluates_is_an_opinion(embeddings: SentenceEmbeddings) -> None:
    expected: Verdict = "opinion"
    assert checked(embeddings, "I think this is impressive.", "en").verdict == expected


# The measure


def test_changes_are_one_each_and_always_the_same() -> None:
    said = Reported("Das ist ein guter Tag für alle Pendler", "Bürgermeister Jonas Kettler")
    made = list(altered([GERMAN], {GERMAN.id: [said]}))
    assert made == list(altered([GERMAN], {GERMAN.id: [said]}))
    kinds = {one.change for one in made}
    assert {"none", "number", "unit", "date", "negation"} <= kinds
    for one in made:
        assert (one.text in GERMAN.text) is (one.change == "none"), one


def test_command_measures_pairs_changes_and_translations(
    tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(name: str, *rows: Mapping[str, object]) -> str:
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return str(path)

    def measured(*arguments: str) -> dict[str, float]:
        assert main(["eval", "verify", *arguments, "--json"]) == 0
        found: dict[str, float] = json.loads(capsys.readouterr().out)
        return found

    doc = "The council approved the bridge on Monday. It will cost 4 million euros."
    true = {"doc": doc, "summary": "The bridge will cost 4 million euros.", "label": 1}
    false = {"doc": doc, "summary": "The bridge will cost 5 million euros.", "label": 0}
    found = measured("--pairs", written("pairs.jsonl", true, false))
    assert (found["summaries"], found["balanced_accuracy"]) == (2, 1.0)
    assert (
        measured("--pairs", written("pairs.jsonl", true, false), "--limit", "1")["summaries"] == 1
    )

    row = {"text": GERMAN.text, "date": "2025-03-04", "language": "de"}
    found = measured("--perturb", written("articles.jsonl", row))
    kinds = ("false_alarms", "number_found", "unit_found", "date_found")
    assert [found[kind] for kind in kinds] == [0.0, 1.0, 1.0, 1.0]

    both = {"segments": {"de": ["Der Rat genehmigte die Brücke am Montag."], "en": [doc[:42]]}}
    found = measured("--translated", written("both.jsonl", both), "--ask", "en", "--text", "de")
    assert (found["sentences"], found["supported"]) == (1, 1.0)
    assert Settings.from_environment().cache == cache
