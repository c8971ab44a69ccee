"""What it costs to compute a quarter's marks of a whole school, beside reading the same rows and adding them up.

Run: PYTHONPATH=src .venv/bin/python bench/bench_marks.py [--rounds 5]
CPU time of this process. A school of 1,200 pupils in 40 classes with 12 subjects: 6 formative marks, two unit tests
and a quarter test each. The computation reads what was earned, applies each subject's scheme exactly, with every step
on the way, and looks at what is published. The floor is the driver alone: the same sums and the same scores fetched as
tuples, the sums added in floats and nothing told. Targets: at most 2 s of CPU; at most 12 times the floor.
"""

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable

from house import fresh_database

CLASSES, PUPILS, FORMATIVE = 40, 30, 6
SUBJECTS = (
    "algebra", "geometry", "physics", "chemistry", "biology", "geography", "history_kz", "world_history",
    "kazakh_language", "kazakh_literature", "russian_second", "foreign_language",
)  # fmt: skip
SECONDS, TIMES = 2.0, 12.0
DAY, TODAY = dt.date(2026, 11, 10), dt.date(2026, 12, 24)


def seed() -> None:
    """The school with its quarter; rows as they stand after the facts."""
    from shanyraq.kernel.inserts import insert_rows
    from shanyraq.kernel.scope import system_scope
    from shanyraq.kernel.uuid7 import new_id
    from shanyraq.learning.journal.factories import NOON, lesson_on
    from shanyraq.learning.journal.models import Cell, Lesson, Score, Summative
    from shanyraq.spine.registry import models
    from shanyraq.spine.registry.factories import START, build_school

    dice = random.Random(125)
    with system_scope("bench"):
        at = build_school(28)
        own = {"organisation_id": at.organisation_id}
        groups = [
            models.Group(**own, school_year=2026, grade=5 + n % 5, letter=f"{n}", name=f"{n}", sort_key=f"{n:02}",
                         language="kk", class_teacher_id=at.teacher_id)
            for n in range(CLASSES)
        ]  # fmt: skip
        insert_rows(groups)
        people = [
            models.Person(**own, family="Сейтқали", given=f"{n:02}", sex="f", sort_key=f"{n:02}", search_keys=" ",
                          group_id=group.id, is_learner=True)
            for group in groups
            for n in range(PUPILS)
        ]  # fmt: skip
        insert_rows(people)
        insert_rows([
            models.Enrolment(**own, person_id=one.id, group_id=one.group_id, ground="admitted", valid_from=START)
            for one in people
        ])  # fmt: skip
        insert_rows([
            models.TeachingLoad(**own, employment_id=at.employment_id, person_id=at.teacher_id, group_id=group.id,
                                subject=subject, hours_per_week=3, valid_from=START)
            for group in groups
            for subject in SUBJECTS
        ])  # fmt: skip
        first = lesson_on(at, DAY)
        by_group = defaultdict(list)
        for one in people:
            by_group[one.group_id].append(one.id)
        for group in groups:
            lessons, cells, tests, scores = [], [], [], []
            for place, subject in enumerate(SUBJECTS):
                for n in range(FORMATIVE):
                    lesson = Lesson(
                        **own, group_id=group.id, teacher_id=at.teacher_id, grade=group.grade, subject=subject,
                        day=DAY + dt.timedelta(days=n), number=place + 1, starts_at=first.starts_at,
                        ends_at=first.ends_at,
                    )  # fmt: skip
                    lessons.append(lesson)
                    cells += [
                        Cell(lesson_id=lesson.id, pupil_id=pupil, group_id=group.id, **own, subject=subject,
                             day=lesson.day, mark=dice.randrange(3, 11), mark_day=DAY, mark_id=new_id(),
                             changed_at=NOON)
                        for pupil in by_group[group.id]
                    ]  # fmt: skip
                for number, (test, maximum) in enumerate((("sor", 17), ("sor", 19), ("soch", 29)), start=1):
                    row = Summative(**own, group_id=group.id, grade=group.grade, subject=subject, test=test,
                                    school_year=2026, quarter=2, number=number, maximum=maximum, day=DAY)  # fmt: skip
                    tests.append(row)
                    scores += [
                        Score(summative_id=row.id, pupil_id=pupil, group_id=group.id, **own, subject=subject, test=test,
                              school_year=2026, quarter=2, maximum=maximum, state="scored",
                              value=dice.randrange(5, maximum), fact_day=DAY, fact_id=new_id(), changed_at=NOON)
                        for pupil in by_group[group.id]
                    ]  # fmt: skip
            for rows in (lessons, cells, tests, scores):
                insert_rows(rows)


def computed() -> int:
    from shanyraq.kernel.scope import system_scope
    from shanyraq.learning.journal import api as journal
    from shanyraq.learning.journal.models import Summative
    from shanyraq.spine.registry import api as registry

    with system_scope("bench"):
        ids = set(Summative.objects.values_list("group_id", flat=True))
        found = journal.outcomes_of_groups(registry.groups(ids), year=2026, quarter=2, today=TODAY)
    rows = [row for each in found.values() for row in each]
    assert len(rows) == CLASSES * PUPILS * len(SUBJECTS)
    assert all(row.outcome.mark for row in rows)
    return len(rows)


def floor() -> int:
    from django.db import connection

    sums: dict[tuple[object, str], float] = defaultdict(float)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pupil_id, subject, SUM(mark), COUNT(id) FROM journal_cell WHERE mark IS NOT NULL"
            " GROUP BY pupil_id, subject"
        )
        for pupil, subject, total, number in cursor.fetchall():
            sums[pupil, subject] += 2.5 * total / number
        cursor.execute("SELECT pupil_id, subject, test, value, maximum FROM journal_score")
        for pupil, subject, test, value, maximum in cursor.fetchall():
            sums[pupil, subject] += (50 if test == "soch" else 12.5) * value / maximum
    return len(sums)


def cpu(work: Callable[[], int]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with fresh_database() as vendor:
        from django.db import transaction

        with transaction.atomic():
            seed()
        computed()
        floor()
        pairs = [(cpu(floor), cpu(computed)) for _ in range(rounds)]
    least, spent = (statistics.median(column) for column in zip(*pairs, strict=True))
    number = CLASSES * PUPILS * len(SUBJECTS)
    print(
        f"{vendor}: {number:,} marks of {CLASSES * PUPILS:,} pupils in {spent:.2f} s of CPU (at most {SECONDS:.0f} s)"
    )
    print(f"  {spent / least:.1f} times the floor of {least:.2f} s (at most {TIMES:.0f})")
    return 0 if spent <= SECONDS and spent / least <= TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
