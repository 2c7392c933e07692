"""The list of a visitor's conversations as HTML; everything is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page.keep import Conversation
from page.words import ENGLISH, Words
from qa.phrases import in_marks


def history(
    conversations: Sequence[Conversation],
    here: str = "",
    words: str = "",
    say: Words = ENGLISH,
) -> str:
    """The list, with the one that is open marked; `words` are what was searched for."""
    none = say("Nothing found." if words else "Your questions are kept here, for you alone.")
    listed = "".join(_entry(one, one.id == here, say) for one in conversations)
    return (
        f'<nav aria-label="{say("Conversations")}"><ul>{listed}</ul>'
        f"{'' if listed else f'<p>{none}</p>'}</nav>"
        f'<dialog aria-label="{say("Rename conversation")}"><form method="dialog"><label>'
        f'{say("New name")} <input type="text" maxlength="120"></label><div class="bar">'
        f'<button class="yes" type="submit">{say("Rename")}</button>'
        f'<button type="button" class="no">{say("Cancel")}</button></div></form></dialog>'
        f'<dialog aria-label="{say("Delete conversation")}"><p></p>'
        f"<p>{say('It is gone from this page and the disk.')}</p>"
        f'<div class="bar"><button type="button" class="yes harm">{say("Delete")}</button>'
        f'<button type="button" class="no">{say("Keep")}</button></div></dialog>'
    )


def _entry(one: Conversation, here: bool, say: Words) -> str:
    title, name = escape(one.title), escape(one.id)
    rename = escape(say("Rename {title}", title=one.title))
    delete = escape(say("Delete {title}", title=one.title))
    asked = escape(say("Delete {title}", title=in_marks(one.title, say.language)))
    return (
        f'<li class="{"here" if here else ""}"><button type="button" class="talk" '
        f'data-event="opening" data-conversation="{name}"{" aria-current=page" if here else ""}>'
        f"{title}</button>"
        f'<button type="button" class="rename" data-conversation="{name}" data-title="{title}" '
        f'aria-label="{rename}" title="{say("Rename")}">✎</button>'
        f'<button type="button" class="delete" data-conversation="{name}" data-asked="{asked}?" '
        f'aria-label="{delete}" title="{say("Delete")}">✕</button></li>'
    )
