"""What an XHSTT file says, as frozen rows. Times, events and resources are named by their Id."""

from dataclasses import dataclass, field
from enum import StrEnum


class CostFunction(StrEnum):
    LINEAR = "Linear"
    QUADRATIC = "Quadratic"
    STEP = "Step"

    def of(self, deviation: int) -> int:
        if self is CostFunction.STEP:
            return int(deviation > 0)
        return deviation * deviation if self is CostFunction.QUADRATIC else deviation


@dataclass(frozen=True, slots=True)
class EventResource:
    """What an event needs; `resource` is empty where a solution must find one."""

    role: str
    kind: str
    resource: str = ""
    workload: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    duration: int
    workload: int
    resources: tuple[EventResource, ...]
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    low: int
    high: int

    def miss(self, number: int) -> int:
        """How far outside."""
        return max(self.low - number, number - self.high, 0)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of the file. What it applies to is spelled out; `bounds` and the rest as its kind needs."""

    kind: str
    id: str
    name: str
    required: bool
    weight: int
    function: CostFunction
    events: tuple[str, ...] = ()
    event_groups: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str, Bounds], ...] = ()
    times: frozenset[int] = frozenset()
    preferred: frozenset[str] = frozenset()
    spans: tuple[tuple[frozenset[int], Bounds], ...] = ()
    bounds: Bounds = Bounds(0, 0)
    amount: Bounds = Bounds(0, 0)
    duration: int | None = None
    role: str = ""

    def cost(self, deviation: int) -> int:
        return self.weight * self.function.of(deviation)


@dataclass(frozen=True)
class Instance:
    id: str
    name: str
    times: tuple[str, ...]
    time_groups: dict[str, frozenset[int]]
    days: tuple[frozenset[int], ...]
    resources: dict[str, str]  # id -> type
    resource_groups: dict[str, tuple[str, ...]]
    events: dict[str, Event]
    event_groups: dict[str, tuple[str, ...]]
    constraints: tuple[Constraint, ...]
    unknown: tuple[str, ...] = ()  # kinds of constraints that are not known here, by name


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an event as a solution has it; `time` None where it stands nowhere. `resources`: role -> resource."""

    event: str
    duration: int
    time: int | None = None
    resources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reported:
    """Costs that a solution's author wrote beside it."""

    hard: int
    soft: int


@dataclass(frozen=True, slots=True)
class Solution:
    by: str
    pieces: tuple[Piece, ...]
    reported: Reported | None = None
