"""One report in English and German, and what is written about it in either: a sentence is checked
alike whichever languages meet."""

from __future__ import annotations

import pytest

from corpus import Article
from corpus.embed import SentenceEmbeddings
from qa.checks.claims import contradicts, is_reported, may_deny, negates, reverses
from qa.checks.doubts import Reason
from qa.checks.gravity import unfounded
from qa.evaluate.verify import sentences_of
from qa.figures import figures, ordinals
from qa.names import known_in, names
from qa.question import Question
from qa.units import unit_of
from qa.verify import Verification, verified

REPORT = {
    "en": "The port authority of Zadar shipped 4,200 containers of grain to Lebanon in June. "
    "According to the harbour master Ivo Babić, the international company Adria Cargo loaded them "
    "within 30 hours. "
    "The ministry in Zagreb informed the insurance on Thursday. "
    "On Friday the first trains arrived in Rijeka. "
    "Police took the crane driver Ana Kos into custody on Saturday. "
    "The quay cost the city about 14.7 million euros.",
    "de": "Die Hafenbehörde von Zadar verschiffte im Juni 4.200 Container mit Getreide nach "
    "Libanon. "
    "Nach Angaben des Hafenmeisters Ivo Babić lud das internationale Unternehmen Adria Cargo sie "
    "innerhalb von 30 Stunden. "
    "Das Ministerium in Zagreb unterrichtete am Donnerstag die Versicherung. "
    "Am Freitag trafen in Rijeka die ersten Züge ein. "
    "Am Samstag nahm die Polizei die Kranführerin Ana Kos in Gewahrsam. "
    "Der Kai kostete die Stadt rund 14,7 Millionen Euro.",
}
TRUE = {
    "en": [
        "In June, the port authority of Zadar shipped 4,200 containers of grain to Lebanon.",
        "The ministry in Zagreb informed the insurance on Thursday.",
        "Adria Cargo loaded the containers within 30 hours, Babić said.",
        "On Saturday, police arrested the crane driver Ana Kos.",
        "The city paid 14.7 million euros for the quay.",
        "The first trains arrived in Rijeka on Friday.",
    ],
    "de": [
        "Im Juni verschiffte die Hafenbehörde von Zadar 4.200 Container mit Getreide nach Libanon.",
        "Das Ministerium in Zagreb unterrichtete am Donnerstag die Versicherung.",
        "Adria Cargo lud die Container innerhalb von 30 Stunden, sagte Babić.",
        "Am Samstag wurde die Kranführerin Ana Kos von der Polizei festgenommen.",
        "Die Stadt zahlte 14,7 Millionen Euro für den Kai.",
        "Die ersten Züge kamen am Freitag in Rijeka an.",
    ],
}
FALSE = {
    "en": {
        "month": "In March, the port authority of Zadar shipped 4,200 containers of grain to "
        "Lebanon.",
        "weekday": "The ministry in Zagreb informed the insurance on Friday.",
        "unit": "In June, the port authority of Zadar shipped 4,200 tonnes of grain to Lebanon.",
        "negation": "In June, the port authority of Zadar did not ship containers of grain to "
        "Lebanon.",
        "direction": "The last trains arrived in Rijeka on Friday.",
        "denial": "Babić denied that Adria Cargo loaded the containers within 30 hours.",
        "roles": "In June, the port authority of Lebanon shipped 4,200 containers of grain to "
        "Zadar.",
        "speaker": "Adria Cargo loaded the containers within 30 hours, Sterling said.",
        "things": "The quay cost the city about 14.7 million trees.",
        "fact": "Adria Cargo loaded the containers within 30 hours.",
        "other speaker": "Adria Cargo loaded the containers within 30 hours, Ana Kos said.",
        "deed": "On Saturday, police injured the crane driver Ana Kos.",
    },
    "de": {
        "month": "Im März verschiffte die Hafenbehörde von Zadar 4.200 Container mit Getreide nach "
        "Libanon.",
        "weekday": "Das Ministerium in Zagreb unterrichtete am Freitag die Versicherung.",
        "unit": "Im Juni verschiffte die Hafenbehörde von Zadar 4.200 Tonnen Getreide nach "
        "Libanon.",
        "negation": "Im Juni verschiffte die Hafenbehörde von Zadar keine Container mit Getreide "
        "nach Libanon.",
        "direction": "Die letzten Züge kamen am Freitag in Rijeka an.",
        "denial": "Babić bestritt, dass Adria Cargo die Container innerhalb von 30 Stunden lud.",
        "roles": "Im Juni verschiffte die Hafenbehörde von Libanon 4.200 Container mit Getreide "
        "nach Zadar.",
        "speaker": "Adria Cargo lud die Container innerhalb von 30 Stunden, sagte Sterling.",
        "things": "Der Kai kostete die Stadt rund 14,7 Millionen Bäume.",
        "fact": "Adria Cargo lud die Container innerhalb von 30 Stunden.",
        "other speaker": "Adria Cargo lud die Container innerhalb von 30 Stunden, sagte Ana Kos.",
        "deed": "Am Samstag wurde die Kranführerin Ana Kos von der Polizei verletzt.",
    },
}
PAIRS = [(ask, source) for ask in FALSE for source in REPORT]


def checked(embeddings: SentenceEmbeddings, text: str, ask: str, source: str) -> Verification:
    """`text`, in the language `ask`, held against the report in the language `source`."""
    report = Article(REPORT[source], source="Post", language=source)
    (statement,) = embeddings.statements([text])
    return verified(text, statement, sentences_of(report, embeddings), Question("", "", ask))


@pytest.mark.parametrize(("ask", "source"), PAIRS)
def test_what_the_report_says_is_supported(
    embeddings: SentenceEmbeddings, ask: str, source: str
) -> None:
    for text in TRUE[ask]:
        found = checked(embeddings, text, ask, source)
        assert (found.verdict, found.reasons) == ("supported", ())


@pytest.mark.parametrize(("ask", "source"), PAIRS)
@pytest.mark.parametrize("change", FALSE["en"])
def test_what_it_does_not_say_is_not(
    embeddings: SentenceEmbeddings, ask: str, source: str, change: str
) -> None:
    found = checked(embeddings, FALSE[ask][change], ask, source)
    assert found.verdict == "unsupported"
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("In June, the Commission published it.", [6]),
        ("It is planned for December.", [12]),
        ("By September it had been moved.", [9]),
        ("Theresa May said so on the March on Rome.", []),
        ("It may rain in May.", [5]),
        ("April Jones and June Whitfield came.", []),
    ],
)
def test_english_months_stand_anywhere_but_where_they_are_names(
    text: str, months: list[int]
) -> None:
    dates = [one for one in figures(text, "en") if one.kind == "date"]
    assert [int(month) for one in dates for _, month, _ in one.values] == months


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("13,000 tonnes", "en", "mass-ton"),
        ("20 kilometres", "en", "length-kilometer"),
        ("20 kilometers", "en", "length-kilometer"),
        ("30 litres", "en", "volume-liter"),
        ("30 Liter", "de", "volume-liter"),
        ("300 Megawatt", "de", "power-megawatt"),
    ],
)
def test_units_in_every_spelling(text: str, language: str, unit: str) -> None:
    found = unit_of(text, 0, text.index(" "), language)
    assert found
    assert found.ids == {unit}


def test_only_what_denies_counts_as_a_negation() -> None:
    for text in ("The international company informed the industry.", "They increased income."):
        assert not negates(text, "en", weak=True)
    assert not negates("Das Unternehmen unterstützt unsere Union noch aus Bonn.", "de", weak=True)
    assert negates("They were unable to come.", "en", weak=True)
    assert negates("Das blieb unklar.", "de", weak=True)
    assert negates("They said, 'don't go out.'", "en")
    assert not negates("Kenya has ratified Convention No. 81.", "en")
    assert contradicts("The company did not buy it.", "The company did buy it abroad.", "en")
    assert may_deny("He called the claims false.", "en")
    assert not may_deny("He repeated the claims.", "en")


@pytest.mark.parametrize(
    ("text", "language", "told", "other", "reversed_"),
    [
        ("Prices rose.", "en", "Die Preise fielen.", "de", True),
        ("Les prix ont baissé.", "fr", "Prices rose.", "en", True),
        ("Prices rose.", "en", "Die Preise stiegen, obwohl das Angebot sank.", "de", False),
        ("It rose before it fell.", "en", "Sie fielen.", "de", False),
        ("Es ist die größte Stadt.", "de", "It is the smallest city.", "en", True),
        (
            "He came after it was sold two years ago.",
            "en",
            "Es wurde vor Jahren gekauft.",
            "de",
            True,
        ),
        ("It comes after the sale two years ago.", "en", "Vor zwei Jahren.", "de", False),
        ("Voters are for it.", "en", "Die Wähler sind gegen den Krieg.", "de", False),
    ],
)
def test_contraries_are_noticed_across_languages(
    text: str, language: str, told: str, other: str, reversed_: bool
) -> None:
    assert reverses(text, language, told, other) is reversed_
    assert reverses(told, other, text, language) is reversed_


def test_contraries_with_a_sharp_s() -> None:
    assert contradicts(
        "Es ist die kleinste Stadt im Land.", "Es ist die größte Stadt im Land.", "de"
    )
    assert contradicts("Das Werk wurde geöffnet.", "Das Werk schließt.", "de")
    assert may_deny("Die Partei äußerte sich außer am Montag.", "de")


@pytest.mark.parametrize(
    ("text", "source", "unfounded_"),
    [
        ("The prisoner was arrested.", "Der Häftling wurde am Freitag verletzt.", ["arrested"]),
        ("The prisoner was arrested.", "Den Häftling nahm die Polizei am Freitag mit.", []),
        ("He was arrested and convicted.", "Er wurde verurteilt und sitzt in Haft.", []),
        ("He was convicted.", "Er wurde am Freitag freigesprochen.", ["convicted"]),
        ("He sang.", "Er wurde am Freitag freigesprochen.", []),
    ],
)
def test_grave_words_need_one_of_their_kind(
    embeddings: SentenceEmbeddings, text: str, source: str, unfounded_: list[str]
) -> None:
    article = Article(source, source="Post", language="de")
    assert [*unfounded(text, sentences_of(article, embeddings), "en")] == unfounded_


def test_words_that_report_are_nobody_who_could_be_missing(embeddings: SentenceEmbeddings) -> None:
    article = Article(
        "Bei dem Einsturz wurden 12 Menschen verletzt, teilte die Polizei mit.", language="de"
    )
    text = "Nach Angaben der Polizei wurden 12 Menschen verletzt."
    (statement,) = embeddings.statements([text])
    found = verified(text, statement, sentences_of(article, embeddings), Question("", "", "de"))
    assert (found.verdict, found.reasons) == ("supported", ())


def test_moods_and_quotation_marks_are_no_report_to_another_language() -> None:
    assert is_reported("„Wir sahen das Wasser kommen“, erklärte sie.", "de", across=True)
    for text in ("Der Hafen sei voll.", "Das Stück heißt „Ein langer Tag im Hafen“."):
        assert not is_reported(text, "de", across=True)
    assert is_reported("Der Hafen sei voll.", "de")
    assert not is_reported("Orientalism, as Edward Said saw it, was imagined.", "en")


def test_who_is_said_to_speak_in_german_is_a_name() -> None:
    for text, name in (
        ("„Das ist falsch“, sagte Sterling.", "Sterling"),
        ("Das ist falsch, sagte Polizeichef Lee am Montag.", "Lee"),
    ):
        assert [one.written for one in names(text, "de") if not one.ordinary] == [name]
    told = names("Das, sagten Experten, sei eine Frage der Zeit.", "de")
    assert all(one.ordinary for one in told)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("im frühen neunzehnten Jahrhundert", "de", 19),
        ("in the early nineteenth century", "en", 19),
        ("Die zehnte Staffel.", "de", 10),
    ],
)
def test_ordinals_in_words_bear_out_those_in_digits(text: str, language: str, value: int) -> None:
    assert not figures(text, language)
    assert [one.values for one in ordinals(text, language)] == [{(value,)}]


def test_german_names_that_a_dictionary_has_are_names() -> None:
    for text, told in (
        ("Später fragte Simpson nach.", ["Simpson"]),
        ("Simpson beschrieb die Schäden.", ["Simpson"]),
        ("Das Museum verkaufte Porsche ein Auto.", ["Porsche"]),
        ("Die Angst der Eltern vor Viren in Firmen und Museen.", []),
    ):
        assert [one.written for one in names(text, "de") if not one.ordinary] == told


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("an einem zweiten Treffen, dem einundzwanzigsten des Jahres", "de", []),
        ("Es waren zwei. Achtzig kamen.", "de", [2, 80]),
        ("am 2. Spieltag", "de", [2]),
        ("le deuxième sommet", "fr", []),
        ("la segunda cumbre", "es", []),
        ("deux sommets", "fr", [2]),
        ("sold for £125m", "en", [125_000_000]),
        ("€40k a year", "en", [40_000]),
        ("a 5m wall", "en", [5]),
    ],
)
def test_ordinals_in_words_are_no_numbers_and_money_may_be_short(
    text: str, language: str, values: list[float]
) -> None:
    found = [value for one in figures(text, language) for (value,) in one.values]
    assert found == values


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        ("en", "The flood wall costs 38.6 million euros."),
        ("de", "Die Hochwasserschutzmauer kostet 38,6 Millionen Euro."),
    ],
)
def test_what_an_article_takes_back_is_not_supported(
    embeddings: SentenceEmbeddings, ask: str, text: str
) -> None:
    report = "Die geplante Hochwasserschutzmauer kostet 38,6 Millionen Euro."
    correction = "Diese Zahl ist falsch. Richtig ist: Die Stadt rechnet mit 36,8 Millionen Euro."
    (statement,) = embeddings.statements([text])
    told, taken_back = (
        verified(
            text,
            statement,
            sentences_of(Article(one, source="Post", language="de"), embeddings),
            Question("", "", ask),
        )
        for one in (f"{report} Die Stadt freut sich.", f"{report} {correction}")
    )
    assert told.verdict == "supported"
    assert taken_back.reasons == (Reason("taken back", correction),)


def test_a_country_is_known_by_its_capital_and_not_the_other_way_round() -> None:
    for text, own in (("Moscow signed it.", "en"), ("Moskau unterzeichnete ihn.", "de")):
        known = known_in(text, own, other_language=own != "en")
        assert known.has("Russia", "en")
        assert not known.has("France", "en")
    assert not known_in("Russia signed it.", "en", other_language=False).has("Moscow", "en")
