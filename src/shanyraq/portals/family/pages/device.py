"""What makes the pages installable and readable without a connection."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from shanyraq.kernel.pages import public_page

SHELL = (
    "vendor/tabler.css", "vendor/inter.css", "vendor/icons.svg", "vendor/inter-cyrillic-wght-normal.woff2",
    "vendor/inter-cyrillic-ext-wght-normal.woff2", "vendor/inter-latin-wght-normal.woff2", "ui/ui.css", "ui/signs.svg",
    "ui/ornament.svg", "ui/favicon.svg", "ui/theme.js", "ui/shell.js", "ui/panel.js", "ui/keys.js", "ui/tables.js",
    "ui/drafts.js", "ui/live.js", "django_htmx/htmx-2.min.js", "family/family.css", "family/device.js",
    "teacher/teacher.css", "journal/register.css", "journal/register.js", "journal/month.js", "journal/device.js",
)  # fmt: skip
PARTS = (
    "journal/clash.js", "journal/clipboard.js", "journal/desk.js", "journal/keys.js",
    "journal/places.js", "journal/queue.js", "journal/sheet.js", "journal/touch.js",
)  # fmt: skip
"""What scripts import by its plain name."""


@public_page(reason="a browser fetches the worker before anybody has signed in; it holds addresses of assets only")
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The worker script, at the root so that its scope is the whole site."""
    told = {
        "assets": [*map(staticfiles_storage.url, SHELL), *(f"{settings.STATIC_URL}{name}" for name in PARTS)],
        "static": settings.STATIC_URL,
        "sign_in": reverse("account_login"),
        "sign_out": reverse("account_logout"),
    }
    answer = render(request, "family/sw.js", told, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@public_page(reason="names and pictures of the application, the same for everybody")
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when the pages are put on its home screen."""
    sign = staticfiles_storage.url("ui/favicon.svg")
    return JsonResponse(
        {
            "name": _("Shanyraq: the school day"),
            "short_name": "Shanyraq",
            "lang": request.LANGUAGE_CODE,
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f4f7f9",
            "theme_color": "#0a5c99",
            "icons": [
                {"src": sign, "sizes": "any", "type": "image/svg+xml", "purpose": purpose}
                for purpose in ("any", "maskable")
            ],
        },
        content_type="application/manifest+json",
    )
