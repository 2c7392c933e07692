"""The list of a visitor's conversations as HTML; everything is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page.keep import Conversation


def history(conversations: Sequence[Conversation], here: str = "", words: str = "") -> str:
    """The list, with the one that is open marked; `words` are what was searched for."""
    none = "Nothing found." if words else "Your questions are kept here, for you alone."
    listed = "".join(_entry(one, one.id == here) for one in conversations)
    return (
        f'<nav aria-label="Conversations"><ul>{listed}</ul>'
        f"{'' if listed else f'<p>{none}</p>'}</nav>"
        '<dialog aria-label="Rename conversation"><form method="dialog"><label>New name '
        '<input type="text" maxlength="120"></label><div class="bar"><button class="yes" '
        'type="submit">Rename</button><button type="button" class="no">Cancel</button></div>'
        "</form></dialog>"
        '<dialog aria-label="Delete conversation"><p></p><p>It is gone from this page and the '
        'disk.</p><div class="bar"><button type="button" class="yes">Delete</button>'
        '<button type="button" class="no">Keep</button></div></dialog>'
    )


def _entry(one: Conversation, here: bool) -> str:
    title, name = escape(one.title), escape(one.id)
    return (
        f'<li class="{"here" if here else ""}"><button type="button" class="talk" '
        f'data-event="opening" data-conversation="{name}"{" aria-current=page" if here else ""}>'
        f"{title}</button>"
        f'<button type="button" class="rename" data-conversation="{name}" data-title="{title}" '
        f'aria-label="Rename {title}" title="Rename">✎</button>'
        f'<button type="button" class="delete" data-conversation="{name}" data-title="{title}" '
        f'aria-label="Delete {title}" title="Delete">✕</button></li>'
    )
