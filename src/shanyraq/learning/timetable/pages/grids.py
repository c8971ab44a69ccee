"""The working plan as a table: subjects down, classes across."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyraq.kernel.text import numbers
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.ui.render import Column, Grid
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.timetable.queries.plans import LineRow
from shanyraq.learning.timetable.reference import sanitary
from shanyraq.spine.registry import api as registry


def plan_grid(groups: Sequence[registry.GroupRow], lines: Sequence[LineRow], *, day: dt.date) -> Grid:
    """Hours a week with their sum and what the grade may have at most."""
    hours: dict[tuple[uuid.UUID, str], Decimal] = {(line.group_id, line.subject): line.hours for line in lines}
    subjects = list(dict.fromkeys(line.subject for line in lines))
    rows = [
        [registry.subject_name(subject), *(_number(hours.get((group.id, subject))) for group in groups)]
        for subject in sorted(subjects, key=lambda code: sort_key(registry.subject_name(code)))
    ]
    if rows:
        sums = [sum((each.hours for each in lines if each.group_id == group.id), Decimal()) for group in groups]
        rows.append([_("Hours a week"), *map(_number, sums)])
        most = [sanitary.limit("hours_a_week", group.grade, day=day) for group in groups]
        rows.append([_("At most"), *map(_number, most)])
    return Grid(
        columns=[Column(pgettext("of the school", "Subject")), *(Column(group.name, numeric=True) for group in groups)],
        rows=rows,
        caption=_("Hours a week by class"),
        empty=_("The working plan is empty."),
    )


def _number(hours: Decimal | None) -> str:
    if hours is None:
        return ""
    return numbers.number(hours.normalize() if hours % 1 else Decimal(int(hours)), language=language())
