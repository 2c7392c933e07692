"""What is taken away says what the page says, and carries nothing that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import gradio as gr
from docx import Document
from markdown_it import MarkdownIt

from corpus import Article, Settings
from page.events import Page
from page.export import html, markdown, written
from page.keep import GONE, Keep
from page.opening import Opening
from page.turn import Turn
from page.words import Words
from qa.answer import Answer, AnswerSentence, Quote

HOSTILE = "<script>harm()</script> ![x](http://evil.example/i.png) [y](javascript:harm()) *"
ARTICLE = Article(
    f"The pier was closed on Monday. It opens in May. {HOSTILE}",
    title=f"Pier {HOSTILE}",
    source="Post",
    published="2024-03-02",
    url="https://post.example/pier",
)
DAY = "2 April 2024"


def turn() -> Turn:
    quote = Quote(1, ARTICLE, 0, 30, 0.9)
    said = AnswerSentence("The pier was closed [on] Monday.", (quote,), "supported")
    apart = AnswerSentence(f"It was red. {HOSTILE}", reason="nothing says so")
    answer = Answer("When?", "en", "none", (said, apart), (quote,))
    return Turn("When was it *closed*?", (quote,), answer=answer, over=True)


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_has_notes_and_nothing_that_runs_or_loads() -> None:
    seen = Seen(html([turn()], DAY))
    assert {"script", "img", "iframe", "form"}.isdisjoint(seen.tags)
    assert seen.links == ["#note1", "https://post.example/pier"]
    for said in ("“The pier was closed on Monday.”", "Post", "2 March 2024", f"accessed {DAY}"):
        assert said in seen.text
    assert "Not verified: It was red." in seen.text


def test_markdown_has_footnotes_and_nothing_that_runs_or_loads() -> None:
    text = markdown([turn()], DAY)
    assert "Monday.[^1]" in text
    assert "[^1]: “The pier was closed on Monday.”" in text
    seen = Seen(MarkdownIt("commonmark").render(text.replace("[^1]", "")))
    assert {"script", "img", "em"}.isdisjoint(seen.tags)
    assert seen.links == ["https://post.example/pier"]
    assert "closed [on] Monday." in seen.text


def test_a_german_reader_takes_german_words_and_marks_away() -> None:
    for form in (html, markdown):
        said = form([turn()], "2.4.2024", Words("de"))
        assert "„The pier was closed on Monday.“" in said
        assert "Nicht belegt: It was red." in said


def test_word_file_is_read_back(tmp_path: Path) -> None:
    path = written([turn()], "docx", DAY, tmp_path)
    read = "\n".join(one.text for one in Document(str(path)).paragraphs)
    assert "The pier was closed [on] Monday.[1]" in read
    assert "[1] “The pier was closed on Monday.”" in read
    assert "https://post.example/pier" in read


def test_why_an_answer_is_quotes_alone_is_taken_away_before_them(tmp_path: Path) -> None:
    quote = Quote(1, ARTICLE, 0, 30, 0.9)
    said = AnswerSentence(f"“{quote.quote}”", (quote,), "supported")
    answer = Answer("Why?", "en", "local", (said,), (quote,), notice="It saw no clear answer.")
    quoted = Turn("Why?", (quote,), answer=answer, over=True)
    read = [one.text for one in Document(str(written([quoted], "docx", DAY, tmp_path))).paragraphs]
    assert read[1:3] == ["It saw no clear answer.", f"“{quote.quote}”[1]"]


def test_answers_are_kept_by_place_and_forgotten_with_their_article(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "kept.sqlite")
    made = keep.save("ann", "", (turn(),))
    assert keep.turns("ann", made, lambda _: ARTICLE)[0].answer == turn().answer
    assert keep.turns("bob", made, lambda _: ARTICLE) == ()
    assert keep.save("bob", made, (turn(),)) != made
    keep.delete("bob", made)
    assert [one.id for one in keep.listed("ann", "PIER")] == [made]
    keep.forget([ARTICLE.id])
    assert keep.turns("ann", made, lambda _: ARTICLE)[0].problem == GONE
    keep.close()
    left = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"The pier was closed" not in left
    assert b"ann" not in left.replace(b"channel", b"")


def test_only_the_owner_chooses_the_model_and_sees_the_folder(tmp_path: Path) -> None:
    """The key for a model goes to its address: a visitor must not name one."""
    opening = Opening(Settings(home=tmp_path / "secret-folder", model="none"), samples=False)
    said, _ = Page(opening, owner=False).switch("http://evil.example/v1", gr.Request(headers={}))
    assert "Only where Beleg runs" in said
    assert opening.settings.model == "none"
    assert "secret-folder" not in said
