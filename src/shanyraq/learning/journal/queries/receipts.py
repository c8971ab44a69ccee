"""What a receipt of a mark says to a person, in the three languages."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.text import dates
from shanyraq.learning.journal.models import Lesson, MarkFact
from shanyraq.learning.journal.models.words import NO_MARK
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.api import subject_name

LANGUAGES = ("kk", "ru", "en")


def receipt_for_mark(day: dt.date, mark_id: uuid.UUID) -> str:
    """The receipt as JSON text. Raises Hidden where the scope does not see the mark, NotPublished until the day's
    root is out."""
    fact = MarkFact.objects.filter(day=day, id=mark_id).first()
    if fact is None:
        raise Hidden(NO_MARK)
    lesson = Lesson.objects.filter(id=fact.lesson_id).seen_by_system().values_list("teacher_id", "day").get()
    names = registry.names_of([fact.pupil_id, lesson[0]])
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = _words(fact, lesson[1], names.get(fact.pupil_id, ""), names.get(lesson[0], ""), language)
    return sealing.receipt_of(fact, words=words)


def _words(fact: MarkFact, day: dt.date, pupil: str, teacher: str, language: str) -> sealing.Words:
    about = {
        "mark": fact.value,
        "subject": subject_name(fact.subject),
        "day": dates.day_without_weekday(day, language=language),
    }
    if fact.value:
        what = _("%(subject)s, lesson of %(day)s: mark %(mark)s")
    else:
        what = _("%(subject)s, lesson of %(day)s: mark withdrawn")
    return sealing.Words(
        what=what % about,
        who=_("Pupil: %(pupil)s; teacher: %(teacher)s") % {"pupil": pupil, "teacher": teacher},
        when=dates.moment(fact.recorded_at.astimezone(clock.ZONE), language=language),
    )
