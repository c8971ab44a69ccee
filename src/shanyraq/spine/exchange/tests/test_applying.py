"""Read, show, apply, undo: a director's own list."""

import datetime as dt
from decimal import Decimal

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.drafts import Deed, Fault, Kind, Ref
from shanyraq.spine.exchange.models import Line, Run, SourceKey, Trace
from shanyraq.spine.exchange.tests.conftest import BORN, IIN, pupil, record
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.models import (
    Building,
    Employment,
    Enrolment,
    Group,
    Guardianship,
    Person,
    Room,
    TeachingLoad,
)

TABLES = (Person, Group, Enrolment, Guardianship, Employment, TeachingLoad)


def register() -> dict[str, list[dict[str, object]]]:
    """Everything that an import may touch, row by row."""
    with system_scope("test"):
        return {table.__name__: list(table.objects.order_by("id").values()) for table in TABLES}


def totals(card) -> dict[str, int]:
    return {verdict: number for verdict, number in card.totals.items() if number}


def whole_file():
    return [
        record(Kind.STAFF, 2, family="Ахметова", given="Гүлнәр", sex="f", position="teacher", key="t1"),
        record(Kind.GROUP, 2, grade=8, letter="Б", language="kk", class_teacher=Ref("name", "Ахметова Гүлнәр")),
        record(Kind.LOAD, 2, teacher=Ref("source", "t1"), group=Ref("class", "8Б"), subject="algebra",
               hours_per_week=Decimal(3)),
        pupil(2, iin=IIN, birth_date=BORN, to="8Б"),
        pupil(3, "Серікбай", "Айша", sex="f", to="7Ә"),
        record(Kind.GUARDIAN, 2, child=Ref("iin", IIN), family="Серікбай", given="Мақпал", relation="mother",
               phone="8 701 123 45 67"),
        record(Kind.GUARDIAN, 3, child=Ref("name", "Серікбай Айша"), family="Серікбай", given="Мақпал",
               relation="mother", phone="8 701 123 45 67"),
    ]  # fmt: skip


def test_a_file_is_shown_before_anything_is_touched(bring):
    before = register()
    card = bring(whole_file())
    assert totals(card) == {"create": 6, "change": 1}
    assert register() == before
    rows = exchange.run_lines(card.id).rows
    assert [(row.kind, row.row, row.verdict) for row in rows] == [
        ("staff", 2, "create"), ("group", 2, "create"), ("load", 2, "create"), ("pupil", 2, "create"),
        ("pupil", 3, "create"), ("guardian", 2, "create"), ("guardian", 3, "change"),
    ]  # fmt: skip


def test_what_was_shown_is_done_and_one_mother_of_two_is_one_person(bring):
    bring(whole_file(), apply=True)
    with system_scope("test"):
        aisha = Person.objects.get(given="Айша")
        nurlan = Person.objects.get(iin=IIN)
        mother = Person.objects.get(given="Мақпал")
        group = Group.objects.get(grade=8)
        assert (aisha.group.name, nurlan.group_id, nurlan.is_learner) == ("7 «Ә»", group.id, True)
        assert set(Guardianship.objects.filter(guardian=mother).values_list("child_id", flat=True)) == {
            aisha.id, nurlan.id,
        }  # fmt: skip
        assert str(group.class_teacher) == "Ахметова Гүлнәр"
        assert TeachingLoad.objects.get(group=group).person_id == group.class_teacher_id
        assert (mother.phone, mother.sex) == ("+77011234567", "f")


def test_the_same_file_again_changes_nothing(bring):
    bring(whole_file(), apply=True)
    before = register()
    card = bring(whole_file(), apply=True)
    assert totals(card) == {"leave": 7}
    assert register() == before


def test_an_undone_file_leaves_the_register_as_it_was(bring):
    before = register()
    card = bring([*whole_file(), pupil(9, "Сейтқали", "Ержан", to="8Б")], apply=True)
    assert register() != before
    exchange.undo_run(run_id=card.id)
    assert register() == before
    assert exchange.run_card(card.id).state == "undone"
    assert not SourceKey.objects.filter(run=card.id).exists()


def test_a_file_on_which_something_stands_is_not_undone(bring, as_director):
    card = bring([pupil(2, iin=IIN)], apply=True)
    with system_scope("test"):
        Person.objects.filter(iin=IIN).update(email="nurlan@example.kz")
    before = register()
    with pytest.raises(Denied, match="Серікбай Нұрлан"):
        exchange.undo_run(run_id=card.id)
    assert register() == before
    assert exchange.run_card(card.id).state == "applied"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("person", {"phone": "+77010000001"}),
        ("person", {"iin": None}),
        ("room", {"capacity": 99}),
        ("room", {"name": "Басқа"}),
        ("building", {"address": "Басқа көше"}),
    ],
)
def test_a_number_a_phone_or_a_room_that_was_changed_since_keeps_the_file(bring, kind, changed):
    """What somebody has corrected by hand is not taken away with the file."""
    rooms = [
        record(Kind.BUILDING, 2, name="Негізгі ғимарат", address="Абай көшесі, 1"),
        record(Kind.ROOM, 2, building="Негізгі ғимарат", name="101", capacity=25),
    ]
    card = bring([*rooms, *whole_file()], apply=True)
    with system_scope("test"):
        made = list(Trace.objects.filter(run=card.id, deed="created", kind=kind).values_list("target", flat=True))
        model = {"person": Person, "room": Room, "building": Building}[kind]
        row = next(one for one in model.objects.filter(id__in=made) if kind != "person" or one.iin == IIN)
        assert model.objects.filter(id=row.id).update(**changed) == 1
    before = register()
    with pytest.raises(Denied):
        exchange.undo_run(run_id=card.id)
    assert register() == before


def test_a_bad_row_stops_no_good_row_and_names_its_field(bring):
    bad = record(Kind.PUPIL, 3, given="Айша", faults=(Fault("iin", "A digit is mistyped.", "1503"),))
    card = bring([pupil(2), bad, pupil(4, given="")], apply=True)
    assert totals(card) == {"create": 1, "refuse": 2}
    refused = list(exchange.refused_lines(card.id))
    assert [(row.row, row.reasons[0].field, row.raw) for row in refused] == [
        (3, "iin", {"Тегі": ""}), (4, "given", {"Тегі": "Серікбай"}),
    ]  # fmt: skip
    with system_scope("test"):
        assert Person.objects.filter(family="Серікбай").count() == 1


def test_the_second_row_of_one_number_is_refused_naming_the_first(bring):
    card = bring([pupil(2, iin=IIN), pupil(5, "Басқа", "Бала", iin=IIN)])
    second = exchange.run_lines(card.id, verdict="refuse").rows
    assert [(row.row, row.reasons[0].field) for row in second] == [(5, "iin")]
    assert "2" in second[0].reasons[0].words


def test_a_neighbours_child_is_not_named(bring, as_director):
    with system_scope("test"):
        Person.objects.filter(id=as_director.neighbour.pupil_id).update(iin=IIN)
    before = register()
    card = bring([pupil(2, iin=IIN)], apply=True)
    [row] = exchange.run_lines(card.id).rows
    assert (row.verdict, row.candidates, row.changes) == ("refuse", (), ())
    assert not any("Сәуле" in reason.words or "Әбдіраш" in reason.words for reason in row.reasons)
    assert register() == before


def test_a_guardian_of_two_schools_is_linked_and_not_changed(bring, as_director):
    with system_scope("test"):
        Person.objects.filter(id=as_director.neighbour.guardian_id).update(iin=IIN, phone="+77010000000")
    child = Ref("name", "Сейтқали Ержан")
    said = {"child": child, "given": "Дана", "relation": "guardian", "iin": IIN, "phone": "+77019999999"}
    other = record(Kind.GUARDIAN, 3, family="Біреу", **said)
    card = bring([record(Kind.GUARDIAN, 2, family="Әбдіраш", **said), other], apply=True)
    assert [row.verdict for row in exchange.run_lines(card.id).rows] == ["change", "refuse"]
    with system_scope("test"):
        person = Person.objects.get(iin=IIN)
        assert (person.id, person.phone) == (as_director.neighbour.guardian_id, "+77010000000")
        assert Guardianship.objects.filter(guardian=person, child=as_director.school.pupil_id).exists()


def test_a_namesake_is_asked_about_and_each_answer_is_kept_to(bring, as_director):
    with system_scope("test"):
        group = Group.objects.create(
            organisation_id=as_director.school.organisation_id, school_year=2026, grade=9, letter="В", name="9 «В»",
            sort_key="09 В", language="kk",
        )  # fmt: skip
    asked = pupil(2, "Сейтқали", "Ержан", to="9В", birth_date=BORN)
    card = bring([asked])
    assert totals(card) == {"ask": 1}
    with pytest.raises(Denied):
        exchange.decide_line(run_id=card.id, number=1, decision="same", candidate_id=as_director.neighbour.pupil_id)
    exchange.decide_line(run_id=card.id, number=1, decision="same", candidate_id=as_director.school.pupil_id)
    exchange.apply_run(run_id=card.id)
    with system_scope("test"):
        child = Person.objects.get(id=as_director.school.pupil_id)
        assert (child.group_id, child.birth_date) == (group.id, BORN)
        assert Enrolment.objects.filter(person=child).count() == 2
        assert Person.objects.filter(given="Ержан").count() == 1


@pytest.mark.parametrize(("decision", "people"), [("new", 2), ("out", 1)])
def test_somebody_new_or_left_out(bring, as_director, decision, people):
    with system_scope("test"):
        Person.objects.filter(id=as_director.school.pupil_id).update(group=None)
    card = bring([pupil(2, "Сейтқали", "Ержан", birth_date=BORN)])
    assert totals(card) == {"ask": 1}
    exchange.decide_line(run_id=card.id, number=1, decision=decision)
    exchange.apply_run(run_id=card.id)
    with system_scope("test"):
        assert Person.objects.filter(given="Ержан").count() == people


def test_what_the_register_learned_meanwhile_is_not_overwritten(bring, as_director):
    card = bring([pupil(2, "Сейтқали", "Ержан", email="new@example.kz")])
    assert totals(card) == {"change": 1}
    with system_scope("test"):
        Person.objects.filter(id=as_director.school.pupil_id).update(email="typed@example.kz")
    exchange.apply_run(run_id=card.id)
    assert totals(exchange.run_card(card.id)) == {"ask": 1}
    with system_scope("test"):
        assert Person.objects.get(id=as_director.school.pupil_id).email == "typed@example.kz"


def test_a_removed_child_leaves_and_comes_back_by_undo(bring, as_director):
    bring([record(Kind.PUPIL, 2, key="p1", family="Сейтқали", given="Ержан", group=Ref("class", "7Ә"))], apply=True)
    before = register()
    gone = record(Kind.PUPIL, 2, key="p1")
    gone = type(gone)(kind=gone.kind, place=gone.place, values={}, source_key="p1", deed=Deed.REMOVED)
    card = bring([gone], apply=True)
    with system_scope("test"):
        assert Enrolment.objects.get(person=as_director.school.pupil_id).valid_to is not None
    exchange.undo_run(run_id=card.id)
    assert register() == before


def test_a_run_is_nobody_elses(bring, as_director):
    card = bring([pupil(2)])
    with use_scope(as_director.neighbour.scope("director")):
        assert exchange.run_card(card.id) is None
        with pytest.raises(Denied):
            exchange.apply_run(run_id=card.id)
        with pytest.raises(Denied):
            exchange.open_run(
                organisation_id=as_director.school.organisation_id, source="excel", filename="x", records=[pupil(2)]
            )
    with use_scope(as_director.school.scope("teacher")), pytest.raises(Denied):
        exchange.open_run(
            organisation_id=as_director.school.organisation_id, source="excel", filename="x", records=[pupil(2)]
        )
    with pytest.raises(Denied):
        exchange.open_run(organisation_id=None, source="x", filename="x", records=[])
    with system_scope("test"):
        assert (Run.objects.count(), Line.objects.count(), Trace.objects.count()) == (1, 1, 0)


def test_what_the_register_refuses_is_refused_alone_and_in_its_words(bring, as_director, cast):
    with system_scope("test"):
        Guardianship.objects.filter(child=cast.school.pupil_id).update(organisation=cast.school.organisation_id)
    with use_scope(cast.school.scope("director")):
        registry.open_dispute(child_id=cast.school.pupil_id, ground="сотқа жүгінді", day=clock.today())
    known = Person.objects.seen_by_system().get(id=cast.school.pupil_id)
    rows = [
        pupil(2, iin=IIN, birth_date=BORN, to="7Ә"),
        pupil(3, "Серікбай", "Айша", sex="f", to="7Ә", valid_from=dt.date(2020, 1, 1)),
        record(Kind.GUARDIAN, 2, child=Ref("iin", IIN), family="Серікбай", given="Мақпал", relation="mother"),
        record(Kind.GUARDIAN, 3, child=Ref("name", f"{known.family} {known.given}"), family="Бөтен", given="Адам",
               relation="trustee"),
        record(Kind.GUARDIAN, 4, child=Ref("name", "Серікбай Айша"), family="Серікбай", given="Ораз",
               relation="father"),
    ]  # fmt: skip
    card = bring(rows, apply=True)
    refused = {(line.kind, line.row): line.reasons[-1].words for line in exchange.run_lines(card.id).rows
               if line.verdict == "refuse"}  # fmt: skip
    assert set(refused) == {("pupil", 3), ("guardian", 3), ("guardian", 4)}
    assert all(refused.values())
    with system_scope("test"):
        nurlan = Person.objects.get(iin=IIN)
        assert [right.guardian.given for right in nurlan.guardianships.select_related("guardian")] == ["Мақпал"]
        assert not Person.objects.filter(given__in=["Айша", "Адам", "Ораз"]).exists()
    assert totals(exchange.run_card(card.id)) == {"create": 2, "refuse": 3}


def test_a_list_does_not_tell_of_a_protected_child_and_does_not_change_the_card(bring, as_director):
    bring(whole_file(), apply=True)
    with system_scope("test"):
        Person.objects.filter(given__in=["Айша", "Нұрлан"], family="Серікбай").update(protected=True)
    before = register()
    card = bring(
        [
            pupil(2, iin=IIN, birth_date=BORN, to="7Ә", phone="8 701 999 99 99"),
            record(Kind.GUARDIAN, 3, child=Ref("iin", IIN), family="Бөтен", given="Адам", sex="m", relation="trustee"),
            record(Kind.GUARDIAN, 4, child=Ref("name", "Серікбай Нұрлан"), family="Бөтен", given="Адам", sex="m",
                   relation="trustee"),
            pupil(5, "Серікбай", "Айша", sex="f", to="8Б"),
        ],
    )  # fmt: skip
    rows = exchange.run_lines(card.id).rows
    assert {reason.field for row in rows for reason in row.reasons if row.kind == "guardian"} == {"child"}
    assert [(row.row, row.verdict, row.changes, row.candidates) for row in rows if row.kind == "guardian"] == [
        (3, "refuse", (), ()), (4, "refuse", (), ()),
    ]  # fmt: skip
    assert [(row.row, row.verdict, row.changes, row.candidates) for row in rows if row.kind == "pupil"] == [
        (2, "refuse", (), ()), (5, "create", (), ()),
    ]  # fmt: skip
    assert register() == before


def test_nothing_is_undone_over_a_dispute(bring, as_director):
    card = bring(whole_file(), apply=True)
    with system_scope("test"):
        child = Person.objects.get(iin=IIN)
    with use_scope(as_director.school.scope("director")):
        registry.open_dispute(child_id=child.id, ground="сотқа жүгінді", day=clock.today())
        before = register()
        with pytest.raises(Denied):
            exchange.undo_run(run_id=card.id)
        assert register() == before
