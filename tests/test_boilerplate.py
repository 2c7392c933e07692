"""What an outlet says around an article is no evidence; what the article says stays."""

from __future__ import annotations

import pytest

from corpus.article import Article
from corpus.boilerplate import is_boilerplate
from corpus.split import chunks


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: So wird das Wetter in Musterau",
        "Lesen Sie hier, wie der Rat abgestimmt hat.",
        "• Mehr zum Thema: Die Brücke und ihre Kosten",
        "Meine news",
        "Das könnte Sie auch interessieren",
        "Wir verwenden Cookies, um Inhalte zu personalisieren.",
        "We use cookies to improve your experience.",
        "Sign up for our daily briefing and never miss a story.",
        "Subscribe to continue reading this article.",
        "Melden Sie sich für unseren Newsletter an.",
        "Bestellen Sie hier unseren kostenlosen Newsletter.",
        "Jetzt weiterlesen mit dem Digital-Abo.",
        "Read more: Council votes for the bridge",
        "Related stories from the region",
        "Anzeige",
        "© 2026 Musterbote. Alle Rechte vorbehalten.",
        "An dieser Stelle finden Sie einen externen Inhalt von YouTube.",
        "- musterpost.example.com: Council votes for the bridge (Englisch)",
        "Quellen: dpa, eigene Recherchen",
        "Dieses Thema im Programm: Musterfunk | Nachrichten | 28. April 2026 | 10:00 Uhr",
        "Für unsere Karten nutzen wir die Software von Beispielkarte.",
        "Ihre IP-Adresse wird dabei an einen Server der Firma übertragen.",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Der Rat von Musterau hat den Bau der Brücke beschlossen.",
        "Die Behörde prüft, ob Webseiten Cookies ohne Zustimmung setzen.",
        "Lesen lernen die Kinder im ersten Schuljahr.",
        "Mehr als 300 Menschen kamen zum Marktplatz.",
        "Weitere Nachrichten gab es aus dem Ministerium nicht.",
        "Subscribers of the newspaper were told on Monday that it would close.",
        "The company changed its privacy policy after the ruling.",
        "Der Verlag stellt seinen Newsletter ein.",
        '"Lesen Sie auch das Kleingedruckte", sagte die Verbraucherschützerin.',
        "Most popular votes went to the mayor, according to the count.",
        "Sehen Sie sich als Kanzlerkandidat?",
        "Quellen der Mulde liegen im Erzgebirge: Dort entspringt sie zweimal.",
        "Die Polizei nutzt die Software seit dem Herbst.",
        "Share prices fell by four percent.",
    ],
)
def test_what_articles_say(line: str) -> None:
    assert not is_boilerplate(line)


def test_the_text_stays_and_spans_stay_true() -> None:
    text = (
        "Der Rat von Musterau hat den Bau der Brücke beschlossen.\n\n"
        "Lesen Sie auch: So wird das Wetter in Musterau morgen.\n\n"
        "Sie soll 2027 fertig werden und vier Millionen Euro kosten."
    )
    article = Article(text=text, language="de")
    found = [text[one.start : one.end] for part in chunks(article) for one in part.sentences]
    assert article.text == text
    assert found == text.split("\n\n")[::2]
