"""From a cell to a value. Whatever was odd about it is said in words that name the field and what was entered."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text.names import cleaned
from shanyraq.kernel.text.phones import BadPhone, normalise
from shanyraq.spine.exchange.drafts import Fault, Ref
from shanyraq.spine.exchange.rules import shapes, vocabulary
from shanyraq.spine.registry import api as registry

SHORTENED = 60
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def _fill(words: Any, params: Mapping[str, Any]) -> str:
    return str(words) % params


filled = lazy(_fill, str)


@dataclass(slots=True)
class Told:
    """What is said about one row while it is read."""

    today: dt.date
    faults: list[Fault] = field(default_factory=list)
    iin_of: Callable[[str], registry.Iin] = registry.read_iin

    def grave(self, name: str, cell: object, words: Any, /, **params: object) -> None:
        self._say(name, cell, words, params, grave=True)

    def warn(self, name: str, cell: object, words: Any, /, **params: object) -> None:
        self._say(name, cell, words, params, grave=False)

    def _say(self, name: str, cell: object, words: Any, params: dict[str, object], *, grave: bool) -> None:
        message = filled(words, params) if params else words
        self.faults.append(Fault(name, message, as_entered(cell)[:SHORTENED], grave))


def as_entered(cell: object) -> str:
    """The cell as the person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def text_of(cell: object, name: str, told: Told) -> str:
    """The text without stray spaces; a warning where there were some inside or around it."""
    if not isinstance(cell, str):
        return as_entered(cell)
    text = cleaned(cell.translate(_INVISIBLE))
    if text and text != cell.replace("\n", " ").replace("\r", ""):
        told.warn(name, cell, _("Stray spaces were taken out."))
    return text


def read_iin(cell: object, name: str, told: Told, *, born: dt.date | None = None) -> registry.Iin | None:
    """The person's number. Zeros that Excel took from its beginning are given back, with a warning."""
    if type(cell) is str and len(cell) == 12 and cell.isascii() and cell.isdigit():
        try:
            return told.iin_of(cell)
        except registry.IdentifierError:
            pass  # what is wrong with it is told below
    text = text_of(cell, name, told)
    if not text:
        return None
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdigit() and 9 <= len(digits) < 12:
        try:
            restored = registry.read_iin(digits.zfill(12))
        except registry.IdentifierError:
            pass
        else:
            told.warn(name, cell, _("The zeros at the beginning were lost; %(iin)s was restored."), iin=restored.digits)
            return restored
    if "E+" in text.upper() or isinstance(cell, float):
        told.grave(name, cell, _("Excel has shortened the number. Make the column text and type the twelve digits."))
        return None
    try:
        return registry.read_iin(text)
    except registry.IdentifierError as error:
        why = lazy(registry.identifier_words, str)(error)
        if guess := _meant(digits, born):
            told.grave(name, cell, _("%(why)s Perhaps two digits changed places: %(guess)s?"), why=why, guess=guess)
        else:
            told.grave(name, cell, why)
        return None


def _meant(digits: str, born: dt.date | None) -> str:
    """The one good number that differs by two neighbouring digits in each other's place; "" where there is none."""
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        return ""
    found: set[str] = set()
    for place in range(11):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        try:
            iin = registry.read_iin(swapped)
        except registry.IdentifierError:
            continue
        if not (born and iin.birth_date and born != iin.birth_date):
            found.add(iin.digits)
    return found.pop() if len(found) == 1 else ""


def read_bin(cell: object, name: str, told: Told) -> str | None:
    text = text_of(cell, name, told)
    if not text:
        return None
    try:
        return registry.read_bin(text.zfill(12) if text.isascii() and text.isdigit() else text)
    except registry.IdentifierError as error:
        told.grave(name, cell, lazy(registry.identifier_words, str)(error))
        return None


def read_day(cell: object, name: str, told: Told) -> dt.date | None:
    """A day in any usual shape."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    read = shapes.read_day(text_of(cell, name, told) if isinstance(cell, str) else cell, today=told.today)
    if read.day is None and read.remark == "year":
        told.grave(name, cell, _("Only a year stands here. Write the whole date, like 05.03.2014."))
    elif read.day is None:
        told.grave(name, cell, _("This is not a date. Write it like 05.03.2014."))
    elif read.remark == "swapped":
        told.warn(
            name, cell, _("Month and day stood in each other's place; read as %(day)s."), day=as_entered(read.day)
        )
    elif read.remark == "short":
        told.warn(name, cell, _("The year has two digits; read as %(day)s."), day=as_entered(read.day))
    return read.day


def read_birth(cell: object, told: Told, iin: registry.Iin | None) -> dt.date | None:
    """The birth date; where it is the number's own with day and month exchanged, the number's is proposed."""
    born = read_day(cell, "birth_date", told)
    if born is None:
        return None
    if born > told.today or born.year < 1900:
        told.grave("birth_date", cell, _("Nobody here was born on %(day)s."), day=as_entered(born))
        return None
    if iin is None or iin.birth_date is None or iin.birth_date == born:
        return born
    says = as_entered(iin.birth_date)
    if shapes.swapped_day(born) == iin.birth_date:
        words = _("Day and month are exchanged: the IIN says %(says)s, and so it is proposed.")
        told.warn("birth_date", cell, words, says=says)
        return iin.birth_date
    told.warn("birth_date", cell, _("The IIN says another birth date: %(says)s."), says=says)
    return born


def read_phone(cell: object, name: str, told: Told) -> str:
    """The number in E.164. What is no number is left out with a warning: a child is not refused for a telephone."""
    if not cell:
        return ""
    text = text_of(cell, name, told)
    if not text:
        return ""
    first = next((part for part in _several(text)), text)
    try:
        number = normalise(first)
    except BadPhone as error:
        told.warn(name, cell, _("%(why)s The number is left out."), why=error.reason)
        return ""
    if first != text:
        told.warn(name, cell, _("Several numbers stand here; the first is taken: %(phone)s."), phone=number)
    return number


def _several(text: str) -> list[str]:
    parts = [part.strip() for mark in ";/|" for part in text.split(mark) if mark in text]
    return parts or [part.strip() for part in text.split(",")]


def read_email(cell: object, name: str, told: Told) -> str:
    if not cell:
        return ""
    text = text_of(cell, name, told)
    local, at, domain = text.partition("@")
    if text and not (local and at and "." in domain and " " not in text and "@" not in domain and len(text) < 255):
        told.warn(name, cell, _("This is not an e-mail address; it is left out."))
        return ""
    return text


def read_code(cell: object, name: str, told: Told, *, field: str) -> str | None:
    """The code of a word; an unknown word is a fault that names some that are known."""
    text = text_of(cell, name, told)
    if not text:
        return None
    code = vocabulary.code_of(field, text) if field != "subject" else vocabulary.subject_of(text)
    if not code:
        told.grave(name, cell, _("This word is not known here. Choose one of the list of the template."))
        return None
    return code


def read_class(cell: object, told: Told, name: str = "group") -> shapes.ClassName | None:
    if isinstance(cell, dt.date):
        told.grave(name, cell, _("Excel has made a date of the class. Make the column text and write 7 «Ә»."))
        return None
    text = text_of(cell, name, told)
    if not text:
        return None
    if found := shapes.read_class(text):
        return found
    told.grave(name, cell, _("This is not a class. Write it like 7 «Ә»."))
    return None


def read_decimal(cell: object, name: str, told: Told, *, most: int) -> Decimal | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    number = shapes.read_number(cell)
    if number is None or not 0 < number <= most:
        told.grave(name, cell, _("A number from 0 to %(most)s is expected here, like 1,5."), most=most)
        return None
    return number


def read_whole(cell: object, name: str, told: Told, *, least: int, most: int) -> int | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    number = shapes.read_number(cell)
    if number is None or number != int(number) or not least <= number <= most:
        words = _("A whole number from %(least)s to %(most)s is expected here.")
        told.grave(name, cell, words, least=least, most=most)
        return None
    return int(number)


def read_name_part(cell: object, name: str, told: Told, *, among_cyrillic: bool, most: int = SHORTENED) -> str:
    """A name in one script and in the case of names; digits and signs are a fault."""
    text = text_of(cell, name, told)
    if not text:
        return ""
    one = shapes.one_script(text, among_cyrillic=among_cyrillic)
    if one != text:
        told.warn(name, cell, _("Latin letters stood among Cyrillic ones; written as “%(name)s”."), name=one)
    cased = shapes.in_name_case(one)
    if cased != one:
        told.warn(name, cell, _("The name was not written as names are; written as “%(name)s”."), name=cased)
    if not shapes.is_name(cased):
        told.grave(name, cell, _("A name consists of letters."))
    elif len(cased) > most:
        told.grave(name, cell, _("A name has at most %(most)s letters."), most=most)
    elif shapes.has_initials(cased):
        told.grave(name, cell, _("Only initials stand here. Write the names whole, as in the document."))
    return cased


def read_names(cells: Mapping[str, object], told: Told) -> dict[str, str]:
    """Family name, given name and patronymic, from their own columns or from one column of all three."""
    whole = " ".join(as_entered(cells.get(slot)) for slot in ("full_name", "family", "given", "patronymic"))
    cyrillic = shapes.has_cyrillic(whole)
    parts: dict[str, str] = {}
    if cells.get("full_name") is not None:
        full = read_name_part(cells["full_name"], "given", told, among_cyrillic=cyrillic, most=180)
        parts = dict(zip(("family", "given", "patronymic"), shapes.split_name(full), strict=True))
        if full and not parts["family"]:
            told.warn("given", cells["full_name"], _("One name only stands here."))
    for slot in itertools.filterfalse(parts.get, ("family", "given", "patronymic")):
        if slot in cells:
            parts[slot] = read_name_part(cells[slot], slot, told, among_cyrillic=cyrillic)
    return parts


def read_person_ref(cell: object, iin_cell: object, name: str, told: Told) -> Ref | None:
    """A pointer at a person: by IIN where one stands, else by the name."""
    if iin := read_iin(iin_cell, name, told):
        return Ref("iin", iin.digits)
    full = read_name_part(cell, name, told, among_cyrillic=shapes.has_cyrillic(as_entered(cell)), most=180)
    return Ref("name", full) if full else None
