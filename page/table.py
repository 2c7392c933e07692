"""The table of articles and the fields above it, as HTML; all escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from corpus import Story
from corpus.listing import EVERYTHING, Filter, Listed, Order
from page.words import Words
from qa.phrases import language_name

ROWS = 100  # articles shown at a time
HEADS: dict[Order, str] = {
    "title": "Title",
    "source": "Outlet",
    "published": "Date",
    "language": "Language",
    "story": "Story",
    "added": "Added",
}


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the table is looked at: the filter, the order, the first row from 0."""

    wanted: Filter = EVERYTHING
    order: Order = "added"
    descending: bool = True
    start: int = 0


FIRST = View()


def filters(outlets: Sequence[str], languages: Sequence[str], view: View, say: Words) -> str:
    """The fields above the table; a script tells what is in them when it changes."""
    wanted = view.wanted
    named = [(language_name(code, say.language), code) for code in languages]
    search = say("Search title and outlet")
    return (
        f'<form role="search"><label class="search">{say("Search")} <input type="search" '
        f'name="words" maxlength="200" placeholder="{search}" value="{escape(wanted.words)}">'
        "</label>"
        f"{_choice('source', say('Outlet'), [(one, one) for one in outlets], wanted.source, say)}"
        f"{_choice('language', say('Language'), named, wanted.language, say)}"
        f'<label>{say("From")} <input type="date" name="since" value="{escape(wanted.since)}">'
        f'</label><label>{say("To")} <input type="date" name="until" '
        f'value="{escape(wanted.until)}"></label></form>'
    )


def _choice(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, say: Words
) -> str:
    listed = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(said)}</option>"
        for said, value in [(say("All"), ""), *options]
    )
    chosen = escape(chosen)
    return f'<label>{label} <select name="{name}" data-chosen="{chosen}">{listed}</select></label>'


def table(
    articles: Sequence[Listed], stories: Mapping[str, Story], view: View, total: int, say: Words
) -> str:
    """Some of the `total` articles that `view` wants."""
    if not articles:
        none = "No article is like that; change the filters."
        empty = "No articles yet. Add some, and they are listed here."
        return f'<p class="note">{say(empty if view.wanted == EVERYTHING else none)}</p>'
    rows = "".join(_row(one, stories.get(one.id), say) for one in articles)
    heads = "".join(_head(order, say(name), view) for order, name in HEADS.items())
    every = f'<input type="checkbox" class="every" aria-label="{say("Select all shown")}">'
    return (
        f"{_bar(articles, view, total, say)}"
        f'<div class="scroll"><table><thead><tr><th>{every}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_dialog(say)}"
    )


def _bar(articles: Sequence[Listed], view: View, total: int, say: Words) -> str:
    """Which rows these are, the way to others, and what can be done with those selected."""
    where = say(
        "{first}–{last} of {total}",
        first=say.number(view.start + 1),
        last=say.number(view.start + len(articles)),
        total=say.number(total),
    )
    pages = "".join(
        f'<button type="button" data-event="paging" data-start="{at}" '
        f"{'' if 0 <= at < total else 'disabled'}>{say(label)}</button>"
        for at, label in ((view.start - ROWS, "← Previous"), (view.start + ROWS, "Next →"))
    )
    samples = (
        '<button type="button" data-event="removing" data-samples="yes">'
        f"{say('Remove sample articles')}</button>"
        if any(article.sample for article in articles)
        else ""
    )
    return (
        f'<div class="bar"><span class="where" role="status">{where}</span>'
        f"{pages if total > ROWS else ''}{samples}"
        f'<span class="chosen" hidden><button type="button" class="choose" '
        f'data-some="{say("Remove {count} selected…")}"></button>'
        f'<button type="button" class="withdraw">{say("Withdraw")}</button>'
        f'<button type="button" class="reinstate">{say("Let answer again")}</button></span></div>'
    )


def _dialog(say: Words) -> str:
    """The question before anything is removed; a script fills in how many."""
    leave = "They leave the answers, the index and the disk. You can undo it for a minute."
    return (
        f'<dialog aria-label="{say("Confirm removal")}"><p data-one="{say("Remove this article?")}"'
        f' data-many="{say("Remove these {count} articles?")}"></p><p>{say(leave)}</p>'
        f'<div class="bar"><button type="button" class="yes harm">{say("Remove")}</button>'
        f'<button type="button" class="no">{say("Keep")}</button></div></dialog>'
    )


def _head(order: Order, name: str, view: View) -> str:
    here = view.order == order
    sort = ("descending" if view.descending else "ascending") if here else "none"
    arrow = ("↓" if view.descending else "↑") if here else ""
    return (
        f'<th aria-sort="{sort}"><button type="button" data-event="sorting" '
        f'data-order="{order}">{name} {arrow}</button></th>'
    )


def _row(one: Listed, story: Story | None, say: Words) -> str:
    title = one.title or say("Untitled")
    language = f'lang="{escape(one.language)}"'
    marks = {"Sample": one.sample, "Withdrawn": one.withdrawn}
    badges = "".join(f' <span class="badge">{say(name)}</span>' for name in marks if marks[name])
    copied = story is not None and story.articles > 1
    return (
        f'<tr><td><input type="checkbox" value="{escape(one.id)}" '
        f'aria-label="{escape(say("Select {title}", title=title))}"></td>'
        f'<td><button type="button" class="open" data-event="reading" {language} '
        f'data-article="{escape(one.id)}">{escape(title)}</button>{badges}</td>'
        f"<td>{escape(one.source)}</td><td>{escape(say.day(one.published))}</td>"
        f"<td>{escape(language_name(one.language, say.language))}</td>"
        f"<td>{say.counted(story.outlets, 'outlet') if copied and story else ''}</td>"
        f"<td>{escape(say.day(one.added))}</td></tr>"
    )
