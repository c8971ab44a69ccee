"""Testimonies come in, days are decided, cases open and close."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.spine.presence.actions.cases import settle_cases
from shanyraq.spine.presence.drafts import Word
from shanyraq.spine.presence.events import DayDecided
from shanyraq.spine.presence.policies import only_the_machine
from shanyraq.spine.presence.projections.days import decide_days
from shanyraq.spine.presence.projections.testimonies import store_entries
from shanyraq.spine.registry import api as registry


@action(may=only_the_machine, facts_are_history=True)
def testify(*, words: Sequence[Word], quietly: bool = False) -> int:  # noqa: PT028 - no test, though its name begins so
    """The words stand, the days are decided anew, cases open or close. A repeated word changes nothing.

    `quietly` decides days of the past without opening cases (the lived-in term of a demonstration).
    Returns the number of learner-days decided. Announces DayDecided, CaseOpened, CaseClosed.
    """
    by_day: dict[tuple[dt.date, uuid.UUID], list[Word]] = defaultdict(list)
    for word in words:
        by_day[word.day, word.organisation_id].append(word)
    decided = 0
    for (day, organisation_id), together in sorted(by_day.items(), key=lambda item: (item[0][0], item[0][1].hex)):
        people = {word.person_id for word in together}
        groups = {person: place[1] for person, place in registry.places_of(people).items()}
        store_entries(together, groups=groups)
        decisions = decide_days(people, organisation_id=organisation_id, day=day, groups=groups, now=clock.now())
        if not quietly:
            settle_cases(decisions, organisation_id=organisation_id, day=day, groups=groups)
            announce(DayDecided(organisation_id=organisation_id, day=day, person_ids=tuple(sorted(people))))
        decided += len(people)
    return decided
