"""Invented people: names that fit sex, generation and family."""

from datetime import date
from random import Random

import pytest

from shanyraq.spine.registry.reference.names import given_names, surnames
from shanyraq.spine.registry.rules.identifiers import Sex
from shanyraq.spine.registry.rules.patronymics import kazakh_patronymic, russian_patronymic
from shanyraq.spine.registry.rules.people import (
    Culture,
    Family,
    PatronymicStyle,
    invent_family,
    invent_person,
    pick_culture,
)

KAZAKH_ALPHABET = set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
THREE_CHILDREN = [(Sex.FEMALE, date(2018, 5, 1)), (Sex.MALE, date(2012, 2, 29)), ("m", date(2020, 8, 31))]


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Игорь", "Игоревич", "Игоревна"),
        ("Илья", "Ильич", "Ильинична"),
        ("Никита", "Никитич", "Никитична"),
        ("Лука", "Лукич", "Лукинична"),
        ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Георгий", "Георгиевич", "Георгиевна"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Василий", "Васильевич", "Васильевна"),
        ("Арсений", "Арсеньевич", "Арсеньевна"),
        ("Пётр", "Петрович", "Петровна"),
        ("Павел", "Павлович", "Павловна"),
        ("Лев", "Львович", "Львовна"),
        ("Яков", "Яковлевич", "Яковлевна"),
        ("Михаил", "Михайлович", "Михайловна"),
        ("Николай", "Николаевич", "Николаевна"),
        ("Сергей", "Сергеевич", "Сергеевна"),
        ("Фёдор", "Фёдорович", "Фёдоровна"),
        ("Ерлан", "Ерланович", "Ерлановна"),
        ("Абай", "Абаевич", "Абаевна"),
        ("Мұса", "Мұсаевич", "Мұсаевна"),
        ("Әли", "Әлиевич", "Әлиевна"),
    ],
)
def test_russian_patronymic(father: str, son: str, daughter: str) -> None:
    assert (russian_patronymic(father, "m"), russian_patronymic(father, "f")) == (son, daughter)


def test_kazakh_patronymic_does_not_harmonise() -> None:
    assert [kazakh_patronymic(n, "m") for n in ("Ерлан", "Серік", "Мұса")] == [
        "Ерланұлы",
        "Серікұлы",
        "Мұсаұлы",
    ]
    assert [kazakh_patronymic(n, "f") for n in ("Ерлан", "Серік")] == ["Ерланқызы", "Серікқызы"]


def test_every_father_gives_a_son_and_a_daughter_their_own_ending() -> None:
    for father in (name.name for name in given_names() if name.sex == "m"):
        assert russian_patronymic(father, "m").endswith("ич")
        assert russian_patronymic(father, "f").endswith(("овна", "евна", "инична", "ична"))
        assert not any(odd in russian_patronymic(father, "m") for odd in ("йо", "ьо", "ао", "аов", "иов", "ыв"))


def test_names_are_written_in_kazakh_cyrillic_only() -> None:
    words = [name.name for name in given_names()] + [w for s in surnames() for w in (s.masculine, s.feminine)]
    assert [word for word in words if set(word.lower()) - KAZAKH_ALPHABET or word != word.capitalize()] == []


def test_no_name_is_listed_twice_or_for_both_sexes() -> None:
    listed = [(name.culture, name.name) for name in given_names()]
    assert len(set(listed)) == len(listed)
    families = [(name.culture, name.masculine) for name in surnames()]
    assert len(set(families)) == len(families)


def test_lists_are_long_enough_for_a_city() -> None:
    count = {(c, s): sum((n.culture, n.sex) == (c, s) for n in given_names()) for c in ("kk", "ru") for s in "mf"}
    assert count["kk", "m"] >= 150
    assert count["kk", "f"] >= 150
    assert count["ru", "m"] >= 60
    assert count["ru", "f"] >= 60
    assert sum(s.culture == "kk" for s in surnames()) >= 150
    assert sum(s.culture == "ru" for s in surnames()) >= 80


def test_surname_fits_the_sex_over_the_whole_list() -> None:
    for name in surnames():
        if name.form == "bare":
            assert name.masculine == name.feminine
        elif name.masculine.endswith(("ов", "ев", "ёв", "ин")):
            assert name.feminine == name.masculine + "а"
        else:
            assert name.masculine.endswith(("ий", "ый", "ой"))
            assert name.feminine == name.masculine[:-2] + "ая"


@pytest.mark.parametrize("culture", list(Culture))
def test_family_never_mixes_sexes_cultures_or_generations(culture: Culture) -> None:
    bearers = {(n.culture, n.sex, n.name): n.era for n in given_names()}
    for seed in range(150):
        family = invent_family(Random(seed), children=THREE_CHILDREN, language=culture)
        for person in (family.father, family.mother, *family.children):
            era = bearers[culture, person.sex, person.given_name]
            assert era != ("old" if person.born.year >= 2000 else "new")
            assert person.surname in {n.of(person.sex) for n in surnames() if n.culture == culture}
            male_ending = person.patronymic.endswith(("ұлы", "ич"))
            assert male_ending == (person.sex is Sex.MALE)


@pytest.mark.parametrize("seed", range(60))
def test_children_bear_the_fathers_names(seed: int) -> None:
    family = invent_family(Random(seed), children=THREE_CHILDREN)
    patronymic = kazakh_patronymic if family.style is PatronymicStyle.KAZAKH else russian_patronymic
    assert [child.born.year for child in family.children] == [2012, 2018, 2020]
    for child in family.children:
        assert child.patronymic == patronymic(family.father.given_name, child.sex)
        assert child.surname == family.surname.of(child.sex)
        assert child.culture is family.father.culture is family.mother.culture
    everyone = [family.father, family.mother, *family.children]
    assert len({person.given_name for person in everyone}) == 5
    assert all(person.given_name != person.surname for person in everyone)


@pytest.mark.parametrize("seed", range(40))
def test_parents_are_of_an_age_to_have_their_children(seed: int) -> None:
    children = [("f", date(2006, 1, 1)), ("m", date(2019, 12, 31))]
    family = invent_family(Random(seed), children=children)
    eldest, youngest = (child.born for child in family.children)
    assert (eldest - family.mother.born).days / 365.25 >= 18.9
    assert (youngest - family.mother.born).days / 365.25 <= 46.1
    assert 17.9 <= (eldest - family.father.born).days / 365.25 <= 42


def test_next_child_joins_the_family() -> None:
    family: Family = invent_family(Random(1), children=THREE_CHILDREN)
    erzhan = invent_person(Random(2), sex="m", language="ru", born=date(2022, 3, 1), family=family)
    assert erzhan.surname == family.surname.masculine
    assert erzhan.culture is family.father.culture
    assert erzhan.given_name not in {child.given_name for child in family.children}


def test_same_seed_invents_the_same_family() -> None:
    first, second, other = (invent_family(Random(seed), children=THREE_CHILDREN) for seed in (7, 7, 8))
    assert first == second != other


def test_cultures_come_in_their_shares() -> None:
    rng = Random(3)
    drawn = [pick_culture(rng) for _ in range(4000)]
    shares = [drawn.count(culture) / 4000 for culture in Culture]
    assert shares == pytest.approx([0.85, 0.10, 0.05], abs=0.02)
