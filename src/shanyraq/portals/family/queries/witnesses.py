"""Every witness's words about one day: what was said, when, and by whom."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyraq.kernel.ui.marks import Tone
from shanyraq.portals.family.queries.days import DayPage, Lesson, Passage
from shanyraq.spine.presence import api as presence

ABSENT = frozenset({"unexcused", "ill", "excused"})


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One witness's word, as the timeline component shows it."""

    at: str
    words: str
    note: str
    tone: str


def witnesses_of(page: DayPage) -> list[Witnessed]:
    """Gate and register in the order of time, from what the page of the day has read already."""
    said = [
        _of_gate(one, page.child.school) if isinstance(one, Passage) else _of_register(one)
        for one in page.line
        if isinstance(one, Passage) or one.code
    ]
    return [*([_of_parent(page.told)] if page.told else []), *said]


def _of_parent(told: presence.Told) -> Witnessed:
    hour = f", {told.at:%H:%M}" if told.at else ""
    words = _("A parent has told: %(what)s.") % {"what": f"{told.kind_words}{hour}"}
    return Witnessed("", words, _("Source: the family"), Tone.INFO)


def _of_gate(one: Passage, school: str) -> Witnessed:
    words = _("The gate saw an entry.") if one.came_in else _("The gate saw an exit.")
    return Witnessed(one.at, words, _("Source: gate of %(school)s") % {"school": school}, Tone.GOOD)


def _of_register(one: Lesson) -> Witnessed:
    said = {"number": one.number, "subject": one.subject, "code": one.code_words or _("present")}
    words = _("The class register, lesson %(number)s, %(subject)s: %(code)s.") % said
    source = _("Source: %(teacher)s, teacher") % {"teacher": one.teacher or "—"}
    return Witnessed(one.at, words, source, Tone.CARE if one.code in ABSENT else Tone.GOOD)
