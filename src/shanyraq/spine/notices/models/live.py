"""The list that live streams read: topics only."""

from django.db import models


class LiveChange(models.Model):
    """Something about `topic` changed. Kept for an hour."""

    topic = models.CharField(max_length=60)
    at = models.DateTimeField(db_index=True)

    shared = "topics only; a page that hears one asks again under its own scope"

    def __str__(self) -> str:
        return self.topic
