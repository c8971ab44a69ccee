"""A school's open questions, and one question."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.actions.findings import accept_finding, take_back
from shanyraq.spine.quality.actions.looking import look_again
from shanyraq.spine.quality.forms import AcceptForm
from shanyraq.spine.quality.policies import may_accept_finding
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.findings import (
    Filters,
    SchoolQuestions,
    one_question,
    open_questions,
    own_organisation,
    school_questions,
)
from shanyraq.spine.quality.rules.looking import RULES, State, Step

READERS = (*access.KEEPERS, access.Role.CLASS_TEACHER)
ACCEPTED_FOR = dt.timedelta(days=90)


def filters_of(request: HttpRequest) -> Filters:
    """What the address asks for; words that nobody knows choose nothing."""
    asked = request.GET
    try:
        group = uuid.UUID(asked["group"]) if asked.get("group") else None
    except ValueError:
        group = None
    state, rule, owner = asked.get("state", ""), asked.get("rule", ""), asked.get("owner", "")
    return Filters(
        state=state if state in set(State) else State.OPEN.value,
        rule=rule if rule in RULES else "",
        owner=owner if owner in words.OWNERS else "",
        group_id=group,
    )


def _own() -> uuid.UUID:
    found = own_organisation(current_scope())
    if found is None:
        raise Http404
    return found


@page(*READERS)
def questions(request: HttpRequest) -> HttpResponse:
    """What is to be mended in the register, mine first, and why?"""
    filters = filters_of(request)
    if asks_excel(request):
        return _sheet(school_questions(_own(), filters, whole=True), filters)
    found = school_questions(_own(), filters)
    told = {
        "found": found,
        "filters": filters,
        "states": [(State.OPEN.value, _("open")), (State.ACCEPTED.value, _("accepted")),
                   (State.MENDED.value, _("mended"))],
        "owners": [(code, str(name)) for code, name in words.OWNERS.items()],
        "rules": sorted(((code, str(one.title)) for code, one in words.WORDS.items()), key=lambda one: one[1]),
        "rule_words": str(words.WORDS[filters.rule].title) if filters.rule else "",
    }  # fmt: skip
    return render(request, "quality/questions.html", told)


def _sheet(found: SchoolQuestions, filters: Filters) -> HttpResponse:
    """The list as filtered on the page, whole."""
    columns = [_("Question"), _("About"), _("Class"), _("What was found"), _("Severity"), _("Whose"), _("How to mend"),
               _("Since"), _("Accepted until")]  # fmt: skip
    rows = [
        (str(group.words.title), one.name, one.group, one.told, group.severity_words, group.owner_words,
         str(group.words.mend), one.opened_on, one.accepted_until)
        for group in found.groups
        for one in group.questions
    ]  # fmt: skip
    chosen = [str(words.OWNERS[filters.owner])] if filters.owner else []
    chosen += [str(words.WORDS[filters.rule].title)] if filters.rule else []
    chosen += [name for key, name in found.classes if key == filters.group_id]
    return as_excel(_("Open questions"), columns, rows, whose=found.name, filters=", ".join(chosen))


@page(*READERS)
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """The rules look at the school now: what has been mended leaves the list."""
    school = _own()
    look_again(organisation_id=school)
    number, _grave = open_questions([school])  # of those that the reader sees
    messages.success(request, _("Looked again. Open now: %(number)s.") % {"number": number})
    return redirect("quality")


@page(*READERS)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """What was found, why does it matter, where is it mended, or why may it stay?"""
    found = one_question(finding_id)
    if found is None:
        raise Http404
    may = may_accept_finding(current_scope(), finding_id=finding_id)
    today = clock.today()
    form = AcceptForm(request.POST or None, initial={"until": today + ACCEPTED_FOR})
    if request.method == "POST" and "back" in request.POST:
        return _taken_back(request, finding_id)
    if request.method == "POST" and _accepted(form, finding_id):
        messages.success(request, _("Accepted. The question comes back on its day, or when the facts change."))
        return redirect("quality")
    told = {
        "one": found.question,
        "group": found.group,
        "others": found.others,
        "moves": [(move, _step_words(move.move)) for move in found.moves],
        "form": form,
        "may": may,
    }
    return render(request, "quality/question.html", told, status=422 if form.errors else 200)


def _taken_back(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    try:
        take_back(finding_id=finding_id)
    except Denied as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("The question is open again."))
    return redirect("finding", finding_id=finding_id)


def _accepted(form: AcceptForm, finding_id: uuid.UUID) -> bool:
    """Whether it is accepted now; a refusal stands at its field, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        accept_finding(finding_id=finding_id, **form.cleaned_data)
    except Denied as refusal:
        form.add_error(refusal.field or None, str(refusal.words))
        return False
    return True


def _step_words(step: str) -> str:
    return {
        Step.OPENED.value: _("found by the rules"),
        Step.REOPENED.value: _("came back"),
        Step.MENDED.value: _("mended: the cause is gone"),
        Step.ACCEPTED.value: _("accepted with a reason"),
    }[step]
