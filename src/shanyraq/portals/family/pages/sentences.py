"""The one answer of a day in words. Values carry their Kazakh endings before they enter the sentence."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel.text import dates
from shanyraq.kernel.text.templatetags.words import kk_case
from shanyraq.kernel.ui.shown import language
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.days import DayPage
from shanyraq.portals.family.queries.diary import DiaryPage
from shanyraq.portals.family.rules import Answer, Kind


def _at(moment: dt.datetime | None) -> str:
    """«07:52-де» in Kazakh, «07:52» elsewhere."""
    return kk_case(dates.clock(moment), "locative") if moment else ""


def sentence(page: DayPage) -> str:
    """What a family reads first. Two short sentences at most."""
    return sentence_of(page.answer, page.child)


def sentence_of(said: Answer, child: Chosen) -> str:
    """The same for the answer of any day."""
    about = {
        "child": child.given,
        "came": _at(said.came_at),
        "left": _at(said.left_at),
        "first": _at(said.first_lesson),
        "school": kk_case(child.school, "dative"),
        "attended": said.attended,
        "lessons": said.lessons,
    }
    return _words(said.kind, about, came=said.came_at is not None, left=said.left_at is not None)


def _words(kind: Kind, about: dict[str, object], *, came: bool, left: bool) -> str:
    if kind is Kind.PLANNED:
        return _planned(about)
    # Translators: in Kazakh the times come with the locative ending (07:52-де) and the school with the dative.
    words = {
        Kind.AT_SCHOOL: _("%(child)s is at school. Came to %(school)s at %(came)s."),
        Kind.AT_LESSONS: _("%(child)s is at school. The teacher has said so in the class register."),
        Kind.LEFT: _("%(child)s has left school. Came at %(came)s, left at %(left)s."),
        Kind.BEING_ASKED: _("The school is finding out where %(child)s is.")
        if not came
        else _("%(child)s came to school at %(came)s. The school is checking one lesson."),
        Kind.ABSENT: _("%(child)s is not at school today. The school has not been told why."),
        Kind.EXCUSED: _("%(child)s is not at school today, and the school knows why."),
        Kind.AWAITED: _("%(child)s is awaited at school. The first lesson begins at %(first)s."),
        Kind.NOT_KNOWN: _("Nobody has said yet whether %(child)s is at school."),
        Kind.WAS_THERE: _("%(child)s was at school: came at %(came)s, left at %(left)s.")
        if came and left
        else _("%(child)s was at school: came at %(came)s.")
        if came
        else _("%(child)s was at school."),
        Kind.WAS_PARTLY: _("%(child)s was at %(attended)s of %(lessons)s lessons."),
        Kind.WAS_ABSENT: _("%(child)s was not at school that day. The school was not told why."),
        Kind.WAS_EXCUSED: _("%(child)s was not at school that day, and the school knew why."),
        Kind.NO_WORD: _("Nothing is written about %(child)s on that day."),
        Kind.FREE: _("%(child)s has no lessons on this day."),
    }
    return words[kind] % about


def _planned(about: dict[str, object]) -> str:
    number = int(str(about["lessons"]))
    return (
        ngettext(
            "%(child)s will have %(lessons)s lesson. It begins at %(first)s.",
            "%(child)s will have %(lessons)s lessons. The first begins at %(first)s.",
            number,
        )
        % about
    )


def reason(page: DayPage) -> str:
    """Why the page says what it says: the rule behind the sentence."""
    rules = {
        Kind.AT_SCHOOL: _("The last word of the gate is an entry, so the child is in the building."),
        Kind.AT_LESSONS: _(
            "The gate saw no entry, which is no fault: a card or the palm is a choice. The teacher's word counts."
        ),
        Kind.LEFT: _("The last word of the gate is an exit."),
        Kind.BEING_ASKED: _(
            "Two witnesses say different things, so a person with a name finds out until a fixed hour."
        ),
        Kind.ABSENT: _("The teachers wrote “absent” and nobody has told a reason."),
        Kind.EXCUSED: _("The teachers wrote “absent” with a reason."),
        Kind.AWAITED: _("Lessons have not begun and the gate has seen nothing yet."),
        Kind.NOT_KNOWN: _("Neither the gate nor a teacher has said anything yet."),
    }
    past = _("The day was decided from all that was said on it: an entry at the gate, and each lesson's register.")
    return rules.get(page.answer.kind, past)


def week_sentence(page: DiaryPage) -> str:
    """What the week has brought, and what is to be done next."""
    child, number = page.child.given, page.marks
    if page.free:
        return page.free[:1].upper() + page.free[1:] + "."
    brought = (
        ngettext("%(child)s has %(number)s mark this week.", "%(child)s has %(number)s marks this week.", number)
        if number
        else _("%(child)s has no marks this week yet.")
        if page.has_today
        else _("%(child)s has no marks in this week.")
    ) % {"child": child, "number": number}
    due = _next_due(page)
    return f"{brought} {due[:1].upper()}{due[1:]}".strip()


def _next_due(page: DiaryPage) -> str:
    due = page.next_due
    if due is None:
        return ""
    day = for_day(due.day, today=page.today)
    # Translators: in Kazakh the day comes with its dative ending (ертеңге, 25 қарашаға).
    words = ngettext(
        "%(number)s homework is left for %(day)s.", "%(number)s homeworks are left for %(day)s.", due.undone
    )
    return words % {"number": due.undone, "day": day}


def for_day(day: dt.date, *, today: dt.date) -> str:
    """«ертеңге», «25 қарашаға»: the day for which something is to be done."""
    near = abs((day - today).days) <= 1
    named = dates.near_day(day, today=today, language=language()) if near else ""
    return kk_case(named or dates.day_of_month(day, language=language()), "dative")
