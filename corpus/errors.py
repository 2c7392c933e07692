"""Every error Beleg raises on purpose.

    BelegError
    ├── SettingsError          a setting has a value that cannot work
    ├── LoadError              one input could not be read as an article
    │   ├── Unreachable        its server did not answer; it may later
    │   └── TooHard            reading it took all the time or memory there is for it
    ├── CorpusError
    │   ├── CorpusLocked       another process has the folder open
    │   ├── CorpusDamaged      the store cannot be read
    │   └── ArticleNotFound    no article has that id
    ├── QuestionError          what was asked cannot be a question
    └── ModelError
        ├── ModelMissing       the model is not installed; says how to get it
        └── ModelFailed        the model was there and broke off

Messages are one sentence or two for the person at the screen: what happened, to which
input, what to do next. Anything else that is raised is a defect.
"""

from __future__ import annotations

import json


class Message(str):
    """A sentence about what went wrong: `form` with its `fields` filled in, in English. Who can
    say it in another language goes by the form: `qa.problems`."""

    __slots__ = ("fields", "form")
    form: str
    fields: dict[str, object]

    def __new__(cls, form: str, /, **fields: object) -> Message:
        """`form` as for `str.format` if there are fields."""
        one = super().__new__(cls, form.format(**fields) if fields else form)
        one.form, one.fields = form, fields
        return one

    def packed(self) -> str:
        """As text that can be stored."""
        return json.dumps([self.form, self.fields], default=str)

    @classmethod
    def unpacked(cls, text: str) -> Message:
        """What was packed; any other text is itself."""
        try:
            form, fields = json.loads(text)
            return cls(form, **fields)
        except (ValueError, TypeError):
            return cls(text)


class BelegError(Exception):
    """The root: catching it catches everything a user can cause or mend.

    `message` is what happened, made of a form and its fields.
    """

    def __init__(self, form: str, /, **fields: object) -> None:
        self.message = form if isinstance(form, Message) else Message(form, **fields)
        super().__init__(self.message)


class SettingsError(BelegError):
    """A setting has a value that cannot work."""


class LoadError(BelegError):
    """One input could not be read as an article; `reason` does not repeat its name."""

    def __init__(self, name: str, reason: str, /, **fields: object) -> None:
        self.name = name
        self.reason = reason if isinstance(reason, Message) else Message(reason, **fields)
        super().__init__("{name}: {reason}", name=name, reason=self.reason)


class Unreachable(LoadError):
    """An address whose server did not answer; it may later."""


class TooHard(LoadError):
    """Reading it took all the time or memory there is for one input."""


class CorpusError(BelegError):
    """Something about a corpus folder."""


class CorpusLocked(CorpusError):
    """Another process has the folder open."""


class CorpusDamaged(CorpusError):
    """The store cannot be read."""


class ArticleNotFound(CorpusError):
    """No article has that id."""


class QuestionError(BelegError):
    """What was asked cannot be a question: empty, or far too long."""


class ModelError(BelegError):
    """Something about the embedding model or the language model."""


class ModelMissing(ModelError):
    """The model is not installed; the message says how to get it."""


class ModelFailed(ModelError):
    """The model was there, and refused or broke off."""
