"""What a quote must not be without: the sentence it leans on ("Zudem verpflichtet es …"), and one
after it that takes it back ("Diese Zahl ist falsch.").

Told by how a sentence begins, in the languages listed here, up to the pronoun after a German verb
("Mit 39 Jahren ist er …") or an English phrase of time or place; a sentence that merely could lean
gets its neighbour too, which costs the reader a line. Nothing is resolved or rewritten, and what
speaks to a machine is not brought.
"""

from __future__ import annotations

import re

from corpus import Article
from corpus.orders import speaks_to_a_machine
from corpus.split import spans_of

CHARACTERS = 600
"""How far back the sentence before may begin, and how far on the one after may end."""

_OPENS = r"[\"'“„«»(]*"
_BEGINNINGS = {
    "en": "he she it they this that these those his her its their both such then there also but "
    "and however moreover furthermore additionally instead otherwise",
    "de": "er sie es dies diese dieser dieses diesem diesen jene jener jenes sein seine seinem "
    "seinen seiner ihr ihre ihrem ihren ihrer beide beiden so auch doch aber und zudem außerdem "
    "ferner dagegen hingegen jedoch allerdings deshalb deswegen daher demnach stattdessen "
    "gleichzeitig damit dazu darin darauf darüber dafür danach dabei davon dadurch dort dann",
    "fr": "il elle ils elles ce cet cette ces cela ceci celui celle ceux leur leurs son sa ses "
    "mais et aussi cependant toutefois ainsi",
    "es": "él ella ellos ellas esto este esta estos estas eso ese esa su sus además pero también "
    "así",
}
_LEANS = {
    language: re.compile(rf"{_OPENS}({'|'.join(words.split())})\b", re.IGNORECASE)
    for language, words in _BEGINNINGS.items()
}
_TAKES_BACK = {
    "en": re.compile(
        r"(?:this|that|it|the (?:figure|number|claim|statement|report|date|name)s?)"
        r" (?:is|was|were|are|turned out to be) (?:\w+ )?(?:wrong|false|untrue|incorrect|inaccurate"
        r"|not (?:true|correct|right|the case)|an? (?:error|mistake|lie|invention))",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:das|dies|diese \w+|dieser \w+|dieses \w+|die (?:zahl|angabe|behauptung|meldung)) "
        r"(?:(?:ist|war|sind|waren) (?:\w+ )?(?:falsch|unwahr|unzutreffend|gelogen|erfunden"
        r"|nicht (?:richtig|wahr|korrekt|zutreffend|der fall)|ein (?:fehler|irrtum))"
        r"|stimmt\w* (?:aber |so )?nicht|traf nicht zu|trifft nicht zu)",
        re.IGNORECASE,
    ),
}
_PUTS_RIGHT = {
    "en": re.compile(r"in fact|in reality|actually|the (?:correct|right|true) ", re.IGNORECASE),
    "de": re.compile(r"richtig (?:ist|war)|tatsächlich|in wirklichkeit|korrekt ist", re.IGNORECASE),
}
_ANOTHER = r"(?: (?:\d+\.|[^\s,;:–(.!?]+)){0,7}?"  # up to seven words of the same sentence
_LEANS_LATER = {
    "en": re.compile(
        rf"{_OPENS}(?:In|At|On|After|Before|By|With|For|From|During|Since|Until|As|Under|Over"
        r"|Within|Despite|Because of|Later|Earlier|Previously|Now|Today|Last|Then|Instead"
        r"|Meanwhile|Eventually|Finally|Initially|Originally|Soon|Afterwards|Subsequently)\b"
        rf"{_ANOTHER},? (?:he|she|they)\b"
    ),
    "de": re.compile(
        r"Das [a-zäöü]"  # "Das teilte …", unlike "Das Parlament …"
        rf"|{_OPENS}[A-ZÄÖÜ][^\s,;:–(.!?]*{_ANOTHER} [a-zäöüß]+ (?:er|sie|ihn|ihm)\b"
    ),
}


def lead(article: Article, start: int) -> int:
    """Where the sentence before the one at `start` begins, if that one leans on it; else -1.

    >>> text = "Das Abkommen trat in Kraft. Zudem verpflichtet es beide Seiten."
    >>> lead(Article(text, language="de"), 28)
    0
    """
    ways = (one.get(article.language) for one in (_LEANS, _LEANS_LATER))
    if not any(leans.match(article.text, start) for leans in ways if leans):
        return -1
    first = max(0, start - CHARACTERS)
    before = list(spans_of(article.text[first:start], article.language))
    if not before or speaks_to_a_machine(article.text[first + before[-1][0] : start]):
        return -1
    return first + before[-1][0]


def correction(article: Article, end: int) -> int:
    """Where the sentence ends that takes back the one before it, which ends at `end`, or the next
    one if that puts it right; `end` if there is none.

    >>> text = "Sie koste 38 Euro. Das ist falsch. Richtig ist: Sie kostet 36 Euro. Er lacht."
    >>> text[: correction(Article(text, language="de"), 18)]
    'Sie koste 38 Euro. Das ist falsch. Richtig ist: Sie kostet 36 Euro.'
    """
    takes_back, puts_right = (table.get(article.language) for table in (_TAKES_BACK, _PUTS_RIGHT))
    rest = article.text[end : end + CHARACTERS]
    if takes_back is None or puts_right is None or not takes_back.match(rest.lstrip()):
        return end
    after = list(spans_of(rest, article.language))
    if len(rest) == CHARACTERS:
        after.pop()  # it may end later
    brought = after[: 2 if after[1:] and puts_right.match(rest, after[1][0]) else 1]
    if not brought or any(speaks_to_a_machine(rest[first:last]) for first, last, _ in brought):
        return end
    return end + brought[-1][1]
