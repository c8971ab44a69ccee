"""A transfer from school to school: the whole way, and everybody who tries to go another."""

import datetime as dt
import json

import pytest
from django.utils import translation

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.models import Packet, Transfer, TransferMove
from shanyraq.spine.movement.rules.packet import digest_of_contents
from shanyraq.spine.movement.tests.story import IIN, MONDAY, at, fill, give_iin
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import build_school
from shanyraq.spine.registry.models import Enrolment, Guardianship, Person

THURSDAY, FRIDAY = MONDAY + dt.timedelta(days=3), MONDAY + dt.timedelta(days=4)


def asked(cast, *, ground="moving", day=MONDAY):
    give_iin(cast.school.pupil_id)
    with at(day, school=cast.neighbour):
        return movement.ask_for(
            organisation_id=cast.neighbour.organisation_id, iin=IIN, family="Сейтқали", ground=ground
        )


def sent(cast, *, day=MONDAY):
    transfer = asked(cast, day=day)
    with at(day, school=cast.school):
        movement.issue_slip(transfer_id=transfer)
        movement.send_packet(transfer_id=transfer, health_digest=b"h" * 32)
    return transfer


def take(cast, transfer, **fields):
    movement.accept(transfer_id=transfer, group_id=cast.neighbour.group_id, order_number="№ 40", **fields)


def states(transfer):
    with system_scope("test"):
        rows = TransferMove.objects.filter(transfer_id=transfer).order_by("id")
        return [(row.state, row.organisation_id) for row in rows]


def test_the_whole_way_loses_nothing(cast):
    transfer, pupil = sent(cast), cast.school.pupil_id
    with at(THURSDAY, school=cast.neighbour):
        take(cast, transfer)
    with system_scope("test"):
        stays = list(Enrolment.objects.filter(person=pupil).order_by("valid_from"))
        assert [(stay.organisation_id, stay.valid_from, stay.valid_to) for stay in stays] == [
            (cast.school.organisation_id, dt.date(2026, 9, 1), THURSDAY - dt.timedelta(days=1)),
            (cast.neighbour.organisation_id, THURSDAY, None),
        ]
        assert Guardianship.objects.get(child=pupil).organisation_id == cast.neighbour.organisation_id
        assert [one.id for one in registry.roster(cast.school.group_id, day=MONDAY)] == [pupil]
        assert [one.id for one in registry.roster(cast.school.group_id, day=THURSDAY)] == []
        assert pupil in {one.id for one in registry.roster(cast.neighbour.group_id, day=THURSDAY)}
    old, new = cast.school.organisation_id, cast.neighbour.organisation_id
    assert states(transfer) == [("requested", new), ("slip_issued", old), ("packet_sent", old), ("accepted", new)]
    with use_scope(cast.school.scope("director")):
        assert not Person.objects.filter(id=pupil).exists()
        assert Enrolment.objects.filter(person=pupil).count() == 1


def test_both_ends_hold_receipts_that_the_published_root_bears_out(cast):
    transfer = sent(cast)
    with at(MONDAY, school=cast.neighbour):
        take(cast, transfer)
    with at(MONDAY):
        sealing.seal_everything()
        sealing.publish()
        words = dict.fromkeys(("kk", "ru", "en"), sealing.Words(what="а", who="ә", when="б"))
        kinds = set()
        for fact in [*TransferMove.objects.filter(transfer_id=transfer), Packet.objects.get(transfer_id=transfer)]:
            kinds.add(json.loads(sealing.receipt_of(fact, words=words))["fact"]["kind"])
    assert kinds == {"transfers", "packets"}


def test_the_packet_is_what_its_digest_says_and_only_the_receiver_reads_it(cast):
    transfer = sent(cast)
    stranger = build_school(31)
    with use_scope(cast.neighbour.scope("director")):
        packet = Packet.objects.get(transfer_id=transfer)
        contents = facts.payloads_of([(packet.day, packet.id)])[packet.id]
        assert set(contents) == {"attendance", "health", "marks", "needs"}
        assert bytes(packet.contents_digest) == digest_of_contents(contents)
        assert not Person.objects.filter(id=cast.school.pupil_id).exists()
    for scope in (stranger.scope("director"), cast.neighbour.scope("teacher")):
        with use_scope(scope):
            assert not Packet.objects.exists()
    with at(MONDAY, school=cast.neighbour):
        take(cast, transfer)
    with use_scope(cast.neighbour.scope("teacher")):
        assert Packet.objects.count() == 1


def test_a_refusal_takes_the_packet_from_the_receivers_eyes_and_the_child_stays(cast):
    transfer = sent(cast)
    with at(MONDAY, school=cast.neighbour):
        with pytest.raises(Denied, match="legal ground"):
            movement.refuse(transfer_id=transfer, side=movement.Side.RECEIVER, ground="no_ground", words="жоқ")
        movement.refuse(transfer_id=transfer, side=movement.Side.RECEIVER, ground="class_full", words="Орын жоқ")
        assert not Packet.objects.exists()
    with system_scope("test"):
        assert registry.places_of([cast.school.pupil_id])[cast.school.pupil_id][0] == cast.school.organisation_id


def test_hostile_hands(cast):
    transfer, stranger = sent(cast), build_school(31)
    for school in (cast.school, stranger):
        with at(MONDAY, school=school), pytest.raises(Denied, match="no right"):
            movement.accept(transfer_id=transfer, group_id=school.group_id, order_number="№ 1")
    with at(MONDAY, school=cast.neighbour):
        with pytest.raises(Denied, match="own school"):
            movement.accept(transfer_id=transfer, group_id=stranger.group_id, order_number="№ 1")
        with pytest.raises(Denied, match="no right"):
            movement.send_packet(transfer_id=transfer)
        with pytest.raises(Denied, match="other school's turn"):
            movement.withdraw(transfer_id=transfer, side=movement.Side.SENDER, words="Біз шештік")
        take(cast, transfer)
        with pytest.raises(Denied, match="another state meanwhile: accepted"):
            take(cast, transfer)
    assert len(states(transfer)) == 4


def test_a_slip_is_good_for_three_working_days_and_then_expires(cast):
    transfer = sent(cast, day=THURSDAY)  # Friday, Monday, Tuesday
    with at(dt.date(2026, 12, 1)):
        assert movement.expire_slips() == 0
    with at(dt.date(2026, 12, 2), school=cast.neighbour), pytest.raises(Denied, match=r"good until 01\.12\.2026"):
        take(cast, transfer)
    with at(dt.date(2026, 12, 2)):
        assert movement.expire_slips() == 1
        assert movement.expire_slips() == 0
        assert Transfer.objects.get().state == "expired"
        assert registry.places_of([cast.school.pupil_id])[cast.school.pupil_id][0] == cast.school.organisation_id


def test_a_child_has_one_open_transfer(cast):
    asked(cast)
    third = build_school(31)
    with at(MONDAY, school=third), pytest.raises(Denied, match="Another transfer"):
        movement.ask_for(organisation_id=third.organisation_id, iin=IIN, family="Сейтқали", ground="moving")
    with at(MONDAY, school=cast.school), pytest.raises(Denied, match="transfer of this child is open"):
        movement.leave_school(
            person_id=cast.school.pupil_id,
            draft=movement.LeavingDraft(last_day=MONDAY, reason="court", document="№ 1"),
        )
    assert len(states(Transfer.objects.seen_by_system().get().id)) == 1


def test_numbers_are_not_tried_out(cast):
    give_iin(cast.school.pupil_id)
    with at(MONDAY, school=cast.neighbour):
        for iin, family in ((IIN, "Омаров"), ("999999999999", "Сейтқали"), (IIN, ""), ("", "Сейтқали")):
            with pytest.raises(Denied, match="No learner with this IIN and family name"):
                movement.ask_for(
                    organisation_id=cast.neighbour.organisation_id, iin=iin, family=family, ground="moving"
                )


def test_a_protected_child_is_not_betrayed_by_a_request(cast):
    """The same words as for nobody; the school that knows the child may give the slip itself."""
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(protected=True)
    with translation.override("en"), pytest.raises(Denied, match="No learner with this IIN and family name"):
        asked(cast)
    with at(MONDAY, school=cast.school):
        transfer = movement.issue_new_slip(
            person_id=cast.school.pupil_id, to_organisation_id=cast.neighbour.organisation_id, ground="court"
        )
    assert [state for state, _place in states(transfer)] == ["slip_issued"]


def test_the_sender_refuses_a_request_on_a_ground_of_its_own(cast):
    transfer = asked(cast)
    with at(MONDAY, school=cast.neighbour), pytest.raises(Denied, match="other school's turn"):
        movement.refuse(transfer_id=transfer, side=movement.Side.RECEIVER, ground="class_full", words="жоқ")
    with at(MONDAY, school=cast.school):
        with pytest.raises(Denied, match="legal ground"):
            movement.refuse(transfer_id=transfer, side=movement.Side.SENDER, ground="class_full", words="жоқ")
        movement.refuse(transfer_id=transfer, side=movement.Side.SENDER, ground="not_guardian", words="Көршісі келді")
    assert states(transfer)[-1] == ("refused", cast.school.organisation_id)


def test_during_lessons_a_wish_is_no_ground_and_in_the_break_it_is(cast):
    with translation.override("en"), pytest.raises(Denied, match="only on one of the listed grounds"):
        asked(cast, ground="holidays")
    assert asked(cast, ground="holidays", day=dt.date(2026, 12, 30))


def test_the_receiving_class_may_be_full(cast):
    transfer = sent(cast)
    fill(cast.neighbour, 24)
    with at(MONDAY, school=cast.neighbour):
        with pytest.raises(Denied, match="is full"):
            take(cast, transfer)
        take(cast, transfer, exception="Қызмет көрсету аумағы")
    assert states(transfer)[-1][0] == "accepted"


def test_the_sender_begins_for_a_child_without_iin(cast):
    with at(MONDAY, school=cast.school):
        transfer = movement.issue_new_slip(
            person_id=cast.school.pupil_id, to_organisation_id=cast.neighbour.organisation_id, ground="moving"
        )
        movement.withdraw(transfer_id=transfer, side=movement.Side.SENDER, words="Отбасы ойын өзгертті")
    assert [state for state, _place in states(transfer)] == ["slip_issued", "withdrawn"]
