"""Whoever holds a report card asks whether it stands."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.pages import public_page
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.api import PERIOD_WORDS
from shanyraq.learning.reports.queries.standing import Answer, answer


class PaperForm(forms.Form):
    """What the holder reads on the paper."""

    name = forms.CharField(label=_("The pupil's name on the paper"), max_length=120, required=False)
    marks = forms.CharField(
        label=_("The marks of the last term, from the top down"), max_length=120, required=False,
        help_text=_("Digits only, for example 5 4 4 5; skip what is not a mark."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


@public_page(reason="the holder of a paper has no account; the code on the paper is the proof, and no name is shown")
@never_cache
@require_http_methods(["GET", "POST"])
def card_seal(request: HttpRequest, paper_id: uuid.UUID, code: str) -> HttpResponse:
    """GET: does it stand? POST: are the name and the marks on it those that were issued? Nothing is written."""
    found = answer(paper_id, code)
    if found is None:
        return render(request, "reports/seal_unknown.html", status=404)
    form = PaperForm(request.POST if request.method == "POST" else None)
    context = {
        "answer": found,
        "school": found.school(language()),
        "period": PERIOD_WORDS[found.period],
        "form": form,
        "compared": _compared(found, form) if form.is_bound and form.is_valid() else [],
    }
    return render(request, "reports/seal.html", context)


def _compared(found: Answer, form: PaperForm) -> list[tuple[bool, object]]:
    """(whether it is the same, in words) for each thing that was typed."""
    name, marks = form.cleaned_data["name"], form.cleaned_data["marks"]
    said: list[tuple[bool, object]] = []
    if name:
        same = found.has_name(name)
        said.append(
            (same, _("The name is the one on the issued card.") if same else _("The issued card names another pupil."))
        )
    if marks:
        same = found.has_marks(marks)
        said.append(
            (
                same,
                _("The marks are those that were issued.") if same else _("The school issued other marks than these."),
            )
        )
    return said
