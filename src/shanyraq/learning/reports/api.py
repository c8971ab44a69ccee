"""The door of the reports."""

from shanyraq.learning.reports.actions.cards import issue_cards
from shanyraq.learning.reports.queries.cards import IssuedCard, cards_of_pupil
from shanyraq.learning.reports.queries.standing import Answer, answer

__all__ = ["Answer", "IssuedCard", "answer", "cards_of_pupil", "issue_cards"]
