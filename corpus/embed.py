"""Text in, vectors out: the sentence-transformers model.

By default the packaged multilingual-e5-small (`corpus.weights`), by setting any other
sentence-transformers name or folder. On processors that multiply bfloat16 natively the
model runs in it: twice as fast, cosine .9999 to float32. Vectors have length 1, so their
dot product is their cosine.

The class is a LangChain `Embeddings`, so it can be handed to anything that takes one.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import ModelMissing
from corpus.settings import Settings
from corpus.weights import FOLDER, Progress, unpacked

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BATCH_TOKENS = 2048
"""Texts go through the model in batches of about so many tokens, of similar length:
larger ones fall out of the processor's cache."""

_CHARACTERS_A_TOKEN = 4


class SentenceEmbeddings(Embeddings):
    """Loads its model when first used, or by `load` beforehand; safe to share by threads."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress or (lambda _message, _fraction: None)
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """What vectors are comparable by: equal names mean one vector space."""
        return self._settings.embedding or FOLDER

    @property
    def ready(self) -> bool:
        """Whether the model is loaded."""
        return self._model is not None

    def load(self) -> SentenceTransformer:
        """The model, loaded once. Raises `ModelMissing` if it cannot be had."""
        with self._lock:
            if self._model is None:
                self._model = self._loaded()
            return self._model

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        dimension = self.load().get_embedding_dimension()
        assert dimension is not None
        return int(dimension)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors (len(texts), dimension) float32 of texts to be found."""
        model = self.load()
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for batch in _batches(texts):
            vectors[batch] = model.encode_document(
                [texts[i] for i in batch], batch_size=len(batch), show_progress_bar=False
            )
        return vectors

    def query(self, text: str) -> Vectors:
        """Vector (dimension,) float32 of a question."""
        vector = self.load().encode_query(text, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `passages`."""
        return [list(map(float, vector)) for vector in self.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `query`."""
        return list(map(float, self.query(text)))

    def _loaded(self) -> SentenceTransformer:
        source = self._settings.embedding or str(unpacked(self._settings.cache, self._progress))
        self._progress("loading the embedding model", 0.0)
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        shown, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(
                source,
                device="cpu",
                model_kwargs={"dtype": torch.float32},
                local_files_only=Path(source).is_dir(),
            )
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f'The embedding model "{source}" could not be loaded '
                f"({str(error).splitlines()[0]}); check BELEG_EMBEDDING."
            ) from error
        finally:
            logging.set_verbosity(level)
            if shown:
                logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        if torch.cpu.get_capabilities().get("avx512_bf16"):
            model.bfloat16()
        self._progress("embedding model ready", 1.0)
        return model


def _batches(texts: Sequence[str]) -> list[list[int]]:
    """Indices of `texts`, longest first, in batches of about `BATCH_TOKENS`."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    batches: list[list[int]] = []
    while order:
        tokens = len(texts[order[0]]) // _CHARACTERS_A_TOKEN + 1
        size = max(1, BATCH_TOKENS // tokens)
        batches.append(order[:size])
        order = order[size:]
    return batches
