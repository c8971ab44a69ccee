"""Which subjects of a class somebody may plan tests in."""

from shanyraq.kernel import clock
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.policies import heads_at
from shanyraq.learning.journal.queries.terms import schemes_of_groups
from shanyraq.learning.journal.rules.scheme import Part
from shanyraq.spine.registry import api as registry


def plannable(group: registry.GroupRow, *, year: int) -> list[tuple[str, str]]:
    """(code, name) of the subjects that have summative tests and are the asker's, or anybody's for a head. Two
    queries."""
    scope = current_scope()
    found = schemes_of_groups([group], year=year)
    codes = {code for (_group, code), scheme in found.items() if Part.SOR in scheme.parts}
    if not heads_at(scope, group.organisation_id):
        taught = registry.subjects_taught(scope.person_id, day=clock.today()) if scope.person_id else []
        codes &= {code for group_id, code in taught if group_id == group.id}
    return sorted(((code, registry.subject_name(code)) for code in codes), key=lambda pair: pair[1])
