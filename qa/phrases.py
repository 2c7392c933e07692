"""What Beleg itself says inside an answer, in the reader's language, and how it writes dates.

English and German; readers of other languages get English until somebody adds theirs here.
"""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from corpus.article import Article
from qa.answer import Quote

_PHRASES = {
    "en": {
        "refusal": "The articles here do not answer that.",
        "empty": "There are no articles yet; add some first.",
        "unsupported": "What the language model wrote was not supported by the articles, "
        "so here is what they say.",
        "no date": "no date",
        "no outlet": "unknown outlet",
        "no numbers": "{numbers} is not in the source",
        "no support": "no sentence in the articles says this",
        "also in": "also in: {outlets}",
        "cut off": "The answer broke off: {error}",
        "no model": "Quotes only: {error}",
    },
    "de": {
        "refusal": "Das steht nicht in diesen Artikeln.",
        "empty": "Es sind noch keine Artikel da; fügen Sie zuerst welche hinzu.",
        "unsupported": "Was das Sprachmodell schrieb, war durch die Artikel nicht gedeckt; "
        "hier ist, was sie sagen.",
        "no date": "ohne Datum",
        "no outlet": "unbekanntes Medium",
        "no numbers": "{numbers} steht nicht in der Quelle",
        "no support": "kein Satz in den Artikeln sagt das",
        "also in": "auch in: {outlets}",
        "cut off": "Die Antwort brach ab: {error}",
        "no model": "Nur Zitate: {error}",
    },
}
_MARKS = {"de": ("„", "“"), "fr": ("« ", " »")}


def phrase(name: str, language: str, **values: str) -> str:
    """The phrase called `name` in `language`, or else in English."""
    return _PHRASES.get(language, _PHRASES["en"])[name].format(**values)


def language_name(language: str) -> str:
    """The English name of an ISO 639-1 code, as models know it best: "German"."""
    try:
        return Locale.parse(language).get_display_name("en") or language
    except (ValueError, UnknownLocaleError):
        return language


def dated(article: Article, language: str) -> str:
    """The day an article was published, as readers of `language` write it."""
    try:
        day = date.fromisoformat(article.published[:10])
    except ValueError:
        return article.published or phrase("no date", language)
    try:
        return format_date(day, "long", locale="en_GB" if language == "en" else language)
    except (ValueError, UnknownLocaleError):
        return day.isoformat()


def also_in(quote: Quote, language: str) -> str:
    """The other outlets that printed the quote; "" if there is none."""
    names = (one.source or one.title or one.id for one in quote.also)
    outlets = ", ".join(dict.fromkeys(names))
    return phrase("also in", language, outlets=outlets) if outlets else ""


def quoted(quote: Quote, language: str) -> str:
    """A quote as a sentence of an answer: the words, who printed them, and when."""
    opening, closing = _MARKS.get(language, ("“", "”"))
    outlet = quote.article.source or phrase("no outlet", language)
    return f"{opening}{quote.quote}{closing} – {outlet}, {dated(quote.article, language)}"
