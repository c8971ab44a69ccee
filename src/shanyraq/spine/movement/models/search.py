"""Searches: a child expected somewhere on 1 September and seen nowhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.movement.rules.searches import Outcome, Step

OUTCOMES = [
    (Outcome.ENROLLED.value, _("enrolled in an organisation")),
    (Outcome.FOUND_ELSEWHERE.value, _("learns where we have no register")),
    (Outcome.LEFT_COUNTRY.value, _("left the country")),
    (Outcome.HOME_TAUGHT.value, _("learns at home by a decision")),
    (Outcome.DIED.value, _("died")),
    (Outcome.HANDED_OVER.value, _("handed over to the police or the guardianship office")),
]
STEPS = [
    (Step.OPENED.value, _("the search opened")),
    (Step.CALLED.value, _("telephoned the family")),
    (Step.VISITED.value, _("visited the home")),
    (Step.WROTE.value, _("wrote to another organisation")),
    (Step.CLOSED.value, _("the search closed")),
]


class Search(models.Model):
    """One child of one school year whom nobody has seen. The last school looks, with an owner and a deadline."""

    class Why(models.TextChoices):
        LEFT_BEHIND = "left_behind", _("still stands in a class of the past year")
        NEVER_ARRIVED = "never_arrived", _("left for another school and was enrolled nowhere")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="searches")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="searches")
    school_year = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=13, choices=Why.choices)
    owner_id = models.UUIDField(null=True)
    opened_on = models.DateField()
    deadline = models.DateField()
    outcome = models.CharField(max_length=15, choices=OUTCOMES, blank=True)
    closed_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "closed_on", "deadline"], name="search_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["person", "school_year"], name="search_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | ~models.Q(outcome=""), name="search_closed_with_outcome"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *(outcome.value for outcome in Outcome)]), name="search_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year} {self.outcome or 'open'}"


class SearchStep(Fact):
    """What was done in a search. Words and the document's number stand in the payload."""

    search_id = models.UUIDField()
    person_id = models.UUIDField()
    step = models.CharField(max_length=8, choices=STEPS)
    outcome = models.CharField(max_length=15, choices=OUTCOMES, blank=True)

    stream = "searches"
    sealed = ("search_id", "person_id", "step", "outcome")

    class Meta:
        indexes = [models.Index(fields=["search_id"], name="search_steps")]
