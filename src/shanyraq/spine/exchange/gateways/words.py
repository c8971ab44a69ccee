"""What each kind of list and each column is called, and what is expected in it, in the reader's language."""

from typing import Any

from django.utils.translation import get_language, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text.numbers import number as shown_number
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.registry.reference import curriculum

KINDS: dict[str, Any] = {
    Kind.ORGANISATION: _("Organisations"),
    Kind.BUILDING: _("Buildings"),
    Kind.ROOM: _("Rooms"),
    Kind.STAFF: _("Staff"),
    Kind.GROUP: _("Classes"),
    Kind.LOAD: _("Teaching loads"),
    Kind.PUPIL: _("Pupils"),
    Kind.GUARDIAN: _("Parents and representatives"),
}
SLOTS: dict[str, Any] = {
    "full_name": _("Full name"),
    "family": _("Family name"),
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "iin": _("IIN"),
    "birth_date": _("Birth date"),
    "sex": _("Sex"),
    "phone": _("Telephone"),
    "email": _("E-mail address"),
    "class": _("Class"),
    "grade": _("Grade without the letter"),
    "letter": _("Letter of the class"),
    "valid_from": pgettext_lazy("column of a list", "First day"),
    "valid_to": pgettext_lazy("column of a list", "Last day"),
    "order_number": _("Number of the order"),
    "organisation": _("BIN of the organisation"),
    "position": _("Position"),
    "rate": _("Rate of pay"),
    "language": _("Language of instruction"),
    "languages": _("Languages of instruction"),
    "shift": _("Shift"),
    "class_teacher": _("Class teacher"),
    "class_teacher_iin": _("Class teacher's IIN"),
    "school_year": _("School year"),
    "teacher": _("Teacher"),
    "teacher_iin": _("Teacher's IIN"),
    "subject": _("Subject taught"),
    "hours_per_week": _("Hours per week"),
    "child": _("Child's full name"),
    "child_iin": _("Child's IIN"),
    "relation": _("Relation to the child"),
    "building": _("Building"),
    "address": _("Address"),
    "built_year": _("Year built"),
    "room": _("Room"),
    "room_kind": _("Kind of room"),
    "capacity": _("Number of places"),
    "bin": _("BIN"),
    "kind": _("Kind of organisation"),
    "profile": _("Profile"),
    "number": _("Number"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "territory": _("KATO code"),
    "shifts": _("Number of shifts"),
    "parent": _("BIN of the organisation above"),
}
RELATIVES: dict[str, Any] = {
    "mother": _("Mother: %(what)s"),
    "father": _("Father: %(what)s"),
    "parent": _("Parent: %(what)s"),
    "guardian": _("Legal representative: %(what)s"),
}
# A field of the record whose name is not that of a slot.
FIELDS: dict[str, Any] = {
    "group": SLOTS["class"],
    "grade": _("Grade"),
    "name": _("Name or number"),
    "kind": _("Kind"),
}
HINTS: dict[str, Any] = {
    "iin": _(
        "Twelve digits. The column is text, so that zeros at the beginning stay. Empty where the child has no IIN."
    ),
    "child_iin": _("The twelve digits of the child, as in the list of pupils."),
    "family": _("As in the document, whole."),
    "given": _("As in the document, whole, without initials."),
    "patronymic": _("Empty where there is none."),
    "birth_date": _("Day, month, year: 05.03.2014."),
    "valid_from": _("Day, month, year: 01.09.2026."),
    "sex": _("Choose from the list."),
    "class": _("Grade and letter: 7Ә."),
    "phone": _("With the code: +7 701 123 45 67."),
    "position": _("Choose from the list. One row for each position of a person."),
    "rate": _("1, 0,5, 1,25."),
    "language": _("Choose from the list."),
    "languages": _("One or several, with commas between."),
    "subject": _("Choose from the list."),
    "relation": _("Choose from the list."),
    "hours_per_week": _("Hours of this subject in this class: 3 or 1,5."),
    "teacher": _("Full name as in the list of staff; the IIN is surer."),
    "class_teacher": _("Full name as in the list of staff; the IIN is surer."),
    "child": _("Full name as in the list of pupils; the IIN is surer."),
    "school_year": _("The year in which it begins: 2026."),
    "territory": _("Nine digits of the classifier of territories."),
    "bin": _("Twelve digits."),
}
# English words of the register's own choices: their Kazakh and Russian stand in its catalogue.
_CHOICES: dict[str, tuple[str, ...]] = {
    "sex": ("male", "female"),
    "language": ("Kazakh", "Russian", "Uzbek", "Uyghur", "Tajik", "English"),
    "position": (
        "director", "deputy head", "teacher", "educator", "guard", "secretary", "librarian", "psychologist", "nurse",
    ),
    "relation": ("mother", "father", "guardian", "trustee", "foster parent"),
    "room_kind": ("classroom", "laboratory", "gym", "workshop", "hall", "other"),
    "kind": ("kindergarten", "school", "college", "education office"),
    "profile": ("general", "gymnasium", "lyceum", "small-class", "special", "boarding", "without profile"),
}  # fmt: skip

_COUNTED: dict[str, Any] = {
    Kind.ORGANISATION: ngettext_lazy("%(number)s organisation", "%(number)s organisations", "number"),
    Kind.BUILDING: ngettext_lazy("%(number)s building", "%(number)s buildings", "number"),
    Kind.ROOM: ngettext_lazy("%(number)s room", "%(number)s rooms", "number"),
    Kind.STAFF: ngettext_lazy("%(number)s member of staff", "%(number)s members of staff", "number"),
    Kind.GROUP: ngettext_lazy("%(number)s class", "%(number)s classes", "number"),
    Kind.LOAD: ngettext_lazy("%(number)s teaching load", "%(number)s teaching loads", "number"),
    Kind.PUPIL: ngettext_lazy("%(number)s pupil", "%(number)s pupils", "number"),
    Kind.GUARDIAN: ngettext_lazy(
        "%(number)s parent or representative", "%(number)s parents or representatives", "number"
    ),
}

_VERDICTS: dict[str, Any] = {
    "create": ngettext_lazy("%(number)s new", "%(number)s new", "number"),
    "change": ngettext_lazy("%(number)s changes", "%(number)s change", "number"),
    "leave": ngettext_lazy("%(number)s stays as it is", "%(number)s stay as they are", "number"),
    "refuse": ngettext_lazy("%(number)s was refused", "%(number)s were refused", "number"),
    "ask": ngettext_lazy("%(number)s asks you", "%(number)s ask you", "number"),
}


def counted(kind: str, number: int) -> str:
    """«1 204 оқушы»."""
    return _with_number(_COUNTED[kind], number)


def verdict_words(verdict: str, number: int) -> str:
    """«1 150 жаңа»."""
    return _with_number(_VERDICTS[verdict], number)


def _with_number(words: Any, number: int) -> str:
    language = (get_language() or "kk")[:2]
    told = str(words % {"number": number})
    return told.replace(f"{number} ", f"{shown_number(number, language=language)}\u00a0", 1)


def slot_words(slot: str) -> str:
    """The column in words: «Тегі», «Анасы: Телефон»."""
    who, _dot, field = slot.rpartition(".")
    if who:
        return str(RELATIVES[who]) % {"what": slot_words(field)}
    return str(SLOTS.get(slot, slot))


def field_words(name: str) -> str:
    """A field of a record or a fault in words."""
    return str(FIELDS.get(name) or SLOTS.get(name) or name)


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def choices_of(slot: str, language: str) -> tuple[str, ...]:
    """What may be chosen in this column, in the language that is active; nothing where anything may be typed."""
    if slot == "subject":
        return tuple(getattr(each, f"name_{language}") for each in curriculum.subjects().values())
    if slot in {"shift", "shifts"}:
        return ("1", "2", "3")
    return tuple(translated(word) for word in _CHOICES.get(slot, ()))
