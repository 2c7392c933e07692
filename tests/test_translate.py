"""A quote in the reader's language: by the real local model, and checked for its figures."""

from __future__ import annotations

from langchain_core.language_models import FakeListChatModel

from corpus import Article, Settings
from qa.answer import Quote
from qa.model import chat_model
from qa.translate import translated

TEXT = "Die neue Fähre kostet 14,7 Millionen Euro und fasst 120 Fahrgäste."
QUOTE = Quote(1, Article(TEXT, language="de"), 0, len(TEXT), 1.0)


def test_the_local_model_translates() -> None:
    model = chat_model(Settings.from_environment())
    assert model
    told, _ = translated(model, "local", QUOTE, "en")
    assert "ferry" in told.lower()
    assert "120" in told


def test_another_figure_is_noticed() -> None:
    for told, kept in (
        ("The new ferry costs 14.7 million euros and carries 120 passengers.", True),
        ("The new ferry costs 147 million euros and carries 120 passengers.", False),
        ("The new ferry costs 14.7 million euros.", False),
        ("In 2027 the ferry costs 14.7 million euros and carries 120 passengers.", False),
    ):
        assert translated(FakeListChatModel(responses=[told]), "fake", QUOTE, "en") == (told, kept)
