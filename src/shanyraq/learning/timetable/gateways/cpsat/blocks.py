"""Lessons that are the same to the search are counted, not told apart: that takes away most of its symmetry.

Lessons that must begin together become one *block*; blocks alike in everything become one *bundle*, of which only the
number of starts is asked. A bond that does not treat a bundle's lessons alike takes them out of it first.
"""

from collections import defaultdict
from dataclasses import dataclass

from shanyraq.learning.timetable.rules.problem import Activity, Bond, BondKind, Problem

# Bonds in whose eyes the lessons of a bundle may stay alike, when all of them are in it.
ALIKE = frozenset({BondKind.SPREAD, BondKind.NEAR, BondKind.MOST_A_DAY, BondKind.SAME_DAY, BondKind.SAME_HOUR})


@dataclass(frozen=True, slots=True)
class Block:
    activities: tuple[Activity, ...]

    @property
    def key(self) -> str:
        return self.activities[0].key


@dataclass(frozen=True, slots=True)
class Bundle:
    blocks: tuple[Block, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Those of one block; every other block's are alike."""
        return self.blocks[0].activities

    @property
    def count(self) -> int:
        return len(self.blocks)


@dataclass(frozen=True)
class Bundling:
    bundles: tuple[Bundle, ...]
    bonds: tuple[Bond, ...]  # those still to be kept
    of: dict[str, int]  # activity -> its bundle

    def members(self, bond: Bond) -> list[int]:
        """The bundles of a bond, each once, in the bond's order."""
        return list(dict.fromkeys(self.of[key] for key in bond.activities))


def bundle(problem: Problem, *, merge: bool = True) -> Bundling:
    """`merge=False` keeps lessons that begin together apart, so that each bond can be let go by itself."""
    merged = [bond for bond in problem.bonds if merge and _merges(problem, bond)]
    blocks = _blocks(problem, merged)
    bonds = tuple(bond for bond in problem.bonds if bond not in merged and (bond.weight != 0 or bond.joined))
    alone = _told_apart(problem, blocks, bonds)
    classes: dict[object, list[Block]] = defaultdict(list)
    for block in blocks:
        classes[block.key if block.key in alone else _signature(block)].append(block)
    bundles = tuple(Bundle(tuple(rows)) for rows in classes.values())
    of = {a.key: index for index, row in enumerate(bundles) for block in row.blocks for a in block.activities}
    return Bundling(bundles, bonds, of)


def _merges(problem: Problem, bond: Bond) -> bool:
    if bond.kind is not BondKind.TOGETHER or bond.weight is not None or bond.joined:
        return False
    return len({problem.activity[key].length for key in bond.activities}) == 1


def _blocks(problem: Problem, bonds: list[Bond]) -> list[Block]:
    head = {activity.key: activity.key for activity in problem.activities}

    def find(key: str) -> str:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for bond in bonds:
        for key in bond.activities[1:]:
            head[find(key)] = find(bond.activities[0])
    rows: dict[str, list[Activity]] = defaultdict(list)
    for activity in problem.activities:
        rows[find(activity.key)].append(activity)
    return [Block(tuple(sorted(row, key=_order))) for row in rows.values()]


def _order(activity: Activity) -> tuple[object, ...]:
    return (activity.groups, activity.teachers, activity.subject, activity.key)


def _signature(block: Block) -> tuple[object, ...]:
    return tuple(
        (
            a.groups,
            a.teachers,
            a.length,
            a.slots,
            a.starts,
            a.room_kinds,
            a.rooms,
            a.preferred_rooms,
            a.weeks,
            a.points,
            a.site,
            a.size,
            a.demand,
        )
        for a in block.activities
    )


def _told_apart(problem: Problem, blocks: list[Block], bonds: tuple[Bond, ...]) -> set[str]:
    """Keys of the blocks that must stay alone: locked, wished for, of nobody, or not treated alike by a bond."""
    block_of = {activity.key: block for block in blocks for activity in block.activities}
    named = {lock.activity for lock in problem.locks}
    named |= {wish.who for wish in problem.wishes if wish.who in block_of}
    alone = {block_of[key].key for key in named}
    alone |= {block.key for block in blocks if not any(a.groups or a.teachers for a in block.activities)}
    classes: dict[object, set[str]] = defaultdict(set)
    for block in blocks:
        if block.key not in alone:
            classes[_signature(block)].add(block.key)
    for bond in bonds:
        inside = {block_of[key].key for key in bond.activities}
        for rows in classes.values():
            if inside & rows and not (rows <= inside and _treats_alike(bond)):
                alone |= rows
    return alone


def _treats_alike(bond: Bond) -> bool:
    if bond.weight is not None and bond.kind in (BondKind.SPREAD, BondKind.NEAR):
        return bond.kind is BondKind.SPREAD and bond.number == 1
    return bond.kind in ALIKE
