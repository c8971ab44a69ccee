"""Spellings of names, so that a mistyped one is forgiven."""

from django.db import models


class NameSlip(models.Model):
    """`slip` is a name's key with at most one letter left out. Made again from the people at any time."""

    word = models.CharField(max_length=80)
    slip = models.CharField(max_length=80)

    shared = "spellings of names, without the people who bear them"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "word"], name="name_slip_once")]

    def __str__(self) -> str:
        return self.slip
