"""The office reads how many searches are late; only the heads of the school open the rows."""

import datetime as dt

from shanyraq.kernel.figures.api import Level, Place, figure_of
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.movement.factories import a_search
from shanyraq.spine.registry.factories import TOWN

DEADLINE = dt.date(2026, 9, 15)


def test_counts_of_schools_sum_to_the_towns_and_rows_to_the_denominator(cast):
    figure = figure_of("overdue_searches")
    with system_scope("test"):
        a_search(cast.school)
        late = a_search(cast.neighbour)
        type(late).objects.filter(id=late.id).update(deadline=DEADLINE - dt.timedelta(days=1))
        town = Place(Level.TERRITORY, TOWN)
        whole, parts = figure.value(town, DEADLINE), figure.parts(town, DEADLINE)
        assert (whole.numerator, whole.denominator) == (1, 2)
        assert sorted((part.numerator, part.denominator) for part in parts) == [(0, 1), (1, 1)]
        school = Place(Level.ORGANISATION, str(cast.neighbour.organisation_id))
        assert [(row.title, row.counted) for row in figure.rows(school, DEADLINE)] == [("Әбдіраш Сәуле", True)]
        assert figure.value(Place(Level.GROUP, str(cast.school.group_id)), DEADLINE).denominator == 0


def test_a_past_day_is_told_as_it_was(cast):
    figure, town = figure_of("overdue_searches"), Place(Level.TERRITORY, TOWN)
    with system_scope("test"):
        row = a_search(cast.school)
        type(row).objects.filter(id=row.id).update(closed_on=dt.date(2026, 9, 20), outcome="enrolled")
        days = [dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2026, 9, 16), dt.date(2026, 9, 20)]
        told = [(value.numerator, value.denominator) for value in figure.series(town, days)]
    assert told == [(0, 0), (0, 1), (1, 1), (0, 0)]
