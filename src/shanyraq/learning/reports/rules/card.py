"""What a report card says, and the digest of it. Pure.

The content holds codes and numbers, no words of a language: one card is printed in Kazakh or in Russian and is the same
card. Its nonce keeps the few possible marks of a child from being guessed back from the digest.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]

ORDER = ("q1", "q2", "h1", "q3", "q4", "h2", "year", "test", "extra", "exam", "final")
"""The periods of the journal, in the order of the year."""
CARD_PERIODS = ("q1", "q2", "q3", "q4", "year")
OF_TERM: Mapping[str, tuple[str, ...]] = {
    "q1": ("q1",), "q2": ("q2", "h1"), "q3": ("q3",), "q4": ("q4", "h2"), "year": ("year",),
}  # fmt: skip
"""The results that a card is about; it also repeats the terms before."""
CODE_LENGTH = 32


def periods_until(period: str) -> tuple[str, ...]:
    """The periods whose results a card of this one shows, in the order of the year."""
    if period == "year":
        return ORDER
    until = CARD_PERIODS.index(period) + 1
    wanted = {each for one in CARD_PERIODS[:until] for each in OF_TERM[one]}
    return tuple(each for each in ORDER if each in wanted)


def digest_of(content: Content) -> str:
    """The first 160 bits of SHA-256 over the content in one fixed way of writing, 40 hexadecimal digits."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def code_of(said: str) -> str:
    """The part of the digest that stands on the paper: 128 bits, which nobody guesses."""
    return said[:CODE_LENGTH]


def same(one: Content, other: Content) -> bool:
    """Whether two cards say the same; each has its own nonce."""
    return {**one, "nonce": ""} == {**other, "nonce": ""}


def initials(name: str) -> str:
    """«С. Е.» of a family and a given name."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word)


def last_column(content: Content) -> list[str]:
    """The marks of the card's own period from the top down, as the holder reads them; a subject without one is
    skipped."""
    wanted = OF_TERM[content["period"]]
    found = [row["results"].get(period) for row in content["rows"] for period in wanted]
    return [str(result[1]) for result in found if result and result[1] is not None]


def typed_marks(words: str) -> list[str]:
    """«5 4, 4 5» or «5445» as single marks."""
    return [letter for letter in words if letter.isdigit()]
