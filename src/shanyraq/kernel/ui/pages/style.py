"""The living style guide: every component in every state, in light and dark, in three languages."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanyraq.kernel.pages import public_page
from shanyraq.kernel.ui import icons, navigation, samples
from shanyraq.kernel.ui.context import Shell
from shanyraq.kernel.ui.marks import Tone
from shanyraq.kernel.ui.navigation import NavItem
from shanyraq.kernel.ui.render import RingState, inline
from shanyraq.kernel.ui.templatetags.ui import Tab

GUIDE = "style"
PARTS = {"figure": "ui/style/figure_part.html", "why": "ui/style/why_part.html"}

navigation.register(
    GUIDE,
    [
        NavItem(gettext_lazy("Today"), "style", "home"),
        NavItem(gettext_lazy("Diary"), "style", "notebook"),
        NavItem(pgettext_lazy("place of the bar", "Messages"), "style", "message", badge=lambda request: 3),
        NavItem(gettext_lazy("Meals"), "style", "soup"),
        NavItem(gettext_lazy("Documents"), "style", "file-certificate"),
        NavItem(gettext_lazy("Rights"), "style", "shield-check"),
    ],
)


class Guide(Shell):
    """The shell as a signed-in mother sees it, with invented people."""

    audience = GUIDE

    @cached_property
    def identity(self) -> navigation.Identity:
        return navigation.Identity("sample", "Қасымова Дана", _("Mother of two pupils"), _("Lyceum No. 28"))


@public_page(reason="The style guide shows invented people only; designers and reviewers open it without an account.")
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    return render(request, "ui/style/guide.html", guide(request))


@public_page(reason="Explanations of the invented figures of the style guide.")
def style_part(request: HttpRequest, name: str) -> HttpResponse:
    """What a panel of the guide holds; a whole page where there is no JavaScript."""
    if name not in PARTS:
        raise Http404
    frame = "ui/fragment.html" if request.headers.get("HX-Request") else "ui/shell.html"
    return render(request, PARTS[name], {"frame": frame, "ui": Guide(request), "value": samples.at_lessons(url="")})


def guide(request: HttpRequest) -> dict[str, Any]:
    """What the guide's template shows."""
    opened, here = reverse("style_part", args=["figure"]), reverse("style")
    figures = samples.figures(url=opened)
    tried = samples.Request({"subject": _("The bus is late"), "kind": "complaint"})
    tried.is_valid()
    return {
        "ui": Guide(request),
        "figures": figures,
        "share": inline(figures["share"]),
        "crumbs": [(_("Turkistan region"), here), (_("Turkistan city"), here), (_("Lyceum No. 28"), "")],
        "tabs": [Tab(_("Today"), here), Tab(_("Week"), "?week"), Tab(_("Disagreements"), "?cases", 4)],
        "rings": list(RingState),
        "tones": list(zip(Tone, (_("Expected"), _("Told"), _("At school"), _("Late"), _("Not found")), strict=True)),
        "marks": samples.marks(),
        "schools": samples.schools(url=here),
        "nothing": samples.nothing(),
        "moments": samples.moments(),
        "trend": samples.trend(),
        "spark": [share for _day, share in samples.trend()],
        "toggles": [
            ("present", _("Present"), "check"),
            ("late", _("Late"), "clock"),
            ("absent", _("Absent"), "x"),
        ],
        "page": Paginator(range(300), 25).page(3),
        "form": samples.Request(auto_id="a_%s"),
        "tried": tried,
        "icons": sorted(icons.icon_names()),
        "opened": opened,
        "reasons": reverse("style_part", args=["why"]),
        "pupils": [(key, name) for key, name, _marks in samples.PUPILS],
        "tokens": (
            "paper",
            "surface",
            "sunk",
            "ink",
            "ink-soft",
            "line",
            "sky",
            "sky-soft",
            "saffron",
            "good",
            "care",
            "act",
        ),
    }
