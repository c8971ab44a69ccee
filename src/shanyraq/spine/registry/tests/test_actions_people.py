"""People are entered once; refusals name the person who was entered."""

import datetime as dt

import pytest
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import NOBODY, use_scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, a_guardianship, add_pupil
from shanyraq.spine.registry.identifiers import WORDS
from shanyraq.spine.registry.models import Guardianship, Person
from shanyraq.spine.registry.rules.identifiers import MESSAGES, Problem, make_demo_iin

BORN = dt.date(2015, 3, 15)
GOOD, WRONG = "150315500005", "150315500006"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def draft(given: str = "Нұрлан", **more):
    return registry.PersonDraft(**{"family": "Әлиев", "given": given, "birth_date": BORN, "sex": "m", **more})


def refusal(*people) -> Denied:
    with pytest.raises(Denied) as refused:
        registry.register_people(people=people)
    return refused.value


def test_a_registered_person_stands_once_with_sort_and_search_keys(as_director):
    [made] = registry.register_people(people=[draft(iin=" 150315 500-005", phone="8 701 123 45 67")])
    person = Person.objects.filter(id=made).seen_by_system().get()
    assert (person.iin, person.phone, str(person)) == (GOOD, "+77011234567", "Әлиев Нұрлан")
    assert {"aliev", "nurlan"} <= set(person.search_keys.split())
    assert person.sort_key == sort_key("Әлиев Нұрлан")


@pytest.mark.parametrize(
    ("iin", "why"),
    [
        (WRONG, "a digit is mistyped"),
        ("15031550000", "this one has 11"),
        (make_demo_iin(BORN, "m", 1), "only in a demonstration database"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words_naming_the_person(as_director, iin, why):
    refused = refusal(draft(), draft("Марат", iin=iin))
    assert refused.field == "iin"
    assert str(refused.words).startswith(f"Әлиев Марат: the IIN {iin} is not valid: ")
    assert why in str(refused.words)
    assert not Person.objects.filter(given__in=["Нұрлан", "Марат"]).seen_by_system().exists()


def test_an_invented_number_is_accepted_in_a_demonstration(as_director, settings, tmp_path):
    settings.DATA = tmp_path
    clock.anchor(dt.datetime(2026, 11, 23, 7, 30, tzinfo=clock.ZONE))
    iin = make_demo_iin(BORN, "m", 1)
    [made] = registry.register_people(people=[draft(iin=iin)])
    assert Person.objects.filter(id=made).seen_by_system().get().iin == iin


def test_a_taken_number_names_who_was_entered_and_not_who_has_it(as_director):
    registry.register_people(people=[draft("Нұрлан", iin=GOOD)])
    refused = refusal(draft("Марат", iin=GOOD))
    assert str(refused.words) == f"Әлиев Марат: the IIN {GOOD} already stands in the register."
    assert "Find the person" in str(refused.way)


def test_one_number_twice_in_a_list_writes_nobody(as_director):
    refused = refusal(draft("Нұрлан", iin=GOOD), draft("Марат", iin=GOOD))
    assert str(refused.words) == f"Әлиев Марат: the IIN {GOOD} stands twice in this list."
    assert not Person.objects.filter(iin=GOOD).seen_by_system().exists()


def test_people_without_a_number_are_full_records_and_without_a_name_none(as_director):
    assert len(registry.register_people(people=[draft("Ли", family=""), draft("Ли", family="")])) == 2
    assert refusal(draft("  ")).field == "given"


def test_a_telephone_that_is_none_is_refused_naming_the_person(as_director):
    refused = refusal(draft(phone="12"))
    assert refused.field == "phone"
    assert str(refused).startswith("Әлиев Нұрлан: ")


@pytest.mark.parametrize("role", ["teacher", "guardian", "pupil"])
def test_only_keepers_enter_people(cast, role):
    with use_scope(cast.school.scope(role)):
        assert "no right" in str(refusal(draft()))
    with use_scope(NOBODY):
        assert "no right" in str(refusal(draft()))


def guardian(child, guardian_id, organisation):
    return registry.GuardianDraft(
        child_id=child, guardian_id=guardian_id, organisation_id=organisation, relation="father", valid_from=START
    )


def test_a_director_names_guardians_of_own_children_only(as_director):
    """A guardianship is a right to see the child: nobody gives it over the neighbour's, whatever the draft says."""
    school, neighbour = as_director.school, as_director.neighbour
    for organisation in (neighbour.organisation_id, school.organisation_id, None):
        with pytest.raises(Denied, match="no right"):
            registry.set_guardians(drafts=[guardian(neighbour.pupil_id, school.teacher_id, organisation)])
    second = add_pupil(school, "Ким", "Вера")
    assert registry.set_guardians(drafts=[guardian(second, school.guardian_id, school.organisation_id)]) == 1
    assert OutboxEvent.objects.get(name="RightsChanged").body["person_ids"] == [str(school.guardian_id)]


def test_nobody_is_their_own_guardian(as_director):
    school = as_director.school
    with pytest.raises(Denied, match="own guardian"):
        registry.set_guardians(drafts=[guardian(school.pupil_id, school.pupil_id, school.organisation_id)])


def test_a_right_ends_once_on_a_ground_and_is_announced(as_director):
    school = as_director.school
    right = a_guardianship(school)
    day = START + dt.timedelta(days=30)
    for wrong in ({"reason": " ", "last_day": day}, {"reason": "сот", "last_day": START - dt.timedelta(days=1)}):
        with pytest.raises(Denied):
            registry.end_guardianship(guardianship_id=right.id, **wrong)
    registry.end_guardianship(guardianship_id=right.id, last_day=day, reason="сот шешімі")
    assert Guardianship.objects.get(id=right.id).valid_to == day
    assert registry.guardians_of([school.pupil_id], day=day) == {school.pupil_id: (school.guardian_id,)}
    assert registry.guardians_of([school.pupil_id], day=day + dt.timedelta(days=1)) == {}
    assert OutboxEvent.objects.get(name="RightsChanged").body["person_ids"] == [str(school.guardian_id)]
    with pytest.raises(Denied, match="ended already"):
        registry.end_guardianship(guardianship_id=right.id, last_day=day, reason="сот шешімі")


def test_the_neighbours_director_ends_no_right(cast):
    with use_scope(cast.school.scope("director")):
        right = a_guardianship(cast.school)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied, match="no right"):
        registry.end_guardianship(guardianship_id=right.id, last_day=START, reason="жоқ")


def test_the_words_of_every_problem_are_the_rules_sentences():
    assert {code: str(words) for code, words in WORDS.items()} == {code: MESSAGES[code] for code in Problem}
