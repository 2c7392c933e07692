"""What becomes of articles that are added or removed, as HTML; all escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus import Outcome, Report
from page.words import Words

LISTED = 100  # inputs of a kind
UNDO = 60  # seconds in which a removal can be undone


def adding_now(read: Sequence[str], total: int, articles: int, seconds: float, say: Words) -> str:
    """How far adding is: the inputs begun, of how many, the articles and seconds so far; and the
    way to stop it."""
    name = read[-1] if read else ""
    said = say("Adding {done} of {total}: {name}", done=len(read), total=total, name=name)
    many = f" · {say.counted(articles, 'article')}" if articles > len(read) else ""
    return (
        f'<p class="note" role="status"><progress max="{total}" value="{len(read)}" '
        f'aria-label="{say("Progress")}"></progress><br>'
        f"{escape(said)}{many}{_pace(len(read), total, seconds, say)}<br>"
        f'<button type="button" data-event="cancelling">{say("Stop adding")}</button></p>'
    )


def _pace(done: int, total: int, seconds: float, say: Words) -> str:
    if seconds < 1 or not 1 < done < total:
        return ""
    pace = say.decimal(done / seconds)
    left = say.number(round(seconds / done * (total - done)))
    return "<br>" + say("{pace} a second, about {left} seconds left", pace=pace, left=left)


def removed(count: int, undo: str, say: Words) -> str:
    """What was removed, and the way back."""
    said = say(
        "Removed {articles} from the answers, the index and the disk. For {seconds} seconds this "
        "page still has them in memory:",
        articles=say.counted(count, "article"),
        seconds=UNDO,
    )
    return (
        f'<p class="note" role="status">{said} <button type="button" class="undo" '
        f'data-event="undoing" data-undo="{undo}">{say("Undo")}</button></p>'
    )


def told(report: Report, say: Words, *, stopped: bool = False, left: Sequence[str] = ()) -> str:
    """What became of the inputs, failures first, and which were `left` out because adding was
    `stopped`."""
    groups = ("failed", "added", "updated", "copies", "unchanged")
    parts = []
    for group in groups:
        outcomes: tuple[Outcome, ...] = getattr(report, group)
        lines = "".join(
            f"<li>{escape(one.name)}{f': {escape(say(one.reason))}' if one.reason else ''}"
            f"{f' – {escape(one.title)}' if one.title else ''}</li>"
            for one in outcomes[:LISTED]
        )
        over = len(outcomes) - LISTED
        more = f"<li>{say('and {count} more', count=say.number(over))}</li>" if over > 0 else ""
        if outcomes:
            name = "copy" if group == "copies" and len(outcomes) == 1 else group
            head = f"<h3>{say.number(len(outcomes))} {say(name)}</h3>"
            parts.append(f"{head}<ul class={group}>{lines}{more}</ul>")
    if stopped or left:
        listed = "".join(f"<li>{escape(name)}</li>" for name in left[:LISTED])
        head = say("Stopped; {count} left out", count=say.number(len(left)))
        parts.insert(0, f"<h3>{head}</h3><ul class=left>{listed}</ul>")
    if parts:
        parts.append(
            '<p><button type="button" class="report" data-event="saving">'
            f"{say('Save this report')}</button></p>"
        )
    nothing = f"<p>{say('There was nothing in it.')}</p>"
    return f'<div role="status">{"".join(parts) or nothing}</div>'
