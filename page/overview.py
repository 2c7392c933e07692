"""What the corpus holds at a glance: articles over time, by outlet, by language; as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from page.words import Words
from qa.phrases import language_name

NAMES = 8  # outlets
BARS = 62  # at most, in the timeline
Counts = Sequence[tuple[str, int]]


def overview(days: Counts, outlets: Counts, languages: Counts, say: Words) -> str:
    """`days` (ISO 8601) in order, the others by number of articles; "" if there is nothing."""
    if not (days or outlets or languages):
        return ""
    named = [(language_name(code, say.language), count) for code, count in languages]
    return (
        f'<section class="overview" aria-label="{say("Overview")}">{_timeline(days, say)}'
        f"{_bars(say('By outlet'), outlets, say)}{_bars(say('By language'), named, say)}</section>"
    )


def timeline(days: Counts) -> tuple[str, list[tuple[str, int]]]:
    """Articles per day, month or year, whichever takes at most `BARS` bars; those without any are
    among them: `("month", [("2024-11", 3), ("2024-12", 0), ("2025-01", 1)])`."""
    first, last = date.fromisoformat(days[0][0]), date.fromisoformat(days[-1][0])
    if (last - first).days < BARS:
        unit, length = "day", 10
        every = [first + timedelta(n) for n in range((last - first).days + 1)]
    elif (last.year - first.year) * 12 + last.month - first.month < BARS:
        unit, length = "month", 7
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        every = [date(n // 12, n % 12 + 1, 1) for n in months]
    else:
        unit, length = "year", 4
        every = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    counts: Counter[str] = Counter()
    for day, count in days:
        counts[day[:length]] += count
    named = [one.isoformat()[:length] for one in every][-BARS:]
    return unit, [(name, counts[name]) for name in named]


def _timeline(days: Counts, say: Words) -> str:
    if not days:
        return ""
    unit, counts = timeline(days)
    most = max(count for _, count in counts)
    width = 100 / len(counts)
    bars = "".join(
        f'<rect x="{at * width:.2f}" y="{30 - 30 * count / most:.2f}" width="{width * 0.85:.2f}" '
        f'height="{30 * count / most:.2f}"><title>{escape(say.period(name))}: {say.number(count)}'
        "</title></rect>"
        for at, (name, count) in enumerate(counts)
    )
    first, last = (escape(say.period(counts[at][0])) for at in (0, -1))
    head = say(
        {"day": "Articles per day", "month": "Articles per month", "year": "Articles per year"}[
            unit
        ]
    )
    label = say(
        "{head}, {first} to {last}, at most {most}",
        head=head,
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
