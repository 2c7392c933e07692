"""How sure a source is, how much it says and of whom: plans, hedges, offices, bounds, superlatives
and words of a scale, in one report in English and German that is told in either language."""

from __future__ import annotations

from functools import cache

import pytest

from corpus import Article
from corpus.embed import SentenceEmbeddings
from qa.bounds import Bound, bound_of, contrary
from qa.degrees import heightened, superlatives, unshared
from qa.doubts import about_places, about_words
from qa.evaluate.perturb import Change, altered
from qa.evaluate.verify import sentences_of
from qa.evidence import Candidate
from qa.figures import figures
from qa.phrases import phrase
from qa.plans import told_as_done
from qa.qualifiers import of_another_office, told_as_sure
from qa.question import Question
from qa.scales import other_steps
from qa.verify import Verification, verified
from qa.wording import own_words

REPORT = {
    "en": "The city council of Tallmoor will open the new swimming hall in March. "
    "The old hall was closed in the autumn. "
    "Almost 1,200 people signed the petition against the closure. "
    "The club has trained in the harbour since 2014. "
    "Tallmoor has one of the oldest swimming clubs in the country. "
    "The roof cost 300,000 euros. "
    "Some swimmers may bring a guest to the harbour. "
    "The leak in the pool was probably caused by frost.",
    "de": "Der Stadtrat von Tallmoor wird die neue Schwimmhalle im März eröffnen. "
    "Die alte Halle wurde im Herbst geschlossen. "
    "Fast 1.200 Menschen unterschrieben die Petition gegen die Schließung. "
    "Der Verein trainiert seit 2014 im Hafen. "
    "Tallmoor hat einen der ältesten Schwimmvereine des Landes. "
    "Das Dach kostete 300.000 Euro. "
    "Einige Schwimmer dürfen einen Gast in den Hafen mitbringen. "
    "Das Leck im Becken wurde wahrscheinlich durch Frost verursacht.",
}
TOLD = {
    "en": {
        "left open": "The city council of Tallmoor opened the new swimming hall in March.",
        "other bound": "More than 1,200 people signed the petition against the closure.",
        "until": "The club trained in the harbour until 2014.",
        "added": "The roof cost more than 300,000 euros.",
        "not alone": "Tallmoor has the oldest swimming club in the country.",
        "other step": "All swimmers may bring a guest to the harbour.",
        "hedged": "The leak in the pool was caused by frost.",
        "must": "Some swimmers must bring a guest to the harbour.",
    },
    "de": {
        "left open": "Der Stadtrat von Tallmoor hat die neue Schwimmhalle im März eröffnet.",
        "other bound": "Mehr als 1.200 Menschen unterschrieben die Petition gegen die Schließung.",
        "until": "Der Verein trainierte bis 2014 im Hafen.",
        "added": "Das Dach kostete mehr als 300.000 Euro.",
        "not alone": "Tallmoor hat den ältesten Schwimmverein des Landes.",
        "other step": "Alle Schwimmer dürfen einen Gast in den Hafen mitbringen.",
        "hedged": "Das Leck im Becken wurde durch Frost verursacht.",
        "must": "Einige Schwimmer müssen einen Gast in den Hafen mitbringen.",
    },
}
TRUE = {
    "en": [
        "The city council of Tallmoor will open the new swimming hall in March.",
        "The new swimming hall of Tallmoor is to be opened in March.",
        "The old hall was closed in the autumn.",
        "Nearly 1,200 people signed the petition against the closure.",
        "1,200 people signed the petition against the closure.",
        "The club has trained in the harbour since 2014.",
        "Tallmoor has one of the oldest swimming clubs in the country.",
        "Frost may have caused the leak in the pool.",
        "Several swimmers can bring a guest to the harbour.",
    ],
    "de": [
        "Der Stadtrat von Tallmoor wird die neue Schwimmhalle im März eröffnen.",
        "Die neue Schwimmhalle von Tallmoor soll im März eröffnet werden.",
        "Die alte Halle wurde im Herbst geschlossen.",
        "Knapp 1.200 Menschen unterschrieben die Petition gegen die Schließung.",
        "1.200 Menschen unterschrieben die Petition gegen die Schließung.",
        "Der Verein trainiert seit 2014 im Hafen.",
        "Tallmoor hat einen der ältesten Schwimmvereine des Landes.",
        "Das Leck im Becken wurde vermutlich durch Frost verursacht.",
        "Manche Schwimmer können einen Gast in den Hafen mitbringen.",
    ],
}
PAIRS = [(ask, source) for ask in TOLD for source in REPORT]


@cache
def sentences(embeddings: SentenceEmbeddings, told: str, language: str) -> list[Candidate]:
    return sentences_of(Article(told, source="Post", language=language), embeddings)


def checked(
    embeddings: SentenceEmbeddings, text: str, ask: str, told: str, source: str
) -> Verification:
    """`text`, in the language `ask`, held against the article `told` in the language `source`."""
    (statement,) = embeddings.statements([text])
    return verified(text, statement, sentences(embeddings, told, source), Question("", "", ask))


@pytest.mark.parametrize(("ask", "source"), PAIRS)
def test_what_is_as_sure_as_the_report_is_supported(
    embeddings: SentenceEmbeddings, ask: str, source: str
) -> None:
    for text in TRUE[ask]:
        found = checked(embeddings, text, ask, REPORT[source], source)
        assert (found.verdict, found.reasons) == ("supported", ()), text


@pytest.mark.parametrize(("ask", "source"), PAIRS)
@pytest.mark.parametrize("change", TOLD["en"])
def test_what_is_surer_or_more_is_not(
    embeddings: SentenceEmbeddings, ask: str, source: str, change: str
) -> None:
    found = checked(embeddings, TOLD[ask][change], ask, REPORT[source], source)
    assert found.verdict == "unsupported"
    why = {
        "until": "other bound", "added": "other bound", "must": "other step",
    }.get(change, change)  # fmt: skip
    reasons = [one for one in found.reasons if one.phrase == why]
    assert reasons
    for reader in ("de", "en"):
        assert reasons[0].about in phrase(why, reader, about=reasons[0].about)


@pytest.mark.parametrize(
    ("text", "told", "language", "word"),
    [
        # What is done in one clause may be planned in another.
        ("The bridge was built in 1990.", "The bridge, built in 1990, will be closed.", "en", ""),
        ("The bridge was closed.", "The bridge, built in 1990, will be closed.", "en", "will"),
        ("The mayor was ill.", "The mayor may be ill.", "en", "may"),
        (
            "The court has reopened the case.",
            "Families hope it will reopen the case.",
            "en",
            "will",
        ),
        ("He said it would be closed.", "The bridge will be closed.", "en", ""),
        ("They decided to close it.", "The bridge must close.", "en", ""),
        ("Will Smith closed the bridge.", "Will Smith closed the bridge.", "en", ""),
        ("Das Dach wurde repariert.", "Das Dach soll repariert werden.", "de", "soll"),
        ("Das Dach wird repariert.", "Das Dach soll repariert werden.", "de", ""),
        ("Die Stadt hat das Dach repariert.", "Die Stadt will das Dach reparieren.", "de", "will"),
        ("Das Dach wurde repariert.", "Das Dach wird im Mai repariert.", "de", ""),
        ("Das Dach soll repariert werden.", "Das Dach wurde repariert.", "de", ""),
    ],
)
def test_plans_told_as_done(
    embeddings: SentenceEmbeddings, text: str, told: str, language: str, word: str
) -> None:
    source = sentences(embeddings, told, language)
    assert list(told_as_done(text, source, language)) == ([word] if word else [])


def test_plans_in_languages_without_word_lists_are_not_read(embeddings: SentenceEmbeddings) -> None:
    source = sentences(embeddings, "Le pont sera fermé.", "fr")
    assert not list(told_as_done("The bridge was closed.", source, "en"))
    assert not list(told_as_done("Le pont a été fermé.", source, "fr"))


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("mehr als 40 Boote", "de", "least"),
        ("mehr als vierzig Boote", "de", "least"),
        ("nicht mehr als 40 Boote", "de", "most"),
        ("bis zu 40 Boote", "de", "most"),
        ("20 bis 40 Boote", "de", ""),
        ("rund 40 Boote", "de", ""),
        ("seit dem Jahr 2014", "de", "since"),
        ("vor 2014", "de", "before"),
        ("vor 40 Jahren", "de", ""),
        ("no fewer than 40 boats", "en", "least"),
        ("drugs (>500 Da)", "en", "least"),
        ("up to $40 million", "en", "most"),
        ("over 24 hours", "en", "over"),
        ("unter 40 Booten", "de", "under"),
        ("by the end of 2014", "en", "until"),
        ("until May 3, 2014", "en", "until"),
        ("after 1279", "en", "after"),
        ("after the 2010 vote", "en", ""),
        ("nach der 2010 begonnenen Arbeit", "de", ""),
        ("nach dem 3. Mai", "de", "after"),
        ("plus de 40 bateaux", "fr", "least"),
        ("desde el 3 de mayo de 2014", "es", "since"),
        ("meer dan 40 boten", "nl", ""),
    ],
)
def test_bounds_of_figures(text: str, language: str, bound: Bound) -> None:
    assert figures(text, language)[-1].bound == bound


def test_what_bounds_nothing_contradicts_nothing() -> None:
    bounds: tuple[Bound, ...] = (
        "",
        "least",
        "most",
        "over",
        "under",
        "since",
        "after",
        "until",
        "before",
        "in",
    )
    for one in bounds:
        assert not contrary("", one)
        assert not contrary(one, one)
        assert all(contrary(one, other) == contrary(other, one) for other in bounds)
    assert bound_of("", "en", "number") == ""


def test_superlatives() -> None:
    told = {
        "the largest of the forests, an honest guest": [("largest", "large", False)],
        "one of the most famous works": [("most famous", "famous", True)],
        "the second-largest port": [("largest", "large", True)],
        "among the first to come, at most important ones": [("first", "first", True)],
        "at least extreme drought": [],
    }
    for text, found in told.items():
        assert [(one.written, one.base, one.shared) for one in superlatives(text, "en")] == found
    german = "Die zweitgrößte Stadt musste eines der ältesten Häuser am nächsten Tag abreißen."
    assert [(one.base, one.shared) for one in superlatives(german, "de")] == [
        ("groß", True),
        ("alt", True),
    ]
    assert not list(superlatives("la plus grande ville", "fr"))


def test_a_superlative_that_another_sentence_has_alone_is_no_reason(
    embeddings: SentenceEmbeddings,
) -> None:
    text = "Tallmoor is the largest port."
    alone = "Tallmoor is the largest port in the north, and one of the largest of all."
    for told, found in ((alone, []), ("Tallmoor is one of the largest ports.", ["largest"])):
        source = sentences(embeddings, told, "en")
        assert list(unshared(text, source, "en")) == found


@pytest.mark.parametrize(
    ("text", "told", "source", "own"),
    [
        ("It is the most famous port.", "Tallmoor is a famous port.", "en", ["most famous"]),
        ("It is the largest port.", "Tallmoor is a large port.", "en", ["largest"]),
        ("It is the largest port.", "Tallmoor is the largest port.", "en", []),
        ("It is the largest port.", "Tallmoor ist ein großer Hafen.", "de", ["largest"]),
        ("It is the largest port.", "Tallmoor ist der größte Hafen.", "de", []),
    ],
)
def test_superlatives_that_the_source_lacks_are_shown(
    embeddings: SentenceEmbeddings, text: str, told: str, source: str, own: list[str]
) -> None:
    found = sentences(embeddings, told, source)
    (statement,) = embeddings.statements([text])
    assert [text[a:b] for a, b in heightened(text, found, "en")] == own
    assert [text[a:b] for a, b in own_words(text, statement, found, "en")] == own


@pytest.mark.parametrize(
    ("text", "told", "language", "other"),
    [
        (
            "All boats of the club must stop at once, and ferries may turn in the harbour.",
            "All boats of the club may stop at once, and ferries must turn in the harbour.",
            "en",
            2,
        ),
        ("Half of the boats stopped.", "A third of the boats stopped.", "en", 1),
        ("Several boats stopped.", "Some boats stopped, and many turned.", "en", 0),
        ("Boats stopped.", "All boats stopped.", "en", 0),
        ("The number tripled.", "The number doubled.", "en", 1),
        ("Heute kamen die Boote.", "Gestern kamen die Boote.", "de", 1),
        ("Boote dürfen nicht wenden.", "Boote müssen geradeaus fahren.", "de", 0),
        ("Alle Boote hielten.", "Tous les bateaux ont stoppé.", "fr", 0),
    ],
)
def test_steps_of_a_scale(
    embeddings: SentenceEmbeddings, text: str, told: str, language: str, other: int
) -> None:
    source = sentences(embeddings, told, language)
    asked = "de" if language == "fr" else language
    assert len(list(other_steps(text, source, asked))) == other


@pytest.mark.parametrize(
    ("text", "told", "language", "hedge"),
    [
        ("The attacker fled.", "The alleged attacker fled.", "en", "alleged"),
        ("The alleged attacker fled.", "The alleged attacker fled.", "en", ""),
        ("Police said the attacker fled.", "The attacker allegedly fled on foot.", "en", ""),
        ("The attacker was caught.", "The police saw him; he is probably ill.", "en", ""),
        ("Der Täter floh.", "Der mutmaßliche Täter floh.", "de", "mutmaßliche"),
        ("Laut Polizei floh der Täter.", "Der mutmaßliche Täter floh.", "de", "mutmaßliche"),
        ("Er wurde wegen Mordverdachts gesucht.", "He was wanted, a suspected murderer.", "en", ""),
        ("Der Täter floh.", "Le suspect a fui.", "fr", ""),
    ],
)
def test_hedges(
    embeddings: SentenceEmbeddings, text: str, told: str, language: str, hedge: str
) -> None:
    source = sentences(embeddings, told, language)
    asked = "de" if text.startswith(("Der", "Er", "Laut")) else "en"
    assert list(told_as_sure(text, source, asked)) == ([hedge] if hedge else [])


@pytest.mark.parametrize(
    ("text", "told", "language", "office"),
    [
        ("Mayor Ada Finch came.", "Former mayor Ada Finch came.", "en", "Former"),
        ("Ada Finch came.", "Former mayor Ada Finch came to the opening.", "en", ""),
        ("Ada Finch was mayor.", "Former mayor Ada Finch came to the opening.", "en", ""),
        ("The former mayor came.", "The mayor came.", "en", "former"),
        ("The former mayor came.", "Ada Finch, mayor until 2014, came.", "en", ""),
        ("Die Vizepräsidentin kam.", "Die Präsidentin kam.", "de", "Vizepräsidentin"),
        ("Präsidentin Ada Finch kam.", "Ex-Präsidentin Ada Finch kam.", "de", "Ex"),
        ("Der stellvertretende Leiter kam.", "Der Vize des Amtes kam.", "de", ""),
        ("The vice president came.", "Die Präsidentin kam.", "de", "vice"),
        ("Yesterday mayor Ada Finch came.", "Die frühere Chefin Ada Finch kam.", "de", "frühere"),
        ("Ada Finch, the mayor, came.", "Ada Finch, die frühere Chefin, kam.", "de", "frühere"),
        ("The once mayor Ada Finch came.", "Die frühere Chefin Ada Finch kam.", "de", ""),
        ("Then Ada Finch came.", "Die frühere Chefin Ada Finch kam.", "de", ""),
        ("It was mayor Ada Finch who came.", "Ada Finch kam, und die frühere Chefin.", "de", ""),
    ],
)
def test_offices(
    embeddings: SentenceEmbeddings, text: str, told: str, language: str, office: str
) -> None:
    source = sentences(embeddings, told, language)
    asked = "en" if "came" in text or "was" in text else "de"
    assert list(of_another_office(text, source, asked)) == ([office] if office else [])


@pytest.mark.parametrize(
    ("text", "told", "source", "reason"),
    [
        ("Two Kenyans were arrested.", "Kenianer nahmen zwei Iraner fest.", "de", "whose"),
        ("Two Iranians were arrested.", "Kenianer nahmen zwei Iraner fest.", "de", ""),
        ("Two Iranian men were arrested.", "Two Iranians were arrested.", "en", ""),
        ("Tallmoor 2 - 1 Harwick.", "Das Spiel Tallmoor gegen Harwick endete 2:1.", "de", ""),
        ("The ferry sailed to Rome.", "Die Fähre fuhr von Rom nach Oslo.", "de", "other way round"),
        ("The ferry sailed from Rome.", "Die Fähre fuhr von Rom nach Oslo.", "de", ""),
        ("He referred to Rome's mayor.", "Er erwähnte die Bürgermeisterin von Rom.", "de", ""),
        ("It came to the Rome mayors.", "Es kam zu den Bürgermeistern von Rom.", "de", ""),
    ],
)
def test_of_whom_and_from_where(
    embeddings: SentenceEmbeddings, text: str, told: str, source: str, reason: str
) -> None:
    found = sentences(embeddings, told, source)
    reasons = about_places(text, found, found, "en") + about_words(text, found, "en")
    assert [one.phrase for one in reasons] == ([reason] if reason else [])


@pytest.mark.parametrize("language", REPORT)
def test_sentences_are_made_surer(language: str) -> None:
    extra = {
        "en": "The pool was opened by the mayor on Monday after a long wait for the building.",
        "de": "Der Bürgermeister sagte, dass am Montag das Bad nach langem Warten eröffnet wurde.",
    }
    report = Article(f"{REPORT[language]} {extra[language]}", language=language)
    made: dict[Change, list[str]] = {}
    for one in altered([report], {}):
        made.setdefault(one.change, []).append(one.text)
    plan, degree = {
        "en": ("has opened the new swimming hall", "has the oldest swimming clubs"),
        "de": ("hat die neue Schwimmhalle im März eröffnet", "hat der ältesten Schwimmvereine"),
    }[language]
    assert any(plan in text for text in made["plan"])
    assert any(degree in text for text in made["degree"])
    bound = {
        "en": {
            "The club has trained in the harbour until 2014.",
            "The roof cost more than 300,000.",
        },
        "de": {
            "Der Verein trainiert bis 2014 im Hafen.",
            "Das Dach kostete mehr als 300.000 Euro.",
        },
    }[language]
    assert set(made["bound"]) & bound
    assert set(made["scale"]) & {TOLD[language]["other step"], TOLD[language]["must"]}
    assert TOLD[language]["hedged"] in made["hedge"]
