"""Declared access: a page says for whom it is, or the system check refuses to start."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from shanyraq.kernel.scope import ActorKind, current_scope

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Access:
    """For whom a page is: roles, or everybody signed in ("*"), or the public with a reason, or devices."""

    roles: tuple[str, ...] = ()
    public_reason: str = ""
    device_reason: str = ""


def page(*roles: str) -> Callable[[View], View]:
    """A page for holders of one of these roles; `page("*")` for everybody signed in.

    Nobody signed in is led to sign-in; somebody of another role gets 404, so that the page's existence is not told.
    """
    if not roles:
        raise ValueError('page() needs roles, or "*" for everybody signed in')

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            scope = current_scope()
            if scope.actor_kind is not ActorKind.PERSON:
                from django.contrib.auth.views import redirect_to_login  # needs loaded apps

                return redirect_to_login(request.get_full_path())
            if "*" not in roles and not scope.has(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.page_access = Access(roles=roles)  # type: ignore[attr-defined]
        return guarded

    return wrap


def public_page(*, reason: str) -> Callable[[View], View]:
    """A page for everybody, signed in or not. The reason stands in the code for the reviewer."""

    def wrap(view: View) -> View:
        view.page_access = Access(public_reason=reason)  # type: ignore[attr-defined]
        return view

    return wrap


def device_endpoint(*, reason: str) -> Callable[[View], View]:
    """An endpoint for devices or clients that bring their own proof instead of a session."""
    from django.views.decorators.csrf import csrf_exempt

    def wrap(view: View) -> View:
        exempt = csrf_exempt(view)
        exempt.page_access = Access(device_reason=reason)  # type: ignore[attr-defined]
        return exempt

    return wrap
