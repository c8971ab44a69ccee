"""One notice once, by the chosen channels; quiet hours delay e-mail only."""

import datetime as dt

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.actions.sending import choose
from shanyraq.spine.notices.models import Dispatch, LiveChange, Notice, Preference
from shanyraq.spine.registry.factories import person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


def prefer(school, **chosen):
    with use_scope(school.scope("guardian")):
        choose(
            **{
                "person_id": school.guardian_id,
                "muted": [],
                "by_email": [],
                "quiet_from": dt.time(21),
                "quiet_to": dt.time(7),
                **chosen,
            }
        )


def test_the_same_source_is_told_once(letter):
    """Also within one call, and by a delivery that comes again."""
    assert notices.send(letters=[letter(), letter(), letter(source="fact:2")]) == 2
    assert notices.send(letters=[letter(), letter(source="fact:2")]) == 0
    assert sorted(Notice.objects.values_list("source", flat=True)) == ["fact:1", "fact:2"]


def test_a_notice_refreshes_its_readers_page(dana, letter):
    notices.send(letters=[letter()])
    assert list(LiveChange.objects.values_list("topic", flat=True)) == [f"person:{dana.guardian_id}"]


def test_a_muted_category_is_not_sent_but_cases_always(dana, letter):
    prefer(dana, muted=["arrival", "cases"])
    assert notices.send(letters=[letter(), letter("test_case")]) == 1
    assert list(Notice.objects.values_list("code", flat=True)) == ["test_case"]
    assert Preference.objects.get().muted == ["arrival"]


def test_quiet_hours_delay_the_letter_and_never_the_notice(dana, letter, noon):
    prefer(dana, by_email=["arrival"])
    noon.move_to(NOON.replace(hour=22))
    notices.send(letters=[letter()])
    assert Dispatch.objects.get().due_at == NOON.replace(day=24, hour=7)
    with use_scope(dana.scope("guardian")):
        assert [row.title for row in notices.notices_of(dana.guardian_id)] == ["Ержан: келді"]


def test_only_chosen_categories_leave_by_e_mail(dana, letter):
    prefer(dana, by_email=["cases"])
    notices.send(letters=[letter(), letter("test_case")])
    assert [row.notice.code for row in Dispatch.objects.select_related("notice")] == ["test_case"]


def test_an_undeclared_message_is_a_fault_of_the_sender(letter):
    with pytest.raises(LookupError, match="no_such"):
        notices.send(letters=[letter("no_such")])


def test_a_notice_is_its_readers_alone(dana, letter, cast):
    notices.send(letters=[letter()])
    for role in ("director", "teacher", "pupil"):
        with use_scope(cast.school.scope(role)):
            assert notices.notices_of(dana.guardian_id) == []
            with pytest.raises(Denied):
                notices.mark_read(person_id=dana.guardian_id)
    with use_scope(dana.scope("guardian")):
        assert notices.unread(dana.guardian_id) == 1
        assert notices.mark_read(person_id=dana.guardian_id) == 1
        assert notices.unread(dana.guardian_id) == 0


def test_nobody_but_the_machine_sends(cast, letter):
    with use_scope(cast.school.scope("director")), pytest.raises(Denied):
        notices.send(letters=[letter()])


def test_a_message_whose_module_is_gone_keeps_its_code(dana, letter):
    notices.send(letters=[letter()])
    Notice.objects.update(code="left_the_house")
    with use_scope(dana.scope("guardian")):
        assert [row.title for row in notices.notices_of(dana.guardian_id)] == ["left_the_house"]


def test_a_class_of_letters_needs_as_many_statements_as_one(dana, letter):
    people = [person("Ким", f"Вера {number}").id for number in range(30)]
    with count_queries() as one:
        notices.send(letters=[letter()])
    with count_queries() as many:
        notices.send(letters=[letter(source="fact:2", person_id=somebody) for somebody in people])
    assert one.number == many.number
