import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.spine.exchange.rules import shapes, vocabulary
from shanyraq.spine.exchange.rules.headings import slot_of

TODAY = dt.date(2026, 11, 23)
DAY = dt.date(2014, 2, 13)


@pytest.mark.parametrize(
    ("heading", "slot"),
    [
        ("Т.А.Ә.", "full_name"),
        ("ЖCН", "iin"),  # the letter in the middle is Latin
        ("дата  рождения (дд.мм.гггг)", "birth_date"),
        ("Тегі / Фамилия", "family"),
        ("Әкесінің аты", "patronymic"),
        ("Әкесінің аты-жөні", "father.full_name"),
        ("Анасының телефоны", "mother.phone"),
        ("Телефон родителей", "parent.phone"),
        ("Законный представитель", "guardian.full_name"),
        ("Оқушының ЖСН", "iin"),
        ("№ п/п", "-"),
        ("Хобби", ""),
        ("Телефон / Класс", ""),
    ],
)
def test_a_heading_is_known_in_any_dress(heading, slot):
    assert slot_of(heading, "pupil") == slot


@pytest.mark.parametrize(
    ("cell", "day", "remark"),
    [
        ("13.02.2014", DAY, ""),
        ("2014-02-13", DAY, ""),
        ("13/02/14", DAY, "short"),
        ("02/13/2014", DAY, "swapped"),
        ("13 ақпан 2014 ж.", DAY, ""),
        ("«13» февраля 2014 г.", DAY, ""),
        (dt.datetime(2014, 2, 13, 9, tzinfo=dt.UTC), DAY, ""),
        ((DAY - dt.date(1899, 12, 30)).days, DAY, ""),
        ("2014", None, "year"),
        ("31.02.2014", None, ""),
        ("кеше", None, ""),
    ],
)
def test_a_day_is_read_in_every_shape(cell, day, remark):
    assert shapes.read_day(cell, today=TODAY) == shapes.Day(day, remark)


@pytest.mark.parametrize("text", ["7Ә", "7 «Ә»", "7-ә", "7 ә сынып", '7 "Ә" класс', "7Ə", "Сынып 7Ә"])
def test_a_class_is_read_however_it_is_written(text):
    assert shapes.read_class(text) == shapes.ClassName(7, "Ә")


@pytest.mark.parametrize("text", ["13А", "сынып", "", "7Ә8", "Итого"])
def test_what_is_no_class_is_none(text):
    assert shapes.read_class(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text):
    found = shapes.read_class(text)
    assert found is None or 0 <= found.grade <= 12
    assert shapes.read_day(text, today=TODAY).remark in {"", "year", "short", "swapped"}
    number = shapes.read_number(text)
    assert number is None or number == number
    assert isinstance(slot_of(text, ""), str)
    assert isinstance(slot_of(text, "pupil"), str)
    assert isinstance(vocabulary.subject_of(text), str)
    assert vocabulary.is_example(text) in {True, False}


def test_a_name_of_look_alikes_only_is_cyrillic_among_cyrillic_names():
    assert shapes.one_script("ACAH", among_cyrillic=True) == "АСАН"
    assert shapes.one_script("Adam", among_cyrillic=True) == "Adam"
    assert shapes.one_script("ACAH", among_cyrillic=False) == "ACAH"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("БОЛАТҰЛЫ", "Болатұлы"),
        ("иВАНОВ", "Иванов"),
        ("әли-ахмет", "Әли-Ахмет"),
        ("Сейтқали ЕРЖАН болатұлы", "Сейтқали Ержан Болатұлы"),
        ("МАМЕДОВ ЭЛЬЧИН АХМЕД ОГЛЫ", "Мамедов Эльчин Ахмед оглы"),
        ("Ахмет ұлы", "Ахмет ұлы"),
        ("МакАлистер", "МакАлистер"),
    ],
)
def test_a_name_is_put_into_the_case_of_names(typed, written):
    assert shapes.in_name_case(typed) == written


def test_words_of_schools_are_known():
    assert vocabulary.code_of("relation", "Анасы") == "mother"
    assert vocabulary.code_of("position", "Зам. директора по УВР") == "deputy"
    assert vocabulary.subject_of("Физкультура") == "pe"
    assert vocabulary.code_of("sex", "бала") == ""
