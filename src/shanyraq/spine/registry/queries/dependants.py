"""Who stands on a person without a key to them: facts hold bare ids, so each module that has some says so here.

A module above the register hands in, when it starts, a function from ids to those of them that it needs.
"""

import uuid
from collections.abc import Callable, Collection

Needs = Callable[[Collection[uuid.UUID]], set[uuid.UUID]]
_needs: dict[str, Needs] = {}


def stands_on_people(name: str, needs: Needs) -> None:
    """From now on nobody is taken out of the register on whom this module stands."""
    _needs[name] = needs


def needed_people(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people on whom something stands beside the register's own rows."""
    return set().union(*(needs(person_ids) for needs in _needs.values())) if _needs else set()
