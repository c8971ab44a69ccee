"""What the desk asks: a file, and what its headings mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.spine.exchange.gateways.sheets import Table
from shanyraq.spine.exchange.gateways.templates import SCHOOL
from shanyraq.spine.exchange.gateways.words import kind_words, slot_words
from shanyraq.spine.exchange.rules.fields import NOT_TAKEN, SLOTS


class UploadForm(forms.Form):
    """A school's own list or a filled template."""

    file = forms.FileField(
        label=gettext_lazy("Your list"),
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, up to 5 MB and 20,000 rows, or a OneRoster zip of another system. "
            "Drag it here or choose it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.zip"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is in it?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["kind"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = [("", _("Find out by the headings")), *((str(kind), kind_words(kind)) for kind in SCHOOL)]


class TableForm(forms.Form):
    """What one table is and what its unknown columns hold."""

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        if not table.kind:
            kinds = [("", "—"), *((str(kind), kind_words(kind)) for kind in SCHOOL)]
            self.fields["kind"] = forms.ChoiceField(label=_("What is in this table?"), choices=kinds)
            return
        slots = [("", "—"), (NOT_TAKEN, _("Leave this column out"))]
        slots += [(slot, slot_words(slot)) for slot in SLOTS[table.kind]]
        for column in table.unknown:
            held = _("In it stands: %(sample)s") % {"sample": ", ".join(column.sample)} if column.sample else ""
            rivals = _("Another column is called so too.") if column.rivals else ""
            heading = column.heading or _("A column without a heading")
            self.fields[f"column{column.position}"] = forms.ChoiceField(
                label=f"{letter_of(column.position)}: {heading}", choices=slots, help_text=f"{rivals} {held}".strip()
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        taken = {column.slot: column.heading for column in self.table.columns if column.slot and not column.rivals}
        for name, slot in list(told.items()):  # an error takes its field out of what was told
            if name == "kind" or slot == NOT_TAKEN:
                continue
            if slot in taken:
                words = _("“%(heading)s” is this already. One column can be it.")
                self.add_error(name, words % {"heading": taken[slot]})
            taken[slot] = str(self.fields[name].label)
        return told

    def headings(self) -> dict[str, str]:
        """What was said, by folded heading; "" leaves a column out."""
        told = {column.key: self.cleaned_data.get(f"column{column.position}", "") for column in self.table.unknown}
        return {key: "" if slot == NOT_TAKEN else slot for key, slot in told.items()}


def letter_of(position: int) -> str:
    """The column's letters in Excel: 0 is A, 26 is AA."""
    letters = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        letters, position = chr(65 + rest) + letters, position - 1
    return letters
