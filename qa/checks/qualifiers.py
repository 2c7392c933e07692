"""Words that make less of another one, left out or put in: the attacker, of the alleged attacker;
the minister, of the former minister or the deputy.

German and English. In the same language such a word belongs to those around it, and the written
sentence may have another of its kind there. Across languages that cannot be told: a hedge counts if
the source has one and the written sentence nothing of the kind, "former" and "deputy" if it is the
other way round, or if they stand by a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.around import SAME, alike, around
from qa.checks.cues import ATTRIBUTED
from qa.evidence import Candidate
from qa.language import function_words
from qa.names import known_in, names, runs

_LIKELY = {
    "de": r"mutmaßlich\w*|angeblich\w*|vermeintlich\w*|(?:tat)?verdächtigt?\w*|\w*verdachts?"
    r"|vermutlich\w*|wahrscheinlich\w*|möglicherweise|offenbar|wohl|anscheinend|vermutet\w*"
    r"|eventuell\w*|womöglich|vielleicht",
    "en": r"alleged\w*|suspect\w*|purported\w*|supposed\w*|reportedly|apparently|probabl[ey]"
    r"|likely|perhaps|possibl[ey]|presum\w*|on suspicion|maybe|(?:is|are|was|were|been) believed",
}
_OF_OTHERS = re.compile(r"angeblich|allegedly|reportedly|purportedly|.* believed")
"""Hedges that repeat what others say; to name these is as good."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Words of one kind by language, and `like` them what may stand for one."""

    words: dict[str, str]
    like: dict[str, str]


_HEDGE = _Kind(
    _LIKELY,
    {
        "de": rf"{_LIKELY['de']}|möglich\w*|\w*schein(?:t|en|bar)\w*|schien\w*|dürften?|könnten?"
        r"|mag|mögen|soll(?:en|te|ten)?|offensichtlich\w*|glaub\w*|unklar|ungewiss|befürcht\w*"
        r"|voraussichtlich\w*|erwart\w*|vorw[uü]rf\w*|vorgeworfen|wirft|warf|beschuldig\w*|wonach"
        r"|angeklagt\w*|würden?|annahm\w*|annehm\w*|angenommen|sogenannte\w*|schätz\w*|spekul\w*",
        "en": rf"{_LIKELY['en']}|may|might|could|would|should|seem\w*|appear\w*|think|thinks"
        r"|thought|unclear|uncertain|fear\w*|expect\w*|accus\w*|charg\w*|indict\w*|obvious\w*"
        r"|evident\w*|so-called|estimat\w*|assum\w*|speculat\w*|potential\w*",
    },
)
_OFFICES = (
    _Kind(
        {
            "de": r"ehemalig\w*|frühere[nrms]?|einstig\w*|vormalig\w*|ex(?=-)",
            "en": r"former|ex(?=-)|erstwhile|one-time|onetime",
        },
        {
            "de": r"ehemal\w*|früher\w*|einst\w*|vormal\w*|ex(?=-)|alt-\w+|damal\w*|war|waren"
            r"|bis|bisherig\w*|zuletzt|vorgänger\w*|abgewählt\w*|scheidend\w*|gestürzt\w*|verstorb\w*"
            r"|zurückgetreten\w*|gewesen\w*|pensioniert\w*|entlassen\w*",
            "en": r"former\w*|ex(?=-)|erstwhile|one-?time|once|previous\w*|was|were|until|then|past"
            r"|late|predecessor\w*|ousted|retired|outgoing|earlier|had been|used to|old|veteran",
        },
    ),
    _Kind(
        {
            "de": r"stellvertretende[nrms]?|vize\w*|vize(?=-)",
            "en": r"deput(?:y|ies)|vice(?=[ -](?:pres|chai|chanc|prem|gov|lead))",
        },
        {
            "de": r"stellvertret\w*|vi[cz]e\w*|vize(?=-)|unter\w*|zweite[nrms]?",
            "en": r"deput\w*|vice\w*|vice(?=-)|assistant|second|under\w*|number two",
        },
    ),
)
_NEAR_ENOUGH = 0.3
_SAME_PHRASE = re.compile(r"[^,.;:()]{0,60}")
_APPOSED = re.compile(r", (?:[^\W\d_]{1,5} )?")
_TITLE_AFTER = re.compile(r", (?:an?|the|d(?:er|ie|em|en)|eine[nrm]?) ([^\W\d_]+)")
_WAS = re.compile(r"\b(?:was|were|war|waren)\b")
_SHORTEST_TITLE = 4  # not "du Pont"
_NO_NOUN = re.compile(r"(?:ing|ed)$")


def told_as_sure(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The word by which the sentences `cited` hedge what `text` tells without, if all do."""
    if not {language, *(one.article.language for one in cited)} <= _LIKELY.keys():
        return
    reported = bool(_pattern(ATTRIBUTED[language]).search(text))
    here = _around(text, _HEDGE.like[language])
    hedged = []
    for one in cited:
        own = one.article.language
        bare = (
            match.group()
            for match in _pattern(_HEDGE.words[own]).finditer(one.text)
            if not (reported and (own != language or _OF_OTHERS.fullmatch(match[0].lower())))
            and (_is_bare(match, text, here) if own == language else not here)
        )
        hedged.append(next(bare, ""))
    yield from hedged[:1] if all(hedged) else ()


def of_another_office(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The words that tell of a former or a deputy holder of an office, which only `text` has or,
    of the same office, only the sentences `cited`."""
    if not {language, *(one.article.language for one in cited)} <= _LIKELY.keys():
        return
    quotes = [one.quote(0) for one in cited]
    whole = [
        (" ".join((one.article.title, one.lead, one.quote)), one.article.language) for one in quotes
    ]
    for kind in _OFFICES:
        here = _around(text, kind.like[language])
        left_out = (
            match.group()
            for one in cited
            for match in _pattern(kind.words[one.article.language]).finditer(one.text)
            if (
                _is_bare(match, text, here) and _office(match) in text.casefold()
                if one.article.language == language
                else not _pattern(kind.like[language]).search(_WAS.sub("", text))
                and _has_a_title(match, one.article.language, text, language)
            )
        )
        put_in = _pattern(kind.words[language]).findall(text)
        if put_in and any(_pattern(kind.like[own]).search(told) for told, own in whole):
            put_in = []
        yield from [*left_out, *put_in][:1]


def _has_a_title(match: re.Match[str], own: str, text: str, language: str) -> bool:
    """Whether the one who is called so in a sentence of another language, right before the name
    or after it and a comma, has a noun there in `text`: "secretary Ada Finch"."""
    told = match.string
    called = [
        one.written
        for run in runs(names(told, own))
        if (run[0].start > match.end() and _SAME_PHRASE.fullmatch(told, match.end(), run[0].start))
        or _APPOSED.fullmatch(told[run[-1].end : match.start()])
        for one in run
        if not one.ordinary
    ]
    known = known_in(" ".join(called), own, other_language=True)
    for run in runs(one for one in names(text, language) if not one.ordinary) if called else ():
        before, after = text[: run[0].start].split()[-1:], _TITLE_AFTER.match(text, run[-1].end)
        title = after[1] if after else before[0] if before else ""
        if (
            all(known.has(one.written, language) for one in run)
            and title.isalpha()
            and len(title) >= _SHORTEST_TITLE
            and title.lower() not in function_words(language)
            and title[0].isupper() == (language == "de")
            and not _NO_NOUN.search(title)
        ):
            return True
    return False


def _office(match: re.Match[str]) -> str:
    """What the word is said of: the rest of "Vizepräsident", or the next word; in small letters."""
    rest = re.sub(r"^vize", "", match.group().casefold())
    following = re.match(r"\W*(\w+)", match.string[match.end() :].casefold())
    if rest and rest != match.group().casefold():
        return rest
    return following[1] if following else ""


def _is_bare(match: re.Match[str], text: str, here: Sequence[frozenset[str]]) -> bool:
    """Whether `text` has what is around a word, and nothing of the kind there."""
    near = around(match.string, *match.span())
    words = frozenset(re.findall(r"\w+", text.casefold()))
    return alike(near, words) >= SAME and not any(
        alike(near, other) >= _NEAR_ENOUGH for other in here
    )


def _around(text: str, alternatives: str) -> list[frozenset[str]]:
    return [around(text, *match.span()) for match in _pattern(alternatives).finditer(text)]


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE)
