"""What a reader asks of a collection of the register: read by its declaration, or refused with the place. Pure."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shanyraq.spine.interface.rules.resources import Kind, Resource

MOST = 200
USUAL = 50
LONGEST = 80
LONGEST_CURSOR = 600
MOST_FIELDS = 400
LARGEST = 32_767
CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
TEXT = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,80}")
TRUTHS = {"true": True, "false": False}


class Wrong(ValueError):
    """One parameter cannot be read: which, and by which rule (a key of `messages`)."""

    def __init__(self, name: str, rule: str, **told: object) -> None:
        super().__init__(rule)
        self.name = name
        self.rule = rule
        self.told = told


@dataclass(frozen=True, slots=True)
class Question:
    """One reading of a collection."""

    equal: Mapping[str, Any]
    under: str
    day: dt.date | None
    sort: str
    order: str
    backwards: bool
    fields: tuple[str, ...]
    limit: int
    cursor: str

    @property
    def identity(self) -> list[str]:
        """What a cursor continues: the same filters, day and order."""
        asked = sorted(f"{name}={value}" for name, value in self.equal.items())
        return [*asked, f"under={self.under}", f"day={self.day}", f"sort={'-' * self.backwards}{self.sort}"]


def question(asked: Mapping[str, Sequence[str]], resource: Resource) -> Question:
    """The question about a collection. Raises Wrong."""
    given = once(asked, known_to(resource))
    sort, backwards = _sort(given.get("sort", ""), resource)
    equal = {
        each.column: value_of(each.name, given[each.name], each.kind, each.choices)
        for each in resource.filters
        if each.column and each.name in given
    }
    under = given.get("under", "")
    return Question(
        equal=equal,
        under=value_of("under", under, Kind.TEXT) if under else "",
        day=value_of("on", given["on"], Kind.DAY) if "on" in given else None,
        sort=sort,
        order=resource.orders[sort],
        backwards=backwards,
        fields=fields_of(given.get("fields", ""), resource.names),
        limit=limit_of(given),
        cursor=cursor_of(given, "cursor"),
    )


def known_to(resource: Resource) -> tuple[str, ...]:
    """The parameters of a collection."""
    own = tuple(each.name for each in resource.filters)
    return (*own, *(("on",) if resource.dated else ()), "sort", "fields", "limit", "cursor")


def once(asked: Mapping[str, Sequence[str]], known: Sequence[str]) -> dict[str, str]:
    """Each parameter once and known, or Wrong."""
    for name, values in asked.items():
        if name not in known:
            raise Wrong(name[:LONGEST], "unknown", known=", ".join(known))
        if len(values) != 1:
            raise Wrong(name, "twice")
    return {name: values[0] for name, values in asked.items()}


def value_of(name: str, said: str, kind: Kind, choices: Sequence[str] = ()) -> Any:
    """The value of a parameter. Raises Wrong."""
    if choices and said not in choices:
        raise Wrong(name, "choice", known=", ".join(choices))
    value = _READERS[kind](said)
    if value is None:
        raise Wrong(name, kind.value)
    return value


def limit_of(given: Mapping[str, str]) -> int:
    number = _number(given["limit"]) if "limit" in given else USUAL
    if number is None or not 1 <= number <= MOST:
        raise Wrong("limit", "limit", most=MOST)
    return number


def cursor_of(given: Mapping[str, str], name: str) -> str:
    said = given.get(name, "")
    if name in given and (not said or len(said) > LONGEST_CURSOR or not said.isascii()):
        raise Wrong(name, "cursor")
    return said


def fields_of(said: str, known: Sequence[str]) -> tuple[str, ...]:
    """The fields wanted; none named stands for all."""
    if len(said) > MOST_FIELDS:
        raise Wrong("fields", "field", known=", ".join(known))
    wanted = tuple(dict.fromkeys(part.strip() for part in said.split(","))) if said else ()
    if not set(wanted) <= set(known):
        raise Wrong("fields", "field", known=", ".join(known))
    return wanted


def _sort(said: str, resource: Resource) -> tuple[str, bool]:
    usual = next(iter(resource.orders))
    word = said.removeprefix("-") if said else usual
    if word not in resource.orders:
        raise Wrong("sort", "choice", known=", ".join(f"{each}, -{each}" for each in resource.orders))
    return word, said.startswith("-")


def _number(said: str) -> int | None:
    is_short = said.isascii() and said.isdigit() and len(said) <= 5
    return int(said) if is_short and int(said) <= LARGEST else None


def _id(said: str) -> uuid.UUID | None:
    try:
        found = uuid.UUID(said) if len(said) == 36 else None
    except ValueError:
        return None
    return found


def _day(said: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


_READERS: Mapping[Kind, Any] = {
    Kind.ID: _id,
    Kind.CODE: lambda said: said if CODE.fullmatch(said) else None,
    Kind.TEXT: lambda said: said if TEXT.fullmatch(said) else None,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
    Kind.TRUTH: TRUTHS.get,
}
