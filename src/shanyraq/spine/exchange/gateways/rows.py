"""From one row of a list to its records: the row's own and, in lists of pupils, those of the relatives beside them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Kind, Place, Record, Ref, Value
from shanyraq.spine.exchange.gateways import cells as read
from shanyraq.spine.exchange.gateways.cells import Told
from shanyraq.spine.exchange.rules import shapes
from shanyraq.spine.exchange.rules.fields import NAMES, RELATIVES

Cells = Mapping[str, object]
Raw = Mapping[str, str]
_RELATION = {"mother": ("mother", "f"), "father": ("father", "m"), "guardian": ("guardian", "")}
_RELATION_OF_SEX = {"f": "mother", "m": "father"}


def records_of(kind: Kind, place: Place, cells: Cells, raw: Raw, *, today: dt.date) -> Iterator[Record]:
    """The records of one row. A cell is absent where the list has no such column, None where it is empty."""
    told = Told(today)
    values = _MAKERS[kind](cells, told)
    if (organisation := cells.get("organisation")) is not None and (
        number := read.read_bin(organisation, "organisation", told)
    ):
        values["organisation"] = Ref("bin", number)
    yield Record(kind=kind, place=place, values=values, faults=tuple(told.faults), raw=raw)
    if kind == Kind.PUPIL:
        yield from _relatives(place, cells, raw, child=_pointer(values), today=today)


def _person(cells: Cells, told: Told) -> dict[str, Value]:
    """Names, number, birth date and sex. What a list does not tell and the number does, the number tells."""
    values: dict[str, Value] = dict(read.read_names(cells, told))
    iin = None
    if "iin" in cells:
        iin = read.read_iin(cells["iin"], "iin", told, born=_born(cells, told))
        values["iin"] = iin.digits if iin else None
    born = read.read_birth(cells.get("birth_date"), told, iin)
    if born or "birth_date" in cells or iin:
        values["birth_date"] = born or (iin.birth_date if iin else None)
    sex = read.read_code(cells.get("sex"), "sex", told, field="sex")
    if sex and iin and iin.sex and iin.sex != sex:
        told.warn("sex", cells.get("sex"), _("The IIN says another sex."))
    if sex or "sex" in cells or iin:
        values["sex"] = sex or (str(iin.sex) if iin and iin.sex else None)
    if "phone" in cells:
        values["phone"] = read.read_phone(cells["phone"], "phone", told)
    if "email" in cells:
        values["email"] = read.read_email(cells["email"], "email", told)
    return values


def _born(cells: Cells, told: Told) -> dt.date | None:
    cell = cells.get("birth_date")
    return shapes.read_day(cell, today=told.today).day if cell is not None else None


def _class(cells: Cells, told: Told) -> shapes.ClassName | None:
    """Grade and letter, from one column or from two."""
    if "class" in cells:
        found = read.read_class(cells["class"], told)
        if found and not found.letter and cells.get("letter"):
            return shapes.ClassName(found.grade, shapes.cyrillic_letter(read.text_of(cells["letter"], "group", told)))
        return found
    if "grade" not in cells:
        return None
    return read.read_class(f"{read.as_entered(cells['grade'])} {read.as_entered(cells.get('letter'))}".strip(), told)


def _group(cells: Cells, told: Told, values: dict[str, Value]) -> None:
    if "class" in cells or "grade" in cells:
        found = _class(cells, told)
        values["group"] = Ref("class", found.key) if found else None


def _days(cells: Cells, told: Told, values: dict[str, Value]) -> None:
    values |= {slot: read.read_day(cells[slot], slot, told) for slot in ("valid_from", "valid_to") if slot in cells}


def _texts(cells: Cells, told: Told, values: dict[str, Value], *, fields: Mapping[str, str]) -> None:
    values |= {field: read.text_of(cells[slot], field, told) for slot, field in fields.items() if slot in cells}


def _codes(cells: Cells, told: Told, values: dict[str, Value], *, fields: Mapping[str, str]) -> None:
    for slot, field in fields.items():
        if slot in cells:
            values[field] = read.read_code(cells[slot], field, told, field=slot)


def _wholes(cells: Cells, told: Told, values: dict[str, Value], *, fields: Mapping[str, tuple[int, int]]) -> None:
    for slot, (least, most) in fields.items():
        if slot in cells:
            values[slot] = read.read_whole(cells[slot], slot, told, least=least, most=most)


def _pupil(cells: Cells, told: Told) -> dict[str, Value]:
    values = _person(cells, told)
    _group(cells, told, values)
    _days(cells, told, values)
    _texts(cells, told, values, fields={"order_number": "order_number"})
    return values


def _staff(cells: Cells, told: Told) -> dict[str, Value]:
    values = _person(cells, told)
    _codes(cells, told, values, fields={"position": "position"})
    if "rate" in cells:
        values["rate"] = read.read_decimal(cells["rate"], "rate", told, most=2)
    _days(cells, told, values)
    return values


def _guardian(cells: Cells, told: Told) -> dict[str, Value]:
    values = _person(cells, told)
    if "child" in cells or "child_iin" in cells:
        values["child"] = read.read_person_ref(cells.get("child"), cells.get("child_iin"), "child", told)
    _codes(cells, told, values, fields={"relation": "relation"})
    return values


def _group_row(cells: Cells, told: Told) -> dict[str, Value]:
    values: dict[str, Value] = {}
    if found := _class(cells, told):
        values |= {"grade": found.grade, "letter": found.letter}
    _codes(cells, told, values, fields={"language": "language"})
    _wholes(cells, told, values, fields={"shift": (1, 3)})
    if "school_year" in cells:
        year = read.as_entered(cells["school_year"]).strip()[:4]
        values["school_year"] = read.read_whole(year, "school_year", told, least=2000, most=told.today.year + 1)
    if "class_teacher" in cells or "class_teacher_iin" in cells:
        teacher = cells.get("class_teacher"), cells.get("class_teacher_iin")
        values["class_teacher"] = read.read_person_ref(*teacher, "class_teacher", told)
    return values


def _load(cells: Cells, told: Told) -> dict[str, Value]:
    values: dict[str, Value] = {
        "teacher": read.read_person_ref(cells.get("teacher"), cells.get("teacher_iin"), "teacher", told)
    }
    _group(cells, told, values)
    _codes(cells, told, values, fields={"subject": "subject"})
    if "hours_per_week" in cells:
        values["hours_per_week"] = read.read_decimal(cells["hours_per_week"], "hours_per_week", told, most=40)
    _days(cells, told, values)
    return values


def _room(cells: Cells, told: Told) -> dict[str, Value]:
    values: dict[str, Value] = {}
    _texts(cells, told, values, fields={"building": "building", "room": "name"})
    _codes(cells, told, values, fields={"room_kind": "kind"})
    _wholes(cells, told, values, fields={"capacity": (1, 5000)})
    return values


def _building(cells: Cells, told: Told) -> dict[str, Value]:
    values: dict[str, Value] = {}
    _texts(cells, told, values, fields={"building": "name", "address": "address"})
    _wholes(cells, told, values, fields={"built_year": (1800, told.today.year + 1)})
    return values


def _organisation(cells: Cells, told: Told) -> dict[str, Value]:
    values: dict[str, Value] = {"bin": read.read_bin(cells.get("bin"), "bin", told)}
    _texts(cells, told, values, fields={"name_kk": "name_kk", "name_ru": "name_ru", "territory": "territory"})
    _codes(cells, told, values, fields={"kind": "kind", "profile": "profile"})
    _wholes(cells, told, values, fields={"number": (1, 9999), "capacity": (1, 20_000), "shifts": (1, 3)})
    if "languages" in cells:
        words = read.text_of(cells["languages"], "languages", told).replace(";", ",").split(",")
        codes = [read.read_code(word.strip(), "languages", told, field="language") for word in words]
        values["languages"] = tuple(code for code in codes if code)
    if cells.get("parent") and (number := read.read_bin(cells["parent"], "parent", told)):
        values["parent"] = Ref("bin", number)
    return values


_MAKERS: dict[Kind, Callable[[Cells, Told], dict[str, Value]]] = {
    Kind.ORGANISATION: _organisation,
    Kind.BUILDING: _building,
    Kind.ROOM: _room,
    Kind.STAFF: _staff,
    Kind.GROUP: _group_row,
    Kind.LOAD: _load,
    Kind.PUPIL: _pupil,
    Kind.GUARDIAN: _guardian,
}


def _pointer(values: Mapping[str, Value]) -> Ref | None:
    """How the relatives of this row point at its child."""
    if iin := values.get("iin"):
        return Ref("iin", str(iin))
    full = " ".join(str(values.get(part) or "") for part in ("family", "given", "patronymic"))
    return Ref("name", " ".join(full.split())) if full.split() else None


def _relatives(place: Place, cells: Cells, raw: Raw, *, child: Ref | None, today: dt.date) -> Iterator[Record]:
    for who in RELATIVES:
        own = {slot.partition(".")[2]: cell for slot, cell in cells.items() if slot.startswith(f"{who}.")}
        if any(cell is not None for cell in own.values()):
            yield _relative(who, place, own, raw, child=child, today=today)


def _relative(who: str, place: Place, own: Cells, raw: Raw, *, child: Ref | None, today: dt.date) -> Record:
    """A guardian from columns of the child's row. A "parent" without a word of relation is mother or father by the
    sex that the IIN tells; without it nobody guesses."""
    told = Told(today)
    values = _person(own, told) | {"child": child}
    if not any(own.get(name) for name in NAMES):
        entered = next(cell for cell in own.values() if cell is not None)
        told.grave("given", entered, _("Somebody's number stands here and no name. Write whose it is."))
    relation, sex = _RELATION.get(who, ("", ""))
    if sex:
        if values.get("sex") not in (None, sex):
            told.warn("sex", own.get("iin"), _("The IIN says another sex."))
        values["sex"] = values.get("sex") or sex
    if "relation" in own:
        relation = read.read_code(own["relation"], "relation", told, field="relation") or relation
    relation = relation or (_RELATION_OF_SEX.get(str(values.get("sex")), "") if who == "parent" else "")
    if not relation and not any(fault.field == "relation" for fault in told.faults):
        words = _("Who is this to the child? Add a column with the words mother, father or guardian.")
        told.grave("relation", next((own[name] for name in NAMES if own.get(name)), None), words)
    values["relation"] = relation or None
    return Record(kind=Kind.GUARDIAN, place=place, values=values, faults=tuple(told.faults), raw=raw)
