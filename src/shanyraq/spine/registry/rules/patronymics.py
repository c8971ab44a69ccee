"""Patronymics from the father's given name, in the two ways Kazakhstan writes them."""

from shanyraq.spine.registry.rules.identifiers import Sex

# The stem takes the ending of the name's own declension: Лев - Львович, Яков - Яковлевич, Никита - Никитич.
_OWN_WAY = {
    "Илья": ("Ильич", "Ильинична"),
    "Кузьма": ("Кузьмич", "Кузьминична"),
    "Лев": ("Львович", "Львовна"),
    "Лука": ("Лукич", "Лукинична"),
    "Михаил": ("Михайлович", "Михайловна"),
    "Никита": ("Никитич", "Никитична"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
    "Савва": ("Саввич", "Саввична"),
    "Фома": ("Фомич", "Фоминична"),
    "Яков": ("Яковлевич", "Яковлевна"),
}
_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_HUSHING = frozenset("жцчшщ")


def kazakh_patronymic(father: str, sex: Sex | str) -> str:
    """Ерлан - Ерланұлы, Ерланқызы. Both endings are words of their own and do not harmonise with the name."""
    return father + ("ұлы" if Sex(sex) is Sex.MALE else "қызы")


def russian_patronymic(father: str, sex: Sex | str) -> str:
    """Дмитрий - Дмитриевич, Дмитриевна; Абай - Абаевич, Абаевна; Мұса - Мұсаевич, Мұсаевна."""
    male = Sex(sex) is Sex.MALE
    if father in _OWN_WAY:
        return _OWN_WAY[father][0 if male else 1]
    return _russian_stem(father) + ("ич" if male else "на")


def _russian_stem(father: str) -> str:
    """The patronymic up to and with «ов» or «ев»."""
    if father.endswith("ий"):
        two_consonants = father[-3] not in _VOWELS and father[-4].lower() not in _VOWELS
        return father[:-2] + ("иев" if two_consonants else "ьев")
    if father[-1] in "йь":
        return father[:-1] + "ев"
    soft = father[-1] in _VOWELS or father[-1] in _HUSHING
    return father + ("ев" if soft else "ов")
