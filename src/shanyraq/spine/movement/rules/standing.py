"""What stands on a rollover. Modules above say so through flows: a lesson, a passage, an entry of a register."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection

Asked = Callable[[Collection[uuid.UUID], Collection[uuid.UUID], dt.date], bool]
"""Given classes, children and the first day of the new year: whether anything stands there."""
_asked: dict[str, Asked] = {}


def stands_on_rollover(name: str) -> Callable[[Asked], Asked]:
    """Declares who is asked before a rollover is undone."""

    def register(asked: Asked) -> Asked:
        _asked[name] = asked
        return asked

    return register


def what_stands(groups: Collection[uuid.UUID], people: Collection[uuid.UUID], since: dt.date) -> list[str]:
    """The names of everything that stands on it; an undo is lawful only while there is nothing."""
    return [name for name in sorted(_asked) if _asked[name](groups, people, since)]
