"""Which language a text is in: a thin layer over py3langid (97 languages, no network)."""

from __future__ import annotations

_SAMPLE_CHARACTERS = 2000
_ISO_639_1 = 2  # letters; the model also knows a few languages that have only longer codes


def detect(text: str, otherwise: str = "") -> str:
    """The ISO 639-1 code of `text`, or `otherwise` where there is nothing to tell it by."""
    from py3langid import classify

    sample = text[:_SAMPLE_CHARACTERS]
    if not any(character.isalpha() for character in sample):
        return otherwise
    code = str(classify(sample)[0])
    return code if len(code) == _ISO_639_1 else otherwise
