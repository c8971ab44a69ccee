"""What a page does with a sent form: try the act, put a refusal at its field, lose nothing that was typed."""

from collections.abc import Callable

from django import forms

from shanyraq.kernel.actions.api import Denied


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal stands at the field it is about, with the way onward."""
    if not form.is_valid():
        return False
    try:
        act()
    except Denied as refusal:
        words = f"{refusal.words} {refusal.way}".strip()
        form.add_error(refusal.field if refusal.field in form.fields else None, words)
        return False
    return True
