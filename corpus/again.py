"""Articles of a store that an earlier version of Beleg wrote, embedded again."""

from __future__ import annotations

from corpus.embed import SentenceEmbeddings
from corpus.incoming import BATCH_CHARACTERS, batches
from corpus.indexing import indexed
from corpus.store import Store
from corpus.weights import Progress


def embedded_again(store: Store, embeddings: SentenceEmbeddings, progress: Progress) -> bool:
    """Articles of a store that an earlier version of Beleg wrote, with other vectors; where
    this was stopped before, it goes on. Returns whether there were any."""
    ids = store.without_chunks()
    done = 0
    for batch in batches((store.get(one) for one in ids), BATCH_CHARACTERS):
        progress("embedding the articles again", done / len(ids))
        chunks = indexed(batch, embeddings)
        for one in batch:
            store.reinstate(one.id, chunks[one.id])
        done += len(batch)
    if ids:
        progress("embedding the articles again", 1.0)
    return bool(ids)
