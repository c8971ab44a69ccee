"""What a line and a notice to a class share: it was said, and may wait for school hours."""

from django.db import models


class Said(models.Model):
    """Said by somebody at some time; `told_at` is empty until it was delivered. The words stand with its fact."""

    author_id = models.UUIDField()
    said_at = models.DateTimeField()
    deliver_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    fact_day = models.DateField()
    fact_id = models.UUIDField()

    class Meta:
        abstract = True
