"""What Beleg itself says inside an answer, in the reader's language, and how it writes dates.

English and German; readers of other languages get English until somebody adds theirs here.
"""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from corpus import Corpus
from corpus.article import Article
from qa.answer import Answer, Quote

_PHRASES = {
    "en": {
        "refusal": "The articles here do not answer that.",
        "searched": "Articles searched: {articles}{between}.",
        "between": ", published from {first} to {last}",
        "nearest": "The nearest passages are in “{title}” ({outlet}, {day}); ask about what they "
        "say, or add articles on what you are looking for.",
        "empty": "There are no articles yet; add some first.",
        "unsupported": "What the language model wrote was not supported by the articles, "
        "so here is what they say.",
        "only reported": "The articles have this from others and do not say it themselves, so here "
        "are their words.",
        "unclear": "The language model saw no clear answer in the articles and wrote none; these "
        "sentences come nearest to the question.",
        "differs": "The articles differ: {own} in [{first}], {other} in [{second}].",
        "no date": "no date",
        "no outlet": "unknown outlet",
        "no support": "no sentence was found in the articles that says this",
        "unverified": "not verified",
        "apart": "Written by the language model, not supported by the articles ({count})",
        "own": "No such word was found in the sentences cited: {about}",
        "no address": "{about} is not the address of a cited article",
        "opinion": "this only evaluates; the articles cannot bear it out",
        "asked": "this only says again what was asked",
        "no number": "the number {about} is not in the source",
        "no year": "the year {about} is not in the source",
        "no date in source": "the date “{about}” is not in the source",
        "other figure": "the source has {about} there",
        "no name": "the name {about} is not in the articles",
        "not of": "the source does not say this of {about}",
        "guessed": "the language model was guessing here: “{about}”",
        "whose": "the source has that of {about}",
        "from": "in the source somebody is from {about}; it does not say that it was there",
        "taken back": "an article says that this is wrong: “{about}”",
        "no word": "the source does not say “{about}”",
        "other bound": "{about}: whether more or less, before or after, the source says otherwise",
        "not alone": "{about}: in the source only one of several, or not the first",
        "other step": "“{about}”: the source says more of it or less",
        "hedged": "in the source that is not sure: “{about}”",
        "other office": "“{about}”: the source has somebody else in that office, or nobody",
        "left open": "in the source that is only planned or possible: “{about}”",
        "other way round": "in the source the part of {about} is another's",
        "attributed": "the source says this is according to {about}",
        "reported": "the source only reports that somebody says so",
        "not verbatim": "the source does not have the words “{about}”",
        "other speaker": "the source does not say that this is from {about}",
        "opposite": "the source says the opposite: “{about}”",
        "other language": "The language model did not keep to the language of your question.",
        "judged": "read again, the language model does not find this in the article",
        "left over": "Left in the language of the article: {about}.",
        "asked as": "Asked as: {question}",
        "what about": "What is reported about {topic}?",
        "same in language": "The same, in articles in {other}",
        "same after": "The same, in articles after {day}",
        "also in": "also in: {outlets}",
        "cut off": "The answer broke off: {error}",
        "no model": "Quotes only: {error}",
    },
    "de": {
        "refusal": "Das steht nicht in diesen Artikeln.",
        "searched": "Durchsuchte Artikel: {articles}{between}.",
        "between": ", erschienen vom {first} bis zum {last}",
        "nearest": "Am nächsten kommen Stellen in „{title}“ ({outlet}, {day}); fragen Sie nach "
        "dem, was dort steht, oder fügen Sie Artikel zu Ihrer Frage hinzu.",
        "empty": "Es sind noch keine Artikel da; fügen Sie zuerst welche hinzu.",
        "unsupported": "Was das Sprachmodell schrieb, war durch die Artikel nicht gedeckt; "
        "hier ist, was sie sagen.",
        "only reported": "Die Artikel sagen das nicht selbst, sondern geben es wieder; hier ist "
        "ihr Wortlaut.",
        "unclear": "Das Sprachmodell sah in den Artikeln keine klare Antwort und schrieb keine; "
        "diese Sätze kommen der Frage am nächsten.",
        "differs": "Die Artikel gehen auseinander: {own} in [{first}], {other} in [{second}].",
        "no date": "ohne Datum",
        "no outlet": "unbekanntes Medium",
        "no support": "in den Artikeln wurde kein Satz gefunden, der das sagt",
        "unverified": "nicht belegt",
        "apart": "Vom Sprachmodell geschrieben, durch die Artikel nicht belegt ({count})",
        "own": "In den zitierten Sätzen fand sich kein solches Wort: {about}",
        "no address": "{about} ist nicht die Adresse eines zitierten Artikels",
        "opinion": "das ist nur eine Wertung; die Artikel können sie nicht belegen",
        "asked": "das sagt nur noch einmal, was gefragt war",
        "no number": "die Zahl {about} steht nicht in der Quelle",
        "no year": "das Jahr {about} steht nicht in der Quelle",
        "no date in source": "das Datum „{about}“ steht nicht in der Quelle",
        "other figure": "in der Quelle steht dort {about}",
        "no name": "der Name {about} kommt in den Artikeln nicht vor",
        "not of": "von {about} sagt die Quelle das nicht",
        "guessed": "hier hat das Sprachmodell geraten: „{about}“",
        "whose": "das hat die Quelle von {about}",
        "from": "in der Quelle ist jemand aus {about}; dass es dort war, steht da nicht",
        "taken back": "ein Artikel sagt, dass das falsch ist: „{about}“",
        "no word": "„{about}“ sagt die Quelle nicht",
        "other bound": "{about}: ob mehr oder weniger, davor oder danach, sagt die Quelle anders",
        "not alone": "{about}: in der Quelle nur eines von mehreren oder nicht das erste",
        "other step": "„{about}“: die Quelle sagt mehr davon oder weniger",
        "hedged": "in der Quelle ist das nicht sicher: „{about}“",
        "other office": "„{about}“: das Amt hat in der Quelle ein anderer oder keiner mehr",
        "left open": "in der Quelle ist das nur geplant oder möglich: „{about}“",
        "other way round": "in der Quelle hat ein anderer die Rolle von {about}",
        "attributed": "die Quelle beruft sich dafür auf: {about}",
        "reported": "die Quelle gibt nur wieder, dass jemand das sagt",
        "not verbatim": "die Worte „{about}“ stehen so nicht in der Quelle",
        "other speaker": "dass das von {about} kommt, sagt die Quelle nicht",
        "opposite": "die Quelle sagt das Gegenteil: „{about}“",
        "other language": "Das Sprachmodell hat nicht in der Sprache Ihrer Frage geantwortet.",
        "judged": "beim zweiten Lesen findet das Sprachmodell das nicht im Artikel",
        "left over": "In der Sprache des Artikels stehen geblieben: {about}.",
        "asked as": "Gefragt als: {question}",
        "what about": "Was wird über {topic} berichtet?",
        "same in language": "Dasselbe in Artikeln auf {other}",
        "same after": "Dasselbe in Artikeln nach dem {day}",
        "also in": "auch in: {outlets}",
        "cut off": "Die Antwort brach ab: {error}",
        "no model": "Nur Zitate: {error}",
    },
}
_MARKS = {"de": ("„", "“"), "fr": ("« ", " »")}


def phrase(name: str, language: str, **values: str) -> str:
    """The phrase called `name` in `language`, or else in English."""
    return _PHRASES.get(language, _PHRASES["en"])[name].format(**values)


def language_name(language: str, reader: str = "en") -> str:
    """The name of an ISO 639-1 code in the language of the reader: "German", "Deutsch".

    Models know the English one best.
    """
    try:
        return Locale.parse(language).get_display_name(reader) or language
    except (ValueError, UnknownLocaleError):
        return language


def day(published: str, language: str) -> str:
    """A day, ISO 8601, as readers of `language` write it; what is no such day as it is."""
    try:
        found = date.fromisoformat(published[:10])
    except ValueError:
        return published or phrase("no date", language)
    try:
        return format_date(found, "long", locale="en_GB" if language == "en" else language)
    except (ValueError, UnknownLocaleError):
        return found.isoformat()


def dated(article: Article, language: str) -> str:
    """The day an article was published, as readers of `language` write it."""
    return day(article.published, language)


def refusal(corpus: Corpus, answer: Answer) -> list[str]:
    """That there is no answer, what was searched, what comes nearest, and what to do next."""
    language, nearest, within = answer.language, answer.quotes, answer.within
    if not len(corpus):
        return [phrase("empty", language)]
    _, count = corpus.listed(within, limit=1)
    first, last = corpus.published(within)
    between = ""
    if first:
        days = {"first": day(first, language), "last": day(last, language)}
        between = phrase("between", language, **days)
    searched = phrase("searched", language, articles=f"{count}", between=between)
    said = [phrase("refusal", language), searched]
    if nearest:
        article = nearest[0].article
        about = {"title": article.title or nearest[0].quote[:60], "day": dated(article, language)}
        outlet = article.source or phrase("no outlet", language)
        said.append(phrase("nearest", language, outlet=outlet, **about))
    return said


def in_marks(text: str, language: str) -> str:
    """`text` in the quotation marks of a language."""
    opening, closing = _MARKS.get(language, ("“", "”"))
    return f"{opening}{text}{closing}"


def own_words(answer: Answer) -> str:
    """The words of an answer that are its writer's own, listed; "" if there are none."""
    listed = ", ".join(in_marks(word, answer.language) for word in answer.own_words)
    return phrase("own", answer.language, about=listed) if listed else ""


def also_in(quote: Quote, language: str) -> str:
    """The other outlets that printed the quote; "" if there is none."""
    names = (one.source or one.title or one.id for one in quote.also)
    outlets = ", ".join(dict.fromkeys(names))
    return phrase("also in", language, outlets=outlets) if outlets else ""


def quoted(quote: Quote, language: str) -> str:
    """A quote as a sentence of an answer: the words, who printed them, and when."""
    outlet = quote.article.source or phrase("no outlet", language)
    words = in_marks(quote.quote, language)
    return f"{words} – {outlet}, {dated(quote.article, language)}"
