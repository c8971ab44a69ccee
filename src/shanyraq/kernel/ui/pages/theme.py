"""Light, dark or as the device: kept in a cookie, for a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shanyraq.kernel.pages import public_page
from shanyraq.kernel.ui.context import THEME_COOKIE, THEMES

YEAR = 60 * 60 * 24 * 365


@public_page(reason="The choice of colours is no secret and belongs to the device, not to a person.")
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """The device shows this theme from now on; an unknown one changes nothing."""
    way = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(way, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        way = "/"
    answer = redirect(way)
    if (theme := request.POST.get("theme")) in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return answer
