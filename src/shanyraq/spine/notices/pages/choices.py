"""What reaches me, by which channel, and when it is quiet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.notices.actions.sending import choose
from shanyraq.spine.notices.forms import ChoiceForm
from shanyraq.spine.notices.queries.reading import choice_of


@page("*")
def choices(request: HttpRequest) -> HttpResponse:
    person = current_scope().person_id
    if person is None:
        raise Hidden("no person")
    form = ChoiceForm(request.POST or None, initial=ChoiceForm.of(choice_of(person)))
    if request.method == "POST" and form.is_valid():
        choose(
            person_id=person,
            muted=form.muted(),
            by_email=form.cleaned_data["by_email"],
            quiet_from=form.cleaned_data["quiet_from"],
            quiet_to=form.cleaned_data["quiet_to"],
            in_digest=form.cleaned_data["in_digest"],
            digest_at=form.cleaned_data["digest_at"],
        )
        messages.success(request, _("Your choices are saved."))
        return redirect("notice_choices")
    return render(request, "notices/choices.html", {"form": form})
