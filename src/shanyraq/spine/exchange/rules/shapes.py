"""Shapes of cells: days, classes, numbers and names, as people type them and as Excel changes them."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shanyraq.kernel.text.dates import MONTHS, MONTHS_ALONE
from shanyraq.kernel.text.folding import fold
from shanyraq.kernel.text.lookalikes import repair_script
from shanyraq.spine.exchange.rules.vocabulary import is_preparatory

EXCEL_BEGINS = dt.date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[.,/\-\s]\s*(\d{1,2})\s*[.,/\-\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[.,/\-]\s*(\d{1,2})\s*[.,/\-]\s*(\d{1,2})(?:[T\s]+[\d:.]+)?")
_IN_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]?\s+(\w+)\.?,?\s+(\d{4})")
_DIGITS = re.compile(r"\d{8}")
_CLASS = re.compile(r"(\d{1,2})\s*[-–—._/\s]*\s*[«»\"'“”„‘’(]*\s*([^\W\d_]{0,3})\s*[«»\"'“”„‘’)]*")
_CLASS_WORD = re.compile(r"\b(сынып(бы|тар)?|сыныбы|класс|кл|сын|class|grade)\b\.?", re.IGNORECASE)
_IN_TITLE = re.compile(
    r"\b(\d{1,2})\s*[-–—]?\s*[«\"'“„]?\s*([^\W\d_])\s*[»\"'”“]?\s*[-–—]?\s*(?:класс|сынып|сыныб)", re.IGNORECASE
)
_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_SMALL_WORDS = frozenset({"улы", "кызы", "оглы", "оглу", "углы", "угли", "гызы", "заде", "ибн", "бин", "аль"})
_LOOKALIKES = re.compile(r"[ABCEHKMOPTXYIaceikmopxyhtƏə]+")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as read; `remark` says what had to be decided: "swapped" (month first), "short" (two digits of a year)."""

    day: dt.date | None
    remark: str = ""


def month_numbers() -> dict[str, int]:
    named = (*MONTHS.values(), *MONTHS_ALONE.values())
    return {fold(name): number for names in named for number, name in enumerate(names, start=1)}


_MONTHS = month_numbers()


def read_day(cell: object, *, today: dt.date) -> Day:
    """The day in the cell: a date, a number of Excel, or a text of any usual shape; None where it is none."""
    if isinstance(cell, dt.datetime):
        return Day(cell.date())
    if isinstance(cell, dt.date):
        return Day(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and len(str(cell)) <= 5:
        return Day(None, "year") if 1900 <= cell <= today.year + 1 else _serial(cell)
    text = re.sub(r"(?<=\d)\s*(ж\.?|г\.?|года?|жылы|жыл)\s*$", "", str(cell).strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"(19|20)\d\d", text):
        return Day(None, "year")
    if re.fullmatch(r"\d{5}", text):
        return _serial(int(text))
    return _written(text, today=today)


def _serial(number: int) -> Day:
    return Day(EXCEL_BEGINS + dt.timedelta(days=number)) if 1 <= number <= 80_000 else Day(None)


def _written(text: str, *, today: dt.date) -> Day:
    if found := _YEAR_FIRST.fullmatch(text):
        return _of(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        year, short = int(found[3]), len(found[3]) == 2
        if short:
            year += 2000 if year <= today.year % 100 else 1900
        read = _of(year, int(found[2]), int(found[1]))
        return Day(read.day, read.remark or "short") if short else read
    if (found := _IN_WORDS.fullmatch(text)) and fold(found[2]) in _MONTHS:
        return _of(int(found[3]), _MONTHS[fold(found[2])], int(found[1]))
    if _DIGITS.fullmatch(text):
        return _of(int(text[4:]), int(text[2:4]), int(text[:2]))
    return Day(None)


def _of(year: int, month: int, day: int) -> Day:
    """The day; where the second number cannot be a month and the first can, the two stand in American order."""
    swapped = month > 12 >= day
    if swapped:
        month, day = day, month
    try:
        return Day(dt.date(year, month, day), "swapped" if swapped else "")
    except ValueError:
        return Day(None)


def swapped_day(day: dt.date) -> dt.date | None:
    """The day with day and month exchanged, where that is a day and another one."""
    return dt.date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


@dataclass(frozen=True, slots=True)
class ClassName:
    grade: int
    letter: str

    @property
    def key(self) -> str:
        return f"{self.grade}{self.letter}"


def read_class(text: str) -> ClassName | None:
    """«7 «Ә»», «7-ә сынып», «7Ә», «7 "Ә" класс»: grade and capital letter; None where it is no class."""
    bare = " ".join(_CLASS_WORD.sub(" ", text).split()).strip(" .,-")
    if found := _CLASS.fullmatch(bare):
        grade = int(found[1])
        return ClassName(grade, cyrillic_letter(found[2])) if grade <= 12 else None
    head, _space, letter = bare.rpartition(" ")
    if is_preparatory(bare) or (head and is_preparatory(head)):
        return ClassName(0, cyrillic_letter(letter.strip("«»\"'")) if head and is_preparatory(head) else "")
    return None


def class_in_title(text: str) -> ClassName | None:
    """The class that a title names: «5 «Ә» сынып оқушыларының тізімі», «Список учащихся 5-ә класса»."""
    if whole := read_class(text):
        return whole if whole.letter else None
    found = _IN_TITLE.search(text)
    return ClassName(int(found[1]), cyrillic_letter(found[2])) if found and int(found[1]) <= 12 else None


def cyrillic_letter(letter: str) -> str:
    """The class letter, a capital: Latin A is an А of ours."""
    return letter.upper().replace("Ə", "Ә").translate(_TO_CYRILLIC)


def read_number(cell: object) -> Decimal | None:
    """A number with a comma or a point, perhaps with a unit after it («1,5 сағ», «0,5 ст.»)."""
    if isinstance(cell, bool) or cell is None:
        return None
    text = re.sub(r"[\s\u00a0\u202f]", "", str(cell)).replace(",", ".")
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)[^\d.]*\.?", text)
    try:
        return Decimal(found[1]).normalize() if found else None
    except InvalidOperation:
        return None


def split_name(full: str) -> tuple[str, str, str]:
    """Family name, given name, patronymic; a single word is the given name, since some people have one name only."""
    family, _space, rest = full.partition(" ")
    if not rest:
        return "", family, ""
    given, _space, patronymic = rest.partition(" ")
    return family, given, patronymic


def has_initials(name: str) -> bool:
    """«Сейтқали Е.Б.»: letters with points instead of names."""
    return bool(re.search(r"\b[^\W\d_]\.", name))


def one_script(name: str, *, among_cyrillic: bool) -> str:
    """The name in one script. A name all of look-alikes («ACAH») is Cyrillic where the names beside it are."""
    repaired, _changed = repair_script(name)
    if not among_cyrillic:
        return repaired
    words = [repair_script(f"ж{word}")[0][1:] if _LOOKALIKES.fullmatch(word) else word for word in repaired.split(" ")]
    return " ".join(words)


def has_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def in_name_case(name: str) -> str:
    """Words typed all in capitals, or begun with a small letter, as names are written: «БОЛАТҰЛЫ» is «Болатұлы»,
    «иВАНОВ» is «Иванов». Capitals inside a word («МакАлистер») and small words of names («Ахмет ұлы») stay."""
    return _NAME_WORD.sub(lambda found: _cased(found[0]), name)


def _cased(word: str) -> str:
    if fold(word) in _SMALL_WORDS:
        return word.lower() if word.isupper() else word
    if word[0].islower() or (len(word) > 1 and word.isupper()):
        return word[0].upper() + word[1:].lower()
    return word


def is_name(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]+(?:[ \-‑'’ʼ`.]+[^\W\d_]+)*\.?", name))
