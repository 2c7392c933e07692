"""Query rewriting: a follow-up question made to stand alone, by wording only.

"And when is it finished?" becomes "flood wall in Wellenbrück: And when is it finished?": the
topic is what the last question that stood alone was about, with the names that came up since.
Nothing is generated, so nothing can be invented, and any language can be asked in. Whether the
topic is needed is told by wording where that is plain; where it is not, `qa.conversation`
compares what is found with it and without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.calendar import is_calendar
from qa.language import function_words, question_language
from qa.names import names

TURNS = 8
"""How far back a topic is looked for."""

TOPIC_CHARACTERS = 200
_VERY_FEW_WORDS = 3
_TELLING_WORDS = 4  # other than function words, that tell a topic without a name
_WORD = re.compile(r"[^\W_](?:[\w’'‑-]*\w)?(?:[.,]\d+)*")
_LEANING = {
    "en": "it its they them their theirs he him his she her hers that this those these there then "
    "one ones others other else",
    "de": "es sie ihn ihm ihr ihre ihrer ihren ihrem ihnen er sein seine seinen seiner seinem das "
    "dies diese dieser dieses diesen dort da dann davon dazu daran darauf darüber dafür dagegen "
    "damit deshalb daraufhin danach anderen andere sonst",
    "fr": "il elle ils elles lui leur leurs son sa ses ce cela ça cette ces ceci celui celle y en "
    "autres autre",
    "es": "él ella ellos ellas su sus esto eso esta este ese esa estos esos allí otros otras lo le",
    "it": "lui lei loro suo sua suoi sue questo questa quello quella ciò lì altri altre ne",
    "nl": "het hij zij ze hem haar hun dat dit die deze er daar anderen toen",
    "pl": "on ona ono oni ich jego jej im to ten ta tego tam inni inne",
    "pt": "ele ela eles elas seu sua seus suas isto isso aquilo esse essa este esta lá outros",
    "tr": "o onlar onu onun bu bunu şu orada diğerleri",
    "uk": "він вона воно вони його її їх це цей ця ці той там інші",
    "ru": "он она оно они его её их это этот эта эти тот там другие",
    "sv": "den det de han hon honom henne hans hennes deras denna detta dessa där andra",
}
_JOINS = re.compile(
    r"\W*(and|but|or|so|what about|how about|und|aber|oder|et|mais|ou|y|e|pero|ma|en|maar|i|a|ale"
    r"|mas|ve|peki|ama|і|й|та|а|але|и|но|och|men)\b",
    re.IGNORECASE,
)
_OF_A_THING = {
    "en": re.compile(
        r"(?: (?!and\b|or\b)[a-z]+){0,3} (?:about|on|to|of|for|against|with) (?:it|that|this)\W*$"
    ),
    "de": re.compile(
        r"(?: (?!und\b|oder\b)[^\W\d_]+){0,3} "
        r"(?:da|hier)(?:zu|von|ran|rauf|rüber|für|gegen|mit|nach)\W*$"
    ),
}
"""What follows the last name where a pronoun at the end hardly stands for it: "What did Künast say
about it?"."""
_EXISTS = frozenset(("is", "are", "was", "were", "be", "been"))  # "Was there a flood?"
_SAYING = frozenset(("said", "say", "says"))  # "Who said that demand is strong?"
_ARTICLES = {"de": frozenset(("das", "die", "der", "den", "dem", "des")), "nl": frozenset(("het",))}


def words(text: str) -> list[str]:
    """The words of a question, figures whole."""
    return _WORD.findall(text)


def own_names(question: str, language: str) -> list[str]:
    """The proper names in a question, those that are surely none left out."""
    return [name.written for name in names(question, language) if not name.ordinary]


def leans(question: str, language: str) -> bool:
    """Whether the wording shows that a question continues another one.

    It begins with "and", has three words at most, or a pronoun and nothing before it that the
    pronoun could stand for; or it ends with one of a thing ("about it") soon after a name.

    >>> leans("And when was it signed?", "en"), leans("What did Kim say when he left?", "en")
    (True, False)
    >>> leans("What did Kim say about it?", "en"), leans("Was sagt Altenkamp dazu?", "de")
    (True, True)
    """
    found = words(question)
    if _JOINS.match(question) or len(found) <= _VERY_FEW_WORDS:
        return True
    named = [name for name in names(question, language) if not name.ordinary]
    before = words(question[: named[0].start] if named else question)
    if any(_is_pronoun(before, at, language) for at in range(len(before))):
        return True
    ends = _OF_A_THING.get(language)
    return bool(named and ends and ends.match(question, named[-1].end))


def standing_alone(question: str, topic: str) -> str:
    """`question` with the topic that it leans on.

    >>> standing_alone("And when?", "flood wall in Wellenbrück")
    'flood wall in Wellenbrück: And when?'
    """
    return f"{topic}: {question}" if topic else question


def topic(questions: Sequence[str]) -> tuple[str, str]:
    """What a conversation is about, and the question that opened it: the last of `questions` (the
    oldest first) that stands alone. The topic is that without its question words, and names that
    came up since. Both are "" if there are no questions."""
    recent = [(one, question_language(one)) for one in questions[-TURNS:]]
    if not recent:
        return "", ""
    opens = max((at for at, one in enumerate(recent) if _opens(*one)), default=0)
    said = [_subject(*recent[opens])]
    for later in recent[opens + 1 :]:
        said += [name for name in _mentioned(*later) if _is_new(name, said, later[1])]
    return ", ".join(filter(None, said))[:TOPIC_CHARACTERS], recent[opens][0]


def _mentioned(question: str, language: str) -> list[str]:
    """Names, those of several words whole, and, in German, what may be one: "Altenkamp" looks
    like a compound of words."""
    found = [
        one
        for one in names(question, language)
        if not one.ordinary or (one.bare and not one.listed)
    ]
    mentioned: list[str] = []
    end = -1
    for one in found:
        if mentioned and one.start == end + 1:
            mentioned[-1] += f" {one.written}"
        else:
            mentioned.append(one.written)
        end = one.end
    return mentioned


def _is_new(name: str, said: Sequence[str], language: str) -> bool:
    return name not in " ".join(said) and not is_calendar(name.removesuffix("s"), language)


def _opens(question: str, language: str) -> bool:
    """Whether it names a topic of its own."""
    if leans(question, language):
        return False
    told = [word for word in words(question) if word.casefold() not in function_words(language)]
    return bool(own_names(question, language)) or len(told) >= _TELLING_WORDS


def _subject(question: str, language: str) -> str:
    """A question without the words that ask: "Wie lang ist die Mauer in Bonn?" -> "Mauer in
    Bonn"."""
    found = list(_WORD.finditer(question))
    empty = function_words(language)
    while found and (
        found[0].group().casefold() in empty
        or (language == "de" and found[0].group().islower() and len(found) > 1)
    ):
        found.pop(0)
    return question[found[0].start() : found[-1].end()] if found else ""


def _is_pronoun(found: Sequence[str], at: int, language: str) -> bool:
    """Whether the word is a pronoun: "das" and "die" also stand before nouns."""
    word = found[at].casefold()
    if word not in _leaning(language):
        return False
    before = found[at - 1].casefold() if at else ""
    if language == "en" and word == "there":
        return before not in _EXISTS
    if language == "en" and word == "that" and at < len(found) - 1:
        return before in function_words("en") - _SAYING
    if word in _ARTICLES.get(language, ()):
        following = found[at + 1 : at + 3]  # "das" is an article in "das Haus", "das neue Haus"
        noun = any(word[0].isupper() or word[0].isdecimal() for word in following)
        joins = bool(following) and following[0] in function_words(language)
        return not following or (language == "de" and (joins or not noun))
    return True


@cache
def _leaning(language: str) -> frozenset[str]:
    return frozenset(_LEANING.get(language, "").split())
