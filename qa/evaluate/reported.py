"""Who says what in sentences of articles: annotated, or in the plainest forms. For
`qa.evaluate.perturb`.

Told from word lists of its own, kept apart from those by which sentences are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LENGTH = range(40, 301)
"""Characters of a sentence that is used."""

NAME = re.compile(
    r"[A-ZÄÖÜ][\w’'-]+(?: (?:[A-Z]\. )?(?:(?:von|van|de|der|al|bin) )?[A-ZÄÖÜ][\w’'-]+)*"
)
_NAMED = re.compile(
    r"(?:(?:[Dd](?:er|ie|as)|[Ee]ine?|[Tt]he"
    r"|[Aa]) )?(?:\w+ )?[A-ZÄÖÜ][\w’'-]{3,}(?: [A-ZÄÖÜ][\w’'-]+)?"
)
_SAID = (
    r"(?:sagte|sagt|erklärte|erklärt|betonte|meinte|berichtete|berichtet|teilte|kritisierte|schrieb"
    r"|forderte|warnte|bestätigte|behauptete|said|says|told|added|warned|claimed|announced)"
)
_CUE_BEFORE = re.compile(
    rf"\b(?:{_SAID}|[Ll]aut|zufolge|Angaben von|[Aa]ccording to)\b(?: \w+){{0,3}} $"
)
_CUE_AFTER = re.compile(rf"(?: \w+){{0,2}} (?:{_SAID})\b")
_TRAILING = re.compile(
    r"^(?P<said>.{40,}?[“\"”]?)(?:,|[“\"”],?) "
    rf"(?:so|{_SAID}|(?:he|she|they|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) {_SAID})\b"
    r"[^„\"“]{2,80}$"
)
_SUBORDINATE = re.compile(
    r"(?:und |so )?(?:dass|daß|ob|wonach|um|zu|wie|that|whether|to|how)\b|.*\b\w*zu\w* ?\w+n[ .]*$",
    re.IGNORECASE,
)
_STILL_REPORTED = re.compile(
    r"\b(?:soll(?:en|te|ten)?|müssten|könnten|meldete|Meinung|rechne|besitze)\b"
)
_VERB_FIRST = re.compile(
    r"(?:sei|seien|habe|hätten|werde|würden?|könne|müsse|wolle|solle|soll|sollen|ist|sind|war|wurde"
    r"|hat|haben|komme|kommt|[a-zäöü]+(?:e|et|te|en|t)) (?:d(?:er|ie|as|en|em|es)|sich|ein\w*|es|er"
    r"|sie|im|in|am)\b|(?:da|weil|wenn|obwohl|als|nachdem|wo|was|wer)\b"
)
_QUOTE_OR_CUE = re.compile(rf"\b{_SAID}\b|[„“\"]")
_INDICATIVE = {
    "sei": "ist", "seien": "sind", "habe": "hat", "werde": "wird", "könne": "kann",
    "müsse": "muss", "wolle": "will", "solle": "soll", "dürfe": "darf", "hätten": "haben",
    "würden": "werden", "wäre": "ist", "hätte": "hat", "würde": "wird",
    "gebe": "gibt", "gäbe": "gibt", "komme": "kommt", "stehe": "steht", "gehe": "geht",
    "bleibe": "bleibt", "liege": "liegt", "sehe": "sieht", "lasse": "lässt", "führe": "führt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reported:
    """That an article has `speaker` say `quote`, in these words."""

    quote: str
    speaker: str


def is_named(speaker: str) -> bool:
    """Whether somebody is called by a name, not "he" or "a man who was there"."""
    return bool(_NAMED.fullmatch(speaker))


def spoken_by(text: str, names: list[str], told: Sequence[Reported]) -> Iterator[re.Match[str]]:
    """Where in `text` stands who says it, of the annotated ones or of `names`."""
    for one in told:
        if is_named(one.speaker):
            outside = re.sub(re.escape(one.quote), lambda m: "\n" * len(m.group()), text)
            for match in re.finditer(rf"\b{re.escape(one.speaker)}\b", text):
                if outside[match.start() : match.end()] == match.group():
                    yield match
    for match in NAME.finditer(text):
        if match.group() in names and (
            _CUE_BEFORE.search(text[: match.start()]) or _CUE_AFTER.match(text, match.end())
        ):
            yield match


def as_fact(text: str, told: Sequence[Reported]) -> str:
    """What somebody is reported to say, told as a fact; "" where it cannot be."""
    said = next((one.quote for one in told if one.speaker and one.speaker in text), "")
    if not said and not told and (match := _TRAILING.match(text)):
        said = match.group("said")
    said = said.strip(' „“”",»«')
    if len(said) not in LENGTH or _SUBORDINATE.match(said) or _QUOTE_OR_CUE.search(said):
        return ""
    if _VERB_FIRST.match(said[0].lower() + said[1:]) or said.count("(") != said.count(")"):
        return ""
    said = re.sub(r"\b\w+\b", lambda m: _INDICATIVE.get(m.group(), m.group()), said)
    if _STILL_REPORTED.search(said):
        return ""
    return said[0].upper() + said[1:].rstrip(".!?") + "."
