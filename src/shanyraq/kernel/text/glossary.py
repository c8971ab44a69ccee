"""The glossary is binding: where an English text names a term, the Kazakh text must use the Kazakh one.

`glossary.csv` holds kk|ru|en|use; a term marked `loose` has a plain meaning beside the school one («order»)
and is not enforced. `glossary_exceptions.txt` holds reviewed exceptions, one `term | English text` a line.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
_ENDING_OF_POSSESSION = re.compile(r"(сы|сі|ы|і)$")
_SOFTENS = {"п": "[пб]", "к": "[кг]", "қ": "[қғ]"}


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary: how English names it, and what the Kazakh text must contain (any of)."""

    english: str
    pattern: re.Pattern[str]
    kazakh: tuple[re.Pattern[str], ...]
    kazakh_words: str
    strict: bool


@cache
def terms() -> tuple[Term, ...]:
    """The glossary, longer English terms first, so that «class teacher» is not read as «class»."""
    rows = [line.split("|") for line in (HERE / "glossary.csv").read_text("utf-8").splitlines()[1:] if line]
    found = [
        Term(english, _english(english), tuple(_stem(word) for word in kk.split(", ")), kk, use == "strict")
        for kk, _ru, row_english, use in rows
        for english in _alternatives(row_english)
    ]
    return tuple(sorted(found, key=lambda term: -len(term.english)))


@cache
def exceptions() -> frozenset[tuple[str, str]]:
    """(term, English text) pairs that somebody has read and allowed."""
    lines = (HERE / "glossary_exceptions.txt").read_text("utf-8").splitlines()
    pairs = (line.split("|", 1) for line in lines if "|" in line and not line.startswith("#"))
    return frozenset((term.strip(), text.strip()) for term, text in pairs)


def strayed(english: str, kazakh: str) -> list[tuple[str, str]]:
    """(term, Kazakh words wanted) of each glossary term that the English text names and the Kazakh misses."""
    left, missed = english, []
    for term in terms():
        if not term.pattern.search(left):
            continue
        left = term.pattern.sub(" ", left)
        allowed = (term.english, " ".join(english.split())) in exceptions()
        if term.strict and not allowed and not any(stem.search(kazakh) for stem in term.kazakh):
            missed.append((term.english, term.kazakh_words))
    return missed


def _alternatives(english: str) -> list[str]:
    return [part.strip() for part in re.sub(r"\(.*?\)", "", english).split(",") if part.strip()]


def _english(term: str) -> re.Pattern[str]:
    plural = re.escape(term[:-1]) + "(?:y|ies)" if term.endswith("y") else re.escape(term) + "(?:s|es)?"
    return re.compile(rf"(?<![\w%(]){plural}(?!\w|\)s)", re.IGNORECASE)


def _stem(term: str) -> re.Pattern[str]:
    """Matches the term in any case, number and possession: «сынып» also as «сыныбы»."""
    words = term.split()
    if len(words) > 1:
        words[-1] = _ENDING_OF_POSSESSION.sub("", words[-1])
    last = words[-1]
    softened = re.escape(last[:-1]) + _SOFTENS.get(last[-1], re.escape(last[-1]))
    return re.compile(r"(?<!\w)" + r"\s+".join([*map(re.escape, words[:-1]), softened]), re.IGNORECASE)
