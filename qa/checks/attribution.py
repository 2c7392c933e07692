"""Whether the right one says it: what a source reports is not told as a fact, quoted words are
verbatim, and neither the speaker nor another name stands where the source has somebody else.

Cues and quotation marks are read in `qa.checks.claims`, names in `qa.names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.around import SAME, around, nearly_verbatim
from qa.checks.claims import (
    beside_speech,
    is_attributed,
    is_cue,
    is_reported,
    is_verbatim,
    quotations,
    speaker,
    speakers_near_cues,
)
from qa.checks.doubts import Reason
from qa.checks.subjects import before
from qa.checks.wording import new_words
from qa.evidence import Candidate
from qa.names import Known, Name, known_in, names
from qa.question import Question

_CLOSE = 30
_OF = re.compile(
    r"(\w+) (?:of|from|at|in|des|der|vom|von|aus|im)(?: the)?(?: (?:of|[^\W\d_a-zäöüß]\w*))*\s$"
)


def about_speakers(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], asked: Question
) -> list[Reason]:
    """What the sources have somebody say, told without them or as another's; and quotations that
    no source in the same language has. A name of the question may stand for a noun of the
    source ("Das Schiff hätte …"), if nobody is said to speak there."""
    language = asked.language
    reasons = []
    own = [one for one in cited if one.article.language == language]
    if own:
        for quote in quotations(text):
            if not any(is_verbatim(quote, one.article.text) for one in own):
                reasons.append(Reason("not verbatim", quote))
    first = cited[0]
    source_language = first.article.language
    if not (is_attributed(text, language) or (own and _is_beside(text, first.text, language))):
        if who := speaker(first.text, source_language):
            reasons.append(Reason("attributed", who))
        elif is_reported(first.text, source_language, across=not own):
            reasons.append(Reason("reported"))
    if not own and (other := _speaks_instead(text, first, language)):
        reasons.append(Reason("other speaker", other))
    if own and not reasons:
        given = known_in(asked.standalone, language, other_language=False)
        reasons += _other_speakers(text, cited, found, given, language)
        reasons += _displaced_names(text, own, given, language)
    return list(dict.fromkeys(reasons))


def _is_beside(text: str, source: str, language: str) -> bool:
    """Whether what `text` has of `source` stands there beside direct speech: "The mayor is Ada
    Finch", of “We are ready,” said the mayor, Ada Finch."""
    told = beside_speech(source, language)
    return bool(told) and new_words(text, told, language) == new_words(text, source, language)


def _speaks_instead(text: str, first: Candidate, language: str) -> str:
    """Who says it here, where the source, in another language, has it from somebody who is not
    named here; "" if either has no name."""
    own = first.article.language
    here, there = speaker(text, language), speaker(first.text, own)
    said, told = (
        [one for one in names(who, its) if not one.ordinary]
        for who, its in ((here, language), (there, own))
    )
    in_text = known_in(text, language, other_language=True)
    if not said or not told or any(in_text.has(one.written, own) for one in told):
        return ""
    known = known_in(there, own, other_language=True)
    return "" if any(known.has(one.written, language) for one in said) else here


def _other_speakers(
    text: str,
    cited: Sequence[Candidate],
    found: Sequence[Candidate],
    given: Known,
    language: str,
) -> list[Reason]:
    """Who says it here, and does not in the source of the same language."""
    said_there = known_in(" ".join(one.text for one in cited), language, other_language=False)
    spoken = any(is_reported(one.text, language) for one in cited)
    new = [
        one
        for one in _speakers(text, language)
        if not said_there.has(one.written, language)
        and not (one.ordinary and is_cue(one.written, language))
        and (spoken or not given.has(one.written, language))
        and not (given.has(one.written, language) and _is_of(text[: one.start], language))
    ]
    if not new:
        return []
    said_here = known_in(text, language, other_language=False)
    named = [
        name
        for one in cited
        for name in _speakers(one.text, language)
        if not said_here.has(name.written, language)
    ]
    earlier = " ".join(other.text for one in cited for other in before(one, found, 2))
    said_before = known_in(earlier, language, other_language=False)
    return [
        Reason("other speaker", name.written)
        for name in new
        if named or not said_before.has(name.written, language)
    ]


def _is_of(text: str, language: str) -> bool:
    """Whether a name after `text` tells of what somebody is, unlike "nach Angaben von": it stands
    so in "the director of the museum"."""
    of = _OF.search(text)
    return of is not None and not is_cue(of[1], language)


def _displaced_names(
    text: str, cited: Sequence[Candidate], given: Known, language: str
) -> list[Reason]:
    """Names in whose place the source, in the same words, has another.

    The place is told by the words around. What the article calls both ("Minister Pistorius")
    is one.
    """
    whole = " ".join(one.text for one in cited)
    there, here = (known_in(one, language, other_language=False) for one in (whole, text))
    spoken = {name.start for name in _speakers(text, language)}
    others = [name for name in names(whole, language) if not here.has(name.written, language)]
    verbatim = nearly_verbatim(text, whole)
    reasons = []
    for name in names(text, language):
        if there.has(name.written, language):
            continue
        wanted = around(text, name.start, name.end)
        stands_for = given.has(name.written, language)
        for other in others:
            if stands_for and other.ordinary and other.listed and not other.bare:
                continue
            alike = len(wanted & around(whole, other.start, other.end))
            certain = (
                not (name.ordinary and other.ordinary)
                or name.bare
                or name.start in spoken
                or (verbatim and not (name.listed and other.listed))
            )
            if (
                certain
                and alike >= max(2, SAME * len(wanted))
                and not any(
                    _together(name.written, other.written, one.article.text) for one in cited
                )
            ):
                reasons.append(Reason("other figure", other.written))
                break
    return reasons


def _together(one: str, other: str, text: str) -> bool:
    """Whether two names stand within a few words of each other: a title and its holder."""
    return any(
        other in text[max(0, match.start() - _CLOSE) : match.end() + _CLOSE]
        for match in re.finditer(re.escape(one), text)
    )


def _speakers(text: str, language: str) -> list[Name]:
    """The capitalised words that stand next to a cue of reported speech."""
    spans = list(speakers_near_cues(text, language))
    return [
        name
        for name in names(text, language)
        if any(start <= name.start and name.end <= end for start, end in spans)
    ]
