"""How forms look: label above, help beneath, the error at the field in plain words, nothing typed is lost."""

from typing import Any

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.forms.renderers import DjangoTemplates


class Field(BoundField):
    """A field that knows its class, so that no form has to say it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        asked = widget or self.field.widget
        own = _css(asked)
        given = f"{asked.attrs.get('class', '')} {built.get('class', '')}".strip()
        wrong = "is-invalid" if self.errors else ""
        if words := dict.fromkeys(f"{given} {own} {wrong}".split()):
            built["class"] = " ".join(words)
        return built

    @property
    def is_choice_of_buttons(self) -> bool:
        return isinstance(self.field.widget, RadioSelect | CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, FileInput)


def _css(widget: Any) -> str:
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return ""  # the class would land on the group too; the stylesheet finds these by their fieldset
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


class Renderer(DjangoTemplates):
    """FORM_RENDERER of the house."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field
