"""Words that make less of another one, left out or put in: the attacker, of the alleged attacker;
the minister, of the former minister or the deputy.

German and English. In the same language such a word belongs to those around it, and the written
sentence may have another of its kind there. Across languages that cannot be told: a hedge counts if
the source has one and the written sentence nothing of the kind, the others if it is the other way
round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.around import SAME, around
from qa.cues import ATTRIBUTED
from qa.evidence import Candidate

_LIKELY = {
    "de": r"mutmaßlich\w*|angeblich\w*|vermeintlich\w*|(?:tat)?verdächtigt?\w*|\w*verdachts?"
    r"|vermutlich\w*|wahrscheinlich\w*|möglicherweise|offenbar|wohl|anscheinend|vermutet\w*"
    r"|eventuell\w*|womöglich|vielleicht",
    "en": r"alleged\w*|suspect\w*|purported\w*|supposed\w*|reportedly|apparently|probabl[ey]"
    r"|likely|perhaps|possibl[ey]|presum\w*|on suspicion|maybe|believed",
}
_OF_OTHERS = re.compile(r"angeblich|allegedly|reportedly|purportedly|believed")
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
            "de": r"stellvertret\w*|vize\w*|vize(?=-)|unter\w*|zweite[nrms]?",
            "en": r"deput\w*|vice\w*|vice(?=-)|assistant|second|under\w*|number two",
        },
    ),
)
_NEAR_ENOUGH = 0.3


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
    in the same language and of the same office, only the sentences `cited`."""
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
            if one.article.language == language
            for match in _pattern(kind.words[language]).finditer(one.text)
            if _is_bare(match, text, here) and _office(match) in text.casefold()
        )
        put_in = _pattern(kind.words[language]).findall(text)
        if put_in and any(_pattern(kind.like[own]).search(told) for told, own in whole):
            put_in = []
        yield from [*left_out, *put_in][:1]


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
    return _share(near, words) >= SAME and not any(
        _share(near, other) >= _NEAR_ENOUGH for other in here
    )


def _around(text: str, alternatives: str) -> list[frozenset[str]]:
    return [around(text, *match.span()) for match in _pattern(alternatives).finditer(text)]


def _share(near: frozenset[str], words: frozenset[str]) -> float:
    return len(near & words) / len(near) if near else 0.0


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE)
