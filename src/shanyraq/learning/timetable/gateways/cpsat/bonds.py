"""Bonds between lessons in the model. `pay` of a bond is None where it must hold."""

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

from shanyraq.learning.timetable.gateways.cpsat.model import Model, Rule
from shanyraq.learning.timetable.rules.problem import Bond, BondKind


def keep_bonds(model: Model) -> None:
    for bond in model.bundling.bonds:
        KEEP[bond.kind](model, bond, model.bundling.members(bond))
        if bond.joined:
            _joined(model, bond, model.bundling.members(bond))


def _rule(bond: Bond) -> Rule:
    return ("bond", bond.key)


def _at_most(model: Model, bond: Bond, terms: list[Any], most: int, name: str = "") -> None:
    """The sum is at most so many, or each one over is paid for."""
    if len(terms) <= most:
        return
    if bond.weight is None:
        model.rule(_rule(bond), model.cp.add(sum(terms) <= most))
    else:
        over = model.count(len(terms) - most, name)
        model.cp.add(sum(terms) - most <= over)
        model.pay(bond.weight, over)


def _on_day(model: Model, row: int, day: int) -> list[Any]:
    return [literal for start, literal in model.at[row].items() if model.grid.slots[start].day == day]


def _any(model: Model, literals: list[Any]) -> Any | None:
    """A literal that is true where any of these is."""
    if not literals:
        return None
    if len(literals) == 1:
        return literals[0]
    any_of = model.cp.new_bool_var("")
    model.cp.add_max_equality(any_of, literals)
    return any_of


def _together(model: Model, bond: Bond, rows: list[int]) -> None:
    starts = sorted({start for row in rows for start in model.at[row]})
    if bond.weight is not None:
        used = [_any(model, [model.at[row][start] for row in rows if start in model.at[row]]) for start in starts]
        _at_most(model, bond, [literal for literal in used if literal is not None], 1)
        return
    for one, other in pairwise(rows):
        for start in starts:
            pair = [model.at[row][start] for row in (one, other) if start in model.at[row]]
            if len(pair) == 2:
                model.rule(_rule(bond), model.cp.add(pair[0] == pair[1]))
            elif pair:
                model.rule(_rule(bond), model.cp.add(pair[0] == 0))


def _apart(model: Model, bond: Bond, rows: list[int]) -> None:
    for week in model.weeks:
        here = [row for row in rows if any(week in a.weeks for a in model.bundling.bundles[row].activities)]
        for moment in model.grid.moments:
            _at_most(model, bond, model.literals(here, moment), 1)


def _spread(model: Model, bond: Bond, rows: list[int]) -> None:
    days = model.grid.days
    if bond.weight is not None and bond.number > 1:
        _pairs(model, bond, rows, lambda apart: apart < bond.number)
    elif bond.weight is not None:
        for day in days:  # pairs on one day: the second costs 1, the third 2 more
            terms = [literal for row in rows for literal in _on_day(model, row, day)]
            for most in range(1, min(len(bond.activities), len(terms))):
                _at_most(model, bond, terms, most)
    else:
        for first in range(min(days), max(days) + 1):
            inside = range(first, first + bond.number)
            _at_most(model, bond, [lit for row in rows for day in inside for lit in _on_day(model, row, day)], 1)


def _near(model: Model, bond: Bond, rows: list[int]) -> None:
    _pairs(model, bond, rows, lambda apart: apart > bond.number)


def _pairs(model: Model, bond: Bond, rows: list[int], wrong: Callable[[int], bool]) -> None:
    """Pairs of lessons whose days are so far apart are wrong."""
    on = {(row, day): _any(model, _on_day(model, row, day)) for row in rows for day in model.grid.days}
    mates = list(combinations(rows, 2)) + [(row, row) for row in rows if model.bundling.bundles[row].count > 1]
    for one, other in mates:
        for first in model.grid.days:
            for second in model.grid.days:
                pair = [on[one, first], on[other, second]]
                once = one != other or first < second  # a lesson is no mate of itself
                if once and all(literal is not None for literal in pair) and wrong(abs(first - second)):
                    _at_most(model, bond, pair, 1)


def _most_a_day(model: Model, bond: Bond, rows: list[int]) -> None:
    for day in model.grid.days:
        _at_most(model, bond, [lit for row in rows for lit in _on_day(model, row, day)], bond.number)


def _same_day(model: Model, bond: Bond, rows: list[int]) -> None:
    used = [_any(model, [lit for row in rows for lit in _on_day(model, row, day)]) for day in model.grid.days]
    _at_most(model, bond, [literal for literal in used if literal is not None], 1)


def _same_hour(model: Model, bond: Bond, rows: list[int]) -> None:
    hours: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        for start, literal in model.at[row].items():
            slot = model.grid.slots[start]
            hours.setdefault((slot.shift, slot.number), []).append(literal)
    used = [_any(model, hours[hour]) for hour in sorted(hours)]
    _at_most(model, bond, [literal for literal in used if literal is not None], 1)


def _follows(model: Model, bond: Bond, rows: list[int]) -> None:
    for one, other in pairwise(rows):
        length = model.bundling.bundles[one].activities[0].length
        met = []
        for start, literal in model.at[one].items():
            after = model.grid.after(start, length)
            partner = model.at[other].get(after) if after is not None else None
            if bond.weight is None:
                kept = model.cp.add(literal <= partner) if partner is not None else model.cp.add(literal == 0)
                model.rule(_rule(bond), kept)
            elif partner is not None:
                both = model.cp.new_bool_var("")
                model.cp.add_implication(both, literal)
                model.cp.add_implication(both, partner)
                met.append(both)
        if bond.weight is not None:
            model.pay(bond.weight, 1 - sum(met))


def _before(model: Model, bond: Bond, rows: list[int]) -> None:
    slots = model.grid.slots

    def minute(start: int, length: int) -> tuple[int, int]:
        taken = model.grid.covered(start, length)
        return slots[start].day * 1440 + slots[start].starts, slots[start].day * 1440 + slots[taken[-1]].ends

    for one, other in pairwise(rows):
        first, second = (model.bundling.bundles[row].activities[0].length for row in (one, other))
        broken = model.cp.new_bool_var("") if bond.weight is not None else None
        for start, literal in model.at[one].items():
            early = [lit for s, lit in model.at[other].items() if minute(s, second)[0] < minute(start, first)[1]]
            if early and broken is not None:
                model.cp.add(literal + sum(early) <= 1 + broken)
            elif early:
                model.rule(_rule(bond), model.cp.add(literal + sum(early) <= 1))
        if broken is not None:
            model.pay(bond.weight or 0, broken)


def _joined(model: Model, bond: Bond, rows: list[int]) -> None:
    """Lessons of one day stand in a row: starts of one day that are not neighbours exclude each other."""
    places = [
        (row, start, literal, model.bundling.bundles[row].activities[0].length)
        for row in rows
        for start, literal in model.at[row].items()
    ]
    for (one, start, literal, length), (other, begin, partner, long) in combinations(places, 2):
        alike = one == other and model.bundling.bundles[one].count == 1
        if alike or model.grid.slots[start].day != model.grid.slots[begin].day:
            continue
        if begin not in (model.grid.after(start, length),) and start not in (model.grid.after(begin, long),):
            model.rule(_rule(bond), model.cp.add_bool_or([~literal, ~partner]))


KEEP: dict[BondKind, Callable[[Model, Bond, list[int]], None]] = {
    BondKind.TOGETHER: _together, BondKind.APART: _apart, BondKind.SPREAD: _spread,
    BondKind.NEAR: _near, BondKind.MOST_A_DAY: _most_a_day, BondKind.SAME_DAY: _same_day,
    BondKind.SAME_HOUR: _same_hour, BondKind.FOLLOWS: _follows, BondKind.BEFORE: _before,
}  # fmt: skip
