"""Invented people and families with names that fit together. Chance is an argument: one seed, one family.

About 85 % of the people are Kazakh, 10 % Russian, 5 % Uzbek; they never mix inside a family. A family
settles once how it writes patronymics (-ұлы, -қызы or -ович, -овна), so that brothers and sisters bear
the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from shanyraq.spine.registry.reference.names import Surname, given_names_of, surnames_of
from shanyraq.spine.registry.rules.identifiers import Sex
from shanyraq.spine.registry.rules.patronymics import kazakh_patronymic, russian_patronymic


class Culture(StrEnum):
    """Whose naming a person follows. The value is also the code of the language spoken at home."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    UZBEK = "uz"


class PatronymicStyle(StrEnum):
    KAZAKH = "kazakh"
    RUSSIAN = "russian"


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who does not exist."""

    surname: str
    given_name: str
    patronymic: str
    sex: Sex
    born: date
    culture: Culture

    def __str__(self) -> str:
        return f"{self.surname} {self.given_name} {self.patronymic}".rstrip()


@dataclass(frozen=True, slots=True)
class Family:
    """Two parents and their children, eldest first, with what the next child's name needs."""

    surname: Surname
    style: PatronymicStyle
    father: InventedPerson
    mother: InventedPerson
    children: tuple[InventedPerson, ...] = ()


SHARES = {Culture.KAZAKH: 85, Culture.RUSSIAN: 10, Culture.UZBEK: 5}
# Generations differ: whoever is born since this day bears children's names, and mostly a Kazakh patronymic.
NEW_NAMES_SINCE = date(2000, 1, 1)
_KAZAKH_STYLE_SHARE = {True: 0.8, False: 0.25}
_BARE_SURNAME_SHARE = 0.35
_WIFE_KEEPS_SURNAME_SHARE = 0.45
_YEAR = timedelta(days=365.25)


def pick_culture(rng: Random) -> Culture:
    """A culture drawn by its share."""
    return rng.choices(list(SHARES), weights=list(SHARES.values()))[0]


def invent_person(
    rng: Random, *, sex: Sex | str, language: Culture | str, born: date, family: Family | None = None
) -> InventedPerson:
    """Somebody of this sex and birth date; with a family, its next child, named unlike the others in it."""
    sex = Sex(sex)
    if family:
        return _child(rng, family, sex=sex, born=born)
    culture = Culture(language)
    return _elder(rng, culture, sex=sex, born=born, surname=_pick_surname(rng, culture))


def invent_family(
    rng: Random,
    *,
    children: Sequence[tuple[Sex | str, date]],
    language: Culture | str | None = None,
) -> Family:
    """Children (sex and birth date of each, at least one), and parents of an age to have them."""
    culture = Culture(language) if language else pick_culture(rng)
    in_order = sorted(children, key=lambda child: child[1])
    mother_born, father_born = _parents_birth_dates(rng, eldest=in_order[0][1], youngest=in_order[-1][1])
    surname = _pick_surname(rng, culture)
    maiden_name = _pick_surname(rng, culture)
    wifes = maiden_name if rng.random() < _WIFE_KEEPS_SURNAME_SHARE else surname
    father = _elder(rng, culture, sex=Sex.MALE, born=father_born, surname=surname)
    mother = _elder(rng, culture, sex=Sex.FEMALE, born=mother_born, surname=wifes)
    style = _pick_style(rng, culture, born=in_order[0][1])
    family = Family(surname, style, father, mother)
    for sex, born in in_order:
        family = _joined_by(family, _child(rng, family, sex=Sex(sex), born=born))
    return family


def _elder(rng: Random, culture: Culture, *, sex: Sex, born: date, surname: Surname) -> InventedPerson:
    """Somebody whose own parents nobody asks for."""
    father = rng.choice(given_names_of(culture, Sex.MALE, child=False))
    return InventedPerson(
        surname=surname.of(sex),
        given_name=_pick_given_name(rng, culture, sex=sex, born=born, taken={father, surname.masculine}),
        patronymic=_patronymic(father, sex, style=_pick_style(rng, culture, born=born)),
        sex=sex,
        born=born,
        culture=culture,
    )


def _child(rng: Random, family: Family, *, sex: Sex, born: date) -> InventedPerson:
    father = family.father
    taken = {family.father.given_name, family.mother.given_name, *(c.given_name for c in family.children)}
    return InventedPerson(
        surname=family.surname.of(sex),
        given_name=_pick_given_name(rng, father.culture, sex=sex, born=born, taken=taken | {family.surname.masculine}),
        patronymic=_patronymic(father.given_name, sex, style=family.style),
        sex=sex,
        born=born,
        culture=father.culture,
    )


def _joined_by(family: Family, child: InventedPerson) -> Family:
    return Family(family.surname, family.style, family.father, family.mother, (*family.children, child))


def _pick_surname(rng: Random, culture: Culture) -> Surname:
    bare = surnames_of(culture, "bare")
    share = _BARE_SURNAME_SHARE if culture is Culture.KAZAKH else 0.05
    return rng.choice(bare if bare and rng.random() < share else surnames_of(culture, "suffixed"))


def _pick_given_name(rng: Random, culture: Culture, *, sex: Sex, born: date, taken: Collection[str]) -> str:
    names = given_names_of(culture, sex, child=born >= NEW_NAMES_SINCE)
    while (name := rng.choice(names)) in taken:
        pass
    return name


def _pick_style(rng: Random, culture: Culture, *, born: date) -> PatronymicStyle:
    kazakh_share = _KAZAKH_STYLE_SHARE[born >= NEW_NAMES_SINCE] if culture is Culture.KAZAKH else 0
    return PatronymicStyle.KAZAKH if rng.random() < kazakh_share else PatronymicStyle.RUSSIAN


def _patronymic(father: str, sex: Sex, *, style: PatronymicStyle) -> str:
    return (kazakh_patronymic if style is PatronymicStyle.KAZAKH else russian_patronymic)(father, sex)


def _parents_birth_dates(rng: Random, *, eldest: date, youngest: date) -> tuple[date, date]:
    """The mother was 19 to 33 at her first child, at most 46 at her last; the father is up to 8 years
    older."""
    latest_first = 46 - (youngest - eldest) / _YEAR
    mother_age = rng.uniform(19, max(19.0, min(33.0, latest_first)))
    mother = eldest - mother_age * _YEAR
    return mother, mother - rng.uniform(-1, 8) * _YEAR
