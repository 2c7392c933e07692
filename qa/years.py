"""Which years a question names, and whether an article may tell of them.

An article that names none of them, and was published in quite another, may say the same of
another year. Days and months that a question asks for are the business of `qa.filters`.
"""

from __future__ import annotations

import re

from corpus import Article

_YEAR = re.compile(r"(?<![\d.,])(?!(?:19|20)00)(?:19|20)\d\d(?![.,]?\d)")  # 2000 may be a number
_YEARS_APART = 1  # "last year", "next year"


def named_years(text: str) -> frozenset[int]:
    """The years that stand in a text in figures, from 1901 on.

    >>> sorted(named_years("Who won in 2019 and 2021, of 1,950 who ran?"))
    [2019, 2021]
    """
    return frozenset(map(int, _YEAR.findall(text)))


def may_tell(article: Article, years: frozenset[int]) -> bool:
    """Whether an article may be about one of `years`: it names it, or is from about then, or
    nobody knows when it is from."""
    if not (day := article.day):
        return True
    told = f"{article.title} {article.text}"
    return any(abs(one - day.year) <= _YEARS_APART or str(one) in told for one in years)
