"""Papers that were issued."""

from shanyraq.learning.reports.models.card import Card

__all__ = ["Card"]
