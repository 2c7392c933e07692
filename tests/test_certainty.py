"""How sure a source is, how much it says and of whom: plans, hedges, offices, bounds, superlatives
and words of a scale, in one report in English and German that is told in either language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest

from corpus import Article
from corpus.embed import SentenceEmbeddings
from qa.bounds import Bound, bound_of, contrary
from qa.checks.degrees import heightened, superlatives, unshared
from qa.checks.doubts import about_places, about_words
from qa.checks.plans import told_as_done
from qa.checks.qualifiers import of_another_office, told_as_sure
from qa.checks.scales import other_steps
from qa.checks.wording import own_words
from qa.evaluate.perturb import Change, altered
from qa.evaluate.verify import sentences_of
from qa.evidence import Candidate
from qa.figures import figures
from qa.phrases import phrase
from qa.question import Question
from qa.verify import Verification, verified

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
    ("find", "text", "ask", "told", "source", "words"),
    [
        (
            told_as_done,
            "The bridge was built in 1990.",
            "en",
            "The bridge, built in 1990, will be closed.",
            "en",
            [],
        ),
        (
            told_as_done,
            "The bridge was closed.",
            "en",
            "The bridge, built in 1990, will be closed.",
            "en",
            ["will"],
        ),
        (
            told_as_done,
            "Die Stadt hat den Verein unterstützt.",
            "de",
            "Die Stadt soll den Verein unterstützen.",
            "de",
            ["soll"],
        ),
        (told_as_done, "The mayor was ill.", "en", "The mayor may be ill.", "en", ["may"]),
        (
            told_as_done,
            "The court has reopened the case.",
            "en",
            "Families hope it will reopen the case.",
            "en",
            ["will"],
        ),
        (told_as_done, "He said it would be closed.", "en", "The bridge will be closed.", "en", []),
        (told_as_done, "They decided to close it.", "en", "The bridge must close.", "en", []),
        (
            told_as_done,
            "Will Smith closed the bridge.",
            "en",
            "Will Smith closed the bridge.",
            "en",
            [],
        ),
        (
            told_as_done,
            "Das Dach wurde repariert.",
            "de",
            "Das Dach soll repariert werden.",
            "de",
            ["soll"],
        ),
        (
            told_as_done,
            "Das Dach wird repariert.",
            "de",
            "Das Dach soll repariert werden.",
            "de",
            [],
        ),
        (
            told_as_done,
            "Die Stadt hat das Dach repariert.",
            "de",
            "Die Stadt will das Dach reparieren.",
            "de",
            ["will"],
        ),
        (
            told_as_done,
            "Das Dach wurde repariert.",
            "de",
            "Das Dach wird im Mai repariert.",
            "de",
            [],
        ),
        (
            told_as_done,
            "Das Dach soll repariert werden.",
            "de",
            "Das Dach wurde repariert.",
            "de",
            [],
        ),
        (told_as_done, "The bridge was closed.", "en", "Le pont sera fermé.", "fr", []),
        (told_as_done, "Le pont a été fermé.", "fr", "Le pont sera fermé.", "fr", []),
        (
            unshared,
            "Tallmoor is the largest port.",
            "en",
            "Tallmoor is the largest port in the north, and one of the largest of all.",
            "en",
            [],
        ),
        (
            unshared,
            "Tallmoor is the largest port.",
            "en",
            "Tallmoor is one of the largest ports.",
            "en",
            ["largest"],
        ),
        (
            other_steps,
            "All boats of the club must stop at once, and ferries may turn in the harbour.",
            "en",
            "All boats of the club may stop at once, and ferries must turn in the harbour.",
            "en",
            ["must", "may"],
        ),
        (
            other_steps,
            "Half of the boats stopped.",
            "en",
            "A third of the boats stopped.",
            "en",
            ["Half"],
        ),
        (
            other_steps,
            "Several boats stopped.",
            "en",
            "Some boats stopped, and many turned.",
            "en",
            [],
        ),
        (other_steps, "Boats stopped.", "en", "All boats stopped.", "en", []),
        (other_steps, "The number tripled.", "en", "The number doubled.", "en", ["tripled"]),
        (other_steps, "Heute kamen die Boote.", "de", "Gestern kamen die Boote.", "de", ["Heute"]),
        (
            other_steps,
            "Boote dürfen nicht wenden.",
            "de",
            "Boote müssen geradeaus fahren.",
            "de",
            [],
        ),
        (other_steps, "Alle Boote hielten.", "de", "Tous les bateaux ont stoppé.", "fr", []),
        (told_as_sure, "The attacker fled.", "en", "The alleged attacker fled.", "en", ["alleged"]),
        (told_as_sure, "The alleged attacker fled.", "en", "The alleged attacker fled.", "en", []),
        (
            told_as_sure,
            "Police said the attacker fled.",
            "en",
            "The attacker allegedly fled on foot.",
            "en",
            [],
        ),
        (
            told_as_sure,
            "The attacker was caught.",
            "en",
            "The police saw him; he is probably ill.",
            "en",
            [],
        ),
        (
            told_as_sure,
            "Der Täter floh.",
            "de",
            "Der mutmaßliche Täter floh.",
            "de",
            ["mutmaßliche"],
        ),
        (
            told_as_sure,
            "Laut Polizei floh der Täter.",
            "de",
            "Der mutmaßliche Täter floh.",
            "de",
            ["mutmaßliche"],
        ),
        (
            told_as_sure,
            "Er wurde wegen Mordverdachts gesucht.",
            "de",
            "He was wanted, a suspected murderer.",
            "en",
            [],
        ),
        (told_as_sure, "Der Täter floh.", "de", "Le suspect a fui.", "fr", []),
        (
            of_another_office,
            "Mayor Ada Finch came.",
            "en",
            "Former mayor Ada Finch came.",
            "en",
            ["Former"],
        ),
        (
            of_another_office,
            "Ada Finch came.",
            "en",
            "Former mayor Ada Finch came to the opening.",
            "en",
            [],
        ),
        (
            of_another_office,
            "Ada Finch was mayor.",
            "en",
            "Former mayor Ada Finch came to the opening.",
            "en",
            [],
        ),
        (of_another_office, "The former mayor came.", "en", "The mayor came.", "en", ["former"]),
        (
            of_another_office,
            "The former mayor came.",
            "en",
            "Ada Finch, mayor until 2014, came.",
            "en",
            [],
        ),
        (
            of_another_office,
            "Die Vizepräsidentin kam.",
            "de",
            "Die Präsidentin kam.",
            "de",
            ["Vizepräsidentin"],
        ),
        (
            of_another_office,
            "Präsidentin Ada Finch kam.",
            "de",
            "Ex-Präsidentin Ada Finch kam.",
            "de",
            ["Ex"],
        ),
        (
            of_another_office,
            "Der stellvertretende Leiter kam.",
            "de",
            "Der Vize des Amtes kam.",
            "de",
            [],
        ),
        (
            of_another_office,
            "The vice president came.",
            "en",
            "Die Präsidentin kam.",
            "de",
            ["vice"],
        ),
        (
            of_another_office,
            "Yesterday mayor Ada Finch came.",
            "en",
            "Die frühere Chefin Ada Finch kam.",
            "de",
            ["frühere"],
        ),
        (
            of_another_office,
            "Ada Finch, the mayor, came.",
            "en",
            "Ada Finch, die frühere Chefin, kam.",
            "de",
            ["frühere"],
        ),
        (
            of_another_office,
            "The once mayor Ada Finch came.",
            "en",
            "Die frühere Chefin Ada Finch kam.",
            "de",
            [],
        ),
        (
            of_another_office,
            "Then Ada Finch came.",
            "en",
            "Die frühere Chefin Ada Finch kam.",
            "de",
            [],
        ),
        (
            of_another_office,
            "It was mayor Ada Finch who came.",
            "en",
            "Ada Finch kam, und die frühere Chefin.",
            "de",
            [],
        ),
    ],
)
def test_words_that_say_more_than_the_source(
    embeddings: SentenceEmbeddings,
    find: Callable[[str, Sequence[Candidate], str], Iterator[str]],
    text: str,
    ask: str,
    told: str,
    source: str,
    words: list[str],
) -> None:
    assert list(find(text, sentences(embeddings, told, source), ask)) == words


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
