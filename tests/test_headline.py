"""Which headline of a page is taken, and what else a page says of itself."""

from __future__ import annotations

import pytest

from corpus.article import Article
from corpus.load import html
from corpus.load.fields import iso_date

BODY = "<p>Der Rat von Musterau hat am Mittwoch den Bau der neuen Brücke beschlossen.</p>" * 4
LINE = (
    '<ol class="breadcrumb"><li>Lokales</li><li><h1>Musterau: Brückenbau wird teuer</h1></li></ol>'
)
STATED = "Musterau: Brückenbau wird teuer"


def page(inside: str, og: str = "", head: str = "", stated: str = STATED, author: str = "") -> str:
    said = f'{{"@type": "NewsArticle", "headline": "{stated}", "publisher": {{"name": "Der Bote"}}'
    said += f', "author": "{author}"}}' if author else "}"
    return (
        f'<html lang=de><head><title>{STATED} | Der Bote</title><meta property="og:title" '
        f'content="{og}">{head}<script type="application/ld+json">{said}</script></head>'
        f"<body>{inside.replace('BODY', BODY)}</body></html>"
    )


def title(source: str) -> str:
    return html.page("a.html", source.encode()).title


SHOWN = "Die Brücke kostet Musterau zwölf Millionen"


@pytest.mark.parametrize(
    ("inside", "og", "expected"),
    [
        (f"<article><h1>{STATED}</h1>BODY</article>", SHOWN, STATED),
        (
            f"<article><h1>Etwas anderes als das Gesagte</h1><h2>{STATED}</h2>BODY</article>",
            "",
            STATED,
        ),
        (f"{LINE}<article><h2><span>Haushalt</span> {SHOWN}</h2>BODY</article>", SHOWN, SHOWN),
        (f"{LINE}<article><h2>{SHOWN}</h2>BODY</article>", f"{SHOWN} - Der Bote", SHOWN),
        (f"<article><header><h1>{SHOWN}</h1></header>BODY</article>", "", SHOWN),
        ("<h1>Der Bote aus der Musterau</h1><article>BODY</article>", "", STATED),
        ("<article><h1>Lokales</h1>BODY</article>", "", STATED),
        (f"<article><h1><span>Haushalt</span><span>{SHOWN}</span></h1>BODY</article>", "", STATED),
        ("<article><h2>Brückenbau wird teuer</h2>BODY</article>", "", "Brückenbau wird teuer"),
    ],
)
def test_the_headline_is_one_that_is_stated_and_shown(inside: str, og: str, expected: str) -> None:
    assert title(page(inside, og)) == expected


def test_an_outlet_is_no_part_of_the_headline() -> None:
    assert title(page("<article>BODY</article>", stated="Streit um Brücke - Der Bote")) == (
        "Streit um Brücke"
    )
    whole = "Brücke getötet? - Botendienst dementiert"
    assert title(page("<article>BODY</article>", stated=whole)) == whole


def test_what_is_stated_is_found_after_many_scripts_and_in_wrappings() -> None:
    many = "<script>1</script>" * 200
    assert title(page(f"<article><h1>{STATED}</h1>BODY</article>", head=many)) == STATED
    plain = page("<article>BODY</article>", stated="Nur hier genannt, sonst nirgends")
    wrapped = plain.replace('json">', 'json">\n//<![CDATA[\n').replace(
        "</script>", "//]]></script>"
    )
    assert title(wrapped) == "Nur hier genannt, sonst nirgends"


def test_an_outlet_is_no_author() -> None:
    byline = '<meta name="author" content="Lokales Von Ada Finch">'
    inside = "<article>BODY</article>"
    by = [
        html.page("a.html", page(inside, head=head, author=author).encode()).authors
        for head, author in ((byline, "Der Bote"), (byline, "Bo Kern, Der Bote"), ("", "Der Bote"))
    ]
    assert by == [("Ada Finch",), ("Bo Kern",), ()]


def test_a_date_with_its_time_and_as_it_is_written() -> None:
    head = '<meta property="article:published_time" content="2026-03-04T10:30:00+0100">'
    article = html.page("a.html", page("<article>BODY</article>", head=head).encode())
    assert article.published == "2026-03-04T10:30:00+01:00"
    assert article.published_as == "2026-03-04T10:30:00+0100"
    without = html.page("a.html", page("<article>BODY</article>").encode())
    assert (without.published, without.published_as) == ("", "")


def test_a_date_as_it_is_written_is_no_part_of_what_an_article_is() -> None:
    one = Article("Text", published="2024-11-12", published_as="12.11.24")
    same = Article("Text", published="2024-11-12", published_as="2024-11-12")
    assert (one.id, one.published_as) == (same.id, "12.11.24")
    assert same.published_as == ""


def test_dates_that_stand_for_none() -> None:
    assert iso_date("0001-01-01T00:00:00Z") == iso_date("1970-01-01T00:00:00+00:00") == ""
    assert iso_date("1970-01-01") == "1970-01-01"
    assert iso_date("1609-01-15") == "1609-01-15"
