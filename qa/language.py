"""Which language a question is in, short ones too: "Und wann?", "Who?", "¿Por qué?".

Four pieces of evidence are added up as logarithms of probabilities (naive Bayes): the letters,
by py3langid; words that only ask or join, listed here for a dozen languages; where that leaves
English or German in doubt, whether their dictionaries (simplemma) have all the words that are no
names ("Lebt Ivan Rebroff?"); and what is likely before a word is read: the language of the
conversation, then those that most news are in. The longer the question, the more the letters
decide. Weights were chosen on words cut from the beginnings of news sentences in nine languages.
Longer texts: `corpus.language`.
"""

from __future__ import annotations

import re
from functools import cache

import simplemma

from corpus.language import detect

FUNCTION_WORD = 9.0
CONVERSATION = 5.0
COMMON = 14.0
KNOWN = 3.0
"""Logarithms of how many times more likely the language is."""

LONG = 120  # characters that tell a language by themselves
_LISTED = ("en", "de")  # others would take memory
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    re.findall(r"\w+", "en de fr es it nl pl pt tr uk ru sv da no fi cs ro hu el ar fa zh ja ko")
)
_FUNCTION_WORDS = {
    "en": "who whom whose what when where why how which and or but the of in on at to for from by "
    "with about is are was were be been has have had do does did will would can could should he "
    "she it they we you his her its their this that these those there then not no yes any many "
    "much more else other others since until after before said says say tell me a an as than",
    "de": "wer wen wem wessen was wann wo warum wieso weshalb wie welche welcher welches welchen "
    "woher wohin womit wofür wogegen worüber woran worauf woraus worin worum wozu wodurch wovon "
    "wovor und oder aber der die das den dem des ein eine einen "
    "einem einer in im am an auf aus bei mit nach von vom vor zu zum zur für über um ist sind war "
    "waren wird werden wurde wurden hat haben hatte hatten kann soll er sie es wir ihr ihm ihn "
    "sein seine dies diese dieser dieses dort dann dazu davon daran dafür damit nicht kein keine "
    "noch auch schon viel viele mehr anderen seit bis sagte sagt genau denn als beim sich ja nein",
    "fr": "qui que quoi quand où pourquoi comment combien quel quelle quels quelles et ou mais le "
    "la les un une des du de à au aux en dans sur pour par avec est sont était a ont été sera il "
    "elle ils elles on ce cet cette ces son sa ses leur leurs ne pas plus depuis autres aussi "
    "dit après avant contre selon se sont oui non",
    "es": "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles por y o "
    "pero el la los las un una de del al en con para sobre es son era fue fueron ha han hay él "
    "ella ellos ellas esto ese esa este esta su sus no más desde otros otras también dijo se "
    "según hasta qué lo sí",
    "it": "chi che cosa quando dove perché come quanto quanta quanti quante quale quali e o ma il "
    "lo la gli le un uno una di del della dei delle da dal in nel nella con per su sul è sono era "
    "ha hanno stato lui lei loro questo questa quello quella suo sua non più altri altre anche "
    "detto si al alla i dopo secondo sì no",
    "nl": "wie wat wanneer waar waarom hoe hoeveel welke welk en of maar de het een van in op aan "
    "met voor door bij naar uit over is zijn was waren wordt werd werden heeft hebben had hij zij "
    "ze hun haar dit dat deze die er niet geen nog ook veel meer anderen sinds tot zei te om als "
    "ja nee",
    "pl": "kto kogo komu co kiedy gdzie dlaczego czemu jak ile ilu jaki jaka jakie który która "
    "które czy i oraz lub ale a w we z ze na do od o po przy przez dla jest są był była było były "
    "ma mają on ona ono oni ich jego jej to ten ta te tego nie się już też inni inne więcej ile "
    "powiedział za tak",
    "pt": "quem que quê quando onde porque porquê como quanto quanta quantos quantas qual quais e "
    "ou mas o a os as um uma de do da dos das em no na nos nas com para por sobre é são era foi "
    "foram tem ele ela eles elas isto isso este esta seu sua não mais desde outros também disse "
    "sim",
    "tr": "kim kimin kime ne neden niçin niye nasıl nerede nereye nereden hangi kaç zaman ve veya "
    "ama bir bu şu o için ile da de mi mı mu mü değil var yok oldu olan olarak daha çok diğerleri "
    "sonra önce dedi onlar evet hayır",
    "uk": "хто кого кому що коли де куди чому як скільки який яка яке які чий і й та або але а в у "
    "з із на до від про по при через для є був була було були він вона воно вони його її їх це цей "
    "ця ці той не ще вже також інші більше сказав за так ні",
    "ru": "кто кого кому что когда где куда почему зачем как сколько какой какая какое какие чей и "
    "или но а в во с со на до от о об по при через для есть был была было были он она оно они его "
    "её их это этот эта эти тот не ещё уже также другие больше сказал за да нет",
    "sv": "vem vilka vad när var varför hur vilken vilket och eller men den det de en ett i på av "
    "med till för från om är var blev har hade han hon hans hennes deras denna detta dessa inte "
    "ingen också många mycket mer andra sedan sade att som ja nej",
}


def _has_all(language: str, question: str) -> bool:
    """Whether the dictionary has all words but those that their capital may make a name."""
    first, *others = _WORD.findall(question)
    words = (first.lower(), *(word for word in others if word.islower()))
    return all(simplemma.is_known(word, lang=language) for word in words)


@cache
def function_words(language: str) -> frozenset[str]:
    """Words of `language` that ask, join or point, in small letters; none if it is not known."""
    return frozenset(_FUNCTION_WORDS.get(language, "").split())


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """The languages that have a function word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


def question_language(question: str, conversation: str = "") -> str:
    """The ISO 639-1 code of `question`; `conversation` is that of the question before it.

    English where nothing tells it, as in "2014?".

    >>> question_language("Und wann?"), question_language("In Kiew?", "de")
    ('de', 'de')
    """
    if len(question) > LONG:
        return detect(question, otherwise=conversation or "en")
    words = _WORD.findall(question.casefold())
    if not words:
        return conversation or "en"
    from py3langid.langid import rank

    scores = {str(code): float(score) for code, score in rank(question)}
    for word in words:
        speakers = _speakers().get(word, ())
        for language in speakers:
            scores[language] += FUNCTION_WORD / len(speakers)
    for language in scores:
        scores[language] += COMMON * (language in _COMMON) + CONVERSATION * (
            language == conversation
        )
    best = max(scores, key=lambda code: scores[code])
    if doubtful := [one for one in _LISTED if 0 < scores[best] - scores[one] < KNOWN]:
        for language in dict.fromkeys((*doubtful, *(one for one in _LISTED if one == best))):
            scores[language] += KNOWN * _has_all(language, question)
        best = max(scores, key=lambda code: scores[code])
    return best if len(best) == 2 else conversation or "en"  # noqa: PLR2004
