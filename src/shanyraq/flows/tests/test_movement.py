"""Movement across the groups: what a packet brings, who is told, what ends a search, what forbids an undo."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.care import api as care
from shanyraq.spine.care.models import HealthSheet
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.factories import a_search
from shanyraq.spine.movement.models import Packet, Search, Transfer
from shanyraq.spine.notices.models import Notice
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import person
from shanyraq.spine.registry.models import Employment, Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
MONDAY = NOON.date()
JUNE, SEPTEMBER = dt.datetime(2027, 6, 10, 12, tzinfo=clock.ZONE), dt.datetime(2027, 9, 1, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday(db):
    with time_machine.travel(NOON, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def marked(cast):
    """Erzhan has a nine in algebra, and was at the lesson; the facts behind both."""
    school = cast.school
    with system_scope("test"):
        lesson = lesson_on(school, MONDAY)
    with use_scope(school.scope("teacher")):
        edit = journal.MarkEdit(client_id=facts.new_id(), lesson_id=lesson.id, pupil_id=school.pupil_id, value=9)
        [stored] = journal.set_marks(edits=[edit])
    entry = presence.Entry(at=NOON, says="present", slot=1, source="fact-of-the-register")
    word = presence.Word(
        person_id=school.pupil_id, organisation_id=school.organisation_id, day=MONDAY,
        witness=presence.Witness.REGISTER, entries=(entry,),
    )  # fmt: skip
    with system_scope("test"):
        presence.testify(words=[word], quietly=True)
    return stored.fact_id


def send(cast):
    with use_scope(cast.school.scope("director")):
        key = movement.issue_new_slip(
            person_id=cast.school.pupil_id, to_organisation_id=cast.neighbour.organisation_id, ground="moving"
        )
        movement.send_packet(transfer_id=key)
    return key


def take(cast, key):
    with use_scope(cast.neighbour.scope("director")):
        movement.accept(transfer_id=key, group_id=cast.neighbour.group_id, order_number="№ 4")


def told(person):
    with system_scope("test"):
        return list(Notice.objects.filter(person_id=person).order_by("code").values_list("code", flat=True))


def test_the_packet_carries_marks_and_attendance_with_the_ids_of_their_facts(cast, marked):
    key = send(cast)
    with use_scope(cast.neighbour.scope("director")):
        packet = Packet.objects.get(transfer_id=key)
        contents = facts.payloads_of([(packet.day, packet.id)])[packet.id]
    assert contents["marks"] == [
        {"subject": "algebra", "day": "2026-11-23", "mark": 9, "fact": str(marked), "fact_day": "2026-11-23"}
    ]
    attendance = contents["attendance"]
    assert [(one["state"], one["days"], one["ru"]) for one in attendance["states"]] == [("present", 1, "на уроках")]
    assert attendance["facts"] == ["fact-of-the-register"]


def test_the_new_class_teacher_reads_the_marks_and_the_old_school_keeps_its_facts(cast, marked):
    take(cast, send(cast))
    client = Client()
    client.force_login(make_user(cast.neighbour.teacher_id))
    body = client.get(reverse("brought_marks")).content.decode()
    assert "Сейтқали Ержан" in body
    assert "<dd>9</dd>" in body
    with use_scope(cast.school.scope("director")):
        assert [row.mark for row in journal.marks_since([cast.school.pupil_id], NOON)[cast.school.pupil_id]] == [9]
    with use_scope(cast.neighbour.scope("director")):
        assert journal.marks_since([cast.school.pupil_id], NOON) == {}


def nurse_of(school):
    with system_scope("test"):
        who = person("Иманғалиева", "Шынар", organisation_id=school.organisation_id, is_staff=True)
        Employment.objects.create(
            person=who, organisation_id=school.organisation_id, position="nurse", valid_from=dt.date(2026, 9, 1)
        )
    return Scope(ActorKind.PERSON, actor_id=who.id, person_id=who.id, posts=(Post("nurse", school.organisation_id),))


def test_health_and_needs_go_along_sealed_at_both_ends_and_few_read_them(cast):
    """The packet tells the new school what to heed; its nurse reads the illness once Erzhan is there, not before."""
    pupil, first = cast.school.pupil_id, dt.date(2026, 9, 1)
    here, there = nurse_of(cast.school), nurse_of(cast.neighbour)
    sheet = care.HealthDraft(
        valid_from=first, passport_on=first, health_group="3", pe_group="special", restrictions=("swim",),
        notes="Бронх демікпесі",
    )  # fmt: skip
    with use_scope(here):
        written = care.write_sheet(person_id=pupil, draft=sheet)
    with use_scope(cast.school.scope("director")):
        concluded = care.write_conclusion(person_id=pupil, draft=care.ConclusionDraft("ПМПК-17", first, first))
    key = send(cast)
    with use_scope(cast.neighbour.scope("director")):
        packet = Packet.objects.get(transfer_id=key)
        contents = facts.payloads_of([(packet.day, packet.id)])[packet.id]
    assert (contents["health"]["fact"], contents["health"]["forms"]) == (
        str(written), {"052-2": "2026-09-01", "065": None},
    )  # fmt: skip
    assert contents["health"]["words"]["ru"] == {"pe": "специальная", "restrictions": "нельзя плавать"}
    assert contents["needs"] == [{"fact": str(concluded), "fact_day": "2026-11-23"}]
    assert "демікпе" not in str(contents)
    assert "ПМПК" not in str(contents)
    with use_scope(there):
        assert care.sheets_of(pupil) == []
    take(cast, key)
    drain()
    drain()
    with use_scope(there):
        [row] = care.sheets_of(pupil)
    assert (row.notes, row.health_group, row.in_force, row.by) == ("Бронх демікпесі", "3", True, "")
    with use_scope(cast.neighbour.scope("director")):
        [need] = care.needs_of(pupil)
        assert (need.number, need.in_force) == ("ПМПК-17", True)
        assert care.with_needs([cast.neighbour.organisation_id], day=MONDAY)[cast.neighbour.group_id] == 1
    with use_scope(cast.school.scope("director")):
        assert care.needs_of(pupil) == []  # who counts now is the new school's
    with use_scope(cast.school.scope("guardian")):
        assert [one.school for one in care.sheets_of(pupil)] == ["№29", "№28"]
    with system_scope("test"):
        sealing.seal_everything()
        sealing.publish()
        sealed = {fact.organisation_id for fact in HealthSheet.objects.all()}
    assert sealed == {cast.school.organisation_id, cast.neighbour.organisation_id}
    with use_scope(cast.school.scope("guardian")):
        assert len(list(care.receipts_about(pupil))) == 4  # a sheet and a conclusion at either school
        child = registry.card(pupil)
    client = Client()
    client.force_login(make_user(cast.school.guardian_id))
    shown = client.get(reverse("family_transfer", args=[key])).content.decode()
    assert "нельзя плавать" in shown or "жүзуге болмайды" in shown or "no swimming" in shown
    assert child is not None


def test_the_family_is_told_of_the_packet_and_of_the_acceptance_once(cast):
    key = send(cast)
    drain()
    assert told(cast.school.guardian_id) == ["packet_sent"]
    take(cast, key)
    drain()
    drain()
    assert told(cast.school.guardian_id) == ["packet_sent", "pupil_transferred"]
    assert told(cast.neighbour.guardian_id) == []
    client = Client()
    client.force_login(make_user(cast.school.guardian_id))
    assert client.get(reverse("family_transfer", args=[key])).status_code == 200


def test_the_heads_of_both_schools_are_told_whose_turn_it_is(cast):
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(iin="130504550013")
    with use_scope(cast.neighbour.scope("director")):
        key = movement.ask_for(
            organisation_id=cast.neighbour.organisation_id, iin="130504550013", family="Сейтқали", ground="moving"
        )
    drain()
    assert told(cast.school.director_id) == ["transfer_asked"]
    with use_scope(cast.school.scope("director")):
        movement.issue_slip(transfer_id=key)
        movement.send_packet(transfer_id=key)
    drain()
    drain()
    assert told(cast.neighbour.director_id) == ["packet_arrived"]
    client = Client()
    client.force_login(make_user(cast.neighbour.director_id))
    assert "№28" in client.get(reverse("notices")).content.decode()


def test_the_family_is_told_of_a_refusal_and_reads_its_ground(cast):
    key = send(cast)
    with use_scope(cast.neighbour.scope("director")):
        movement.refuse(transfer_id=key, side=movement.Side.RECEIVER, ground="class_full", words="Орын жоқ")
    drain()
    assert told(cast.school.guardian_id) == ["packet_sent", "transfer_ended"]
    client = Client()
    client.force_login(make_user(cast.school.guardian_id))
    body = client.get(reverse("family_transfer", args=[key])).content.decode()
    assert "Орын жоқ" in body
    assert "Сыныптарда бос орын жоқ" in body


def test_a_transfer_that_is_accepted_ends_the_search(cast):
    with system_scope("test"):
        a_search(cast.school)
    take(cast, send(cast))
    drain()
    with system_scope("test"):
        assert list(Search.objects.values_list("outcome", flat=True)) == ["enrolled"]


def test_the_owner_of_a_search_is_told_once(cast, monday):
    """School 28 has rolled over; Madi was left behind in the class of the past year."""
    monday.move_to(dt.datetime(2026, 9, 1, 12, tzinfo=clock.ZONE))
    school = cast.school
    past = registry.GroupDraft(
        organisation_id=school.organisation_id, school_year=2025, grade=6, letter="Ә", language="kk"
    )
    with system_scope("test"):
        [group] = registry.open_groups(drafts=[past])
        person = registry.PersonDraft(family="Нұрғали", given="Мәди", birth_date=None, sex="m")
        [child] = registry.register_people(people=[person])
        stay = registry.EnrolmentDraft(
            person_id=child, organisation_id=school.organisation_id, group_id=group, valid_from=dt.date(2025, 9, 1)
        )
        registry.enrol(drafts=[stay])
        assert movement.open_searches() == 1
        assert movement.open_searches() == 0
    drain()
    assert told(school.director_id) == ["search_opened"]
    assert told(cast.neighbour.director_id) == []


def roll(school):
    with use_scope(school.scope("director")):
        movement.roll_over(organisation_id=school.organisation_id, school_year=2027)


def undo(school):
    with use_scope(school.scope("director")), pytest.raises(Denied, match="The new year has begun"):
        movement.undo_rollover(organisation_id=school.organisation_id, school_year=2027)


def test_a_passage_of_the_new_year_forbids_the_undo(cast, monday):
    monday.move_to(JUNE)
    roll(cast.school)
    monday.move_to(SEPTEMBER)
    entry = presence.Entry(at=SEPTEMBER, says="in", source="test")
    word = presence.Word(
        person_id=cast.school.pupil_id, organisation_id=cast.school.organisation_id, day=SEPTEMBER.date(),
        witness=presence.Witness.GATE, entries=(entry,),
    )  # fmt: skip
    with system_scope("test"):
        presence.testify(words=[word], quietly=True)
    undo(cast.school)


def test_a_planned_lesson_of_a_new_class_forbids_the_undo(cast, monday):
    monday.move_to(JUNE)
    roll(cast.school)
    with system_scope("test"):
        group = registry.places_of([cast.school.pupil_id])[cast.school.pupil_id][1]
        lesson = lesson_on(cast.school, SEPTEMBER.date())
        type(lesson).objects.filter(id=lesson.id).update(group=group)
        assert Transfer.objects.count() == 0
    undo(cast.school)
