"""What the page itself says, in English and German; the browser chooses.

The English words are the key, so that the code reads as the page does; what has no German
stays English. Gradio's own parts are translated in the browser from the same table (`I18N`),
HTML made here by the language that the browser asks for. What an answer says is in
`qa.phrases`, since that goes by the question; what went wrong in `qa.problems`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import gradio as gr
from babel.core import negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from corpus.errors import Message
from qa.problems import told

LANGUAGES = ("en", "de")
_LONGEST = 200  # characters of a header that are read

_NOUNS = {
    "article": ("article", "articles", "Artikel", "Artikel"),
    "outlet": ("outlet", "outlets", "Medium", "Medien"),
}
_GERMAN = {
    # Ask
    "Ask": "Fragen",
    "Stop": "Anhalten",
    "Question": "Frage",
    "Ask about the articles, in your language": "Fragen Sie nach den Artikeln, in Ihrer Sprache",
    "Everything is being made ready. You can ask already: the answer comes as soon as it can.": (
        "Alles wird vorbereitet. Sie können schon fragen: Die Antwort kommt, sobald sie kann."
    ),
    "There are no articles yet. Add some under Articles, then ask here.": (
        "Es sind noch keine Artikel da. Fügen Sie unter „Artikel“ welche hinzu und fragen Sie hier."
    ),
    "Ask in your language; quotes stay in the language of the article.": (
        "Fragen Sie in Ihrer Sprache; Zitate bleiben in der Sprache des Artikels."
    ),
    "Try one of these on the sample articles, or add your own under Articles.": (
        "Probieren Sie eine dieser Fragen an den Beispielartikeln, oder fügen Sie unter „Artikel“ "
        "eigene hinzu."
    ),
    "Ask the news, get receipts.": "Fragen Sie die Nachrichten, mit Beleg.",
    "Every sentence of an answer opens the exact sentence it rests on.": (
        "Jeder Satz einer Antwort öffnet genau den Satz, auf dem er beruht."
    ),
    "Conversation": "Gespräch",
    "Reading the quotes…": "Die Zitate werden gelesen…",
    "Looking for quotes…": "Zitate werden gesucht…",
    "What was being written has not been checked.": (
        "Was gerade geschrieben wurde, ist nicht geprüft."
    ),
    "Writing; each sentence is checked when it is complete…": (
        "Es wird geschrieben; jeder Satz wird geprüft, sobald er fertig ist…"
    ),
    "Not in these articles": "Nicht in diesen Artikeln",
    "quotes in {quotes} s, all in {all} s": "Zitate nach {quotes} s, alles nach {all} s",
    "Ask it alone": "Für sich allein fragen",
    "Ask without {filter}": "Ohne {filter} fragen",
    "Reword or filter…": "Umformulieren oder filtern…",
    "Ask again": "Noch einmal fragen",
    "The link is copied: whoever can open this page can read the answer.": (
        "Der Link ist kopiert: Wer diese Seite öffnen kann, kann die Antwort lesen."
    ),
    "There is no answer by this link, or not any more.": (
        "Zu diesem Link gibt es keine Antwort, oder nicht mehr."
    ),
    "In my language": "In meiner Sprache",
    "Machine translation, not evidence:": "Maschinell übersetzt, kein Beleg:",
    "being translated…": "wird übersetzt…",
    "figures differ from the quote": "Zahlen weichen vom Zitat ab",
    "The language model is busy: you are number {place} in the queue.": (
        "Das Sprachmodell ist beschäftigt: Sie sind Nummer {place} in der Warteschlange."
    ),
    "Hide evidence": "Belege ausblenden",
    "Show evidence ({count})": "Belege zeigen ({count})",
    "Ask next": "Als Nächstes fragen",
    "no language model, quotes only": "ohne Sprachmodell, nur Zitate",
    "Edit question": "Frage ändern",
    "Copy": "Kopieren",
    "Copied, with its sources.": "Kopiert, mit den Quellen.",
    "Export": "Exportieren",
    "This answer": "Diese Antwort",
    "The whole conversation": "Das ganze Gespräch",
    "For others who reach this page": "Für andere, die diese Seite erreichen",
    "Copy link": "Link kopieren",
    "Sources": "Quellen",
    "Not verified": "Nicht belegt",
    "Underlined: no such word was found in the sentences cited. See what they say there.": (
        "Unterstrichen: In den zitierten Sätzen fand sich kein solches Wort. Sehen Sie dort nach."
    ),
    "accessed {day}": "abgerufen am {day}",
    "This was not answered.": "Das wurde nicht beantwortet.",
    "An article that this answer rested on has been removed; ask again.": (
        "Ein Artikel, auf dem diese Antwort beruhte, ist entfernt worden; fragen Sie noch einmal."
    ),
    "Was this right?": "War das richtig?",
    "Right": "Richtig",
    "Wrong": "Falsch",
    "Wrong answer": "Falsche Antwort",
    "Wrong source": "Falsche Quelle",
    "Should have been found": "Hätte gefunden werden müssen",
    "Thank you; kept on this machine only.": "Danke; das bleibt auf diesem Rechner.",
    "Stopped.": "Angehalten.",
    "Download": "Herunterladen",
    # Evidence
    "Quote {number}, {outlet}: open the article at this sentence": (
        "Zitat {number}, {outlet}: den Artikel bei diesem Satz öffnen"
    ),
    "Evidence": "Belege",
    "The sentences an answer rests on appear here at once.": (
        "Hier erscheinen sofort die Sätze, auf denen eine Antwort beruht."
    ),
    "Nearest passages": "Am nächsten kommende Stellen",
    "Also found": "Auch gefunden",
    "They do not answer the question.": "Sie beantworten die Frage nicht.",
    "cited": "zitiert",
    "unknown outlet": "unbekanntes Medium",
    "Sample": "Beispiel",
    "Withdrawn": "Zurückgezogen",
    "Corrected": "Berichtigt",
    "Untitled": "Ohne Titel",
    "Article": "Artikel",
    "Close the article": "Artikel schließen",
    "Original at {host}": "Original bei {host}",
    "Date as written:": "Datum im Original:",
    "Not there any more": "Nicht mehr da",
    # Conversations
    "New conversation": "Neues Gespräch",
    "Search conversations": "Gespräche durchsuchen",
    "Conversations": "Gespräche",
    "Nothing found.": "Nichts gefunden.",
    "Your questions are kept here, for you alone.": (
        "Hier werden Ihre Fragen aufbewahrt, nur für Sie."
    ),
    "Rename conversation": "Gespräch umbenennen",
    "New name": "Neuer Name",
    "Rename": "Umbenennen",
    "Rename {title}": "{title} umbenennen",
    "Cancel": "Abbrechen",
    "Delete conversation": "Gespräch löschen",
    "Delete {title}": "{title} löschen",
    "Delete": "Löschen",
    "Keep": "Behalten",
    "It is gone from this page and the disk.": "Es ist dann von dieser Seite und der Platte weg.",
    # Articles
    "Articles": "Artikel",
    "Search": "Suchen",
    "Search title and outlet": "In Titel und Medium",
    "All": "Alle",
    "All languages": "Alle Sprachen",
    "Select all shown": "Alle gezeigten auswählen",
    "Outlet": "Medium",
    "Language": "Sprache",
    "From": "Von",
    "To": "Bis",
    "Title": "Titel",
    "Date": "Datum",
    "Story": "Meldung",
    "Added": "Hinzugefügt",
    "Add articles": "Artikel hinzufügen",
    "Add a folder": "Ordner hinzufügen",
    "No file in it is one that can be read.": "Keine Datei darin kann gelesen werden.",
    "Paste a text or addresses": "Text oder Adressen einfügen",
    "Text, or addresses": "Text, oder Adressen",
    "Add": "Hinzufügen",
    "Progress": "Fortschritt",
    "No article is like that; change the filters.": (
        "Kein Artikel passt dazu; ändern Sie die Filter."
    ),
    "No articles yet. Add some, and they are listed here.": (
        "Noch keine Artikel. Fügen Sie welche hinzu, dann stehen sie hier."
    ),
    "Remove sample articles": "Beispielartikel entfernen",
    "← Previous": "← Zurück",
    "Next →": "Weiter →",
    "Remove {count} selected…": "{count} ausgewählte entfernen…",
    "Remove this article?": "Diesen Artikel entfernen?",
    "Remove these {count} articles?": "Diese {count} Artikel entfernen?",
    "{first}–{last} of {total}": "{first}–{last} von {total}",
    "Select {title}": "{title} auswählen",
    "Confirm removal": "Entfernen bestätigen",
    "They leave the answers, the index and the disk. You can undo it for a minute.": (
        "Sie verschwinden aus den Antworten, dem Index und von der Platte. Eine Minute lang "
        "können Sie es rückgängig machen."
    ),
    "Remove": "Entfernen",
    "Adding {done} of {total}: {name}": "{done} von {total} wird hinzugefügt: {name}",
    "Removed {articles} from the answers, the index and the disk. For {seconds} seconds this "
    "page still has them in memory:": (
        "{articles} aus den Antworten, dem Index und von der Platte entfernt. {seconds} Sekunden "
        "lang hat diese Seite sie noch im Speicher:"
    ),
    "Withdraw": "Zurückziehen",
    "Let answer again": "Wieder antworten lassen",
    "{articles} can answer again.": "{articles}: antworten wieder.",
    "{articles} withdrawn: kept and shown, but no longer part of any answer.": (
        "{articles} zurückgezogen: bleiben sichtbar, antworten aber nicht mehr."
    ),
    "newest": "die neueste",
    "An older version.": "Eine ältere Fassung.",
    "Other versions:": "Andere Fassungen:",
    "Stop adding": "Hinzufügen anhalten",
    "Stopping, once what has been read is kept…": (
        "Wird angehalten, sobald das Gelesene gesichert ist…"
    ),
    "{pace} a second, about {left} seconds left": ("{pace} je Sekunde, noch etwa {left} Sekunden"),
    "Stopped; {count} left out": "Angehalten; {count} ausgelassen",
    "Save this report": "Diesen Bericht sichern",
    "Undo": "Rückgängig machen",
    "{articles} added again.": "{articles} wieder hinzugefügt.",
    "The minute is over: they are gone.": "Die Minute ist vorbei: Sie sind weg.",
    "Some of these were gone already; choose again.": (
        "Einige davon waren schon weg; wählen Sie neu."
    ),
    "Longer than {most} characters; add it as a file.": (
        "Länger als {most} Zeichen; fügen Sie es als Datei hinzu."
    ),
    "There was nothing in it.": "Es war nichts darin.",
    "and {count} more": "und {count} weitere",
    "failed": "fehlgeschlagen",
    "added": "hinzugefügt",
    "updated": "aktualisiert",
    "copies": "Kopien",
    "copy": "Kopie",
    "unchanged": "unverändert",
    "Feeds": "Feeds",
    "Address of a feed": "Adresse eines Feeds",
    "Subscribe": "Abonnieren",
    "No feeds yet.": "Noch keine Feeds.",
    "Reading {feed}…": "{feed} wird gelesen…",
    "Reading {feed}: {count}": "{feed} wird gelesen: {count}",
    "Nothing new in it.": "Nichts Neues darin.",
    "{feed} is no longer read; its articles stay.": (
        "{feed} wird nicht mehr gelesen; die Artikel daraus bleiben."
    ),
    "read {read}, next {next}": "gelesen {read}, wieder {next}",
    "not yet": "noch nicht",
    "Read now": "Jetzt lesen",
    "Read {feed} now": "{feed} jetzt lesen",
    "Forget": "Vergessen",
    "Forget {feed}": "{feed} vergessen",
    "Overview": "Überblick",
    "Articles per day": "Artikel je Tag",
    "Articles per month": "Artikel je Monat",
    "Articles per year": "Artikel je Jahr",
    "{head}, {first} to {last}, at most {most}": "{head}, {first} bis {last}, höchstens {most}",
    "By outlet": "Nach Medium",
    "By language": "Nach Sprache",
    # Settings and state
    "Settings": "Einstellungen",
    "Language model": "Sprachmodell",
    "Another language model": "Ein anderes Sprachmodell",
    "Use this model": "Dieses Modell verwenden",
    "Export feedback for beleg eval": "Urteile für beleg eval ausgeben",
    "State": "Zustand",
    "Folder": "Ordner",
    "Embedding model": "Einbettungsmodell",
    "Corpus": "Korpus",
    "ready": "bereit",
    "loading": "lädt",
    "missing": "fehlt",
    "Ready": "Bereit",
    "local, none, ollama:NAME, provider:NAME or the address of an OpenAI-compatible server": (
        "local, none, ollama:NAME, anbieter:NAME oder die Adresse eines Servers, der das "
        "Protokoll von OpenAI spricht"
    ),
    "opening the corpus": "der Korpus wird geöffnet",
    "loading the embedding model": "das Einbettungsmodell wird geladen",
    "embedding model ready": "das Einbettungsmodell ist bereit",
    "loading the language model": "das Sprachmodell wird geladen",
    "checking the embedding model": "das Einbettungsmodell wird geprüft",
    "unpacking the embedding model": "das Einbettungsmodell wird entpackt",
    "putting the language model together": "das Sprachmodell wird zusammengesetzt",
    "language model ready": "das Sprachmodell ist bereit",
    "adding the sample articles": "die Beispielartikel werden hinzugefügt",
}

I18N = gr.I18n(en={english: english for english in _GERMAN}, de=_GERMAN)


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words in one `language` of `LANGUAGES`."""

    language: str = "en"

    @classmethod
    def wanted(cls, request: gr.Request) -> Words:
        """In the language that the browser names first, of those there are; else in English."""
        header = str(request.headers.get("accept-language", ""))[:_LONGEST]
        named = [part.partition(";")[0].strip() for part in header.split(",")]
        return cls(negotiate_locale(named, LANGUAGES, sep="-") or "en")

    def __call__(self, english: str, **values: object) -> str:
        """What the page says as `english` does, `{fields}` filled in, or what went wrong; not
        escaped."""
        if isinstance(english, Message):
            return told(english, self.language)
        said = _GERMAN.get(english, english) if self.language == "de" else english
        return said.format(**values) if values else said

    @property
    def locale(self) -> str:
        """For dates and times."""
        return {"en": "en_GB"}.get(self.language, self.language)

    def number(self, value: int) -> str:
        """`2,000`, `2.000`."""
        return format_decimal(value, locale=self.language)

    def decimal(self, value: float) -> str:
        """`1.5`, `1,5`."""
        return format_decimal(value, "0.0", locale=self.language)

    def day(self, when: str) -> str:
        """`31 Jan 2024`, `31.01.2024` for an ISO 8601 date or time; what is none stays."""
        try:
            return str(format_date(date.fromisoformat(when[:10]), "medium", locale=self.locale))
        except ValueError:
            return when[:10]

    def period(self, when: str) -> str:
        """A year, month or day in words: `2024`, `Jan 2024`, `31 Jan 2024`."""
        if len(when) == len("2024-01"):
            first = date.fromisoformat(f"{when}-01")
            return str(format_skeleton("yMMM", first, locale=self.locale))
        return self.day(when)

    def counted(self, value: int, noun: str) -> str:
        """`1 article`, `2,000 articles`; the nouns are those of `_NOUNS`."""
        forms = _NOUNS[noun][2:] if self.language == "de" else _NOUNS[noun][:2]
        return f"{self.number(value)} {forms[value != 1]}"


ENGLISH = Words()
