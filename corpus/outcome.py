"""What became of the inputs of one `Corpus.add`: an outcome each, together a report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal["added", "updated", "unchanged", "copy", "failed"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: `kind`, and for "failed" the `reason`.

    "added": a new article; "updated": a new version, or withdrawn now; "unchanged": it was
    there already; "copy": a new article that says what another one says, `copy_of` the first
    of them. `name` is the input as a person knows it; `id` and `title` are the article's.
    """

    kind: Kind
    name: str
    id: str = ""
    title: str = ""
    reason: str = ""
    copy_of: str = ""

    def as_dict(self) -> dict[str, str]:
        """What there is to say about it: of a failure the reason, of others id and title."""
        if self.kind == "failed":
            return {"name": self.name, "reason": self.reason}
        copied = {"copy_of": self.copy_of} if self.copy_of else {}
        return {"name": self.name, "id": self.id, "title": self.title, **copied}


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all inputs of one `Corpus.add`."""

    outcomes: tuple[Outcome, ...]

    @property
    def added(self) -> tuple[Outcome, ...]:
        """New articles that are no copies."""
        return self.of("added")

    @property
    def updated(self) -> tuple[Outcome, ...]:
        """Articles of which there is another version now."""
        return self.of("updated")

    @property
    def unchanged(self) -> tuple[Outcome, ...]:
        """Articles that were there already; nothing was computed again."""
        return self.of("unchanged")

    @property
    def copies(self) -> tuple[Outcome, ...]:
        """New articles that say what another one says: kept, and one source with it."""
        return self.of("copy")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Inputs of which nothing was stored, each with its reason."""
        return self.of("failed")

    def of(self, kind: Kind) -> tuple[Outcome, ...]:
        """The outcomes of one kind, in order."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)

    def as_dict(self) -> dict[str, Any]:
        """{"added": [{"name", "id", "title"}, …], "updated": …, "unchanged": …, "copies": …,
        "failed": [{"name", "reason"}, …]}: to be written as JSON."""
        return {
            "copies" if kind == "copy" else kind: [one.as_dict() for one in self.of(kind)]
            for kind in KINDS
        }

    def as_json(self) -> str:
        """`as_dict` as text, to be kept."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"
