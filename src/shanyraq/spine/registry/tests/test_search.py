"""One box over people and organisations: any order, any script, one slip forgiven, only what the scope sees."""

import pytest

from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, person
from shanyraq.spine.registry.models import NameSlip, Person
from shanyraq.spine.registry.projections.names import learn_all_names
from shanyraq.spine.registry.queries import search
from shanyraq.spine.registry.rules.slips import one_slip_apart, slips

PEOPLE = (("Ли", "Виктор"), ("Әлімжанов", "Нұрсұлтан"), ("Рахымбекова", "Гүлнұр"))


@pytest.fixture
def pupils(cast):
    """Pupils of both schools, entered by the act, so that their names are known."""
    with system_scope("test people"):
        for school in (cast.school, cast.neighbour):
            drafts = [registry.PersonDraft(family=f, given=g, birth_date=None, sex="m") for f, g in PEOPLE]
            for one in registry.register_people(people=drafts):
                seat = registry.EnrolmentDraft(
                    person_id=one, organisation_id=school.organisation_id, group_id=school.group_id, valid_from=START
                )
                registry.enrol(drafts=[seat])
    return cast


@pytest.fixture
def by_director(pupils):
    with use_scope(pupils.school.scope("director")):
        yield pupils


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ли", "Ли Виктор"),
        ("li", "Ли Виктор"),
        ("виктор ли", "Ли Виктор"),
        ("нурсултан алимжанов", "Әлімжанов Нұрсұлтан"),
        ("Alimzhanov", "Әлімжанов Нұрсұлтан"),
        ("рах", "Рахымбекова Гүлнұр"),
    ],
)
def test_found_in_any_script_order_and_by_the_first_letters(by_director, typed, name):
    found = registry.find(typed)
    assert [one.name for one in found.people] == [name]
    assert not found.forgiven


@pytest.mark.parametrize(
    "typed", ["рахамбекова", "рахымбкова", "рахымбековва", "рахыбмекова", "рахымбекова гулнур", "gulnur raxymbekova"]
)
def test_one_slip_is_forgiven(by_director, typed):
    assert [one.name for one in registry.find(typed).people] == ["Рахымбекова Гүлнұр"]


@pytest.mark.parametrize("typed", ["рахмбкова", "лу", "вик тар", "рахымбекова виктор"])
def test_two_slips_or_a_short_name_are_not(by_director, typed):
    found = registry.find(typed)
    assert (found.people, found.forgiven) == ((), False)


def test_what_is_written_exactly_hides_what_is_nearly_so(by_director):
    with system_scope("test"):
        person("Рахамбекова", "Айша", organisation_id=by_director.school.organisation_id, is_staff=True)
        learn_all_names()
    found = registry.find("рахамбекова")
    assert ([one.name for one in found.people], found.forgiven) == (["Рахамбекова Айша"], False)


def test_a_name_that_came_in_by_a_bulk_way_is_learnt_at_night_once(by_director):
    with system_scope("test"):
        person("Жұмағалиев", "Дәурен", organisation_id=by_director.school.organisation_id, is_staff=True)
        assert registry.find("жумаголиев").people == ()
        learn_all_names()
        before = NameSlip.objects.count()
        learn_all_names()
    assert [one.name for one in registry.find("жумаголиев").people] == ["Жұмағалиев Дәурен"]
    assert NameSlip.objects.count() == before


def test_organisations_are_found_by_number_and_by_name(by_director):
    assert [one.short for one in registry.find("29").organisations] == ["№29"]
    assert registry.find("!").organisations == ()


def test_more_than_are_shown_says_so(by_director, monkeypatch):
    found = registry.find("в", limit=1)
    assert (len(found.people), found.more) == (1, False)
    with system_scope("test"):
        both = registry.find("виктор", limit=1)
    assert (len(both.people), both.more) == (1, True)


def test_a_search_needs_at_most_five_queries(by_director):
    with count_queries() as counted:
        registry.find("рахамбекова")
    assert counted.number == 5


@pytest.mark.parametrize("typed", ["'; drop table", "a:* | b", "%_\\", "\x00", "😀", "q" * 5000, "& ! (", "щ" * 300])
def test_hostile_words_find_nobody_and_break_nothing(by_director, typed):
    assert registry.find(typed).people == ()
    assert Person.objects.count() > 3


def test_slips_meet_where_one_letter_differs():
    assert slips("abc") == {"abc", "bc", "ac", "ab"}
    alike = [("abcde", "abcde"), ("abcde", "abde"), ("abcde", "abxcde"), ("abcde", "abxde"), ("abcde", "acbde")]
    apart = [("abcde", "abdce5"), ("abcde", "ade"), ("abcde", "xbcdy"), ("abcde", "")]
    assert [one_slip_apart(*pair) for pair in alike] == [True] * 5
    assert [one_slip_apart(*pair) for pair in apart] == [False] * 4
    assert all(slips(first) & slips(second) for first, second in alike)


def test_a_word_that_no_index_holds_is_left_to_the_text(by_director):
    assert search._tsquery([["li"], ["ө'"]]) == "(li:*)"
