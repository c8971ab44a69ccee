"""The subjects in whose registers somebody writes, for a choice in a form."""

import datetime as dt

from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.policies import HEADS
from shanyraq.spine.registry import api as registry


def own_subjects(*, today: dt.date) -> list[tuple[str, str]]:
    """(«group/subject», words) of what this person teaches; for heads everything taught at their schools."""
    scope = current_scope()
    headed = scope.at(*HEADS)
    if headed:
        loads = [load for each in sorted(headed, key=str) for load in registry.loads_of_organisation(each, day=today)]
        found = {(str(load.group_id), load.subject): load.group for load in loads}
        return [(f"{group}/{code}", f"{name} · {registry.subject_name(code)}") for (group, code), name in found.items()]
    taught = registry.subjects_taught(scope.person_id, day=today) if scope.person_id else []
    names = {row.id: row.name for row in registry.groups({group for group, _code in taught})}
    return [(f"{group}/{code}", f"{names.get(group, '')} · {registry.subject_name(code)}") for group, code in taught]
