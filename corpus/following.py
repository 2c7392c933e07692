"""The index follows the store: what is stored is found, and nothing else is.

The vectors come from the store, so nothing is embedded again. How the index is kept is the
business of `corpus.vectors`; when it must follow, that of `corpus.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.embed import Vectors
from corpus.errors import BelegError, CorpusError
from corpus.reading import Reading
from corpus.vectors import VectorIndex

_REBUILD_KEYS = 2_000


class Following:
    """An index of the chunks of a store. `behind`: it could not be made equal to the store."""

    def __init__(self, store: Reading, folder: Path, *, intact: bool) -> None:
        self._store, self._folder = store, folder
        self.behind = False
        self.index = VectorIndex(folder, intact=intact)

    def reconcile(self) -> None:
        """Makes the index equal to the store, from the vectors in the store."""
        stored, indexed = self._store.keys(), self.index.keys()
        self.index.remove(sorted(indexed - stored))
        for part in self._vectors(sorted(stored - indexed)):
            self.index.upsert(*part)

    def _vectors(self, keys: Sequence[int]) -> Iterator[tuple[Sequence[int], Vectors, list[str]]]:
        for i in range(0, len(keys), _REBUILD_KEYS):
            part = keys[i : i + _REBUILD_KEYS]
            yield (part, *self._store.vectors(part))

    def is_equal(self) -> bool:
        """Whether both hold the same chunks."""
        try:
            return self.index.keys() == self._store.keys()
        except Exception:  # noqa: BLE001 - Chroma raises many kinds
            return False

    def follow(self, keys: Sequence[int], gone: Iterable[int]) -> None:
        """Brings chunks with `keys` into the index, and takes `gone` out.

        Raises `CorpusError` if the index cannot be written, nor a new one be made.
        """
        left = set(gone)
        try:
            for part in self._vectors([key for key in keys if key not in left]):
                self.index.upsert(*part)
            self.index.remove(sorted(left - set(keys)))
        except Exception:  # noqa: BLE001 - Chroma raises many kinds; the store knows better
            self.rebuild()

    def rebuild(self) -> None:
        """Makes a new index of all that is in the store. Raises `CorpusError` if it cannot."""
        self.behind = True
        with making(self._folder):
            self.index.rebuild(self._vectors(sorted(self._store.keys())))
        self.behind = False


@contextmanager
def making(folder: Path) -> Iterator[None]:
    """Says what it means when Chroma cannot write in `folder`."""
    try:
        yield
    except BelegError:
        raise
    except Exception as error:
        raise CorpusError(
            "{index}: the index cannot be written ({reason}); make room, and open the "
            "corpus again: what was stored is kept.",
            index=folder,
            reason=error,
        ) from error
