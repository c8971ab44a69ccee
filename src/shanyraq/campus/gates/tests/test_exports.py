"""Passages are among what a family takes away."""

from typing import Any

from shanyraq.campus.gates import factories
from shanyraq.campus.gates.queries import exports
from shanyraq.kernel.scope import system_scope, use_scope


def test_a_family_takes_the_passages_and_credentials_of_its_own_child(cast: Any) -> None:
    with system_scope("passages of two schools"):
        own, strange = factories.a_passage(cast.school), factories.a_passage(cast.neighbour)
        credential = factories.a_credential(cast.school)
    with use_scope(cast.school.scope("guardian")):
        assert [each.id for each in exports._of_person(cast.school.pupil_id)] == [own.id]
        assert list(exports._of_person(cast.neighbour.pupil_id)) == []
        assert [each.id for each in exports._credentials(person_id=cast.school.pupil_id)] == [credential.id]
    with use_scope(cast.school.scope("director")):
        assert [each.id for each in exports._passages(organisation_id=cast.school.organisation_id)] == [own.id]
        assert list(exports._passages(organisation_id=strange.organisation_id)) == []
