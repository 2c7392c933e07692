"""The packaged encoder for a few short texts, in numpy: what a question needs.

The weights are those that sentence-transformers loads (`corpus.weights`), the arithmetic is
BERT's (Devlin et al., 2019): so are the vectors, but for rounding. Only, importing PyTorch
and sentence-transformers takes seconds and several hundred MB, and a question needs neither:
of the word embeddings only the rows of its own words are read from the disk. Many or long
texts go through sentence-transformers, in `corpus.embed`, which is several times faster.

It keeps to one core, and with it all of numpy in its process. On two, idle, it would take 17 ms a
question instead of 28; but where a language model is writing on the same cores, the threads of
OpenBLAS wait for each other, and a question takes 1.4 seconds instead of 32 ms.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from corpus.layers import Array, attention, gelu, linear, normalised

_WORDS = "embeddings.word_embeddings.weight"


class Encoder:
    """The model in `folder`, read at once; may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        threadpool_limits(1, "blas")
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(int(config["max_position_embeddings"]))
        read: Callable[..., Any] = safe_open
        file = read(folder / "model.safetensors", "numpy")
        self._words = file.get_slice(_WORDS)  # 192 MB, most of them never read
        names = set(file.keys()) - {_WORDS}
        self._weights: dict[str, Array] = {
            name: file.get_tensor(name).astype(np.float32) for name in names
        }

    def layers(self, text: str) -> tuple[list[Array], NDArray[np.int64], NDArray[np.int64]]:
        """The vectors (t, dimension) of the t tokens of `text` before the first layer and
        after each; the tokens' numbers in the vocabulary (t,); and where in the text each
        starts and ends (t, 2), both 0 for those that the model adds."""
        encoding = self._tokenizer.encode(text)
        x = np.concatenate([self._words[i : i + 1] for i in encoding.ids]).astype(np.float32)
        x += self._weights["embeddings.position_embeddings.weight"][: len(x)]
        x += self._weights["embeddings.token_type_embeddings.weight"][0]
        states = [self._normalised(x, "embeddings.LayerNorm")]
        for number in range(self._layers):
            states.append(self._layer(states[-1], f"encoder.layer.{number}"))
        return states, np.array(encoding.ids, np.int64), np.array(encoding.offsets, np.int64)

    def _layer(self, x: Array, name: str) -> Array:
        attended = self._linear(self._attention(x, name), f"{name}.attention.output.dense")
        x = self._normalised(x + attended, f"{name}.attention.output.LayerNorm")
        inner = gelu(self._linear(x, f"{name}.intermediate.dense"))
        output = self._linear(inner, f"{name}.output.dense")
        return self._normalised(x + output, f"{name}.output.LayerNorm")

    def _attention(self, x: Array, name: str) -> Array:
        query, key, value = (
            self._linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value")
        )
        return attention(query, key, value, self._heads)

    def _linear(self, x: Array, name: str) -> Array:
        return linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normalised(self, x: Array, name: str) -> Array:
        scale, shift = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return normalised(x, scale, shift, self._epsilon)
