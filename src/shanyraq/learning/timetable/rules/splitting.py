"""Which subjects a class learns in parts, and how its pupils fall into two."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One subject that may be taught in parts."""

    subject: str
    basis: str
    any_size: bool


def subjects_in_parts(
    rules: Sequence[Rule], taught: frozenset[str], *, size: int, splits_at: int
) -> dict[str, tuple[str, ...]]:
    """The subjects of the class to be taught in parts, by the basis on which it is divided."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        if rule.subject in taught and (rule.any_size or size >= splits_at):
            found.setdefault(rule.basis, []).append(rule.subject)
    return {basis: tuple(sorted(subjects)) for basis, subjects in found.items()}


def halves(people: Sequence[tuple[uuid.UUID, str]], *, basis: str) -> dict[uuid.UUID, int]:
    """The part, 1 or 2, of each (person, sex) of a class list: girls first, or the first half of the list."""
    if basis == "sex":
        return {person: 1 if sex == "f" else 2 for person, sex in people}
    middle = (len(people) + 1) // 2
    return {person: 1 if place < middle else 2 for place, (person, _sex) in enumerate(people)}
