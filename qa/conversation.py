"""What a question means within its conversation, decided by what it finds.

Wording says that "Who owns a stake in the company?" may lean on the question before it, not
whether it does (`qa.rewrite`). So both are searched for, the question alone and with the topic:
alone is taken where it finds something clearly nearer, and may be taken by `qa.assistant` where
the topic does not surely lead to an answer. That keeps a new topic from being dragged back to the
old one. What follows is mostly asked of the same article, so that one counts for more: among many
articles "How many people died?" is nearer to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.language import question_language
from qa.question import Question
from qa.refuse import unknown_names
from qa.retrieve import Hit, NewsRetriever, scored
from qa.rewrite import leans

MARGIN = 0.025
"""How much nearer what the question finds alone must be, for the topic to be left out."""

SAME_ARTICLE = 0.04
"""How much nearer a passage and its sentences count for being of the article that the topic was
found in. Of 303 follow-ups in `tests/dialogues` .944 find the right article first."""

OWN_WORDS = 0.6
"""Share of the question's own words in which sentence is the nearest, and which answers; the rest
is the topic's, which says more of the passage than of the sentence."""


Reading = tuple[Question, list[Hit]]
"""A question as it may be meant, and what that finds, best first."""


def meant(asked: Question, retriever: NewsRetriever) -> tuple[Reading, *tuple[Reading, ...]]:
    """How the question may be meant, the likeliest first. One whose wording does not lean on the
    topic may always be meant alone; what it finds so is not read yet, unless it is the first."""
    if asked.standalone == asked.text:
        return ((asked, retriever.hits(asked)),)
    hits = _towards(_told_before(asked, retriever), retriever.nearest(asked))
    alone = replace(asked, standalone=asked.text)
    found = retriever.nearest(alone)
    if not hits or found[0].score > hits[0].score + MARGIN:
        return ((alone, retriever.read(alone, found)),)
    read = retriever.read(asked, hits, ranks=False)
    on_topic = (asked, by_own_words(asked, read, retriever))
    if leans(asked.text, asked.language):
        return (on_topic,)
    return (on_topic, (alone, found))


def _told_before(asked: Question, retriever: NewsRetriever) -> str:
    """The id of the article that is nearest to the question which opened the topic; "" if there is
    none, or it does not know a name in the question asked now."""
    if not asked.opening:
        return ""
    language = question_language(asked.opening)
    opened = Question(asked.opening, asked.opening, language, asked.within)
    hits = retriever.nearest(opened, 1)
    if not hits:
        return ""
    article = retriever.corpus.get(hits[0].chunk.article_id)
    return "" if unknown_names(asked.text, asked.language, article) else article.id


def _towards(article_id: str, hits: Sequence[Hit]) -> list[Hit]:
    """`hits`, best first, where those of one article count for more."""
    counted = [
        replace(hit, score=hit.score + SAME_ARTICLE, near=hit.near + SAME_ARTICLE)
        if hit.chunk.article_id == article_id
        else hit
        for hit in hits
    ]
    return sorted(counted, key=lambda hit: -hit.score)


def by_own_words(asked: Question, hits: Sequence[Hit], retriever: NewsRetriever) -> list[Hit]:
    """`hits`, found with a topic and read, as they stand to the question as it was asked."""
    vectors = retriever.corpus.embeddings.question(asked.text)
    own = [scored(hit, vectors, asked.language) for hit in hits]
    own = retriever.read(replace(asked, standalone=asked.text), own, ranks=False)
    return [
        replace(
            hit,
            near=(1 - OWN_WORDS) * hit.near + OWN_WORDS * alone.near,
            answers=(1 - OWN_WORDS) * hit.answers + OWN_WORDS * alone.answers,
            own=alone,
        )
        for hit, alone in zip(hits, own, strict=True)
    ]
