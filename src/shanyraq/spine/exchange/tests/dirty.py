"""A dirty workbook of 3,000 invented pupils on two sheets, and the list of every fault that was put into it."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import xlsxwriter

from shanyraq.spine.registry.rules.identifiers import demo_iins
from shanyraq.spine.registry.rules.people import InventedPerson, invent_family

EACH = 1500
TODAY = dt.date(2026, 11, 23)
# After this many clean rows comes a dirty one.
STEP = 7
LETTERS = "АӘБВГ"
KAZAKH, RUSSIAN = "Қазақ сыныптары", "Русские классы"


@dataclass(frozen=True, slots=True)
class Planted:
    sheet: str
    row: int
    field: str
    grave: bool


@dataclass(slots=True)
class Row:
    """A pupil as the list will show it."""

    family: object
    given: object
    patronymic: object
    iin: object
    born: object
    sex: object
    grade: object
    phone: object
    faults: list[tuple[str, bool]] = field(default_factory=list)

    def is_wrong_in(self, name: str, *, grave: bool) -> None:
        self.faults.append((name, grave))


class People:
    """Pupils one after another, never two with one number."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.numbers: dict[tuple[dt.date, str], Iterator[str]] = {}

    def next(self, *, born: dt.date | None = None) -> tuple[InventedPerson, str]:
        sex = self.rng.choice("mf")
        born = born or dt.date(2009, 9, 1) + dt.timedelta(days=self.rng.randrange(9 * 365))
        [child] = invent_family(self.rng, children=[(sex, born)], language="kk").children
        numbers = self.numbers.setdefault((born, sex), demo_iins(born, sex))
        return child, next(numbers)


def clean(people: People, number: int, *, born: dt.date | None = None) -> Row:
    child, iin = people.next(born=born)
    shapes = [child.born, f"{child.born:%d.%m.%Y}", child.born.isoformat(), (child.born - dt.date(1899, 12, 30)).days]
    grade, letter = 1 + number % 11, LETTERS[number % 5]
    classes = [f"{grade}{letter}", f"{grade} «{letter}»", f"{grade}-{letter.lower()}", f'{grade} "{letter}" сынып']
    sexes = {"m": ["ұл", "М", "мужской"], "f": ["қыз", "ж", "жен."]}[child.sex]
    return Row(
        child.surname, child.given_name, child.patronymic, iin, shapes[number % 4], sexes[number % 3],
        classes[number % 4],
        ["", "8 701 123 45 67", 87771234567, "+7 (705) 555-44-33"][number % 4],
    )  # fmt: skip


def latin(row: Row) -> None:
    found = ((part, pair) for part in PARTS for pair in zip("аеорсхі", "aeopcxi", strict=True))
    part, (cyrillic, alike) = next((part, pair) for part, pair in found if pair[0] in str(getattr(row, part)))
    setattr(row, part, str(getattr(row, part)).replace(cyrillic, alike, 1))
    row.is_wrong_in(part, grave=False)


def spaced(row: Row) -> None:
    row.patronymic = f"{row.patronymic}\u00a0 "
    row.is_wrong_in("patronymic", grave=False)


def shouted(row: Row) -> None:
    row.family, row.given, row.patronymic = (str(part).upper() for part in (row.family, row.given, row.patronymic))
    row.is_wrong_in("*", grave=False)


def initialled(row: Row) -> None:
    row.given, row.patronymic = f"{str(row.given)[0]}.", ""
    row.is_wrong_in("given", grave=True)


def numbered(row: Row) -> None:
    row.given = f"{row.given}2"
    row.is_wrong_in("given", grave=True)


def mistyped(row: Row) -> None:
    iin = str(row.iin)
    row.iin = iin[:11] + str((int(iin[11]) + 1) % 10)
    row.is_wrong_in("iin", grave=True)


def shortened(row: Row) -> None:
    row.iin = str(row.iin)[:8]
    row.is_wrong_in("iin", grave=True)


def unzeroed(row: Row) -> None:
    row.iin = int(str(row.iin))
    row.is_wrong_in("iin", grave=False)


def swapped(row: Row) -> None:
    row.born = dt.date(2009, 11, 10)
    row.is_wrong_in("birth_date", grave=False)


def impossible(row: Row) -> None:
    row.born = "31.02.2014"
    row.is_wrong_in("birth_date", grave=True)


def american(row: Row) -> None:
    row.born = "10/25/2009"
    row.is_wrong_in("birth_date", grave=False)


def two_digits(row: Row) -> None:
    row.born = "11.10.09"
    row.is_wrong_in("birth_date", grave=False)


def otherwise(row: Row) -> None:
    row.sex = "қыз" if str(row.iin)[6] == "8" else "ұл"
    row.is_wrong_in("sex", grave=False)


def unknown_sex(row: Row) -> None:
    row.sex = "бала"
    row.is_wrong_in("sex", grave=True)


def no_class(row: Row) -> None:
    row.grade = "13Я"
    row.is_wrong_in("group", grave=True)


def dated_class(row: Row) -> None:
    row.grade = dt.date(2026, 8, 7)
    row.is_wrong_in("group", grave=True)


def bad_phone(row: Row) -> None:
    row.phone = "12-34"
    row.is_wrong_in("phone", grave=False)


SPOILERS = [
    latin, spaced, shouted, initialled, numbered, mistyped, shortened, unzeroed, swapped, impossible, american,
    two_digits, otherwise, unknown_sex, no_class, dated_class, bad_phone,
]  # fmt: skip
# Spoilers that need a pupil born on a certain day.
BORN = {unzeroed: dt.date(2009, 10, 11), swapped: dt.date(2009, 10, 11), two_digits: dt.date(2009, 10, 11),
        american: dt.date(2009, 10, 25)}  # fmt: skip
PARTS = ("family", "given", "patronymic")


def dirty_workbook(seed: int = 1) -> tuple[bytes, list[Planted]]:
    """The workbook and what was planted in it, one entry for each fault, row and field."""
    people, planted, out = People(seed), [], io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, whole in ((KAZAKH, True), (RUSSIAN, False)):
            sheet = book.add_worksheet(name)
            first = head(sheet, whole)
            rows = [spoiled(people, number) for number in range(EACH)]
            rows[20].iin, rows[20].born, rows[20].sex = rows[10].iin, rows[10].born, rows[10].sex
            for row in (rows[10], rows[20]):
                row.is_wrong_in("iin", grave=True)
            for number, row in enumerate(rows):
                write(sheet, first + number, cells_of(row, number, whole), day)
                told = {(one, grave) for each, grave in row.faults for one in fields_of(each, whole)}
                planted += [Planted(name, first + number + 1, *fault) for fault in told]
            for at in (2, 3):  # rows 2 to 4 share one merged class
                planted.append(Planted(name, first + at + 1, "group", False))
            column = 3 if whole else 4
            sheet.merge_range(first + 1, column, first + 3, column, "5 «Ә»")
            sheet.write(first + EACH + 1, 0, "Барлығы: 1500" if whole else "Итого: 1500")
    return out.getvalue(), sorted(planted, key=lambda each: (each.sheet, each.row, each.field))


def head(sheet: xlsxwriter.worksheet.Worksheet, whole: bool) -> int:
    """The title rows and the headings; answers with the first row of pupils, counted from 0."""
    if whole:
        sheet.merge_range(0, 0, 0, 6, "№28 мектеп-лицей оқушыларының тізімі, 2026-2027 оқу жылы")
        titles = ["р/с", "Оқушының ТАӘ", "Жынысы", "Сыныбы", "Туған күні (кк.аа.жжжж)", "ЖСН", "Телефоны"]
        sheet.write_row(2, 0, titles)
        return 3
    sheet.write_row(0, 0, ["ИИН", "Фамилия", "Имя", "Отчество", "КЛАСС", "Дата рожд.", "Пол", "Моб. телефон"])
    return 1


def spoiled(people: People, number: int) -> Row:
    """Most rows are clean; every seventh is spoiled in one of the ways, in turn."""
    turn, rest = divmod(number, STEP)
    spoil = SPOILERS[turn % len(SPOILERS)] if rest == STEP - 1 else None
    row = clean(people, number, born=BORN.get(spoil) if spoil else None)
    if spoil:
        spoil(row)
    return row


def fields_of(name: str, whole: bool) -> list[str]:
    """Under which fields the reader tells it: a whole name is one cell, told under the given name."""
    if whole and name in {"*", *PARTS}:
        return ["given"]
    return list(PARTS) if name == "*" else [name]


def cells_of(row: Row, number: int, whole: bool) -> list[object]:
    if whole:
        full = f"{row.family} {row.given} {row.patronymic}" if row.patronymic else f"{row.family} {row.given}"
        return [number + 1, full, row.sex, row.grade, row.born, row.iin, row.phone]
    return [row.iin, row.family, row.given, row.patronymic, row.grade, row.born, row.sex, row.phone]


def write(sheet: xlsxwriter.worksheet.Worksheet, line: int, cells: list[object], day: object) -> None:
    for position, cell in enumerate(cells):
        if isinstance(cell, dt.date):
            sheet.write_datetime(line, position, cell, day)
        elif isinstance(cell, int):
            sheet.write_number(line, position, cell)
        elif cell:
            sheet.write_string(line, position, cell)
