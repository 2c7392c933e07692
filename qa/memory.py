"""Answers that were given, to be given again at once while nothing has changed.

What an answer depends on is its key: the corpus as it stands, the model, the question in its
conversation, and the day, since questions may speak of yesterday.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from qa.answer import Answer

ANSWERS = 200


class Memory:
    """The latest `ANSWERS` answers about one state of the corpus; safe to share by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def recall(self, state: Hashable, asked: Hashable) -> Answer | None:
        """What was answered to `asked` while the corpus was in `state`."""
        with self._lock:
            self._enter(state)
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def keep(self, state: Hashable, asked: Hashable, answer: Answer) -> None:
        """Remembers `answer`, and forgets the one that was longest not asked for."""
        with self._lock:
            self._enter(state)
            self._answers[asked] = answer
            while len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)

    def _enter(self, state: Hashable) -> None:
        if state != self._state:
            self._state = state
            self._answers.clear()
