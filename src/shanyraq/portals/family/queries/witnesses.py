"""Every witness's words about one day: what was said, when, and by whom."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyraq.campus.gates import api as gates
from shanyraq.kernel import clock
from shanyraq.kernel.ui.marks import Tone
from shanyraq.learning.journal import api as journal

ABSENT = frozenset({"unexcused", "ill", "excused"})


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One witness's word, as the timeline component shows it."""

    at: dt.datetime
    words: str
    note: str
    tone: str


def witnesses_of(person_id: uuid.UUID, day: dt.date) -> list[Witnessed]:
    """Gate and register in the order of time."""
    said = [_of_gate(row) for row in gates.passages_of_person(person_id, day=day)]
    said += [_of_register(row) for row in journal.day_of_pupil(person_id, day) if row.code]
    return sorted(said, key=lambda one: one.at)


def _of_gate(row: gates.PassageRow) -> Witnessed:
    words = {
        "in": _("The gate saw an entry."),
        "out": _("The gate saw an exit."),
    }.get(row.direction, _("The gate saw a passage without a direction."))
    source = _("Source: %(gate)s") % {"gate": row.gate or _("gate of the school")}
    if row.clock_wrong:
        source += " · " + _("the clock of the gate was wrong; this is the time at which its message came")
    return Witnessed(row.at, words, source, Tone.GOOD)


def _of_register(row: journal.PupilLesson) -> Witnessed:
    said = {"number": row.number, "subject": row.subject, "code": row.code_words}
    words = _("The class register, lesson %(number)s, %(subject)s: %(code)s.") % said
    source = _("Source: %(teacher)s, teacher") % {"teacher": row.teacher or "—"}
    return Witnessed(
        row.starts_at.astimezone(clock.ZONE), words, source, Tone.CARE if row.code in ABSENT else Tone.GOOD
    )
