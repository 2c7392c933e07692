"""Opens the corpus and loads the models behind the page, and tells how far it is.

The page is up before anything heavy is imported; how things stand is one line for the reader.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import BelegError, Corpus, Settings, load
from corpus.corpus import SAMPLES
from corpus.errors import Message, ModelError
from page.keep import Keep
from page.markup import BEAT
from page.words import ENGLISH, Words
from qa.local import SLOTS

if TYPE_CHECKING:
    from qa.assistant import Assistant

MANY = 1000  # a server elsewhere has a queue of its own
HEAD_START = 1.0  # seconds in which the first page is not slowed by loading models


class Opening:
    """The corpus and its assistant, opened in the background; `line` tells how far it is.

    `ready` is set once questions can be answered, `settled` when nothing more will happen.
    """

    def __init__(self, settings: Settings, samples: bool) -> None:
        self._doing = ("opening the corpus", 0.0)
        self.problem = ""
        self.ready, self.settled = threading.Event(), threading.Event()
        self.ending = threading.Event()
        self.settings, self._samples = settings, samples
        self._corpus: Corpus | None = None
        self._assistant: Assistant | None = None
        self._keep: Keep | None = None
        self._beside: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._run, name="opening", daemon=True)

    def start(self) -> None:
        """Begins; returns at once."""
        for thread in (self._thread, *self._beside):
            thread.start()

    def beside(self, thread: threading.Thread) -> None:
        """Runs `thread` from the start on; it ends soon after `ending` is set."""
        self._beside.append(thread)

    def close(self) -> None:
        """Leaves the corpus in order. What is being loaded or added is given a moment."""
        self.ending.set()
        for thread in (self._thread, *self._beside):
            if thread.is_alive():
                thread.join(timeout=15)
        if self._corpus is not None:  # an empty one is false
            self._corpus.close()
        if self._keep is not None:
            self._keep.close()

    def corpus(self) -> Corpus:
        """The open corpus. Raises `BelegError`, saying why, while there is none."""
        if self._corpus is None or not self.ready.is_set():
            raise BelegError(self.problem or "The corpus is still being opened; wait a moment.")
        return self._corpus

    def keep(self) -> Keep | None:
        """What is kept for visitors; None while there is no corpus."""
        return self._keep

    def assistant(self, stop: threading.Event) -> Assistant | None:
        """Waits for the assistant; None if `stop` was set first. Raises `BelegError`."""
        while not (self.ready.wait(BEAT) or self.settled.is_set()):
            if stop.is_set() or self.ending.is_set():
                return None
        if self._assistant is None:
            raise BelegError(self.problem)
        return self._assistant

    @property
    def translates(self) -> bool:
        """Whether there is a language model that could translate."""
        return self._assistant is not None and self._assistant.has_model and not self.problem

    @property
    def places(self) -> int:
        """How many questions the language model answers at once."""
        return SLOTS if self.settings.model.strip() == "local" else MANY

    def switch(self, model: str) -> None:
        """Answers with another model from now on. Raises `BelegError` if it cannot be had;
        then everything stays as it is."""
        from qa.assistant import Assistant

        corpus = self.corpus()
        new = Assistant(corpus, model)
        new.warm_up(self._hear)
        self._assistant, self.problem = new, ""
        self.settings = replace(self.settings, model=model)

    def line(self, say: Words = ENGLISH) -> str:
        """How things stand, for the reader."""
        if not self.settled.is_set():
            message, fraction = self._doing
            said = say(message)
            percent = f" {fraction:.0%}" if fraction > 0 else ""
            return f"{said[:1].upper()}{said[1:]}…{percent}"
        if self._corpus is None or self._assistant is None:
            return say(self.problem)
        ready = f"{say('Ready')} · {say.counted(len(self._corpus), 'article')}"
        return f"{ready} · {say(self.problem or self._assistant.model_name)}"

    @property
    def kind(self) -> str:
        """busy, wrong or ready."""
        return "busy" if not self.settled.is_set() else "wrong" if self.problem else "ready"

    def _run(self) -> None:
        try:
            self._open()
        except BelegError as error:
            self.problem = error.message
        except Exception:
            logging.exception("The corpus could not be opened.")
            self.problem = Message("Something unexpected went wrong; see the terminal.")
        finally:
            self.settled.set()

    def _open(self) -> None:
        if self.ending.wait(HEAD_START):
            return
        from qa.assistant import Assistant

        self._corpus = Corpus(self.settings, self._hear)
        self._keep = Keep(self._corpus.home / "conversations.sqlite")
        self._corpus.embeddings.load()
        self._offer_samples(self._corpus)
        self._assistant = Assistant(self._corpus)
        self.ready.set()
        self._hear("loading the language model", 0.0)
        try:
            self._assistant.warm_up(self._hear)
        except ModelError as error:
            self.problem = Message("Quotes only: {problem}", problem=error.message)

    def _offer_samples(self, corpus: Corpus) -> None:
        """Adds the samples to a new corpus, once: who removed them does not want them back."""
        marker = corpus.home / "samples-offered"
        if not self._samples or marker.exists() or len(corpus):
            return
        inputs = list(load.files([SAMPLES]))
        for done, _ in enumerate(corpus.adding(inputs)):
            self._hear("adding the sample articles", done / len(inputs))
            if self.ending.is_set():
                return
        marker.touch()

    def _hear(self, message: str, fraction: float) -> None:
        self._doing = (message, fraction)
