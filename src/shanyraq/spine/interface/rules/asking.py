"""What a reader may ask of a collection: limit, offset, sort, filter, fields. Pure: no Django, no clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 1000
USUAL = 100
FURTHEST = 10_000_000
LONGEST = 1000
KNOWN = frozenset({"limit", "offset", "sort", "orderBy", "filter", "fields"})
CONDITION = re.compile(r"\s*([A-Za-z][A-Za-z.]*)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'\s*")
JOINT = re.compile(r"\b(AND|OR)\b")


class Refused(ValueError):
    """The question cannot be answered: why, in English, and the code of the specification."""

    def __init__(self, words: str, code: str = "invalid_data") -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """One reading of a collection."""

    limit: int = USUAL
    offset: int = 0
    sort: str = ""
    backwards: bool = False
    conditions: tuple[Condition, ...] = ()
    joint: str = "AND"
    fields: tuple[str, ...] = ()


def question(asked: Mapping[str, str], known: Sequence[str]) -> Question:
    """What is asked. `known` are the fields of the collection, inner ones with a dot. Raises Refused."""
    strange = sorted(set(asked) - KNOWN)
    if strange:
        raise Refused(f"unknown parameter {strange[0][:40]}")
    order = asked.get("orderBy", "asc").lower()
    if order not in ("asc", "desc"):
        raise Refused("orderBy is asc or desc", "invalid_sort_field")
    conditions, joint = _conditions(asked.get("filter", ""), known)
    return Question(
        limit=_number(asked, "limit", USUAL, least=1, most=MOST),
        offset=_number(asked, "offset", 0, least=0, most=FURTHEST),
        sort=_field(asked.get("sort", ""), known, "invalid_sort_field"),
        backwards=order == "desc",
        conditions=conditions,
        joint=joint,
        fields=_fields(asked.get("fields", ""), known),
    )


def _number(asked: Mapping[str, str], name: str, usual: int, *, least: int, most: int) -> int:
    text = asked.get(name, str(usual))
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        raise Refused(f"{name} is a whole number from {least} to {most}")
    return int(text)


def _field(name: str, known: Sequence[str], code: str) -> str:
    if name and name not in known:
        raise Refused(f"there is no field {name[:40]}", code)
    return name


def _fields(text: str, known: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(",")) if text else ()
    top = {name.partition(".")[0] for name in known}
    for name in wanted:
        _field(name, tuple(top), "invalid_selection_field")
    return wanted


def _conditions(text: str, known: Sequence[str]) -> tuple[tuple[Condition, ...], str]:
    """One condition, or two joined by AND or OR, as the specification allows."""
    if not text:
        return (), "AND"
    if len(text) > LONGEST:
        raise Refused("the filter is too long", "invalid_filter_field")
    first = CONDITION.match(text)
    if first is None:
        raise Refused("a filter is like familyName='Omarova'", "invalid_filter_field")
    rest, joint, found = text[first.end() :], "AND", [first]
    if rest:
        word = JOINT.match(rest)
        second = CONDITION.fullmatch(rest[word.end() :]) if word else None
        if word is None or second is None:
            raise Refused("two conditions are joined by AND or OR", "invalid_filter_field")
        joint = word[1]
        found.append(second)
    for one in found:
        _field(one[1], known, "invalid_filter_field")
    return tuple(Condition(one[1], one[2], one[3]) for one in found), joint


def answer(rows: Sequence[Mapping[str, Any]], asked: Question) -> tuple[list[Mapping[str, Any]], int]:
    """The rows of the page, and how many there are in all."""
    join = all if asked.joint == "AND" else any
    if asked.conditions:
        rows = [row for row in rows if join(_fits(row, each) for each in asked.conditions)]
    if asked.sort:
        rows = sorted(rows, key=lambda row: _values(row, asked.sort), reverse=asked.backwards)
    page = rows[asked.offset : asked.offset + asked.limit]
    if asked.fields:
        page = [{name: row[name] for name in asked.fields if name in row} for row in page]
    return list(page), len(rows)


def _fits(row: Mapping[str, Any], condition: Condition) -> bool:
    values, wanted = _values(row, condition.field), condition.value.casefold()
    if condition.sign == "!=":
        return wanted not in values
    signs = {
        "=": lambda value: value == wanted, "~": lambda value: wanted in value,
        ">": lambda value: value > wanted, "<": lambda value: value < wanted,
        ">=": lambda value: value >= wanted, "<=": lambda value: value <= wanted,
    }  # fmt: skip
    return any(signs[condition.sign](value) for value in values)


def _values(row: Mapping[str, Any], name: str) -> list[str]:
    """The values under a dotted name, folded; several where a list stands in between."""
    found: list[Any] = [row]
    for part in name.split("."):
        inner = [each.get(part) for each in found if isinstance(each, Mapping)]
        found = [one for each in inner for one in (each if isinstance(each, list | tuple) else [each])]
    return [str(each).casefold() for each in found if each is not None]
