"""The parts of the page as HTML, without a browser: hostile input stays text; order and periods."""

from __future__ import annotations

import dataclasses

import pytest
from payloads import PAYLOADS, Tags

from corpus import Article, Outcome, Report
from corpus.listing import EVERYTHING, Filter, Listed
from page.chat import conversation, offered
from page.evidence import evidence
from page.history import history
from page.keep import Conversation
from page.overview import BARS, overview, timeline
from page.reader import reading
from page.refine import dialog, wanted
from page.report import adding_now, told
from page.table import FIRST, View, filters, table
from page.turn import Turn, chosen
from page.words import ENGLISH
from qa.answer import Answer, AnswerSentence, Quote, Suggestion

ATTRIBUTES = {
    *("class", "id", "lang", "title", "type", "role", "name", "value", "max", "scope", "for"),
    *("maxlength", "placeholder", "rows", "list", "method", "tabindex", "hidden", "disabled"),
    *("href", "target", "rel", "selected", "viewbox", "preserveaspectratio"),
    *("x", "y", "width", "height"),
}
NEVER = {"script", "img", "style", "iframe", "object", "embed", "base", "meta", "link", "math"}


def quote(number: int, text: str = "A sentence.", about: str = "Post") -> Quote:
    article = Article(text, title=about, source=about, authors=(about,), url=about, language="en")
    return Quote(number, article, 0, len(text), 0.9, also=(article,))


def pages(bad: str) -> list[str]:
    """Everything that the page shows, with `bad` wherever somebody else has a say."""
    one = quote(1, f"{bad} is said.", bad)
    article = dataclasses.replace(one.article, language=bad, published=bad)
    sentences = (AnswerSentence(bad, (one,), "supported"), AnswerSentence(bad, reason=bad))
    answer = Answer(bad, bad, bad, sentences, (one,), notice=bad, standalone=bad)
    answer = dataclasses.replace(answer, within=Filter(bad, bad, bad, bad, bad))
    over = Turn(bad, (one,), answer=answer, over=True, translations=((1, bad),))
    turns = (
        over,
        dataclasses.replace(over, answer=dataclasses.replace(answer, refused=True)),
        Turn(bad, settled=sentences, prose=bad),
        Turn(bad, prose=bad, problem=bad, over=True),
    )
    row = Listed(bad, bad, bad, bad, bad, 1, bad, sample=False, withdrawn=False)
    view = View(Filter(bad, bad, bad, bad, bad))
    report = Report((Outcome("failed", bad, reason=bad), Outcome("added", bad, bad, bad)))
    return [
        conversation(turns, bad, ENGLISH),
        evidence(over, translates=True),
        offered([Suggestion(bad, bad, bad, EVERYTHING)], "next", ENGLISH),
        reading(article, 0, 3, (article, one.article), ENGLISH),
        table([row], {}, view, 1, ENGLISH),
        filters([bad], [bad], view, ENGLISH),
        dialog([bad], [bad], ENGLISH),
        history([Conversation(bad, bad, bad)], bad, bad),
        told(report, ENGLISH, stopped=True, left=[bad]),
        adding_now([bad], 2, 3, 4.0, ENGLISH),
        overview([("2024-01-01", 1)], [(bad, 1)], [(bad, 1)], ENGLISH),
    ]


@pytest.mark.parametrize("bad", PAYLOADS)
def test_what_others_write_is_only_text(bad: str) -> None:
    plain, hostile = Tags(*pages("word")), Tags(*pages(bad))
    assert hostile.names <= plain.names
    assert NEVER.isdisjoint(plain.names)
    named = {one for one in hostile.attributes if not one.startswith(("data-", "aria-"))}
    assert named <= ATTRIBUTES
    assert not {one for one in named if one.startswith("on")}


def test_cited_quotes_come_first() -> None:
    quotes = tuple(quote(number, f"Sentence {number}.") for number in (1, 2, 3))
    answer = Answer(
        "Why?", "en", "none", (AnswerSentence("So.", quotes[1:2], "supported"),), quotes
    )
    shown = evidence(Turn("Why?", quotes, answer=answer, over=True), at=4)
    places = [shown.index(f"Sentence {number}.") for number in (2, 1, 3)]
    assert places == sorted(places)
    assert 'data-turn="4"' in shown
    before = evidence(Turn("Why?", quotes))
    assert before.index("Sentence 1.") < before.index("Sentence 2.")


@pytest.mark.parametrize(
    ("days", "unit", "bars"),
    [
        ([("2024-02-28", 1), ("2024-03-01", 2)], "day", 3),
        ([("2023-11-30", 1), ("2024-02-01", 2), ("2024-02-29", 3)], "month", 4),
        ([("1999-12-31", 1), ("2024-01-01", 2)], "year", 26),
        ([("1824-01-01", 1), ("2024-01-01", 2)], "year", BARS),
    ],
)
def test_a_timeline_has_its_gaps(days: list[tuple[str, int]], unit: str, bars: int) -> None:
    named, counts = timeline(days)
    assert (named, len(counts)) == (unit, bars)
    assert counts[-1][1] == sum(n for day, n in days if day.startswith(counts[-1][0]))
    assert 0 in [count for _, count in counts]


def test_clicks_say_which_turn_and_which_articles() -> None:
    turns = (Turn("One?"), Turn("Two?"))
    assert [chosen(turns, {"turn": at}) for at in ("0", "1", "7", "-1", "x", "")] == [
        0,
        1,
        1,
        1,
        1,
        1,
    ]
    sent = {"words": " rain ", "since": "2024-01-31", "until": "soon", "source": 3}
    assert wanted(sent) == Filter("rain", "3", "", "2024-01-31", "")
    assert FIRST.wanted == EVERYTHING


@pytest.mark.parametrize(
    ("said", "before"), [("“A sentence.”", True), ("It is a sentence.", False)]
)
def test_a_notice_stands_before_quotes_and_after_prose(said: str, before: bool) -> None:
    """Of quotes alone the reader must know why before taking them for an answer."""
    one = quote(1)
    sentence = AnswerSentence(said, (one,), "supported")
    answer = Answer("Why?", "en", "local", (sentence,), (one,), notice="Mind this.")
    page = conversation((Turn("Why?", (one,), answer=answer, over=True),), "", ENGLISH)
    assert (page.index("Mind this.") < page.index(said)) is before
