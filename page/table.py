"""The table of articles, and what became of what was added, as HTML; all escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from corpus import Outcome, Report, Story
from corpus.listing import EVERYTHING, Filter, Listed, Order
from page.markup import counted
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
UNDO = 60  # seconds in which a removal can be undone


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the table is looked at: the filter, the order, the first row from 0."""

    wanted: Filter = EVERYTHING
    order: Order = "added"
    descending: bool = True
    start: int = 0


def table(articles: Sequence[Listed], stories: Mapping[str, Story], view: View, total: int) -> str:
    """Some of the `total` articles that `view` wants."""
    if not articles:
        none = "No article is like that; change the filters."
        empty = "No articles yet. Add some, and they are listed here."
        return f'<p class="note">{empty if view.wanted == EVERYTHING else none}</p>'
    rows = "".join(_row(one, stories.get(one.id)) for one in articles)
    samples = (
        '<button type="button" data-event="removing" data-samples="yes">'
        "Remove sample articles</button>"
        if any(article.sample for article in articles)
        else ""
    )
    pages = "".join(
        f'<button type="button" data-event="paging" data-start="{at}">{label}</button>'
        for at, label in ((view.start - ROWS, "← Previous"), (view.start + ROWS, "Next →"))
        if 0 <= at < total
    )
    heads = "".join(_head(order, name, view) for order, name in HEADS.items())
    return (
        '<div class="bar"><button type="button" class="choose" disabled>Remove selected</button>'
        f'{samples}{pages}<span role="status">{view.start + 1:,}–'
        f"{view.start + len(articles):,} of {total:,}</span></div>"
        '<div class="scroll"><table><thead><tr><th><span class="unseen">Select</span></th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        '<dialog aria-label="Confirm removal"><p></p><p>They leave the answers, the index and the '
        'disk. You can undo it for a minute.</p><div class="bar"><button type="button" class="yes">'
        'Remove</button><button type="button" class="no">Keep</button></div></dialog>'
    )


def _head(order: Order, name: str, view: View) -> str:
    here = view.order == order
    sort = ("descending" if view.descending else "ascending") if here else "none"
    arrow = ("↓" if view.descending else "↑") if here else ""
    return (
        f'<th aria-sort="{sort}"><button type="button" data-event="sorting" '
        f'data-order="{order}">{name} {arrow}</button></th>'
    )


def _row(one: Listed, story: Story | None) -> str:
    title = one.title or "Untitled"
    language = f'lang="{escape(one.language)}"'
    marks = {"Sample": one.sample, "Withdrawn": one.withdrawn}
    badges = "".join(f' <span class="badge">{name}</span>' for name in marks if marks[name])
    copied = story is not None and story.articles > 1
    return (
        f'<tr><td><input type="checkbox" value="{escape(one.id)}" '
        f'aria-label="Select {escape(title)}"></td>'
        f'<td><button type="button" class="open" data-event="reading" {language} '
        f'data-article="{escape(one.id)}">{escape(title)}</button>{badges}</td>'
        f"<td>{escape(one.source)}</td><td>{escape(one.published[:10])}</td>"
        f"<td>{escape(language_name(one.language))}</td>"
        f"<td>{counted(story.outlets, 'outlet') if copied and story else ''}</td>"
        f"<td>{escape(one.added[:10])}</td></tr>"
    )


def adding_now(read: Sequence[str], total: int) -> str:
    """How far adding is."""
    name = escape(read[-1] if read else "")
    return (
        f'<p class="note" role="status"><progress max="{total}" value="{len(read)}"></progress><br>'
        f"Adding {len(read):,} of {total:,}: {name}</p>"
    )


def removed(count: int, undo: str) -> str:
    """What was removed, and the way back."""
    return (
        f'<p class="note" role="status">Removed {counted(count, "article")} from the answers, the '
        f"index and the disk. For {UNDO} seconds this page still has them in memory: "
        f'<button type="button" class="undo" data-event="undoing" data-undo="{undo}">Undo</button>'
        "</p>"
    )


def told(report: Report) -> str:
    """What became of the files, failures first."""
    groups = ("failed", "added", "updated", "copies", "unchanged")
    parts = []
    for group in groups:
        outcomes: tuple[Outcome, ...] = getattr(report, group)
        lines = "".join(
            f"<li>{escape(one.name)}{f': {escape(one.reason)}' if one.reason else ''}"
            f"{f' – {escape(one.title)}' if one.title else ''}</li>"
            for one in outcomes[:ROWS]
        )
        more = f"<li>and {len(outcomes) - ROWS:,} more</li>" if len(outcomes) > ROWS else ""
        if outcomes:
            name = "copy" if group == "copies" and len(outcomes) == 1 else group
            parts.append(f"<h3>{len(outcomes):,} {name}</h3><ul class={group}>{lines}{more}</ul>")
    return f'<div role="status">{"".join(parts) or "<p>There was nothing in it.</p>"}</div>'
