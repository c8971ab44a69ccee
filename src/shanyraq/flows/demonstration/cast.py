"""The people of the story: named by hand, the same in tests, demonstration and documents."""

import datetime as dt

from shanyraq.spine.registry.rules.identifiers import Sex
from shanyraq.spine.registry.rules.people import Culture, InventedPerson


def _named(surname: str, given: str, patronymic: str, sex: str, *born: int) -> InventedPerson:
    return InventedPerson(surname, given, patronymic, Sex(sex), dt.date(*born), Culture.KAZAKH)


AIGERIM = _named("Омарова", "Айгерім", "Серікқызы", "f", 1976, 4, 18)
BOLAT = _named("Тілеуов", "Болат", "Маратұлы", "m", 1984, 10, 2)
GULNAR = _named("Байжанова", "Гүлнар", "Сапарқызы", "f", 1979, 1, 27)
SERIK = _named("Мұқанов", "Серік", "Қайратұлы", "m", 1969, 6, 11)
DANA = _named("Сейтқали", "Дана", "Бекзатқызы", "f", 1987, 3, 5)
ASKAR = _named("Сейтқали", "Асқар", "Нұрланұлы", "m", 1984, 8, 30)
ERZHAN = _named("Сейтқали", "Ержан", "Асқарұлы", "m", 2013, 12, 9)
AISHA = _named("Сейтқали", "Айша", "Асқарқызы", "f", 2020, 5, 14)
MOLDIR = _named("Әбдіраш", "Мөлдір", "Талғатқызы", "f", 1988, 11, 21)
SAULE = _named("Әбдіраш", "Сәуле", "Қайратқызы", "f", 2014, 2, 3)
NURLAN = _named("Досжанов", "Нұрлан", "Ерланұлы", "m", 1982, 9, 16)
SANDUGASH = _named("Қасымова", "Сандуғаш", "Әлімқызы", "f", 1973, 2, 24)

ERZHANS_CLASS = (7, "Ә")
AISHAS_CLASS = (1, "А")
SAULES_CLASS = (7, "А")
