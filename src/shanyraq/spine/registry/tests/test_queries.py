"""Reads of the register: found in any spelling, on any day, in a constant number of queries."""

import datetime as dt

import pytest

from shanyraq.kernel.scope import NOBODY, system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, TOWN, add_pupil
from shanyraq.spine.registry.models import Person


@pytest.fixture
def named(cast):
    """Erzhan and his namesake Ерлан at 28, another Ержан next door, all with the keys that acts give them."""
    people = {}
    with system_scope("test people"):
        for school, family, given in (
            (cast.school, "Қайратұлы", "Ержан"),
            (cast.school, "Қайратұлы", "Ерлан"),
            (cast.neighbour, "Серікұлы", "Ержан"),
        ):
            draft = registry.PersonDraft(family=family, given=given, birth_date=None, sex="m")
            [person] = registry.register_people(people=[draft])
            seat = registry.EnrolmentDraft(
                person_id=person,
                organisation_id=school.organisation_id,
                group_id=school.group_id,
                valid_from=START,
            )
            registry.enrol(drafts=[seat])
            people[family, given] = person
    return people


def found(typed):
    return [person.name for person in registry.search_people(typed)]


BOTH = ["Қайратұлы Ержан", "Сейтқали Ержан"]  # the second is the cast's own


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        *((typed, BOTH) for typed in ("Erzhan", "Yerzhan", "ержан", "Epжан", "Erjan")),
        *((typed, BOTH[:1]) for typed in ("Ержан Қайрат", "kairat erzh", "Кайрат Ержан")),
        ("Қайратұлы Е", ["Қайратұлы Ержан", "Қайратұлы Ерлан"]),
    ],
)
def test_a_name_is_found_in_every_spelling_and_only_in_the_own_school(cast, named, typed, wanted):
    """«Epжан» has a Latin E and p: scripts are mixed by careless keyboards."""
    with use_scope(cast.school.scope("director")):
        assert found(typed) == wanted


def test_a_family_finds_its_own_child_and_nobody_elses(cast, named):
    with use_scope(cast.school.scope("guardian")):
        assert found("Ержан Қайрат") == []
    with use_scope(NOBODY):
        assert found("Ержан") == []


@pytest.mark.parametrize("typed", ["", "  ", "'", "%", "_"])
def test_nothing_typed_finds_nothing(as_director, typed):
    assert found(typed) == []


@pytest.mark.parametrize(("role", "finds"), [("teacher", []), ("director", ["Қайратұлы Ержан"])])
def test_a_protected_person_is_found_by_name_by_the_director_alone(cast, named, role, finds):
    with system_scope("test"):
        Person.objects.filter(id=named["Қайратұлы", "Ержан"]).update(protected=True)
    with use_scope(cast.school.scope(role)):
        assert found("Ержан Қайрат") == finds


def test_a_search_is_two_queries_however_many_it_finds(cast, named):
    with use_scope(cast.school.scope("director")), count_queries() as counted:
        cards = registry.search_people("Қайрат")
    assert [(card.group, card.organisation) for card in cards] == [("7 «Ә»", "№28")] * 2
    assert counted.number == 2


def test_reads_need_as_many_queries_for_thirty_as_for_one(as_director):
    school = as_director.school

    def all_reads():
        with count_queries() as counted:
            roster = registry.roster(school.group_id, day=START)
            ids = [learner.id for learner in roster]
            registry.learners(ids)
            registry.names_of(ids)
            registry.guardians_of(ids, day=START)
            registry.places_of(ids)
            registry.groups_of(school.organisation_id, school_year=2026)
            registry.class_teachers([school.group_id])
            registry.loads_of_organisation(school.organisation_id, day=START)
        return len(roster), counted.number

    one, queries = all_reads()
    for number in range(29):
        add_pupil(school, "Ким", f"Вера {number:02}")
    assert (one, all_reads()) == (1, (30, queries))
    assert queries == 8


def test_the_neighbours_card_is_not_there(as_director):
    assert registry.card(as_director.school.pupil_id) is not None
    assert registry.card(as_director.neighbour.pupil_id) is None
    assert registry.roster(as_director.neighbour.group_id, day=START) == []
    assert registry.groups([as_director.neighbour.group_id]) == []


def test_a_card_without_organisation_has_empty_words_and_no_ids(as_director):
    with use_scope(as_director.school.scope("guardian")):
        card = registry.card(as_director.school.guardian_id)
    assert card is not None
    assert (card.name, card.organisation, card.group) == ("Сейтқали Дана", "", "")
    assert (card.organisation_id, card.group_id, card.birth_date) == (None, None, None)


def test_counts_of_an_organisation_follow_the_day(as_director):
    school = as_director.school
    add_pupil(school, "Ким", "Вера")
    before = START - dt.timedelta(days=1)
    with system_scope("a figure"):
        assert registry.enrolled_by_group([school.organisation_id], day=START) == {school.group_id: 2}
        assert registry.enrolled_by_group([school.organisation_id], day=before) == {}
        both = {school.organisation_id: 2, as_director.neighbour.organisation_id: 1}
        assert registry.enrolled_by_organisation(TOWN, day=START) == both


def test_a_subject_without_an_entry_keeps_its_code():
    assert registry.subject_name("no_such_subject") == "no_such_subject"
