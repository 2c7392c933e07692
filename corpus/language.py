"""Which language a text is in: a thin layer over py3langid (97 languages, no network)."""

from __future__ import annotations

_SAMPLE_CHARACTERS = 2000


def detect(text: str, otherwise: str = "") -> str:
    """The ISO 639-1 code of `text`, or `otherwise` where there is nothing to tell it by."""
    from py3langid import classify

    sample = text[:_SAMPLE_CHARACTERS]
    if not any(character.isalpha() for character in sample):
        return otherwise
    return str(classify(sample)[0])
