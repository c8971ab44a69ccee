"""A page sends what was typed to an act; a refusal goes back into the form in words."""

from collections.abc import Callable
from typing import Any

from django import forms

from shanyraq.kernel.actions.api import Denied, Hidden


def obeyed(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether the act is done; where not, the form carries why and the way onward."""
    if not form.is_valid():
        return False
    try:
        act()
    except Hidden:
        raise
    except Denied as refusal:
        words = f"{refusal.words} {refusal.way}".strip()
        form.add_error(refusal.field if refusal.field in form.fields else None, words)
        return False
    return True
