"""Which models are in use and whether they are ready, and what the corpus is; as HTML."""

from __future__ import annotations

from html import escape

from corpus import BelegError
from page.markup import state_line
from page.opening import Opening
from page.words import Words
from qa.model import available

CHOICES = "local, none, ollama:NAME, provider:NAME or the address of an OpenAI-compatible server"


def state(opening: Opening, say: Words) -> str:
    """How things stand, in one line; in a narrow window, the way to the conversations too."""
    talks = f'<button type="button" class="talks">{say("Conversations")}</button>'
    return f"{state_line(opening.kind, opening.line(say))}{talks}"


def facts(opening: Opening, owner: bool, say: Words) -> str:
    """A line for each thing that must be there; the folder is for the owner's eyes."""
    settings = opening.settings
    kind, line = opening.kind, opening.line(say)
    rows = [("State", {"busy": "◌ ", "wrong": "⚠ ", "ready": "✓ "}[kind] + line)]
    try:
        corpus = opening.corpus()
        ready = "ready" if corpus.embeddings.ready else "loading"
        rows += [
            ("Articles", say.number(len(corpus))),
            *([("Folder", str(corpus.home))] if owner else []),
            ("Embedding model", f"{corpus.embeddings.name}: {say(ready)}"),
        ]
    except BelegError as error:
        rows.append(("Corpus", say(error.message)))
    there, said = available(settings)
    missing = say("missing")
    rows.append(("Language model", f"{'✓ ' if there else f'⚠ {missing}: '}{say(said)}"))
    listed = "".join(f"<dt>{say(name)}</dt><dd>{escape(said)}</dd>" for name, said in rows)
    return f'<dl class="facts">{listed}</dl>'
