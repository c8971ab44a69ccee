"""What a judge says of a plan: each breach by name, so that it can be shown, counted and gone to."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    UNPLACED = "unplaced"
    OUTSIDE = "outside"  # a slot that the lesson or its group may not have, or that is too short
    GROUP_CLASH = "group_clash"
    TEACHER_CLASH = "teacher_clash"
    TEACHER_AWAY = "teacher_away"
    TRAVEL = "travel"
    NO_ROOM = "no_room"
    WRONG_ROOM = "wrong_room"
    ROOM_CLASH = "room_clash"
    ROOM_AWAY = "room_away"
    MOVED = "moved"  # a locked lesson that is elsewhere
    BOND = "bond"
    LIMIT = "limit"
    WISH = "wish"
    STRAIN = "strain"
    OTHER_ROOM = "other_room"  # not the room it would rather have


@dataclass(frozen=True, slots=True)
class Breach:
    """`keys`: whom and what it is about. `cost` 0: it must not be; otherwise what it costs."""

    fault: Fault
    keys: tuple[str, ...]
    amount: int = 1
    cost: int = 0
    slot: int | None = None

    @property
    def hard(self) -> bool:
        return self.cost == 0


@dataclass(frozen=True, slots=True)
class Verdict:
    breaches: tuple[Breach, ...]

    @property
    def hard(self) -> int:
        return sum(breach.amount for breach in self.breaches if breach.hard)

    @property
    def soft(self) -> int:
        return sum(breach.cost for breach in self.breaches)

    def by_fault(self) -> dict[Fault, tuple[int, int]]:
        """How many, and at what cost, of each fault that is there."""
        found: dict[Fault, tuple[int, int]] = {}
        for breach in self.breaches:
            amount, cost = found.get(breach.fault, (0, 0))
            found[breach.fault] = (amount + breach.amount, cost + breach.cost)
        return found
