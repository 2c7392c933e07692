"""The table of articles, and what became of what was added, as HTML; all escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus import Article, Outcome, Report
from page.markup import badge, counted
from qa.phrases import language_name

ROWS = 100  # articles shown at a time
UNDO = 60  # seconds in which a removal can be undone


def table(articles: Sequence[Article], start: int, total: int) -> str:
    """Some of `total` articles, from the one numbered `start`, counted from 0."""
    if not articles:
        return '<p class="note">No articles yet. Add some, and they are listed here.</p>'
    rows = "".join(_row(article) for article in articles)
    samples = (
        '<button type="button" data-event="removing" data-samples="yes">'
        "Remove sample articles</button>"
        if any(article.sample for article in articles)
        else ""
    )
    pages = "".join(
        f'<button type="button" data-event="paging" data-start="{at}">{label}</button>'
        for at, label in ((start - ROWS, "← Earlier"), (start + ROWS, "Later →"))
        if 0 <= at < total
    )
    return (
        '<div class="bar"><button type="button" class="choose" disabled>Remove selected</button>'
        f"{samples}{pages}<span>{start + 1:,}–{start + len(articles):,} of {total:,}</span></div>"
        '<div class="scroll"><table><thead><tr><th><span class="unseen">Select</span></th>'
        "<th>Title</th><th>Outlet</th><th>Date</th><th>Language</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        '<dialog aria-label="Confirm removal"><p></p><p>They leave the answers, the index and the '
        'disk. You can undo it for a minute.</p><div class="bar"><button type="button" class="yes">'
        'Remove</button><button type="button" class="no">Keep</button></div></dialog>'
    )


def _row(article: Article) -> str:
    title = article.title or " ".join(article.text[:80].split())
    language = f'lang="{escape(article.language)}"'
    return (
        f'<tr><td><input type="checkbox" value="{escape(article.id)}" '
        f'aria-label="Select {escape(title)}"></td>'
        f'<td><button type="button" class="open" data-event="reading" {language} '
        f'data-article="{escape(article.id)}">{escape(title)}</button>{badge(article)}</td>'
        f"<td>{escape(article.source)}</td><td>{escape(article.published[:10])}</td>"
        f"<td>{escape(language_name(article.language))}</td></tr>"
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
