"""The structure of the region: counts with the way down, and no child's row."""

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.taken import taken_away
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import Appointment
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, TOWN, add_pupil, models, person


@pytest.fixture
def office(cast) -> Client:
    """Somebody of the office of the whole oblast."""
    with system_scope("test"):
        who = person("Қасымова", "Сандуғаш")
        made = an_appointment(cast.school)
        Appointment.objects.filter(id=made.id).update(person=who, territory="610000000")
        client = Client(headers={"accept-language": "en"})
        user = make_user(who.id)
        user.language = "en"
        user.save(update_fields=["language"])
        client.force_login(user)
        return client


def test_counts_of_the_parts_sum_to_the_whole_on_every_level(cast):
    with system_scope("test"):
        add_pupil(cast.school, "Ахметова", "Сая")
        oblast, none = registry.structure_of("KZ/610000000/", day=START)
        town, _none = registry.structure_of(oblast[0].path, day=START)
        _parts, schools = registry.structure_of(TOWN, day=START)
    assert none == []
    assert [(one.organisations, one.learners, one.staff) for one in oblast] == [(2, 3, 4)]
    assert [(one.path, one.learners) for one in town] == [(TOWN, 3)]
    assert [(one.title, one.learners, one.staff) for one in schools] == [("№28", 2, 2), ("№29", 1, 2)]


def test_the_office_goes_from_territory_to_school_to_class_and_meets_no_child(cast, office):
    pages = [office.get(reverse("structure")), office.get(reverse("structure"), {"at": TOWN})]
    passport = reverse("organisation", args=[cast.school.organisation_id])
    assert passport in pages[1].content.decode()
    pages.append(office.get(passport))
    shown = [page.content.decode() for page in pages]
    assert [page.status_code for page in pages] == [200] * 3
    assert "7 «Ә»" in shown[2]
    assert not any(name in page for page in shown for name in ("Сейтқали", "Ержан", "Тілеуов"))
    assert reverse("group", args=[cast.school.group_id]) not in shown[2]


def test_a_class_of_few_is_not_counted_to_the_office(cast, office):
    page = office.get(reverse("organisation", args=[cast.school.organisation_id])).content.decode()
    row = page[page.index("7 «Ә»") :]
    assert "—" in row[: row.index("</tr>")]


@pytest.mark.parametrize("at", ["KZ/", "KZ/150000000/", "nothing", "KZ/61", "%", "KZ/610000000"])
def test_a_territory_of_others_is_not_there(office, at):
    assert office.get(reverse("structure"), {"at": at}).status_code == 404


def test_the_sheet_is_what_the_screen_shows(cast, office):
    answer = office.get(reverse("structure"), {"at": TOWN, "format": "xlsx"})
    rows = taken_away(answer).rows
    assert [row.cells[:3] for row in rows] == [("№28", 1, 1), ("№29", 1, 1)]


def test_a_closed_organisation_is_counted_no_more(cast):
    with system_scope("test"):
        models.Organisation.objects.filter(id=cast.neighbour.organisation_id).update(closed_on=START)
        _parts, schools = registry.structure_of(TOWN, day=START)
    assert [one.title for one in schools] == ["№28"]
