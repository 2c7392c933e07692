"""What of a question was understood, as HTML to be changed: its wording and which articles are
looked in; and what comes back. Everything is escaped here; a script fills the one dialog.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from corpus.listing import Filter
from page.words import Words
from qa.answer import Answer, Suggestion
from qa.phrases import day, language_name, phrase

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 200  # characters of an outlet's name
_FIELDS = {"source": "Outlet", "language": "Language", "since": "From", "until": "To"}


def understood(answer: Answer, last: bool, say: Words) -> str:
    """What a question was taken for, where that is not just its words; on the `last` turn each
    filter can be taken away."""
    parts = []
    if answer.standalone not in ("", answer.question):
        said = escape(phrase("asked as", answer.language, question=answer.standalone))
        alone = _button(
            "alone", answer, answer.within, say("Ask it alone"), standalone=answer.question
        )
        parts.append(f"{said} {alone if last else ''}")
    for name, label in _FIELDS.items():
        if value := getattr(answer.within, name):
            chip = f"{say(label)}: {_shown(name, value, say)}"
            less = replace(answer.within, **{name: ""})
            without = say("Ask without {filter}", filter=chip)
            parts.append(
                _button("chip", answer, less, f"{chip} ✕", label=without)
                if last
                else f'<span class="chip">{escape(chip)}</span>'
            )
    return f'<p class="leans">{" ".join(parts)}</p>' if parts else ""


def change(answer: Answer, say: Words) -> str:
    """The button that opens the dialog."""
    return (
        f'<button type="button" class="refine" data-question="{escape(answer.question)}" '
        f'data-standalone="{escape(answer.standalone or answer.question)}" '
        f"{_data(answer.within)}>{say('Reword or filter…')}</button>"
    )


def dialog(outlets: Sequence[str], languages: Sequence[str], say: Words) -> str:
    """The question in other words, and the articles to look in."""
    known = "".join(f'<option value="{escape(one)}">' for one in outlets)
    codes = "".join(
        f'<option value="{escape(one)}">{escape(language_name(one, say.language))}</option>'
        for one in languages
    )
    return (
        f'<dialog aria-label="{say("Reword or filter…")}"><form method="dialog">'
        f'<label>{say("Question")} <textarea name="standalone" rows="3" maxlength="2000">'
        f"</textarea></label>"
        f'<label>{say("Outlet")} <input name="source" list="outlets" maxlength="{_LONGEST}">'
        f'</label><datalist id="outlets">{known}</datalist>'
        f'<label>{say("Language")} <select name="language"><option value="">'
        f"{say('All languages')}</option>{codes}</select></label>"
        f'<label>{say("From")} <input type="date" name="since"></label>'
        f'<label>{say("To")} <input type="date" name="until"></label>'
        f'<div class="bar"><button class="yes" type="submit">{say("Ask")}</button>'
        f'<button type="button" class="no">{say("Cancel")}</button></div></form></dialog>'
    )


def attributes(one: Suggestion) -> str:
    """Of a button that asks what is suggested."""
    filters = f'data-filtered="yes" {_data(one.within)}' if one.within else ""
    return (
        f'data-question="{escape(one.question)}" data-standalone="{escape(one.standalone)}" '
        f"{filters}"
    )


def within(clicked: Mapping[str, object]) -> Filter | None:
    """The articles to look in, as the page sent them, if it did."""
    return wanted(clicked) if clicked.get("revised") or clicked.get("filtered") else None


def wanted(sent: Mapping[str, object]) -> Filter:
    """The filter that a form of the page sent; what is no day filters nothing."""
    got = {name: str(sent.get(name) or "").strip()[:_LONGEST] for name in ("words", *_FIELDS)}
    for name in ("since", "until"):
        if not _DAY.fullmatch(got[name]):
            got[name] = ""
    return Filter(**got)


def _shown(name: str, value: str, say: Words) -> str:
    if name == "language":
        return language_name(value, say.language)
    return day(value, say.language) if name in ("since", "until") else value


def _button(
    kind: str, answer: Answer, wanted: Filter, said: str, *, standalone: str = "", label: str = ""
) -> str:
    named = f'aria-label="{escape(label)}" ' if label else ""
    return (
        f'<button type="button" class="{kind}" data-event="submit" data-revised="yes" {named}'
        f'data-standalone="{escape(standalone)}" data-question="{escape(answer.question)}" '
        f"{_data(wanted)}>{escape(said)}</button>"
    )


def _data(wanted: Filter) -> str:
    return " ".join(f'data-{name}="{escape(getattr(wanted, name))}"' for name in _FIELDS)
