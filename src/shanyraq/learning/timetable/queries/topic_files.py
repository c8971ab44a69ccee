"""A calendar plan from a table: bad rows are named, good rows are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shanyraq.kernel.sheets.api import read_table
from shanyraq.learning.timetable.queries.files import Fault, columns_of, text_of
from shanyraq.learning.timetable.rules.topics import Topic, is_objective

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "quarter": ("Тоқсан", "Четверть", "Quarter"),
    "topic": ("Тақырып", "Тема", "Topic", "Сабақ тақырыбы", "Тема урока"),
    "objectives": ("Оқу мақсаты", "Цели обучения", "Objectives", "Оқу мақсаттары", "Цель обучения"),
    "hours": ("Сағат", "Часы", "Hours", "Сағат саны", "Количество часов"),
    "homework": ("Үй тапсырмасы", "Домашнее задание", "Homework"),
}


@dataclass(frozen=True, slots=True)
class BroughtTopics:
    topics: list[Topic] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def topic_headings(language: str) -> list[str]:
    place = {"kk": 0, "ru": 1}.get(language, 2)
    return [names[place] for names in HEADINGS.values()]


def topics_from_table(data: bytes, filename: str) -> BroughtTopics:
    """The lines of the plan in the order of the table. Raises Denied where the file is no readable table."""
    sheet = read_table(data, filename, limit=600)
    columns = columns_of(sheet.headers, HEADINGS, ("quarter", "topic"))
    found = BroughtTopics()
    for number, cells in sheet.named():
        texts = {name: text_of(cells[heading]) for name, heading in columns.items()}
        wrong = _wrong(texts)
        if wrong:
            found.faults.append(Fault(number, columns.get(wrong[0], wrong[0]), wrong[1]))
            continue
        found.topics.append(
            Topic(
                number=len(found.topics) + 1,
                quarter=int(texts["quarter"]),
                topic=texts["topic"],
                objectives=codes(texts.get("objectives", "")),
                hours=int(texts.get("hours") or 1),
                homework=texts.get("homework", ""),
            )
        )
    return found


def codes(text: str) -> tuple[str, ...]:
    return tuple(one for one in re.split(r"[\s,;]+", text) if one)


def _wrong(texts: Mapping[str, str]) -> tuple[str, str] | None:
    """The first field that cannot be read, and why."""
    if texts["quarter"] not in {"1", "2", "3", "4"}:
        return "quarter", _("“%(text)s” is no quarter: 1 to 4.") % {"text": texts["quarter"]}
    if not texts["topic"] or len(texts["topic"]) > 300:
        return "topic", _("A topic is empty or longer than 300 characters.")
    hours = texts.get("hours") or "1"
    if not hours.isdigit() or int(hours) not in range(1, 41):
        return "hours", _("“%(text)s” is no number of hours: 1 to 40.") % {"text": hours}
    if len(texts.get("homework", "")) > 300:
        return "homework", _("The homework is longer than 300 characters.")
    bad = [code for code in codes(texts.get("objectives", "")) if not is_objective(code)]
    if bad:
        return "objectives", _("“%(text)s” is no code of an objective, such as 7.2.1.4.") % {"text": bad[0]}
    return None
