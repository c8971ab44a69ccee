"""The own account: keys, sessions, the emergency lock, the audience."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.actions.locking import lock_own_account
from shanyraq.spine.access.actions.sessions import end_other_sessions, end_session
from shanyraq.spine.access.models import User
from shanyraq.spine.access.pages.ids import named
from shanyraq.spine.access.queries.account_rows import account_rows
from shanyraq.spine.access.queries.people import own_keys, own_sessions
from shanyraq.spine.access.rules import audiences_of


def _account(request: HttpRequest) -> User:
    """The signed-in account; `page` has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


@page("*")
def security(request: HttpRequest) -> HttpResponse:
    """How is my account protected, and what can I do about it?"""
    user = _account(request)
    told = {"keys": own_keys(user), "username": user.username, "more": account_rows()}
    return render(request, "access/security.html", told)


@page("*")
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where am I signed in? One session, or all others, can be ended here."""
    user = _account(request)
    if request.method == "POST":
        chosen = request.POST.get("session")
        if chosen:
            end_session(session_id=named(chosen))
        else:
            end_other_sessions(user_id=user.id, but_key=request.session.session_key or "")
        return redirect("own_sessions")
    rows = own_sessions(user.id, this_key=request.session.session_key)
    return render(request, "access/sessions.html", {"sessions": rows, "others": len(rows) - 1})


@page("*")
@require_http_methods(["GET", "POST"])
def lock_own(request: HttpRequest) -> HttpResponse:
    """Something is wrong: close my account now, from any session."""
    if request.method == "GET":
        return render(request, "access/lock_own.html")
    lock_own_account()
    logout(request)
    return redirect("account_inactive")


@page("*")
@require_POST
def choose_audience(request: HttpRequest) -> HttpResponse:
    """A teacher who is also a mother changes sides; the choice lasts as long as the session."""
    chosen = request.POST.get("audience", "")
    if chosen in audiences_of(current_scope().roles):
        request.session["audience"] = chosen
    return HttpResponseRedirect(reverse("home"))
