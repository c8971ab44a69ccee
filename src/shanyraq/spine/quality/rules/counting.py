"""A snapshot for statistics: the rows it is made of, their digest, the figures over them, and what differs later."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shanyraq.spine.registry.api import Standing

Line = tuple[str, ...]
"""One row: what it is, its id, and its columns, all as text."""

PUPIL, GROUP, POST = "learner", "class", "post"


class State(StrEnum):
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Step(StrEnum):
    """A move of a snapshot, and the states it may begin in."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


MAY_FOLLOW: Mapping[Step, frozenset[str]] = {
    Step.PREPARED: frozenset({State.PREPARED, State.RETURNED}),
    Step.SUBMITTED: frozenset({State.PREPARED}),
    Step.RETURNED: frozenset({State.SUBMITTED}),
    Step.ACCEPTED: frozenset({State.SUBMITTED}),
}
"""A returned snapshot is prepared anew before it is submitted again: numbers that were refused are not sent twice."""


def lines_of(standing: Standing) -> list[Line]:
    """The rows of an organisation on its day: learners, classes, posts. In an order of their own."""
    groups = {group.id: group for group in standing.groups}
    people = {person.id: person for person in standing.people}
    lines: list[Line] = []
    for stay in standing.stays:
        group, person = groups[stay.group_id], people[stay.person_id]
        born = person.birth_date.isoformat() if person.birth_date else ""
        lines.append((PUPIL, str(stay.person_id), str(group.id), str(group.grade), group.language, str(group.shift),
                      person.sex, born))  # fmt: skip
    used = {stay.group_id for stay in standing.stays}
    for group in groups.values():
        if group.id in used:
            lines.append((GROUP, str(group.id), str(group.grade), group.name, group.language, str(group.shift)))
    lines += [
        (POST, str(post.id), str(post.person_id), post.position, f"{post.rate.normalize():f}")
        for post in standing.posts
    ]
    return sorted(lines)


def frozen(lines: Iterable[Line]) -> bytes:
    """The canonical bytes of the rows: one JSON array a line, sorted, so that no order of reading changes them."""
    written = sorted(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    return "\n".join(written).encode()


def digest(lines: Iterable[Line]) -> str:
    return hashlib.sha256(frozen(lines)).hexdigest()


def packed(lines: Iterable[Line]) -> bytes:
    return zlib.compress(frozen(lines), 9)


def unpacked(data: bytes) -> list[Line]:
    text = zlib.decompress(data).decode()
    return [tuple(json.loads(line)) for line in text.splitlines()] if text else []


def figures(lines: Sequence[Line]) -> dict[str, str]:
    """Every figure of the snapshot by its code, as exact text; made of the rows and of nothing else."""
    learners = [line for line in lines if line[0] == PUPIL]
    groups = [line for line in lines if line[0] == GROUP]
    posts = [line for line in lines if line[0] == POST]
    counts: Counter[str] = Counter({"learners": len(learners), "girls": 0, "boys": 0, "classes": len(groups)})
    for _kind, _person, _group, grade, language, shift, sex, born in learners:
        counts["girls" if sex == "f" else "boys"] += 1
        counts[f"grade.{int(grade):02d}"] += 1
        counts[f"language.{language}"] += 1
        counts[f"shift.{shift}"] += 1
        counts["birth_unknown"] += not born
    counts["staff"] = len({line[2] for line in posts})
    counts["teachers"] = len({line[2] for line in posts if line[3] == "teacher"})
    told = {code: str(number) for code, number in counts.items() if number or "." not in code}
    told["rates"] = f"{sum((Decimal(line[4]) for line in posts), Decimal()).normalize():f}"
    return dict(sorted(told.items()))


@dataclass(frozen=True, slots=True)
class Difference:
    """What the register says now against the accepted rows. Each is a person's or a post's id."""

    admitted: tuple[uuid.UUID, ...] = ()
    left: tuple[uuid.UUID, ...] = ()
    moved: tuple[uuid.UUID, ...] = ()
    corrected: tuple[uuid.UUID, ...] = ()
    posts_opened: tuple[uuid.UUID, ...] = ()
    posts_ended: tuple[uuid.UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Difference()


def compare(before: Iterable[Line], after: Iterable[Line]) -> Difference:
    """Who came, who left, who changed the class, whose own data were corrected, which posts opened or ended.

    A learner who stands in two classes at once is compared with all of them together.
    """
    old, new = _learners(before := list(before)), _learners(after := list(after))
    both = old.keys() & new.keys()
    moved = {person for person in both if _groups(old[person]) != _groups(new[person])}
    old_posts = {line[1]: line[2] for line in before if line[0] == POST}
    new_posts = {line[1]: line[2] for line in after if line[0] == POST}
    return Difference(
        admitted=_ids(new.keys() - old.keys()),
        left=_ids(old.keys() - new.keys()),
        moved=_ids(moved),
        corrected=_ids(person for person in both - moved if old[person] != new[person]),
        posts_opened=_ids(new_posts[post] for post in new_posts.keys() - old_posts.keys()),
        posts_ended=_ids(old_posts[post] for post in old_posts.keys() - new_posts.keys()),
    )


def _learners(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in sorted(line for line in lines if line[0] == PUPIL):
        found.setdefault(line[1], []).append(line)
    return found


def _groups(lines: Iterable[Line]) -> list[str]:
    return [line[2] for line in lines]


def _ids(texts: Iterable[str]) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(text) for text in sorted(texts))


REMINDED = (7, 1, 0)
"""How many days before the last day heads are reminded; after it, every Monday."""


def is_reminded(*, due: dt.date, day: dt.date) -> bool:
    """Whether this is a day of reminding: before the last day, on it, and on the Mondays of the month after it."""
    left = (due - day).days
    return left in REMINDED or (-31 <= left < 0 and day.weekday() == 0)
