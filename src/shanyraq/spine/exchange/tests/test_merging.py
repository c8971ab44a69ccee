"""Two cards of one child: shown, made one, parted again."""

import re

import pytest
from django.urls import reverse

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.models import Apart, SourceKey
from shanyraq.spine.exchange.rules.likeness import Face, Likeness, likeness
from shanyraq.spine.exchange.tests.conftest import BORN, IIN
from shanyraq.spine.exchange.tests.test_applying import register
from shanyraq.spine.exchange.tests.test_pages import aigerim, shown, signed_in  # noqa: F401 - a fixture
from shanyraq.spine.registry.factories import add_pupil, person
from shanyraq.spine.registry.models import Enrolment, Guardianship, Person


@pytest.fixture
def twice(cast):
    """Ержан was entered a second time, with a Latin «е» in his name, and his mother with him."""
    with system_scope("test"):
        second = add_pupil(cast.school, "Сейтқали", "Eржан")
        Person.objects.filter(id=second).update(birth_date=BORN, phone="+77015556677", iin=IIN)
        Person.objects.filter(id=cast.school.pupil_id).update(birth_date=BORN)
        Guardianship.objects.create(
            child_id=second, guardian_id=cast.school.guardian_id, organisation_id=cast.school.organisation_id,
            relation="mother", valid_from="2026-09-01",
        )  # fmt: skip
        father = person("Сейтқали", "Марат", sex="m")
        Guardianship.objects.create(
            child_id=second, guardian=father, organisation_id=cast.school.organisation_id, relation="father",
            valid_from="2026-09-01",
        )  # fmt: skip
    return second


def merged(cast, second, *, taken=("phone",)):
    return exchange.merge_people(
        organisation_id=cast.school.organisation_id, kept_id=cast.school.pupil_id, gone_id=second, taken=taken,
        reason="бір бала",
    )  # fmt: skip


def test_latin_letters_in_a_name_are_seen_through(as_director, twice):
    [found] = exchange.likenesses(as_director.school.organisation_id)
    assert {found.one.id, found.two.id} == {as_director.school.pupil_id, twice}


def test_nobody_of_another_school_is_compared(as_director, twice):
    assert exchange.likenesses(as_director.neighbour.organisation_id) == []
    with pytest.raises(Denied):
        merged(as_director, as_director.neighbour.pupil_id)


def test_two_cards_become_one_with_everything_that_hung_on_them(as_director, twice):
    merged(as_director, twice)
    with system_scope("test"):
        kept, gone = Person.objects.get(id=as_director.school.pupil_id), Person.objects.get(id=twice)
        assert (kept.given, kept.phone, kept.iin) == ("Ержан", "+77015556677", IIN)
        assert (gone.organisation_id, gone.group_id, gone.is_learner, gone.iin) == (None, None, False, None)
        stays = Enrolment.objects.filter(person=kept)
        assert (stays.count(), stays.filter(valid_to=None).count()) == (2, 1)
        rights = Guardianship.objects.filter(child=kept, valid_to=None).values_list("guardian__given", flat=True)
        assert sorted(rights) == ["Дана", "Марат"]
        assert not Guardianship.objects.filter(child=gone).exists()
    assert exchange.likenesses(as_director.school.organisation_id) == []


def test_what_was_merged_is_parted_again_to_the_last_row(as_director, twice):
    before = register()
    merge_id = merged(as_director, twice)
    assert register() != before
    exchange.part_people(merge_id=merge_id)
    assert register() == before
    with pytest.raises(Denied):
        exchange.part_people(merge_id=merge_id)


def test_a_card_that_was_changed_since_is_not_parted(as_director, twice):
    merge_id = merged(as_director, twice)
    with system_scope("test"):
        Person.objects.filter(id=as_director.school.pupil_id).update(phone="+77010000000")
    before = register()
    with pytest.raises(Denied):
        exchange.part_people(merge_id=merge_id)
    assert register() == before


def test_two_numbers_and_a_mother_and_her_child_are_two_people(as_director, twice):
    school = as_director.school
    with pytest.raises(Denied, match=r"."):
        exchange.merge_people(
            organisation_id=school.organisation_id, kept_id=school.pupil_id, gone_id=school.guardian_id, taken=(),
            reason="",
        )  # fmt: skip
    with system_scope("test"):
        Person.objects.filter(id=school.pupil_id).update(iin="150316500003")
    before = register()
    with pytest.raises(Denied):
        merged(as_director, twice)
    assert register() == before


def test_who_stands_elsewhere_too_is_not_merged_here(as_director, twice):
    with system_scope("test"):
        Guardianship.objects.filter(child=as_director.neighbour.pupil_id).update(
            guardian=as_director.school.guardian_id
        )
        also = person("Сейтқали", "Дана")
        Guardianship.objects.create(
            child_id=twice, guardian=also, organisation_id=as_director.school.organisation_id, relation="guardian",
            valid_from="2026-09-01",
        )  # fmt: skip
    with pytest.raises(Denied):
        exchange.merge_people(
            organisation_id=as_director.school.organisation_id, kept_id=also.id,
            gone_id=as_director.school.guardian_id, taken=(), reason="",
        )  # fmt: skip


def test_a_merge_is_nobody_elses(as_director, twice):
    merge_id = merged(as_director, twice)
    with use_scope(as_director.neighbour.scope("director")), pytest.raises(Denied):
        exchange.part_people(merge_id=merge_id)


def test_source_keys_follow_the_person(as_director, twice, bring):
    from shanyraq.spine.exchange.tests.conftest import pupil

    card = bring([pupil(2)])
    with system_scope("test"):
        key = SourceKey.objects.create(
            source="excel", kind="person", key="p-7", target=twice, run_id=card.id,
            organisation_id=as_director.school.organisation_id,
        )  # fmt: skip
    merge_id = merged(as_director, twice)
    key.refresh_from_db()
    assert key.target == as_director.school.pupil_id
    exchange.part_people(merge_id=merge_id)
    key.refresh_from_db()
    assert key.target == twice


FACE = Face(name="серік нұр", key="серик нур", iin=None, birth_date=BORN, phone="", group=None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, Likeness.BORN),
        ({"birth_date": None}, None),
        ({"birth_date": None, "name": "cерік нұр"}, Likeness.LETTERS),
        ({"birth_date": BORN.replace(year=2014)}, None),
        ({"key": "серик нурлан"}, None),
    ],
)
def test_likeness_is_judged_by_what_is_known(change, why):
    from dataclasses import replace

    assert likeness(FACE, replace(FACE, **change)) is why


def test_the_desk_shows_both_cards_merges_and_parts(aigerim, cast, twice):  # noqa: F811
    address = f"/exchange/merging/{cast.school.pupil_id}/{twice}/"
    assert "1 pair of cards may be one person." in shown(aigerim, "/exchange/merging/")
    assert "+77015556677" in shown(aigerim, address)
    before = register()
    assert aigerim.post(address, {"phone": "two", "given": "one"})["Location"] == "/exchange/merging/"
    page = shown(aigerim, "/exchange/merging/")
    assert "Nobody seems to stand in the register twice." in page
    with system_scope("test"):
        assert Person.objects.get(id=cast.school.pupil_id).phone == "+77015556677"
        [merge] = exchange.merges_of(cast.school.organisation_id)
    aigerim.post(f"/exchange/merging/{merge.id}/undo/")
    assert register() == before
    assert aigerim.get(f"/exchange/merging/{cast.school.pupil_id}/{cast.neighbour.pupil_id}/").status_code == 404


def test_two_people_are_told_apart_and_not_asked_about_again(as_director, twice, aigerim):  # noqa: F811
    """Two cousins of one name: said once, remembered; taken back, the pair stands on the desk again."""
    school, signed = as_director.school, aigerim
    where = reverse("merge_pair", args=[school.pupil_id, twice])
    assert signed.post(where, {"apart": "1"}).status_code == 302
    assert signed.post(where, {"apart": "1"}).status_code == 302
    assert exchange.likenesses(school.organisation_id) == []
    desk = signed.get(reverse("merge_desk")).content.decode()
    [address] = re.findall(r"/exchange/merging/[0-9a-f-]{36}/again/", desk)
    assert signed.post(address).status_code == 302
    assert len(exchange.likenesses(school.organisation_id)) == 1
    with system_scope("test"):
        assert [row.taken_back_at is None for row in Apart.objects.all()] == [False]
        assert Person.objects.get(id=twice).organisation_id == school.organisation_id
