"""What is written in the register: topics and homework of each subject, a modest table (tables/topics.csv)."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Topic:
    """In the language in which the subject is taught. First-graders have no homework."""

    topic: str
    homework: str


@cache
def topics_of(subject: str, grade: int) -> tuple[Topic, ...]:
    """The topics of a term, in the order of the plan."""
    found = tuple(topic for grades, topic in _table().get(subject, ()) if grade in grades)
    return tuple(Topic(each.topic, "") for each in found) if grade == 1 else found


def topic_at(subject: str, grade: int, *, place: int, total: int) -> Topic:
    """The topic of lesson `place` of `total`: the term is divided evenly among the topics."""
    among = topics_of(subject, grade)
    return among[min(place * len(among) // max(total, 1), len(among) - 1)]


@cache
def _table() -> Mapping[str, tuple[tuple[range, Topic], ...]]:
    found: dict[str, list[tuple[range, Topic]]] = defaultdict(list)
    for row in _rows():
        grades = range(int(row["first_grade"]), int(row["last_grade"]) + 1)
        found[row["subject"]].append((grades, Topic(row["topic"], row["homework"])))
    return {subject: tuple(each) for subject, each in found.items()}


def _rows() -> Iterator[dict[str, str]]:
    with files(__package__).joinpath("tables", "topics.csv").open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle)
