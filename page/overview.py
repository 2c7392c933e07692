"""What the corpus holds at a glance: articles per day, by outlet, by language; as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page.words import Words
from qa.phrases import language_name

DAYS, NAMES = 60, 8
Counts = Sequence[tuple[str, int]]


def overview(days: Counts, outlets: Counts, languages: Counts, say: Words) -> str:
    """`days` in order, the others by number of articles; "" if there is nothing to show."""
    if not (days or outlets or languages):
        return ""
    named = [(language_name(code, say.language), count) for code, count in languages]
    return (
        f'<details class="overview"><summary>{say("Overview")}</summary>'
        f"{_timeline(days, say)}{_bars(say('By outlet'), outlets, say)}"
        f"{_bars(say('By language'), named, say)}</details>"
    )


def _timeline(days: Counts, say: Words) -> str:
    if not days:
        return ""
    most = max(count for _, count in days)
    width = 100 / len(days)
    bars = "".join(
        f'<rect x="{at * width:.2f}" y="{30 - 30 * count / most:.2f}" width="{width * 0.85:.2f}" '
        f'height="{30 * count / most:.2f}"><title>{escape(day)}: {say.number(count)}</title></rect>'
        for at, (day, count) in enumerate(days)
    )
    first, last = escape(days[0][0]), escape(days[-1][0])
    head = say("Per day of publication, {days} days that have any", days=len(days))
    label = say(
        "Articles per day from {first} to {last}, at most {most}",
        first=first,
        last=last,
        most=say.number(most),
    )
    return (
        f"<h3>{head}</h3>"
        f'<svg viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f"{bars}</svg>"
        f'<p class="axis"><span>{first}</span><span>{last}</span></p>'
    )


def _bars(head: str, counts: Counts, say: Words) -> str:
    if not counts:
        return ""
    most = max(count for _, count in counts)
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th>"
        f'<td><progress aria-label="{escape(name)}" max={most} value={count}></progress></td>'
        f"<td>{say.number(count)}</td></tr>"
        for name, count in counts
    )
    return f"<h3>{head}</h3><table>{rows}</table>"
