"""The workbooks that the product hands out: headings in two languages, drop-downs, notes, a row that shows how."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from shanyraq.kernel.sheets.api import sheet_name
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.exchange.gateways.words import HINTS, choices_of, kind_words, slot_words

_NAMES = ("family", "given", "patronymic")
_PARENT = ("full_name", "iin", "phone")
COLUMNS: dict[str, tuple[str, ...]] = {
    Kind.ORGANISATION: (
        "bin", "kind", "profile", "number", "name_kk", "name_ru", "territory", "languages", "capacity", "shifts",
        "parent",
    ),
    Kind.BUILDING: ("building", "address", "built_year"),
    Kind.ROOM: ("building", "room", "room_kind", "capacity"),
    Kind.STAFF: (*_NAMES, "iin", "birth_date", "sex", "phone", "email", "position", "rate", "valid_from"),
    Kind.GROUP: ("class", "language", "shift", "class_teacher", "class_teacher_iin"),
    Kind.LOAD: ("teacher", "teacher_iin", "class", "subject", "hours_per_week", "valid_from"),
    Kind.PUPIL: (
        *_NAMES, "iin", "birth_date", "sex", "class", "valid_from", "order_number", "phone",
        *(f"{who}.{field}" for who in ("mother", "father") for field in _PARENT),
    ),
    Kind.GUARDIAN: ("child", "child_iin", "relation", *_NAMES, "iin", "birth_date", "sex", "phone", "email"),
}  # fmt: skip
SCHOOL = (Kind.BUILDING, Kind.ROOM, Kind.STAFF, Kind.GROUP, Kind.LOAD, Kind.PUPIL, Kind.GUARDIAN)
OFFICE = (Kind.ORGANISATION,)
NEEDED = frozenset({
    "bin", "name_kk", "name_ru", "territory", "building", "room", "family", "given", "position", "class", "teacher",
    "subject", "hours_per_week", "child", "relation",
})  # fmt: skip
_EXAMPLE: dict[str, str] = {
    "family": "Сейтқали", "given": "Ержан", "patronymic": "Болатұлы", "full_name": "Сейтқали Дана Маратқызы",
    "iin": "000000000000", "birth_date": "05.03.2014", "class": "7Ә", "phone": "+7 701 123 45 67", "rate": "1",
    "valid_from": "01.09.2026", "order_number": "№ 112", "email": "dana@example.kz", "shift": "1",
    "hours_per_week": "1,5",
    "class_teacher": "Ахметов Болат Серікұлы", "class_teacher_iin": "000000000000", "teacher": "Ахметов Болат Серікұлы",
    "teacher_iin": "000000000000", "child": "Сейтқали Ержан Болатұлы", "child_iin": "000000000000", "building": "А",
    "address": "Абай 28", "built_year": "1984", "room": "204", "capacity": "26", "bin": "000000000000", "number": "28",
    "name_kk": "№28 мектеп-лицей", "name_ru": "Школа-лицей №28", "territory": "611010000", "shifts": "2",
    "parent": "000000000000",
}  # fmt: skip
_DAYS = frozenset({"birth_date", "valid_from", "valid_to"})
LAST_ROW = 3000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def template_workbook(kinds: Sequence[str], *, classes: Sequence[str] = ()) -> bytes:
    """A workbook with a sheet for each kind, in the language that is active; its classes can be chosen where known."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        pens = {
            "needed": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#DCEBFA"}
            ),
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2}),
            "other": book.add_format({"font_color": "#5B6470", "font_size": 9}),
            "text": book.add_format({"num_format": 49}),
            "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            "example": book.add_format({"italic": True, "font_color": "#7A828C", "num_format": 49}),
        }
        sheets = [(kind, book.add_worksheet(sheet_name(kind_words(kind)))) for kind in kinds]
        lists = _Lists(book)
        for kind, sheet in sheets:
            _fill(sheet, kind, pens, lists, {"class": tuple(classes)} if kind != Kind.GROUP else {})
        lists.hide()
    return out.getvalue()


class _Lists:
    """The hidden sheet that holds what drop-downs offer, a column for each."""

    def __init__(self, book: Any) -> None:
        self.book, self.sheet, self.ranges = book, None, {}  # type: Any, Any, dict[tuple[str, ...], str]

    def range_of(self, words: tuple[str, ...]) -> str:
        if self.sheet is None:
            self.sheet = self.book.add_worksheet("lists")
        if words not in self.ranges:
            column = len(self.ranges)
            self.sheet.write_column(0, column, words)
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self.ranges[words] = f"=lists!${letter}$1:${letter}${len(words)}"
        return self.ranges[words]

    def hide(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()


def _fill(sheet: Any, kind: str, pens: Mapping[str, Any], lists: _Lists, more: Mapping[str, tuple[str, ...]]) -> None:
    """Headings, notes, the example and the drop-downs of one sheet. The first column is for numbers and marks."""
    language = (get_language() or "kk")[:2]
    sheet.write_string(0, 0, "№", pens["head"])
    sheet.write_string(1, 0, _("example"), pens["example"])
    sheet.set_column(0, 0, 9)
    for position, slot in enumerate(COLUMNS[kind], start=1):
        own = slot.rpartition(".")[2]
        words = choices_of(slot, language) or more.get(slot, ())
        heading = slot_words(slot)
        pen = pens["needed" if slot in NEEDED else "head"]
        sheet.write_rich_string(0, position, heading, pens["other"], f"\n{other_words(slot)}", pen)
        sheet.set_column(
            position, position, max(14, min(len(heading) + 4, 30)), pens["day" if own in _DAYS else "text"]
        )
        if hint := _hint(slot, words):
            sheet.write_comment(0, position, hint, {"x_scale": 2, "y_scale": 1.2})
        sheet.write_string(1, position, words[0] if words else _EXAMPLE.get(own, ""), pens["example"])
        if words and slot != "languages":
            rule = {"validate": "list", "source": lists.range_of(tuple(words)), "error_type": "warning"}
            sheet.data_validation(1, position, LAST_ROW, position, rule)
    sheet.set_row(0, 46)
    sheet.freeze_panes(1, 0)


def other_words(slot: str) -> str:
    """The heading in the other language of the state: Russian for a reader of Kazakh, Kazakh for all others."""
    with override("ru" if (get_language() or "kk")[:2] == "kk" else "kk"):
        return slot_words(slot)


def _hint(slot: str, words: Sequence[str]) -> str:
    said = [str(HINTS.get(slot.rpartition(".")[2], ""))]
    if slot in NEEDED:
        said.insert(0, _("Needed."))
    if words and len(words) <= 10:
        said.append(", ".join(words))
    return " ".join(part for part in said if part)
