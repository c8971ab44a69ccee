"""A keeper corrects a card on a form to which the question about it leads."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.quality import api as quality
from shanyraq.spine.quality.models import Finding
from shanyraq.spine.registry.models import Person

FORM = {
    "family": "Сейтқали", "given": "Ержан", "patronymic": "", "birth_date": "2013-05-05", "sex": "m",
    "iin": "150315500005", "phone": "", "email": "", "reason": "Туу туралы куәлік көрсетілді",
}  # fmt: skip


def browser(person_id: Any) -> Client:
    client = Client()
    client.force_login(make_user(person_id))
    return client


def page_of(at: Any) -> str:
    return reverse("person_correct", args=[at.pupil_id])


def test_a_question_leads_to_the_form_that_mends_it(cast: Any) -> None:
    """No IIN: the question's button opens the form, and the question is gone when the rules look again."""
    school = cast.school
    with system_scope("test"):
        quality.look_again(organisation_id=school.organisation_id)
        asked = Finding.objects.get(organisation=school.organisation_id, rule="iin_missing")
    director = browser(school.director_id)
    body = director.get(reverse("finding", args=[asked.id])).content.decode()
    assert f'href="{page_of(school)}"' in body
    assert director.post(page_of(school), FORM | {"reason": ""}).status_code == 422
    assert director.post(page_of(school), FORM).status_code == 302
    with system_scope("test"):
        person = Person.objects.get(id=school.pupil_id)
        assert (person.iin, str(person.birth_date)) == ("150315500005", "2013-05-05")
        entry = HistoryEntry.objects.filter(act__endswith="correct_person").get()
        assert entry.reason == FORM["reason"]
        quality.look_again(organisation_id=school.organisation_id)
        assert Finding.objects.get(id=asked.id).state == "mended"


def test_the_class_teacher_is_led_where_she_may_go(cast: Any) -> None:
    school = cast.school
    with system_scope("test"):
        quality.look_again(organisation_id=school.organisation_id)
        asked = Finding.objects.get(organisation=school.organisation_id, rule="iin_missing")
    teacher = browser(school.teacher_id)
    body = teacher.get(reverse("finding", args=[asked.id])).content.decode()
    [address] = re.findall(r'<a class="btn btn-primary" href="([^"]*)"', body)
    assert address == reverse("person", args=[school.pupil_id])
    assert teacher.get(page_of(school)).status_code == 404


def test_anothers_number_is_refused_without_telling_whose(cast: Any) -> None:
    with system_scope("test"):
        Person.objects.filter(id=cast.neighbour.pupil_id).update(iin="150315500005")
    answer = browser(cast.school.director_id).post(page_of(cast.school), FORM)
    assert answer.status_code == 422
    assert "Әбдіраш" not in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"iin": "123"}, {"phone": "12"}, {"given": ""}, {"sex": "x"}])
def test_what_cannot_be_stands_at_its_field(cast: Any, wrong: dict[str, str]) -> None:
    answer = browser(cast.school.director_id).post(page_of(cast.school), FORM | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)


def test_the_neighbours_director_corrects_nobody_here(cast: Any) -> None:
    stranger = browser(cast.neighbour.director_id)
    assert stranger.get(page_of(cast.school)).status_code == 404
    assert stranger.post(page_of(cast.school), FORM).status_code == 404
