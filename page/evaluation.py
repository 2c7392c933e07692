"""Feedback as the files that `beleg eval` reads (`qa.evaluate.files`), in one archive.

A question whose answer was right names the paragraph, here the article, and the quote that
answered it. Of a wrong one nobody knows the right place: it is listed apart, with its reason.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus import Corpus
from corpus.errors import ArticleNotFound
from page.keep import Keep


def evaluation(keep: Keep, visitor: str, corpus: Corpus, folder: Path) -> Path:
    """Writes what the visitor thought, zipped: corpus.LANGUAGE.jsonl,
    questions.ASKED.LANGUAGE.jsonl and wrong.jsonl."""
    files: dict[str, list[dict[str, Any]]] = {"wrong.jsonl": []}
    seen: set[str] = set()
    for one in keep.feedback(visitor):
        if one.reason != "right":
            files["wrong.jsonl"].append({"question": one.question, "reason": one.reason})
            continue
        with suppress(ArticleNotFound):
            article = corpus.get(one.article)
            language = article.language
            if article.id not in seen:
                seen.add(article.id)
                row = {"id": article.id, "text": article.text}
                files.setdefault(f"corpus.{language}.jsonl", []).append(row)
            files.setdefault(f"questions.{one.language}.{language}.jsonl", []).append(
                {
                    "paragraph": article.id,
                    "question": {one.language: one.question},
                    "answer": {language: article.text[one.start : one.end]},
                    "start": {language: one.start},
                }
            )
    path = folder / "beleg-feedback.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            archive.writestr(name, _lines(rows))
    return path


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
