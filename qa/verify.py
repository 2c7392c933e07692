"""Whether the sentences of the articles support a sentence that a model wrote, and if not, why.

In this order: is any sentence near in meaning, as a whole and word by word; do the numbers and
dates of the written one stand there or next to it, and count and bound the same; does the article
know its names, and has each its own part; has it a word of the kind where one is grave, and tells
of something done, not planned; does it say so itself, or somebody in it, and not take it back; are
quoted words verbatim; is nothing denied that is affirmed, or the other way round. Which sentences
it is held against is decided in `qa.checks.citing`, reasons to doubt come from `qa.checks.doubts`
and `qa.checks.attribution`.

What it cannot see: a word changed for another that is as near in meaning ("bronze", "gold"), which
`qa.checks.wording` shows the reader; and in languages without word lists who speaks, what is
denied, and what is only planned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.embed import TextVectors
from qa.answer import Verdict
from qa.checks.attribution import about_speakers
from qa.checks.citing import near_in_meaning, rests_on, weighed, with_second
from qa.checks.doubts import (
    Reason,
    about_bounds,
    about_corrections,
    about_figures,
    about_names,
    about_origin,
    about_places,
    about_polarity,
    about_question,
    about_units,
    about_words,
)
from qa.evidence import Candidate
from qa.figures import figures
from qa.names import names
from qa.question import Question

_OPINION = re.compile(
    r"\b(I (?:think|believe|feel)|in my (?:opinion|view)|it is (?:important|worth"
    r"|interesting) to note"
    r"|(?:this|that|it) (?:is|seems|sounds) (?:very |quite |truly |certainly )?(?:important"
    r"|interesting"
    r"|impressive|encouraging|worrying|remarkable|good|bad|great)"
    r"|ich (?:denke|glaube|finde)|meiner (?:Meinung|Ansicht) nach|es ist (?:wichtig|interessant)"
    r"|(?:das|dies) (?:ist|klingt|scheint) (?:sehr |durchaus )?(?:wichtig|interessant|beeindruckend"
    r"|erfreulich|bedenklich|bemerkenswert|gut|schlecht))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking found: the verdict, and the sentences that support it or, where it is
    unsupported, those nearest to it, if any are near."""

    verdict: Verdict
    cited: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()


def verified(
    text: str, statement: TextVectors, found: Sequence[Candidate], asked: Question
) -> Verification:
    """Whether sentences among `found` support the sentence `text`, written for `asked`.

    The nearest sentence is cited; others that are near too, or next to it, are added while
    they bring a figure that is still missing. What stands in the question needs a source as well:
    for a figure the article as a whole, since a reader may have it from anywhere in it, for a name
    what is cited first.
    """
    statement = weighed(text, statement, asked)
    near = near_in_meaning(statement, found, asked.language)
    if not near:
        if is_opinion(text, asked.language):
            return Verification("opinion", reasons=(Reason("opinion"),))
        return Verification("unsupported", reasons=(Reason("no support"),))
    cited, missing = rests_on(text, statement, near, found, asked)
    reasons = [
        *about_question(text, asked),
        *about_figures(missing),
        *about_units(text, cited, asked.language),
        *about_bounds(text, cited, asked.language),
        *about_places(text, cited, found, asked.language),
        *about_origin(text, cited, asked.language),
        *about_names(text, statement, cited, near, found, asked),
        *about_words(text, cited, asked.language),
        *about_corrections(text, cited, near, asked.language),
        *about_speakers(text, cited, found, asked),
        *about_polarity(text, cited, asked.language),
    ]
    if reasons:
        return Verification("unsupported", tuple(cited), tuple(reasons))
    return Verification(
        "supported", tuple(with_second(text, statement, cited, near, found, asked.language))
    )


def is_opinion(text: str, language: str) -> bool:
    """Whether a sentence only evaluates: nothing in it could be looked up."""
    return bool(_OPINION.search(text)) and not (
        figures(text, language) or any(not name.ordinary for name in names(text, language))
    )
