"""Text in, vectors out: the sentence-transformers model.

By default the packaged multilingual-e5-small (`corpus.weights`), by setting any other
sentence-transformers name or folder. On processors that multiply bfloat16 natively the
model runs in it: twice as fast, cosine .9999 to float32. Vectors have length 1, so their
dot product is their cosine. Questions and statements, a few short texts each, need not wait
for PyTorch: with the packaged model they go through `corpus.encoder`.

One pass over a chunk gives its own vector, a vector of each of its sentences as read in
their context, and the token vectors for late interaction (`corpus.late`; only for the
packaged model). Each sentence is also embedded alone: for finding passages that did better
than any vector taken from the chunk.

The class is a LangChain `Embeddings`, so it can be handed to anything that takes one.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus import late
from corpus.encoder import Encoder
from corpus.errors import ModelMissing
from corpus.layers import unit
from corpus.passes import Encoded, encode_one, encoded
from corpus.settings import Settings
from corpus.weights import FOLDER, PROMPTS, Progress, unpacked

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]

_REMEMBERED = 16  # questions


@dataclass(frozen=True, eq=False)
class Passage:
    """What one chunk is found by.

    `vector` (dimension,) of the whole; `sentences` and `contexts` (n, dimension) of its n
    sentences alone and in their context; `tokens` (t, late.DIMENSION) int8, and for each
    sentence the range [first, last) of its tokens in them.
    """

    vector: Vectors
    sentences: Vectors
    contexts: Vectors
    tokens: late.Tokens
    token_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class TextVectors:
    """`vector` (dimension,) of a text and `tokens` (t, late.DIMENSION) float32, of length 1.

    `weights` (t,) tell what each token counts for, `spans` (t, 2) where in the text it starts
    and ends, `states` (t, 2 * dimension) are its vectors in the inner and in the last layer, each
    of length 1; of another embedding model there are no tokens and no states.
    """

    vector: Vectors
    tokens: Vectors
    weights: Vectors
    spans: NDArray[np.int64]
    states: Vectors

    def without_first(self) -> TextVectors:
        """The same without the first token."""
        return TextVectors(
            self.vector, self.tokens[1:], self.weights[1:], self.spans[1:], self.states[1:]
        )


class SentenceEmbeddings(Embeddings):
    """Loads what it needs when first used; what questions need, by `load` beforehand. Safe to
    share by threads."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self._settings = settings
        self._progress = progress or (lambda _message, _fraction: None)
        self._lock = threading.Lock()
        self._passing = threading.Lock()  # side by side, a few short texts take longer than in turn
        self._encoder: Encoder | None = None
        self._model: SentenceTransformer | None = None
        self._asked = lru_cache(_REMEMBERED)(
            lambda text: self._text_vectors([text], "query")[0].without_first()
        )

    @property
    def name(self) -> str:
        """What vectors are comparable by: equal names mean one vector space."""
        return self._settings.embedding or FOLDER

    @property
    def ready(self) -> bool:
        """Whether questions can be embedded at once."""
        return bool(self._model if self._settings.embedding else self._encoder)

    def load(self) -> None:
        """Loads what questions need, once. Raises `ModelMissing` if it cannot be had."""
        if self._settings.embedding:
            self._whole_model()
        else:
            self._light_encoder()

    def _light_encoder(self) -> Encoder:
        with self._lock:
            if self._encoder is None:
                folder = unpacked(self._settings.cache, self._progress)
                self._progress("loading the embedding model", 0.0)
                self._encoder = Encoder(folder)
                self._progress("embedding model ready", 1.0)
            return self._encoder

    def _whole_model(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                self._model = self._loaded()
            return self._model

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors (len(texts), dimension) float32 of texts to be found."""
        done = self._encoded(texts, "document")
        return np.stack([one.vector for one in done]) if texts else np.zeros((0, 0), np.float32)

    def chunks(self, texts: Sequence[str], sentences: Sequence[Spans]) -> list[Passage]:
        """What each of `texts` is found by; `sentences` are the spans of sentences in it."""
        alone = [
            text[start:end]
            for text, spans in zip(texts, sentences, strict=True)
            for start, end in spans
        ]
        done = self._encoded([*texts, *alone], "document", keep_tokens=len(texts))
        vectors = iter(one.vector for one in done[len(texts) :])
        return [
            _passage(one, spans, np.stack([next(vectors) for _ in spans]))
            for one, spans in zip(done, sentences, strict=False)
        ]

    def question(self, text: str) -> TextVectors:
        """What passages are compared with to find those that answer `text`; of the last texts
        it is remembered, for a question is looked up several times: alone, with its topic, and
        among other articles. It has no vector of the first token, as a rule the word that asks:
        no answer meets that, and with it fewer are found."""
        return self._asked(text)

    def statements(self, texts: Sequence[str]) -> list[TextVectors]:
        """What passages are compared with to find those that say the same as each text."""
        return self._text_vectors(texts, "document")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `passages`."""
        return [list(map(float, vector)) for vector in self.passages(texts)] if texts else []

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for the vector of `question`."""
        return list(map(float, self.question(text).vector))

    def _text_vectors(self, texts: Sequence[str], kind: str) -> list[TextVectors]:
        """Of a few short texts."""
        if self._settings.embedding:
            done = self._encoded(texts, kind, keep_tokens=len(texts))
        else:
            encoder = self._light_encoder()
            done = []
            for text in texts:
                with self._passing:
                    done.append(encode_one(encoder, PROMPTS[kind], text))
        return [_text_vectors(one) for one in done]

    def _encoded(self, texts: Sequence[str], kind: str, keep_tokens: int = 0) -> list[Encoded]:
        """`texts` in order; token vectors only of the first `keep_tokens`."""
        model = self._whole_model()
        prompt = model.prompts.get(kind) or ""
        return encoded(model, prompt, texts, keep_tokens, inner=self.name == FOLDER)

    def _loaded(self) -> SentenceTransformer:
        source = self._settings.embedding or str(unpacked(self._settings.cache, self._progress))
        self._progress("loading the embedding model", 0.0)
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        native = torch.cpu.get_capabilities().get("avx512_bf16")
        shown, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(
                source,
                device="cpu",
                model_kwargs={"dtype": torch.bfloat16 if native else torch.float32},
                local_files_only=Path(source).is_dir(),
            )
        except (OSError, ValueError) as error:
            raise ModelMissing(
                'The embedding model "{source}" could not be loaded ({reason}); check '
                "BELEG_EMBEDDING.",
                source=source,
                reason=str(error).splitlines()[0],
            ) from error
        finally:
            logging.set_verbosity(level)
            if shown:
                logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        model[0].model.config.output_hidden_states = True  # type: ignore[union-attr]
        self._progress("embedding model ready", 1.0)
        return model


def _text_vectors(encoded: Encoded) -> TextVectors:
    weights = late.weights(encoded.ids)
    tokens = unit(encoded.inner)
    return TextVectors(encoded.vector, tokens, weights, encoded.offsets, encoded.states)


def _passage(encoded: Encoded, spans: Spans, sentences: Vectors) -> Passage:
    starts = encoded.offsets[:, 0]
    ranges = [
        (int(first), int(last))
        for first, last in zip(
            np.searchsorted(starts, [start for start, _ in spans]),
            np.searchsorted(starts, [end for _, end in spans]),
            strict=True,
        )
    ]
    contexts = [  # beyond the model's reach a sentence only has its own vector
        encoded.last[first:last].mean(axis=0) if first < last else alone
        for (first, last), alone in zip(ranges, sentences, strict=True)
    ]
    whole = unit(np.stack(contexts)).astype(np.float32)
    tokens = late.quantised(encoded.inner)
    return Passage(encoded.vector, sentences, whole, tokens, tuple(ranges))
