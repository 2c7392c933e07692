"""Files to take away: a conversation, a report on what was added, judgements for `beleg eval`."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from datetime import date
from pathlib import Path

import gradio as gr

from corpus import Report
from page.evaluation import evaluation
from page.export import FORMS, markdown, written
from page.opening import Opening
from page.turn import Turns, chosen
from page.words import Words
from qa.phrases import day


class Downloads:
    """Writes each file into a folder of its own; all of them go when the page ends."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._folder = tempfile.mkdtemp(prefix="beleg-")
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def conversation(self, turns: Turns, event: gr.EventData, request: gr.Request) -> str | None:
        """One answer in a `form`, or in the form `whole` all of them."""
        data, say = event._data, Words.wanted(request)
        form = data.get("whole") or data.get("form")
        if form not in FORMS or not turns:
            return None
        wanted = turns if data.get("whole") else (turns[chosen(turns, data)],)
        return str(written(wanted, form, _today(say), self._fresh(), say))

    def copied(self, turns: Turns, event: gr.EventData, request: gr.Request) -> str:
        """One answer as Markdown, to be pasted."""
        say = Words.wanted(request)
        return markdown((turns[chosen(turns, event._data)],), _today(say), say) if turns else ""

    def report(self, report: Report | None) -> str | None:
        """The last report on what was added."""
        if report is None:
            return None
        path = self._fresh() / "beleg-report.json"
        path.write_text(report.as_json(), encoding="utf-8")
        return str(path)

    def judgements(self, visitor: str) -> str | None:
        """What the visitor thought of answers, as a file that `beleg eval` reads."""
        keep = self._opening.keep()
        if keep is None:
            return None
        return str(evaluation(keep, visitor, self._opening.corpus(), self._fresh()))

    def _fresh(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._folder))


def _today(say: Words) -> str:
    return day(date.today().isoformat(), say.language)
