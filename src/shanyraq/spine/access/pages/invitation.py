"""The invited person comes in: the link, the second question, a key, the username to keep."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page, public_page
from shanyraq.spine.access.actions.invitations import accept_invitation, answer_invitation
from shanyraq.spine.access.forms.invitation import AnswerForm, FirstPasswordForm, answer_from, kept
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries.invitations import InvitedRow, invited

TOKEN, ANSWER = "invitation", "invitation_answer"


@public_page(reason="the link on a sign-in sheet: it proves itself by its token")
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The token moves from the address into the session, so that it stays in no history and no referrer."""
    request.session.pop(ANSWER, None)
    request.session[TOKEN] = token
    return redirect("invitation")


@public_page(reason="accepting an invitation: nobody has an account yet")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Who is invited, and is it really them? Then: a key of their own."""
    token = request.session.get(TOKEN)
    if not token:
        return render(request, "access/invitation_none.html", status=404)
    try:
        row = invited(token)
    except Denied as refusal:
        request.session.pop(TOKEN, None)
        words = {"words": refusal.words, "way": refusal.way}
        return render(request, "access/invitation_refused.html", words, status=403)
    if ANSWER in request.session:
        return _key(request, token, row)
    return _question(request, token, row)


def _question(request: HttpRequest, token: str, row: InvitedRow) -> HttpResponse:
    form = AnswerForm(request.POST or None, row=row)
    if form.is_valid():
        if answer_invitation(token=token, answer=form.answer):
            request.session[ANSWER] = kept(form.answer)
            return redirect("invitation")
        form.add_error(None, _("This answer does not fit. After five wrong answers the invitation closes."))
    return render(request, "access/invitation_question.html", {"row": row, "form": form})


def _key(request: HttpRequest, token: str, row: InvitedRow) -> HttpResponse:
    by_passkey = "passkey" in request.POST
    form = FirstPasswordForm(request.POST if request.POST and not by_passkey else None)
    if not by_passkey and not form.is_valid():
        return render(request, "access/invitation_key.html", {"row": row, "form": form})
    user_id = accept_invitation(
        token=token,
        answer=answer_from(request.session[ANSWER]),
        password=None if by_passkey else form.cleaned_data["password"],
        invitation_id=row.invitation_id,
        organisation_id=row.organisation_id,
    )
    for name in (TOKEN, ANSWER):
        request.session.pop(name, None)
    return _sign_in(request, User.objects.get(id=user_id))


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    # "reauthenticated": the two proofs just given are enough to add a passkey without asking once more.
    record_authentication(request, user, method="invitation", reauthenticated=True)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=reverse("invitation_welcome")))
    return response


@page("*")
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """The username, large, to be kept; then the way on."""
    assert isinstance(request.user, User)
    user = request.user
    fresh = {"username": user.username, "has_password": user.has_usable_password()}
    return render(request, "access/invitation_welcome.html", fresh)
