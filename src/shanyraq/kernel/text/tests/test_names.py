"""A name is kept as the document has it; forms of it are made, facts about the person are not."""

import random

import pytest

from shanyraq.kernel.text import latin
from shanyraq.kernel.text.names import PersonName


def test_erzhan_in_all_forms() -> None:
    erzhan = PersonName("Сейтқали", "Ержан", "Болатұлы")
    forms = (erzhan.full, erzhan.usual, erzhan.short, erzhan.formal, erzhan.initials)
    assert forms == (
        "Сейтқали Ержан Болатұлы",
        "Сейтқали Ержан",
        "Сейтқали\u00a0Е.",
        "Сейтқали\u00a0Е.\u00a0Б.",
        "СЕ",
    )


@pytest.mark.parametrize("single", [PersonName("Данияр"), PersonName("", "Данияр")])
def test_a_person_of_one_name_keeps_it_whole(single: PersonName) -> None:
    assert {single.full, single.usual, single.short, single.formal} == {"Данияр"}
    assert single.initials == "Д"


def test_stray_spaces_and_loose_accents_are_cleaned() -> None:
    assert PersonName(" Ли ", "  Ян\u00a0 Бо ", "") == PersonName("Ли", "Ян Бо")
    assert PersonName("Цои\u0306", "А") == PersonName("Цой", "А")
    with pytest.raises(ValueError, match="at least one name"):
        PersonName("  ", "", "Болатұлы")


def test_a_class_list_is_sorted_by_family_name_first() -> None:
    people = [
        PersonName("Ли", "Ян"),
        PersonName("Лиза", "А"),
        PersonName("Ли", "Әсел"),
        PersonName("Әли", "Я"),
        PersonName("Ли-Ким", "А"),
    ]
    shuffled = random.Random(3).sample(people, k=len(people))
    ordered = [one.full for one in sorted(shuffled, key=lambda one: one.sort_key)]
    assert ordered == ["Әли Я", "Ли Әсел", "Ли Ян", "Ли-Ким А", "Лиза А"]


def test_the_stored_column_serves_all_three_scripts() -> None:
    assert " ierzhan " in PersonName("Сейтқали", "Ержан").search_keys
    assert " bolatuli " in PersonName("Сейтқали", "Ержан", "Болатұлы").search_keys


def test_two_latin_writings() -> None:
    names = ["Қызғалдақ", "ЖАНАР Әйгерім", "Щербаков Юрий", "Ілияс", "Үміт"]
    assert [latin.passport(name) for name in names] == [
        "Kyzgaldak", "ZHANAR Aigerim", "Shcherbakov Yurii", "Iliyas", "Umit",
    ]  # fmt: skip
    assert [latin.alphabet_2021(name) for name in names] == [
        "Qyzğaldaq", "JANAR Äigerım", "Şerbakov İurii", "Iliias", "Ümıt",
    ]  # fmt: skip
