"""Scores and results reach the pupil and the family: that there is one, not which; a correction says so by itself."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.events import ResultCorrected, ResultsPublished, ScoresSet
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry


class _OfSubject(notices.Message):
    """A message about one subject and period, which opens how the result came about."""

    category = notices.Category.LEARNING
    icon = "star"

    def url(self, params: Mapping[str, Any]) -> str:
        place = [params["child"], params["subject"], params["year"], params["period"]]
        return reverse("mark_explained", args=place)


def _said(params: Mapping[str, Any], child: str) -> dict[str, object]:
    period = journal.PERIOD_WORDS.get(params["period"], "")
    return {"child": child, "subject": registry.subject_name(params["subject"]), "period": period}


@notices.message
class NewScore(_OfSubject):
    code = "score_set"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = _said(params, child) | {"test": journal.TEST_SHORT[params["test"]]}
        return notices.Words(_("%(child)s has a score: %(subject)s, %(test)s.") % said)


@notices.message
class NewResult(_OfSubject):
    code = "result_published"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = _said(params, child)
        return notices.Words(
            _("%(child)s has a result: %(subject)s, %(period)s.") % said, _("You can see how it came about.")
        )


@notices.message
class CorrectedResult(_OfSubject):
    """Cannot be muted: a published result was changed."""

    code = "result_corrected"
    category = notices.Category.CASES
    icon = "alert-circle"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = _said(params, child)
        return notices.Words(
            _("%(child)s: the result of %(subject)s, %(period)s, was decided by a head of the school.") % said,
            _("The reason stands beside it."),
        )


@subscribe(ScoresSet)
def score_reaches_family(event: ScoresSet) -> None:
    """Each guardian has at most one notice for a pupil's test."""
    row = journal.summative(event.summative_id)
    if row is None:
        return
    params = {"subject": event.subject, "test": event.test, "year": row.school_year, "period": f"q{row.quarter}"}
    _tell(NewScore.code, event.organisation_id, event.pupil_ids, params, source=f"score:{event.summative_id.hex}")


@subscribe(ResultsPublished)
def result_reaches_family(event: ResultsPublished) -> None:
    """Each guardian has at most one notice for a pupil's subject and period."""
    params = {"subject": event.subject, "year": event.school_year, "period": event.period}
    source = f"result:{event.school_year}{event.period}{event.subject}"
    _tell(NewResult.code, event.organisation_id, event.pupil_ids, params, source=source)


@subscribe(ResultCorrected)
def correction_reaches_family(event: ResultCorrected) -> None:
    params = {"subject": event.subject, "year": event.school_year, "period": event.period}
    source = f"corrected:{event.fact_id.hex}"
    _tell(CorrectedResult.code, event.organisation_id, (event.pupil_id,), params, source=source)


def _tell(
    code: str, organisation_id: uuid.UUID, pupils: Collection[uuid.UUID], params: Mapping[str, Any], *, source: str
) -> None:
    guardians = registry.guardians_of(pupils, day=clock.today())
    notices.send(
        letters=[
            notices.Letter(
                code=code, person_id=guardian, child_id=pupil, organisation_id=organisation_id,
                source=f"{source}:{pupil.hex[-8:]}", params={**params, "child": str(pupil)},
            )
            for pupil in pupils
            for guardian in guardians.get(pupil, ())
        ]
    )  # fmt: skip
    notices.changed(topics=[f"person:{pupil}" for pupil in pupils])
