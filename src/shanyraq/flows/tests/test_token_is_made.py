"""Whoever a new token concerns hears of it, once, and a delivery that comes twice tells nothing twice."""

from conftest import Cast
from django.core.cache import cache

from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.interface import api as interface
from shanyraq.spine.interface.models import Token
from shanyraq.spine.notices.models import Notice


def told() -> set[tuple[str, str]]:
    with system_scope("test"):
        drain()
        return {(row.code, str(row.person_id)) for row in Notice.objects.all()}


def test_a_token_of_ones_own_is_told_to_its_owner_alone(cast: Cast) -> None:
    with use_scope(cast.school.scope("teacher")):
        interface.make_own_token(name="script", scopes=["register.people"], days=3)
    assert told() == {("token_own", str(cast.school.teacher_id))}


def test_a_schools_token_is_told_to_the_director_and_to_who_answers(cast: Cast) -> None:
    with use_scope(cast.school.scope("director")):
        interface.make_token(
            organisation_id=cast.school.organisation_id, name="LMS", scopes=["register.people"], days=3,
            purpose="lists", answerable_id=cast.school.teacher_id,
        )  # fmt: skip
    both = {("token_service", str(cast.school.director_id)), ("token_service", str(cast.school.teacher_id))}
    assert told() == both
    assert told() == both


def test_an_operators_token_is_told_to_the_director_and_an_offices_to_its_maker(cast: Cast) -> None:
    with system_scope("test"):
        interface.make_token(
            organisation_id=cast.school.organisation_id, name="LMS", scopes=["register.people"], days=3
        )
        interface.make_office_token(
            territory_path=cast.school.territory_path, name="m", scopes=["register.structure"], days=3, purpose="p"
        )
    assert told() == {("token_service", str(cast.school.director_id))}


def test_a_locked_accounts_tokens_are_taken_back(cast: Cast) -> None:
    cache.clear()
    user = make_user(cast.school.teacher_id)
    scope = access.scope_of_user_id(user.id)
    assert scope is not None
    with use_scope(scope):
        interface.make_own_token(name="script", scopes=["register.people"], days=3)
        access.lock_own_account()
    told()
    with system_scope("test"):
        assert Token.objects.exclude(revoked_at=None).count() == 1
