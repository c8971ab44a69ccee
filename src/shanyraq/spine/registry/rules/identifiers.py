"""IIN and BIN: read, checked, and made for invented people and organisations.

IIN is YYMMDD, century-and-sex digit, four serial digits, check digit. BIN is YYMM, kind digit, unit
digit, five serial digits, check digit. Both share one check digit with two passes; a prefix that fails
both is never issued.

Invented people carry a seventh digit 8 (male) or 9 (female), invented organisations a fifth digit 8. The
state issues neither, so an invented number is never somebody's real one; `accept` keeps them out of a
working database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from typing import TypeVar


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"


class Problem(StrEnum):
    """Why a number is refused."""

    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    BAD_DATE = "bad_date"
    BAD_SEVENTH_DIGIT = "bad_seventh_digit"
    BAD_KIND = "bad_kind"
    NEVER_ISSUED = "never_issued"
    BAD_CHECK_DIGIT = "bad_check_digit"
    BORN_LATER = "born_later"
    DEMO_ONLY = "demo_only"


class Caution(StrEnum):
    """What is odd about a number that is nevertheless accepted."""

    FOREIGN_SEVENTH_DIGIT = "foreign_seventh_digit"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_DIFFERS = "sex_differs"


# Rules may not import Django: the register wraps these English sentences in gettext, keyed by the code.
MESSAGES: dict[Problem | Caution, str] = {
    Problem.NOT_DIGITS: "The number must consist of digits only.",
    Problem.WRONG_LENGTH: "The number must have 12 digits; this one has %(length)s.",
    Problem.BAD_DATE: "The first digits %(digits)s are not a date.",
    Problem.BAD_SEVENTH_DIGIT: "The seventh digit %(digit)s does not stand for a century and sex.",
    Problem.BAD_KIND: "The digits %(digits)s do not stand for a kind of organisation.",
    Problem.NEVER_ISSUED: "No number begins with these eleven digits: none was ever issued.",
    Problem.BAD_CHECK_DIGIT: "The last digit does not fit the others: a digit is mistyped.",
    Problem.BORN_LATER: "The number belongs to someone born on %(date)s, which has not come yet.",
    Problem.DEMO_ONLY: "This number is invented and is accepted only in a demonstration database.",
    Caution.FOREIGN_SEVENTH_DIGIT: "The seventh digit is 0: the number tells neither birth date nor sex.",
    Caution.BIRTH_DATE_DIFFERS: "The number says the person was born on %(date)s.",
    Caution.SEX_DIFFERS: "The number says another sex than the one entered.",
}


class IdentifierError(ValueError):
    """A number that cannot be accepted: `code` says why, `params` fill the sentence in `MESSAGES`."""

    def __init__(self, code: Problem, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(MESSAGES[code] % params)


@dataclass(frozen=True, slots=True)
class Iin:
    """A person's number that passed every check; birth date and sex are None where it does not tell them."""

    digits: str
    birth_date: date | None
    sex: Sex | None
    is_demo: bool = False
    cautions: tuple[Caution, ...] = ()

    def __str__(self) -> str:
        return self.digits


class BinKind(StrEnum):
    RESIDENT = "resident"
    NON_RESIDENT = "non_resident"
    JOINT_ENTREPRENEUR = "joint_entrepreneur"
    DEMO = "demo"


class BinUnit(StrEnum):
    HEAD = "head"
    BRANCH = "branch"
    REPRESENTATION = "representation"
    FARM = "farm"


@dataclass(frozen=True, slots=True)
class Bin:
    """An organisation's number that passed every check; `registered` is the first day of its month."""

    digits: str
    registered: date
    kind: BinKind
    unit: BinUnit

    @property
    def is_demo(self) -> bool:
        return self.kind is BinKind.DEMO

    def __str__(self) -> str:
        return self.digits


Number = TypeVar("Number", Iin, Bin)

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY_AND_SEX = {
    "1": (1800, Sex.MALE),
    "2": (1800, Sex.FEMALE),
    "3": (1900, Sex.MALE),
    "4": (1900, Sex.FEMALE),
    "5": (2000, Sex.MALE),
    "6": (2000, Sex.FEMALE),
}
_DEMO_SEX = {"8": Sex.MALE, "9": Sex.FEMALE}
_DEMO_DIGIT = {sex: digit for digit, sex in _DEMO_SEX.items()}
# A demo number spends its seventh digit on the mark, so the century follows from the year: 1940 to 2039.
_DEMO_FIRST_YEAR = 1940
_BIN_FIRST_YEAR = 60  # older organisations carry the year of their first registration
_BIN_KINDS = {
    "4": BinKind.RESIDENT,
    "5": BinKind.NON_RESIDENT,
    "6": BinKind.JOINT_ENTREPRENEUR,
    "8": BinKind.DEMO,
}
_BIN_UNITS = {"0": BinUnit.HEAD, "1": BinUnit.BRANCH, "2": BinUnit.REPRESENTATION, "3": BinUnit.FARM}
_SEPARATORS = re.compile(r"[\s\u00a0\u202f\u2009\-]")


def check_digit(prefix: str) -> int | None:
    """The twelfth digit for eleven digits; None where both passes give 10 and no number is issued."""
    digits = [int(digit) for digit in prefix]
    if len(digits) != len(_FIRST_WEIGHTS):
        raise ValueError(f"a prefix has eleven digits, not {len(digits)}")
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        remainder = sum(map(mul, weights, digits)) % 11
        if remainder < 10:
            return remainder
    return None


def parse_iin(text: str, *, today: date | None = None) -> Iin:
    """The person's number in `text`; spaces and hyphens are forgiven. Raises IdentifierError.
    With `today`, a birth date still to come is refused."""
    digits = _twelve_digits(text)
    iin = _read_iin(digits)
    _check(digits)
    if today and iin.birth_date and iin.birth_date > today:
        raise IdentifierError(Problem.BORN_LATER, date=iin.birth_date.isoformat())
    return iin


def parse_bin(text: str) -> Bin:
    """The organisation's number in `text`; spaces and hyphens are forgiven. Raises IdentifierError."""
    digits = _twelve_digits(text)
    year = int(digits[:2])
    century = 1900 if year >= _BIN_FIRST_YEAR else 2000
    registered = _date(digits[:4], year=century + year, month=int(digits[2:4]), day=1)
    if digits[4] not in _BIN_KINDS or digits[5] not in _BIN_UNITS:
        raise IdentifierError(Problem.BAD_KIND, digits=digits[4:6])
    _check(digits)
    return Bin(digits, registered, _BIN_KINDS[digits[4]], _BIN_UNITS[digits[5]])


def accept(iin: Iin | str, *, demo_allowed: bool) -> Iin:
    """The checked number; an invented one only in a demonstration database. Raises IdentifierError."""
    checked = parse_iin(iin) if isinstance(iin, str) else iin
    return _refuse_demo(checked, demo_allowed=demo_allowed)


def accept_bin(bin_: Bin | str, *, demo_allowed: bool) -> Bin:
    """The checked number; an invented one only in a demonstration database. Raises IdentifierError."""
    checked = parse_bin(bin_) if isinstance(bin_, str) else bin_
    return _refuse_demo(checked, demo_allowed=demo_allowed)


def disagreements(iin: Iin, *, birth_date: date | None = None, sex: Sex | str | None = None) -> tuple[Caution, ...]:
    """Where what was entered differs from what the number says: a reason to warn, never to refuse."""
    found: list[Caution] = []
    if birth_date and iin.birth_date and birth_date != iin.birth_date:
        found.append(Caution.BIRTH_DATE_DIFFERS)
    if sex and iin.sex and Sex(sex) is not iin.sex:
        found.append(Caution.SEX_DIFFERS)
    return tuple(found)


def is_demo_iin(text: str) -> bool:
    """Whether the text has the mark of an invented person; says nothing of its other digits."""
    digits = _SEPARATORS.sub("", text)
    return len(digits) == 12 and digits[6] in _DEMO_SEX


def is_demo_bin(text: str) -> bool:
    """Whether the text has the mark of an invented organisation; says nothing of its other digits."""
    digits = _SEPARATORS.sub("", text)
    return len(digits) == 12 and _BIN_KINDS.get(digits[4]) is BinKind.DEMO


def make_demo_iin(birth_date: date, sex: Sex | str, serial: int) -> str:
    """An invented person's number. Raises IdentifierError for a serial (one in 120) that is never issued."""
    if not _DEMO_FIRST_YEAR <= birth_date.year < _DEMO_FIRST_YEAR + 100:
        raise ValueError(f"demo people are born 1940 to 2039, not in {birth_date.year}")
    if not 0 <= serial <= 9999:
        raise ValueError(f"a serial has four digits, not {serial}")
    return _sealed(f"{birth_date:%y%m%d}{_DEMO_DIGIT[Sex(sex)]}{serial:04}")


def demo_iins(birth_date: date, sex: Sex | str) -> Iterator[str]:
    """Every invented number of one day and sex, in order, leaving out those never issued."""
    for serial in range(10_000):
        try:
            yield make_demo_iin(birth_date, sex, serial)
        except IdentifierError:
            continue


def make_demo_bin(registered: date, serial: int) -> str:
    """An invented organisation's number. Raises IdentifierError for a serial that is never issued."""
    if not 0 <= serial <= 99_999:
        raise ValueError(f"a serial has five digits, not {serial}")
    return _sealed(f"{registered:%y%m}80{serial:05}")


def _refuse_demo(number: Number, *, demo_allowed: bool) -> Number:
    if number.is_demo and not demo_allowed:
        raise IdentifierError(Problem.DEMO_ONLY)
    return number


def _sealed(prefix: str) -> str:
    last = check_digit(prefix)
    if last is None:
        raise IdentifierError(Problem.NEVER_ISSUED)
    return f"{prefix}{last}"


def _twelve_digits(text: str) -> str:
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):  # not str.isdigit, which admits Arabic and superscript digits
        raise IdentifierError(Problem.NOT_DIGITS)
    if len(digits) != 12:
        raise IdentifierError(Problem.WRONG_LENGTH, length=len(digits))
    return digits


def _check(digits: str) -> None:
    if _sealed(digits[:11]) != digits:
        raise IdentifierError(Problem.BAD_CHECK_DIGIT)


def _read_iin(digits: str) -> Iin:
    year, month, day, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), digits[6]
    if seventh == "0":
        _date(digits[:6], year=2000 + year, month=month, day=day)
        return Iin(digits, None, None, cautions=(Caution.FOREIGN_SEVENTH_DIGIT,))
    if seventh in _DEMO_SEX:
        century = 1900 if 1900 + year >= _DEMO_FIRST_YEAR else 2000
        return Iin(digits, _date(digits[:6], year=century + year, month=month, day=day), _DEMO_SEX[seventh], True)
    if seventh not in _CENTURY_AND_SEX:
        raise IdentifierError(Problem.BAD_SEVENTH_DIGIT, digit=seventh)
    century, sex = _CENTURY_AND_SEX[seventh]
    return Iin(digits, _date(digits[:6], year=century + year, month=month, day=day), sex)


def _date(digits: str, *, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise IdentifierError(Problem.BAD_DATE, digits=digits) from None
