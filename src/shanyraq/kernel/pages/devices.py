"""Devices come in by a short way: they bring their own proof, so no session is opened and no page is made for them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.scope import NOBODY, use_scope


class DeviceMiddleware:
    """Stands before sessions and languages. Only an address declared by `device_endpoint` goes this way.

    Measured (bench/bench_passages.py): the long way costs a gate's upload as much as sixty of its passages' parsing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(settings.DEVICE_PATHS):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        access = getattr(match.func, "page_access", None)
        if access is None or not access.device_reason:
            return self.get_response(request)
        request.resolver_match = match
        with use_scope(NOBODY):
            try:
                return match.func(request, *match.args, **match.kwargs)
            except Denied as refused:
                return _in_words(refused)


def _in_words(refused: Denied) -> HttpResponse:
    """A refusal as a device reads it."""
    status = 404 if isinstance(refused, Hidden) else 409 if isinstance(refused, Conflict) else 403
    return HttpResponse(str(refused.words), status=status, content_type="text/plain; charset=utf-8")
