import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter

from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.gateways.lists import read_lists
from shanyraq.spine.exchange.tests.lists import TODAY, read, workbook

# The number of nobody: its serial belongs to the published examples of the rules.
GOOD = "150315500005"
BORN = dt.date(2015, 3, 15)


def graves(record):
    return [(fault.field, fault.entered) for fault in record.faults if fault.grave]


def test_a_journals_export_gives_the_child_and_its_parents():
    reading = read(
        Лист1=[
            ["Список учащихся 5 «Ә» класса"],
            [None, None, None, None, "Мать", None, "Отец", None],
            [
                "№ п/п",
                "Ф.И.О. ученика",
                "ИИН",
                "Дата рождения",
                "ФИО матери",
                "Телефон матери",
                "ФИО отца",
                "Тел. отца",
            ],
            [1, "Сейтқали Ержан Болатұлы", GOOD, BORN, "Сейтқали Дана", "87011234567", "Сейтқали Болат", None],
        ]
    )
    assert reading.asks == ()
    child, mother, father = reading.records
    assert (child.kind, child.place.row) == (Kind.PUPIL, 4)
    assert child.values == {
        "family": "Сейтқали", "given": "Ержан", "patronymic": "Болатұлы", "iin": GOOD, "birth_date": BORN, "sex": "m",
        "group": Ref("class", "5Ә"),
    }  # fmt: skip
    assert mother.values == {
        "family": "Сейтқали", "given": "Дана", "patronymic": "", "phone": "+77011234567", "sex": "f",
        "relation": "mother", "child": Ref("iin", GOOD),
    }  # fmt: skip
    assert (father.values["relation"], father.values["sex"], father.values["phone"]) == ("father", "m", "")
    assert all(not record.faults for record in reading.records)
    assert child.raw["Ф.И.О. ученика"] == "Сейтқали Ержан Болатұлы"


def test_headings_under_a_merged_one_speak_of_it():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("5Ә")
        sheet.merge_range(0, 0, 1, 0, "Оқушының ТАӘ")
        sheet.merge_range(0, 1, 0, 2, "Анасы")
        sheet.write_row(1, 1, ["ТАӘ", "Телефоны"])
        sheet.write_row(2, 0, ["Сейтқали Ержан", "Сейтқали Дана", "87011234567"])
    [table] = read_lists(out.getvalue(), "a.xlsx", today=TODAY).tables
    assert [column.slot for column in table.columns] == ["full_name", "mother.full_name", "mother.phone"]
    assert (table.kind, table.class_name) == ("pupil", "5Ә")


def test_a_range_merged_far_below_the_last_row_costs_nothing():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("x")
        sheet.write_row(0, 0, ["ФИО", "Класс"])
        sheet.merge_range(1, 1, 20_000, 1, "5Ә")
        sheet.write_column(1, 0, ["Серік Әсел", "Серік Дана"])
    first, second = read_lists(out.getvalue(), "a.xlsx", today=TODAY).records
    assert first.values["group"] == second.values["group"] == Ref("class", "5Ә")
    assert [(fault.field, fault.entered) for fault in second.faults] == [("group", "5Ә")]


def test_two_columns_that_claim_one_field_are_asked_and_nothing_is_read():
    reading = read(x=[["ФИО", "Класс", "Телефон", "Тел."], ["Сейтқали Ержан", "5Ә", "87011234567", "87017654321"]])
    [table] = reading.asks
    assert [column.heading for column in table.unknown] == ["Телефон", "Тел."]
    assert reading.records == ()


def test_an_unknown_heading_is_asked_once_and_then_known():
    rows = [["ФИО", "Класс", "Шифр"], ["Сейтқали Ержан", "5Ә", "x1"]]
    [unknown] = read(x=rows).asks[0].unknown
    assert (unknown.heading, unknown.key, unknown.sample) == ("Шифр", "шифр", ("x1",))
    reading = read_lists(workbook(x=rows), "a.xlsx", today=TODAY, known={"pupil": {"шифр": "-"}})
    assert [record.values["given"] for record in reading.records] == ["Ержан"]


def test_two_columns_of_one_heading_both_go_back_and_are_known_again():
    known = {"pupil": {"телефон": "phone", "телефон#2": "mother.phone", "матьфио": "mother.full_name"}}
    rows = [
        ["ФИО", "Класс", "Телефон", "Мать ФИО", "Телефон"],
        ["Серік Әсел", "5Ә", "87011234567", "Серік Дана", "8707"],
    ]
    child, mother = read_lists(workbook(x=rows), "a.xlsx", today=TODAY, known=known).records
    assert list(child.raw.values()) == rows[1]
    assert [(fault.field, fault.entered) for fault in mother.faults] == [("phone", "8707")]
    again = read_lists(workbook(x=[list(child.raw), rows[1]]), "a.xlsx", today=TODAY, known=known)
    assert [column.slot for column in again.tables[0].columns] == [
        "full_name", "class", "phone", "mother.full_name", "mother.phone",
    ]  # fmt: skip


def test_a_list_of_nobody_knows_what_is_asked_for_its_kind():
    rows = [["ФИО", "ИИН"], ["Сейтқали Ержан", GOOD]]
    [table] = read(x=rows).asks
    assert (table.kind, table.unknown) == ("", ())
    reading = read_lists(workbook(x=rows), "a.xlsx", today=TODAY, kinds={"x": "pupil"})
    assert reading.records[0].values["iin"] == GOOD


def test_staff_loads_and_classes_are_told_apart_by_their_columns():
    reading = read(
        Штат=[["Фамилия", "Имя", "Должность", "Ставка"], ["Ахметов", "Болат", "Учитель-предметник", "0,5"]],
        Нагрузка=[["Учитель", "Предмет", "Класс", "Часов в неделю"], ["Ахметов Болат", "Физика", "7 «Ә»", "1,5"]],
        Классы=[["Сынып", "Оқыту тілі", "Ауысым", "Сынып жетекшісі"], ["7-ә", "қазақ", 1, "Ахметов Болат"]],
    )
    staff, group, load = reading.records
    assert (staff.values["position"], staff.values["rate"]) == ("teacher", Decimal("0.5"))
    assert load.values == {
        "teacher": Ref("name", "Ахметов Болат"), "group": Ref("class", "7Ә"), "subject": "physics",
        "hours_per_week": Decimal("1.5"),
    }  # fmt: skip
    assert group.values == {
        "grade": 7, "letter": "Ә", "language": "kk", "shift": 1, "class_teacher": Ref("name", "Ахметов Болат"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["Сейтқали Ержан", "5Ә", "150315500006"], ("iin", "150315500006")),
        (["Сейтқали Ержан", "5Ә", "15031550000"], ("iin", "15031550000")),
        (["Сейтқали Ержан", "5Ә", 1.5031e11 + 0.5], ("iin", "150310000000.5")),
        (["Сейтқали Е.", "5Ә", GOOD], ("given", "Сейтқали Е.")),
        (["=cmd|1", "5Ә", GOOD], ("given", "=cmd|1")),
        (["Сейтқали Ержан", "44", GOOD], ("group", "44")),
    ],
)
def test_a_grave_fault_names_its_field_and_what_was_entered(cells, fault):
    data = "ФИО;Класс;ИИН\n" + ";".join(map(str, cells)) + "\n" + f"Серік Әсел;5Ә;{GOOD}\n"
    bad, good = read_lists(data.encode(), "a.csv", today=TODAY).records
    assert fault in graves(bad)
    assert good.values["given"] == "Әсел"


def test_two_neighbouring_digits_in_each_others_place_are_proposed():
    [record] = read(x=[["ФИО", "Класс", "ИИН"], ["Сейтқали Ержан", "5Ә", "150135500005"]]).records
    assert "150315500005" in str(record.faults[0].message)


def test_one_number_beside_two_names_refuses_both_and_the_same_person_twice_warns():
    rows = [["ФИО", "Класс", "ИИН"], ["Сейтқали Ержан", "5Ә", GOOD], ["Серік Әсел", "5Ә", GOOD]]
    assert [graves(record) for record in read(x=rows).records] == [[("iin", GOOD)]] * 2
    again = read(x=[*rows[:2], ["Сейтқали Ержан", "5Ә", GOOD]]).records
    assert [(graves(record), len(record.faults)) for record in again] == [([], 1)] * 2


def test_a_phone_without_a_name_and_a_parent_without_relation_are_refused_and_the_child_stands():
    rows = [["ФИО", "Класс", "ФИО родителя", "Телефон отца"], ["Серік Әсел", "5Ә", "Серік Дана", "87011234567"]]
    child, father, parent = read(x=rows).records
    assert (graves(child), graves(father), graves(parent)) == (
        [], [("given", "87011234567")], [("relation", "Серік Дана")],
    )  # fmt: skip


def test_rows_of_nobody_are_left_aside_with_a_word():
    rows = [
        ["ФИО", "ИИН"], ["5 «А» класс"], ["Серік Әсел", GOOD], ["ФИО", "ИИН"], ["  "], ["Мысал", "x"], ["6Б сынып"],
        ["Серік Дана", None], ["Барлығы", 2],
    ]  # fmt: skip
    reading = read_lists(workbook(Парақ=rows), "a.xlsx", today=TODAY, kinds={"": "pupil"})
    assert [(record.place.row, record.values["group"].key) for record in reading.records] == [(3, "5А"), (8, "6Б")]
    assert [note.place.row for note in reading.notes] == [2, 4, 6, 7, 9]


def test_more_rows_than_the_desk_takes_are_refused_in_words():
    data = ("ФИО;Класс\n" + "Серік Әсел;5Ә\n" * 20_001).encode()
    with pytest.raises(Denied):
        read_lists(data, "a.csv", today=TODAY)
