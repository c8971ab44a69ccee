"""Words of a week in templates: `{% load timetable %}`."""

from django import template
from django.utils.translation import gettext as _

from shanyraq.learning.timetable.queries.rows import DemandRow, SlotRow
from shanyraq.learning.timetable.queries.words import half_hours, part_words, weekday, weeks_words
from shanyraq.spine.registry.api import subject_name

register = template.Library()


@register.filter
def weekday_name(place: int) -> str:
    """`{{ day.weekday|weekday_name }}`: «дүйсенбі»."""
    return weekday(place).capitalize()


@register.filter
def part(slot: SlotRow | DemandRow) -> str:
    """`{{ slot|part }}`: which part of the class learns here; empty for all of it."""
    return part_words(slot.part_number, slot.part_name)


@register.filter
def weeks(code: str) -> str:
    """`{{ slot.weeks|weeks }}`: «odd weeks»; empty for every week."""
    return weeks_words(code)


@register.filter
def subject(code: str) -> str:
    """`{{ code|subject }}`: the subject in the reader's language."""
    return subject_name(code)


@register.filter
def wanted(row: DemandRow) -> str:
    """`{{ row|wanted }}`: how many lessons, of whom, in which room."""
    lessons = _("lessons: %(count)s") % {"count": half_hours(row.halves)}
    return " · ".join(filter(None, (lessons, row.teacher or _("nobody yet"), row.room_name)))


@register.filter
def called(row: DemandRow) -> str:
    """`{{ row|called }}`: the subject, and the part of the class where it is one."""
    return ", ".join(filter(None, (row.subject, part_words(row.part_number, row.part_name))))
