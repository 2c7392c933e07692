"""What kind of answer a question asks for, by its words: a figure, an amount of money, advice to
the one who asks, or none.

In English, German, French, Spanish and Italian; questions in other languages ask for nothing in
particular.
"""

from __future__ import annotations

import re

from qa.figures import figures

_FIGURE = re.compile(
    r"\b(?:how (?:many|much|old|long|far|often|large|big|tall|high|fast)"
    r"|(?:what|which) (?:\w+ )?(?:year|day|date|month|century|decade|time|percentage|percent"
    r"|number|amount|share|proportion)|when"
    r"|wie ?viele?|wie (?:hoch|alt|lange?|oft|weit|groß|schnell)|wann"
    r"|welche[mnrs]? (?:\w+ )?(?:jahr\w*|tag\w*|datum|monat|anteil|prozentsatz|zahl|anzahl|menge)"
    r"|combien|quand|quel(?:le)? (?:année|jour|date|âge|pourcentage|nombre)"
    r"|cuánt[oa]s?|cuándo|qué (?:año|día|fecha|porcentaje|número)"
    r"|quant[oaie]|quando|(?:che|quale) (?:anno|giorno|data|percentuale|numero))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"how much money|how much \w+ .*\b(cost|pay|paid|spend|spent|worth)\b"
    r"|wie ?viel geld|was (kostet|kosten|kostete)|wie (teuer|hoch sind die kosten)"
    r"|combien (co[uû]te|d.argent)|cu[aá]nto (cuesta|dinero|cost)|quanto costa",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$€£¥₽₩]|\b(EUR|USD|GBP|CHF|euros?|dollars?|cents?|pounds?|francs?|franken|rubel|roubles?"
    r"|rubles?|yen|won|yuan|kronen|z[lł]oty|pesos?)\b|(mark|pfund|rupien)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\W*(?:(?:hi|hey|hello|thanks?|thank you|thx|ok(?:ay)?|please|bye|goodbye|great"
    r"|good (?:morning|day|evening)|so much|very much|hallo|servus|moin|danke|dankeschön"
    r"|guten (?:morgen|tag|abend)|vielen dank|besten dank|schön|sehr|bitte|tschüss|super|prima"
    r"|merci|beaucoup|bonjour|salut|gracias|hola|grazie|ciao|mille)\b\W*)+",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?:^i|\b[a-z]+[,;:]? I)\b|\b(?:me|my|mine|myself"
    r"|ich|mir|mich|mein(?:e[mnrs]?)?"
    r"|je|j['’]\w+|moi|mon|mes"
    r"|yo|mi|mis|mío|mía"
    r"|io|mio|mia|miei|mie)\b"
)
"""In small letters, for "Mein" within a question may be a title; "I" only after a small word,
for it may be a numeral ("World War I"). The first letter is made small before."""

_SAID = re.compile(r"(?:^|\s)[\"„“«»‚‘'].*[\"“”«»‘’']")


def is_personal(question: str) -> bool:
    """Whether it asks for the asker's own sake ("How do I …?"), which news seldom answers.

    >>> is_personal("Wo kann ich Schuhe kaufen?"), is_personal("Who said 'I have a dream'?")
    (True, False)
    """
    own = _SAID.sub(" ", question)
    return bool(_PERSONAL.search(own[:1].lower() + own[1:]))


def is_courtesy(question: str) -> bool:
    """Whether it only greets or thanks.

    >>> is_courtesy("Vielen Dank!"), is_courtesy("Danke, und wer bezahlt das?")
    (True, False)
    """
    return bool(_COURTESY.fullmatch(question))


def for_money(question: str) -> bool:
    """Whether it asks what something costs, or how much money there is."""
    return bool(_MONEY.search(question))


def has_amount(text: str) -> bool:
    """Whether a text names a currency."""
    return bool(_AMOUNT.search(text))


def for_figure(question: str) -> bool:
    """Whether it asks when, how many, how long, …"""
    return bool(_FIGURE.search(question))


def has_other_figure(text: str, language: str, question: str, asked_in: str) -> bool:
    """Whether `text` has a figure that does not stand in `question` already."""
    given = {value for one in figures(question, asked_in) for value in one.values}
    return any(not one.values <= given for one in figures(text, language))
